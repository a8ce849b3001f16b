"""Command line, progress, totals, exit code."""
from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter

from . import database
from .jobs import results
from .result import BatchResult
from .schema.cluster import batch
from .schema.shared import preamble
from .self_test import CASES, self_test

BATCHES_WITHOUT_KEYS = 20  # in a row: something is broken altogether


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
    total = BatchResult(0)
    shown = 0
    stream = results(arguments.seed, arguments.jobs, arguments.judge_only)
    empty = 0
    try:
        for result in stream:
            total.add(result)
            for text in result.mismatches[:max(0, arguments.show - shown)]:
                print(f"\n--- batch {result.number} ---\n{text}", flush=True)
            shown += len(result.mismatches)
            empty = 0 if result.keys else empty + 1
            if sys.stderr.isatty():
                print(f"\r{total.keys} keys, {len(total.mismatches)} mismatches", end="", file=sys.stderr)
            if total.keys >= arguments.keys or empty >= BATCHES_WITHOUT_KEYS:
                break
    except RuntimeError as error:
        total.mismatches.append(str(error))
    finally:
        stream.close()
    _summary(total, time.monotonic() - started)
    print(f"oracle: {total.keys} keys, {len(total.mismatches)} mismatches, seed {arguments.seed}")
    return 0 if not total.mismatches and total.keys >= arguments.keys else 1


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


def _summary(total: BatchResult, seconds: float) -> None:
    _table("mismatches by kind", Counter(text.splitlines()[0][:120] for text in total.mismatches))
    _table("verdicts by the planner", total.verdicts)
    _table("keys by feature", total.features)
    _table("checks", total.checks)
    refused = sum(total.rejected.values())
    _table(f"DDL refused by the server: {refused}, most often", Counter(dict(total.rejected.most_common(8))))
    print(f"\n{seconds:.0f} seconds")


def _table(title: str, counter: Counter[str]) -> None:
    if not counter:
        return
    print(f"\n{title}")
    for name, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:8d}  {name}")
