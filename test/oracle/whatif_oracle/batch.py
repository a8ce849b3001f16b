"""One batch: tables, then cases of some indexes, planned first as if they existed and then after creating them."""
from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

import psycopg2

from oracle.database import Cursor
from oracle.result import BatchResult

from . import indexes, queries, tables
from .indexes import Index

OBJECTS: tuple[str, ...] = ()
CASES = 12              # of a batch
QUERIES = 6             # of a case
TOLERANCE = 0.15        # of the total cost
TIE = 0.02              # plans whose costs are that near are as good as one another
SETTINGS = ("RESET enable_seqscan", "RESET enable_partition_pruning", "RESET constraint_exclusion",
            "SET max_parallel_workers_per_gather = 0")
# gincostestimate counts round(entry pages ^ 0.15) pages for each key: one until there are 15, then two. That doubles the
# cost of a search on a small table, and no estimate of pages is that exact.
GIN_STEP = range(11, 22)
GIN_NEAR = 0.25          # of the pages
PARALLEL = ("SET max_parallel_workers_per_gather = 2", "SET min_parallel_table_scan_size = '64kB'",
            "SET min_parallel_index_scan_size = '32kB'", "SET parallel_setup_cost = 20")


@dataclass(frozen=True)
class Plan:
    cost: float
    shape: Any


def run_batch(connection: Any, seed: int, number: int) -> BatchResult:
    result = BatchResult(number)
    rng = random.Random(f"{seed}:{number}")
    cursor = connection.cursor()
    for setting in SETTINGS + (PARALLEL if rng.random() < 0.2 else ()):
        cursor.execute(setting)
    made = tables.make(cursor, rng)
    for _ in range(CASES):
        table = rng.choice(made)
        chosen = [indexes.make(rng, table) for _ in range(rng.choice((1, 1, 2, 3)))]
        asked = [queries.make(rng, rng.choice(chosen), made) for _ in range(QUERIES)]
        _run_case(cursor, chosen, asked, result)
    for setting in ("min_parallel_table_scan_size", "min_parallel_index_scan_size", "parallel_setup_cost"):
        cursor.execute(f"RESET {setting}")
    return result


def _run_case(cursor: Cursor, chosen: list[Index], asked: list[tuple[str, str]], result: BatchResult) -> None:
    statements = [index.statement() for index in chosen]
    expected_pages = [_pages(cursor, statement) for statement in statements]
    guesses = {query: _what_if(cursor, query, statements) for query, _ in asked}
    cursor.execute("BEGIN")
    try:
        try:
            created = [_create(cursor, index, number) for number, index in enumerate(chosen, 1)]
        except psycopg2.Error as error:
            result.rejected[str(error).splitlines()[0]] += 1
            return
        pages = [_real_pages(cursor, index) for index in created]
        at_step = _at_gin_step(cursor, created, expected_pages, pages)
        for query, kind in asked:
            _compare(cursor, query, kind, guesses[query], created, chosen, expected_pages, pages, at_step, result)
        for index, expected, real in zip(chosen, expected_pages, pages):
            error = abs(expected - real) / real
            result.checks[f"pages of {index.feature.split(',')[0]}: within "
                          f"{'5 %' if error <= 0.05 else '15 %' if error <= 0.15 else '50 %' if error <= 0.5 else 'more'}"] += 1
    finally:
        cursor.execute("ROLLBACK")


def _what_if(cursor: Cursor, query: str, statements: list[str]) -> Plan | str:
    try:
        cursor.execute("SELECT cost, shape FROM what_if_plan(%s, %s::text[])", (query, statements))
    except psycopg2.Error as error:
        return str(error)
    cost, shape = cursor.fetchone()
    return Plan(cost, json.loads(shape))


def _pages(cursor: Cursor, statement: str) -> int:
    cursor.execute("SELECT sum(pages) FROM unnest(what_if_pages(%s)) AS pages", (statement,))
    return int(cursor.fetchone()[0])


def _create(cursor: Cursor, index: Index, number: int) -> int:
    cursor.execute(index.statement(f"real_{number}"))
    cursor.execute("SELECT %s::regclass::oid", (f"real_{number}",))
    return cursor.fetchone()[0]


def _real_pages(cursor: Cursor, index: int) -> int:
    cursor.execute("SELECT sum(pg_relation_size(relid)) / 8192 FROM (SELECT %s::oid AS relid UNION "
                   "SELECT relid FROM pg_partition_tree(%s)) AS members", (index, index))
    return max(1, int(cursor.fetchone()[0]))


def _at_gin_step(cursor: Cursor, created: list[int], expected_pages: list[int], pages: list[int]) -> bool:
    """Has one of the indexes an entry tree of that many pages, which was estimated well?"""
    for index, expected, real in zip(created, expected_pages, pages):
        if abs(expected - real) > GIN_NEAR * real:
            continue
        cursor.execute("SELECT (gin_metapage_info(get_raw_page(c.oid::regclass::text, 0))).n_entry_pages FROM pg_class c "
                       "JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin' WHERE c.relkind = 'i' AND (c.oid = %s OR "
                       "c.oid IN (SELECT relid FROM pg_partition_tree(%s)))", (index, index))
        if any(row[0] in GIN_STEP for row in cursor.fetchall()):
            return True
    return False


def _compare(cursor: Cursor, query: str, kind: str, guess: Plan | str, created: list[int], chosen: list[Index],
             expected_pages: list[int], pages: list[int], at_step: bool, result: BatchResult) -> None:
    cursor.execute("SAVEPOINT before")
    try:
        cursor.execute("SELECT cost, shape FROM what_if_plan(%s, '{}', '{}', %s::oid[])", (query, created))
        row = cursor.fetchone()
        real: Plan | str = Plan(row[0], json.loads(row[1]))
        cursor.execute(f"EXPLAIN (FORMAT JSON) {query}")
        explained = cursor.fetchone()[0][0]["Plan"]["Total Cost"]
    except psycopg2.Error as error:
        real, explained = str(error), 0.0
    cursor.execute("ROLLBACK TO before")
    result.judged += 1
    result.features[kind] += 1
    for feature in {index.feature for index in chosen}:
        result.features[f"on {feature}"] += 1
    complaint = _complaint(guess, real, explained, result)
    if complaint and at_step and "BITMAPINDEXSCAN" in _text(guess) + _text(real):
        result.checks["GIN index with about 15 pages of entries, where its cost doubles"] += 1
    elif complaint:
        lines = [f"MISMATCH: {complaint}", f"query: {query}"]
        for number, index in enumerate(chosen):
            lines.append(f"#{number + 1}: {index.statement()}  -- {expected_pages[number]} pages, really {pages[number]}")
        lines += [f"what if: {_text(guess)}", f"really:  {_text(real)}"]
        result.mismatches.append("\n".join(lines))


def _complaint(guess: Plan | str, real: Plan | str, explained: float, result: BatchResult) -> str:
    if isinstance(guess, str) or isinstance(real, str):
        return "" if isinstance(guess, str) and isinstance(real, str) else "one is refused"
    if abs(real.cost - explained) > 0.011:
        return "the plan is not that of EXPLAIN"
    difference = abs(guess.cost - real.cost) / max(real.cost, 0.01)
    used = "#" in json.dumps(real.shape)
    result.verdicts["uses the indexes" if used else "does not use the indexes"] += 1
    if guess.shape != real.shape:
        if difference <= TIE:
            result.checks[f"other plan of the same cost (within {TIE:.0%})"] += 1
            return ""
        return "the plan has another shape"
    for limit in (0.001, 0.01, 0.05, TOLERANCE):
        if difference <= limit:
            result.checks[f"same shape, cost within {limit:.1%}"] += 1
            return ""
    return "the cost is off"


def _text(plan: Plan | str) -> str:
    return plan if isinstance(plan, str) else f"{plan.cost:.2f} {json.dumps(plan.shape)}"
