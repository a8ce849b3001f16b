"""The coverage of a row: each existing index takes the place of the row's own, where that is of use."""
from __future__ import annotations

import re
from typing import Iterator

from ..judge.catalog import WITHOUT_COLUMN_ORDER, Index, Use, with_shared
from ..judge.planner import Planner
from ..judge.queries import Query
from ..judge.text import bare, mentions, plain
from ..schema.kinds import SHARED
from .report import Row
from .statements import Complaint
from .usefulness import Uses, Usefulness, all_uses, concerns

_FOLDED = re.compile(rf"{SHARED}\.same_\w+\((?!\(?current_setting)")


def coverage_complaints(planner: Planner, row: Row, found: Usefulness) -> Iterator[Complaint]:
    if len(found.tree) > 1 or not found.uses:
        return  # of a partitioned table each leaf has indexes of its own
    uses = _uses_for_row(row, found)
    scans = {query: {use.scan for use in several} for query, several in uses.items()}
    some: set[int] = set()
    plainly_some: dict[Query, set[int]] = {query: set() for query in uses if not query.two_sets}
    covered: set[Query] = set()
    covering: set[int] = set()
    wanted = len({*row.columns, *(clause for use in all_uses(found.uses) for clause in use.index.predicate)})
    for index in found.existing:
        scans_of_some: dict[Query, set[str]] = {}
        scans_of_all: dict[Query, set[str]] = {}
        # only the planner may run a user's function of constants and prove a predicate by what it returns
        unproven = bool(index.predicate) and _FOLDED.search(row.expression or "") is not None
        for query, use, served, plainly in _served_by(planner, row, found, index) if index.valid else ():
            some.add(index.oid)
            plainly = plainly and not unproven
            if plainly:
                scans_of_some.setdefault(query, set()).add(use.scan)
            if plainly and len(served) == wanted:
                scans_of_all.setdefault(query, set()).add(use.scan)
        for query, mine in scans.items():
            if query in plainly_some and scans_of_some.get(query, set()) >= mine:
                plainly_some[query].add(index.oid)
            if scans_of_all.get(query, set()) >= mine:
                covered.add(query)
                covering.add(index.oid)

    def serves(indexes: set[int]) -> bool:
        return not _outside(planner, row) or any(_serves_without_policies(planner, row, found, oid) for oid in indexes)

    if covered == set(scans) and serves(covering):
        yield row, "an existing index does the same in each of the queries in which the row's index is of use"
    elif row.coverage == "none" and plainly_some and all(plainly_some.values()):
        serving = set().union(*plainly_some.values())
        if serves(serving):
            yield row, f"coverage is 'none', but for every role {_names(planner, serving)} serves some of the columns"
    elif row.coverage == "partial" and row.nearest not in some and not _plausible(row, found) and \
            not _serves_without_policies(planner, row, found, row.nearest or 0):
        yield row, f"coverage is 'partial', nearest_index {_names(planner, {row.nearest or 0})} serves none of the columns"


def _served_by(planner: Planner, row: Row, found: Usefulness, index: Index) -> Iterator[tuple[Query, Use, set[str], bool]]:
    """The queries in which the index does something for the row, where, what of the row's columns and predicate it
    serves, and whether it does so in any plan. Indexes that start with the same columns may be liked better, and are
    left out in a second attempt."""
    outside = _outside(planner, row)
    uses = _uses_for_row(row, found)
    without_rivals = [other.oid for other in planner.indexes.values() if other.oid in found.others
                      and not any(mentions(other.columns[0], column) for column in row.columns)]
    for shown in ([], found.others, without_rivals):
        with planner.showing_only(found.tree, [*shown, index.oid]):
            for query, wanted in uses.items():
                clauses = _clauses_of_row(row, wanted)
                # a list behind another column, which the planner leaves to a filter (skip_lower_saop)
                idle = set(row.columns).difference(*(_searched(row, clause) for clause in clauses))
                depth = max(use.depth for use in wanted)
                found_now = planner.uses(query)
                for use in found_now if depth else with_shared(found_now):
                    if use.index.oid != index.oid or use.depth > depth:
                        continue
                    served = {column for clause in use.clauses for column in _searched(row, clause)
                              if clause in clauses or column in idle}
                    served |= {clause for mine in wanted for clause in mine.index.predicate & use.clauses}
                    if served:
                        yield query, use, served, _starts_by(use, clauses) and not any(
                            mentions(clause, column) for clause in use.clauses for column in outside)


def _serves_without_policies(planner: Planner, row: Row, found: Usefulness, index: int) -> bool:
    """Whether the index does something for what the policy looks into when the table there has no policies of its own:
    they may let the planner hash a sub-select that it would otherwise run for each row, or be all that it serves."""
    if not _outside(planner, row):
        return False
    with planner.showing_only(found.tree, [index]):
        planner.cursor.execute(f"ALTER TABLE {planner.relations[row.index_table].q} DISABLE ROW LEVEL SECURITY")
        return any(use.index.oid == index and any(use.names(column) for column in row.columns)
                   for query in planner.queries if concerns(row, query) for use in planner.uses(query))


def _searched(row: Row, clause: str) -> list[str]:
    """The row's columns that the clause is about: of a column and an expression of it, the expression."""
    named = [column for column in row.columns if mentions(clause, column)]
    return [column for column in named if not any(mentions(other, column) for other in named if other != column)]


def _starts_by(use: Use, clauses: frozenset[str]) -> bool:
    """Whether the search starts by the row's own clauses. It may start by those of other policies, such as the ones of a
    table that is looked into, to which not everybody is subject."""
    return use.index.method in WITHOUT_COLUMN_ORDER or use.clauses <= use.index.predicate or any(
        mentions(clause, use.index.columns[0]) for clause in use.clauses & clauses)


def _outside(planner: Planner, row: Row) -> list[str]:
    """The columns outside of what the policy looks into: an index that starts with what is compared with them is of no
    use where the server runs the sub-select once for all rows, and 'none' for that."""
    if planner.root(row.index_table) == planner.root(row.table):
        return []
    name = planner.relations[row.table].name
    return [column.q for table in planner.batch.tables if table.name == name for column in [table.id, *table.columns]]


def _clauses_of_row(row: Row, uses: list[Use]) -> frozenset[str]:
    """What the row's index is searched by; of a column's clauses only those in the row's expression, if any is."""
    found: set[str] = set()
    expression = bare(plain(row.expression or ""))
    for column in row.columns:
        clauses = {clause for use in uses for clause in use.clauses if column in _searched(row, clause)}
        clauses = {clause for clause in clauses if clause.startswith(plain(column) + " ")} or {
            clause for clause in clauses if bare(clause).startswith(bare(plain(column)) + " ")} or clauses
        if " ~~ " in expression:
            clauses = {clause for clause in clauses if " ~>=~ " in clause or " ~<~ " in clause} or clauses
            # as an index that sorts by the collation C has them, and the other way round
            clauses |= {clause.replace(" ~>=~ ", " >= ").replace(" ~<~ ", " < ") for clause in clauses}
            clauses |= {clause.replace(" >= ", " ~>=~ ").replace(" < ", " ~<~ ") for clause in clauses}
        found |= {clause for clause in clauses if bare(clause) in expression} or clauses
    return frozenset(found).union(*(use.index.predicate for use in uses))


def _uses_for_row(row: Row, found: Usefulness) -> Uses:
    """Where other policies apply as well, the row's index may be used for their clauses: then only the queries without
    them, or those in which it is used for clauses of the row's expression, if there are any."""
    expression = bare(plain(row.expression or ""))
    alone = {query: uses for query, uses in found.uses.items() if query.policies == row.policies}
    some = {query: uses for query, uses in found.uses.items() if query.policies < row.policies}
    clear = {query: uses for query, uses in found.uses.items()
             if any(bare(clause) in expression for use in uses for clause in use.clauses)}
    return {**(alone or clear or found.uses), **some}


def _plausible(row: Row, found: Usefulness) -> bool:
    """In a branch of an OR the planner takes the index that it likes best; whether nearest_index would do cannot be
    seen then."""
    nearest = next((index for index in found.existing if index.oid == row.nearest), None)
    uses = list(all_uses(_uses_for_row(row, found)))
    return nearest is not None and all(use.depth for use in uses) and (
        any(mentions(nearest.columns[0], column) for column in row.columns) or
        any(mentions(clause, nearest.columns[0]) for use in uses for clause in use.index.predicate) or
        any(use.index.predicate & nearest.predicate for use in uses))


def _names(planner: Planner, oids: set[int]) -> str:
    return ", ".join(index.definition for index in planner.indexes.values() if index.oid in oids) or "NULL"
