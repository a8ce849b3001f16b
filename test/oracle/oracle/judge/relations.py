"""Indexes, partition leaves and statistics, as the catalogs have them. Facts only, no verdict."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

from ..database import Cursor
from ..schema.names import quote

WITHOUT_COLUMN_ORDER = frozenset({"gin", "brin", "bloom"})


@dataclass(frozen=True)
class Index:
    oid: int
    name: str
    table: int
    method: str
    valid: bool
    partitioned: bool
    columns: tuple[str, ...]  # key columns with collation and operator class, as CREATE INDEX takes them

    @property
    def leads(self) -> bool:
        """Whether a search must start at the first of several columns."""
        return self.method not in WITHOUT_COLUMN_ORDER and len(self.columns) > 1


@dataclass(frozen=True)
class Relation:
    """A table with storage: an ordinary table, a leaf, or a probe."""
    oid: int
    schema: str
    name: str

    @property
    def q(self) -> str:
        return f"{quote(self.schema)}.{quote(self.name)}"


_INDEXES = """
SELECT i.indexrelid, c.relname, i.indrelid, am.amname, i.indisvalid, c.relkind = 'I',
       ARRAY(
           SELECT pg_get_indexdef(i.indexrelid, n, false)
                  || CASE WHEN l.oid IS NULL THEN ''
                          ELSE ' COLLATE ' || quote_ident(ln.nspname) || '.' || quote_ident(l.collname) END
                  || ' ' || quote_ident(opn.nspname) || '.' || quote_ident(op.opcname)
           FROM generate_series(1, i.indnkeyatts) n
           JOIN pg_opclass op ON op.oid = i.indclass[n - 1] JOIN pg_namespace opn ON opn.oid = op.opcnamespace
           LEFT JOIN pg_collation l ON l.oid = i.indcollation[n - 1]
           LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
           ORDER BY n)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
WHERE i.indrelid = ANY (%s)
ORDER BY i.indexrelid
"""

_LEAVES = """
SELECT t.root, c.oid, n.nspname, c.relname
FROM unnest(%s::oid[]) AS t (root)
CROSS JOIN LATERAL pg_partition_tree(t.root) AS l
JOIN pg_class c ON c.oid = l.relid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE l.isleaf AND c.relkind <> 'p'
ORDER BY c.oid
"""

# Where brincostestimate() looks: the table's statistics for a column, the index's own for an expression.
_CORRELATIONS = """
SELECT i.indexrelid, k.position, abs(s.correlation)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam AND am.amname = 'brin'
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k (attribute, position)
JOIN pg_attribute a ON a.attrelid = CASE WHEN k.attribute = 0 THEN i.indexrelid ELSE i.indrelid END
                   AND a.attnum = CASE WHEN k.attribute = 0 THEN k.position ELSE k.attribute END
JOIN pg_class r ON r.oid = a.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace
JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = r.relname AND s.attname = a.attname AND NOT s.inherited
WHERE i.indrelid = ANY (%s) AND s.correlation IS NOT NULL
"""


def load_indexes(cursor: Cursor, tables: Iterable[int]) -> list[Index]:
    cursor.execute(_INDEXES, (list(tables),))
    return [Index(oid, name, table, method, valid, partitioned, tuple(columns))
            for oid, name, table, method, valid, partitioned, columns in cursor.fetchall()]


def load_leaves(cursor: Cursor, roots: Iterable[int]) -> dict[int, list[Relation]]:
    """For each partitioned table its leaves; an empty list where it has none."""
    found: dict[int, list[Relation]] = {root: [] for root in roots}
    cursor.execute(_LEAVES, (list(found),))
    for root, oid, schema, name in cursor.fetchall():
        found[root].append(Relation(oid, schema, name))
    return found


def load_correlations(cursor: Cursor, tables: Iterable[int]) -> dict[tuple[int, int], float]:
    """Absolute correlation by BRIN index and column number, where the statistics know it."""
    wanted = list(tables)
    cursor.execute("SELECT count(*) FROM pg_statistic WHERE starelid = ANY (%s)", (wanted,))
    if not cursor.fetchone()[0]:
        return {}
    cursor.execute(_CORRELATIONS, (wanted,))
    return {(index, column): value for index, column, value in cursor.fetchall()}
