"""What the extension says: rows of nova_missing_rls_indexes() and nova_policy_problems()."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oracle.database import Cursor
from oracle.ddl import undone

from ..schema.functions import settings_for_report

_ROWS = """
SELECT table_name::oid, table_name::text, policy_names::text[], command, roles::text[], index_table::oid, index_table::text,
       column_names, expression, coverage, nearest_index::oid, problem, severity, create_statements
FROM nova_missing_rls_indexes()
"""
_PROBLEMS = """
SELECT table_name::oid, table_name::text, policy_name, command, rule, expression, problem, rewrite, severity
FROM nova_policy_problems()
"""


@dataclass(frozen=True)
class Row:
    table: int
    table_name: str
    policies: frozenset[str]
    command: str
    roles: tuple[str, ...]
    index_table: int
    index_table_name: str
    columns: tuple[str, ...]
    expression: str | None
    coverage: str
    nearest: int | None
    problem: str
    severity: str
    statements: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"row: table_name {self.table_name}, policy_names {sorted(self.policies)}, command {self.command!r}, "
                 f"roles {list(self.roles)}, index_table {self.index_table_name}, column_names {list(self.columns)}, "
                 f"coverage {self.coverage!r}, severity {self.severity!r}",
                 f"  expression: {self.expression}", f"  problem: {self.problem}"]
        return "\n".join(lines + [f"  create_statements: {statement}" for statement in self.statements])


@dataclass(frozen=True)
class Problem:
    table: int
    table_name: str
    policy: str
    command: str
    rule: str
    expression: str | None
    problem: str
    rewrite: str | None
    severity: str

    def __str__(self) -> str:
        return (f"problem: {self.rule} of policy {self.policy!r} on {self.table_name} ({self.command}), "
                f"severity {self.severity!r}\n  expression: {self.expression}\n  problem: {self.problem}\n"
                f"  rewrite: {self.rewrite}")


def rows(cursor: Cursor) -> list[Row]:
    return [Row(table, table_name, frozenset(policies or ()), command, tuple(roles or ()), index_table, index_name,
                tuple(columns or ()), expression, coverage, nearest, problem, severity, tuple(statements or ()))
            for (table, table_name, policies, command, roles, index_table, index_name, columns, expression, coverage,
                 nearest, problem, severity, statements) in _fetch(cursor, _ROWS)]


def problems(cursor: Cursor) -> list[Problem]:
    return [Problem(*row) for row in _fetch(cursor, _PROBLEMS)]


def _fetch(cursor: Cursor, sql: str) -> list[tuple[Any, ...]]:
    """While the function runs, every function of a policy that is run fails."""
    with undone(cursor):
        for name, value in settings_for_report().items():
            cursor.execute("SELECT set_config(%s, %s, true)", (name, value))
        cursor.execute(sql)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
