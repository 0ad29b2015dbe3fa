"""Observers that a user makes, well or badly, alone and in a composite: no run is disturbed."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable

import pytest

from gorkflow import CompositeObserver, Engine, Event, MetricsObserver, Observer, SettingError, connect, step, workflow
from gorkflow.ports import LossObserver, ProgressObserver
from tests.conftest import OpenEngine, on_memory

EVENTS = 7


@step
async def one(value: int) -> int:
    return value + 1


@step
async def two(value: int) -> int:
    return value * 2


flow = workflow("flow").then(one).then(two).build()


class Recorder:
    def __init__(self) -> None:
        self.types: list[str] = []
        self.lost: list[str] = []

    def on_event(self, event: Event, /) -> None:
        self.types.append(event.type)

    def on_lost(self, run_id: str, /) -> None:
        self.lost.append(run_id)


class Broken:
    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __repr__(self) -> str:
        return "Broken\n\x1b[2J"

    def on_event(self, event: Event, /) -> None:
        raise self.error

    def on_lost(self, run_id: str, /) -> None:
        raise self.error


ERRORS = [RuntimeError("down"), KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError(), GeneratorExit()]


@on_memory
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("is_composite", [False, True], ids=["several", "composite"])
async def test_one_that_raises_disturbs_nobody(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture, error: BaseException, is_composite: bool
) -> None:
    """The run ends as ever, and the others are told of everything, in order; a name is escaped in the log."""
    recorder = Recorder()
    several: list[Observer] = [Broken(error), recorder]
    engine = await open_engine(observers=[CompositeObserver(*several)] if is_composite else several)
    assert await engine.run(flow, 1) == 4
    assert len(recorder.types) == EVENTS
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert r"observer Broken\n\x1b[2J failed on RunCreated of run" in record.getMessage()
    assert record.exc_info is not None
    assert record.exc_info[1] is error


@on_memory
@pytest.mark.parametrize("is_composite", [False, True], ids=["several", "composite"])
async def test_one_that_always_raises_does_not_fill_the_disk(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture, is_composite: bool
) -> None:
    """It is told of at the first failure, the tenth, the hundredth."""
    broken = Broken(ValueError("each time"))
    engine = await open_engine(observers=[CompositeObserver(broken) if is_composite else broken])
    for _ in range(20):
        await engine.run(flow, 1)
    told = [record.getMessage().rpartition(": ")[2] for record in caplog.records if record.levelno == logging.ERROR]
    assert told == ["1", "10", "100"]


def test_a_loss_is_told_to_those_who_want_to_know(caplog: pytest.LogCaptureFixture) -> None:
    """One that raises keeps it from nobody, and a plain observer needs no such method."""

    class Plain:
        def on_event(self, event: Event, /) -> None:
            raise AssertionError

    recorder = Recorder()
    composite = CompositeObserver(Plain(), Broken(ValueError()), recorder)
    assert isinstance(composite, LossObserver)
    composite.on_lost("run-1")
    assert recorder.lost == ["run-1"]
    assert ["failed on the loss of run run-1" in record.getMessage() for record in caplog.records] == [True]


def test_progress_is_told_to_those_who_hear_it(caplog: pytest.LogCaptureFixture) -> None:
    """As a loss is."""

    class Plain:
        def on_event(self, event: Event, /) -> None:
            raise AssertionError

    class Hears(Plain):
        def __init__(self) -> None:
            self.told: list[tuple[str, str, float, float | None]] = []

        def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
            self.told.append((run_id, path, done, total))
            raise ValueError("heard it")

    first, second = Hears(), Hears()
    composite = CompositeObserver(first, Plain(), second)
    assert isinstance(composite, ProgressObserver)
    composite.on_progress("run-1", "load", 1, None)
    assert first.told == second.told == [("run-1", "load", 1, None)]
    messages = [record.getMessage() for record in caplog.records]
    assert ["failed on the progress of load of run run-1" in message for message in messages] == [True, True]


@on_memory
async def test_a_run_waits_for_its_observers(open_engine: OpenEngine) -> None:
    """They are called on the loop, in its thread: when the output is there they have heard of all that came before."""

    class Thread(Recorder):
        def on_event(self, event: Event, /) -> None:
            assert threading.current_thread() is threading.main_thread()
            super().on_event(event)

    observer = Thread()
    engine = await open_engine(observers=[observer])
    assert await engine.run(flow, 1) == 4
    assert len(observer.types) == EVENTS


@on_memory
async def test_one_may_use_the_engine(open_engine: OpenEngine) -> None:
    """From a task of its own: to start a run after another one, to cancel, to read."""
    tasks: list[asyncio.Task[object]] = []
    engines: list[Engine] = []

    class Follows:
        def on_event(self, event: Event, /) -> None:
            asks: dict[str, Callable[[], Awaitable[object]]] = {
                "RunCompleted": lambda: engines[0].run(other, 5),
                "StepCompleted": lambda: engines[0].get_run(event.run_id),
                "StepStarted": lambda: engines[0].cancel(event.run_id),
            }
            if event.workflow_id == "flow" and event.type != "StepStarted" and event.type in asks:
                tasks.append(asyncio.ensure_future(asks[event.type]()))

    other = workflow("other").then(one).build()
    engines.append(await open_engine(observers=[Follows()]))
    assert await engines[0].run(flow, 1) == 4
    results = await asyncio.gather(*tasks)
    assert len(results) == 3
    assert results[-1] == 6


class NoArgument:
    def on_event(self) -> None:
        """Takes too little."""


class TwoArguments:
    def on_event(self, event: Event, more: int) -> None:
        """Takes too much."""


class Awaited:
    async def on_event(self, event: Event) -> None:
        """Nobody would await it."""


class NotCalled:
    on_event = 3


WRONG: list[tuple[object, str]] = [
    (NoArgument(), "takes one argument, the event"),
    (TwoArguments(), "takes one argument, the event"),
    (Awaited(), "is async, and nobody would await it"),
    (NotCalled(), "has a method on_event"),
    (Recorder, "has a method on_event"),
    (print, "has a method on_event"),
]


@pytest.mark.parametrize(("wrong", "text"), WRONG)
def test_what_cannot_be_told_is_refused_at_once(wrong: Observer, text: str) -> None:
    """When the engine is made, or the composite, and not with the first event."""
    with pytest.raises(SettingError, match=text):
        connect(observers=[wrong])
    with pytest.raises(SettingError, match=text):
        CompositeObserver(MetricsObserver(), wrong)


def test_any_name_of_the_argument_will_do() -> None:
    """Also more of them, where the others may be left out."""

    class Named:
        def on_event(self, what: Event, /, *rest: object, more: int = 0) -> None:
            """As the protocol wants it."""

    connect(observers=[Named()])
