"""What an engine tells of the definition of a run, and of how long its steps take."""

from __future__ import annotations

import pytest

from gorkflow import Engine, RunFailedError, RunNotFoundError, SettingError, StepContext, step, workflow
from gorkflow.core.overview import Overview
from gorkflow.core.records import DefinitionRow
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine


@pytest.fixture
async def engine(open_engine: OpenEngine, clock: FakeClock) -> Engine:
    """Its clock is moved by the bodies."""
    return await open_engine(clock=clock, lease_ttl=86400)


async def test_medians_are_of_the_newest_runs_that_completed(engine: Engine, clock: FakeClock) -> None:
    """Of each step, of all items together, of a map and a loop as a whole."""

    @step
    async def load(seconds: int) -> list[int]:
        await clock.advance(seconds)
        if seconds == 50:
            raise ValueError("too long")
        return [1, 3]

    @step
    async def price(seconds: int) -> int:
        await clock.advance(seconds)
        return seconds

    @step
    async def total(values: list[int]) -> int:
        return sum(values)

    flow = (
        workflow("flow", int).then(load).map(price, concurrency=1).then(total).repeat(2, price.named("again")).build()
    )
    assert await engine.step_medians("flow") == {}
    for seconds in (100, 2, 4, 9):
        await engine.run(flow, seconds)
    with pytest.raises(RunFailedError):
        await engine.run(flow, 50)
    assert await engine.step_medians("flow", runs=3) == {
        "load": 4, "@map-1": 4, "price[]": 2, "total": 0, "@repeat-1": 8, "again#": 4,
    }  # fmt: skip
    assert (await engine.step_medians("flow", runs=1))["load"] == 9
    assert (await engine.step_medians("flow"))["load"] == 6.5
    assert await engine.step_medians("another") == {}
    for wrong in (0, 1001, True):
        with pytest.raises(SettingError):
            await engine.step_medians("flow", runs=wrong)


async def test_an_overview_is_made_of_outline_and_events(engine: Engine) -> None:
    """From the store alone: the engine that looks need not know the workflow."""

    @step
    async def count(ctx: StepContext, upto: int) -> list[int]:
        return list(range(upto))

    @step
    async def double(value: int) -> int:
        return value * 2

    flow = workflow("flow", int).then(count).map(double).build()
    handle = await engine.start(flow, 3)
    await handle.result()
    overview = Overview(await engine.outline(handle.run_id))
    async for event in engine.events(handle.run_id):
        overview.take(event)
    first, items = overview.entries
    assert (first.node.path, str(first.status)) == ("count", "COMPLETED")
    assert items.inside is not None
    assert (items.inside.total, items.inside.over, overview.progress) == (3, 3, (2, 2))
    with pytest.raises(RunNotFoundError):
        await engine.outline("nothing")


@pytest.mark.parametrize(
    "shape", ["", "{}", '{"lines": 3}', '{"lines":[["input",""],[1,2,3,4,5,6,7,8,9],[]],"types":{}}']
)
async def test_a_damaged_definition_has_no_nodes(engine: Engine, shape: str) -> None:
    """What a look at the run shows does without them; the run itself is as it was."""

    @step
    async def load(value: int) -> int:
        return value

    handle = await engine.start(workflow("flow", int).then(load).build(), 3)
    await handle.result()
    store = engine._parts.kit.store

    async def damaged(fingerprint: str, /) -> DefinitionRow:
        return DefinitionRow(fingerprint, "flow", "1", shape)

    store.get_definition = damaged  # type: ignore[method-assign]
    assert (await engine.outline(handle.run_id)).nodes == {}
