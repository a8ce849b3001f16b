"""Where the index of a row is of use: with which queries, by which clauses, and which other indexes it needs there.

The index is tried alone, then with those that exist, then with those of the other rows: of an OR every branch needs
its own. Queries that do not show all of the row's columns are planned once more in a table so large that each clause
pays.
"""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator

from oracle.schema.names import quote

from ..judge.catalog import Index, Use
from ..judge.planner import Planner
from ..judge.queries import Query
from ..judge.text import contradictory
from . import statements
from .report import Row

RIVALS = 6  # indexes of other rows that are taken away because the planner likes them better
Uses = dict[Query, list[Use]]
_RANGE = re.compile(r" (?:[<>]=?|@>|<@|&&|~~|\^@) ")
_NULL_TEST = re.compile(r"\([^()]+ IS (?:NOT )?NULL\)")
_EQUALITY = re.compile(r" (?:=|<>|IN|IS) |_sql|mine_")  # also in the functions that are inlined


class NoUse(Exception):
    """The row's index does nothing."""


class Usefulness:
    """`uses`: the queries in which the row's index serves all columns of the row; `others`: the indexes of other rows
    that were there then; `existing`: those that were there before. Leaves the indexes made behind, for a rollback."""

    def __init__(self, planner: Planner, row: Row, rows: list[Row]) -> None:
        self._planner = planner
        self._row = row
        self.tree = [relation.oid for relation in planner.tree(planner.root(row.index_table))]
        self._queries = [query for query in planner.queries if concerns(row, query)]
        self.existing = planner.indexes_of(self.tree)
        self.others: list[int] = []
        self._mine = self._make([row])
        if not self._mine:
            raise NoUse("create_statements make no index")
        if not self._queries:
            raise NoUse("no role runs a query to which one of the row's policies applies")
        valid = [index.oid for index in self.existing if index.valid]
        self.outdone = False
        # Of a row that is about one branch of an OR first what is in one: without the other branches' indexes the index
        # does nothing for the row, but it may for the clauses of other policies on its columns.
        self._in_branches = "one branch of an OR" in row.problem
        self.uses = self._used_with([]) or self._used_with(valid)
        if not self.uses:
            rivals = self._make([other for other in rows if other is not row and other.table == row.table])
            self.uses = self._used_with_rivals(rivals, valid)
            if not self.uses and self._in_branches:
                self._in_branches, self.others = False, []
                self.uses = self._used_with([]) or self._used_with(valid)
            if not self.uses and not self.outdone:
                self._calm_others()
                self.uses = self._used_with_rivals(rivals, valid)
        if not self.uses and not self.outdone and planner.root(row.index_table) != planner.root(row.table):
            # By an index of the policy's own table the planner may know all that the policy asks for.
            with planner.showing_only([relation.oid for relation in planner.tree(planner.root(row.table))], []):
                self.uses = self._used_with([])
        # The planner needs one of two ORs, and finds by the same index, or that with the class for LIKE, what it likes
        # better.
        twin = "one branch of an OR" in row.problem and any(
            other is not row and (other.index_table, other.columns) == (row.index_table, row.columns) for other in rows)
        if not self.uses and not self.outdone and not twin:
            raise NoUse("the planner has no use for the index, in any query as any role")

    def _make(self, rows: list[Row]) -> list[Index]:
        before = dict(self._planner.indexes)
        for _, text in statements.run(self._planner, rows):
            raise NoUse(text)
        return statements.made(self._planner, before)

    def _used_with_rivals(self, rivals: list[Index], existing: list[int]) -> Uses:
        """The indexes of the table's other rows are there, too; those preferred to the row's own are taken away."""
        for kept in ([], existing):
            self.others = [index.oid for index in rivals]
            for _ in range(RIVALS):
                uses = self._used_with(self.others + kept)
                if uses:
                    return uses
                preferred = self._preferred(self.others + kept)
                self.outdone = self.outdone or any(self._has_all(use) for use in preferred)
                if not preferred:
                    break
                gone = {oid for use in preferred for oid in (use.index.oid, use.index.top)}
                self.others, kept = ([oid for oid in oids if oid not in gone] for oids in (self.others, kept))
        return {}

    def _calm_others(self) -> None:
        """Restrictive policies of which the row does not speak, or permissive ones beside restrictive ones of which it does,
        may give the planner something that it likes better: they stay, for the security levels, but say nothing that an
        index serves."""
        of_table = [policy for policy in self._planner.batch.policies
                    if self._planner.relations[self._row.table].name == policy.table.name]
        restrictive = not any(policy.permissive and policy.name in self._row.policies for policy in of_table)
        for policy in of_table:
            if (restrictive or not policy.permissive) and policy.using and policy.name not in self._row.policies:
                self._planner.cursor.execute(f"ALTER POLICY {quote(policy.name)} ON {policy.table.q} "
                                             f"USING ({policy.table.id.q} <> -1)")

    def _used_with(self, others: list[int]) -> Uses:
        mine = {index.oid for index in self._mine}
        with self._planner.showing_only(self.tree, [*mine, *others]):
            found = self._ask(self._queries, mine)
            missing = [replace(query, costly_rows=True) for query in self._queries if query not in found]
            if missing:
                with self._planner.grown(self.tree):
                    found.update(self._ask(missing, mine))
                    found = found or self._ask(self._queries, mine)
        return found

    def _ask(self, queries: list[Query], mine: set[int]) -> Uses:
        found = {query: [use for use in self._planner.uses(query) if use.index.oid in mine and self._has_all(use)]
                 for query in queries}
        return {query: uses for query, uses in found.items() if uses}

    def _preferred(self, others: list[int]) -> list[Use]:
        """What another index does for columns of the row; before all, what does all that the row asks for."""
        mine = {index.oid for index in self._mine}
        with self._planner.showing_only(self.tree, [*mine, *others]):
            for query in self._queries:
                uses = [use for use in self._planner.uses(query) if use.index.table in self.tree and
                        use.index.oid not in mine and any(use.names(column) for column in self._row.columns)]
                if uses:
                    return [max(uses, key=self._has_all)]
        return []

    def _has_all(self, use: Use) -> bool:
        return all(use.names(column) or self._has_lists(column) for column in self._row.columns) and (
            not self._is_for_others(use)) and (use.depth > 0 or not self._in_branches)

    def _has_lists(self, column: str) -> bool:
        """Whether it is compared with a list and with more: behind another column the planner may leave that to a filter,
        as a search for each pair of their values costs more (skip_lower_saop)."""
        expression = self._row.expression or ""
        return self._row.columns[0] != column and f"{column} = ANY (" in expression and expression.count(f"{column} = ") > 1

    def _is_for_others(self, use: Use) -> bool:
        """Any B-tree on a column finds where it is NULL, or equal to something, which is not what the row asks for;
        and one that asks for NULL or not finds what is equal to something."""
        expression = self._row.expression or ""
        if use.clauses and all(clause.endswith(" NULL") for clause in use.clauses) and " NULL" not in expression:
            return True
        if _NULL_TEST.fullmatch(expression) and (
                not any(clause.endswith(" NULL") for clause in use.clauses) or contradictory(use.clauses)):
            return True
        valued = [clause for clause in use.clauses if not clause.endswith((" = true", " = false"))]
        return bool(valued) and use.equalities.issuperset(valued) and _RANGE.search(expression) is not None and \
            not _EQUALITY.search(expression)


def concerns(row: Row, query: Query) -> bool:
    """Whether the row speaks of policies that apply to the query."""
    return row.table == query.table and bool(row.policies & query.policies) and any(
        command in row.command for command in query.commands)


def all_uses(uses: Uses) -> Iterator[Use]:
    for several in uses.values():
        yield from several
