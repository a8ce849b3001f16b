"""The declared foreign keys of a batch, with the RI query that the server runs for each.

Mirrors ri_triggers.c (ri_restrict, ri_GenerateQual, ri_GenerateQualCollation) and ruleutils.c
(generate_operator_clause, add_cast_to); judge/query_text.py holds the result against the server's own text.
"""
from __future__ import annotations

from dataclasses import dataclass

from ..database import Cursor
from ..schema.names import quote


@dataclass(frozen=True)
class Key:
    oid: int
    name: str
    table: int                       # referencing table
    table_name: tuple[str, str]
    kind: str                        # relkind of the referencing table
    referenced: int
    columns: tuple[str, ...]
    on_delete: str
    on_update: str
    fires: bool                      # whether any of its actions runs an RI query
    reported: bool                   # whether a table of this sort is reported at all
    parameter_types: tuple[str, ...]
    expressions: tuple[str, ...]     # what each clause compares with its parameter: the column, casts, COLLATE
    where: str                       # the WHERE clause of the RI query

    def query(self, table: tuple[str, str] | None = None) -> str:
        """The RI query (NO ACTION and RESTRICT); with `table`, the same over another table with equal columns."""
        schema, name = table or self.table_name
        only = "" if self.kind == "p" and table is None else "ONLY "
        return f"SELECT 1 FROM {only}{quote(schema)}.{quote(name)} x WHERE {self.where} FOR KEY SHARE OF x"


_KEYS = """
SELECT c.oid, c.conname, c.conrelid, n.nspname, r.relname, r.relkind, c.confrelid,
       c.confdeltype, c.confupdtype,
       r.relpersistence <> 't' AND NOT EXISTS (
           SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'e'),
       {fires},
       k.columns, k.types, k.expressions, k.clauses
FROM pg_constraint c
JOIN pg_class r ON r.oid = c.conrelid
JOIN pg_namespace n ON n.oid = r.relnamespace
CROSS JOIN LATERAL (
    SELECT array_agg(f.attname::text ORDER BY i) AS columns,
           array_agg(quote_ident(ptn.nspname) || '.' || quote_ident(pt.typname) ORDER BY i) AS types,
           array_agg(x.expression ORDER BY i) AS expressions,
           array_agg(
               '$' || i
               || CASE WHEN p.atttypid <> o.oprleft
                       THEN '::' || quote_ident(ltn.nspname) || '.' || quote_ident(lt.typname) ELSE '' END
               || ' OPERATOR(' || quote_ident(opn.nspname) || '.' || o.oprname || ') ' || x.expression
               ORDER BY i) AS clauses
    FROM unnest(c.conkey, c.confkey, c.conpfeqop) WITH ORDINALITY AS u (fatt, patt, op, i)
    JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = u.fatt
    JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = u.patt
    JOIN pg_type pt ON pt.oid = p.atttypid JOIN pg_namespace ptn ON ptn.oid = pt.typnamespace
    JOIN pg_operator o ON o.oid = u.op JOIN pg_namespace opn ON opn.oid = o.oprnamespace
    JOIN pg_type lt ON lt.oid = o.oprleft JOIN pg_namespace ltn ON ltn.oid = lt.typnamespace
    JOIN pg_type rt ON rt.oid = o.oprright JOIN pg_namespace rtn ON rtn.oid = rt.typnamespace
    LEFT JOIN pg_collation l ON l.oid = p.attcollation LEFT JOIN pg_namespace lnn ON lnn.oid = l.collnamespace
    CROSS JOIN LATERAL (SELECT
        '"' || replace(f.attname, '"', '""') || '"'
        || CASE WHEN f.atttypid <> o.oprright
                THEN '::' || quote_ident(rtn.nspname) || '.' || quote_ident(rt.typname) ELSE '' END
        || CASE WHEN {collates} AND p.attcollation <> f.attcollation AND NOT l.collisdeterministic
                THEN ' COLLATE "' || replace(lnn.nspname, '"', '""') || '"."'
                     || replace(l.collname, '"', '""') || '"' ELSE '' END AS expression) x
) k
WHERE c.contype = 'f' AND c.conparentid = 0
ORDER BY n.nspname, r.relname, c.conname
"""

# The action triggers that can fire are those of referenced tables that hold rows: the referenced table itself, or the
# partitions of a partitioned one, whose triggers belong to constraints derived from the key. A partitioned table
# without partitions has nothing but its own triggers to go by. ENABLE REPLICA fires where changes are applied.
_FIRES = """
(WITH RECURSIVE family AS (
     SELECT c.oid, c.confrelid
     UNION SELECT d.oid, d.confrelid FROM family JOIN pg_constraint d ON d.conparentid = family.oid
 ), actions AS (
     SELECT t.tgenabled, pr.relkind
     FROM family JOIN pg_trigger t ON t.tgconstraint = family.oid AND t.tgrelid = family.confrelid
     JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class pr ON pr.oid = t.tgrelid
     WHERE p.proname ~ '^RI_FKey_.*_(del|upd)$' AND p.proname <> 'RI_FKey_check_upd'
 )
 SELECT coalesce(bool_or(tgenabled <> 'D') FILTER (WHERE relkind <> 'p'), bool_or(tgenabled <> 'D'), false)
 FROM actions)
"""
ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


def load(cursor: Cursor) -> list[Key]:
    """All declared keys of the database, NOT ENFORCED ones included (they do not fire)."""
    collates = "true" if cursor.connection.server_version < 180000 else "false"
    cursor.execute(_KEYS.format(fires=_FIRES, collates=collates))
    return [Key(oid, name, table, (schema, relation), kind, referenced, tuple(columns), ACTIONS[deleted],
                ACTIONS[updated], fires, reported, tuple(types), tuple(expressions), " AND ".join(clauses))
            for (oid, name, table, schema, relation, kind, referenced, deleted, updated, reported, fires,
                 columns, types, expressions, clauses) in cursor.fetchall()]
