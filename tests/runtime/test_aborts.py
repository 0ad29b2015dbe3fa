"""Whatever a body raises: the step fails, the run ends, the engine lives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import NoReturn

import pytest

from gorkflow import Engine, ErrorInfo, RunFailedError, RunStatus, StepStatus, Workflow, step, workflow


class OwnBaseError(BaseException):
    pass


class UnprintableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("cannot be printed")

    __repr__ = __str__


class ExitsWhenPrintedError(Exception):
    def __str__(self) -> str:
        raise SystemExit(3)


class UnpicklableError(Exception):
    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.frame = lambda: reason


def recurse(depth: int) -> int:
    return recurse(depth + 1) + 1


def raises(make: Callable[[], BaseException]) -> Callable[[], NoReturn]:
    def body() -> NoReturn:
        raise make()

    return body


ABORTS: dict[str, Callable[[], object]] = {
    "KeyboardInterrupt": raises(KeyboardInterrupt),
    "SystemExit": raises(lambda: SystemExit(3)),
    "GeneratorExit": raises(GeneratorExit),
    "asyncio.exceptions.CancelledError": raises(asyncio.CancelledError),
    f"{__name__}.OwnBaseError": raises(OwnBaseError),
    "BaseExceptionGroup": raises(lambda: BaseExceptionGroup("several", [KeyboardInterrupt()])),
}
FAILURES: dict[str, Callable[[], object]] = {
    "RecursionError": lambda: recurse(0),
    "MemoryError": raises(lambda: MemoryError("no more")),
    f"{__name__}.UnprintableError": raises(UnprintableError),
    f"{__name__}.ExitsWhenPrintedError": raises(ExitsWhenPrintedError),
    f"{__name__}.UnpicklableError": raises(lambda: UnpicklableError(reason="no")),
    "ExceptionGroup": raises(lambda: ExceptionGroup("several", [ValueError("a"), OSError("b")])),
    "UnicodeEncodeError": lambda: "\ud800".encode(),
    "asyncio.exceptions.InvalidStateError": raises(asyncio.InvalidStateError),
    "TimeoutError": raises(TimeoutError),
    "StopAsyncIteration": raises(StopAsyncIteration),
}


def flow_of(kind: str, act: Callable[[], object], *, beside: bool) -> Workflow[int, object]:
    """One that fails in a body of that kind: alone in its run's task, or beside others."""

    @step(id="fails")
    async def on_loop(value: int) -> int:
        act()
        return value

    @step(id="fails")
    def in_thread(value: int) -> int:
        act()
        return value

    @step(id="fails", executor="inline")
    def inline(value: int) -> int:
        act()
        return value

    @step
    async def other(value: int) -> int:
        return value

    fails = {"loop": on_loop, "thread": in_thread, "inline": inline}[kind]
    start = workflow("fails", int)
    if beside:
        return start.parallel(other, fails).build()
    return start.then(other).then(fails).build()


async def error_of(engine: Engine, flow: Workflow[int, object]) -> ErrorInfo:
    """Run it to its failure; then the engine still runs others."""
    handle = await engine.start(flow, 1)
    with pytest.raises(RunFailedError):
        await handle.result(timeout=10)
    run = await handle.run()
    assert (run.status, run.error is not None) == (RunStatus.FAILED, True)
    by_id = {one.step_id: one for one in await engine.list_step_executions(handle.run_id)}
    assert {name: one.status for name, one in by_id.items()} == {
        "other": StepStatus.COMPLETED, "fails": StepStatus.FAILED,
    }  # fmt: skip

    @step
    async def well(value: int) -> int:
        return value

    assert await engine.run(workflow("well").then(well).build(), 5) == 5
    assert engine.health().running == 0
    error = by_id["fails"].error
    assert error == run.error
    assert error is not None
    return error


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("kind", ["loop", "thread", "inline"])
@pytest.mark.parametrize("name", ABORTS)
async def test_a_base_exception_aborts_the_step(engine: Engine, name: str, kind: str, beside: bool) -> None:
    """StepAbortedError, with what was raised; nothing is stranded."""
    error = await error_of(engine, flow_of(kind, ABORTS[name], beside=beside))
    assert (error.code, error.type) == ("aborted", name)


@pytest.mark.parametrize("kind", ["loop", "thread", "inline"])
@pytest.mark.parametrize("name", FAILURES)
async def test_any_exception_fails_the_step(engine: Engine, name: str, kind: str) -> None:
    """With its own type; whatever it says or cannot say."""
    error = await error_of(engine, flow_of(kind, FAILURES[name], beside=False))
    assert (error.code, error.type) == ("execution", name)
    assert len(error.message) < 5000
    assert len(error.traceback or "") < 20_000


@pytest.mark.parametrize("kind", ["thread", "inline"])
async def test_a_stop_iteration_keeps_its_name(engine: Engine, kind: str) -> None:
    """No coroutine can raise it; a plain function can."""
    error = await error_of(engine, flow_of(kind, raises(lambda: StopIteration("end")), beside=False))
    assert (error.code, error.type, error.message) == ("execution", "StopIteration", "end")


async def test_a_long_text_is_bounded(engine: Engine) -> None:
    """Message and traceback."""
    error = await error_of(engine, flow_of("loop", raises(lambda: ValueError("x" * 1_000_000)), beside=False))
    assert len(error.message) < 5000
    assert "1000000 characters" in error.message
    assert len(error.traceback or "") < 20_000


async def test_causes_are_in_the_traceback(engine: Engine) -> None:
    """As Python prints them."""

    def act() -> None:
        settings: dict[str, int] = {}
        try:
            settings["missing"]
        except KeyError as error:
            raise ValueError("bad configuration") from error

    error = await error_of(engine, flow_of("loop", act, beside=False))
    assert error.traceback is not None
    assert "KeyError: 'missing'" in error.traceback
    assert "direct cause" in error.traceback


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("how", ["waits", "returns", "raises"])
async def test_a_body_that_cancels_its_own_task_is_aborted(engine: Engine, how: str, beside: bool) -> None:
    """It is not taken for the engine's own hand, and the run ends: by what the body came to."""

    @step
    async def cancels_itself(value: int) -> int:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        if how == "raises":
            raise OSError
        if how == "waits":
            await asyncio.sleep(0)
        return value

    @step
    async def after(value: int) -> int:
        await asyncio.sleep(0)
        return value

    start = workflow("own", int)
    flow = (
        start.parallel_all([cancels_itself, after.named("other")]).build()
        if beside
        else start.then(cancels_itself).then(after).build()
    )
    handle = await engine.start(flow, 1)
    if how == "returns":
        assert await handle.result(timeout=1) == ([1, 1] if beside else 1)
        return
    with pytest.raises(RunFailedError) as caught:
        await handle.result(timeout=1)
    assert caught.value.error_code == ("aborted" if how == "waits" else "execution")


async def test_a_body_that_leaves_its_cancellation_uncounted_harms_no_later_one(engine: Engine) -> None:
    """After one that complains when it is stopped, another's own CancelledError is still its own."""

    @step(timeout=0.01)
    async def complains(value: int) -> int:
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            raise OSError from None
        return value

    @step
    async def aborts(value: int) -> int:
        raise asyncio.CancelledError

    flow = workflow("two").then(complains.or_else(3)).then(aborts).build()
    with pytest.raises(RunFailedError) as caught:
        await (await engine.start(flow, 1)).result(timeout=60)
    assert (caught.value.step_id, caught.value.error_code) == ("aborts", "aborted")


async def test_an_item_knows_nothing_of_the_cancellations_of_another(engine: Engine) -> None:
    """Though many bodies of items run in one task: TaskGroup and timeout() ask it how often it was cancelled."""

    @step
    async def count_up(to: int) -> list[int]:
        return list(range(to))

    @step
    async def shrugs(value: int) -> int:
        task = asyncio.current_task()
        assert task is not None
        before = task.cancelling()
        if value < 2:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(1)
        return before

    flow = workflow("shrugs").then(count_up).map(shrugs, concurrency=2).build()
    assert await engine.run(flow, 6) == [0] * 6


@pytest.mark.parametrize("value", ["generator", "async generator", "coroutine", "future"])
async def test_what_has_no_value_yet_is_no_output(engine: Engine, value: str) -> None:
    """Refused as the wrong type; nothing of it is stored, nobody warns of a coroutine that was never awaited."""

    async def later() -> int:
        return 1

    async def several() -> object:
        yield 1

    @step
    def wrong(number: int) -> int:
        makers: dict[str, Callable[[], object]] = {
            "generator": lambda: (n for n in (1, 2)),
            "async generator": several,
            "coroutine": later,
            "future": object,
        }
        return makers[value]()  # type: ignore[return-value]  # that is what is tested

    handle = await engine.start(workflow("wrong").then(wrong).build(), 1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    assert caught.value.error_code in {"output_type", "output_serialization"}
    [record] = await engine.list_step_executions(handle.run_id)
    assert record.output is None
