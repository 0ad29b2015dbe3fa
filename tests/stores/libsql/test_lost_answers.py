"""Connections that end in the middle: what was written once stays written once, and its writer learns of it."""

from __future__ import annotations

import asyncio
import gc
import sys

import pytest

from gorkflow import Engine, step, workflow
from gorkflow.core.records import RunRow
from gorkflow.core.run import RunStatus
from gorkflow.errors import ConflictError, StoreConnectionError
from gorkflow.stores import libsql_writer
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance_stage import (
    commit_of,
    creation_of,
    event_row,
    everything,
    message_row,
    patched,
    run_row,
    schedule_row,
    step_row,
    unread,
)
from tests.stores.libsql.conftest import OpenStore
from tests.stores.libsql.proxy import Fault, Proxy

ORDERS = [("orders", "1")]
FAULTS = [fault for fault in Fault if fault is not Fault.NONE]
every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@every_fault
async def test_a_commit_is_written_once(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Whether the request was lost or its answer: commit returns, and the next one finds what it left."""
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    for number in range(1, 4):
        proxy.faults.append(fault)
        commit = commit_of(run, step_row("run-1", f"s{number}"), done=number)
        await store.commit(commit)
        run = patched(run, commit)
    assert await store.get_run("run-1") == run
    assert [row.seq for row in await store.list_events("run-1")] == [1, 2, 3, 4]


@every_fault
async def test_a_commit_without_events_is_sent_again(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Nothing tells whether it arrived, and it does the same twice."""
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    commit = commit_of(run, owner=None)
    commit = commit._replace(events=[], patch=commit.patch._replace(last_seq=run.last_seq))
    proxy.faults.append(fault)
    await store.commit(commit)
    assert await store.get_run("run-1") == run._replace(owner=None)


@every_fault
async def test_a_conflict_is_told_from_a_lost_answer(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """A writer that is behind meets a ConflictError, however often its answer is lost."""
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    await store.commit(commit_of(run, step_row()))
    before = await everything(store, "run-1")
    stale = commit_of(run, step_row("run-1", "stale"))
    stale = stale._replace(events=[event_row("run-1", 2, "StepFailed")])
    proxy.faults.extend([fault, fault])
    with pytest.raises(ConflictError):
        await store.commit(stale)
    assert await everything(store, "run-1") == before


@every_fault
async def test_of_a_group_each_learns_its_own_fate(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Thirty commits in one request, one of them stale: thirty-one answers, each the right one."""
    store = await open_store(url=proxy.url)
    runs = [run_row(f"run-{number}") for number in range(30)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    commits = [commit_of(run, step_row(run.run_id), done=1) for run in runs]
    stale = commit_of(runs[3], step_row("run-3", "stale"), epoch=9)
    stale = stale._replace(events=[event_row("run-3", 2, "StepFailed")])
    proxy.faults.append(fault)
    results = await asyncio.gather(*(store.commit(commit) for commit in [*commits, stale]), return_exceptions=True)
    assert results[:30] == [None] * 30
    assert isinstance(results[30], ConflictError)
    for run in runs:
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        assert [row.step_id for row in snapshot.executions] == ["load"]


@every_fault
async def test_a_run_is_created_once(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """create returns the run's row, and not that its id is taken."""
    store = await open_store(url=proxy.url)
    proxy.faults.append(fault)
    run = run_row(tags={"a": "b"}, idempotency_key="k")
    assert await store.create(creation_of(run, step_row())) == run
    assert await store.get_run("run-1") == run
    assert list(await store.list_events("run-1")) == [event_row()]


@every_fault
async def test_a_message_arrives_once(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """And its sender learns the run's status."""
    store = await open_store(url=proxy.url)
    await store.create(creation_of())
    proxy.faults.append(fault)
    assert await store.post(message_row()) is RunStatus.RUNNING
    assert await unread(store) == [message_row()]


@every_fault
async def test_a_claim_strands_no_run(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Wherever in a claim the connection ends: every run comes, once."""
    store = await open_store(url=proxy.url)
    for number in range(12):
        await store.create(creation_of(run_row(f"run-{number}", owner=None, created_at=float(number))))
    claimed: list[tuple[str, int]] = []
    for place in range(4):
        proxy.faults.extend([Fault.NONE] * place + [fault])
        claimed += [(one.run.run_id, one.run.epoch) for one in await store.claim(ORDERS, limit=3)]
        proxy.faults.clear()
    assert claimed == [(f"run-{number}", 2) for number in range(12)]


@every_fault
async def test_a_delete_is_done(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """It says so, although the run is gone when it looks again."""
    store = await open_store(url=proxy.url)
    await store.create(creation_of(run_row(status="FAILED")))
    proxy.faults.append(fault)
    assert await store.delete("run-1") is True
    assert await everything(store, "run-1") == (None, [])


@every_fault
async def test_a_schedule_is_written_once(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Its first row and each that takes the place of another; one that is behind meets a ConflictError all the same."""
    store = await open_store(url=proxy.url)
    proxy.faults.append(fault)
    await store.put_schedule(schedule_row(next_at=None, input=bytes(range(256))), expected=None)
    for epoch in range(1, 4):
        proxy.faults.append(fault)
        await store.put_schedule(schedule_row(epoch=epoch + 1, last_at=epoch / 3), expected=epoch)
    proxy.faults.extend([fault, fault])
    with pytest.raises(ConflictError):
        await store.put_schedule(schedule_row(epoch=4, last_at=5.5), expected=3)
    assert await store.get_schedule("nightly") == schedule_row(epoch=4, last_at=1.0)
    proxy.faults.append(fault)
    assert await store.delete_schedule("nightly") is True
    assert await store.get_schedule("nightly") is None


@every_fault
async def test_reads_are_asked_again(open_store: OpenStore, proxy: Proxy, fault: Fault) -> None:
    """Whatever becomes of the first attempts."""
    store = await open_store(url=proxy.url)
    await store.create(creation_of())
    proxy.faults.extend([fault] * 3)
    assert await store.get_run("run-1") == run_row()


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_commit_that_is_repeated_later_is_there_once(
    open_store: OpenStore, proxy: Proxy, is_carried_out: bool
) -> None:
    """When the store's patience ends its caller gets an error, and repeats the commit: the fence tells the rest."""
    store = await open_store(url=proxy.url, patience_seconds=0.05)
    run = run_row()
    await store.create(creation_of(run))
    proxy.faults.append(Fault.LOSE_ANSWER if is_carried_out else Fault.LOSE_REQUEST)
    proxy.faults.extend([Fault.LOSE_REQUEST] * 50)
    commit = commit_of(run, step_row(), done=1)
    with pytest.raises(StoreConnectionError, match=r"127\.0\.0\.1"):
        await store.commit(commit)
    proxy.faults.clear()
    assert [row.seq for row in await store.list_events("run-1")] == ([1, 2] if is_carried_out else [1])
    if is_carried_out:
        with pytest.raises(ConflictError):
            await store.commit(commit)
    else:
        await store.commit(commit)
    assert await store.get_run("run-1") == patched(run, commit)
    assert [row.seq for row in await store.list_events("run-1")] == [1, 2]


async def test_what_was_given_up_is_not_kept(open_store: OpenStore, proxy: Proxy) -> None:
    """A creation of which nobody knows whether it was carried out: the store has nothing of it any more."""
    store = await open_store(url=proxy.url, patience_seconds=0.05)
    data = bytes(100_000)
    before = sys.getrefcount(data)
    proxy.faults.extend([Fault.LOSE_ANSWER, *[Fault.LOSE_REQUEST] * 50])
    with pytest.raises(StoreConnectionError) as caught:
        await store.create(creation_of(run_row(input=data)))
    del caught
    proxy.faults.clear()
    assert (await store.create(creation_of(run_row("run-2")))).run_id == "run-2"  # the writer has gone on
    gc.collect()
    assert sys.getrefcount(data) == before


@every_fault
async def test_an_engine_repeats_a_commit_that_was_given_up(proxy: Proxy, fault: Fault) -> None:
    """Carried out or not: the run goes on, each body ran once, and its events have no gap."""
    calls: list[str] = []

    @step
    async def first(value: int) -> int:
        calls.append("first")
        proxy.faults.extend([fault, *[Fault.LOSE_REQUEST] * 20])
        return value + 1

    @step
    async def second(value: int) -> int:
        calls.append("second")
        return value * 2

    both = workflow("both").then(first).then(second).build()
    async with Engine(LibsqlStore(proxy.url, patience_seconds=0.05), workflows=[both]) as engine:
        handle = await engine.start(both, 1)
        assert await handle.result(timeout=30) == 4
        assert [event.seq async for event in engine.events(handle.run_id)] == list(range(1, 9))
    assert calls == ["first", "second"]


@every_fault
async def test_an_engine_goes_on_with_a_start_that_was_given_up(proxy: Proxy, fault: Fault) -> None:
    """Its caller was told that nobody knows; where it was written, the run goes on all the same, once."""
    calls: list[int] = []

    @step
    async def only(value: int) -> int:
        calls.append(value)
        return value

    one = workflow("one").then(only).build()
    async with Engine(LibsqlStore(proxy.url, patience_seconds=0.05), workflows=[one]) as engine:
        proxy.faults.extend([fault, *[Fault.LOSE_REQUEST] * 20])
        with pytest.raises(StoreConnectionError):
            await engine.start(one, 7, idempotency_key="k")
        proxy.faults.clear()
        assert await (await engine.start(one, 7, idempotency_key="k")).result(timeout=30) == 7
        await engine.idle()
        assert await engine.count_runs() == {RunStatus.COMPLETED: 1}
    assert calls == [7]


async def test_a_claim_that_failed_is_made_good_by_the_next(open_store: OpenStore, proxy: Proxy) -> None:
    """Runs that it had taken have an owner that does not know of them: the next claim says which it holds."""
    store = await open_store(url=proxy.url, patience_seconds=0.05)
    await store.create(creation_of(run_row(owner=None)))
    proxy.faults.extend([Fault.NONE, Fault.NONE, Fault.LOSE_ANSWER, *[Fault.LOSE_REQUEST] * 50])
    with pytest.raises(StoreConnectionError):
        await store.claim(ORDERS, limit=5)
    proxy.faults.clear()
    (row,) = [await store.get_run("run-1")]
    assert row is not None
    assert (row.owner, row.epoch) == ("engine-1", 2)
    assert [one.run for one in await store.claim([("bills", "1")], limit=5, held=())] == []
    assert [one.run for one in await store.claim(ORDERS, limit=5, held=())] == [row._replace(epoch=3)]
    assert [one.run for one in await store.claim(ORDERS, limit=5, held=("run-1",))] == []


async def test_closing_does_not_wait_for_a_server_that_is_away(
    open_store: OpenStore, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits is given up after a moment, with an error for each."""
    monkeypatch.setattr(libsql_writer, "_LAST_PATIENCE_SECONDS", 0.1)
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    proxy.faults.extend([Fault.LOSE_REQUEST] * 1000)
    task = asyncio.create_task(_commit(store, run))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(60):
        await store.close()
    with pytest.raises(StoreConnectionError):
        await task


async def _commit(store: LibsqlStore, run: RunRow) -> None:
    await store.commit(commit_of(run))
