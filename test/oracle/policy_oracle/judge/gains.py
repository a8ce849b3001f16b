"""What an index that is not there would give: all candidates are made at once, and the planner takes what it likes."""
from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Callable, Iterator

from oracle.ddl import undone
from oracle.schema.names import quote

from .candidates import Candidate, create_candidates
from .catalog import Index, Use, with_shared
from .planner import Planner, nodes
from .queries import Query
from .text import Clauses, clauses, mentions

ROUNDS = 14


@dataclass(frozen=True)
class Gain:
    """A query would search this index by these clauses, and no index serves them today."""
    query: Query
    candidate: Candidate
    use: Use


def gains(planner: Planner, rng: random.Random, expected: Callable[[Gain], bool]) -> tuple[list[Gain], list[Gain]]:
    """All gains: those that nobody expects, and those that somebody does. A candidate that was used, but was expected
    or is no better than what there is, is taken away, and the planner asked again."""
    surprising: list[Gain] = []
    others: list[Gain] = []
    with undone(planner.cursor):
        existing = list(planner.indexes.values())
        planner.forget_checks()
        served = Served(planner, existing)
        candidates = create_candidates(planner, rng)
        todo = list(planner.queries)
        for _ in range(ROUNDS):
            used: dict[int, list[Gain]] = {}
            for query in todo:
                for use in planner.uses(query):
                    if use.index.top in candidates and use.searched:
                        used.setdefault(use.index.top, []).append(Gain(query, candidates[use.index.top], use))
            for found in used.values():
                for gain in found:
                    if served.by_an_index(gain.query, gain.use) or _finds_nothing(gain.use):
                        continue
                    (others if expected(gain) else surprising).append(gain)
            if not used or surprising:
                break
            for oid in used:
                planner.cursor.execute(f"DROP INDEX {quote(planner.batch.schema)}.{quote(candidates.pop(oid).name)}")
            todo = list(dict.fromkeys(gain.query for found in used.values() for gain in found))
    planner.refresh()
    return surprising, others


def _finds_nothing(use: Use) -> bool:
    """A branch of an OR whose clauses contradict each other costs the same with any index on one of their columns."""
    null = [clause.removesuffix(" IS NULL") for clause in use.clauses if clause.endswith(" IS NULL")]
    return any(mentions(clause, column) for column in null for clause in use.clauses if not clause.endswith(" IS NULL"))


class Served:
    """Whether one of the existing indexes, alone or with others in an OR, does for a query what another would."""

    def __init__(self, planner: Planner, existing: list[Index]) -> None:
        self._planner = planner
        self._existing = existing
        self._today = self._uses_today()
        self._alone: dict[tuple[frozenset[int], Query], list[Use]] = {}

    def _uses_today(self) -> dict[Query, list[Use]]:
        """Also those that would be in a table with very many rows, where each further clause pays."""
        if not self._existing:
            return {}
        found = {query: self._planner.uses(query) for query in self._planner.queries}
        with self._planner.grown(self._planner.relations):
            for query in self._planner.queries:
                found[query] += self._planner.uses(replace(query, costly_rows=True))
        return found

    def by_an_index(self, query: Query, use: Use) -> bool:
        today = [other for other in self._today.get(query, ()) if other.searched and other.index.table == use.index.table]
        indexes = [index for index in self._existing if index.table == use.index.table and index.valid]
        if use.depth and use.equalities:  # beside an equality IS NOT NULL, which may stand beside the OR, finds nearly all
            use = replace(use, clauses=frozenset(clause for clause in use.clauses if not clause.endswith(" IS NOT NULL")))
        if self._as_good(use, today) or any(other.depth < use.depth + (query.two_sets and use.depth > 0) for other in today):
            return True
        if all(" = ANY (" in clause for clause in use.clauses) and any(
                other.depth and other.names(use.index.columns[0]) for other in today):
            return True  # since 18 an OR on one column is a list to a B-tree, but still an OR to a hash index
        in_branches = [other.clauses for other in today if other.depth]
        beside = frozenset.intersection(*in_branches) if in_branches else frozenset()
        if use.depth and today and not any(other.clauses & use.clauses - beside for other in today):
            return True  # another OR is served, which is enough
        if use.depth and any(alone and not any(other.clauses & use.clauses for other in alone) for alone in (
                self._alone_of(query, index, frozenset()) for index in indexes)):
            return True  # the same, though the planner likes better what there is for this one
        if all(clause.endswith(" IS NOT NULL") for clause in use.clauses) and self._walks(query, use.clauses):
            return True  # what finds nearly all, an index finds that has the column behind others
        if any(use.clauses <= index.predicate for index in indexes):
            return True  # a partial index that has no other rows
        if use.depth and self._beside_predicate_alone(query, use):
            return True
        if use.depth and any(other.depth == 0 and other.clauses for index in indexes
                             for other in with_shared(self._alone_of(query, index, frozenset()))):
            return True  # what an OR adds to a search that is there anyway
        if use.depth and any(use.clauses <= other.clauses for index in indexes for other in self._elsewhere(query, index)):
            return True  # the same clauses where they are not a branch; in one, another index is liked better
        if query.two_sets and self._select_is_searched(query, use):
            return True  # the same where the policies for SELECT stand alone; behind others not all can be searched by
        if any(self._as_good(use, others) for index in indexes for others in self._instead(query, use, index)):
            return True
        if self._planner.root(use.index.table) == query.table:
            alone = [other for index in indexes for other in self._alone_of(query, index, frozenset())]
            ranges = any(other.clauses - other.equalities for other in alone)  # of one set: there is no place for more
            return query.two_sets and (use.equalities if ranges else use.clauses) <= {
                clause for other in alone for clause in other.clauses}
        # What is looked into has policies of its own: their clauses and the sub-select's may have an index each. And
        # the same sub-select is hashed here and run for each row there, which searches by less or by more.
        same = [other for other in self._planner.queries if other.table == query.table and other.role == query.role]
        found = [(index, [alone for other in same for alone in self._alone_of(other, index, frozenset())])
                 for index in indexes]
        ranges = any(other.clauses - other.equalities for _, uses in found for other in uses)
        return any(self._as_good(use, uses) for _, uses in found) or (use.equalities if ranges else use.clauses) <= {
            clause for _, uses in found for other in uses for clause in other.clauses}

    def _walks(self, query: Query, wanted: Clauses) -> bool:
        with self._planner.showing_only(self._planner.relations, [index.oid for index in self._existing]):
            return any(wanted <= clauses(node.get("Index Cond", "")) for node in nodes(self._planner.plan(query) or {}))

    def _beside_predicate_alone(self, query: Query, use: Use) -> bool:
        """Whether another branch of the OR cannot be searched for, as its operator is not leakproof, but is all that a
        partial index has; the report does not look for those."""
        return any(not policy.permissive and policy.name in query.policies for policy in self._planner.batch.policies) and (
            any(other.depth and other.clauses <= other.index.predicate and other.index.oid in use.partners
                for other in self._planner.uses(query)))

    def _select_is_searched(self, query: Query, use: Use) -> bool:
        # IS NOT NULL is left where the policies for SELECT stand behind others, and what they search by is not leakproof
        little = all(clause.endswith(" IS NOT NULL") for clause in use.clauses)
        return any(today.searched and today.index.table == use.index.table
                   and (little or today.depth == 0 and (use.depth or use.clauses <= today.clauses))
                   for other, uses in self._today.items() for today in uses
                   if other.table == query.table and "SELECT" in other.commands and not other.two_sets
                   and other.policies <= query.policies)

    @staticmethod
    def _as_good(use: Use, others: list[Use]) -> bool:
        first = use.index.columns[0]
        for other in others:
            if use.equalities and use.equalities <= other.clauses and all(
                    mentions(clause, first) for clause in use.clauses):
                return True  # an equality makes ranges on the same column superfluous
            if use.clauses <= other.clauses:
                return True
            if use.equalities <= other.clauses and other.clauses - other.equalities:
                return True  # one range more: an index has but one place for them
        return False

    def _instead(self, query: Query, use: Use, index: Index) -> Iterator[list[Use]]:
        """What the index does in place of the one used."""
        yield self._alone_of(query, index, use.partners)
        if use.depth:
            first = use.index.columns[0]
            yield self._alone_of(query, index, frozenset(
                other.oid for other in self._planner.indexes_of([index.table]) if other.columns[0] != first))

    def _elsewhere(self, query: Query, index: Index) -> Iterator[Use]:
        """What the index alone does in queries with some of the policies."""
        for other in self._planner.queries:
            if other.table == query.table and other.policies < query.policies:
                yield from self._alone_of(other, index, frozenset())

    def _alone_of(self, query: Query, index: Index, partners: frozenset[int]) -> list[Use]:
        shown = partners | {index.oid}
        key = (shown, query)
        if key not in self._alone:
            with self._planner.showing_only([index.table], shown):
                self._alone[key] = self._planner.uses(query)
        return [use for use in self._alone[key] if use.index.oid == index.oid and use.searched]
