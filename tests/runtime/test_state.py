"""The typed state of a run: what an attempt sees, and which writes stay."""

from __future__ import annotations

import asyncio
import threading

import pytest
from pydantic import BaseModel

from gorkflow import (
    ContextError,
    Engine,
    InputError,
    RetryPolicy,
    RunFailedError,
    StateKey,
    StateKeyError,
    StepContext,
    Workflow,
    step,
    workflow,
)
from tests.conftest import OpenEngine, settle


class Basket(BaseModel):
    items: list[str]


COUNT = StateKey("count", int)
BASKET = StateKey("basket", Basket)
MAYBE = StateKey("maybe", int | None)


async def state_of(engine: Engine, run_id: str) -> dict[str, bytes]:
    """The state as the engine's store has it."""
    snapshot = await engine._parts.kit.store.load(run_id)
    assert snapshot is not None
    return {row.key: row.value for row in snapshot.state if row.value is not None}


@step
async def bump(ctx: StepContext, value: int) -> int:
    count = ctx.state.get(COUNT, 0) + 1
    ctx.state.set(COUNT, count)
    return count


async def test_later_steps_see_what_earlier_ones_wrote(engine: Engine) -> None:
    """Typed, and each run its own."""
    flow = workflow("bumps").sequence(bump, bump.named("b"), bump.named("c")).build()
    assert await asyncio.gather(*(engine.run(flow, 0) for _ in range(5))) == [3] * 5


async def test_an_attempt_reads_its_own_writes(engine: Engine) -> None:
    """Set, replaced, deleted; None is a value."""
    seen: list[object] = []

    @step
    async def plays(ctx: StepContext, value: int) -> int:
        seen.append(ctx.state.get(COUNT, None))
        ctx.state.set(COUNT, 1)
        ctx.state.set(COUNT, 2)
        seen.append(ctx.state.get(COUNT))
        ctx.state.delete(COUNT)
        seen.append(COUNT in ctx.state)
        ctx.state.set(MAYBE, None)
        seen.append((MAYBE in ctx.state, ctx.state.get(MAYBE)))
        return value

    @step
    async def looks(ctx: StepContext, value: int) -> int:
        seen.append((COUNT in ctx.state, MAYBE in ctx.state, ctx.state.get(MAYBE)))
        return value

    await engine.run(workflow("plays").then(plays).then(looks).build(), 1)
    assert seen == [None, 2, False, (True, None), (False, True, None)]


async def test_an_attempt_sees_the_state_as_it_was_at_its_start(engine: Engine) -> None:
    """A sibling that commits meanwhile changes nothing for it."""
    written, looked = asyncio.Event(), asyncio.Event()
    seen: list[int] = []

    @step
    async def looks(ctx: StepContext, value: int) -> int:
        seen.append(ctx.state.get(COUNT))
        await written.wait()
        seen.append(ctx.state.get(COUNT))
        looked.set()
        return value

    @step
    async def writes(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 99)
        return value

    @step
    async def tells(ctx: StepContext, value: int) -> int:
        assert ctx.state.get(COUNT) == 99  # committed with its writer
        written.set()
        return value

    start = workflow("snapshot").then(bump)
    flow = start.then(looks).join(start.then(writes).then(tells)).build()
    await engine.run(flow, 1)
    assert seen == [1, 1]


async def test_writes_of_a_failed_attempt_are_dropped(engine: Engine) -> None:
    """The next attempt starts from the snapshot."""
    seen: list[int | None] = []

    @step(retry=RetryPolicy(2, delay=0))
    async def fails_once(ctx: StepContext, value: int) -> int:
        seen.append(ctx.state.get(COUNT, None))
        ctx.state.set(COUNT, ctx.attempt)
        if ctx.attempt == 1:
            raise OSError
        return ctx.state.get(COUNT)

    assert await engine.run(workflow("once").then(fails_once).build(), 1) == 2
    assert seen == [None, None]


async def test_writes_of_a_tolerated_failure_are_dropped(engine: Engine) -> None:
    """Its default is no success."""

    @step
    async def fails(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 5)
        raise OSError

    @step
    async def looks(ctx: StepContext, value: int | None) -> bool:
        return COUNT in ctx.state

    handle = await engine.start(workflow("tolerated").then(fails.or_none()).then(looks).build(), 1)
    assert await handle.result() is False
    assert await state_of(engine, handle.run_id) == {}


async def test_the_last_commit_wins_a_key(engine: Engine) -> None:
    """Of branches that write the same one."""
    first_done = asyncio.Event()

    @step
    async def early(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 1)
        ctx.state.set(BASKET, Basket(items=["early"]))
        return value

    @step
    async def after_early(value: int) -> int:
        first_done.set()
        return value

    @step
    async def late(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 2)
        await first_done.wait()
        return value

    @step
    async def reads(ctx: StepContext, one: int, other: int) -> tuple[int, Basket]:
        return (ctx.state.get(COUNT), ctx.state.get(BASKET))

    start = workflow("race", int)
    flow = start.then(early).then(after_early).join(start.then(late)).then(reads).build()
    assert await engine.run(flow, 1) == (2, Basket(items=["early"]))


async def test_values_are_decoded_afresh(engine: Engine) -> None:
    """A mutation without set() changes nothing, in the same attempt or later."""

    @step
    async def mutates(ctx: StepContext, value: int) -> int:
        basket = Basket(items=["a"])
        ctx.state.set(BASKET, basket)
        basket.items.append("b")
        ctx.state.get(BASKET).items.append("c")
        assert ctx.state.get(BASKET) == Basket(items=["a"])
        return value

    @step
    async def reads(ctx: StepContext, value: int) -> list[str]:
        return ctx.state.get(BASKET).items

    assert await engine.run(workflow("mutates").then(mutates).then(reads).build(), 1) == ["a"]


@pytest.mark.parametrize(
    ("what", "error", "text"),
    [
        ("get", StateKeyError, "the run's state has no 'count'; set it in an earlier step or give a default"),
        ("wrong", InputError, "state key 'count'"),
        ("other", ContextError, "does not fit this key's type"),
    ],
)
async def test_misuse_is_told(engine: Engine, what: str, error: type[Exception], text: str) -> None:
    """By typed errors that name the key, and fail the step like any other."""

    @step
    async def misuses(ctx: StepContext, value: int) -> int:
        if what == "get":
            return ctx.state.get(COUNT)
        if what == "wrong":
            ctx.state.set(COUNT, "many")  # type: ignore[misc]  # that is what is tested
        ctx.state.set(StateKey("count", str), "many")
        return ctx.state.get(COUNT)

    with pytest.raises(RunFailedError) as caught:
        await engine.run(workflow("misuses").then(misuses).build(), 1)
    assert f"{error.__name__}: " in str(caught.value)
    assert text in str(caught.value)


async def test_a_pure_step_may_read_and_not_write(engine: Engine) -> None:
    """It has no effects."""

    @step(pure=True)
    async def reads(ctx: StepContext, value: int) -> int:
        return ctx.state.get(COUNT)

    @step(pure=True)
    async def writes(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 1)
        return value

    assert await engine.run(workflow("reads").then(bump).then(reads).build(), 1) == 1
    with pytest.raises(RunFailedError, match="ContextError: state key 'count' is written by a pure step"):
        await engine.run(workflow("writes").then(writes).build(), 1)


async def test_a_context_ends_with_its_attempt(engine: Engine) -> None:
    """Kept, it raises ContextError on every use; `cancelled` is true."""
    kept: list[StepContext] = []

    @step
    async def keeps(ctx: StepContext, value: int) -> int:
        kept.append(ctx)
        return value

    handle = await engine.start(workflow("keeps").then(keeps).build(), 1)
    await handle.result()
    [ctx] = kept
    assert ctx.cancelled
    assert ctx.idempotency_key == f"{handle.run_id}/keeps"
    text = f"the context of step 'keeps' of run {handle.run_id} was used after its attempt"
    for use in (
        lambda: ctx.state.get(COUNT, 0),
        lambda: ctx.state.set(COUNT, 1),
        lambda: ctx.resource(int),
        lambda: ctx.output_of(keeps),
        lambda: ctx.progress(1),
    ):
        with pytest.raises(ContextError, match=text):
            use()


async def test_a_thread_body_uses_the_state(engine: Engine) -> None:
    """As an async one, also from a thread of its own."""

    @step
    def threaded(ctx: StepContext, value: int) -> int:
        def work() -> None:
            ctx.state.set(COUNT, ctx.state.get(COUNT) + value)

        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        return ctx.state.get(COUNT)

    assert await engine.run(workflow("threaded").then(bump).then(threaded).build(), 10) == 2


async def test_state_survives_a_restart(open_engine: OpenEngine) -> None:
    """With the step that wrote it."""
    may_go = asyncio.Event()

    @step
    async def waits(ctx: StepContext, value: int) -> int:
        await may_go.wait()
        return ctx.state.get(COUNT)

    flow: Workflow[int, int] = workflow("restart").then(bump).then(waits).build()
    engine = await open_engine(grace=0)
    handle = await engine.start(flow, 1)
    await settle()
    await engine.__aexit__(None, None, None)
    again = await open_engine(flow)
    may_go.set()
    assert await again.handle(handle.run_id, flow).result() == 1
