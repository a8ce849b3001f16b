"""A probe stands for the next partition of a partitioned table: what would its indexes be, and would they serve?

The planner cannot plan a scan of a partitioned index. So an ordinary table with the same columns gets an index by
each definition, and those it can plan. The definitions come from pg_get_indexdef; CREATE TABLE ... LIKE would not do,
as it drops the collation of an expression column where that is the own one of the expression's type.
"""
from __future__ import annotations

from dataclasses import dataclass

from ..database import Cursor
from ..schema.names import quote
from .relations import Index, Relation, load_indexes

SCHEMA = "nova_oracle"
_DEFINITIONS = """
SELECT i.oid, substr(pg_get_indexdef(i.oid), strpos(pg_get_indexdef(i.oid), p.head) + length(p.head))
FROM pg_class i
JOIN pg_index x ON x.indexrelid = i.oid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL (SELECT quote_ident(i.relname) || ' ON ONLY ' || quote_ident(n.nspname) || '.'
                           || quote_ident(t.relname) || ' ' AS head) p
WHERE x.indrelid = %s AND x.indisvalid
ORDER BY i.oid
"""


@dataclass(frozen=True)
class Probe:
    relation: Relation
    origin: dict[int, Index]  # index of the probe -> the valid partitioned index that it stands for


def create_probe(cursor: Cursor, table: int, qualified: str) -> Probe:
    """Call inside a savepoint that is rolled back."""
    originals = {index.oid: index for index in load_indexes(cursor, [table])}
    name = f"probe {table}"
    cursor.execute(f"CREATE TABLE {SCHEMA}.{quote(name)} (LIKE {qualified})")
    cursor.execute("SELECT %s::regclass::oid", (f"{SCHEMA}.{quote(name)}",))
    relation = Relation(cursor.fetchone()[0], SCHEMA, name)
    cursor.execute(_DEFINITIONS, (table,))
    by_name = {}
    for oid, definition in cursor.fetchall():
        by_name[f"probe of {oid}"] = originals[oid]
        cursor.execute(f"CREATE INDEX {quote(f'probe of {oid}')} ON {relation.q} {definition}")
    return Probe(relation, {index.oid: by_name[index.name] for index in load_indexes(cursor, [relation.oid])})
