"""One batch: make the schemas, ask both sides, compare, roll everything back."""
from __future__ import annotations

import random
from typing import Any

import psycopg2

from .compare import report, rows as row_checks, statements
from .compare.report import Row
from .database import Cursor
from .ddl import Runner, undone
from .judge import keys as key_catalog
from .judge.judge import Answers, Judge, Truth
from .judge.keys import Key
from .judge.query_text import wrong_queries
from .result import BatchResult
from .schema.cluster import batch as generate

ROWS_APPLIED_ALONE = 3     # rows of each batch whose statements are run by themselves
QUERY_TEXTS = 6            # keys of each batch whose RI query is held against the server's own


def run_batch(connection: Any, seed: int, number: int, judge_only: bool) -> BatchResult:
    """Everything happens in one transaction, which is rolled back."""
    result = BatchResult(number)
    schemas, clusters = generate(seed, number, connection.server_version)
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        runner = Runner(cursor, schemas)
        for cluster in clusters:
            runner.run(cluster)
        result.rejected.update(runner.rejected)
        result.checks["statements of DDL"] += runner.executed
        _examine(cursor, random.Random(f"{seed}:{number}:sample"), runner, judge_only, result)
    finally:
        if not connection.closed:
            cursor.execute("ROLLBACK")
    return result


def _examine(cursor: Cursor, rng: random.Random, runner: Runner, judge_only: bool, result: BatchResult) -> None:
    keys = key_catalog.load(cursor)
    judge = Judge(cursor, keys)
    rows: list[Row] | None = None
    if not judge_only:
        try:
            with undone(cursor):
                rows = report.fetch(cursor)
        except psycopg2.Error as error:
            if cursor.connection.closed:
                raise
            result.mismatches.append(f"nova_missing_fk_indexes() FAILED: {error}\n"
                                     f"for the DDL: run --seed ... --schema-only-print {result.number}")
    truths = judge.run()
    _count(keys, truths, runner, result)
    _compare_query_texts(cursor, rng, keys, runner, result)
    if rows is not None:
        _compare(cursor, rng, truths, rows, judge.answers, runner, result)


def _count(keys: list[Key], truths: dict[int, Truth], runner: Runner, result: BatchResult) -> None:
    result.judged = len(keys)
    for key in keys:
        truth = truths[key.oid]
        result.verdicts[truth.verdict] += 1
        if not truth.expects_row:
            result.verdicts["no row expected: covered, or nothing to report"] += 1
        result.features.update(runner.features(_generated_name(key), key.name))


def _compare_query_texts(cursor: Cursor, rng: random.Random, keys: list[Key], runner: Runner,
                         result: BatchResult) -> None:
    for key in rng.sample(keys, min(QUERY_TEXTS, len(keys))):
        cursor.execute("SELECT %s::regclass::text", (key.referenced,))
        wrong = wrong_queries(cursor, key, cursor.fetchone()[0])
        if wrong is not None:
            result.checks["RI queries compared with the server's text"] += 1
        if wrong:
            result.mismatches.append(f"THE JUDGE IS WRONG: the server's WHERE is {wrong}, the judge's {key.where}\n"
                                     f"{runner.reproduction(_generated_name(key))}")


def _compare(cursor: Cursor, rng: random.Random, truths: dict[int, Truth], rows: list[Row], answers: Answers,
             runner: Runner, result: BatchResult) -> None:
    complaints = list(row_checks.compare(truths, rows, _indexes_by_tree(cursor, truths)))
    disputed = {row.identity for _, row, _ in complaints if row}
    sound = [row for row in rows if row.identity not in disputed]
    complaints += statements.check_all(cursor, truths, sound, answers)
    complaints += statements.check_suggestions(cursor, truths, sound, answers)
    complaints += statements.check_hopeless(cursor, truths, sound, answers)
    alone = rng.sample(sound, min(ROWS_APPLIED_ALONE, len(sound)))
    complaints += statements.check_each(cursor, truths, rows, alone)
    result.checks["rows compared"] += len(rows)
    result.checks["rows whose statements were run"] += len(sound)
    result.checks["rows whose statements were run alone"] += len(alone)
    for truth, row, text in complaints:
        result.mismatches.append(_describe(cursor, truth, row, text, runner))


def _indexes_by_tree(cursor: Cursor, truths: dict[int, Truth]) -> dict[int, set[int]]:
    tables = {truth.key.table for truth in truths.values()}
    cursor.execute("SELECT t, array_agg(i.indexrelid) FROM unnest(%s::oid[]) t CROSS JOIN LATERAL "
                   "(SELECT t AS relid UNION SELECT relid FROM pg_partition_tree(t)) p "
                   "JOIN pg_index i ON i.indrelid = p.relid GROUP BY t", (list(tables),))
    return {table: set(indexes) for table, indexes in cursor.fetchall()}


def _describe(cursor: Cursor, truth: Truth | None, row: Row | None, text: str, runner: Runner) -> str:
    """For a person: what is wrong, what both sides say, and how to get there."""
    lines = [f"MISMATCH: {text}"]
    if truth is not None:
        key = truth.key
        lines += [f"key {key.name!r} on {key.table_name!r}, columns {list(key.columns)!r}",
                  f"RI query: {key.query()}", f"planner: {truth.verdict}"] + [f"  {line}" for line in truth.evidence]
    if row is not None:
        cursor.execute("SELECT %s::regclass::text", (row.nearest or 0,))
        lines += [f"extension: table_name {row.table}, constraint_name {row.constraint!r}, coverage {row.coverage!r}, "
                  f"nearest_index {cursor.fetchone()[0]}, severity {row.severity!r}", f"  problem: {row.problem}"]
        lines += [f"  create_statements: {statement}" for statement in row.statements]
    else:
        lines.append("extension: no row")
    if truth is not None:
        lines += ["reproduction:", runner.reproduction(_generated_name(truth.key))]
    return "\n".join(lines)


def _generated_name(key: Key) -> tuple[str, str]:
    schema, name = key.table_name
    return ("", name) if schema.startswith("pg_temp_") else (schema, name)
