"""Workflows that are built again: by a factory, in a closure, in a cell of a notebook."""

from __future__ import annotations

import gc
import weakref

import pytest
from pydantic import BaseModel

from gorkflow import DefinitionError, Engine, RetryPolicy, Step, Workflow, step, workflow
from gorkflow.core.settings import Settings
from gorkflow.runtime import definitions
from gorkflow.runtime.definitions import Definitions
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory


def times(factor: int) -> Workflow[int, int]:
    """All are of one structure, and so of one fingerprint."""

    async def multiply(value: int) -> int:
        return value * factor

    return workflow("times").then(Step("multiply", multiply)).build()


@step
async def same(value: int) -> int:
    return value


@step
async def fails(value: int) -> int:
    raise ValueError(value)


@on_memory
async def test_a_run_is_of_the_workflow_that_was_given(engine: Engine) -> None:
    """Its bodies, conditions, defaults and options, whatever of the same structure was registered before."""
    double, triple = times(2), times(3)
    assert double.fingerprint == triple.fingerprint
    assert [await flow.run(10, on=engine) for flow in (double, triple, double)] == [20, 30, 20]
    handle = await engine.start(triple, 1)
    assert await handle.result() == 3

    def above(limit: int) -> Workflow[int, int]:
        return workflow("above", int).then_if(lambda value: value > limit, same, default=-1).build()

    assert [await above(limit).run(10, on=engine) for limit in (5, 50)] == [10, -1]

    def tolerant(default: int) -> Workflow[int, int]:
        return workflow("tolerant").then(fails.or_else(default)).build()

    assert [await tolerant(default).run(1, on=engine) for default in (7, 8)] == [7, 8]


@on_memory
async def test_the_options_are_those_of_the_workflow_that_was_given(engine: Engine) -> None:
    """Here its retries."""
    tries: list[int] = []

    def stubborn(attempts: int) -> Workflow[int, int]:
        async def refuse(value: int) -> int:
            tries.append(attempts)
            raise OSError

        return (
            workflow("stubborn").then(Step("refuse", refuse, retry=RetryPolicy(attempts, delay=0)).or_else(0)).build()
        )

    await stubborn(1).run(1, on=engine)
    await stubborn(3).run(1, on=engine)
    assert tries == [1, 3, 3, 3]


async def test_runs_go_on_by_the_definition_that_was_registered_last(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Whoever reads the values of older runs registers nothing."""

    def late(factor: int) -> Workflow[int, int]:
        async def multiply(value: int) -> int:
            if not factor:
                raise OSError
            return value * factor

        once_more = Step("multiply", multiply, retry=RetryPolicy(2, delay=60, jitter=0))
        return workflow("late").then(same).then(once_more).build()

    first = await open_engine(clock=clock, lease_ttl=86400, grace=0)
    handle = await first.start(late(0), 10)
    await clock.settle()
    await first.__aexit__(None, None, None)
    old, new = late(2), late(3)
    second = await open_engine(old, clock=clock, lease_ttl=86400, recover=False)
    second.register(new)
    assert await second.output_of(handle.run_id, old, same) == 10
    await second.__aexit__(None, None, None)
    third = await open_engine(old, new, clock=clock, lease_ttl=86400)
    await clock.advance(61)
    assert await third.handle(handle.run_id, old).result() == 30


@on_memory
async def test_values_are_of_the_types_of_the_workflow_that_asks(engine: Engine) -> None:
    """Two classes of the same shape are still two."""

    def make() -> tuple[Workflow[int, BaseModel], type[BaseModel]]:
        class Price(BaseModel):
            cents: int

        async def price(cents: int) -> Price:
            return Price(cents=cents)

        price.__annotations__["return"] = Price
        return workflow("price").then(Step("price", price)).build(), Price

    (one, its_class), (other, other_class) = make(), make()
    handle = await engine.start(one, 1, idempotency_key="k")
    assert type(await handle.result()) is its_class
    assert type(await engine.run(other, 1, idempotency_key="k")) is other_class
    assert type(await engine.output_of(handle.run_id, other, other.steps["price"])) is other_class
    assert type(await handle.result()) is its_class


def test_workflows_that_were_thrown_away_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each of thousands that a factory made stays for ever."""
    monkeypatch.setattr(definitions, "MAX_REPLACED", 3)
    known = Definitions(Settings(), None)
    flows = [times(factor) for factor in range(10)]
    left = [weakref.ref(flow) for flow in flows]
    for flow in flows:
        known.plan_of(flow)
    assert known.plan_of(flows[8]) is known.plan_of(flows[8])  # and those that take turns are compiled once
    del flows, flow
    gc.collect()
    assert [ref() is not None for ref in left] == [False] * 6 + [True] * 4


@on_memory
async def test_another_structure_needs_another_version(engine: Engine) -> None:
    """Also for whoever only reads."""
    handle = await engine.start(times(2), 1)
    longer = workflow("times").then(same).then(same.named("again")).build()
    for call in (engine.run(longer, 1), engine.output_of(handle.run_id, longer, same)):
        with pytest.raises(DefinitionError, match="'times' version '1' is registered with another structure"):
            await call
