"""Holds the judge's RI queries against the server's own.

A DELETE of the referenced row fires the action triggers, and auto_explain reports the query that they run. Its WHERE
clause must be, to the byte, the one that the judge plans.
"""
from __future__ import annotations

import json

import psycopg2

from ..database import Cursor
from ..ddl import undone
from ..schema.names import quote
from .keys import Key

_ON = ("LOAD 'auto_explain'; SET LOCAL auto_explain.log_min_duration = 0; SET LOCAL auto_explain.log_level = notice; "
       "SET LOCAL auto_explain.log_nested_statements = on; SET LOCAL auto_explain.log_format = json; "
       "SET LOCAL client_min_messages = notice; SET CONSTRAINTS ALL IMMEDIATE")
# what a temporal key with NO ACTION adds from version 18 on; no index serves it
_PERIOD_TAIL = " AND NOT coalesce("


def wrong_queries(cursor: Cursor, key: Key, referenced: str) -> list[str] | None:
    """The server's WHERE clauses over the key's table and columns when none of them is the judge's; an empty list when
    one is; None when the server ran no such query (NOT ENFORCED, no row, trigger disabled, an error of another kind).
    """
    if not key.fires:
        return None  # other keys over the same columns may have such queries
    notices = cursor.connection.notices
    with undone(cursor):
        cursor.execute(_ON)
        del notices[:]
        try:
            cursor.execute(f"DELETE FROM {referenced}")
        except psycopg2.Error:
            return None
        finally:
            texts = [_query(notice) for notice in notices]
    clauses = [clause for clause in map(lambda text: _where(text, key), texts) if clause is not None]
    if not clauses:
        return None
    return [] if any(clause.split(_PERIOD_TAIL)[0] == key.where for clause in clauses) else clauses


def _where(text: str, key: Key) -> str | None:
    """The WHERE clause of an RI query over the key's table that compares as many columns, and those."""
    schema, name = key.table_name
    head, found, clause = text.partition(" WHERE $1")
    if not found or f"{quote(schema)}.{quote(name)}" not in head or clause.count(" OPERATOR(") < len(key.columns) \
            or f"${len(key.columns) + 1}" in clause or not all(quote(column) in clause for column in key.columns):
        return None
    return "$1" + clause.removesuffix(" FOR KEY SHARE OF x")


def _query(notice: str) -> str:
    start = notice.find("{")
    try:
        return str(json.loads(notice[start:])["Query Text"]) if start >= 0 else ""
    except ValueError:
        return ""
