"""Times nova_missing_fk_indexes() against plain catalog scans and the usual diagnostic query.

detect.py [--runs R] [--share S] [--check] [N ...] : for each N makes a database of N
tables with 2N keys, a share S of them (0.25) without an index, on the server that PGHOST,
PGPORT and PGUSER name (a superuser; test/bench/detect starts one), times, prints a table
and whether the goals are met, and drops the database. Exits with 1 where the function
does not find exactly the keys that were left without an index; a goal that is not met
does not change the exit status. With --check nothing is timed.
"""

import sys

from database import made_database
from generate import generate
from measure import by_turns, first_call, linear, main, memory_of_one_call

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


def benchmark(n, options):
    with made_database(n, options.share, generate) as (database, cursor, expected, made_in):
        cursor.execute(FUNCTION[0])
        found = cursor.fetchone()[0]
        cursor.execute(
            """SELECT count(*) FILTER (WHERE NOT relispartition), count(*),
                      (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_index)
               FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"""
        )
        declared, tables, constraints, indexes = cursor.fetchone()
        print(
            f"N = {n:,}: {declared:,} tables ({tables:,} with partitions), {2 * n:,} keys,"
            f" {expected:,} without an index; pg_constraint has {constraints:,} rows, pg_index {indexes:,}"
            f" (made in {made_in:.0f} s)",
            flush=True,
        )
        if found != expected:
            sys.exit(f"error: the function found {found} keys without an index, {expected} were made")
        if options.check:
            return None
        subjects = {"function": FUNCTION, "scans": SCANS, "diagnostic": DIAGNOSTIC}
        return {
            "n": n,
            "memory": memory_of_one_call(database, "nova_missing_fk_indexes(boolean)"),
            "cold": first_call(database, FUNCTION),
            **by_turns(database, subjects, options.runs, {"scans": ONLY_SEQUENTIAL}),
        }


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


def goals_of(results):
    largest = results[-1]
    sizes = [r for r in results if r["n"] >= 10000]
    goals = [
        (f"below {MOST_SCANS} x (a), warm, at every N", all(r["function"] < MOST_SCANS * r["scans"] for r in results)),
        ("faster than (b) at every N", all(r["function"] < r["diagnostic"] for r in results)),
        (f"peak below {MOST_MEMORY} MB at N = {largest['n']:,}", largest["memory"]["peak"] < MOST_MEMORY),
    ]
    if len(sizes) > 1:
        goals.append(linear(sizes, "function"))
    return goals


if __name__ == "__main__":
    main("benchmark of nova_missing_fk_indexes()", [1000, 10000, 50000], benchmark, print_table, goals_of)
