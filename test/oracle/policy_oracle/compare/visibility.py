"""What a table's policies let each role see, change and add: the same before and after a rewrite."""
from __future__ import annotations

from typing import Any, Iterator

import psycopg2

from oracle.database import Cursor
from oracle.ddl import undone
from oracle.schema.names import quote

from ..schema.model import Table

SAMPLES = 8
Visible = dict[str, Any]  # by role and command: the ids, or the server's error
# settings under which to look
SITUATIONS: tuple[dict[str, str], ...] = ({}, {"app.admin": "on", "app.int": "14", "app.text": "v0034"})


def visible(cursor: Cursor, table: Table, roles: list[str]) -> Visible:
    found: Visible = {}
    with undone(cursor):
        cursor.execute(f"CREATE TEMPORARY TABLE samples ON COMMIT DROP AS SELECT * FROM {table.q} "
                       f"ORDER BY {table.id.q} * 7919 % 1009 LIMIT {SAMPLES}; "
                       f"UPDATE samples SET {table.id.q} = {table.id.q} + 1000000; GRANT SELECT ON samples TO PUBLIC")
        for situation, values in enumerate(SITUATIONS):
            for name, value in values.items():
                cursor.execute("SELECT set_config(%s, %s, true)", (name, value))
            for role in roles:
                for command, result in _of_role(cursor, table, role):
                    found[f"{command} as {role} in situation {situation}"] = result
    return found


def differences(before: Visible, after: Visible) -> Iterator[str]:
    """Where the server refused before, there is nothing to compare."""
    for key, value in before.items():
        if not isinstance(value, str) and after[key] != value:
            yield f"{key}: {_short(value)} before, {_short(after[key])} after"


def _of_role(cursor: Cursor, table: Table, role: str) -> Iterator[tuple[str, Any]]:
    ids = f"SELECT array_agg({table.id.q} ORDER BY {table.id.q}) FROM {table.q}"
    columns = ", ".join(column.q for column in ([table.user] if table.user else []) + [table.id, *table.columns])
    yield "SELECT", _ask(cursor, role, "", ids)
    yield "DELETE", _ask(cursor, role, f"DELETE FROM {table.q}", ids)
    yield "UPDATE", _ask(cursor, role, f"UPDATE {table.q} SET {table.marker.q} = -1", f"{ids} WHERE {table.marker.q} = -1")
    accepted = []
    for number in range(SAMPLES):
        insert = (f"INSERT INTO {table.q} ({columns}) SELECT {columns} FROM samples ORDER BY {table.id.q} "
                  f"LIMIT 1 OFFSET {number}")
        accepted.append(not isinstance(_ask(cursor, role, insert, "SELECT ARRAY[1]"), str))
    yield "INSERT", accepted


def _ask(cursor: Cursor, role: str, change: str, question: str) -> list[int] | str:
    """Changes as the role; asks as the role if there is no change, as the owner otherwise."""
    with_role = f"SET LOCAL ROLE {quote(role)};"
    sql = f"{with_role} {change}; RESET ROLE; {question}" if change else f"{with_role} {question}"
    try:
        with undone(cursor):
            cursor.execute(sql)
            return cursor.fetchone()[0] or []
    except psycopg2.Error as error:
        if cursor.connection.closed:
            raise
        return str(error).splitlines()[0]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) < 200 else f"{text[:200]}... ({len(value)})"
