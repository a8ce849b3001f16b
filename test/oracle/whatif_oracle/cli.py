"""Command line, totals, exit code."""
from __future__ import annotations

import argparse
import random
import time
from functools import partial

from oracle import database
from oracle.jobs import Work, results
from oracle.progress import collect, summary

from .batch import OBJECTS, run_batch


def main() -> int:
    """0 if every plan agrees and the number wanted was reached, 1 otherwise."""
    arguments = _parse()
    print(f"what_if: seed {arguments.seed}", flush=True)
    started = time.monotonic()
    work = Work("nova_what_if_oracle", partial(database.create, extensions=("nova_what_if", "pg_trgm", "pageinspect"),
                                               objects=OBJECTS), run_batch)
    total = collect(results(arguments.seed, arguments.jobs, work), arguments.plans, arguments.show, "plans")
    summary(total, "plans", time.monotonic() - started)
    print(f"what_if: {total.judged} plans, {len(total.mismatches)} mismatches, seed {arguments.seed}")
    return 0 if not total.mismatches and total.judged >= arguments.plans else 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="what_if", description="Compares plans with hypothetical indexes with those after really creating them. "
        "Wants the extension of test/what_if installed. Connects as a superuser through the libpq environment (PGHOST, "
        "PGPORT, PGUSER) to a server that may be thrown away.")
    parser.add_argument("--plans", type=int, default=2000, metavar="N", help="at least so many (default 2000)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 9), metavar="S",
                        help="default: random; printed in any case")
    parser.add_argument("--jobs", type=int, default=2, metavar="J", help="processes and databases (default 2)")
    parser.add_argument("--show", type=int, default=10, metavar="K", help="mismatches printed in full (default 10)")
    return parser.parse_args()
