"""Spans, as a receiver of OTLP reads them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased, Sampler, TraceIdRatioBased

from gorkflow import (
    Engine,
    OpenTelemetryObserver,
    RetryPolicy,
    RunFailedError,
    Signal,
    StepContext,
    step,
    workflow,
)
from gorkflow.core.events import EventType
from gorkflow.observers import RunIdGenerator, within_step
from gorkflow.observers.otel_names import attempt_span_id_of, run_span_id_of, trace_id_of
from gorkflow.observers.otel_spans import ATTRIBUTES
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite
from tests.observers.otlp_receiver import Receiver, receiving
from tests.project.blocks import ROOT


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server on this machine."""
    with receiving() as receiver:
        yield receiver


class Tracing:
    """A provider that sends to the receiver, and an observer that uses it."""

    def __init__(self, receiver: Receiver, *, is_derived: bool = True, sampler: Sampler | None = None) -> None:
        self.provider = TracerProvider(id_generator=RunIdGenerator() if is_derived else None, sampler=sampler)
        self.provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(receiver.endpoint)))
        self.observer = OpenTelemetryObserver(self.provider)


@pytest.fixture
def tracing(receiver: Receiver) -> Iterator[Tracing]:
    """One that derives its ids."""
    tracing = Tracing(receiver)
    yield tracing
    tracing.provider.shutdown()


def trace_of(run_id: str) -> str:
    return f"{trace_id_of(run_id):032x}"


def root_of(run_id: str) -> str:
    return f"{run_span_id_of(run_id):016x}"


def attempt_of(run_id: str, path: str, attempt: int) -> str:
    return f"{attempt_span_id_of(run_id, path, attempt):016x}"


@step
async def load(value: int) -> int:
    return value + 1


@step(retry=RetryPolicy(2, delay=0))
async def stumble(ctx: StepContext, value: int) -> int:
    if ctx.attempt == 1:
        raise OSError("once")
    return value


@step
async def refuse(value: int) -> int:
    raise ValueError("never")


@on_memory
async def test_a_run_is_a_trace(receiver: Receiver, tracing: Tracing, open_engine: OpenEngine) -> None:
    """Its span at the root, each attempt below it with its time; one that failed has its exception, and is linked."""
    engine = await open_engine(observers=[tracing.observer])
    handle = await engine.start(workflow("shop").then(load).then(stumble).build(), 1)
    await handle.result()
    await engine.idle()
    run_id = handle.run_id
    assert [span.label for span in receiver.spans] == [
        "load completed", "stumble retried", "stumble completed", "shop COMPLETED",
    ]  # fmt: skip
    root = receiver.named("shop COMPLETED")
    assert (root.trace_id, root.span_id, root.parent_id, root.is_error) == (
        trace_of(run_id), root_of(run_id), "", False,
    )  # fmt: skip
    assert {(span.trace_id, span.parent_id) for span in receiver.spans if span is not root} == {
        (trace_of(run_id), root_of(run_id))
    }
    failed, done = receiver.named("stumble retried"), receiver.named("stumble completed")
    assert (failed.is_error, failed.status_text) == (True, "OSError: once")
    ((name, told),) = failed.events
    assert (name, told["exception.type"], told["exception.message"]) == ("exception", "OSError", "once")
    assert "raise OSError" in str(told["exception.stacktrace"])
    assert done.links == [(trace_of(run_id), attempt_of(run_id, "stumble", 1))]
    assert (failed.span_id, done.span_id) == tuple(attempt_of(run_id, "stumble", number) for number in (1, 2))
    (execution,) = (one for one in await engine.list_step_executions(run_id) if one.step_id == "stumble")
    assert execution.started_at is not None
    assert execution.completed_at is not None
    assert (done.began_at, done.ended_at) == pytest.approx(
        (execution.started_at.timestamp(), execution.completed_at.timestamp()), abs=1e-5
    )
    run = await engine.get_run(run_id)
    assert run.completed_at is not None
    assert (root.began_at, root.ended_at) == pytest.approx(
        (run.created_at.timestamp(), run.completed_at.timestamp()), abs=1e-5
    )
    assert done.attributes["gorkflow.workflow_id"] == "shop"
    assert (done.attributes["gorkflow.step_id"], done.attributes["gorkflow.attempt"]) == ("stumble", 2)
    assert {name for span in receiver.spans for name in span.attributes} <= set(ATTRIBUTES)


@on_memory
async def test_a_failed_run_and_its_retry(receiver: Receiver, tracing: Tracing, open_engine: OpenEngine) -> None:
    """The run's span is sent when it failed, with the error; its retry has one of its own below it."""
    fails = True

    @step
    async def sometimes(value: int) -> int:
        if fails:
            raise ValueError("not now")
        return value

    engine = await open_engine(observers=[tracing.observer])
    handle = await engine.start(workflow("shop").then(sometimes).build(), 1)
    with pytest.raises(RunFailedError):
        await handle.result()
    fails = False
    await engine.retry(handle.run_id)
    await handle.result()
    await engine.idle()
    failed, retry = receiver.named("shop FAILED"), receiver.named("retry shop COMPLETED")
    assert (failed.span_id, failed.is_error) == (root_of(handle.run_id), True)
    assert failed.attributes["gorkflow.error_code"] == "execution"
    assert (retry.trace_id, retry.parent_id, retry.is_error) == (failed.trace_id, failed.span_id, False)
    assert retry.began_at >= failed.ended_at
    assert len({span.span_id for span in receiver.spans}) == len(receiver.spans) == 4


@on_memory
async def test_a_fork_is_linked_to_its_origin(receiver: Receiver, tracing: Tracing, open_engine: OpenEngine) -> None:
    """It has a trace of its own, and no spans of what it keeps."""
    engine = await open_engine(observers=[tracing.observer])
    handle = await engine.start(workflow("shop").then(load).then(stumble).build(), 1)
    await handle.result()
    await engine.idle()
    receiver.spans.clear()
    fork_id = await engine.fork(handle.run_id, from_step=stumble)
    await engine.idle()
    root = receiver.named("shop COMPLETED")
    assert (root.trace_id, root.links) == (trace_of(fork_id), [(trace_of(handle.run_id), root_of(handle.run_id))])
    assert root.attributes["gorkflow.forked_from"] == handle.run_id
    assert {span.name for span in receiver.spans} == {"shop", "stumble"}


@on_memory
async def test_waits_and_maps_have_spans(receiver: Receiver, tracing: Tracing, open_engine: OpenEngine) -> None:
    """They take time; a decision does not. Names are those of the definition, whatever the item's number."""
    paid = Signal("paid", int)

    @step
    async def items(value: int) -> list[int]:
        return [value, value]

    @step
    async def total(values: list[int]) -> int:
        return sum(values)

    engine = await open_engine(observers=[tracing.observer])
    flow = workflow("shop").then(items).map(load).then(total).sleep(0).wait_for(paid).build()
    handle = await engine.start(flow, 1)
    await handle.signal(paid, 7)
    assert await handle.result() == 7
    await engine.idle()
    labels = sorted(span.label for span in receiver.spans)
    assert [label for label in labels if not label.startswith("@")] == [
        "items completed", "load completed", "load completed", "shop COMPLETED", "total completed",
    ]  # fmt: skip
    assert [label.rpartition(" ")[2] for label in labels if label.startswith("@")] == ["completed", "slept", "received"]
    (whole,) = (span for span in receiver.spans if span.name.startswith("@map"))
    assert whole.attributes["gorkflow.items"] == 2
    assert {span.attributes["gorkflow.step_id"] for span in receiver.spans if span.name == "load"} == {
        "load[0]", "load[1]",
    }  # fmt: skip
    assert len({span.span_id for span in receiver.spans}) == len(receiver.spans)


@on_sqlite
async def test_one_trace_across_kill_9(receiver: Receiver, database: Database) -> None:
    """The dead attempt is ended by the engine that goes on, and what a body traces hangs below its own attempt."""
    first = start(database, receiver)
    try:
        run_id, where = line_of(first), line_of(first)
        assert where == "charge hangs"
        first.send_signal(signal.SIGKILL)
        assert first.wait(30) == -signal.SIGKILL
    finally:
        first.kill()
        first.communicate()
    assert [span.label for span in receiver.spans] == ["load completed"]
    second = start(database, receiver, run_id)
    out, _ = second.communicate(timeout=60)
    assert (out.split(), second.returncode) == ([run_id, "42"], 0)
    labels = [span.label for span in receiver.spans]
    assert labels == [
        "load completed", "charge interrupted", "ask the bank None", "charge completed", "paying COMPLETED",
    ]  # fmt: skip
    load_, lost, asked, done, root = receiver.spans
    assert {span.trace_id for span in receiver.spans} == {trace_of(run_id)}
    assert (root.span_id, root.parent_id) == (root_of(run_id), "")
    assert [span.parent_id for span in (load_, lost, done)] == [root.span_id] * 3
    assert (asked.parent_id, lost.is_error, done.is_error) == (done.span_id, True, False)
    assert done.links == [(root.trace_id, lost.span_id)]
    assert root.began_at - 0.001 <= load_.began_at <= lost.began_at < lost.ended_at <= done.ended_at <= root.ended_at
    async with Engine(database.store()) as engine:
        events = {(one.type, one.attempt): one for one in [one async for one in engine.events(run_id)] if one.step_id}
    assert lost.began_at == pytest.approx(events[EventType.STEP_STARTED, 1].at.timestamp(), abs=0.01)


def start(database: Database, receiver: Receiver, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.observers.otel_program", str(database.path), receiver.endpoint, *arguments],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def line_of(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


@on_memory
async def test_without_derived_ids_it_is_one_trace_still(receiver: Receiver, open_engine: OpenEngine) -> None:
    """All below a parent that is never sent, what a body traces among them."""
    tracing = Tracing(receiver, is_derived=False)

    @step
    async def asks(ctx: StepContext, value: int) -> int:
        with within_step(ctx, tracing.provider), tracing.provider.get_tracer("x").start_as_current_span("ask"):
            return value

    engine = await open_engine(observers=[tracing.observer])
    handle = await engine.start(workflow("shop").then(load).then(asks).build(), 1)
    await handle.result()
    await engine.idle()
    tracing.provider.shutdown()
    assert [span.name for span in receiver.spans] == ["load", "ask", "asks", "shop"]
    assert {(span.trace_id, span.parent_id) for span in receiver.spans} == {
        (trace_of(handle.run_id), root_of(handle.run_id))
    }
    assert len({span.span_id for span in receiver.spans}) == 4


@on_memory
@pytest.mark.parametrize("sampler", [ALWAYS_OFF, ParentBased(ALWAYS_OFF)], ids=["off", "parent"])
async def test_what_is_not_sampled_is_not_sent(receiver: Receiver, open_engine: OpenEngine, sampler: Sampler) -> None:
    """No span of a run is sent without the others."""
    tracing = Tracing(receiver, sampler=sampler)

    @step
    async def asks(ctx: StepContext, value: int) -> int:
        with within_step(ctx, tracing.provider), tracing.provider.get_tracer("x").start_as_current_span("ask"):
            return value

    engine = await open_engine(observers=[tracing.observer])
    await engine.run(workflow("shop").then(load).then(asks).build(), 1)
    await engine.idle()
    tracing.provider.shutdown()
    assert receiver.spans == []


@on_memory
async def test_a_share_of_runs_is_sampled_whole(receiver: Receiver, open_engine: OpenEngine) -> None:
    """By the trace's id, so that every engine decides alike."""
    tracing = Tracing(receiver, sampler=ParentBased(TraceIdRatioBased(0.5)))
    engine = await open_engine(observers=[tracing.observer])
    flow = workflow("shop").then(load).build()
    handles = [await engine.start(flow, number) for number in range(40)]
    for handle in handles:
        await handle.result()
    await engine.idle()
    tracing.provider.shutdown()
    traces: dict[str, set[str]] = {}
    for span in receiver.spans:
        traces.setdefault(span.trace_id, set()).add(span.name)
    assert 0 < len(traces) < 40
    assert {frozenset(names) for names in traces.values()} == {frozenset({"load", "shop"})}
    wanted = {trace_of(one.run_id) for one in handles if TraceIdRatioBased(0.5).bound > trace_id_of(one.run_id) % 2**64}
    assert set(traces) == wanted


@on_memory
async def test_what_an_engine_lets_go_of_is_released(receiver: Receiver, tracing: Tracing, database: Database) -> None:
    """The attempt in flight has a span, the run's own comes from the engine that ends it."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    @step
    async def hold(value: int) -> int:
        begun.set()
        await go_on.wait()
        return value

    flow = workflow("holding").then(hold).build()
    async with Engine(database.store(), observers=[tracing.observer], grace=0) as engine:
        handle = await engine.start(flow, 1)
        await begun.wait()
    assert [span.label for span in receiver.spans] == ["hold released"]
    go_on.set()
    async with Engine(database.store(), workflows=[flow], observers=[tracing.observer]) as engine:
        await engine.handle(handle.run_id, flow).result()
        await engine.idle()
    assert [span.label for span in receiver.spans] == ["hold released", "hold completed", "holding COMPLETED"]
    released, done, root = receiver.spans
    assert {one.parent_id for one in (released, done)} == {root.span_id}
    assert done.links == [(root.trace_id, released.span_id)]
