"""compensated_by in runs that another engine takes up: what undo steps take is put together again."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import Engine, RunStatus, Workflow, step, workflow
from tests.conftest import Database

undone: list[tuple[int, int]] = []
began: list[asyncio.Event] = []  # of the test that runs: each has a loop of its own


@pytest.fixture(autouse=True)
def forget() -> None:
    """What earlier tests did."""
    undone.clear()
    began[:] = [asyncio.Event()]


@step
async def book(value: int) -> int:
    return value + 100


@step
async def take_back(value: int, result: int) -> None:
    undone.append((value, result))


@step
async def waits() -> int:
    began[0].set()
    await asyncio.get_running_loop().create_future()
    return 0


@step
async def table(value: int) -> list[list[int]]:
    return [[1, 2], [10, 20, 30]]


@step
async def row(values: list[int]) -> list[int]:
    return values


inner = workflow("inner").then(row).map(book.compensated_by(take_back), concurrency=1).build()
in_items = workflow("in-items").then(table).map(inner, concurrency=1).then(waits).build()
in_turns = workflow("in-turns", list[int]).repeat(2, inner).then(waits).build()


@pytest.mark.parametrize(
    ("flow", "value", "expected"),
    [
        (in_items, 1, [(30, 130), (20, 120), (10, 110), (2, 102), (1, 101)]),
        (in_turns, [1, 2], [(102, 202), (101, 201), (2, 102), (1, 101)]),
    ],
)
async def test_each_undo_step_takes_what_its_own_item_took(
    database: Database, flow: Workflow[object, int], value: object, expected: list[tuple[int, int]]
) -> None:
    """Also where the map stands in an item or a turn that is over long ago."""
    async with Engine(database.store(), workflows=[flow], grace=0) as engine:
        handle = await engine.start(flow, value)
        async with asyncio.timeout(60):
            await began[0].wait()
    async with Engine(database.store(), workflows=[flow]) as engine:
        assert await engine.cancel(handle.run_id) is RunStatus.CANCELLED
    assert undone == expected
    await database.check()


async def test_an_undo_step_that_is_gone_or_new(database: Database) -> None:
    """Without it a run that has something to undo waits for the code; with one more it goes on, and undoes that too."""
    began[:] = [asyncio.Event()]
    book_ = book.compensated_by(take_back)
    start = workflow("shop", int)
    before = start.then(book_).then(book.named("again")).then(waits).build()
    less = start.then(book).then(book.named("again")).then(waits).build()
    more = start.then(book_).then(book.named("again").compensated_by(take_back)).then(waits).build()
    async with Engine(database.store(), workflows=[before], grace=0) as engine:
        run_id = (await engine.start(before, 1)).run_id
        async with asyncio.timeout(60):
            await began[0].wait()
    async with Engine(database.store(), workflows=[less]) as engine:
        await engine.recover()
        run = await engine.get_run(run_id)
        assert run.status is RunStatus.SUSPENDED
        assert run.error is not None
        assert run.error.message.splitlines()[1:] == ["  - step 'book': what it did can no longer be undone"]
    async with Engine(database.store(), workflows=[more]) as engine:
        assert await engine.cancel(run_id) is RunStatus.CANCELLED
    assert undone == [(101, 201), (1, 101)]
