"""Command line, progress, totals, exit code."""
from __future__ import annotations

import argparse
import random
import time
from functools import partial

from . import database
from .batch import run_batch
from .jobs import Work, results
from .progress import collect, summary
from .schema.cluster import batch
from .schema.shared import EXTENSIONS, OBJECTS, preamble
from .self_test import CASES, self_test


def main() -> int:
    """0 if all keys agree and the number wanted was reached, 1 otherwise."""
    arguments = _parse()
    if arguments.schema_only_print is not None:
        _print_schema(arguments.seed, arguments.schema_only_print)
        return 0
    if arguments.self_test:
        wrong = self_test()
        print("\n".join(wrong + [f"oracle: self-test of {len(CASES)} cases, {len(wrong)} wrong"]))
        return 1 if wrong else 0
    print(f"oracle: seed {arguments.seed}", flush=True)
    started = time.monotonic()
    total = collect(results(arguments.seed, arguments.jobs, _work(arguments.judge_only)), arguments.keys,
                    arguments.show, "keys")
    summary(total, "keys", time.monotonic() - started)
    print(f"oracle: {total.judged} keys, {len(total.mismatches)} mismatches, seed {arguments.seed}")
    return 0 if not total.mismatches and total.judged >= arguments.keys else 1


def _work(judge_only: bool) -> Work:
    extensions = EXTENSIONS + (() if judge_only else ("nova_fkindex",))
    return Work("nova_oracle", partial(database.create, extensions=extensions, objects=OBJECTS),
                partial(run_batch, judge_only=judge_only))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run", description="Compares nova_missing_fk_indexes() with the planner on random schemas. Connects as a "
        "superuser through the libpq environment (PGHOST, PGPORT, PGUSER) to a server that may be thrown away.")
    parser.add_argument("--keys", type=int, default=20000, metavar="N", help="at least so many keys (default 20000)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 9), metavar="S",
                        help="default: random; printed in any case")
    parser.add_argument("--jobs", type=int, default=2, metavar="J", help="processes and databases (default 2)")
    parser.add_argument("--show", type=int, default=20, metavar="M", help="mismatches printed in full (default 20)")
    parser.add_argument("--judge-only", action="store_true", help="count the planner's verdicts; no extension needed")
    parser.add_argument("--self-test", action="store_true", help="judge cases whose verdicts are known, and stop")
    parser.add_argument("--schema-only-print", type=int, metavar="K", help="print the DDL of batch K and stop")
    return parser.parse_args()


def _print_schema(seed: int, number: int) -> None:
    connection = database.connect("postgres")
    schemas, clusters = batch(seed, number, connection.server_version)
    connection.close()
    for sql in preamble() + schemas + [s.sql for cluster in clusters for s in cluster.statements]:
        print(f"{sql};")
