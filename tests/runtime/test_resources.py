"""Resources: instances and factories, by type."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from gorkflow import Engine, ResourceNotFoundError, RunFailedError, SettingError, StepContext, connect, step, workflow
from tests.conftest import OpenEngine


class Connection:
    """Notes what becomes of it."""

    def __init__(self, log: list[str], name: str = "connection") -> None:
        self.log = log
        self.name = name
        self.is_open = True


class SpecialConnection(Connection):
    pass


class Cache:
    pass


@asynccontextmanager
async def connection(log: list[str]) -> AsyncIterator[Connection]:
    log.append("open")
    made = Connection(log)
    try:
        yield made
    finally:
        made.is_open = False
        log.append("close")


@step
async def uses(ctx: StepContext, value: int) -> str:
    found = ctx.resource(Connection)
    assert found.is_open
    found.log.append("used")
    return found.name


@step
def uses_in_thread(ctx: StepContext, value: int) -> str:
    return ctx.resource(Connection).name


flow = workflow("uses").then(uses).build()


async def test_an_instance_is_found_by_its_type(open_engine: OpenEngine) -> None:
    """Or by a type above it; it is neither opened nor closed."""
    for made in (Connection([], "plain"), SpecialConnection([], "special")):
        engine = await open_engine(resources=[made, Cache()])
        assert await engine.run(flow, 1) == made.name
        assert await engine.run(workflow("t").then(uses_in_thread).build(), 1) == made.name
        await engine.__aexit__(None, None, None)
        assert made.is_open


async def test_a_factory_is_opened_and_closed_with_the_engine(open_engine: OpenEngine) -> None:
    """Keyed by what it yields; at each opening anew."""
    log: list[str] = []
    engine = await open_engine(resources=[functools.partial(connection, log)])
    assert log == ["open"]
    await engine.run(flow, 1)
    await engine.__aexit__(None, None, None)
    assert log == ["open", "used", "close"]
    async with engine:
        await engine.run(flow, 1)
    assert log == ["open", "used", "close"] * 2


async def test_resources_outlive_the_bodies(open_engine: OpenEngine) -> None:
    """Closing waits for what is in flight before it closes what that uses."""
    log: list[str] = []

    @step
    async def slow(ctx: StepContext, value: int) -> bool:
        import asyncio

        for _ in range(20):
            await asyncio.sleep(0)
        log.append("slow")
        return ctx.resource(Connection).is_open

    engine = await open_engine(resources=[functools.partial(connection, log)], grace=5)
    slow_flow = workflow("slow").then(slow).build()
    handle = await engine.start(slow_flow, 1)
    await engine.__aexit__(None, None, None)
    assert log == ["open", "slow", "close"]
    again = await open_engine(resources=[functools.partial(connection, log)])
    assert await again.handle(handle.run_id, slow_flow).result() is True


async def test_a_missing_resource_is_told(engine: Engine) -> None:
    """With its type and the remedy; as a failure of the step."""
    with pytest.raises(RunFailedError, match="no resource of type Connection; give one to connect") as caught:
        await engine.run(flow, 1)
    assert ResourceNotFoundError.__name__ in str(caught.value)


async def test_what_cannot_be_a_resource_is_refused(store_url: str) -> None:
    """At the opening, and what was opened before is closed."""
    log: list[str] = []
    first = functools.partial(connection, log)
    for wrong, text in (
        (Cache, "resource Cache is a class; give an instance"),
        (lambda: 5, "makes no async context manager"),
        (first, "two resources are of type Connection"),
    ):
        engine = connect(store_url, resources=[first, wrong])
        with pytest.raises(SettingError, match=text):
            await engine.__aenter__()
        assert log.count("open") == log.count("close") >= 1


async def test_a_factory_that_fails_fails_the_opening(store_url: str) -> None:
    """With its own error; the engine may be opened again."""
    attempts: list[int] = []

    @asynccontextmanager
    async def shaky() -> AsyncIterator[Connection]:
        attempts.append(1)
        if len(attempts) == 1:
            raise ConnectionError("no server")
        yield Connection([])

    engine = connect(store_url, resources=[shaky])
    with pytest.raises(ConnectionError, match="no server"):
        await engine.__aenter__()
    async with engine:
        assert await engine.run(flow, 1) == "connection"
