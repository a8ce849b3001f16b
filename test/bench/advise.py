"""Times the advice on N distinct statements.

advise.py [--runs R] [--share S] [--check] [N ...] : for each N makes a database whose
pg_stat_statements has N distinct statements, a share S of its keys (0.25) without an
index, on the server that PGHOST, PGPORT and PGUSER name (a superuser; test/bench/advise
starts one that preloads pg_stat_statements), times, prints a table and whether the goals
are met, and drops the database. Exits with 1 where nova_workload() does not account for
each of the statements; a goal that is not met does not change the exit status. With
--check nothing is timed.
"""

import statistics
import sys

from database import connect, made_database
from generate_statements import generate
from measure import by_turns, first_call, linear, main, memory_of_one_call, milliseconds

ADVICE = ["SELECT count(*) FROM nova_suggest_indexes('{workload}')"]
WORKLOAD = ["SELECT count(*) FROM nova_workload()"]
SIGNATURE = "nova_suggest_indexes(text[], integer, bigint)"

# What a database has of them, whatever their number.
FOUND = """
    SELECT count(*) FROM pg_stat_statements
    WHERE toplevel AND userid = 'bench_member'::regrole
      AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"""
ACCOUNTED = "SELECT status, count(*) FROM nova_workload() WHERE role = 'bench_member'::regrole GROUP BY 1 ORDER BY 1"

ONE_TEXT = """SELECT id, amount FROM t{i} WHERE user_id = $1 AND status = $2 AND deleted_at IS NULL
              ORDER BY created_at DESC LIMIT 20"""
TEXTS = 25

MOST_SECONDS = 2  # for 1,000 statements, warm


def one_text(database):
    """Milliseconds of nova_advise(): the median of texts on as many tables, after a first one."""
    connection = connect(database)
    times = [
        milliseconds(connection, [f"SELECT count(*) FROM nova_advise($text${ONE_TEXT.format(i=i)}$text$)"])
        for i in range(TEXTS)
    ]
    connection.close()
    return statistics.median(times[1:])


def benchmark(n, options):
    with made_database(n, options.share, generate) as (database, cursor, _, made_in):
        cursor.execute(FOUND)
        found = cursor.fetchone()[0]
        cursor.execute(ACCOUNTED)
        accounted = dict(cursor.fetchall())
        cursor.execute(ADVICE[0])
        suggestions = cursor.fetchone()[0]
        print(
            f"N = {n:,}: {found:,} statements in pg_stat_statements, "
            + ", ".join(f"{number:,} {status}" for status, number in accounted.items())
            + f"; {suggestions:,} suggestions (made in {made_in:.0f} s)",
            flush=True,
        )
        if sum(accounted.values()) != found:
            sys.exit(f"error: nova_workload() accounts for {sum(accounted.values())} of {found} statements")
        if options.check:
            return None
        return {
            "n": n,
            "suggestions": suggestions,
            "memory": memory_of_one_call(database, SIGNATURE),
            "cold": first_call(database, ADVICE),
            "one text": one_text(database),
            **by_turns(database, {"advice": ADVICE, "workload": WORKLOAD}, options.runs, {}),
        }


def print_table(results):
    print(
        f"\n{'N':>8} {'suggestions':>12} {'advice':>12} {'new backend':>12} {'workload':>12} {'one text':>12}"
        f" {'peak':>10} {'kept':>10}"
    )
    for r in results:
        print(
            f"{r['n']:>8,} {r['suggestions']:>12,} {r['advice']:>9.1f} ms {r['cold']:>9.1f} ms {r['workload']:>9.1f} ms"
            f" {r['one text']:>9.2f} ms {r['memory']['peak']:>7.1f} MB {r['memory']['kept']:>7.1f} MB"
        )
    print(
        "\nadvice: nova_suggest_indexes('{workload}'), median, warm; new backend: the first call there."
        "\nworkload: nova_workload(), median, warm; one text: nova_advise() of one query."
        "\nMemory is what one call of nova_suggest_indexes() adds to a new backend: at the peak, and still held afterwards."
    )


def goals_of(results):
    goals = [
        (f"advice on 1,000 statements in less than {MOST_SECONDS} s, warm", r["advice"] < MOST_SECONDS * 1000)
        for r in results
        if r["n"] == 1000
    ]
    if len(results) > 1:
        goal, met = linear(results, "advice")
        goals.append((goal.replace("a table", "a statement"), met))
    return goals


if __name__ == "__main__":
    main("benchmark of the advice", [1000, 5000], benchmark, print_table, goals_of)
