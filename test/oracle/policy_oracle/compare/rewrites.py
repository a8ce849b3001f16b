"""Each rewrite of nova_policy_problems(): the meaning stays, the rule is silent, and the planner does what is claimed."""
from __future__ import annotations

import re
from typing import Iterator

from oracle.ddl import attempt, undone
from oracle.schema.names import quote

from ..judge.planner import Planner, nodes
from ..judge.queries import Query, queries
from ..schema.kinds import SHARED
from ..schema.model import Column, Policy
from . import report
from .report import Problem
from .visibility import differences, visible

RULES = frozenset({"subquery", "wrapped_column", "opaque_function", "volatile_function", "per_row_function",
                   "or_without_column", "not_leakproof", "shadowed_by_policy", "many_permissive"})
SEVERITIES = frozenset({"high", "medium", "low", "unknown"})
ATTEMPTS = 20  # sets of indexes
_CALL = re.compile(r"(\w+)\(")
_IN_SUBSELECT = re.compile(r"\(\s*SELECT (?:[\w\"]+\.)*(\w+)\(")


def check_rewrites(planner: Planner, problems: list[Problem]) -> Iterator[tuple[Problem, str]]:
    by_rewrite: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.rule not in RULES or problem.severity not in SEVERITIES or not problem.problem:
            yield problem, "rule or severity is unknown, or the problem is empty"
        if problem.rewrite is not None:
            by_rewrite.setdefault(problem.rewrite, []).append(problem)
    for rewrite, cleared in by_rewrite.items():
        yield from _check(planner, rewrite, cleared)


def _check(planner: Planner, rewrite: str, problems: list[Problem]) -> Iterator[tuple[Problem, str]]:
    """One statement, and the problems of its policy that it clears."""
    first = problems[0]
    policy = next((one for one in planner.batch.policies if one.name == first.policy
                   and one.table.name == planner.relations[first.table].name), None)
    if policy is None:
        yield first, "the policy is none of the batch"
        return
    cursor = planner.cursor
    roles = planner.batch.roles
    with undone(cursor):
        before = visible(cursor, policy.table, roles)
        calls = _calls_per_row(planner, policy)
        error = attempt(cursor, rewrite)
        if error is not None:
            yield first, f"the rewrite failed: {error}"
            return
        after = visible(cursor, policy.table, roles)
        for text in differences(before, after):
            yield first, f"the rewrite changes what is visible or allowed: {text}"
        left = {(other.table, other.policy, other.rule, other.expression) for other in report.problems(cursor)}
        calls_left = _calls_per_row(planner, policy)
        for problem in problems:
            if (problem.table, problem.policy, problem.rule, problem.expression) in left:
                yield problem, "the rule is still reported after its rewrite"
            named = [column for column in policy.table.columns if column.q in (problem.expression or "")]
            if problem.rule == "subquery" and policy.using and not _searches_array(planner, policy, named):
                yield problem, "after the rewrite and with an index the planner still does not search by an array"
            for name in _wrapped(policy, problem) if problem.rule == "per_row_function" else ():
                if calls_left.get(name, 0) >= calls.get(name, calls_left.get(name, 0) + 1):
                    yield problem, f"after the rewrite {name}() is evaluated for each row as often as before"


def _wrapped(policy: Policy, problem: Problem) -> set[str]:
    """The functions that have a sub-select of their own since the rewrite. Not what the bodies of the policy's other
    functions call, too: of two equalities on one column the planner keeps one, and need not keep the rewritten one."""
    before = policy.using.sql if policy.using else ""
    inlined = {"current_setting"} if f"{SHARED}." in before else set()
    return set(_IN_SUBSELECT.findall(problem.rewrite or "")) - set(_IN_SUBSELECT.findall(before)) - inlined


def _alone(planner: Planner, policy: Policy) -> list[Query]:
    """Leaves the policy alone on its table, with nothing to hide it; the queries that it applies to."""
    for other in planner.batch.policies:
        if other.table is policy.table and other is not policy:
            planner.cursor.execute(f"DROP POLICY IF EXISTS {quote(other.name)} ON {policy.table.q}")
    if not policy.permissive:
        planner.cursor.execute(f"CREATE POLICY permits ON {policy.table.q} USING (true)")
    planner.forget_checks()
    return [query for query in queries(planner.cursor, planner.batch, planner.relations)
            if query.form in ("SELECT", "UPDATE", "DELETE") and policy.name in query.policies
            and planner.relations[query.table].name == policy.table.name]


def _searches_array(planner: Planner, policy: Policy, named: list[Column]) -> bool:
    """With all indexes that may serve a branch of an OR; where the planner likes one on another column better than the
    one that the rewrite is about, without that."""
    cursor = planner.cursor
    with undone(cursor):
        asked = [query for query in _alone(planner, policy) if not planner.finds_nothing(query)]
        # behind the list what else is asked for, without which an index on the latter may be liked better
        composite = [("btree", f"{column.q}, {other.q}") for column in named for other in _columns(policy) if other != column]
        for number, (method, key) in enumerate([*_indexes(_columns(policy)), *composite]):
            attempt(cursor, f"CREATE INDEX \"nova tries {number}\" ON {policy.table.q} USING {method} ({key})")
        planner.refresh()
        tree = {relation.oid for relation in planner.tree(asked[0].table)} if asked else set()
        mine = {index.oid for index in planner.indexes.values() if index.name.startswith("nova tries")}
        shown = [index for index in planner.indexes_of(tree) if index.top in mine]
        own = {(column.q,) for column in named}
        found = not any(_looks_elsewhere(planner, query) for query in asked)  # a OR (a AND b) is a
        tried: set[frozenset[tuple[str, ...]]] = set()
        todo: list[frozenset[tuple[str, ...]]] = [frozenset()]
        while todo and not found and len(tried) < ATTEMPTS:
            hidden = todo.pop(0)
            tried.add(hidden)
            found, liked = _arrays_searched(planner, asked, tree, [
                index.oid for index in shown if index.columns not in hidden])
            wider = (hidden | {columns} for columns in sorted(liked - own))
            todo += [columns for columns in wider if columns not in tried and columns not in todo]
    planner.refresh()
    return found


def _looks_elsewhere(planner: Planner, query: Query) -> bool:
    """Whether the plan reads other tables, for sub-selects of the policies."""
    own = {relation.name for relation in planner.tree(query.table)}
    return any(node.get("Relation Name", min(own)) not in own for node in nodes(planner.plan(query) or {}))


def _arrays_searched(planner: Planner, asked: list[Query], tree: set[int], shown: list[int]
                     ) -> tuple[bool, set[tuple[str, ...]]]:
    """Whether an index is searched by an array, and the columns of all indexes that are used."""
    with planner.showing_only(tree, shown):
        uses = [use for query in asked for use in planner.uses(query) if use.index.table in tree]
        with planner.grown(tree):  # in a small table any equality will do
            uses += [use for query in asked for use in planner.uses(query) if use.index.table in tree]
    return any("= ANY" in clause for use in uses for clause in use.clauses), {use.index.columns for use in uses}


def _columns(policy: Policy) -> list[Column]:
    return [column for column in policy.table.columns if policy.using and column.name in policy.using.columns]


def _indexes(columns: list[Column]) -> Iterator[tuple[str, str]]:
    """Methods and keys of all kinds that a clause of the generator can be searched by."""
    for column in columns:
        yield "btree", column.q
        yield "btree", f"({column.q}::text)"
        if column.kind.text:
            yield "btree", f"{column.q} {'varchar' if column.kind.name == 'varchar' else 'text'}_pattern_ops"
            yield "btree", f"lower({column.q})"
        if column.kind.name in ("int", "bigint"):
            yield from (("btree", f"({column.q} {operation})") for operation in ("::bigint", "% 2", "+ 1", "* 2"))
        if column.kind.name == "json":
            yield from (("btree", f"({value})") for value in (f"{column.q} ->> 'org'", f"({column.q} ->> 'org')::int"))
        if column.kind.gin:
            yield "gin", column.q
        if column.kind.name == "span":
            yield "gist", column.q


def _calls_per_row(planner: Planner, policy: Policy) -> dict[str, int]:
    """How often each function is named in filters of the table's scans, when no index spares the planner any."""
    found: dict[str, int] = {}
    with undone(planner.cursor):
        for query in _alone(planner, policy)[:1]:
            tree = {relation.oid: relation.name for relation in planner.tree(query.table)}
            with planner.showing_only(tree, []):
                for node in nodes(planner.plan(query) or {}):
                    if node.get("Relation Name") in tree.values():
                        for name in _CALL.findall(node.get("Filter", "")):
                            found[name] = found.get(name, 0) + 1
    return found
