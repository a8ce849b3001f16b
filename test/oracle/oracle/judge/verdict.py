"""From the planner's facts to a key's verdict, by the definitions of the documentation. No server here."""
from __future__ import annotations

from enum import IntEnum

from .plan import Clauses
from .relations import Index

CORRELATION_THRESHOLD = 0.5  # below it, or when unknown, a BRIN scan reads far more than it returns


class Grade(IntEnum):
    """What one index, one table or one key gets; the higher, the better."""
    NONE = 0
    PARTIAL = 1
    LOSSY = 2
    COVERED = 3

    @property
    def text(self) -> str:
        return self.name.lower()


def grade_index(index: Index, clauses: Clauses, first_column: Clauses | None, key_width: int,
                correlation: float | None) -> Grade:
    """`clauses`: those in the Index Cond; `first_column`: those that search the index's first column, None where a
    search need not start there; `correlation`: the best of the columns searched, None when unknown."""
    if not clauses or (first_column is not None and not clauses & first_column):
        return Grade.NONE
    if len(clauses) < key_width:
        return Grade.PARTIAL
    if index.method == "bloom":
        return Grade.LOSSY
    if index.method == "brin" and (correlation is None or correlation < CORRELATION_THRESHOLD):
        return Grade.LOSSY
    return Grade.COVERED


def searches_everything(index: Index, clauses: Clauses, first_column: Clauses | None, key_width: int) -> bool:
    """Whether the index holds every clause of the key, however much its scan would read."""
    return grade_index(index, clauses, first_column, key_width, 1.0) in (Grade.LOSSY, Grade.COVERED)
