"""Asks the planner, as a role, which indexes a query uses and with which conditions."""
from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Iterable, Iterator

import psycopg2

from oracle.database import Cursor
from oracle.ddl import undone
from oracle.schema.names import quote

from ..schema.model import Batch
from .catalog import Index, Relation, Use, load_indexes, load_relations, use_of
from .queries import Query, queries
from .text import Clauses, bare, branches, clauses, impossible

Plan = dict[str, Any]
_NOTHING: Plan = {"Node Type": "Nothing"}


class Planner:
    def __init__(self, cursor: Cursor, batch: Batch) -> None:
        self.cursor = cursor
        self.batch = batch
        self.relations: dict[int, Relation] = load_relations(cursor, quote(batch.schema))
        self.indexes: dict[str, Index] = {}
        self.refresh()
        self._not_null = frozenset(column.q for table in batch.tables + batch.members
                                   for column in [table.id, *table.columns] if column.not_null)
        self.asked = 0
        self.refused: dict[str, int] = {}
        possible = queries(cursor, batch, self.relations)
        with undone(cursor):
            self.forget_checks()
            called = {query for query in possible if query.function and self._calls(query, possible)}
        self.queries: list[Query] = [query for query in possible if not query.function or query in called]

    def refresh(self) -> dict[str, Index]:
        """To be called after indexes came or went."""
        self.indexes = load_indexes(self.cursor, quote(self.batch.schema))
        return self.indexes

    def root(self, relation: int) -> int:
        return self.relations[relation].root

    def tree(self, root: int) -> list[Relation]:
        return [relation for relation in self.relations.values() if relation.root == root]

    def indexes_of(self, relations: Iterable[int]) -> list[Index]:
        wanted = set(relations)
        return [index for index in self.indexes.values() if index.table in wanted]

    def _calls(self, body: Query, others: list[Query]) -> bool:
        """Whether the function is left in the plan of a query, neither inlined nor folded away, nor beside truth."""
        name = body.function.split(".")[-1].replace('"', "")

        def is_called(node: Plan) -> bool:
            said = [clause for text in node.values() if isinstance(text, str) for clause in clauses(text)]
            return any(name in text for text in node.get("Output", ())) or any(
                name in clause and not self._is_true(clause) for clause in said)

        return any(is_called(node) for query in others if query.table == body.table and not query.function
                   and body.policies & query.policies for node in nodes(self.plan(query, "VERBOSE, ") or {}))

    def plan(self, query: Query, options: str = "") -> Plan | None:
        """None where the server refuses to plan the query."""
        role = f"SET LOCAL ROLE {quote(query.role)};" if query.role else ""
        costs = "SET LOCAL cpu_tuple_cost = 100;" if query.costly_rows else ""
        if query.one_row:
            tree = ", ".join(str(relation.oid) for relation in self.tree(query.table) if relation.kind == "r")
            costs += f"RESET ROLE; UPDATE pg_class SET reltuples = 0.001, relpages = 1 WHERE oid IN ({tree}); {role}"
        explain = f"EXPLAIN ({options}FORMAT JSON, COSTS OFF)"
        self.asked += 1
        try:
            if query.parameter_types:
                nulls = ", ".join("NULL" for _ in query.parameter_types)
                types = ", ".join(query.parameter_types)
                self.cursor.execute(f"SAVEPOINT asked; {role} {costs} PREPARE body ({types}) AS {query.sql}; "
                                    f"{explain} EXECUTE body ({nulls})")
            else:
                self.cursor.execute(f"SAVEPOINT asked; {role} {costs} {explain} {query.sql}")
            return self._executed(self.cursor.fetchone()[0][0]["Plan"])
        except psycopg2.Error as error:
            if self.cursor.connection.closed:
                raise
            reason = str(error).splitlines()[0]
            self.refused[reason] = self.refused.get(reason, 0) + 1
            return None
        finally:
            if not self.cursor.connection.closed:
                self.cursor.execute("ROLLBACK TO SAVEPOINT asked; RELEASE SAVEPOINT asked")
                if query.parameter_types:
                    self.cursor.execute("DEALLOCATE ALL")

    def forget_checks(self) -> None:
        """WITH CHECK filters nothing, but its sub-selects are in the plan of an UPDATE, also where it is what USING says:
        makes them all `true`. For a savepoint that is rolled back."""
        self.cursor.execute("SELECT format('ALTER POLICY %%I ON %%s WITH CHECK (true)', polname, polrelid::regclass) FROM "
                            "pg_policy WHERE polcmd IN ('*', 'w') AND polrelid = ANY (%s)", (list(self.relations),))
        for (statement,) in self.cursor.fetchall():
            self.cursor.execute(statement)

    def _executed(self, plan: Plan) -> Plan:
        """Without what finds nothing, by what stands in it, and what is above that alone."""
        conditions = frozenset().union(*(clauses(plan.get(name, "")) for name in (
            "One-Time Filter", "Filter", "Recheck Cond", "Index Cond")))
        if any(clause.startswith("false") for clause in conditions):
            return _NOTHING
        if "Relation Name" in plan and impossible(conditions, self._not_null):
            return _NOTHING
        below = [(child, self._executed(child)) for child in plan.get("Plans", ())]
        inputs = [executed for child, executed in below if child.get("Parent Relationship") not in ("InitPlan", "SubPlan")]
        if inputs and all(executed is _NOTHING for executed in inputs):
            return _NOTHING
        return {**plan, "Plans": [executed for _, executed in below]}

    def finds_nothing(self, query: Query) -> bool:
        """Whether the conditions contradict each other."""
        return self.plan(query) == _NOTHING

    @property
    def _always_true(self) -> frozenset[str]:
        return frozenset(f"{column} IS NOT NULL" for column in self._not_null)

    def _is_true(self, clause: str) -> bool:
        return bool(self._always_true.intersection(branches(clause)))

    def uses(self, query: Query) -> list[Use]:
        plan = self.plan(query)
        found: list[Use] = []
        if plan:
            self._collect(plan, query, 0, frozenset(), "", found)
        return found

    def _collect(self, node: Plan, query: Query, depth: int, partners: frozenset[int], scan: str,
                 found: list[Use]) -> None:
        below = node.get("Plans", ())
        if node["Node Type"] == "Bitmap Heap Scan" and self._reads_whole_index(node):
            below = [child for child in below if child.get("Parent Relationship") in ("InitPlan", "SubPlan")]
        below = [child for child in below if not self._is_beside_truth(child.get("Subplan Name"), node)]
        scan = node.get("Alias", scan)
        index = self.indexes.get(node.get("Index Name", ""))
        if index is not None and index.table in query.relations:
            use = use_of(index, node.get("Index Cond", ""), depth, partners)
            found.append(replace(use, clauses=use.clauses - self._always_true, scan=scan))
        if node["Node Type"] == "BitmapOr":
            if depth == 0:
                partners = frozenset(self.indexes[inner["Index Name"]].oid for inner in nodes(node)
                                     if "Index Name" in inner)
            depth += 1
        for child in below:
            self._collect(child, query, depth, partners, scan, found)

    def _is_beside_truth(self, subplan: str | None, node: Plan) -> bool:
        """Whether the sub-select is in an OR that is true by IS NOT NULL of a column that is NOT NULL: since 17 the planner
        leaves such an OR out (restriction_is_always_true)."""
        if not subplan:
            return False
        # What an InitPlan returns is a parameter, and clauses() has no numbers of those.
        name = r"\$" if subplan.startswith("InitPlan") else rf"\b{subplan}\b"
        named = [clause for clause in _conditions(node) if re.search(name, clause)]
        return bool(named) and all(map(self._is_true, named))

    def _reads_whole_index(self, scan: Plan) -> bool:
        """Whether a branch of an OR is answered by all of an index, as every row qualifies, or as it implies the
        predicate but does not ask for it: then the other branches' indexes spare nothing."""
        asked = [branch for clause in clauses(scan.get("Filter", "")) for branch in branches(clause)]
        leaves = [node for node in nodes(scan) if "Index Name" in node]

        def reads_all(leaf: Plan) -> bool:
            if leaf.get("Index Name") not in self.indexes or not clauses(leaf.get("Index Cond", "")) <= self._always_true:
                return False
            predicate = self.indexes[leaf["Index Name"]].predicate - self._always_true
            if not predicate or not asked:
                return not predicate
            searched = frozenset().union(*(clauses(other.get("Index Cond", "")) for other in leaves if other is not leaf))
            return not any(bare(clause) in bare(branch) and not searched & clauses(branch)
                           for branch in asked for clause in predicate)

        return any(node["Node Type"] == "BitmapOr" and any(map(reads_all, node["Plans"])) for node in nodes(scan))

    @contextmanager
    def grown(self, relations: Iterable[int]) -> Iterator[None]:
        """Inside, the relations seem to have very many rows and nobody knows which, so that each further clause pays."""
        with undone(self.cursor):
            tables = list(relations)
            self.cursor.execute("UPDATE pg_class SET reltuples = 10000000, relpages = 1 WHERE oid = ANY (%s) "
                                "AND relkind = 'r'; DELETE FROM pg_statistic WHERE starelid = ANY (%s)", (tables, tables))
            yield

    @contextmanager
    def showing_only(self, relations: Iterable[int], shown: Iterable[int]) -> Iterator[None]:
        """Inside, the planner sees of the relations' indexes only those shown."""
        tables, visible = list(relations), list(shown)
        with undone(self.cursor):
            self.cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indrelid = ANY (%s) AND indisvalid "
                                "AND NOT indexrelid = ANY (%s)", (tables, visible))
            yield


def _conditions(plan: Plan) -> Clauses:
    """Of the node and what it reads from, without what is run for it once or for each row. Branches of an OR are in the
    recheck above them."""
    own = (clauses(plan.get(name, "")) for name in ("Filter", "Index Cond", "Recheck Cond"))
    below = (_conditions(child) for child in plan.get("Plans", ())
             if child.get("Parent Relationship") not in ("InitPlan", "SubPlan") and child.get("Node Type") != "BitmapOr")
    return frozenset().union(*own, *below)


def nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
