"""Asks the planner for one generic plan and reads which key clauses each relation's Index Cond holds.

A key's clauses are told apart by their parameters: clause i compares a column with $i and nothing else does.
"""
from __future__ import annotations

import re
from typing import Any, Iterator

from ..database import Cursor

Clauses = frozenset[int]

_TOKEN = re.compile(r"""E'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | \$(\d+)""", re.VERBOSE)


def parameters(text: str) -> Clauses:
    """The numbers of the parameters in a deparsed expression; names and strings may contain `$1`, too."""
    return frozenset(int(match.group(1)) for match in _TOKEN.finditer(text) if match.group(1))


def explain(cursor: Cursor, query: str, parameter_types: tuple[str, ...]) -> dict[str, Any]:
    """The generic plan of the query, freshly prepared: no plan of an earlier state of the catalogs is reused."""
    nulls = ", ".join("NULL" for _ in parameter_types)
    cursor.execute(f"PREPARE ri ({', '.join(parameter_types)}) AS {query}; "
                   f"EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) EXECUTE ri ({nulls})")
    plan: dict[str, Any] = cursor.fetchone()[0][0]["Plan"]
    cursor.execute("DEALLOCATE ri")
    return plan


def clauses_by_relation(plan: dict[str, Any]) -> dict[tuple[str, str], tuple[Clauses, frozenset[str]]]:
    """For each relation scanned: the clauses in its Index Conds, and the names of the indexes used. The schema of a
    temporary table is `pg_temp` here."""
    equalities = [group for node in _nodes(plan) for group in _conjuncts(node.get("One-Time Filter", ""))]
    result = {}
    for scan in _nodes(plan):
        if "Relation Name" not in scan:
            continue
        found: set[int] = set()
        names: set[str] = set()
        for node in _nodes(scan):
            if "Index Name" in node:
                names.add(node["Index Name"])
                found |= parameters(node.get("Index Cond", ""))
        result[scan["Schema"], scan["Relation Name"]] = (_close(found, equalities), frozenset(names))
    return result


def _close(found: set[int], equalities: list[Clauses]) -> Clauses:
    """A column that occurs twice in a key is searched once; its parameters are compared with each other before the
    scan starts (a one-time filter), so that the clause that went missing holds as well."""
    grown = True
    while found and grown:
        grown = False
        for group in equalities:
            if group & found and not group <= found:
                found |= group
                grown = True
    return frozenset(found)


def _conjuncts(text: str) -> list[Clauses]:
    return [parameters(part) for part in text.split(" AND ")] if text else []


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
