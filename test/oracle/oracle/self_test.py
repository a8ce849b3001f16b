"""Hand-made cases whose verdicts are known: they judge the judge. `run --self-test`."""
from __future__ import annotations

from . import database
from .ddl import undone
from .judge import keys as key_catalog
from .judge.judge import Judge
from .schema.shared import EXTENSIONS, OBJECTS

# (what it is, DDL behind the tables p and t below, verdict)
_PARENT = ("CREATE TABLE p (a int, b int, s text COLLATE nova_oracle.nd, n numeric, PRIMARY KEY (a, b), UNIQUE (a), "
           "UNIQUE (s), UNIQUE (n)); ")
_ONE = _PARENT + "CREATE TABLE t (x int, a int REFERENCES p (a), b int); "
_TWO = _PARENT + "CREATE TABLE t (x int, a int, b int, d timestamptz, FOREIGN KEY (a, b) REFERENCES p); "
_NUMERIC = _PARENT + "CREATE TABLE t (a int REFERENCES p (n)); "
_TEXT = _PARENT + "CREATE TABLE t (s text REFERENCES p (s)); "
_SAME_TEXT = _PARENT + "CREATE TABLE t (s text COLLATE nova_oracle.nd REFERENCES p (s)); "
_TREE = (_PARENT + "CREATE TABLE t (a int REFERENCES p (a), d int) PARTITION BY LIST (d); "
         "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE t2 PARTITION OF t DEFAULT; ")
_BARE_TREE = _PARENT + "CREATE TABLE t (a int REFERENCES p (a), d int) PARTITION BY LIST (d); "
# a key's equality operator whose function is a user's in SQL: the planner has int4's = in its place
_INLINED = ("CREATE FUNCTION nova_oracle.same(int4, int4) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2'; "
            "CREATE OPERATOR nova_oracle.==== (FUNCTION = nova_oracle.same, LEFTARG = int4, RIGHTARG = int4, "
            "COMMUTATOR = OPERATOR(nova_oracle.====), RESTRICT = eqsel, JOIN = eqjoinsel, MERGES); "
            "CREATE OPERATOR CLASS nova_oracle.int4_inlined_ops FOR TYPE int4 USING btree AS OPERATOR 1 <, "
            "OPERATOR 2 <=, OPERATOR 3 nova_oracle.====, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int4, int4); "
            "CREATE TABLE p (a int); CREATE UNIQUE INDEX ON p (a nova_oracle.int4_inlined_ops); "
            "CREATE TABLE t (a int REFERENCES p (a)); ")
_ROWS = ("SET session_replication_role = replica; INSERT INTO t (a) SELECT {} FROM generate_series(1, 500) g; "
         "SET session_replication_role = origin; ANALYZE t; ")

CASES: tuple[tuple[str, str, str], ...] = (
    ("no index", _ONE, "none"),
    ("the index", _ONE + "CREATE INDEX ON t (a)", "covered"),
    ("composite, leading in any order, more behind", _TWO + "CREATE INDEX ON t (b, a, x)", "covered"),
    ("composite, another column between", _TWO + "CREATE INDEX ON t (a, x, b)", "covered"),
    ("composite, another column in front", _TWO + "CREATE INDEX ON t (x, a, b)", "none"),
    ("composite, some of the columns", _TWO + "CREATE INDEX ON t (a)", "partial"),
    ("composite, two single-column indexes", _TWO + "CREATE INDEX ON t (a); CREATE INDEX ON t (b)", "partial"),
    ("not leading", _ONE + "CREATE INDEX ON t (x, a)", "none"),
    ("only in INCLUDE", _ONE + "CREATE INDEX ON t (x) INCLUDE (a)", "none"),
    ("INCLUDE of the second column", _TWO + "CREATE INDEX ON t (a) INCLUDE (b)", "partial"),
    ("primary key behind another column", _ONE + "ALTER TABLE t ADD PRIMARY KEY (x, a)", "none"),
    ("partial, implied", _ONE + "CREATE INDEX ON t (a) WHERE a IS NOT NULL", "covered"),
    ("partial, always true", _ONE + "CREATE INDEX ON t (a) WHERE 1 = 1", "covered"),
    ("partial, on another column", _TWO + "CREATE INDEX ON t (a, b) WHERE d IS NULL", "none"),
    ("partial, a range of the key", _ONE + "CREATE INDEX ON t (a) WHERE a > 0", "none"),
    ("cast, plain column", _NUMERIC + "CREATE INDEX ON t (a)", "none"),
    ("cast, the expression", _NUMERIC + "CREATE INDEX ON t ((a::numeric))", "covered"),
    ("hash", _ONE + "CREATE INDEX ON t USING hash (a)", "covered"),
    ("btree_gin, one of two", _TWO + "CREATE INDEX ON t USING gin (b)", "partial"),
    ("btree_gin, not the first column", _TWO + "CREATE INDEX ON t USING gin (x, a, b)", "covered"),
    ("btree_gist, not the first column", _TWO + "CREATE INDEX ON t USING gist (x, a, b)", "none"),
    ("btree_gist", _TWO + "CREATE INDEX ON t USING gist (b, a)", "covered"),
    ("bloom", _TWO + "CREATE INDEX ON t USING bloom (x, a, b)", "lossy"),
    ("BRIN without statistics", _ONE + "CREATE INDEX ON t USING brin (a)", "lossy"),
    ("BRIN, correlated", _ONE + _ROWS.format("g") + "CREATE INDEX ON t USING brin (a)", "covered"),
    ("BRIN, scattered", _ONE + _ROWS.format("g * 7919 % 1009") + "CREATE INDEX ON t USING brin (a)", "lossy"),
    ("BRIN, two columns, one scattered", _TWO + "INSERT INTO t (a, x) SELECT g * 7919 % 1009, g FROM "
     "generate_series(1, 500) g; CREATE INDEX ON t USING brin (a, b, x); ANALYZE t", "lossy"),
    ("BRIN over an expression, with statistics of its own", _NUMERIC + "CREATE INDEX ON t USING brin ((a::numeric)); "
     + _ROWS.format("g"), "covered"),
    ("BRIN over an expression, without", _NUMERIC + _ROWS.format("g") + "CREATE INDEX ON t USING brin ((a::numeric))",
     "lossy"),
    ("partitioned, correlated BRIN on the root", _TREE + "CREATE INDEX ON t USING brin (a); "
     + _ROWS.format("g").replace("(a) SELECT g", "(a, d) SELECT g, 1 + g % 2"), "covered"),
    ("partitioned, bloom on the root, B-tree on the leaves", _TREE + "CREATE INDEX ON t USING bloom (a); "
     "CREATE INDEX ON t1 (a); CREATE INDEX ON t2 (a)", "covered"),
    ("a conflict of collations", "CREATE TABLE p (a name PRIMARY KEY); CREATE TABLE t (a text COLLATE \"POSIX\" "
     "REFERENCES p); CREATE INDEX ON t (a); CREATE INDEX ON t (a COLLATE \"C\")", "none"),
    ("an operator that is inlined", _INLINED + "CREATE INDEX ON t (a)", "covered"),
    ("an operator that is inlined, the operator class of another", _INLINED
     + "CREATE INDEX ON t (a nova_oracle.int4_own_ops)", "none"),
    ("referenced collation nondeterministic, plain index", _TEXT + "CREATE INDEX ON t (s)", "none"),
    ("referenced collation nondeterministic, index in it", _TEXT + "CREATE INDEX ON t (s COLLATE nova_oracle.nd)",
     "covered"),
    ("both nondeterministic", _SAME_TEXT + "CREATE INDEX ON t (s)", "covered"),
    ("another collation", _SAME_TEXT + "CREATE INDEX ON t (s COLLATE \"C\")", "none"),
    ("invalid", _ONE + "CREATE INDEX i ON t (a); UPDATE pg_index SET indisvalid = false "
     "WHERE indexrelid = 'i'::regclass", "none"),
    ("exclusion constraint", _ONE + "ALTER TABLE t ADD EXCLUDE USING gist (a WITH =, x WITH =)", "covered"),
    ("partitioned, index on the root", _TREE + "CREATE INDEX ON t (a)", "covered"),
    ("partitioned, ON ONLY", _TREE + "CREATE INDEX ON ONLY t (a)", "none"),
    ("partitioned, all leaves", _TREE + "CREATE INDEX ON t1 (a); CREATE INDEX ON t2 USING hash (a)", "leaves"),
    ("partitioned, all leaves and ON ONLY", _TREE + "CREATE INDEX ON t1 (a); CREATE INDEX ON t2 (a); "
     "CREATE INDEX ON ONLY t (a)", "leaves"),
    ("partitioned, all leaves and a root index that does not serve", _TREE + "CREATE INDEX ON t1 (a); "
     "CREATE INDEX ON t2 (a); CREATE INDEX ON t (d, a)", "leaves"),
    ("partitioned, one leaf", _TREE + "CREATE INDEX ON t1 (a)", "none"),
    ("no leaves", _BARE_TREE, "none"),
    ("no leaves, an index", _BARE_TREE + "CREATE INDEX ON t (a)", "covered"),
    ("a parameter in a name", _PARENT + 'CREATE TABLE t ("$2" int, a int, FOREIGN KEY ("$2", a) REFERENCES p); '
     'CREATE INDEX ON t ("$2")', "partial"),
    ("one column twice", _PARENT + "CREATE TABLE t (x int, a int, FOREIGN KEY (a, a) REFERENCES p (a, b)); "
     "CREATE INDEX ON t (a)", "covered"),
)
# collations stopped mattering to RI queries with version 18, which refuses such keys
_COLLATION_CASES = ("referenced collation nondeterministic",)


def self_test() -> list[str]:
    """The cases that the judge gets wrong, one line each."""
    name = "nova_oracle_self_test"
    database.create(name, EXTENSIONS, OBJECTS)
    connection = database.session(name)
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    wrong = []
    for title, ddl, expected in CASES:
        if connection.server_version >= 180000 and title.startswith(_COLLATION_CASES):
            continue
        with undone(cursor):
            cursor.execute(ddl)
            verdicts = [truth.verdict for truth in Judge(cursor, key_catalog.load(cursor)).run().values()]
        if verdicts != [expected]:
            wrong.append(f"{title}: judged {verdicts}, expected {expected}")
    connection.close()
    database.drop(name)
    return wrong
