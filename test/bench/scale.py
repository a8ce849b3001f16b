"""Times all functions that find and suggest on databases of three shapes and several sizes.

scale.py [--runs R] [--share S] [--shape NAME] [--check] [N ...] : for each shape (all, see
generate_scale.py) and N makes a database of about N tables on the server that PGHOST,
PGPORT and PGUSER name (a superuser; test/bench/scale starts one), times, prints a table
and whether the goals are met, and drops the database. Exits with 1 where a function finds
another number than was made.
"""

import sys

from database import made_database
from generate_scale import SHAPES
from measure import by_turns, memory_of_one_call, parse_arguments, print_goals

FUNCTIONS = {
    "fk_indexes": "nova_missing_fk_indexes",
    "fk_shapes": "nova_missing_fk_shapes",
    "rls_indexes": "nova_missing_rls_indexes",
    "index_problems": "nova_index_problems",
    "suggest": "nova_suggest_indexes",
}
SIGNATURES = {"nova_suggest_indexes": "(text[], integer, bigint)"}
MOST_MEMORY = 5  # kB a table, at the peak
MOST_GROWTH = 1.5


def benchmark(shape, n, options):
    with made_database(n, options.share, SHAPES[shape]) as (database, cursor, expected, made_in):
        print(f"{shape}, N = {n:,} (made in {made_in:.0f} s)", flush=True)
        for name, count in expected.items():
            cursor.execute(f"SELECT count(*) FROM nova_missing_fk_{name}()")
            found = cursor.fetchone()[0]
            if found != count:
                sys.exit(f"error: nova_missing_fk_{name}() has {found} rows, {count} were made")
        if options.check:
            return None
        subjects = {name: [f"SELECT count(*) FROM {function}()"] for name, function in FUNCTIONS.items()}
        result = {"n": n, "times": by_turns(database, subjects, options.runs, {}), "memory": {}}
        for name, function in FUNCTIONS.items():
            signature = function + SIGNATURES.get(function, "(boolean)")
            result["memory"][name] = memory_of_one_call(database, signature)
        return result


def print_table(shape, results):
    print(f"\n{shape:<12} {'N':>8} {'warm':>12} {'per table':>12} {'peak':>10} {'kept':>10}")
    for name in FUNCTIONS:
        for r in results:
            milliseconds = r["times"][name]
            m = r["memory"][name]
            print(
                f"{name:<12} {r['n']:>8,} {milliseconds:>9.1f} ms {milliseconds * 1000 / r['n']:>9.1f} us"
                f" {m['peak']:>7.1f} MB {m['kept']:>7.1f} MB"
            )


def goals_of(shape, results):
    smallest, largest = results[0], results[-1]
    for name in FUNCTIONS:
        peak = largest["memory"][name]["peak"] * 1024 / largest["n"]
        yield (f"{shape}, {name}: peak {peak:.1f} kB a table, below {MOST_MEMORY}", peak < MOST_MEMORY)
        if len(results) > 1:
            growth = (largest["times"][name] / largest["n"]) / (smallest["times"][name] / smallest["n"])
            goal = f"{shape}, {name}: a table at N = {largest['n']:,} costs {growth:.2f} of one at {smallest['n']:,}"
            yield (goal, growth <= MOST_GROWTH)


def run():
    options = parse_arguments("benchmark of sizes", [2000, 10000, 50000], shape=list(SHAPES))
    goals = []
    for shape in [options.shape] if options.shape else SHAPES:
        results = [benchmark(shape, n, options) for n in sorted(options.n)]
        if not options.check:
            print_table(shape, results)
            goals += goals_of(shape, results)
    print_goals(goals)


if __name__ == "__main__":
    run()
