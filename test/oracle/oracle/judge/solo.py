"""Plans every key over every index alone.

In each round one index of every table is valid and all others are hidden (pg_index.indisvalid = false), so that the
planner has no choice but this index or no index. An update of a pg_index row invalidates the cached entry of that
index, and get_relation_info() reads indisvalid from there each time it plans; `visible_only` proves that it does.
"""
from __future__ import annotations

from collections import defaultdict
from typing import Iterable

from ..database import Cursor
from . import plan
from .keys import Key
from .plan import Clauses
from .relations import Index, Relation


class JudgeError(Exception):
    """The judge contradicts itself: its answers are worth nothing."""


class Target:
    """A key, the query to plan for it, and the relations that the plan scans."""

    def __init__(self, key: Key, query: str, relations: list[Relation]) -> None:
        self.key = key
        self.query = query
        self.relations = relations


Facts = dict[tuple[int, int], Clauses]  # (key oid, index oid) -> clauses in the Index Cond of that index alone


def plan_alone(cursor: Cursor, targets: list[Target], indexes: Iterable[Index]) -> Facts:
    """The clauses that each of `indexes` gets into its Index Cond. Leaves all of the relations' indexes hidden:
    call it where a rollback follows."""
    by_table: dict[int, list[Index]] = defaultdict(list)
    for index in indexes:
        by_table[index.table].append(index)
    tables = sorted({relation.oid for target in targets for relation in target.relations})
    facts: Facts = {}
    rounds = max((len(by_table.get(table, ())) for table in tables), default=0)
    for turn in range(rounds):
        shown = {table: by_table[table][turn] for table in tables if turn < len(by_table.get(table, ()))}
        _show_only(cursor, tables, [index.oid for index in shown.values()])
        for target in targets:
            if any(relation.oid in shown for relation in target.relations):
                _plan_target(cursor, target, shown, facts)
    return facts


def _show_only(cursor: Cursor, tables: list[int], indexes: list[int]) -> None:
    cursor.execute("UPDATE pg_index SET indisvalid = (indexrelid = ANY (%s)) "
                   "WHERE indrelid = ANY (%s) AND indislive AND indisvalid <> (indexrelid = ANY (%s))",
                   (indexes, tables, indexes))


def _plan_target(cursor: Cursor, target: Target, shown: dict[int, Index], facts: Facts) -> None:
    scans = plan.clauses_by_relation(plan.explain(cursor, target.query, target.key.parameter_types))
    for relation in target.relations:
        schema = "pg_temp" if relation.schema.startswith("pg_temp_") else relation.schema
        if (schema, relation.name) not in scans:
            raise JudgeError(f"no scan of {relation.q} in the plan of: {target.query}")
        clauses, used = scans[schema, relation.name]
        index = shown.get(relation.oid)
        if used - ({index.name} if index else set()):
            raise JudgeError(f"hidden index {used} was used by: {target.query}")
        if index is not None:
            facts[target.key.oid, index.oid] = clauses
