"""What the guard adds to DDL.

guard.py [--tables N] [--way TEXT] [--unflushed] [--dump FILE.sql] [--restores R] : runs a
script of N (5000) tables with three keys, their indexes and a policy in two databases, by
turns, one with the guard on and one with its event triggers disabled, on the server that
PGHOST, PGPORT and PGUSER name (a superuser; test/bench/guard starts one), in each of the
ways in MODES, or those with TEXT in their names. Commits are flushed to disk, as on any
server that is not a test's, but with --unflushed: then a slow disk hides nothing. Prints
the seconds that passed in each, what is added to them, and to the processor time of the
backends: medians of the turns. One table in a hundred lacks an index: exits with 1 where
the guard did not say so. With --dump, a schema in SQL is loaded, dumped, and restored R
(10) times by turns as well, in one process and with -j 2.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from database import connect

TURN = 25  # tables
MOST_ADDED = 0.05
UNINDEXED = 100  # each so many-th table

DATABASES = {"guarded": True, "unguarded": False}

COLUMNS = "id bigserial PRIMARY KEY, org_id uuid NOT NULL{}, parent_id bigint{}, code text{}, created_at timestamptz"


def table(number, inline):
    """The statements of one table: keys in CREATE TABLE, or behind the indexes as in a dump."""
    name = f"t{number}"
    references = [" REFERENCES orgs", f" REFERENCES {name}", " REFERENCES codes"]
    statements = [f"CREATE TABLE {name} ({COLUMNS.format(*(references if inline else ['', '', '']))})"]
    statements += [f"CREATE INDEX ON {name} (org_id, created_at)", f"CREATE INDEX ON {name} (code)"]
    if number % UNINDEXED != 0:
        statements.append(f"CREATE INDEX ON {name} (parent_id)")
    if not inline:
        for column, reference in zip(("org_id", "parent_id", "code"), references):
            statements.append(f"ALTER TABLE {name} ADD FOREIGN KEY ({column}){reference}")
    statements.append(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    statements.append(f"CREATE POLICY tenant ON {name} USING (org_id = current_setting('app.org')::uuid)")
    return statements


def in_one(statements):
    return ["BEGIN", *statements, "COMMIT"]


# As pg_dump writes them, for all tables.
DUMP_ORDER = ("CREATE TABLE", "CREATE INDEX", "FOREIGN KEY", "ROW LEVEL SECURITY", "CREATE POLICY")


def in_dump_order(statements):
    return sorted(statements, key=lambda statement: next(i for i, part in enumerate(DUMP_ORDER) if part in statement))


# What is run for the tables of a turn; warnings a table, besides those that lack an index; is there a goal?
MODES = {
    "a transaction a statement, keys last": (
        lambda numbers: [s for number in numbers for s in table(number, False)], 0, True),
    "a transaction a statement, in dump order": (
        lambda numbers: in_dump_order([s for number in numbers for s in table(number, False)]), 0, True),
    "a transaction a table": (
        lambda numbers: [s for number in numbers for s in in_one(table(number, True))], 0, True),
    f"a transaction for {TURN} tables": (
        lambda numbers: in_one([s for number in numbers for s in table(number, True)]), 0, True),
    # The guard cannot know that indexes follow: three findings with each CREATE TABLE.
    "a transaction a statement, keys first": (
        lambda numbers: [s for number in numbers for s in table(number, True)], 3, False),
}


def make_database(name, guarded):
    admin = connect("postgres")
    admin.cursor().execute(f"DROP DATABASE IF EXISTS {name}")
    admin.cursor().execute(f"CREATE DATABASE {name}")
    admin.close()
    connection = connect(name)
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION nova_fkindex")
    if not guarded:
        for trigger in ("start", "ddl", "drop"):
            cursor.execute(f"ALTER EVENT TRIGGER nova_fkindex_{trigger} DISABLE")
    connection.close()


def processor_seconds(connection):
    """Of the backend; the clock where the kernel does not tell."""
    try:
        with open(f"/proc/{connection.info.backend_pid}/schedstat", encoding="ascii") as schedstat:
            return int(schedstat.read().split()[0]) / 1e9
    except OSError:
        return time.perf_counter()


def processor_seconds_of_ended():
    """Of all processes of the server that have ended; nothing where the kernel does not tell."""
    connection = connect("postgres")
    cursor = connection.cursor()
    cursor.execute("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
    postmaster = cursor.fetchone()[0]
    connection.close()
    time.sleep(0.5)  # till they are
    try:
        with open(f"/proc/{postmaster}/stat", encoding="ascii") as stat:
            return sum(int(field) for field in stat.read().rsplit(")", 1)[1].split()[13:15]) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return None


def run(connection, statements):
    """Seconds, those of the processor, and the warnings that came."""
    warnings = 0
    cursor = connection.cursor()
    started, processor = time.perf_counter(), processor_seconds(connection)
    for statement in statements:
        cursor.execute(statement)
        warnings += sum(notice.startswith("WARNING") for notice in connection.notices)
        del connection.notices[:]
    cursor.execute("SELECT 1")  # the kernel accounts for the last statement
    return time.perf_counter() - started, processor_seconds(connection) - processor, warnings


def turns(count):
    """The databases in an order that alternates."""
    for turn in range(count):
        yield turn, list(DATABASES) if turn % 2 == 0 else list(reversed(DATABASES))


def measure(tables, statements):
    """Seconds of each turn in each database, those of the processor, and how many warnings there were."""
    connections = {}
    for name, guarded in DATABASES.items():
        make_database(name, guarded)
        connections[name] = connect(name)
        connections[name].cursor().execute("CREATE TABLE orgs (id uuid PRIMARY KEY); CREATE TABLE codes (id text PRIMARY KEY)")
        run(connections[name], statements(range(10**6, 10**6 + TURN)))  # warms up
    times = {name: [] for name in DATABASES}
    processor = {name: [] for name in DATABASES}
    warnings = {name: 0 for name in DATABASES}
    for turn, order in turns(-(-tables // TURN)):
        numbers = range(turn * TURN + 1, min((turn + 1) * TURN, tables) + 1)
        for name in order:
            seconds, used, said = run(connections[name], statements(numbers))
            times[name].append(seconds)
            processor[name].append(used)
            warnings[name] += said
    for connection in connections.values():
        connection.close()
    return times, processor, warnings


def added(times):
    """The median of the turns' ratios, which a busy machine disturbs less than the sums."""
    return statistics.median(a / b for a, b in zip(times["guarded"], times["unguarded"])) - 1


def report(what, times, processor=None, goal=True):
    on, off = (sum(times[name]) for name in ("guarded", "unguarded"))
    met = "" if not goal else "met" if added(times) < MOST_ADDED else "MISSED"
    used = f"{100 * added(processor):8.1f} %" if processor else " " * 10
    print(f"{what:<42} {on:9.2f} s {off:9.2f} s {100 * added(times):8.1f} % {used}  {met}", flush=True)


def restores(path, count, *options):
    """Seconds of pg_restore of the schema in the file, and of the processors in its backends."""
    environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=error"}

    def command(*arguments):
        subprocess.run(arguments, check=True, env=environment, stdout=subprocess.DEVNULL)

    make_database("source", False)
    command("psql", "-Xq", "-d", "source", "-c", "DROP EXTENSION nova_fkindex", "-f", path)
    times = {name: [] for name in DATABASES}
    processor = {name: [] for name in DATABASES}
    with tempfile.NamedTemporaryFile() as dump:
        command("pg_dump", "-Fc", "-f", dump.name, "source")
        for _, order in turns(count):
            for name in order:
                make_database(name, DATABASES[name])
                used = processor_seconds_of_ended()
                started = time.perf_counter()
                command("pg_restore", *options, "-d", name, dump.name)
                times[name].append(time.perf_counter() - started)
                if used is not None:
                    processor[name].append(processor_seconds_of_ended() - used)
    return times, processor if processor["guarded"] else None


def flush_commits(flushed):
    connection = connect("postgres")
    cursor = connection.cursor()
    for setting in ("fsync", "synchronous_commit"):
        cursor.execute(f"ALTER SYSTEM SET {setting} = {'on' if flushed else 'off'}")
    cursor.execute("SELECT pg_reload_conf()")
    connection.close()
    time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description="What the guard adds to DDL.")
    parser.add_argument("--tables", type=int, default=5000)
    parser.add_argument("--way", default="")
    parser.add_argument("--unflushed", action="store_true")
    parser.add_argument("--dump")
    parser.add_argument("--restores", type=int, default=10)
    options = parser.parse_args()

    print(f"{options.tables:,} tables; goal: less than {MOST_ADDED:.0%} added")
    flush_commits(not options.unflushed)
    print(f"{'':<42} {'guard':>11} {'disabled':>11} {'added':>10} {'processor':>10}", flush=True)
    for mode, (statements, each, goal) in MODES.items():
        if options.way not in mode:
            continue
        times, processor, warnings = measure(options.tables, statements)
        report(mode, times, processor, goal)
        expected = each * options.tables + (0 if each else options.tables // UNINDEXED)
        if warnings != {"guarded": expected, "unguarded": 0}:
            sys.exit(f"warnings: {warnings}, not {expected}")
    if options.dump:
        for jobs in ([], ["-j", "2"]):
            what = " ".join(["pg_restore", *jobs, "of", os.path.basename(options.dump)])
            report(what, *restores(options.dump, options.restores, *jobs))
    for name in (*DATABASES, "source"):
        connection = connect("postgres")
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name}")
        connection.close()


main()
