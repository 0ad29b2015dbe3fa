"""A store that hands out one run at most."""

from __future__ import annotations

from gorkflow import Engine, step, workflow
from gorkflow.cli.one_run import OneRun
from gorkflow.stores.memory import MemoryStore


@step
async def hello() -> str:
    """The only step."""
    return "hello"


greeting = workflow("greeting").then(hello).build()


async def open_runs(store: MemoryStore, count: int) -> list[str]:
    """Runs whose engine died."""
    engine = Engine(store)
    await engine.__aenter__()
    ids = [(await engine.start(greeting, None)).run_id for _ in range(count)]
    await engine.abandon()
    await store.abandon()
    return ids


async def test_only_the_named_run_is_claimed() -> None:
    """Each run in its turn; none where none is named."""
    store = MemoryStore()
    first, second = await open_runs(store, 2)
    one = OneRun(store)
    async with Engine(one, workflows=[greeting]) as engine:
        assert await engine.recover() == []
        one.run_id = second
        assert await engine.recover() == [second]
        await engine.idle()
        assert (await engine.get_run(second)).output == "hello"
        assert (await engine.get_run(first)).status == "RUNNING"
