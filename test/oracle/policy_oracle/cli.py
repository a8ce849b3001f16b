"""Command line, totals, exit code."""
from __future__ import annotations

import argparse
import random
import time
from functools import partial

from oracle import database
from oracle.jobs import Work, results
from oracle.progress import collect, summary

from .batch import run_batch
from .reproduction import preamble
from .schema.batch import generate
from .schema.functions import objects


def main() -> int:
    """0 if everything agrees and the number wanted was reached, 1 otherwise."""
    arguments = _parse()
    if arguments.schema_only_print is not None:
        _print_schema(arguments.seed, arguments.schema_only_print)
        return 0
    print(f"policies: seed {arguments.seed}", flush=True)
    started = time.monotonic()
    total = collect(results(arguments.seed, arguments.jobs, _work(arguments.judge_only)), arguments.policies,
                    arguments.show, "policies")
    summary(total, "policies", time.monotonic() - started)
    print(f"policies: {total.judged} policies, {len(total.mismatches)} mismatches, seed {arguments.seed}")
    return 0 if not total.mismatches and total.judged >= arguments.policies else 1


def _work(judge_only: bool) -> Work:
    extensions = () if judge_only else ("nova_fkindex",)
    return Work("nova_policy_oracle", partial(database.create, extensions=extensions, objects=objects()),
                partial(run_batch, judge_only=judge_only))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="policies", description="Compares nova_missing_rls_indexes() and nova_policy_problems() with the planner on "
        "random policies. Connects as a superuser through the libpq environment (PGHOST, PGPORT, PGUSER) to a server "
        "that may be thrown away.")
    parser.add_argument("--policies", type=int, default=2000, metavar="N", help="at least so many (default 2000)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 9), metavar="S",
                        help="default: random; printed in any case")
    parser.add_argument("--jobs", type=int, default=2, metavar="J", help="processes and databases (default 2)")
    parser.add_argument("--show", type=int, default=10, metavar="K", help="mismatches printed in full (default 10)")
    parser.add_argument("--judge-only", action="store_true", help="count the planner's verdicts; no extension needed")
    parser.add_argument("--schema-only-print", type=int, metavar="B", help="print the DDL of batch B and stop")
    return parser.parse_args()


def _print_schema(seed: int, number: int) -> None:
    connection = database.connect("postgres")
    batch = generate(seed, number, connection.server_version)
    connection.close()
    for sql in preamble() + batch.statements:
        print(f"{sql};")
