"""Conformance: which engines there are, and what each owns."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from gorkflow.core.records import EngineSighting
from gorkflow.core.run import RunStatus
from gorkflow.testing.conformance_stage import Stage, commit_of, conforms, creation_of, engine_row, run_row

__all__ = ["EngineConformance"]

ORDERS = [("orders", "1")]


class EngineConformance:
    """`list_engines`."""

    @conforms
    async def test_engines_come_as_they_were_registered(self, stage: Stage) -> None:
        """This one and the others, in order of start, then id; all alive. Another engine sees the same."""
        store = await stage.open("engine-3", started_at=7.5)
        await stage.open("engine-2", started_at=9.0)
        last = await stage.open("engine-1", started_at=9.0)
        for reader in (store, last):
            found = list(await reader.list_engines())
            assert [(one.engine_id, one.started_at) for one in found] == [
                ("engine-3", 7.5), ("engine-1", 9.0), ("engine-2", 9.0),
            ]  # fmt: skip
            row = engine_row()
            assert {(one.host, one.pid, one.lease_seconds) for one in found} == {(row.host, row.pid, row.lease_seconds)}
            assert all(one.is_alive is True for one in found)

    @conforms
    async def test_open_runs_count_for_their_owner(self, stage: Stage) -> None:
        """Of every status that is open; not those that are over, at rest, nobody's, or a dead engine's."""
        store = await stage.open("engine-1")
        await stage.open("engine-2")
        for status in RunStatus:
            await store.create(creation_of(run_row(f"one {status}", status=status.value)))
            await store.create(creation_of(run_row(f"none {status}", status=status.value, owner=None)))
            await store.create(creation_of(run_row(f"gone {status}", status=status.value, owner="engine-0")))
        await store.create(creation_of(run_row("two", owner="engine-2")))
        assert _owned(await store.list_engines()) == {"engine-1": 5, "engine-2": 1}
        await store.commit(commit_of(run_row("one RUNNING"), status="COMPLETED"))
        await store.commit(commit_of(run_row("one PENDING"), status="WAITING", owner=None))
        assert _owned(await store.list_engines()) == {"engine-1": 3, "engine-2": 1}

    @conforms
    async def test_an_engine_that_closed_is_gone(self, stage: Stage) -> None:
        """Though what it owned is still open."""
        first = await stage.open("engine-1")
        await first.create(creation_of())
        await first.close()
        second = await stage.open("engine-2")
        assert _owned(await second.list_engines()) == {"engine-2": 0}

    @conforms
    async def test_looking_changes_nothing(self, stage: Stage) -> None:
        """Who only reads is no engine; nobody's runs change hands, and what may be claimed stays so."""
        store = await stage.open("engine-1")
        await store.create(creation_of(run_row("free", owner="engine-0")))
        await store.create(creation_of(run_row("owned")))
        before = [await store.load(run_id) for run_id in ("free", "owned")]
        if store.is_shared:
            reader = await stage.open("reader", read_only=True)
            assert _owned(await reader.list_engines()) == {"engine-1": 1}
            await reader.close()
        assert _owned(await store.list_engines()) == {"engine-1": 1}
        assert [await store.load(run_id) for run_id in ("free", "owned")] == before
        assert [one.run.run_id for one in await store.claim(ORDERS, limit=5)] == ["free"]

    @conforms
    async def test_an_engine_that_opens_or_closes_is_never_dead(self, stage: Stage) -> None:
        """It is there and alive, or it is not there."""
        store = await stage.open("engine-1")
        if not store.is_shared:
            return  # then it takes one moment
        is_over = asyncio.Event()

        async def come_and_go() -> None:
            for number in range(12):
                other = await stage.open(f"guest-{number}")
                await other.close()
            is_over.set()

        coming = asyncio.create_task(come_and_go())
        looks = 0
        while not is_over.is_set() or not looks:
            found = list(await store.list_engines())
            assert [one.engine_id for one in found if not one.is_alive] == []
            assert "engine-1" in {one.engine_id for one in found}
            looks += 1
        await coming


def _owned(engines: Sequence[EngineSighting]) -> dict[str, int]:
    return {one.engine_id: one.open_runs for one in engines}
