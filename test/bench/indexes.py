"""Sets of indexes, by turns on the same database, for the benchmarks of suggestions.

Connections are psycopg's (3), with autocommit. schemas: those whose indexes come and go;
indexes of constraints always stay.
"""

import time

from psycopg.rows import namedtuple_row

EXTRA = """
    SELECT i.indexrelid::regclass::text AS name, pg_relation_size(i.indexrelid) AS bytes
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = ANY (%s::regnamespace[])
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)"""


def suggestions(connection, sources, budget=None):
    """The rows of nova_suggest_indexes() and the milliseconds that they took. budget: bytes."""
    started = time.perf_counter()
    cursor = connection.cursor(row_factory=namedtuple_row)
    cursor.execute("SELECT * FROM nova_suggest_indexes(%s, budget_bytes => %s) ORDER BY rank", [sources, budget])
    return cursor.fetchall(), (time.perf_counter() - started) * 1000


def show(title, rows, milliseconds):
    print(f"\n{title}: {len(rows)} suggestions in {milliseconds:.0f} ms", flush=True)
    for row in rows:
        print(f"{row.rank:>4}  {row.evidence:<9} {row.estimated_bytes or 0:>12,} B  {'; '.join(row.create_statements)}")
        print(f"      serves {', '.join(row.serves)}")


def one_index_per_key(connection):
    rows = connection.execute("SELECT create_statements FROM nova_missing_fk_indexes()").fetchall()
    return [statement for (statements,) in rows for statement in statements]


def statements_of(file):
    """The statements of an SQL file; comments are whole lines."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    return [statement for part in "\n".join(lines).split(";") if (statement := part.strip())]


def apply(connection, schemas, statements):
    """Makes these the only indexes beside those of constraints. Gives their number, bytes, and the seconds it took."""
    for name, _ in connection.execute(EXTRA, [schemas]).fetchall():
        connection.execute(f"DROP INDEX {name}")
    started = time.perf_counter()
    for statement in statements:
        connection.execute(statement)
    seconds = time.perf_counter() - started
    refresh(connection, schemas)
    sizes = [bytes for _, bytes in connection.execute(EXTRA, [schemas]).fetchall()]
    return len(sizes), sum(sizes), seconds


def refresh(connection, schemas):
    """No dead rows from what ran before; what indexes on expressions need of statistics. Other statistics stay as
    they are, so that all sets are judged by the same."""
    connection.execute("VACUUM")
    tables = connection.execute(
        """SELECT DISTINCT i.indrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
           WHERE c.relnamespace = ANY (%s::regnamespace[]) AND i.indexprs IS NOT NULL""",
        [schemas],
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"ANALYZE {table}")
    connection.execute("CHECKPOINT")
