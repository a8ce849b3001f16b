"""Runs generated statements, each under a savepoint, and remembers which ones the server accepted."""
from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import Iterator

import psycopg2

from .database import Cursor
from .schema.model import Cluster, Statement
from .schema.shared import preamble

Name = tuple[str, str]  # schema and table; the schema is '' for a temporary table


@contextmanager
def undone(cursor: Cursor) -> Iterator[None]:
    """Whatever happens inside is rolled back, also after an error, which goes on."""
    cursor.execute("SAVEPOINT undone")
    try:
        yield
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT undone; RELEASE SAVEPOINT undone")


def attempt(cursor: Cursor, sql: str) -> psycopg2.Error | None:
    """Runs `sql` for good, or not at all; returns the server's error."""
    try:
        cursor.execute(f"SAVEPOINT attempt; {sql}; RELEASE SAVEPOINT attempt")
    except psycopg2.Error as error:
        if cursor.connection.closed:
            raise
        cursor.execute("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
        return error
    return None


class Runner:
    """The statements of one batch: what was accepted, what belongs to which table, which features a key has."""

    def __init__(self, cursor: Cursor, schemas: list[str]) -> None:
        self._cursor = cursor
        self._schemas = schemas
        self._accepted: dict[int, list[str]] = defaultdict(list)
        self._cluster_of: dict[Name, int] = {}
        self._table_tags: dict[Name, set[str]] = defaultdict(set)
        self._key_tags: dict[tuple[Name, str], set[str]] = defaultdict(set)
        self.rejected: dict[str, int] = defaultdict(int)
        self.executed = 0
        for schema in schemas:
            cursor.execute(schema)

    def run(self, cluster: Cluster) -> None:
        for statement in cluster.statements:
            error = attempt(self._cursor, statement.sql)
            if error is not None:
                self.rejected[f"{error.pgcode} {_first_line(error)}"] += 1
                continue
            self.executed += 1
            self._accepted[cluster.number].append(statement.sql)
            self._remember(cluster.number, statement)

    def _remember(self, cluster: int, statement: Statement) -> None:
        if statement.table is None:
            return
        self._cluster_of[statement.table] = cluster
        if statement.key is not None:
            self._key_tags[statement.table, statement.key].update(statement.tags)
        else:
            self._table_tags[statement.table].update(statement.tags)

    def features(self, table: Name, key: str) -> set[str]:
        return self._table_tags.get(table, set()) | self._key_tags.get((table, key), set())

    def reproduction(self, table: Name) -> str:
        """Self-contained DDL that leads to the present state of the table and all that it hangs together with."""
        cluster = self._cluster_of.get(table)
        statements = self._accepted[cluster] if cluster is not None else []
        return "".join(f"{sql};\n" for sql in preamble() + self._schemas + statements)


def _first_line(error: psycopg2.Error) -> str:
    return (str(error).strip().splitlines() or [""])[0]
