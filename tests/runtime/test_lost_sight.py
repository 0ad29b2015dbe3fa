"""Runs that an engine owns without knowing it: a claim, start or cancel that was cut off. None is stranded."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Sequence

import pytest

from gorkflow import Engine, RunStatus, StoreBusyError, StoreConnectionError, StoreError, step, workflow
from gorkflow.core.records import Commit, Creation, RunRow, Snapshot
from gorkflow.ports import Store
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite, settle
from tests.runtime.gated import Gated


class LossyStore(MemoryStore):
    """Does what it is asked, and answers once with an error."""

    def __init__(self) -> None:
        super().__init__()
        self.lost: str | None = None

    async def create(self, creation: Creation, /) -> RunRow:
        row = await super().create(creation)
        await self._lose("create")
        return row

    async def commit(self, commit: Commit, /) -> None:
        await super().commit(commit)
        await self._lose("commit")

    async def claim(
        self,
        workflows: Collection[tuple[str, str]],
        /,
        *,
        limit: int,
        run_id: str | None = None,
        held: Collection[str] | None = None,
        differing: Collection[str] = (),
        due: float | None = None,
    ) -> Sequence[Snapshot]:
        claimed = await super().claim(workflows, limit=limit, run_id=run_id, held=held, differing=differing, due=due)
        await self._lose("claim")
        return claimed

    async def _lose(self, call: str) -> None:
        if self.lost == call:
            self.lost = None
            await asyncio.sleep(0)
            raise StoreConnectionError("lost on the way back")


async def left_open(store: Store, gated: Gated, runs: int = 1) -> list[str]:
    """Open runs that nobody owns, with their second step to come."""
    async with Engine(store, grace=0) as engine:
        handles = [await engine.start(gated.flow, number) for number in range(runs)]
        await settle()
    return [handle.run_id for handle in handles]


@on_sqlite
async def test_a_recover_that_is_cancelled_is_carried_out(database: Database, open_engine: OpenEngine) -> None:
    """As a time-out around it would cancel it."""
    gated = Gated()
    ids = await left_open(database.store(), gated, runs=5)
    gated.free.set()
    engine = await open_engine(gated.flow, recover=False)
    recovering = asyncio.create_task(engine.recover())
    for _ in range(3):
        await asyncio.sleep(0)
    recovering.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await recovering
    results = [await engine.handle(run_id, gated.flow).result(timeout=60) for run_id in ids]
    assert results == [3, 4, 5, 6, 7]


@on_memory
async def test_a_claim_without_an_answer_is_repeated(open_engine: OpenEngine, clock: FakeClock) -> None:
    """What it gave to the engine is the engine's without its knowledge: the next one finds it."""
    store = LossyStore()
    gated = Gated()
    [run_id] = await left_open(store, gated)
    gated.free.set()
    engine = await open_engine(gated.flow, store=store, clock=clock, recover=False)
    store.lost = "claim"
    with pytest.raises(StoreConnectionError):
        await engine.recover()
    assert await engine.recover() == [run_id]
    assert await engine.handle(run_id, gated.flow).result() == 3


@on_memory
@pytest.mark.parametrize("lost", ["claim", "commit"])
async def test_a_retry_without_an_answer_is_repeated(open_engine: OpenEngine, lost: str) -> None:
    """By calling it again: the run is taken up once, whichever answer was lost."""
    store = LossyStore()
    gated = Gated()
    engine = await open_engine(gated.flow, store=store, recover=False)
    handle = await engine.start(gated.flow, 0)
    await handle.cancel()
    gated.free.set()
    store.lost = lost
    with contextlib.suppress(StoreConnectionError):
        await engine.retry(handle.run_id)
    assert await engine.retry(handle.run_id) == handle.run_id
    assert await handle.result() == 3
    retries = [event async for event in engine.events(handle.run_id) if event.type == "RunRetried"]
    assert len(retries) == 1


@on_memory
@pytest.mark.parametrize("lost", ["claim", "commit"])
async def test_a_cancel_without_an_answer_is_repeated(open_engine: OpenEngine, lost: str) -> None:
    """The run ends, at the first call or at the second."""
    store = LossyStore()
    gated = Gated()
    [run_id] = await left_open(store, gated)
    engine = await open_engine(store=store)
    store.lost = lost
    with contextlib.suppress(StoreError):
        await engine.cancel(run_id)
    assert await engine.cancel(run_id) is RunStatus.CANCELLED


class Frozen(SqliteStore):
    """An engine on it writes no heartbeat while it is frozen."""

    is_frozen = False

    def beat(self) -> None:
        if not self.is_frozen:
            super().beat()


@on_sqlite
async def test_an_engine_gets_a_run_back_that_it_had_lost(database: Database) -> None:
    """Frozen, lost to another engine, let go of there: what was driven before is dropped, and it goes on anew."""
    gated = Gated()
    now = 1000.0
    store = Frozen(database.path, now=lambda: now)
    async with Engine(store, workflows=[gated.flow], grace=0) as frozen:
        handle = await frozen.start(gated.flow, 0)
        await asyncio.sleep(0.05)
        store.is_frozen, now = True, 1100.0
        async with Engine(SqliteStore(database.path, now=lambda: now), workflows=[gated.flow], grace=0) as other:
            assert other.health().running == 1
            await asyncio.sleep(0.05)
        store.is_frozen = False
        store.beat()
        assert await frozen.recover() == [handle.run_id]
        gated.free.set()
        assert await handle.result(timeout=60) == 3
    assert gated.calls == ["a1", "b1", "b2", "b3", "c1"]


class Still(Frozen):
    """Stands still right after a commit, before its answer."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        super().__init__(database.path, now=now)
        self.stands_still = False
        self.goes_on = asyncio.Event()

    async def commit(self, commit: Commit, /) -> None:
        await super().commit(commit)
        if self.stands_still:
            await self.goes_on.wait()


@on_sqlite
@pytest.mark.parametrize("beats_first", [False, True])
async def test_a_body_does_not_begin_in_an_engine_that_stood_still_too_long(
    database: Database, beats_first: bool
) -> None:
    """Its start was recorded; meanwhile another engine has taken the run over and is through with it.

    When the process wakes up the thread that beats may be quicker than the one that begins bodies.
    """
    gated = Gated()
    gated.free.set()
    now = 1000.0
    store = Still(database, lambda: now)
    async with Engine(store, workflows=[gated.flow], grace=0) as frozen:
        store.stands_still = True
        handle = await frozen.start(gated.flow, 0)
        await asyncio.sleep(0.1)
        assert gated.calls == ["a1"]
        store.is_frozen, now = True, 1100.0
        async with Engine(SqliteStore(database.path, now=lambda: now), workflows=[gated.flow], grace=5) as other:
            assert await other.handle(handle.run_id, gated.flow).result(timeout=60) == 3
        heartbeat = frozen._parts._heartbeat
        assert heartbeat is not None
        heartbeat._beaten_at -= 1000.0
        if beats_first:
            heartbeat.beat_now()
        store.stands_still = False
        store.goes_on.set()
        await asyncio.sleep(0.1)
        assert frozen.health().running == 0
    assert gated.calls == ["a1", "b2", "c1"]


@on_sqlite
async def test_a_run_that_another_engine_has_by_now_is_cancelled_there(database: Database) -> None:
    """Whoever asks has lost it without knowing."""
    gated = Gated()
    now = 1000.0
    store = Frozen(database.path, now=lambda: now)
    async with Engine(store, workflows=[gated.flow], grace=0) as frozen:
        handle = await frozen.start(gated.flow, 0)
        await asyncio.sleep(0.05)
        store.is_frozen, now = True, 1100.0
        async with Engine(SqliteStore(database.path, now=lambda: now), workflows=[gated.flow], grace=0) as other:
            assert await frozen.cancel(handle.run_id) is RunStatus.CANCELLED
            assert other.health().running == 0


@on_sqlite
async def test_the_same_start_again_after_a_restart_goes_on_at_once(database: Database) -> None:
    """Though its workflow was not given to connect(): nobody waits for the next look around."""
    gated = Gated()
    async with Engine(database.store(), grace=0) as engine:
        await engine.start(gated.flow, 0, idempotency_key="k")
        await settle()
    gated.free.set()
    async with Engine(database.store()) as engine:
        handle = await engine.start(gated.flow, 0, idempotency_key="k")
        assert await handle.result(timeout=60) == 3


@on_memory
async def test_a_cancelled_start_on_a_busy_store_is_not_stranded(open_engine: OpenEngine, clock: FakeClock) -> None:
    """It was written; that the store is busy afterwards says nothing about that."""

    class Busy(MemoryStore):
        creations = 0

        async def create(self, creation: Creation, /) -> RunRow:
            self.creations += 1
            if self.creations == 2:
                raise StoreBusyError("busy")
            row = await super().create(creation)
            if self.creations == 1:
                await asyncio.sleep(0.05)
            return row

    gated = Gated()
    gated.free.set()
    engine = await open_engine(store=Busy(), clock=clock)
    starting = asyncio.create_task(engine.start(gated.flow, 0))
    await asyncio.sleep(0.01)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    await clock.advance(1)
    await engine.idle()
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}


@on_memory
async def test_one_claim_that_fails_oddly_is_not_the_last(
    open_engine: OpenEngine, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A store of a user's own may raise anything: health says so, and the next claim takes place."""

    class Odd(MemoryStore):
        is_odd = False

        async def claim(
            self,
            workflows: Collection[tuple[str, str]],
            /,
            *,
            limit: int,
            run_id: str | None = None,
            held: Collection[str] | None = None,
            differing: Collection[str] = (),
            due: float | None = None,
        ) -> Sequence[Snapshot]:
            if self.is_odd:
                raise ValueError("odd")
            return await super().claim(workflows, limit=limit, run_id=run_id, held=held, differing=differing, due=due)

        def beat(self) -> None:
            raise RuntimeError("odd as well")

    store = Odd()
    gated = Gated()
    [run_id] = await left_open(store, gated)
    gated.free.set()
    store.is_odd = True
    engine = await open_engine(store=store, clock=clock, lease_ttl=3)
    engine.register(gated.flow)
    await clock.advance(2)
    assert "recovery: ValueError: odd" in engine.health().reasons
    store.is_odd = False
    await clock.advance(2)
    assert await engine.handle(run_id, gated.flow).result() == 3
    assert not any("recovery" in reason for reason in engine.health().reasons)


@on_memory
async def test_closing_waits_for_all_stubborn_bodies_together(open_engine: OpenEngine) -> None:
    """Not a second for each of them."""
    is_tired = False

    @step
    async def stubborn(value: int) -> int:
        while not is_tired:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(0.1)
        return value

    flow = workflow("stubborn").then(stubborn).build()
    engine = Engine(MemoryStore(), grace=0)
    await engine.__aenter__()
    for _ in range(10):
        await engine.start(flow, 1)
    await asyncio.sleep(0.05)
    began = asyncio.get_running_loop().time()
    await engine.__aexit__(None, None, None)
    assert asyncio.get_running_loop().time() - began < 5
    is_tired = True
    await asyncio.sleep(0.2)


@on_memory
async def test_a_run_that_cannot_be_taken_up_is_let_go_of(
    open_engine: OpenEngine, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A defect, say: it is tried again from time to time, and health tells of it for as long as it is so."""
    store, gated = MemoryStore(), Gated()
    run_ids = await left_open(store, gated, runs=2)
    gated.free.set()

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr("gorkflow.runtime.runs.restore", breaks)
        engine = await open_engine(gated.flow, store=store, clock=clock, lease_ttl=3)
        await clock.advance(5)  # several claims later
        expected = {f"run {run_id} cannot be taken up: a defect" for run_id in run_ids}
        assert set(engine.health().reasons) == expected
        assert {row.owner for run_id in run_ids if (row := await store.get_run(run_id))} == {None}
        assert await engine.cancel(run_ids[0]) is RunStatus.CANCELLED
        await clock.advance(1)
        assert engine.health().reasons == (f"run {run_ids[1]} cannot be taken up: a defect",)
    await clock.advance(1)
    assert await engine.handle(run_ids[1], gated.flow).result() == 4
    assert engine.health().status == "ok"
    assert len([one for one in caplog.records if "cannot be taken up" in one.getMessage()]) == 2


@on_memory
async def test_a_retry_whose_run_cannot_be_taken_up_leaves_it_free(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its caller is told, and any claim may try anew."""
    store, gated = MemoryStore(), Gated()
    engine = await open_engine(gated.flow, store=store, recover=False)
    handle = await engine.start(gated.flow, 0)
    await handle.cancel()
    gated.free.set()

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr("gorkflow.runtime.runs.restore", breaks)
        with pytest.raises(RuntimeError, match="a defect"):
            await engine.retry(handle.run_id)
    assert await engine.recover() == [handle.run_id]
    assert await handle.result() == 3


@on_memory
async def test_a_cancel_without_an_answer_strands_no_run(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Its claim made the run this engine's: nobody else would take it up, and so it does."""
    store = LossyStore()
    gated = Gated()
    [run_id] = await left_open(store, gated)
    engine = await open_engine(store=store, clock=clock, lease_ttl=3)
    store.lost = "claim"
    with pytest.raises(StoreConnectionError):
        await engine.cancel(run_id)
    engine.register(gated.flow)
    await clock.advance(1)
    assert (await engine.get_run(run_id)).status is RunStatus.CANCELLED
