"""The rows of nova_missing_fk_indexes()."""
from __future__ import annotations

from dataclasses import dataclass

from ..database import Cursor

_ROWS = """
SELECT table_name::oid, constraint_name, column_names::text[], referenced_table::oid, on_delete, on_update, coverage,
       nearest_index::oid, problem, severity, create_statements
FROM nova_missing_fk_indexes()
"""


@dataclass(frozen=True)
class Row:
    table: int
    constraint: str
    columns: list[str]
    referenced: int
    on_delete: str
    on_update: str
    coverage: str
    nearest: int | None
    problem: str
    severity: str
    statements: list[str]

    @property
    def identity(self) -> tuple[int, str]:
        return self.table, self.constraint


def fetch(cursor: Cursor) -> list[Row]:
    cursor.execute(_ROWS)
    return [Row(table, constraint, columns, referenced, on_delete, on_update, coverage, nearest, problem, severity,
                statements or [])
            for (table, constraint, columns, referenced, on_delete, on_update, coverage, nearest, problem, severity,
                 statements) in cursor.fetchall()]
