"""Spreads batches over processes, each with a database of its own, and yields the results in the batches' order."""
from __future__ import annotations

import multiprocessing as mp
import queue
import traceback
from typing import Any, Generator

from . import database
from .batch import run_batch
from .result import BatchResult

VACUUM_EVERY = 8  # batches


def results(seed: int, jobs: int, judge_only: bool) -> Generator[BatchResult, None, None]:
    """Batch 0, 1, 2 ... without end; close the generator to stop the processes and drop the databases."""
    tasks: Any = mp.Queue()
    done: Any = mp.Queue()
    processes = [mp.Process(target=_work, args=(number, seed, judge_only, tasks, done), daemon=True)
                 for number in range(jobs)]
    for process in processes:
        process.start()
    try:
        for number in range(jobs + 1):
            tasks.put(number)
        handed, expected = jobs + 1, 0
        waiting: dict[int, BatchResult] = {}
        while True:
            while expected not in waiting:
                result = _next(done, processes)
                waiting[result.number] = result
                tasks.put(handed)
                handed += 1
            yield waiting.pop(expected)
            expected += 1
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for number in range(jobs):
            database.drop(f"{database.PREFIX}_{number}")


def _next(done: Any, processes: list[mp.Process]) -> BatchResult:
    while True:
        try:
            result: BatchResult = done.get(timeout=2)
            return result
        except queue.Empty:
            if not all(process.is_alive() for process in processes):
                raise RuntimeError("a job died") from None


def _work(number: int, seed: int, judge_only: bool, tasks: Any, done: Any) -> None:
    name = f"{database.PREFIX}_{number}"
    database.create(name, with_extension=not judge_only)
    connection = database.session(name)
    finished = 0
    while True:
        batch = tasks.get()
        try:
            result = run_batch(connection, seed, batch, judge_only)
        except Exception:
            result = BatchResult(batch, mismatches=[
                f"batch {batch} BROKE OFF:\n{traceback.format_exc()}\n"
                f"for the DDL: run --seed {seed} --schema-only-print {batch}"])
            if connection.closed:
                connection = database.session(name)
        done.put(result)
        finished += 1
        if finished % VACUUM_EVERY == 0:
            database.vacuum_catalogs(connection)
