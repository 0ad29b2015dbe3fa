"""Whatever is given to an engine: it is taken, or refused by an error that helps, and then nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from gorkflow import (
    ContextError,
    DefinitionError,
    Engine,
    GorkflowError,
    ResourceNotFoundError,
    RunFilter,
    RunNotFoundError,
    SettingError,
    StateKey,
    StepContext,
    StepNotFoundError,
    connect,
    run,
    step,
    workflow,
)
from gorkflow.core.events import Event
from gorkflow.runtime.options import EngineOptions
from gorkflow.testing import FakeClock, call, fake_context
from tests.hostile import Call, Stored, complaint, complaints


@step
async def one(value: int) -> int:
    return value


flow: Any = workflow("flow").then(one).build()  # as callers without a type checker see it
key = StateKey("it", int)


async def listed(events: AsyncIterator[Event]) -> int:
    return len([event async for event in events])


def filtered(name: str, value: Any) -> RunFilter:
    return RunFilter(**{name: value})


def calls(engine: Any, run_id: str) -> dict[str, Call]:
    """Every method of an open engine and of a handle, with one value in each place."""
    handle = engine.handle(run_id, flow)
    starts = ("idempotency_key", "tags", "resource_id", "run_timeout", "on_failure")
    filters = ("workflow_id", "version", "resource_id", "cursor")
    return {
        **{f"start({name}=)": lambda value, name=name: engine.start(flow, 1, **{name: value}) for name in starts},
        **{f"{name} of a filter": lambda value, name=name: engine.list_runs(filtered(name, value)) for name in filters},
        "flow.run(on=)": lambda value: flow.run(1, on=value),
        "flow.start(on=)": lambda value: flow.start(1, on=value),
        "flow.run(input)": lambda value: flow.run(value, on=engine),
        "run(workflow)": lambda value: engine.run(value, 1),
        "start(input)": lambda value: engine.start(flow, value),
        "start(workflow)": lambda value: engine.start(value, 1),
        "register": engine.register,
        "handle(run_id)": lambda value: engine.handle(value, flow).result(timeout=0),
        "handle(workflow)": lambda value: engine.handle(run_id, value).result(),
        "wait(run_id)": lambda value: engine.wait(value, flow, timeout=0),
        "wait(workflow)": lambda value: engine.wait(run_id, value),
        "wait(timeout=)": lambda value: engine.wait(run_id, flow, timeout=value),
        "output_of(run_id)": lambda value: engine.output_of(value, flow, one),
        "output_of(workflow)": lambda value: engine.output_of(run_id, value, one),
        "output_of(step)": handle.output_of,
        "get_run": engine.get_run,
        "cancel": engine.cancel,
        "delete_run": engine.delete_run,
        "prune(older_than=)": lambda value: engine.prune(older_than=value, statuses=["CANCELLED"]),
        "prune(statuses=)": lambda value: engine.prune(older_than=1e9, statuses=value),
        "list_step_executions": engine.list_step_executions,
        "retry": engine.retry,
        "preview_retry": engine.preview_retry,
        "fork(run_id)": lambda value: engine.fork(value, from_step="one"),
        "fork(from_step=)": lambda value: engine.fork(run_id, from_step=value),
        "fork(input=)": lambda value: engine.fork(run_id, from_step="one", input=value),
        "preview_fork(run_id)": lambda value: engine.preview_fork(value, from_step="one"),
        "preview_fork(from_step=)": lambda value: engine.preview_fork(run_id, from_step=value),
        "migrate": engine.migrate,
        "load_step_output(run_id)": lambda value: engine.load_step_output(value, "one"),
        "load_step_output(step_id)": lambda value: engine.load_step_output(run_id, value),
        "list_runs": engine.list_runs,
        "count_runs": engine.count_runs,
        "events(run_id)": lambda value: listed(engine.events(value)),
        "events(after)": lambda value: listed(engine.events(run_id, value)),
        "events(follow=)": lambda value: listed(engine.events(run_id, follow=value)),
        "handle.events": lambda value: listed(handle.events(value)),
    }  # fmt: skip


def runs_of(engine: Engine) -> Stored:
    async def stored() -> list[str]:
        return [one.run_id for one in (await engine.list_runs(RunFilter(limit=1000))).items]

    return stored


@pytest.mark.parametrize("name", calls(connect(), "it"))
async def test_no_call_of_an_engine_ends_in_an_error_of_python(engine: Engine, name: str) -> None:
    """Nor does one hang, nor store anything that it refuses: every run that is there has its output."""
    handle = await engine.start(flow, 1)
    assert await handle.result() == 1
    async with asyncio.timeout(20):
        assert await complaints(calls(engine, handle.run_id)[name], stored=runs_of(engine)) == {}
        await engine.idle()
    page = await engine.list_runs(RunFilter(limit=1000))
    assert {one.status.value for one in page.items} == {"COMPLETED"}
    assert {one.workflow_id for one in page.items} == {"flow"}


OPTIONS = [*EngineOptions.__annotations__, "durability"]


async def opened(**options: Any) -> None:
    if isinstance(options.get("grace", 0), bool | int | float):
        options.setdefault("grace", 0)
    async with connect(**options):
        pass


@pytest.mark.parametrize("name", OPTIONS)
async def test_no_option_of_an_engine_ends_in_an_error_of_python(name: str) -> None:
    """By itself and in a list, at the latest when the engine opens."""
    assert await complaints(lambda value: opened(**{name: value})) == {}
    assert await complaints(lambda value: opened(**{name: [value]})) == {}


PLACES: dict[str, Call] = {
    "connect": connect,
    "a path": lambda value: connect(f"sqlite:///{value}" if isinstance(value, str) else value),
    "another scheme": lambda value: connect(f"{value}://it" if isinstance(value, str) else value),
    "Engine": Engine,
    "run(workflow)": lambda value: run(value, 1),
    "run(input)": lambda value: run(flow, value),
    "run(store=)": lambda value: run(flow, 1, store="memory://" if isinstance(value, str) else value),
    "call(step)": lambda value: call(value, 1),
    "advance": lambda value: FakeClock().advance(value if not isinstance(value, int | float) else -1),
}


@pytest.mark.parametrize("name", PLACES)
async def test_no_way_to_an_engine_ends_in_an_error_of_python(name: str) -> None:
    """URLs, stores, and what runs without an engine of one's own."""
    assert await complaints(PLACES[name]) == {}


INSIDE: dict[str, Callable[[StepContext, Any], object]] = {
    "state.get": lambda ctx, value: ctx.state.get(value),
    "state.get with a default": lambda ctx, value: ctx.state.get(key, value),
    "state.set of a key": lambda ctx, value: ctx.state.set(value, 1),
    "state.set of a value": lambda ctx, value: ctx.state.set(key, value),
    "state.delete": lambda ctx, value: ctx.state.delete(value),
    "in state": lambda ctx, value: value in ctx.state,
    "resource": lambda ctx, value: ctx.resource(value),
    "output_of": lambda ctx, value: ctx.output_of(value),
    "progress": lambda ctx, value: ctx.progress(value, value),
}


@pytest.mark.parametrize("name", INSIDE)
async def test_no_use_of_a_context_ends_in_an_error_of_python(engine: Engine, name: str) -> None:
    """In a body, and in the one that tests use."""
    found: dict[str, str] = {}

    @step
    async def body(ctx: StepContext, value: int) -> int:
        found.update(await complaints(lambda given: INSIDE[name](ctx, given)))
        return value

    assert await engine.run(workflow("inside").then(body).build(), 1) == 1
    assert found == {}
    assert await complaints(lambda given: INSIDE[name](fake_context(), given)) == {}


async def test_what_an_engine_refuses_is_named_with_its_remedy(engine: Any) -> None:
    """The error's class tells what kind of mistake it was; what may be a password is not shown."""
    handle = await engine.start(flow, 1)
    await handle.result()
    mistakes: list[tuple[Callable[[], Any], type[GorkflowError], str]] = [
        (lambda: connect(clock=3), SettingError, "clock must be a gorkflow.ports.Clock, not 3"),  # type: ignore[arg-type]  # that is what is tested
        (lambda: connect(clock=FakeClock), SettingError, "clock must be a gorkflow.ports.Clock, not <class"),  # type: ignore[arg-type]  # as above
        (lambda: connect(observers=[print]), SettingError, "an observer has a method on_event"),  # type: ignore[list-item]  # as above
        (lambda: Engine("sqlite:///it"), SettingError, "a gorkflow.ports.Store, not a str; connect\\(url\\) makes one"),  # type: ignore[arg-type]  # as above
        (lambda: flow.run(1, on="http://u:pw@it"), SettingError, "'flow' runs on an engine, not on a str; write"),
        (lambda: engine.list_runs("it"), SettingError, "runs are listed by a RunFilter, not 'it'; write RunFilter"),
        (lambda: engine.events(handle.run_id, -1), SettingError, "after must be at least 0, not -1"),
        (lambda: engine.events(handle.run_id, "1"), SettingError, "after must be an int of at least 0, not '1'"),
        (lambda: engine.handle(handle.run_id, "flow"), DefinitionError, "'flow' is no workflow; give what build"),
        (lambda: engine.load_step_output(handle.run_id, "\n"), StepNotFoundError, r"has no step '\\n'"),
        (lambda: engine.cancel(3), RunNotFoundError, "no run 3 in"),
        (lambda: fake_context().state.get("it"), ContextError, "state takes a StateKey, not 'it'; make one"),  # type: ignore[call-overload]  # as above
        (lambda: fake_context().resource(3), ResourceNotFoundError, r"takes the class of a resource, not 3"),  # type: ignore[arg-type]  # as above
        (lambda: fake_context().output_of("it"), StepNotFoundError, r"'run-1': output_of\(\) takes a step, not 'it'"),  # type: ignore[arg-type]  # as above
        (lambda: call("it"), DefinitionError, r"call\(\) takes a step, not 'it'"),  # type: ignore[call-overload]  # as above
    ]  # fmt: skip
    for mistake, error, text in mistakes:
        with pytest.raises(error, match=text) as caught:
            await _now(mistake())
        assert "pw" not in str(caught.value)


async def _now(result: object) -> None:
    if isinstance(result, Awaitable):
        await result


async def test_the_name_of_a_file_is_no_order_to_the_terminal(tmp_path: Path) -> None:
    """Errors that name the store show its control characters as text."""
    async with connect(f"sqlite:///{tmp_path}/a\n\x1b[1m.db") as engine:
        assert await complaint(engine.get_run, "it") is None
        with pytest.raises(RunNotFoundError, match=r"a\\n\\x1b\[1m.db"):
            await engine.get_run("it")
    assert await complaint(lambda value: opened_at(f"sqlite:///{tmp_path}/{value}/it.db"), "\x1b[1m\n") is None


async def opened_at(url: str) -> None:
    async with connect(url):
        pass
