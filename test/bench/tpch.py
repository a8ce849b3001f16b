"""Compares sets of indexes on TPC-H.

tpch.py [--scale S] [--runs R] [--timeout SECONDS] [--sets NAME,...] [--random-page-cost C] [--reuse] [--keep] : on the
server that PGHOST, PGPORT and PGUSER name (a superuser; test/bench/tpch starts one that preloads pg_stat_statements),
see README.md. Prints a table of the sets, one of the queries, and whether the goals are met, which does not change the
exit status.
"""

import argparse
import os
import re
import statistics
import sys
import time
from typing import NamedTuple

import psycopg

import indexes
import scaled
import tpch_database
from tpch_database import DATABASE, SCHEMAS

# Sets of indexes: how they are called and where they come from.
SETS = {
    "none": "no indexes but those of primary keys",
    "keys": "one index per key, of nova_missing_fk_indexes()",
    "workload": "nova_suggest_indexes('{workload}')",
    "budget": "nova_suggest_indexes('{workload}', budget_bytes => 400 MB)",
    "small": "nova_suggest_indexes('{workload}', budget_bytes => 200 MB)",
    "large": "nova_suggest_indexes('{workload}', budget_bytes => 500 MB)",
    "all": "nova_suggest_indexes('{fk,rls,workload}')",
}
BUDGETS = {"budget": 400 * 2**20, "small": 200 * 2**20, "large": 500 * 2**20}  # bytes
SOURCES = {name: ["workload"] for name in ("workload", *BUDGETS)} | {"all": ["fk", "rls", "workload"]}

FRACTION = 0.0001  # of Q11, at scale 1
BEST_REPORTED = 0.72, 600  # of the time with one index per key, with 400 to so many MB


def queries(scale):
    """Text by number."""
    text = (scaled.HERE / "tpch.d" / "queries.sql").read_text(encoding="utf-8")
    parts = re.findall(r"^-- (Q\d+)\n(.*?);$", text, re.MULTILINE | re.DOTALL)
    return {name: query.replace(":fraction", f"{FRACTION / scale:.10f}") for name, query in parts}


def sets_of_other_tools():
    """Description and statements by set."""
    text = (scaled.HERE / "tpch.d" / "other_tools.sql").read_text(encoding="utf-8")
    parts = re.findall(r"^-- set (\w+): (.*)\n((?:CREATE .*;\n)+)", text, re.MULTILINE)
    return {name: (title, statements.strip().split("\n")) for name, title, statements in parts}


OTHER_TOOLS = sets_of_other_tools()
SETS |= {name: title for name, (title, _) in OTHER_TOOLS.items()}


class Seconds(NamedTuple):
    elapsed: float
    cpu: float  # of the backend: nearly the same on an idle machine


def cpu_seconds(pid):
    """Of a process so far."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds_of(connection, query):
    """None where statement_timeout ended it."""
    pid = connection.info.backend_pid
    cpu, started = cpu_seconds(pid), time.perf_counter()
    try:
        connection.execute(query).fetchall()
    except psycopg.errors.QueryCanceled:
        return None
    return Seconds(time.perf_counter() - started, cpu_seconds(pid) - cpu)


def plan_of(connection, query):
    return "\n".join(line for (line,) in connection.execute(f"EXPLAIN (COSTS OFF) {query}").fetchall())


def connect(database, page_cost):
    return psycopg.connect(dbname=database, autocommit=True, options=f"-c random_page_cost={page_cost}")


def share_times_of_equal_plans(times, connections, texts):
    """The copies hold the same rows: where they run a query by one plan, a difference is the machine's, and all count
    for each."""
    for name, query in texts.items():
        by_plan = {}
        for database, connection in connections.items():
            by_plan.setdefault(plan_of(connection, query), []).append(times[database])
        for of_databases in by_plan.values():
            shared = [taken for of_database in of_databases for taken in of_database[name]]
            for of_database in of_databases:
                of_database[name] = shared


def run(databases, texts, runs, timeout, page_cost):
    """Seconds by database and query: the medians of the runs, or None for what took too long, which is not tried
    again. The databases take turns, query by query, so that what else the machine does meets all of them."""
    connections = {database: connect(database, page_cost) for database in databases}
    times = {database: {name: [] for name in texts} for database in databases}
    for connection in connections.values():
        connection.execute(f"SET statement_timeout = '{timeout}s'")
    for _ in range(runs):
        for name, query in texts.items():
            for database, connection in connections.items():
                if None not in times[database][name]:
                    times[database][name].append(seconds_of(connection, query))
    share_times_of_equal_plans(times, connections, texts)
    for connection in connections.values():
        connection.close()
    return {
        database: {
            name: None if None in taken else Seconds(*(statistics.median(t) for t in zip(*taken)))
            for name, taken in of_database.items()
        }
        for database, of_database in times.items()
    }


def record_workload(admin, texts, page_cost):
    """Leaves each query in pg_stat_statements, and the database without indexes. With them it runs, as what a timeout
    ends is not recorded there."""
    indexes.apply(admin, SCHEMAS, indexes.one_index_per_key(admin))
    admin.execute("SELECT pg_stat_statements_reset(), pg_stat_reset()")
    late = [name for name, seconds in run([DATABASE], texts, 1, 600, page_cost)[DATABASE].items() if seconds is None]
    if late:
        print(f"not in the workload, as they did not end: {', '.join(late)}", file=sys.stderr)
    indexes.apply(admin, SCHEMAS, [])


def advise(texts, names, page_cost):
    """Statements by set, and the milliseconds of those that are suggested."""
    with connect(DATABASE, page_cost) as admin:
        sets, advice = {"none": [], "keys": indexes.one_index_per_key(admin)}, {}
        sets |= {name: statements for name, (_, statements) in OTHER_TOOLS.items()}
        if any(name in SOURCES for name in names):
            record_workload(admin, texts, page_cost)
        for name in names:
            if name in SOURCES:
                rows, advice[name] = indexes.suggestions(admin, SOURCES[name], BUDGETS.get(name))
                indexes.show(SETS[name], rows, advice[name])
                sets[name] = [statement for row in rows for statement in row.create_statements]
    return sets, advice


def measure(sets, texts, options):
    """Each set in a copy of the database."""
    copies = {f"{DATABASE}_{name}": name for name in sets}
    results = {}
    for copy, name in copies.items():
        scaled.copy(DATABASE, copy)
        with psycopg.connect(dbname=copy, autocommit=True) as admin:
            number, size, built = indexes.apply(admin, SCHEMAS, sets[name])
        results[name] = {"number": number, "bytes": size, "built": built}
    for copy, times in run(copies, texts, options.runs, options.timeout, options.random_page_cost).items():
        results[copies[copy]]["times"] = times
        scaled.drop(copy)
    return results


def total(result, timeout):
    """Seconds of all queries."""
    times = [Seconds(timeout, timeout) if t is None else t for t in result["times"].values()]
    return Seconds(sum(t.elapsed for t in times), sum(t.cpu for t in times))


def print_sets(results, timeout):
    base = total(results["keys"], timeout) if "keys" in results else Seconds(float("nan"), float("nan"))
    print(
        f"\n{'set':<10} {'indexes':>8} {'size':>11} {'built in':>9} {'queries':>11} {'of keys':>8} {'CPU':>11} {'of keys':>8}"
        f" {'too long':>9} {'advice':>11}"
    )
    for name, r in results.items():
        spent = total(r, timeout)
        print(
            f"{name:<10} {r['number']:>8} {r['bytes'] / 2**20:>8.1f} MB {r['built']:>7.1f} s {spent.elapsed:>9.2f} s"
            f" {spent.elapsed / base.elapsed:>8.3f} {spent.cpu:>9.2f} s {spent.cpu / base.cpu:>8.3f} {sum(t is None for t in r['times'].values()):>9}"
            + (f" {r['advice']:>8.0f} ms" if "advice" in r else "")
        )
    print(
        f"\nqueries: elapsed, the 22, medians; CPU: of their backend, which other work on the machine changes less."
        f" Times of equal plans are taken together.\nWhat took longer than {timeout} s counts as that."
        + "".join(f"\n{name}: {SETS[name]}" for name in results)
    )


def print_queries(results):
    print(f"\n{'s':<6}" + "".join(f" {name:>10}" for name in results))
    for query in next(iter(results.values()))["times"]:
        line = f"{query:<6}"
        for r in results.values():
            seconds = r["times"][query]
            line += f" {'too long' if seconds is None else f'{seconds.elapsed:.3f}':>10}"
        print(line)


def goals_of(results, timeout):
    if "keys" not in results:
        return
    base = total(results["keys"], timeout)
    shares = {name: total(r, timeout).cpu / base.cpu for name, r in results.items()}
    sizes = {name: r["bytes"] / 2**20 for name, r in results.items()}
    best = min((name for name in OTHER_TOOLS if name in results), key=shares.get, default=None)
    reported, megabytes = BEST_REPORTED
    for name in SOURCES:
        if name not in results:
            continue
        yield f"{name}: {shares[name]:.3f} of the CPU time with one index per key", shares[name] <= 1
        if best is not None:
            yield (
                f"{name}: below the best of other tools ({best}: {shares[best]:.3f} with {sizes[best]:.0f} MB)",
                shares[name] < shares[best],
            )
        yield (
            f"{name}: at most the {reported} reported of other tools, with less than {megabytes} MB ({sizes[name]:.0f} MB)",
            shares[name] <= reported and sizes[name] < megabytes,
        )


def prepare(options):
    if options.reuse and scaled.built(DATABASE) == str(options.scale):
        return
    started = time.perf_counter()
    tpch_database.build(options.scale)
    print(f"scale {options.scale}, made in {time.perf_counter() - started:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description="benchmark of sets of indexes on TPC-H")
    arguments.add_argument("--scale", type=float, default=0.5, help="scale factor")
    arguments.add_argument("--runs", type=int, default=3, help="of each query, the median counts")
    arguments.add_argument("--timeout", type=int, default=60, help="seconds that a query may take")
    arguments.add_argument("--sets", default=",".join(SETS), help="which, of " + ", ".join(SETS))
    arguments.add_argument(
        "--random-page-cost", type=float, default=1.1, help="what holds for pages in memory or on an SSD"
    )
    arguments.add_argument("--reuse", action="store_true", help="a database that was kept")
    arguments.add_argument("--keep", action="store_true", help="the database at the end")
    options = arguments.parse_args()
    names = [name for name in SETS if name in options.sets.split(",")]

    prepare(options)
    texts = queries(options.scale)
    sets, advice = advise(texts, names, options.random_page_cost)
    for name in names:
        if name in SOURCES and not sets[name]:
            print(f"{SETS[name]}: nothing is suggested, left out", file=sys.stderr)
    results = measure({name: sets[name] for name in names if name == "none" or sets[name]}, texts, options)
    for name, milliseconds in advice.items():
        if name in results:
            results[name]["advice"] = milliseconds
    print_sets(results, options.timeout)
    print_queries(results)
    print()
    for goal, met in goals_of(results, options.timeout):
        print(f"{'met' if met else 'NOT MET':>8}  {goal}")
    if not options.keep:
        scaled.drop(DATABASE)


if __name__ == "__main__":
    main()
