"""Connections, and the throw-away databases that each job works in."""
from __future__ import annotations

import time
from typing import Any

import psycopg2

Cursor = Any
RECONNECTIONS = 30  # one a second

# Rejected DDL is expected and should not fill the server's log. The planner sees one worker and every partition.
SESSION_SETTINGS: tuple[str, ...] = (
    "SET log_min_messages = fatal",
    "SET log_min_error_statement = panic",
    "SET client_min_messages = error",
    "SET max_parallel_workers_per_gather = 0",
    "SET max_parallel_maintenance_workers = 0",
    "SET jit = off",
    "SET enable_seqscan = off",
    "SET constraint_exclusion = off",
    "SET enable_partition_pruning = off",
    "SET plan_cache_mode = force_generic_plan",
    "SET statement_timeout = '60s'",
)
VACUUMED = ("pg_class", "pg_attribute", "pg_index", "pg_constraint", "pg_depend", "pg_type", "pg_trigger",
            "pg_inherits", "pg_statistic", "pg_description", "pg_attrdef", "pg_shdepend", "pg_proc", "pg_policy",
            "pg_authid", "pg_auth_members")


def connect(database: str) -> Any:
    """An autocommit connection; host, port and user come from the libpq environment."""
    # What the oracle makes without an index is no news to it.
    connection = psycopg2.connect(dbname=database, options="-c nova_fkindex.guard=off")
    connection.set_session(autocommit=True)
    return connection


def create(name: str, extensions: tuple[str, ...], objects: tuple[str, ...]) -> None:
    """Makes the database afresh, with the extensions and the objects that every batch uses."""
    drop(name)
    admin = connect("postgres")
    admin.cursor().execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\'')
    admin.close()
    connection = connect(name)
    cursor = connection.cursor()
    for extension in extensions:
        cursor.execute(f"CREATE EXTENSION {extension}")
    for statement in objects:
        cursor.execute(statement)
    connection.close()


def drop(name: str) -> None:
    admin = connect("postgres")
    admin.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.close()


def session(name: str) -> Any:
    """A connection with the settings that the judge needs; waits for a server that restarts after a crash."""
    for remaining in range(RECONNECTIONS, -1, -1):
        try:
            connection = connect(name)
            break
        except psycopg2.OperationalError:
            if not remaining:
                raise
            time.sleep(1)
    cursor = connection.cursor()
    for setting in SESSION_SETTINGS:
        cursor.execute(setting)
    return connection


def vacuum_catalogs(connection: Any) -> None:
    """Batches end in ROLLBACK and leave dead catalog rows behind."""
    cursor = connection.cursor()
    for catalog in VACUUMED:
        cursor.execute(f"VACUUM pg_catalog.{catalog}")
