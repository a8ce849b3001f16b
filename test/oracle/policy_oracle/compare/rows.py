"""Each row of nova_missing_rls_indexes(): is it well-formed, of use, and its coverage right?"""
from __future__ import annotations

from typing import Iterator

from oracle.ddl import undone

from ..judge.planner import Planner
from .coverage import coverage_complaints
from .report import Row
from .statements import Complaint
from .usefulness import NoUse, Usefulness

SEVERITIES = frozenset({"high", "medium", "low", "unknown"})
COVERAGES = frozenset({"none", "partial", "lossy", "leaves"})


def check_rows(planner: Planner, rows: list[Row]) -> Iterator[Complaint]:
    for row in rows:
        yield from ((row, text) for text in _form(planner, row))
        if row.index_table in planner.relations and row.statements:
            with undone(planner.cursor):
                planner.forget_checks()
                yield from list(_check(planner, row, rows))
            planner.refresh()


def _form(planner: Planner, row: Row) -> Iterator[str]:
    if row.severity not in SEVERITIES:
        yield f"severity {row.severity!r}"
    if row.coverage not in COVERAGES:
        yield f"coverage {row.coverage!r}"
    if not row.problem:
        yield "problem is empty"
    if not row.columns or not row.policies or not row.roles:
        yield "column_names, policy_names or roles is empty"
    if row.coverage == "partial" and row.nearest is None:
        yield "coverage is 'partial' and nearest_index NULL"
    if row.index_table not in planner.relations:
        yield "index_table is no table of the batch"
    if not row.statements:
        yield "no create_statements"


def _check(planner: Planner, row: Row, rows: list[Row]) -> Iterator[Complaint]:
    try:
        yield from coverage_complaints(planner, row, Usefulness(planner, row, rows))
    except NoUse as reason:
        yield row, str(reason)
