"""What the benchmarks share: their command line, times by turns, memory of one call, goals.

A subject is a list of queries that are run to their end, one after the other.
"""

import argparse
import statistics
import time

from database import connect

MOST_GROWTH = 1.5  # time per table at the largest N against a smaller one


def milliseconds(connection, queries):
    cursor = connection.cursor()
    started = time.perf_counter()
    for query in queries:
        cursor.execute(query)
        cursor.fetchall()
    return (time.perf_counter() - started) * 1000


def first_call(database, queries):
    """Milliseconds of the first call in a new backend: the median of three."""
    times = []
    for _ in range(3):
        connection = connect(database)
        times.append(milliseconds(connection, queries))
        connection.close()
    return statistics.median(times)


def by_turns(database, subjects, runs, settings):
    """Warm milliseconds of each subject (name: queries), in sessions of their own with
    settings (name: SQL), taken by turns: the medians."""
    connections = {name: connect(database) for name in subjects}
    for name, setting in settings.items():
        connections[name].cursor().execute(setting)
    times = {name: [] for name in subjects}
    for run in range(runs + 1):
        for name, queries in subjects.items():
            spent = milliseconds(connections[name], queries)
            if run > 0:  # the first only warms up
                times[name].append(spent)
    for connection in connections.values():
        connection.close()
    return {name: statistics.median(t) for name, t in times.items()}


def memory(pid):
    """Resident memory of a process in MB, by kind; 0 where the kernel does not tell."""
    values = {"VmHWM": 0, "RssAnon": 0, "RssFile": 0, "RssShmem": 0}
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            name, _, rest = line.partition(":")
            if name in values:
                values[name] = int(rest.split()[0]) / 1024
    return values


def memory_of_one_call(database, function):
    """What one call of a function (its signature) in a new backend adds, in MB."""
    connection = connect(database)
    cursor = connection.cursor()
    cursor.execute(f"SELECT 1 FROM pg_class WHERE oid = '{function}'::regprocedure")
    before = memory(connection.info.backend_pid)
    milliseconds(connection, [f"SELECT count(*) FROM {function.partition('(')[0]}()"])
    after = memory(connection.info.backend_pid)
    connection.close()
    added = {name: after[name] - before[name] for name in after}
    return {
        "all": added["VmHWM"],
        "peak": added["VmHWM"] - added["RssShmem"] - added["RssFile"],
        "kept": added["RssAnon"],
    }


def linear(results, name):
    """The goal that a table costs no more at the largest N than at the smallest."""
    smallest, largest = results[0], results[-1]
    growth = (largest[name] / largest["n"]) / (smallest[name] / smallest["n"])
    goal = f"linear: a table at N = {largest['n']:,} costs {growth:.2f} of one at {smallest['n']:,}"
    return (goal, growth <= MOST_GROWTH)


def parse_arguments(description, sizes, **choices):
    """The command line that all benchmarks share; choices: further options and their values."""
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--runs", type=int, default=7, help="timed runs of each, the median counts")
    arguments.add_argument("--share", type=float, default=0.25, help="share of what is searched for that has no index")
    arguments.add_argument("--check", action="store_true", help="only compare the findings with what was made")
    for option, values in choices.items():
        arguments.add_argument(f"--{option}", choices=values)
    arguments.add_argument("n", type=int, nargs="*", default=sizes, help="numbers of tables")
    return arguments.parse_args()


def print_goals(goals):
    print()
    for goal, met in goals:
        print(f"{'met' if met else 'NOT MET':>8}  {goal}")


def main(description, sizes, benchmark, print_table, goals_of):
    """The command line of a benchmark: runs benchmark(n, options) for each N (default:
    sizes), and shows what it returned, or with --check only whether it ends."""
    options = parse_arguments(description, sizes)
    results = [benchmark(n, options) for n in sorted(options.n)]
    if not options.check:
        print_table(results)
        print_goals(goals_of(results))
