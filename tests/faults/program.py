"""The program that is killed: it opens an engine, starts runs, and stays until they are over, or until it is killed.

    python -m tests.faults.program '{"database": "runs.db", "flow": "chain-loop", "runs": 200}'

It says "open", "started" and "idle" when it is there, and takes the commands of `Job.listens` from its standard input.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Never, TypeVar

from gorkflow import Engine
from gorkflow.errors import IdempotencyConflictError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_file import Durability
from gorkflow.stores.sqlite_session import Session
from tests.faults.failing_disk import FULL, IOERR_FSYNC, IOERR_READ, IOERR_WRITE, FailingDisk
from tests.faults.shapes import WORKFLOWS, note

T = TypeVar("T")


class Job(NamedTuple):
    """What the program is to do.

    Attributes:
        flow: of the runs that it starts; their inputs are numbers from `first` on, their keys the same.
        steps: bodies at once.
        dies_at: the write, from 1, at which it kills itself; 0 for never.
        dies: before that write, inside its transaction, or after it.
        stays: whether it waits to be killed when all is done, instead of closing.
        poison: further runs, each with a step that kills the process every time.
        failing: whether the command "disk" can make its disk fail.
        listens: whether it answers commands: see `listen`.
    """

    database: str
    flow: str = "chain-loop"
    runs: int = 0
    poison: int = 0
    first: int = 0
    steps: int = 20
    lease: float = 30.0
    durability: Durability = "power"
    busy_seconds: float = 30.0
    max_recoveries: int = 5
    dies_at: int = 0
    dies: str = "before"
    stays: bool = False
    failing: bool = False
    listens: bool = False


def die() -> Never:
    """As kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError  # never reached


class MortalStore(SqliteStore):
    """Kills its process at one of its writes."""

    def __init__(self, job: Job) -> None:
        super().__init__(Path(job.database), durability=job.durability, busy_seconds=job.busy_seconds)
        self._job = job
        self._writes = 0

    async def _write(  # type: ignore[override]  # it is awaited, and may be any awaitable
        self, act: Callable[[Session], T], *, small: str | None = None
    ) -> T:
        self._writes += 1
        dies = self._job.dies if self._writes == self._job.dies_at else ""
        if dies == "before":
            die()

        def inside(session: Session) -> T:
            result = act(session)
            if dies == "inside":
                session.writes.flush()
                die()
            return result

        result = await super()._write(inside, small=small)
        if dies == "after":
            die()
        return result


def say(*words: object) -> None:
    print(*words, flush=True)


async def start(engine: Engine, name: str, number: int) -> None:
    """One run; once it is noted, it must never be lost."""
    flow = WORKFLOWS[name]
    handle = await engine.start(flow, number, idempotency_key=f"{flow.id}/{number}")
    note("started", handle.run_id, flow.id, number)


async def start_together(engine: Engine, key: str, number: int, tasks: int) -> dict[str, int]:
    """That many starts at once with one key: how often each run was given, and how many were conflicts."""
    given: Counter[str] = Counter()

    async def one() -> None:
        try:
            given[(await engine.start(WORKFLOWS["chain-loop"], number, idempotency_key=key)).run_id] += 1
        except IdempotencyConflictError:
            given["conflict"] += 1

    await asyncio.gather(*(one() for _ in range(tasks)))
    return dict(given)


disk: FailingDisk | None = None


def fail(how: str) -> None:
    """From now on the disk fails so; or no more ("well")."""
    assert disk is not None
    disk.sync = IOERR_FSYNC if how == "sync" else 0
    disk.write = {"write": IOERR_WRITE, "full": FULL}.get(how, 0)
    disk.read = IOERR_READ if how == "read" else 0


async def answer(engine: Engine, command: str, *words: str) -> object:
    """What a command gives: "starts KEY NUMBER TASKS", "start FLOW NUMBER", "cancel RUN", "recover", "health",
    "counts", "disk HOW" or "idle"."""
    if command in {"health", "counts", "recover"}:
        return await tell(engine, command)
    if command == "starts":
        return json.dumps(await start_together(engine, words[0], int(words[1]), int(words[2])))
    if command == "cancel":
        return await engine.cancel(words[0])
    if command == "start":
        await start(engine, words[0], int(words[1]))
    elif command == "idle":
        await engine.idle()
    elif command == "disk":
        fail(words[0])
    return "done"


async def tell(engine: Engine, command: str) -> object:
    """How the engine is."""
    if command == "health":
        return engine.health().model_dump_json()
    if command == "recover":
        return len(await engine.recover())
    return json.dumps({status.value: count for status, count in (await engine.count_runs()).items()})


async def listen(engine: Engine) -> None:
    """Answer commands until there are no more."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while words := (await reader.readline()).decode().split():
        say(await answer(engine, *words))


async def main(job: Job) -> None:
    note("opening")
    engine = Engine(
        MortalStore(job),
        workflows=list(WORKFLOWS.values()),
        max_concurrent_steps=job.steps,
        lease_ttl=job.lease,
        max_recoveries=job.max_recoveries,
        grace=1,
    )
    async with engine:
        note("opened")
        say("open")
        numbers = range(job.first, job.first + job.runs)
        await asyncio.gather(
            *(start(engine, job.flow, number) for number in numbers),
            *(start(engine, "poison", number) for number in range(job.poison)),
        )
        say("started")
        if job.listens:
            await listen(engine)
            return
        await engine.idle()
        say("idle")
        if job.stays:
            await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    job = Job(**json.loads(sys.argv[1]))
    if job.failing:
        disk = FailingDisk()
    asyncio.run(main(job))
    if job.failing:
        os._exit(0)  # SQLite must not call what the interpreter has already taken down
