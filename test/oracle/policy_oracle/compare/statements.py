"""create_statements, run where they can be rolled back."""
from __future__ import annotations

from typing import Iterable, Iterator

from oracle.compare.statements import within_transaction
from oracle.ddl import attempt

from ..judge.catalog import Index
from ..judge.planner import Planner
from .report import Row

Complaint = tuple[Row | None, str]


def run(planner: Planner, rows: Iterable[Row]) -> Iterator[Complaint]:
    """Runs the statements of the rows; complains of those that fail."""
    for row in rows:
        for statement in row.statements:
            error = attempt(planner.cursor, within_transaction(statement))
            if error is not None:
                yield row, f"create_statements failed: {error}\n  {statement}"
    planner.refresh()


def made(planner: Planner, before: dict[str, Index]) -> list[Index]:
    """Indexes that were not there before."""
    known = {index.oid for index in before.values()}
    return [index for index in planner.indexes.values() if index.oid not in known]
