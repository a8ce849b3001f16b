"""Times nova_missing_fk_indexes() against plain catalog scans and the usual diagnostic query.

detect.py [--runs R] [--share S] [--check] [N ...] : for each N makes a database of N
tables with 2N keys, a share S of them (0.25) without an index, on the server that PGHOST,
PGPORT and PGUSER name (a superuser; test/bench/detect starts one), times, prints a table
and whether the goals are met, and drops the database. Exits with 1 where the function
does not find exactly the keys that were left without an index; a goal that is not met
does not change the exit status. With --check nothing is timed.
"""

import argparse
import statistics
import sys
import time

import psycopg2

from generate import generate

FUNCTION = ["SELECT count(*) FROM nova_missing_fk_indexes()"]

# The least that any answer must read: the columns of the keys and those of the indexes.
SCANS = [
    """SELECT sum(cardinality(conkey) + cardinality(confkey) + cardinality(conpfeqop))
       FROM pg_constraint WHERE contype = 'f'""",
    "SELECT sum(indkey[0] + indclass[0]::bigint + indcollation[0]::bigint) FROM pg_index",
]
ONLY_SEQUENTIAL = (
    "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;"
    "SET max_parallel_workers_per_gather = 0; SET jit = off"
)

DIAGNOSTIC = [
    """SELECT c.conrelid::regclass, c.conname, a.attname
       FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
       WHERE c.contype = 'f' AND NOT EXISTS (
           SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND a.attnum = ANY (i.indkey))"""
]

MOST_SCANS = 4  # times the two scans, warm
MOST_MEMORY = 200  # MB, at the largest N
MOST_GROWTH = 1.5  # time per table at the largest N against the smallest N of 10,000 or more


def connect(database):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection


def milliseconds(connection, queries):
    cursor = connection.cursor()
    started = time.perf_counter()
    for query in queries:
        cursor.execute(query)
        cursor.fetchall()
    return (time.perf_counter() - started) * 1000


def memory(pid):
    """Resident memory of a process in MB, by kind; 0 where the kernel does not tell."""
    values = {"VmHWM": 0, "RssAnon": 0, "RssFile": 0, "RssShmem": 0}
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            name, _, rest = line.partition(":")
            if name in values:
                values[name] = int(rest.split()[0]) / 1024
    return values


def memory_of_one_call(database):
    """What one call in a new backend adds, in MB."""
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute("SELECT 1 FROM pg_class WHERE oid = 'nova_missing_fk_indexes(boolean)'::regprocedure")
    before = memory(connection.info.backend_pid)
    milliseconds(connection, FUNCTION)
    after = memory(connection.info.backend_pid)
    connection.close()
    added = {name: after[name] - before[name] for name in after}
    return {
        "all": added["VmHWM"],
        "shared": added["RssShmem"],
        "peak": added["VmHWM"] - added["RssShmem"] - added["RssFile"],
        "kept": added["RssAnon"],
    }


def measure(database, runs):
    """Cold and warm times of the function, warm ones of the others, all interleaved."""
    new = [connect(database) for _ in range(3)]
    cold = statistics.median(milliseconds(c, FUNCTION) for c in new)
    function, scans, diagnostic = new
    scans.cursor().execute(ONLY_SEQUENTIAL)
    subjects = {"function": (function, FUNCTION), "scans": (scans, SCANS), "diagnostic": (diagnostic, DIAGNOSTIC)}
    times = {name: [] for name in subjects}
    for run in range(runs + 1):
        for name, (connection, queries) in subjects.items():
            spent = milliseconds(connection, queries)
            if run > 0:  # the first only warms up
                times[name].append(spent)
    for connection in new:
        connection.close()
    return {"cold": cold, **{name: statistics.median(t) for name, t in times.items()}}


def benchmark(n, options):
    database = f"bench_{n}"
    admin = connect("postgres")
    admin.cursor().execute(f"DROP DATABASE IF EXISTS {database}")
    admin.cursor().execute(f"CREATE DATABASE {database}")
    started = time.perf_counter()
    expected = generate(lambda: connect(database), n, options.share)
    made_in = time.perf_counter() - started
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION nova_fkindex")
    cursor.execute(FUNCTION[0])
    found = cursor.fetchone()[0]
    cursor.execute(
        """SELECT count(*) FILTER (WHERE NOT relispartition), count(*),
                  (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_index)
           FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"""
    )
    declared, tables, constraints, indexes = cursor.fetchone()
    connection.close()
    print(
        f"N = {n:,}: {declared:,} tables ({tables:,} with partitions), {2 * n:,} keys,"
        f" {expected:,} without an index; pg_constraint has {constraints:,} rows, pg_index {indexes:,}"
        f" (made in {made_in:.0f} s)",
        flush=True,
    )
    if found != expected:
        sys.exit(f"error: the function found {found} keys without an index, {expected} were made")
    result = {"n": n}
    if not options.check:
        result.update(memory=memory_of_one_call(database), **measure(database, options.runs))
    admin.cursor().execute(f"DROP DATABASE {database}")
    admin.close()
    return result


def print_table(results):
    print(
        f"\n{'N':>8} {'function':>12} {'new backend':>12} {'(a) scans':>12} {'(b) query':>12}"
        f" {'function/(a)':>13} {'(b)/function':>13} {'peak':>10} {'kept':>10} {'all':>10}"
    )
    for r in results:
        m = r["memory"]
        print(
            f"{r['n']:>8,} {r['function']:>9.1f} ms {r['cold']:>9.1f} ms {r['scans']:>9.1f} ms"
            f" {r['diagnostic']:>9.1f} ms {r['function'] / r['scans']:>12.2f}x"
            f" {r['diagnostic'] / r['function']:>12.2f}x"
            f" {m['peak']:>7.1f} MB {m['kept']:>7.1f} MB {m['all']:>7.1f} MB"
        )
    print(
        "\nfunction: median, warm, one session; new backend: its first call there."
        "\n(a): sequential scans of pg_constraint and pg_index that read the columns in question."
        "\n(b): the usual diagnostic query."
        "\nMemory is what one call adds to a new backend: its own at the peak, its own still held"
        "\nafterwards, and the peak with the shared buffers that it touched."
    )


def print_goals(results):
    largest = results[-1]
    sizes = [r for r in results if r["n"] >= 10000]
    goals = [
        (f"below {MOST_SCANS} x (a), warm, at every N", all(r["function"] < MOST_SCANS * r["scans"] for r in results)),
        ("faster than (b) at every N", all(r["function"] < r["diagnostic"] for r in results)),
        (f"peak below {MOST_MEMORY} MB at N = {largest['n']:,}", largest["memory"]["peak"] < MOST_MEMORY),
    ]
    if len(sizes) > 1:
        growth = (sizes[-1]["function"] / sizes[-1]["n"]) / (sizes[0]["function"] / sizes[0]["n"])
        goals.append(
            (
                f"linear: a table at N = {sizes[-1]['n']:,} costs {growth:.2f} of one at {sizes[0]['n']:,}",
                growth <= MOST_GROWTH,
            )
        )
    print()
    for goal, met in goals:
        print(f"{'met' if met else 'NOT MET':>8}  {goal}")


def main():
    arguments = argparse.ArgumentParser(description="benchmark of nova_missing_fk_indexes()")
    arguments.add_argument("--runs", type=int, default=7, help="timed runs of each, the median counts")
    arguments.add_argument("--share", type=float, default=0.25, help="share of the keys without an index")
    arguments.add_argument("--check", action="store_true", help="only compare the findings with what was made")
    arguments.add_argument("n", type=int, nargs="*", default=[1000, 10000, 50000], help="numbers of tables")
    options = arguments.parse_args()
    results = [benchmark(n, options) for n in sorted(options.n)]
    if not options.check:
        print_table(results)
        print_goals(results)


if __name__ == "__main__":
    main()
