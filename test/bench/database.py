"""Databases for the benchmarks: made, filled with tables in bulk, dropped again.

The server is the one that PGHOST, PGPORT and PGUSER name (a superuser).
"""

import contextlib
import time

import psycopg2

TABLES_PER_TRANSACTION = 250
TRANSACTIONS_PER_SESSION = 20  # the server caches every table that a session has seen


def connect(database):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection


@contextlib.contextmanager
def made_database(n, share, generate):
    """A database filled by generate(database, n, share) and with the extension. Gives its
    name, a cursor that is open until the block ends, what generate() returned, and the
    seconds that it took."""
    name = f"bench_{n}"
    admin = connect("postgres")
    admin.cursor().execute(f"DROP DATABASE IF EXISTS {name}")
    admin.cursor().execute(f"CREATE DATABASE {name}")
    started = time.perf_counter()
    expected = generate(name, n, share)
    seconds = time.perf_counter() - started
    connection = connect(name)
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION nova_fkindex")
    yield name, cursor, expected, seconds
    connection.close()
    admin.cursor().execute(f"DROP DATABASE {name}")
    admin.close()


def run_in_batches(database, scripts, scripts_per_transaction=TABLES_PER_TRANSACTION):
    """Runs lists of statements, one list a table."""
    connection = None
    for transaction, start in enumerate(range(0, len(scripts), scripts_per_transaction)):
        if transaction % TRANSACTIONS_PER_SESSION == 0:
            if connection:
                connection.close()
            connection = connect(database)
        statements = [s for script in scripts[start : start + scripts_per_transaction] for s in script]
        connection.cursor().execute("BEGIN; " + "\n".join(statements) + " COMMIT;")
    if connection:
        connection.close()


def pretend_rows(database, tables):
    """Sizes as ANALYZE would have left them for the tables that a regular expression matches."""
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute(
        """UPDATE pg_class SET relpages = 1 + oid::bigint %% 5000, reltuples = 100 * (1 + oid::bigint %% 5000)
           WHERE relkind IN ('r', 'p') AND relname ~ %s""",
        [tables],
    )
    cursor.execute(
        """SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
           WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'"""
    )
    cursor.execute(f"VACUUM (ANALYZE) {cursor.fetchone()[0]}")
    connection.close()
