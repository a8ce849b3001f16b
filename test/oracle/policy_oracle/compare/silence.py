"""What is not reported: no index over one or two of the columns may give the planner anything."""
from __future__ import annotations

import random
from typing import Iterator

from oracle.ddl import undone

from ..judge.gains import Gain, gains
from ..judge.planner import Planner
from ..judge.text import bare, mentions
from . import report, statements
from .report import Row
from .usefulness import concerns
from .statements import Complaint


def check_silence(planner: Planner, rows: list[Row], rng: random.Random) -> Iterator[Complaint]:
    """As things stand, where no row speaks of the first column of the index that would help."""
    surprising, _ = gains(planner, rng, lambda gain: any(_speaks_of(planner, row, gain) for row in rows))
    yield from ((None, text) for text in _texts(planner, surprising, "no row"))


def check_cure(planner: Planner, rows: list[Row], rng: random.Random) -> Iterator[Complaint]:
    """After the statements of all rows: nothing is reported, and nothing is left to gain."""
    with undone(planner.cursor):
        yield from statements.run(planner, rows)
        for row in report.rows(planner.cursor):
            yield row, "still reported after the statements of all rows"
        surprising, _ = gains(planner, rng, lambda gain: False)
        yield from ((None, text) for text in _texts(planner, surprising, "after the statements of all rows"))
    planner.refresh()


def _speaks_of(planner: Planner, row: Row, gain: Gain) -> bool:
    if planner.root(row.index_table) != planner.root(gain.use.index.table):
        return False
    if concerns(row, gain.query) and (gain.use.depth or not gain.use.equalities):
        return True  # of branches of an OR, and of ranges, shows when the statements of all rows have run what is missing
    first = gain.use.index.columns[0]
    if not any(mentions(column, first) for column in row.columns + row.statements) and not any(
            mentions(clause, column) for clause in gain.use.clauses for column in row.columns) and not any(
            bare(clause) in bare(statement) for clause in gain.use.clauses for statement in row.statements):
        return False  # the last: in the predicate of the index proposed
    return concerns(row, gain.query) or row.table == row.index_table


def _texts(planner: Planner, found: list[Gain], when: str) -> Iterator[str]:
    """One for each index."""
    by_index: dict[str, list[Gain]] = {}
    for gain in found:
        by_index.setdefault(f"{gain.candidate.method} ({', '.join(gain.candidate.columns)})", []).append(gain)
    for index, several in by_index.items():
        gain = several[0]
        yield (f"{when}: an index that would help\n"
               f"{gain.candidate.create(planner.relations[gain.candidate.table])}\n"
               f"the planner uses it for: {' AND '.join(sorted(gain.use.clauses))}\n"
               f"in {len(several)} queries, such as: {gain.query}\n"
               f"policies that apply: {sorted(gain.query.policies)}")
