"""A step's body called by itself, with and without a context."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Never, assert_type

import pytest

from gorkflow import StateKey, StepContext, step
from gorkflow.errors import ContextError, InputError, ResourceNotFoundError, StateKeyError, StepNotFoundError
from gorkflow.testing import FakeContext, call, call_async, fake_context

TOTAL = StateKey("total", int)


@step
async def fetch(order_id: int) -> str:
    return f"order {order_id}"


@step
def double(value: int) -> int:
    return 2 * value


@step
def join(left: int, right: str) -> str:
    return f"{left}{right}"


@step
async def nothing() -> None: ...


@step
def seven() -> int:
    return 7


@step
async def add_to_total(ctx: StepContext, value: int) -> int:
    total = ctx.state.get(TOTAL, 0) + value
    ctx.state.set(TOTAL, total)
    ctx.progress(1, 2)
    return total


@step
def describe(ctx: StepContext, value: int, word: str) -> str:
    return f"{ctx.run_id} {ctx.step_id} {ctx.attempt} {ctx.idempotency_key} {ctx.cancelled} {value} {word}"


@step
def use_all(ctx: StepContext) -> str:
    return f"{ctx.resource(Path)} {ctx.output_of(fetch)}"


async def test_a_body_without_a_context_gives_what_it_gives() -> None:
    """A def its value, an async def its coroutine; type checkers know which."""
    coroutine = assert_type(call(fetch, 1), Coroutine[object, Never, str])
    coroutine.close()
    assert_type(call(double, 4), int)
    assert_type(call(join, 4, "x"), str)
    assert_type(call(seven), int)
    assert await call(fetch, 1) == "order 1"
    assert call(double, 4) == 8
    assert call(join, 4, "x") == "4x"
    assert call(seven) == 7
    await call(nothing)


async def test_any_step_can_be_awaited() -> None:
    """Whether its body is async or not; type checkers know what comes of it."""
    assert_type(await call_async(add_to_total, 1), int)
    assert_type(await call_async(describe, 1, "x"), str)
    assert await call_async(fetch, 2) == "order 2"
    assert await call_async(double, 2) == 4
    assert await call_async(join, 2, "y") == "2y"
    assert await call_async(seven) == 7


async def test_a_body_gets_a_context_and_a_test_sees_what_it_did() -> None:
    """Its state before and after, and its progress."""
    context = fake_context(state={TOTAL: 10})
    assert await call_async(add_to_total, 5, context=context) == 15
    assert context.state.get(TOTAL) == 15
    assert context.reports == [(1, 2)]


async def test_a_context_is_made_where_none_is_given() -> None:
    """With the step's own id, and empty state."""
    assert call(describe, 1, "x") == "run-1 describe 1 run-1/describe False 1 x"
    assert await call_async(add_to_total, 5) == 5


def test_a_context_tells_what_it_was_given() -> None:
    """Ids, attempt, cancellation, resources and outputs."""
    context = fake_context(run_id="r", step_id="ship/pack", attempt=3)
    context.is_cancelled = True
    assert call(describe, 1, "x", context=context) == "r ship/pack 3 r/ship/pack True 1 x"
    given = fake_context(resources=[Path("here")], outputs={fetch: "order 9"})
    assert call(use_all, context=given) == "here order 9"


def test_what_a_context_was_not_given_it_has_not() -> None:
    """The errors are those of the engine, with a remedy for the test."""
    with pytest.raises(ResourceNotFoundError, match=r"fake_context\(resources="):
        call(use_all)
    with pytest.raises(StepNotFoundError, match=r"fake_context\(outputs="):
        call(use_all, context=fake_context(resources=[Path()]))
    with pytest.raises(StateKeyError):
        fake_context().state.get(TOTAL)
    with pytest.raises(InputError):
        fake_context(state={TOTAL: "ten"})


async def test_a_pure_step_s_context_refuses_writes() -> None:
    """As in the engine."""
    with pytest.raises(ContextError):
        await call_async(add_to_total, 1, context=fake_context(is_pure=True))


def test_a_context_for_a_body_that_takes_none_is_a_mistake() -> None:
    """So that no test believes it was used."""
    with pytest.raises(TypeError, match="'double' takes no context"):
        call(double, 1, context=fake_context())
    assert isinstance(fake_context(), FakeContext)
