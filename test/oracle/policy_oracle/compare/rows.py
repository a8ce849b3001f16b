"""Each row of nova_missing_rls_indexes(): does its index do what it says, and did none before?

An index is judged alone, then with those that exist, then with those of the other rows (of an OR every branch needs
its own). Where it is of use, each existing index takes its place in turn: that tells the coverage.
"""
from __future__ import annotations

from dataclasses import replace
from typing import Iterator

from oracle.ddl import undone

from ..judge.catalog import Index, Use
from ..judge.planner import Planner
from ..judge.queries import Query
from ..judge.text import bare, mentions, plain
from . import statements
from .report import Row
from .statements import Complaint

SEVERITIES = frozenset({"high", "medium", "low", "unknown"})
COVERAGES = frozenset({"none", "partial", "lossy", "leaves"})
RIVALS = 6  # indexes of other rows that are taken away because the planner likes them better

Uses = dict[Query, list[Use]]


def check_rows(planner: Planner, rows: list[Row]) -> Iterator[Complaint]:
    for row in rows:
        yield from ((row, text) for text in _form(planner, row))
        if row.index_table in planner.relations and row.statements:
            with undone(planner.cursor):
                planner.forget_checks()
                yield from list(_RowCheck(planner, row, rows).complaints())
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


class _RowCheck:
    def __init__(self, planner: Planner, row: Row, rows: list[Row]) -> None:
        self._planner = planner
        self._row = row
        self._rows = rows
        self._tree = [relation.oid for relation in planner.tree(planner.root(row.index_table))]
        self._queries = [query for query in planner.queries if concerns(row, query)]
        self._existing = planner.indexes_of(self._tree)

    def complaints(self) -> Iterator[Complaint]:
        before = dict(self._planner.indexes)
        yield from statements.run(self._planner, [self._row])
        mine = statements.made(self._planner, before)
        if not mine:
            yield self._row, "create_statements make no index"
            return
        if not self._queries:
            yield self._row, "no role runs a query with one of the row's policies"
            return
        alone = [index.oid for index in mine]
        existing = [index.oid for index in self._existing if index.valid]
        shown = alone
        uses = self._uses(shown, mine)
        if not uses:
            shown = alone + existing
            uses = self._uses(shown, mine)
        if not uses:
            shown, uses = self._with_other_rows(mine, existing)
        if not uses:
            yield self._row, "the planner has no use for the index, in any query as any role"
            return
        yield from self._check_coverage(uses, [oid for oid in shown if oid not in alone])

    def _with_other_rows(self, mine: list[Index], existing: list[int]) -> tuple[list[int], Uses]:
        """The indexes of all rows together; those that are preferred to the row's own are taken away."""
        before = dict(self._planner.indexes)
        others = [row for row in self._rows if row is not self._row and row.table == self._row.table]
        list(statements.run(self._planner, others))
        rivals = statements.made(self._planner, before)
        for kept in ([], existing):
            shown = [index.oid for index in mine + rivals] + kept
            for _ in range(RIVALS):
                uses = self._uses(shown, mine)
                if uses:
                    return shown, uses
                preferred = self._preferred(shown, mine)
                if not preferred:
                    break
                shown = [oid for oid in shown if oid not in preferred]
        return [], {}

    def _preferred(self, shown: list[int], mine: list[Index]) -> set[int]:
        """One of the others that are used on the row's table for its columns."""
        own = {index.oid for index in mine}
        with self._planner.showing_only(self._tree, shown):
            for query in self._queries:
                for use in self._planner.uses(query):
                    if use.index.table in self._tree and use.index.oid not in own and any(
                            use.names(column) for column in self._row.columns):
                        return {use.index.oid, use.index.top}
        return set()

    def _uses(self, shown: list[int], wanted: list[Index]) -> Uses:
        """The queries in which one of the indexes wanted has all columns of the row in its condition."""
        oids = {index.oid for index in wanted}
        found: Uses = {}
        with self._planner.showing_only(self._tree, shown):
            self._ask(self._queries, oids, found)
            if len(found) < len(self._queries):
                with self._planner.grown(self._tree):
                    self._ask([replace(query, costly_rows=True) for query in self._queries if query not in found], oids,
                              found)
        return found

    def _ask(self, queries: list[Query], oids: set[int], found: Uses) -> None:
        for query in queries:
            uses = [use for use in self._planner.uses(query)
                    if use.index.oid in oids and use.searched and self._has_all(use)]
            if uses:
                found[query] = uses

    def _has_all(self, use: Use) -> bool:
        return all(use.names(column) for column in self._row.columns)

    def _check_coverage(self, uses: Uses, shown: list[int]) -> Iterator[Complaint]:
        """`shown`: the indexes besides the row's own that were there when it was used."""
        row, planner = self._row, self._planner
        if len(self._tree) > 1:
            return
        existing = {index.oid for index in self._existing}
        others = [oid for oid in shown if oid not in existing]
        some: set[int] = set()
        some_plainly: set[int] = set()
        covered: set[Query] = set()
        for index in self._existing:
            if not index.valid:
                continue
            for query, columns in self._served_by(index, uses, others):
                some.add(index.oid)
                if not query.two_sets:
                    some_plainly.add(index.oid)
                if len(columns) == len(set(row.columns)):
                    covered.add(query)
        if covered == set(uses):
            yield row, "an existing index does the same in each of the queries in which the row's index is of use"
        elif row.coverage == "none" and some_plainly:
            yield row, f"coverage is 'none', but {self._names(some_plainly)} serves some of the columns"
        elif row.coverage == "partial" and row.nearest not in some:
            yield row, f"coverage is 'partial', nearest_index {self._names({row.nearest or 0})} serves none of the columns"

    def _served_by(self, index: Index, uses: Uses, others: list[int]) -> Iterator[tuple[Query, set[str]]]:
        """The queries in which this index in place of the row's searches by some of the row's columns, and those
        columns. Others that start with one of them may be liked better, and are left out in a second attempt."""
        without_rivals = [other.oid for other in self._planner.indexes.values() if other.oid in others
                          and not any(mentions(other.columns[0], column) for column in self._row.columns)]
        for shown in ([], others, without_rivals):
            with self._planner.showing_only(self._tree, [*shown, index.oid]):
                for query, wanted in uses.items():
                    clauses = self._clauses_of_row(wanted)
                    depth = max(use.depth for use in wanted)
                    for use in self._planner.uses(query):
                        if use.index.oid == index.oid and use.searched and use.depth <= depth:
                            columns = {column for column in self._row.columns if any(
                                mentions(clause, column) for clause in use.clauses & clauses)}
                            if columns:
                                yield query, columns

    def _clauses_of_row(self, uses: list[Use]) -> frozenset[str]:
        """What the row's index is searched by; of a column's clauses only those in the row's expression, if any is."""
        found: set[str] = set()
        expression = bare(plain(self._row.expression or ""))
        for column in self._row.columns:
            clauses = {clause for use in uses for clause in use.clauses if mentions(clause, column)}
            found |= {clause for clause in clauses if bare(clause) in expression} or clauses
        return frozenset(found)

    def _names(self, oids: set[int]) -> str:
        return ", ".join(index.definition for index in self._planner.indexes.values() if index.oid in oids) or "NULL"


def concerns(row: Row, query: Query) -> bool:
    """Whether the row speaks of policies that apply to the query."""
    return row.table == query.table and bool(row.policies & query.policies)
