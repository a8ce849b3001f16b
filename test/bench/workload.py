"""Compares sets of indexes on a social network and a service for many organisations.

workload.py [--scale small|full|ROWS] [--rounds R] [--sets NAME,...] [--reuse] [--keep] [--plans DIRECTORY] :
on the server that PGHOST, PGPORT and PGUSER name (a superuser; test/bench/workload starts
one that preloads pg_stat_statements), see README.md. Prints a table of the sets, one of
the statements, and whether the goals are met, which does not change the exit status.
"""

import argparse
import pathlib
import sys
import time

import psycopg

import indexes
import scaled
import workload_database
from workload_database import DATABASE, ROLES, SCHEMAS
from workload_run import draw_calls, run, weighted
from workload_statements import STATEMENTS

SCALES = {"small": 100_000, "full": sum(workload_database.FULL.values())}

# Sets of indexes: how they are called and where they come from.
SETS = {
    "none": "no indexes but those of primary keys",
    "keys": "one index per key, of nova_missing_fk_indexes()",
    "hand": "made by hand, workload.d/hand_made.sql",
    "structure": "nova_suggest_indexes('{fk,rls}')",
    "workload": "nova_suggest_indexes('{workload}')",
    "all": "nova_suggest_indexes('{fk,rls,workload}')",
}
SOURCES = {"structure": ["fk", "rls"], "workload": ["workload"], "all": ["fk", "rls", "workload"]}

MOST_INDEXES = 1.2  # times the number made by hand
MOST_SECONDS = 2  # for the advice
WORSE = 1.1  # times the buffers by hand, and no less than so many more:
WORSE_BUFFERS = 2


def advise(admin, names):
    """The statements and milliseconds of the sets that are suggested, from what pg_stat_statements has now."""
    advice = {}
    for name in names:
        rows, ms = indexes.suggestions(admin, SOURCES[name])
        indexes.show(SETS[name], rows, ms)
        advice[name] = [statement for row in rows for statement in row.create_statements], ms
    return advice


def write_plans(directory, name, calls):
    """The plan of the first call of each statement."""
    seen = set()
    with open(pathlib.Path(directory) / f"{name}.txt", "w", encoding="utf-8") as file:
        for call in calls:
            statement = call.statement
            if statement.name in seen:
                continue
            seen.add(statement.name)
            with psycopg.connect(dbname=DATABASE, user=statement.role) as connection:
                if call.tenant:
                    connection.execute("SELECT set_config('app.org', %s, true), set_config('app.user', %s, true)", call.tenant)
                plan = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement.text}", call.parameters)
                file.write(f"-- {statement.name} {call.parameters} {call.tenant or ''}\n")
                file.write("\n".join(line for (line,) in plan) + "\n\n")
                connection.rollback()


def measure(admin, name, statements, calls, options):
    number, size, seconds = indexes.apply(admin, SCHEMAS, statements)
    started = time.perf_counter()
    figures = run(calls)
    print(f"{SETS[name]}: {len(calls):,} calls in {time.perf_counter() - started:.0f} s", flush=True)
    if options.plans:
        write_plans(options.plans, name, calls)
    return {"number": number, "bytes": size, "built": seconds, "figures": figures}


def print_sets(results):
    writes = {s.name for s in STATEMENTS if s.writes}
    first = weighted(next(iter(results.values()))["figures"])
    print(
        f"\n{'set':<10} {'indexes':>8} {'size':>10} {'built in':>9} {'buffers':>12} {'ratio':>8} {'time':>11} {'ratio':>8}"
        f" {'writes':>11} {'WAL':>9} {'advice':>10}"
    )
    for name, r in results.items():
        mix, write = weighted(r["figures"]), weighted(r["figures"], writes)
        print(
            f"{name:<10} {r['number']:>8} {r['bytes'] / 2**20:>7.1f} MB {r['built']:>7.1f} s"
            f" {mix.buffers:>12,.1f} {first.buffers / mix.buffers:>7.1f}x {mix.ms:>8.3f} ms {first.ms / mix.ms:>7.1f}x"
            f" {write.ms:>8.3f} ms {write.wal:>7.0f} B" + (f" {r['advice']:>7.0f} ms" if "advice" in r else "")
        )
    print(
        "\nbuffers, time: of a call of the mix; ratio: the first set / this one; writes, WAL: of a call that writes."
        "\nnone: " + SETS["none"] + "".join(f"\n{name}: {SETS[name]}" for name in results if name != "none")
    )


def worse(result, other, name):
    mine, others = result["figures"][name].buffers, other["figures"][name].buffers
    return mine > WORSE * others and mine > others + WORSE_BUFFERS


def print_statements(results):
    hand = results.get("hand")
    print(f"\n{'buffers of a call':<26} {'weight':>6}" + "".join(f" {name:>13}" for name in results))
    for s in STATEMENTS:
        line = f"{s.name:<26} {s.weight:>6}"
        for name, r in results.items():
            mark = "*" if hand and name in SOURCES and worse(r, hand, s.name) else " "
            line += f" {r['figures'][s.name].buffers:>12,.1f}{mark}"
        print(line)
    print(f"\n{'ms of a call':<26} {'weight':>6}" + "".join(f" {name:>13}" for name in results))
    for s in STATEMENTS:
        print(f"{s.name:<26} {s.weight:>6}" + "".join(f" {r['figures'][s.name].ms:>12.3f} " for r in results.values()))
    print("\n*: more than made by hand.")


def goals_of(results):
    hand = results.get("hand")
    for name in ("workload", "all"):
        r = results.get(name)
        if not r or not hand:
            continue
        mine, others = weighted(r["figures"]).buffers, weighted(hand["figures"]).buffers
        yield f"{name}: {mine:.1f} buffers, by hand {others:.1f}", mine <= others
        most = int(hand["number"] * MOST_INDEXES)
        yield f"{name}: {r['number']} indexes, at most {most}", r["number"] <= most
        yield f"{name}: advice in {r['advice'] / 1000:.2f} s, less than {MOST_SECONDS} s", r["advice"] < MOST_SECONDS * 1000


def prepare(options):
    rows = SCALES.get(options.scale) or int(options.scale)
    if options.reuse and scaled.built(DATABASE) == str(rows):
        return
    started = time.perf_counter()
    workload_database.build(rows)
    print(f"{rows:,} rows, made in {time.perf_counter() - started:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description="benchmark of sets of indexes")
    arguments.add_argument("--scale", default="full", help="small, full, or about how many rows")
    arguments.add_argument("--rounds", type=int, default=20, help="of the mix, with indexes")
    arguments.add_argument("--first-rounds", type=int, default=1, help="of the mix, without")
    arguments.add_argument("--sets", default=",".join(SETS), help="which, of " + ", ".join(SETS))
    arguments.add_argument("--reuse", action="store_true", help="a database that was kept")
    arguments.add_argument("--keep", action="store_true", help="the database at the end")
    arguments.add_argument("--plans", help="directory for the plans with each set")
    options = arguments.parse_args()
    names = [name for name in SETS if name in options.sets.split(",")]

    prepare(options)
    calls = draw_calls(options.rounds)
    first_calls = calls[: len(calls) // options.rounds * options.first_rounds]
    results = {}
    with psycopg.connect(dbname=DATABASE, autocommit=True) as admin:
        # First without: what the advice reads is the workload of a database without indexes.
        results["none"] = measure(admin, "none", [], first_calls, options)
        advice = advise(admin, [name for name in names if name in SOURCES])
        sets = {
            "keys": indexes.one_index_per_key(admin),
            "hand": indexes.statements_of(scaled.HERE / "workload.d" / "hand_made.sql"),
            **{name: statements for name, (statements, _) in advice.items()},
        }
        for name in names:
            if name == "none":
                continue
            if not sets[name]:
                print(f"{SETS[name]}: nothing is suggested, left out", file=sys.stderr)
                continue
            results[name] = measure(admin, name, sets[name], calls, options)
            if name in advice:
                results[name]["advice"] = advice[name][1]
        indexes.apply(admin, SCHEMAS, [])
    print_sets(results)
    print_statements(results)
    print()
    for goal, met in goals_of(results):
        print(f"{'met' if met else 'NOT MET':>8}  {goal}")
    if not options.keep:
        scaled.drop(DATABASE, ROLES)


if __name__ == "__main__":
    main()
