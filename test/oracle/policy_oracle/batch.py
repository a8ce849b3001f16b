"""One batch: make the tables and policies, ask both sides, compare, roll everything back."""
from __future__ import annotations

import random
from typing import Any, Iterator

import psycopg2

from oracle.database import Cursor
from oracle.ddl import attempt, undone
from oracle.result import BatchResult

from .compare import report
from .compare.report import Problem, Row
from .compare.rewrites import check_rewrites
from .compare.rows import check_rows
from .compare.silence import check_cure, check_silence
from .judge.planner import Planner
from .judge.verdicts import verdicts
from .reproduction import reproduction
from .schema.batch import generate
from .schema.functions import settings
from .schema.model import Batch


def run_batch(connection: Any, seed: int, number: int, judge_only: bool) -> BatchResult:
    """Everything happens in one transaction, which is rolled back."""
    result = BatchResult(number)
    batch = generate(seed, number, connection.server_version)
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        accepted = _make(cursor, batch, result)
        _examine(cursor, random.Random(f"policies:{seed}:{number}:judge"), batch, accepted, judge_only, result)
    finally:
        if not connection.closed:
            cursor.execute("ROLLBACK")
    return result


def _make(cursor: Cursor, batch: Batch, result: BatchResult) -> list[str]:
    for name, value in settings().items():
        cursor.execute("SELECT set_config(%s, %s, true)", (name, value))
    accepted = []
    for statement in batch.statements:
        error = attempt(cursor, statement)
        if error is None:
            accepted.append(statement)
        else:
            result.rejected[f"{error.pgcode} {str(error).splitlines()[0]}"] += 1
    result.checks["statements of DDL"] += len(accepted)
    result.judged = len(batch.policies)
    for policy in batch.policies:
        result.features.update(policy.using.shapes if policy.using else {"WITH CHECK alone"})
        result.features["PERMISSIVE" if policy.permissive else "RESTRICTIVE"] += 1
        result.features[f"FOR {policy.command}"] += 1
        result.features["TO PUBLIC" if not policy.roles else "TO roles"] += 1
    return accepted


def _examine(cursor: Cursor, rng: random.Random, batch: Batch, accepted: list[str], judge_only: bool, result: BatchResult
             ) -> None:
    planner = Planner(cursor, batch)
    if judge_only:
        result.verdicts.update(verdicts(planner, rng))
    else:
        for subject, text in _compare(planner, rng, result):
            lines = [f"MISMATCH: {text}"] + ([str(subject)] if subject else [])
            result.mismatches.append("\n".join(lines + ["reproduction:", reproduction(accepted)]))
    result.checks["plans"] += planner.asked
    for reason, count in planner.refused.items():
        result.rejected[f"query not planned: {reason}"] += count


def _compare(planner: Planner, rng: random.Random, result: BatchResult) -> Iterator[tuple[Row | Problem | None, str]]:
    try:
        with undone(planner.cursor):
            rows = report.rows(planner.cursor)
            problems = report.problems(planner.cursor)
    except psycopg2.Error as error:
        if planner.cursor.connection.closed:
            raise
        yield None, f"the report FAILED: {error}"
        return
    result.checks["rows compared"] += len(rows)
    result.checks["problems compared"] += len(problems)
    result.checks["rewrites compared"] += sum(problem.rewrite is not None for problem in problems)
    for row in rows:
        result.verdicts[f"rows with coverage '{row.coverage}'"] += 1
    for problem in problems:
        result.verdicts[f"problems of rule {problem.rule}{', with a rewrite' if problem.rewrite else ''}"] += 1
    yield from check_rows(planner, rows)
    yield from check_silence(planner, rows, rng)
    yield from check_cure(planner, rows, rng)
    yield from check_rewrites(planner, problems)
