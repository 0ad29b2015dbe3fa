"""What user code logs inside a body tells which run and step it comes from."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
from collections.abc import Iterator

import pytest

from gorkflow import Engine, LogContext, RetryPolicy, Step, workflow
from gorkflow.core.current import BODY
from tests.conftest import Database, OpenEngine, on_memory
from tests.runtime.process_bodies import log_where

log = logging.getLogger("somebody.else")


class Kept(logging.Handler):
    """Keeps records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def places(self) -> list[tuple[str, object, object]]:
        """Message, run id and step id of what was logged by the logger of this module."""
        return [
            (record.getMessage(), getattr(record, "run_id", None), getattr(record, "step_id", None))
            for record in self.records
            if record.name == log.name
        ]


@contextlib.contextmanager
def handling(logger: logging.Logger) -> Iterator[Kept]:
    handler = Kept()
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """A handler of the root logger, as `logging.basicConfig` makes one."""
    with handling(logging.getLogger()) as handler:
        yield handler


async def a(value: int) -> int:
    log.warning("a")
    await asyncio.gather(asyncio.to_thread(log.warning, "a, in a thread of its own"), asyncio.sleep(0))
    return value


def b(value: int) -> int:
    log.warning("b")
    return value


async def refuse(value: int) -> int:
    log.warning("refuse")
    raise ValueError


@on_memory
async def test_a_record_tells_its_run_and_step(kept: Kept, open_engine: OpenEngine) -> None:
    """On the loop, in threads of the engine and of the body, inline, and in a body that fails."""
    engine = await open_engine()
    start = workflow("logging").then(Step("a", a))
    flow = (
        start.then(Step("b", b)).then(Step("i", b, executor="inline")).then(Step("refuse", refuse).or_else(0)).build()
    )
    handle = await engine.start(flow, 1)
    await handle.result()
    log.warning("outside")
    its = handle.run_id
    assert kept.places() == [
        ("a", its, "a"),
        ("a, in a thread of its own", its, "a"),
        ("b", its, "b"),
        ("b", its, "i"),
        ("refuse", its, "refuse"),
        ("outside", None, None),
    ]


@on_memory
async def test_bodies_at_work_at_once_are_told_apart(kept: Kept, open_engine: OpenEngine) -> None:
    """Of one run and of several."""
    engine = await open_engine()
    flow = workflow("wide", int).parallel_all([Step(f"s{n}", a) for n in range(3)]).build()
    handles = [await engine.start(flow, n) for n in range(3)]
    for handle in handles:
        await handle.result()
    expected = [(handle.run_id, f"s{n}") for handle in handles for n in range(3)]
    for message in ("a", "a, in a thread of its own"):
        assert sorted(place[1:] for place in kept.places() if place[0] == message) == sorted(expected)


@on_memory
async def test_what_a_record_says_itself_stays(kept: Kept, open_engine: OpenEngine) -> None:
    """An application may have a run_id of its own."""
    engine = await open_engine()

    async def says(value: int) -> int:
        log.warning("mine", extra={"run_id": "mine"})
        return value

    await engine.run(workflow("says").then(Step("says", says)).build(), 1)
    assert kept.places() == [("mine", "mine", "says")]


@on_memory
async def test_other_handlers_are_given_it_by_hand(engine: Engine) -> None:
    """As those of a logger of one's own are."""
    with handling(log) as plain, handling(log) as given:
        given.addFilter(LogContext())
        stream = io.StringIO()
        text = logging.StreamHandler(stream)
        text.setFormatter(logging.Formatter("%(step_id)s: %(message)s", defaults={"step_id": "-"}))
        text.addFilter(LogContext())
        log.addHandler(text)
        await engine.run(workflow("b").then(Step("b", b)).build(), 1)
        log.warning("outside")
        log.removeHandler(text)
    assert [place[2] for place in given.places()] == ["b", None]
    assert [place[2] for place in plain.places()] == ["b", None]  # the record is one and the same
    assert stream.getvalue() == "b: b\n-: outside\n"


@on_memory
async def test_a_closed_engine_leaves_no_filter(kept: Kept, open_engine: OpenEngine) -> None:
    """The handlers are the application's."""
    before = [list(handler.filters) for handler in logging.getLogger().handlers]
    engine = await open_engine()
    assert any(isinstance(one, LogContext) for one in kept.filters)
    await engine.__aexit__(None, None, None)
    assert [list(handler.filters) for handler in logging.getLogger().handlers] == before


@on_memory
async def test_the_engine_itself_logs_for_no_body(kept: Kept, open_engine: OpenEngine) -> None:
    """After a body its ids are gone from the task that drives the run."""

    class Sees:
        def on_event(self, event: object, /) -> None:
            seen.append(BODY.get())

    seen: list[object] = []
    engine = await open_engine(observers=[Sees()])
    await engine.run(workflow("two").then(Step("a", a)).then(Step("b", b)).build(), 1)
    assert seen == [None] * len(seen)
    assert len(seen) >= 6


@on_memory
async def test_a_body_in_a_process_knows_its_run(open_engine: OpenEngine) -> None:
    """There the filter is added by the body's own module."""
    engine = await open_engine(process_workers=1)
    handle = await engine.start(workflow("far").then(Step("far", log_where, executor="process")).build(), 1)
    assert await handle.result() == f"{handle.run_id} far"


@on_memory
@pytest.mark.parametrize("grace", [0, 0.01])
async def test_runs_that_are_lost_with_the_memory_are_told(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture, grace: float
) -> None:
    """Those at work, in back-off, and those that wait for a place."""
    engine = await open_engine(grace=grace, max_concurrent_runs=2)

    async def waits(value: int) -> int:
        await asyncio.Event().wait()
        return value

    flow = workflow("waits").then(Step("waits", waits)).build()
    again = workflow("again").then(Step("refuse", refuse, retry=RetryPolicy(2, delay=3600))).build()
    handle = await engine.start(again, 1)
    async for event in handle.events():
        if event.type == "StepRetryScheduled":
            break
    for value in range(2):
        await engine.start(flow, value)
    caplog.clear()
    await engine.__aexit__(None, None, None)
    told = [record.getMessage() for record in caplog.records]
    assert [message.partition(",")[0] for message in told] == ["memory:// is closed with 3 runs that are not over"]


@pytest.mark.parametrize("is_open", [False, True])
async def test_nothing_is_told_where_nothing_is_lost(
    open_engine: OpenEngine, database: Database, caplog: pytest.LogCaptureFixture, is_open: bool
) -> None:
    """A file keeps its runs, and of finished ones nobody waits for more."""
    engine = await open_engine(grace=0)

    async def waits(value: int) -> int:
        if is_open:
            await asyncio.Event().wait()
        return value

    handle = await engine.start(workflow("waits").then(Step("waits", waits)).build(), 1)
    if not is_open:
        await handle.result()
    await engine.__aexit__(None, None, None)
    is_lost = is_open and database.kind == "memory"
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * is_lost
