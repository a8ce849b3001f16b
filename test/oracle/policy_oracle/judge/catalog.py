"""Relations and indexes of a batch, as the catalogs have them. Facts only, no verdict."""
from __future__ import annotations

from dataclasses import dataclass, replace

from oracle.database import Cursor

from .text import Clauses, clauses, is_equality, mentions

WITHOUT_COLUMN_ORDER = frozenset({"gin", "brin", "bloom"})


@dataclass(frozen=True)
class Relation:
    oid: int
    name: str
    q: str
    kind: str
    root: int  # the table at the top of its partition or inheritance tree


@dataclass(frozen=True)
class Index:
    oid: int
    name: str
    table: int
    method: str
    valid: bool
    columns: tuple[str, ...]
    predicate: Clauses
    top: int             # the index of the partitioned table that it belongs to in the end, or itself
    definition: str
    constraint: bool


@dataclass(frozen=True)
class Use:
    """An index in a plan, and the clauses that it serves: those of its condition, if that starts at the first column,
    and those of its predicate."""
    index: Index
    clauses: Clauses
    depth: int = 0                          # in how many ORs it serves a branch
    partners: frozenset[int] = frozenset()  # the other indexes of the outermost OR, without which this one is of no use
    scan: str = ""                          # which of the plan's scans it is in, by its alias

    @property
    def searched(self) -> bool:
        return bool(self.clauses)

    def names(self, column: str) -> bool:
        return any(mentions(clause, column) for clause in self.clauses)

    @property
    def equalities(self) -> Clauses:
        return frozenset(clause for clause in self.clauses if is_equality(clause))


def use_of(index: Index, condition: str, depth: int, partners: frozenset[int]) -> Use:
    searched = clauses(condition) if condition else frozenset()
    first = bool(searched) and (index.method in WITHOUT_COLUMN_ORDER
                                or any(mentions(clause, index.columns[0]) for clause in searched))
    return Use(index, index.predicate | (searched if first else frozenset()), depth, partners - {index.oid})


def with_shared(uses: list[Use]) -> list[Use]:
    """Where each branch of an OR searches the same index, what they share stands beside the OR and is searched by, too."""
    branches = [use for use in uses if use.depth > 0 and not use.partners]
    return uses + [replace(use, depth=0, clauses=frozenset.intersection(*(
        other.clauses for other in branches if (other.index, other.scan) == (use.index, use.scan)))) for use in branches]


_RELATIONS = """
WITH RECURSIVE tree (oid, root) AS (
    SELECT c.oid, c.oid FROM pg_class c
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
    UNION ALL SELECT i.inhrelid, t.root FROM tree t JOIN pg_inherits i ON i.inhparent = t.oid)
SELECT c.oid, c.relname, c.oid::regclass::text, c.relkind, t.root FROM tree t JOIN pg_class c ON c.oid = t.oid
ORDER BY c.oid
"""
_INDEXES = """
WITH RECURSIVE top (oid, top) AS (
    SELECT c.oid, c.oid FROM pg_class c
    WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('i', 'I')
      AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
    UNION ALL SELECT i.inhrelid, t.top FROM top t JOIN pg_inherits i ON i.inhparent = t.oid)
SELECT i.indexrelid, c.relname, i.indrelid, am.amname, i.indisvalid,
       ARRAY(SELECT pg_get_indexdef(i.indexrelid, n, false) FROM generate_series(1, i.indnkeyatts) n ORDER BY n),
       pg_get_expr(i.indpred, i.indrelid), top.top, pg_get_indexdef(i.indexrelid),
       EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
FROM top JOIN pg_index i ON i.indexrelid = top.oid JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
ORDER BY i.indexrelid
"""


def load_relations(cursor: Cursor, schema: str) -> dict[int, Relation]:
    cursor.execute(_RELATIONS, {"schema": schema})
    return {row[0]: Relation(*row) for row in cursor.fetchall()}


def load_indexes(cursor: Cursor, schema: str) -> dict[str, Index]:
    """By name."""
    cursor.execute(_INDEXES, {"schema": schema})
    return {name: Index(oid, name, table, method, valid, tuple(columns),
                        clauses(predicate) if predicate else frozenset(), top, definition, constraint)
            for oid, name, table, method, valid, columns, predicate, top, definition, constraint in cursor.fetchall()}
