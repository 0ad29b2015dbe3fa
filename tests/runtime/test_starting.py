"""Idempotent starts, options of a run, and starts that are given up in the middle."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import (
    DefinitionError,
    Engine,
    IdempotencyConflictError,
    RunFilter,
    RunHandle,
    RunStatus,
    SettingError,
    step,
    workflow,
)
from gorkflow.core.creation import StartOptions
from tests.conftest import OpenEngine, on_sqlite, settle
from tests.runtime.slow_store import SlowStore

calls: list[int] = []


@step
async def once(value: int) -> int:
    calls.append(value)
    await asyncio.sleep(0)
    return value + 1


flow = workflow("once").then(once).build()
other = workflow("other").then(once).build()


@pytest.fixture(autouse=True)
def fresh() -> None:
    """The bodies are counted per test."""
    calls.clear()


async def test_one_key_gives_one_run_to_fifty_tasks(engine: Engine) -> None:
    """One id, one body, one RunCreated; each gets the output."""
    handles = await asyncio.gather(*(engine.start(flow, 1, idempotency_key="k") for _ in range(50)))
    assert {handle.run_id for handle in handles} == {handles[0].run_id}
    assert await asyncio.gather(*(handle.result() for handle in handles)) == [2] * 50
    assert calls == [1]
    events = [event.type async for event in handles[0].events()]
    assert events == ["RunCreated", "RunStarted", "StepStarted", "StepCompleted", "RunCompleted"]
    assert len((await engine.list_runs()).items) == 1


async def test_a_key_holds_after_the_end(open_engine: OpenEngine) -> None:
    """For later starts and later engines too."""
    engine = await open_engine()
    first = await engine.start(flow, 1, idempotency_key="k")
    assert await first.result() == 2
    assert await engine.run(flow, 1, idempotency_key="k") == 2
    await engine.__aexit__(None, None, None)
    again = await open_engine()
    assert (await again.start(flow, 1, idempotency_key="k")).run_id == first.run_id
    assert calls == [1]
    assert await again.run(flow, 1, idempotency_key="another") == 2
    assert calls == [1, 1]


async def test_a_key_with_other_input_or_workflow_is_refused(engine: Engine) -> None:
    """With the key, the run and the remedy; nothing is stored."""
    first = await engine.start(flow, 1, idempotency_key="k")
    text = f"idempotency key 'k' belongs to run {first.run_id} of another input; use a key of its own"
    with pytest.raises(IdempotencyConflictError, match=text) as caught:
        await engine.run(flow, 2, idempotency_key="k")
    assert caught.value.run_id == first.run_id
    with pytest.raises(IdempotencyConflictError, match="of workflow 'once'"):
        await engine.run(other, 1, idempotency_key="k")
    await first.result()
    with pytest.raises(IdempotencyConflictError):
        await engine.start(flow, 2, idempotency_key="k")
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}
    assert engine.health().running == 0


async def test_fifty_tasks_with_two_inputs(engine: Engine) -> None:
    """One run; the others conflict."""
    starts = (engine.start(flow, n % 2, idempotency_key="k") for n in range(50))
    results = await asyncio.gather(*starts, return_exceptions=True)
    handles = [one for one in results if isinstance(one, RunHandle)]
    assert len(handles) == 25
    assert sum(isinstance(one, IdempotencyConflictError) for one in results) == 25
    assert {handle.run_id for handle in handles} == {handles[0].run_id}
    await engine.idle()
    assert len(calls) == 1


async def test_a_key_holds_while_its_run_waits_for_a_place(open_engine: OpenEngine) -> None:
    """The pending run is the one."""
    engine = await open_engine(max_concurrent_runs=1)
    blocker = await engine.start(flow, 7)
    starts = (engine.start(flow, 1, idempotency_key="k") for _ in range(20))
    handles = await asyncio.gather(*starts)
    assert len({handle.run_id for handle in handles}) == 1
    assert await asyncio.gather(blocker.result(), *(handle.result() for handle in handles)) == [8] + [2] * 20
    assert calls == [7, 1]


@on_sqlite
async def test_two_engines_share_a_key(open_engine: OpenEngine) -> None:
    """One of them drives the run, both get its output."""
    first, second = await open_engine(flow), await open_engine(flow)
    starts = (engine.start(flow, 1, idempotency_key="k") for engine in (first, second) for _ in range(10))
    handles = await asyncio.gather(*starts)
    assert len({handle.run_id for handle in handles}) == 1
    assert await asyncio.gather(*(handle.result() for handle in handles)) == [2] * 20
    assert calls == [1]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"idempotency_key": ""}, "idempotency_key must be a text of 1 to 500"),
        ({"idempotency_key": "x" * 501}, "idempotency_key must be a text of 1 to 500"),
        ({"idempotency_key": "a\x00b"}, "idempotency_key .* without NUL"),
        ({"idempotency_key": 5}, "idempotency_key must be a text"),
        ({"resource_id": ""}, "resource_id must be a text"),
        ({"resource_id": "\ud800"}, "resource_id has characters that are no text"),
        ({"tags": {"a": 1}}, "the tag 'a' must be a text"),
        ({"tags": {"": "a"}}, "the name of a tag must be a text"),
        ({"tags": {str(n): "x" for n in range(101)}}, "at most 100 tags, not 101"),
        ({"tags": [("a", "b")]}, r"tags must be a mapping of str to str, not \[\('a', 'b'\)\]"),
        ({"tags": "a"}, "tags must be a mapping of str to str, not 'a'"),
        ({"tags": []}, r"tags must be a mapping of str to str, not \[\]"),
        ({"tags": None}, "tags must be a mapping of str to str, not None"),
        ({"tags": {1: "a"}}, "the name of a tag must be a text"),
        ({"run_timeout": 1e308}, "run_timeout must be at most 100 years"),
        ({"on_failure": "ignore"}, "on_failure must be 'drain', 'cancel' or 'continue', not 'ignore'"),
        ({"run_timeout": 0}, "run_timeout"),
        ({"run_timeout": -1}, "run_timeout"),
        ({"run_timeout": float("nan")}, "run_timeout"),
    ],
)
async def test_options_of_a_run_are_checked(engine: Engine, options: dict[str, object], text: str) -> None:
    """By typed errors that name the option; nothing is stored."""
    with pytest.raises(SettingError, match=text):
        await engine.start(flow, 1, **options)  # type: ignore[arg-type]  # that is what is tested
    assert await engine.count_runs() == {}


async def test_texts_of_a_run_are_kept_as_they_are(engine: Engine) -> None:
    """Quotes, semicolons, percent signs and other alphabets."""
    odd = "'; DROP TABLE runs; -- %_\"\\ é 漢 \U0001f600\n"
    handle = await engine.start(flow, 1, idempotency_key=odd, tags={odd: odd}, resource_id=odd)
    await handle.result()
    run = await handle.run()
    assert (run.idempotency_key, run.tags, run.resource_id) == (odd, {odd: odd}, odd)
    for found in (RunFilter(tags={odd: odd}), RunFilter(resource_id=odd)):
        assert [one.run_id for one in (await engine.list_runs(found)).items] == [handle.run_id]
    assert (await engine.list_runs(RunFilter(resource_id="%"))).items == []


async def test_another_structure_under_the_same_version_is_refused(engine: Engine) -> None:
    """With the remedy; the same definition built again is the same."""
    await engine.run(flow, 1)
    assert await engine.run(workflow("once").then(once).build(), 1) == 2
    changed = workflow("once").then(once).then(once.named("again")).build()
    text = "'once' version '1' is registered with another structure"
    with pytest.raises(DefinitionError, match=text):
        engine.register(changed)
    with pytest.raises(DefinitionError, match=text):
        await engine.run(changed, 1)


async def test_a_start_that_is_given_up_strands_no_run(open_engine: OpenEngine) -> None:
    """Whatever the store has written by then is driven to its end: at every turn of the loop."""
    engine = await open_engine()
    for turns in range(4):
        starting = asyncio.create_task(engine.start(flow, turns, idempotency_key=f"k{turns}"))
        for _ in range(turns):
            await asyncio.sleep(0)
        starting.cancel()
        await asyncio.wait([starting])
    for turns in range(4):
        handle = await engine.start(flow, turns, idempotency_key=f"k{turns}")
        assert await handle.result(timeout=60) == turns + 1
    await engine.idle()
    assert await engine.count_runs() == {RunStatus.COMPLETED: 4}
    assert sorted(calls) == [0, 1, 2, 3]


async def test_a_start_that_is_given_up_while_the_store_writes(open_engine: OpenEngine) -> None:
    """The write cannot be called back: its run goes on without its starter."""
    store = SlowStore()
    engine = await open_engine(store=store)
    starting = asyncio.create_task(engine.start(flow, 1))
    await store.writing.wait()
    starting.cancel()
    await asyncio.wait([starting])
    store.free.set()
    for _ in range(20):
        await asyncio.sleep(0)
    await engine.idle()
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}
    assert calls == [1]


async def test_the_order_of_a_set_or_a_dict_makes_no_other_input(engine: Engine) -> None:
    """It differs between processes, and by how a value came about. Other items do, and the order of a list."""

    @step
    async def count(value: dict[str, set[int]]) -> int:
        return sum(map(len, value.values()))

    counting = workflow("counting").then(count).build()
    values: list[dict[str, set[int]]] = [{"a": set(), "b": {*first}} for first in ([8, 0], [0, 8])]
    values.append(dict(reversed(values[0].items())))
    assert list(values[0]["b"]) != list(values[1]["b"])
    handles = [await engine.start(counting, value, idempotency_key="k") for value in values]
    assert {handle.run_id for handle in handles} == {handles[0].run_id}
    with pytest.raises(IdempotencyConflictError):
        await engine.start(counting, {"a": set(), "b": {0, 9}}, idempotency_key="k")


async def test_a_repeated_start_of_a_pending_run_waits_for_its_driver(open_engine: OpenEngine) -> None:
    """As who holds a handle does: the store is not asked again and again."""
    engine = await open_engine(max_concurrent_runs=1)
    free = asyncio.Event()

    @step
    async def waits(value: int) -> int:
        await free.wait()
        return value

    waiting = workflow("waiting").then(waits).build()
    await engine.start(waiting, 0)
    await engine.start(waiting, 1, idempotency_key="k")
    started = await engine._parts.runs.start(waiting, 1, StartOptions(idempotency_key="k"))
    assert started.driver is engine._parts.runs.find(started.run_id) is not None
    again = asyncio.create_task(engine.run(waiting, 1, idempotency_key="k"))
    await settle()
    assert engine._parts.kit.hub._followers == {}
    free.set()
    assert await again == 1
