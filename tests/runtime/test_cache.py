"""Steps with `cache=`: what was given before is given again, as if the body had been called."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, field_validator

from gorkflow import (
    ContextError,
    Engine,
    RetryPolicy,
    RunFailedError,
    RunHandle,
    RunStatus,
    StateKey,
    Step,
    StepContext,
    StepStatus,
    StoreBusyError,
    StoreCorruptError,
    Workflow,
    step,
    workflow,
)
from gorkflow.core.records import CacheRow
from gorkflow.core.values import checksum
from gorkflow.runtime import cache
from gorkflow.testing import FakeClock, call, fake_context
from gorkflow.testing.crash import CrashingStore
from tests.conftest import Database, OpenEngine, on_memory
from tests.runtime import process_bodies
from tests.runtime.gated import kill

calls: Counter[str] = Counter()
HOUR = timedelta(hours=1)
WORDS = StateKey("words", list[str])


@pytest.fixture(autouse=True)
def forget() -> None:
    """What was counted before."""
    calls.clear()


async def squares(value: int) -> int:
    calls["squares"] += 1
    return value * value


def adds(value: int) -> dict[str, set[int]]:
    calls["adds"] += 1
    return {"a": {value, value + 1}, "b": set()}


def counts(values: dict[str, set[int]]) -> int:
    calls["counts"] += 1
    return sum(map(len, values.values()))


def cached(handler: Any, id: str = "s", **options: Any) -> Any:
    settings: Any = {"pure": True, "cache": HOUR} | options
    made: Any = Step(id, handler, **settings)
    return made


def flow_of(*steps: Any, version: str = "1") -> Workflow[Any, Any]:
    flow: Any = workflow("w", int, version=version)
    for one in steps:
        flow = flow.then(one)
    built: Workflow[Any, Any] = flow.build()
    return built


square = flow_of(cached(squares))


async def origins(handle: RunHandle[Any]) -> dict[str | None, object]:
    """Of each step that was completed the run that its output is from; None where its body was called."""
    completed = [event async for event in handle.events() if event.type == "StepCompleted"]
    return {event.step_id: event.data.get("from") for event in completed}


async def test_an_output_is_given_again_without_a_call(engine: Engine) -> None:
    """In another run, with the same input alone; events and records say so."""
    first = await square.start(3, on=engine)
    assert await first.result() == 9
    second = await square.start(3, on=engine)
    assert await second.result() == 9
    assert calls["squares"] == 1
    assert await square.run(4, on=engine) == 16
    assert calls["squares"] == 2
    assert await origins(first) == {"s": None}
    assert await origins(second) == {"s": first.run_id}
    [called] = await engine.list_step_executions(first.run_id)
    [recalled] = await engine.list_step_executions(second.run_id)
    assert (called.executor, recalled.executor) == ("loop", "cache")
    assert (recalled.status, recalled.output, recalled.attempt, recalled.input) == (StepStatus.COMPLETED, 9, 1, 3)
    assert await second.output_of(cached(squares)) == 9


async def test_a_chain_of_every_kind_is_given_again(open_engine: OpenEngine) -> None:
    """Bodies on the loop, in threads and inline; by another engine on the same store, with sets in any order."""
    flow = flow_of(cached(squares, "a"), cached(adds, "b"), cached(counts, "c", executor="inline"))
    engine, again = await open_engine(), await open_engine()
    assert [await flow.run(2, on=one) for one in (engine, again, engine)] == [2, 2, 2]
    assert calls == {"squares": 1, "adds": 1, "counts": 1}


async def test_a_worker_process_is_not_asked_again(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its output is kept like every other."""
    path = tmp_path / "called"
    monkeypatch.setenv(process_bodies.CALLED, str(path))
    flow = workflow("w").then(process_bodies.cached_in_process).build()
    assert [await flow.run(value, on=engine) for value in (1, 1, 2, 1)] == [2, 2, 4, 2]
    assert path.read_text(encoding="utf-8") == "called\n" * 2


async def test_an_output_is_given_again_until_its_time_is_over(open_engine: OpenEngine, clock: FakeClock) -> None:
    """It counts from when the body ended, not from when it was given last; then the body is called, and kept anew."""
    engine = await open_engine(clock=clock, lease_ttl=1e6)
    for seconds, expected in ((0, 1), (1800, 1), (1799, 1), (1, 2), (3599, 2), (1, 3)):
        clock.jump(seconds)
        assert await square.run(3, on=engine) == 9
        assert calls["squares"] == expected, seconds


async def test_another_code_or_version_is_another_output(engine: Engine) -> None:
    """What the body was is not what it is; a version is for what its code does not show."""

    async def cubes(value: int) -> int:
        calls["cubes"] += 1
        return value * value * value

    assert await square.run(3, on=engine) == 9
    engine_of = flow_of(cached(squares), version="2")
    assert await engine_of.run(3, on=engine) == 9
    assert calls["squares"] == 2
    assert await flow_of(cached(cubes), version="3").run(3, on=engine) == 27
    assert await workflow("other", int).then(cached(squares)).build().run(3, on=engine) == 9
    assert calls == {"squares": 3, "cubes": 1}


async def test_an_edited_body_is_called_under_the_same_version(open_engine: OpenEngine) -> None:
    """The hash of its code tells."""

    async def cubes(value: int) -> int:
        return value * value * value

    assert await square.run(3, on=await open_engine()) == 9
    assert await flow_of(cached(cubes)).run(3, on=await open_engine()) == 27


async def test_a_step_without_values_is_cached(engine: Engine) -> None:
    """It has one output."""

    async def ticks() -> int:
        calls["ticks"] += 1
        return 7

    flow = flow_of(cached(squares, "a"), cached(ticks, "t"))
    assert [await flow.run(value, on=engine) for value in (1, 2)] == [7, 7]
    assert calls == {"squares": 2, "ticks": 1}


async def test_steps_without_a_cache_read_nothing(open_engine: OpenEngine, database: Database) -> None:
    """And leave nothing."""
    asked: list[str] = []

    class Watched(CrashingStore):
        async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
            asked.append(key)
            return await super().get_cached(key, now=now)

    engine = await open_engine(store=Watched(database.store()))
    await flow_of(Step("s", squares, pure=True), Step("b", adds), version="2").run(3, on=engine)
    assert asked == []
    assert await engine.clear_cache() == 0
    await square.run(3, on=engine)
    assert len(asked) == 1
    assert await engine.clear_cache() == 1


@pytest.mark.parametrize("default", [False, True])
async def test_a_failure_is_not_kept(engine: Engine, default: bool) -> None:
    """Nor the default that stands for it."""

    async def fails(value: int) -> int:
        calls["fails"] += 1
        raise ValueError

    failing = cached(fails, retry=RetryPolicy(2, delay=0))
    flow = flow_of(failing.or_else(-1) if default else failing)
    for number in (1, 2):
        if default:
            assert await flow.run(3, on=engine) == -1
        else:
            with pytest.raises(RunFailedError):
                await flow.run(3, on=engine)
        assert calls["fails"] == 2 * number
    assert await engine.clear_cache() == 0


async def test_a_condition_is_asked_all_the_same(engine: Engine) -> None:
    """A step that is skipped leaves nothing; one that runs is given again."""
    asked: list[int] = []

    def is_odd(value: int) -> bool:
        asked.append(value)
        return value % 2 == 1

    flow = workflow("w", int).then_if(is_odd, cached(squares)).build()
    assert [await flow.run(value, on=engine) for value in (3, 4, 3, 4)] == [9, 4, 9, 4]
    assert (asked, calls["squares"]) == ([3, 4, 3, 4], 1)
    assert await engine.clear_cache() == 1


async def test_items_of_a_map_and_turns_of_a_loop_are_given_again(engine: Engine) -> None:
    """Wherever they stand in their list."""
    mapped = workflow("mapped", list[int]).map(cached(squares)).build()
    assert await mapped.run([1, 2, 3], on=engine) == [1, 4, 9]
    assert await mapped.run([3, 4, 1, 2], on=engine) == [9, 16, 1, 4]
    assert calls["squares"] == 4
    looped = workflow("looped", int).repeat(3, cached(squares)).build()
    assert [await looped.run(2, on=engine), await looped.run(4, on=engine)] == [256, 65536]
    assert calls["squares"] == 8


async def test_a_retry_and_a_fork_find_what_was_kept(engine: Engine) -> None:
    """Also a fork from the cached step: who wants it anew clears the cache first."""
    stands = {"still": True}

    async def grinds(value: int) -> int:
        if stands["still"]:
            raise ValueError
        return value + 1

    flow = flow_of(cached(squares), Step("g", grinds))
    handle = await flow.start(3, on=engine)
    with pytest.raises(RunFailedError):
        await handle.result()
    stands["still"] = False
    await engine.retry(handle.run_id)
    assert await handle.result() == 10
    fork = engine.handle(await engine.fork(handle.run_id, from_step="s"), flow)
    assert await fork.result() == 10
    assert calls["squares"] == 1
    assert (await origins(fork))["s"] == handle.run_id
    assert await engine.clear_cache() == 1
    fork = engine.handle(await engine.fork(handle.run_id, from_step="s"), flow)
    assert await fork.result() == 10
    assert calls["squares"] == 2


async def test_two_runs_at_once_both_call_the_body(engine: Engine) -> None:
    """Nobody waits for the other; what is written last is kept."""
    both = asyncio.Barrier(2)

    async def waits(value: int) -> int:
        calls["waits"] += 1
        await both.wait()
        return calls["waits"]

    flow = flow_of(cached(waits))
    handles = [await flow.start(1, on=engine) for _ in range(2)]
    assert [await handle.result() for handle in handles] == [2, 2]
    third = await flow.start(1, on=engine)
    assert await third.result() == 2
    assert (await origins(third))["s"] in {handle.run_id for handle in handles}
    assert calls["waits"] == 2


async def damage(database: Database, **changes: Any) -> None:
    """Change every output in the cache by hand; `arm` and `output`."""
    if database.kind == "memory":
        kept = database._memory._cached
        for key, row in list(kept.items()):
            kept[key] = tuple(CacheRow._make(row)._replace(**changes))
        return
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        names = ", ".join(f"{name} = ?" for name in changes)
        connection.execute(f"UPDATE step_cache SET {names}", tuple(changes.values()))  # noqa: S608  names of this file


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"output": b"8"}, "does not match its checksum"),
        ({"output": b"[", "checksum": checksum(b"[")}, "does not fit its type"),
        ({"output": b'"x"', "checksum": checksum(b'"x"')}, "does not fit its type"),
    ],
)
async def test_a_damaged_output_is_none(
    open_engine: OpenEngine, database: Database, caplog: pytest.LogCaptureFixture, changes: Any, problem: str
) -> None:
    """The body is called, the log says why, and a good one takes its place; no run fails of it."""
    first = await square.start(3, on=await open_engine())
    await first.result()
    await damage(database, **changes)
    engine = await open_engine()
    second, third = await square.start(3, on=engine), None
    assert await second.result() == 9
    [record] = [record for record in caplog.records if "cache" in record.message]
    assert f"the output that run {first.run_id} has left in the cache {problem}" in record.message
    assert record.levelname == "WARNING"
    third = await square.start(3, on=engine)
    assert await third.result() == 9
    assert calls["squares"] == 2
    assert await origins(third) == {"s": second.run_id}


async def test_an_output_that_its_type_refuses_now_is_none(engine: Engine) -> None:
    """A validator has come: the body says what it gives today."""
    limits = {"most": 10}

    class Count(BaseModel):
        number: int

        @field_validator("number")
        @classmethod
        def is_not_too_much(cls, number: int) -> int:
            if number > limits["most"]:
                raise ValueError("too much")
            return number

    async def counting(value: int) -> Count:
        calls["counting"] += 1
        return Count(number=min(value, limits["most"]))

    flow = workflow("w", int).then(cached(counting)).build()
    assert (await flow.run(9, on=engine)).number == 9
    limits["most"] = 5
    assert (await flow.run(9, on=engine)).number == 5
    assert (await flow.run(9, on=engine)).number == 5
    assert calls["counting"] == 2


async def test_an_engine_that_allows_less_takes_no_more_from_the_cache(open_engine: OpenEngine) -> None:
    """The limit is the same whether or not there was a run before."""

    async def long(value: int) -> str:
        return "x" * value

    flow = workflow("w").then(cached(long)).build()
    assert len(await flow.run(2000, on=await open_engine())) == 2000
    with pytest.raises(RunFailedError) as caught:
        await flow.run(2000, on=await open_engine(max_payload_bytes=1000))
    assert caught.value.error_code == "payload_too_large"


async def test_what_json_does_not_hold_is_not_cached(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """The body is called each time, with what it was given; the log says why, without the value."""

    class Base(BaseModel):
        number: int

    class Rush(Base):
        secret: str

    async def rushes(value: int) -> Rush:
        return Rush(number=value, secret="hunter2")  # noqa: S106  stands in for one

    async def reads(value: Base) -> str:
        calls["reads"] += 1
        return type(value).__name__

    flow: Any = workflow("w", int).then(Step("r", rushes)).then(cached(reads)).build()
    assert [await flow.run(1, on=engine) for _ in range(2)] == ["Rush", "Rush"]
    assert calls["reads"] == 2
    warnings = [record.message for record in caplog.records if "nothing is cached" in record.message]
    assert len(warnings) == 2
    assert "hunter2" not in caplog.text
    assert await engine.clear_cache() == 0


async def test_a_large_input_is_told_apart_beside_the_loop(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's time for it is not the loop's; the key is the same."""
    flow = workflow("w", dict[str, set[int]]).then(cached(counts)).build()
    keys = []
    for limit in (cache._LARGE_BYTES, 0):
        monkeypatch.setattr(cache, "_LARGE_BYTES", limit)
        keys.append(await flow.run({"b": {2, 1}, "a": set(range(50))}, on=engine))
    assert (keys, calls["counts"]) == ([52, 52], 1)


class Client:
    """A resource."""

    def ask(self) -> int:
        return 40


async def test_a_cached_step_may_use_resources(open_engine: OpenEngine) -> None:
    """And what else its context has that does not change its output."""

    async def asks(ctx: StepContext, value: int) -> int:
        calls["asks"] += 1
        ctx.progress(1, 2)
        return ctx.resource(Client).ask() + value

    flow = flow_of(cached(asks))
    engine = await open_engine(resources=[Client()])
    assert [await flow.run(2, on=engine) for _ in range(2)] == [42, 42]
    assert calls["asks"] == 1


async def test_a_cached_step_reads_and_writes_no_state(engine: Engine) -> None:
    """Its output would depend on it, and it is given to other runs; the error names the remedy."""

    async def looks(ctx: StepContext, value: int) -> int:
        with pytest.raises(
            ContextError, match=r"'words' is read by a step with cache=.* take the value as a parameter"
        ):
            ctx.state.get(WORDS, [])
        with pytest.raises(ContextError, match="is read by a step with cache="):
            assert WORDS not in ctx.state
        with pytest.raises(ContextError, match="pure step"):
            ctx.state.set(WORDS, [])
        with pytest.raises(ContextError, match=r"'s' has cache= and reads another step's output.* as a parameter"):
            ctx.output_of(cached(squares, "a"))
        return value

    assert await flow_of(cached(squares, "a"), cached(looks)).run(3, on=engine) == 9


@pytest.mark.parametrize("looks", [process_bodies.cached_and_looks, process_bodies.cached_and_asks])
async def test_a_cached_step_in_a_worker_process_reads_neither(engine: Engine, looks: Any) -> None:
    """As everywhere else."""
    flow = workflow("w").then(process_bodies.doubles).then(looks).build()
    with pytest.raises(RunFailedError, match=r"ContextError: .*cache=.*take the value as a parameter"):
        await flow.run(1, on=engine)


def test_a_test_sees_what_the_engine_would_say() -> None:
    """`fake_context(is_cached=True)`."""

    @step(pure=True, cache=60)
    def looks(ctx: StepContext, value: int) -> int:
        return len(ctx.state.get(WORDS, [])) + value

    assert call(looks, 1, context=fake_context(is_pure=True)) == 1
    with pytest.raises(ContextError):
        call(looks, 1, context=fake_context(is_pure=True, is_cached=True))


async def test_outputs_whose_time_is_over_are_pruned(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With the runs, however old these have to be; and all of them can be removed. Runs keep their own."""
    engine = await open_engine(clock=clock, lease_ttl=1e6)
    handles = []
    for value in (1, 2, 3):
        handles.append(await square.start(value, on=engine))
        await handles[-1].result()
        clock.jump(1500)
    assert await engine.prune(older_than=timedelta(days=1)) == 0
    assert await engine.clear_cache() == 2
    assert await engine.clear_cache() == 0
    assert [await handle.result() for handle in handles] == [1, 4, 9]
    assert await engine.prune(older_than=timedelta(0)) == 3


class Troubled(CrashingStore):
    """Refuses to tell what it keeps, and to write, while there is trouble."""

    trouble: Exception | None = None
    asked = 0

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return await super().get_cached(key, now=now)


@on_memory
async def test_a_store_in_trouble_is_waited_for(open_engine: OpenEngine, database: Database, clock: FakeClock) -> None:
    """Nothing starts meanwhile, no run fails; it goes on by itself."""
    store = Troubled(database.store())
    engine = await open_engine(store=store, clock=clock, lease_ttl=1e6)
    store.trouble = StoreBusyError("locked")
    handle = await square.start(3, on=engine)
    await clock.advance(30)
    assert calls["squares"] == 0
    assert engine.health().status == "degraded"
    assert store.asked > 5
    store.trouble = None
    await clock.advance(1)
    assert await handle.result() == 9
    assert engine.health().status == "ok"


@on_memory
async def test_a_run_that_waits_for_the_cache_can_be_cancelled(
    open_engine: OpenEngine, database: Database, clock: FakeClock
) -> None:
    """The body is never called."""
    store = Troubled(database.store())
    engine = await open_engine(store=store, clock=clock, lease_ttl=1e6)
    store.trouble = StoreBusyError("locked")
    handle = await square.start(3, on=engine)
    await clock.advance(2)
    cancelling = asyncio.create_task(handle.cancel())
    await clock.advance(1)
    assert await cancelling == RunStatus.CANCELLED
    assert (await handle.run()).status == RunStatus.CANCELLED
    assert calls["squares"] == 0


@on_memory
async def test_a_cache_that_is_damaged_is_none(
    open_engine: OpenEngine, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Waiting would not help."""
    store = Troubled(database.store())
    engine = await open_engine(store=store)
    store.trouble = StoreCorruptError("malformed")
    assert await square.run(3, on=engine) == 9
    assert [record.levelname for record in caplog.records if "the cache cannot be read" in record.message] == [
        "WARNING"
    ]


@on_memory
async def test_the_time_for_a_body_does_not_begin_before_the_cache_was_asked(
    open_engine: OpenEngine, database: Database, clock: FakeClock
) -> None:
    """A store that is slow is no fault of the step."""
    store = Troubled(database.store())
    engine = await open_engine(store=store, clock=clock, lease_ttl=1e6)
    store.trouble = StoreBusyError("locked")
    handle = await flow_of(cached(squares, timeout=5)).start(3, on=engine)
    await clock.advance(60)
    store.trouble = None
    await clock.advance(6)
    assert await handle.result() == 9


async def test_a_body_whose_engine_died_is_found_by_nobody(open_engine: OpenEngine) -> None:
    """What was not recorded is not kept: the next engine calls the body."""
    begun = asyncio.Event()

    async def waits(value: int) -> int:
        calls["waits"] += 1
        begun.set()
        if calls["waits"] == 1:
            await asyncio.get_running_loop().create_future()
        return value

    flow = flow_of(cached(waits))
    engine = await open_engine(flow)
    handle = await flow.start(1, on=engine)
    await begun.wait()
    await kill(engine)
    again = await open_engine(flow)
    assert await again.handle(handle.run_id, flow).result() == 1
    assert calls["waits"] == 2
    assert await flow.run(1, on=again) == 1
    assert calls["waits"] == 2
