"""Runs the create_statements that the extension proposes and asks both again."""
from __future__ import annotations

import re
from typing import Iterator

from ..database import Cursor
from ..ddl import attempt, undone
from ..judge.judge import Answers, Judge, Truth
from ..schema.names import quote
from . import report
from .report import Row
from .rows import Complaint

_CONCURRENTLY = re.compile(r"\A((?:CREATE|DROP) INDEX) CONCURRENTLY ")


def within_transaction(statement: str) -> str:
    """CONCURRENTLY cannot run where it can be rolled back; all else stays as it is."""
    return _CONCURRENTLY.sub(r"\1 ", statement)


def check_each(cursor: Cursor, truths: dict[int, Truth], rows: list[Row], sample: list[Row]) -> Iterator[Complaint]:
    """Each row of the sample alone: its statements run, clear that finding, bring up no other, and are CONCURRENTLY
    where that is possible and only there."""
    by_identity = {(truth.key.table, truth.key.name): truth for truth in truths.values()}
    before = {row.identity for row in rows}
    for row in sample:
        truth = by_identity[row.identity]
        with undone(cursor):
            known = _index_kinds(cursor)
            complaints = []
            for statement in row.statements:
                error = attempt(cursor, within_transaction(statement))
                if error is not None:
                    complaints.append(f"create_statements failed: {error}\n  {statement}")
                    continue
                kinds = _index_kinds(cursor)
                made = {kinds[oid] for oid in kinds.keys() - known.keys()}
                known = kinds
                concurrent = _CONCURRENTLY.match(statement) is not None
                if made and made != ({"i"} if concurrent else {"I"}):
                    complaints.append(f"{'CONCURRENTLY' if concurrent else 'not CONCURRENTLY'}, but makes indexes of "
                                      f"kind {made}\n  {statement}")
            after = {other.identity for other in report.fetch(cursor)}
            if row.statements and row.identity in after:
                complaints.append("create_statements do not clear the finding")
            if after - before:
                complaints.append(f"create_statements bring up other findings: {after - before}")
        yield from ((truth, row, text) for text in complaints)


def check_all(cursor: Cursor, truths: dict[int, Truth], rows: list[Row], answers: Answers) -> Iterator[Complaint]:
    """All rows together: afterwards nothing is reported, and the planner agrees."""
    by_identity = {(truth.key.table, truth.key.name): truth for truth in truths.values()}
    with undone(cursor):
        for row in rows:
            for statement in row.statements:
                error = attempt(cursor, within_transaction(statement))
                if error is not None:
                    yield by_identity[row.identity], row, f"create_statements failed: {error}\n  {statement}"
        after = {row.identity for row in report.fetch(cursor)}
        cured = [row for row in rows if row.statements]
        judged = Judge(cursor, [by_identity[row.identity].key for row in cured], answers).run()
        for row in cured:
            truth = judged[by_identity[row.identity].key.oid]
            if truth.verdict != "covered":
                yield truth, row, (f"after create_statements the planner says '{truth.verdict}', and the function "
                                   f"{'still' if row.identity in after else 'no longer'} reports the key")
            elif row.identity in after:
                yield truth, row, "after all create_statements the finding is still there"


def check_suggestions(cursor: Cursor, truths: dict[int, Truth], rows: list[Row], answers: Answers
                      ) -> Iterator[Complaint]:
    """The suggestions, which merge the findings: with them, and without what they replace, every key is covered, those
    that were before included."""
    by_identity = {(truth.key.table, truth.key.name): truth for truth in truths.values()}
    cured = {by_identity[row.identity].key.oid: row for row in rows if row.statements}
    if not cured:
        return
    with undone(cursor):
        cursor.execute("SELECT unnest(create_statements || drop_statements) FROM nova_suggest_indexes('{fk}')")
        for (statement,) in cursor.fetchall():
            error = attempt(cursor, within_transaction(statement))
            if error is not None:
                row = next(iter(cured.values()))
                yield by_identity[row.identity], row, f"a suggestion failed: {error}\n  {statement}"
        wanted = [truth for truth in truths.values() if truth.verdict == "covered" or truth.key.oid in cured]
        judged = Judge(cursor, [truth.key for truth in wanted], answers).run()
        for truth in wanted:
            if judged[truth.key.oid].verdict != "covered":
                row = cured.get(truth.key.oid) or next(iter(cured.values()))
                yield judged[truth.key.oid], row, (f"with all suggestions the planner says "
                                                   f"'{judged[truth.key.oid].verdict}' of {truth.key.name}")


def check_hopeless(cursor: Cursor, truths: dict[int, Truth], rows: list[Row], answers: Answers
                   ) -> Iterator[Complaint]:
    """Rows without statements: no index can serve the key. Either the server refuses to index what the RI query
    compares, or the planner does not use the index (a conflict of collations, for one)."""
    by_identity = {(truth.key.table, truth.key.name): truth for truth in truths.values()}
    for row in rows:
        if row.statements:
            continue
        key = by_identity[row.identity].key
        with undone(cursor):
            columns = ", ".join(f"({expression})" for expression in dict.fromkeys(key.expressions))
            schema, name = key.table_name
            if attempt(cursor, f"CREATE INDEX ON {quote(schema)}.{quote(name)} ({columns})") is None:
                truth = Judge(cursor, [key], answers).run()[key.oid]
                if truth.verdict == "covered":
                    yield truth, row, f"no create_statements, but an index on ({columns}) serves"


def _index_kinds(cursor: Cursor) -> dict[int, str]:
    cursor.execute("SELECT oid, relkind FROM pg_class WHERE relkind IN ('i', 'I') AND oid >= 16384")
    return dict(cursor.fetchall())
