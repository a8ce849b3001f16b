"""What the guard adds to DDL.

guard.py [--tables N] [--dump FILE.sql] [--restores R] : runs a script of N (5000) times
CREATE TABLE with two keys, their indexes and a policy in two databases, by turns, one
with the guard on and one with its event triggers disabled, on the server that PGHOST,
PGPORT and PGUSER name (a superuser; test/bench/guard starts one); each statement in a
transaction of its own, then all of a turn in one. Prints times and what is added. One
table in a hundred lacks an index: exits with 1 where the guard did not say so. With
--dump, a schema in SQL is loaded, dumped, and restored R (10) times by turns as well.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from database import connect

TURN = 100  # tables
MOST_ADDED = 0.05
UNINDEXED = 100  # each so many-th table

DATABASES = {"guarded": True, "unguarded": False}


def make_database(name, guarded, template=None):
    admin = connect("postgres").cursor()
    admin.execute(f"DROP DATABASE IF EXISTS {name}")
    admin.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    cursor = connect(name).cursor()
    cursor.execute("CREATE EXTENSION nova_fkindex")
    if not guarded:
        for trigger in ("start", "ddl", "drop"):
            cursor.execute(f"ALTER EVENT TRIGGER nova_fkindex_{trigger} DISABLE")
    cursor.connection.close()


def table(number):
    statements = [
        f"CREATE TABLE t{number} (id bigserial PRIMARY KEY, org_id uuid NOT NULL REFERENCES orgs,"
        f" parent_id bigint REFERENCES t{number}, code text REFERENCES codes, created_at timestamptz DEFAULT now())",
        f"CREATE INDEX ON t{number} (org_id, created_at)",
        f"CREATE INDEX ON t{number} (code)",
        f"ALTER TABLE t{number} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON t{number} USING (org_id = current_setting('app.org')::uuid)",
    ]
    if number % UNINDEXED != 0:
        statements.insert(1, f"CREATE INDEX ON t{number} (parent_id)")
    return statements


def run(cursor, statements):
    started = time.perf_counter()
    for statement in statements:
        cursor.execute(statement)
    return time.perf_counter() - started


def by_turns(tables, in_one):
    """Seconds of each turn in each database, and how many warnings there were."""
    cursors = {}
    for name, guarded in DATABASES.items():
        make_database(name, guarded)
        cursors[name] = connect(name).cursor()
        cursors[name].execute("CREATE TABLE orgs (id uuid PRIMARY KEY); CREATE TABLE codes (id text PRIMARY KEY)")
    times = {name: [] for name in DATABASES}
    warnings = 0
    for turn, first in enumerate(range(1, tables + 1, TURN)):
        statements = [s for number in range(first, min(first + TURN, tables + 1)) for s in table(number)]
        if in_one:
            statements = ["BEGIN", *statements, "COMMIT"]
        order = list(DATABASES) if turn % 2 == 0 else list(reversed(DATABASES))
        for name in order:
            notices = cursors[name].connection.notices
            del notices[:]
            times[name].append(run(cursors[name], statements))
            found = sum(notice.startswith("WARNING") for notice in notices)
            if DATABASES[name]:
                warnings += found
            elif found:
                sys.exit("the guard speaks though it is disabled")
    for cursor in cursors.values():
        cursor.connection.close()
    return times, warnings


def report(what, times):
    """The sums, and the median of the turns' ratios, which a busy machine disturbs less."""
    on, off = (sum(times[name]) for name in ("guarded", "unguarded"))
    added = statistics.median(a / b for a, b in zip(times["guarded"], times["unguarded"])) - 1
    met = "met" if added < MOST_ADDED else "MISSED"
    print(f"{what:<44} {on:9.2f} s {off:9.2f} s {100 * (on / off - 1):7.1f} % {100 * added:7.1f} %  {met}", flush=True)


def restores(path, count):
    """Seconds of pg_restore of the schema in the file."""
    environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=error"}

    def command(*arguments):
        subprocess.run(arguments, check=True, env=environment, stdout=subprocess.DEVNULL)

    make_database("source", False)
    command("psql", "-Xq", "-d", "source", "-f", path)
    connect("source").cursor().execute("DROP EXTENSION nova_fkindex")
    times = {name: [] for name in DATABASES}
    with tempfile.NamedTemporaryFile() as dump:
        command("pg_dump", "-Fc", "-f", dump.name, "source")
        for turn in range(count):
            for name in list(DATABASES) if turn % 2 == 0 else list(reversed(DATABASES)):
                make_database(name, DATABASES[name])
                started = time.perf_counter()
                command("pg_restore", "-d", name, dump.name)
                times[name].append(time.perf_counter() - started)
    return times


def main():
    parser = argparse.ArgumentParser(description="What the guard adds to DDL.")
    parser.add_argument("--tables", type=int, default=5000)
    parser.add_argument("--dump")
    parser.add_argument("--restores", type=int, default=10)
    options = parser.parse_args()

    print(f"{'':<44} {'guard':>11} {'disabled':>11} {'added':>9} {'median':>9}  goal: below {MOST_ADDED:.0%}")
    times, warnings = by_turns(options.tables, in_one=False)
    report(f"{options.tables:,} tables, a transaction a statement", times)
    # The keys of a table without an index come before the others' indexes: three warnings a table, one for a policy.
    expected = 4 * options.tables - options.tables
    print(f"({warnings:,} warnings)")
    times, warnings = by_turns(options.tables, in_one=True)
    report(f"{options.tables:,} tables, {TURN} tables a transaction", times)
    expected = options.tables // UNINDEXED
    if warnings != expected:
        sys.exit(f"{warnings} warnings, not {expected}")
    if options.dump:
        report(f"pg_restore of {os.path.basename(options.dump)}", restores(options.dump, options.restores))


main()
