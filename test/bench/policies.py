"""Times the reports of policies against a deparse of every policy.

policies.py [--runs R] [--share S] [--check] [N ...] : for each N makes a database of N
tables with three policies each, a share S of their searches (0.25) without an index, on
the server that PGHOST, PGPORT and PGUSER name (a superuser; test/bench/policies starts
one), times, prints a table and whether the goals are met, and drops the database. Exits
with 1 where nova_missing_rls_indexes() does not find as many searches as were left
without an index; a goal that is not met does not change the exit status. With --check
nothing is timed.
"""

import sys

from database import made_database
from generate_policies import generate
from measure import by_turns, first_call, linear, main, memory_of_one_call

REPORTS = ["nova_missing_rls_indexes", "nova_policy_problems"]

# Without the two columns the server would not deparse what it only counts.
DEPARSE = ["SELECT count(*), count(qual), count(with_check) FROM pg_policies"]

MOST_SECONDS = 1  # for 1,000 tables, warm


def calls(report):
    return [f"SELECT count(*) FROM {report}()"]


def benchmark(n, options):
    with made_database(n, options.share, generate) as (database, cursor, expected, made_in):
        cursor.execute("SELECT count(*) FROM nova_missing_rls_indexes()")
        found = cursor.fetchone()[0]
        cursor.execute("SELECT count(*), count(DISTINCT tablename) FROM pg_policies")
        policies, tables = cursor.fetchone()
        print(
            f"N = {n:,}: {tables:,} tables with {policies:,} policies, {expected:,} searches without an index"
            f" (made in {made_in:.0f} s)",
            flush=True,
        )
        if found != expected:
            sys.exit(f"error: the function found {found} searches without an index, {expected} were made")
        if options.check:
            return None
        subjects = {report: calls(report) for report in REPORTS} | {"deparse": DEPARSE}
        return {
            "n": n,
            "memory": {report: memory_of_one_call(database, f"{report}(boolean)") for report in REPORTS},
            "cold": {name: first_call(database, queries) for name, queries in subjects.items()},
            **by_turns(database, subjects, options.runs, {}),
        }


def print_table(results):
    print(
        f"\n{'N':>8}  {'report':<26} {'warm':>11} {'new backend':>12} {'pg_policies':>12} {'new backend':>12}"
        f" {'ratio':>7} {'ratio new':>10} {'peak':>9} {'kept':>9}"
    )
    for r in results:
        for report in REPORTS:
            cold, memory = r["cold"], r["memory"][report]
            print(
                f"{r['n']:>8,}  {report:<26} {r[report]:>8.1f} ms {cold[report]:>9.1f} ms"
                f" {r['deparse']:>9.1f} ms {cold['deparse']:>9.1f} ms"
                f" {r[report] / r['deparse']:>6.2f}x {cold[report] / cold['deparse']:>9.2f}x"
                f" {memory['peak']:>6.1f} MB {memory['kept']:>6.1f} MB"
            )
    print(
        "\nwarm: median, one session; new backend: the first call there."
        "\npg_policies: the deparse of every policy by the server's view; ratio: report / pg_policies."
        "\nMemory is what one call adds to a new backend: its own at the peak, and still held afterwards."
    )


def goals_of(results):
    goals = []
    for report in REPORTS:
        for r in results:
            if r["n"] == 1000:
                goals.append((f"{report}: 1,000 tables below {MOST_SECONDS} s, warm", r[report] < MOST_SECONDS * 1000))
        if len(results) > 1:
            goal, met = linear(results, report)
            goals.append((f"{report}: {goal}", met))
    return goals


if __name__ == "__main__":
    main("benchmark of the reports of policies", [1000, 10000], benchmark, print_table, goals_of)
