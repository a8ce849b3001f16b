"""The extension's rows against the judge's verdicts, both ways."""
from __future__ import annotations

from collections import Counter
from typing import Iterator

from ..judge.judge import Truth
from ..judge.verdict import Grade
from .report import Row

SEVERITIES = frozenset({"high", "medium", "low", "unknown"})
Complaint = tuple[Truth | None, Row | None, str]


def compare(truths: dict[int, Truth], rows: list[Row], tree: dict[int, set[int]]) -> Iterator[Complaint]:
    """Every disagreement. `tree`: for each referencing table all its indexes, those of its partitions included."""
    by_identity = {(truth.key.table, truth.key.name): truth for truth in truths.values()}
    for identity, count in Counter(row.identity for row in rows).items():
        if count > 1:
            yield by_identity.get(identity), None, f"{count} rows for one key"
    reported = {row.identity: row for row in rows}
    for identity, row in reported.items():
        truth = by_identity.get(identity)
        if truth is None:
            yield None, row, "a row for what is no declared foreign key"
        elif not truth.expects_row:
            yield truth, row, f"a row, but none is expected ({_why_none(truth)})"
        elif row.coverage != truth.verdict:
            yield truth, row, f"coverage is '{row.coverage}', the planner says '{truth.verdict}'"
        else:
            yield from ((truth, row, text) for text in _check_row(truth, row, tree.get(row.table, set())))
    for identity, truth in by_identity.items():
        if truth.expects_row and identity not in reported:
            yield truth, None, f"no row, the planner says '{truth.verdict}'"


def _why_none(truth: Truth) -> str:
    if not truth.key.fires:
        return "no action trigger of the key can fire"
    return "a table of this sort is not reported" if not truth.key.reported else "the planner says 'covered'"


def _check_row(truth: Truth, row: Row, indexes: set[int]) -> Iterator[str]:
    """The other columns of a row whose coverage is right."""
    key = truth.key
    facts = (("column_names", row.columns, list(key.columns)), ("referenced_table", row.referenced, key.referenced),
             ("on_delete", row.on_delete, key.on_delete), ("on_update", row.on_update, key.on_update))
    for column, said, expected in facts:
        if said != expected:
            yield f"{column} is {said!r}, not {expected!r}"
    if row.severity not in SEVERITIES:
        yield f"severity {row.severity!r}"
    if not row.problem:
        yield "problem is empty"
    if row.nearest is None:
        if row.coverage in ("partial", "lossy"):
            yield f"nearest_index is NULL, coverage is {row.coverage}"
        return
    if row.nearest not in indexes:
        yield "nearest_index is not on the table or a partition of it"
    grade = truth.grades.get(row.nearest)
    wanted = {"none": Grade.NONE, "partial": Grade.PARTIAL, "lossy": Grade.LOSSY}.get(row.coverage)
    if grade is not None and wanted is not None and grade is not wanted:
        yield f"nearest_index is '{grade.text}' to the planner, coverage is '{row.coverage}'"
