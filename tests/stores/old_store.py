"""A store as version 1 of the schema left it, with runs of every status: kept as SQL in tests/data.

`python -m tests.stores.old_store` writes it anew. Only before the first release: afterwards it stays as it is, and a
release with a newer schema gets a file of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from gorkflow import Engine, RetryPolicy, Signal, StateKey, Step, StepContext, workflow
from gorkflow.runtime.machine import host_name
from gorkflow.stores.sqlite import SqliteStore

FILE = Path(__file__).parents[1] / "data" / "store-version-1.sql"
WORDS = StateKey("words", list[str])


class World:
    """What bodies do: as when the store was made, or as today; and how often each was called, by run and step."""

    is_old = False
    calls: ClassVar[Counter[str]] = Counter()


async def read(ctx: StepContext, number: int) -> list[int]:
    World.calls[f"{ctx.run_id} read"] += 1
    ctx.state.set(WORDS, ["réad", str(number)])
    return [number, -number]


async def add(ctx: StepContext, numbers: list[int]) -> int:
    World.calls[f"{ctx.run_id} add"] += 1
    if sum(map(abs, numbers)) > 1000:
        raise ValueError("too much\nfor one line")
    return sum(map(abs, numbers))


async def note(numbers: list[int]) -> str:
    raise LookupError("nobody takes notes")


def is_large(total: int) -> bool:
    return total > 10


async def square(number: int) -> int:
    return number * number


async def take_back(number: int, squared: int) -> None:
    if World.is_old and number > 0:
        await asyncio.get_running_loop().create_future()


async def refuse(squares: list[int]) -> int:
    raise ValueError("no")


async def halve(total: int) -> int:
    return total // 2


async def finish(total: int) -> float:
    if World.is_old and total == 7:
        await asyncio.get_running_loop().create_future()
    if World.is_old and total == 6:
        raise ConnectionError("not yet")
    return total / 4


READ, ADD, HALVE = Step("read", read), Step("add", add), Step("halve", halve)
NOTE = Step("note", note).or_else("no note")
FINISH = Step("finish", finish, retry=RetryPolicy(5, delay=0.5, jitter=0))

SUMMING = workflow("summing").then(READ).tap(NOTE).then(ADD).then_if(is_large, HALVE).then(FINISH).build()
BEFORE = workflow("changing").then(READ).then(ADD).then(HALVE).then(Step("end", finish)).build()
GO = Signal("go", int)
WAITING = workflow("waiting").then(READ).sleep(0).wait_for(GO).then(Step("end", finish)).build()
SQUARE = Step("square", square).compensated_by(Step("take_back", take_back))
UNDONE = workflow("undone").then(READ).map(SQUARE).then(Step("refuse", refuse)).build()
AFTER = workflow("changing").then(READ).then(Step("ADD", add)).then(HALVE).then(Step("end", finish)).build()

FORKED = "None"  # a fork has no key
OUTPUTS = {
    "completed": 2.5,  # 10 -> 20 -> halved 10 -> 2.5
    "skipped": 1.0,  # 2 -> 4 -> not halved -> 1.0
    "running": 1.75,  # 7 -> 14 -> 7 -> hung in finish
    "retrying": 1.5,  # 3 -> 6 -> failed in finish
    "pending": 3.0,
    "waiting": 4.0,  # for a signal with 16
    FORKED: 1.75,  # 14 given to add -> 14 -> halved 7 -> 1.75
}
"""By idempotency key: what the runs come to that end well, then or now."""
INPUTS = {"completed": 10, "skipped": 2, "running": 7, "retrying": 3, "pending": 12, "failed": 1000, "cancelled": 7}


async def make(path: Path) -> None:
    """Fill a new store and leave it as a killed process does."""
    World.is_old = True
    store = SqliteStore(path)
    engine = Engine(store, max_concurrent_runs=3)
    await engine.__aenter__()
    ended: dict[str, str] = {}
    for key in ("completed", "skipped", "failed"):
        handle = await engine.start(SUMMING, INPUTS[key], idempotency_key=key, tags={"kind": key, "of": "v1"})
        await asyncio.gather(handle.result(), return_exceptions=True)
        ended[key] = handle.run_id
    cancelled = await engine.start(SUMMING, INPUTS["cancelled"], idempotency_key="cancelled", resource_id="seven")
    await engine.start(BEFORE, 7, idempotency_key="suspended")
    await engine.start(WAITING, 7, idempotency_key="waiting")
    await engine.start(UNDONE, 5, idempotency_key="compensating")  # of -5 it is undone, of 5 not yet
    await _until_settled(engine)
    await cancelled.cancel()
    for key in ("retrying", "running"):  # the one in back-off gives its place to the other
        await engine.start(SUMMING, INPUTS[key], idempotency_key=key, run_timeout=1e9)
        await _until_settled(engine)
    await engine.start(SUMMING, 7, idempotency_key="another")
    await engine.start(SUMMING, INPUTS["pending"], idempotency_key="pending")
    await engine.schedule(SUMMING, 10, id="centennial", every=timedelta(days=36_500), tags={"of": "v1"})
    await engine.fork(ended["completed"], from_step=ADD, input=[14])
    await _until_settled(engine)
    await engine.abandon()
    await store.abandon()
    suspender = Engine(SqliteStore(path), workflows=[AFTER])
    async with suspender:
        await _until_settled(suspender)


async def _until_settled(engine: Engine) -> None:
    """Until every run does what it is to do: long, for a machine."""
    for _ in range(40):
        await engine.count_runs()
        await asyncio.sleep(0.005)


def dump(path: Path) -> str:
    """The database as SQL."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE engines SET host = 'a-host', pid = 1")
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.commit()
        lines = [f"PRAGMA application_id = {application_id};", f"PRAGMA user_version = {version};"]
        return "\n".join([*lines, *connection.iterdump()]) + "\n"


def restore(path: Path) -> None:
    """Make the database of the kept SQL, as if its engine had been killed on this machine."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(FILE.read_text(encoding="utf-8"))
        connection.execute("UPDATE engines SET host = ?", (host_name(),))


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "runs.db")
        asyncio.run(make(path))
        FILE.write_text(dump(path), encoding="utf-8")


if __name__ == "__main__":
    main()
