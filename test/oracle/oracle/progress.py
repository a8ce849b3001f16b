"""Collects the batches of a run, shows mismatches as they come, and sums up."""
from __future__ import annotations

import sys
from collections import Counter
from typing import Generator

from .result import BatchResult

BATCHES_WITHOUT_ANY = 20  # in a row: something is broken altogether


def collect(stream: Generator[BatchResult, None, None], wanted: int, show: int, noun: str) -> BatchResult:
    """The sum of all batches up to the first that reaches the number wanted; closes the stream."""
    total = BatchResult(0)
    shown = empty = 0
    try:
        for result in stream:
            total.add(result)
            for text in result.mismatches[:max(0, show - shown)]:
                print(f"\n--- batch {result.number} ---\n{text}", flush=True)
            shown += len(result.mismatches)
            empty = 0 if result.judged else empty + 1
            if sys.stderr.isatty():
                print(f"\r{total.judged} {noun}, {len(total.mismatches)} mismatches", end="", file=sys.stderr)
            if total.judged >= wanted or empty >= BATCHES_WITHOUT_ANY:
                break
    except RuntimeError as error:
        total.mismatches.append(str(error))
    finally:
        stream.close()
    return total


def summary(total: BatchResult, noun: str, seconds: float) -> None:
    _table("mismatches by kind", Counter(text.splitlines()[0][:120] for text in total.mismatches))
    _table("verdicts by the planner", total.verdicts)
    _table(f"{noun} by feature", total.features)
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
