"""Spreads batches over processes, each with a database of its own, and yields the results in the batches' order."""
from __future__ import annotations

import multiprocessing as mp
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Callable, Generator

from . import database
from .result import BatchResult

VACUUM_EVERY = 8  # batches


@dataclass(frozen=True)
class Work:
    """What the processes do: databases to make, batches to run in them."""
    prefix: str                                          # of the databases' names
    create: Callable[[str], None]                        # makes the database of that name afresh
    run_batch: Callable[[Any, int, int], BatchResult]    # of a connection, the seed and the batch's number


def results(seed: int, jobs: int, work: Work) -> Generator[BatchResult, None, None]:
    """Batch 0, 1, 2 ... without end; close the generator to stop the processes and drop the databases."""
    # A pipe for each process: queues want semaphores, for which a bare root has no /dev/shm.
    pipes: list[Connection] = []
    processes: list[mp.Process] = []
    for number in range(jobs):
        ours, theirs = mp.Pipe()
        process = mp.Process(target=_work, args=(_name(work, number), seed, work, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        for number, pipe in enumerate(pipes):
            pipe.send(number)
        handed, expected = jobs, 0
        waiting: dict[int, BatchResult] = {}
        while True:
            while expected not in waiting:
                for pipe in wait(pipes):
                    assert isinstance(pipe, Connection)
                    result = _receive(pipe)
                    waiting[result.number] = result
                    pipe.send(handed)
                    handed += 1
            yield waiting.pop(expected)
            expected += 1
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for number in range(jobs):
            database.drop(_name(work, number))


def _name(work: Work, number: int) -> str:
    return f"{work.prefix}_{number}"


def _receive(pipe: Connection) -> BatchResult:
    try:
        result: BatchResult = pipe.recv()
        return result
    except EOFError:
        raise RuntimeError("a job died") from None


def _work(name: str, seed: int, work: Work, pipe: Connection) -> None:
    work.create(name)
    connection = database.session(name)
    finished = 0
    while True:
        batch = pipe.recv()
        try:
            result = work.run_batch(connection, seed, batch)
        except Exception:
            result = BatchResult(batch, mismatches=[
                f"batch {batch} BROKE OFF:\n{traceback.format_exc()}\n"
                f"for the DDL: --seed {seed} --schema-only-print {batch}"])
            if connection.closed:
                connection = database.session(name)
        pipe.send(result)
        finished += 1
        if finished % VACUUM_EVERY == 0:
            database.vacuum_catalogs(connection)
