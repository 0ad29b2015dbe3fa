"""Conformance: schedules, each written whole in place of the one that its writer has read."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import asyncio

import pytest

from gorkflow.core.records import ScheduleRow
from gorkflow.errors import ConflictError
from gorkflow.ports import Store
from gorkflow.testing.conformance_stage import Stage, conforms, schedule_row

__all__ = ["ScheduleConformance"]

ORDERS = [("orders", "1")]


class ScheduleConformance:
    """`put_schedule`, `delete_schedule` and what reads them."""

    @conforms
    async def test_a_schedule_comes_back_as_it_was_stored(self, stage: Stage) -> None:
        """Every field, with and without a value, to the last bit; also for another engine."""
        store, other = await stage.open(), await stage.open("engine-2")
        rows = [
            schedule_row("a", cron=None, every_seconds=0.1, next_at=1_700_000_000.123457, input=bytes(range(256))),
            schedule_row("b", next_at=None, last_at=1e9 / 3, last_run_id="run-1", skipped=2**40, is_decided=1, epoch=7),
            schedule_row('it\'s; "quoted"', zone="Ünïcode", options='{"tags": {"a": "b"}}', input=b""),
        ]
        for row in rows:
            await store.put_schedule(row, expected=None)
        assert [await other.get_schedule(row.schedule_id) for row in rows] == rows
        assert await other.get_schedule("c") is None

    @conforms
    async def test_there_is_one_schedule_of_an_id(self, stage: Stage) -> None:
        """Who expects none where there is one is refused, and changes nothing."""
        store = await stage.open()
        await store.put_schedule(schedule_row(), expected=None)
        with pytest.raises(ConflictError):
            await store.put_schedule(schedule_row(cron="0 0 * * *", created_at=1.0), expected=None)
        assert await store.get_schedule("nightly") == schedule_row()

    @conforms
    async def test_a_schedule_is_replaced_whole(self, stage: Stage) -> None:
        """Every field but its id and created_at; and no other schedule."""
        store = await stage.open()
        for schedule_id in ("nightly", "other"):
            await store.put_schedule(schedule_row(schedule_id), expected=None)
        changed = schedule_row(
            workflow_id="bills", workflow_version="2", input=b"2", input_arm=1, input_checksum=3, cron=None,
            every_seconds=60.0, zone="UTC", missed="all", overlap="allow", options='{"on_failure": "cancel"}', epoch=2,
            next_at=5.5, is_decided=1, last_at=4.5, last_run_id="run-7", skipped=3,
        )  # fmt: skip
        await store.put_schedule(changed, expected=1)
        assert list(await store.list_schedules()) == [changed, schedule_row("other")]
        bare = schedule_row(epoch=3, next_at=None)
        await store.put_schedule(bare, expected=2)
        assert await store.get_schedule("nightly") == bare

    @conforms
    async def test_only_what_was_expected_is_replaced(self, stage: Stage) -> None:
        """Another epoch, another creation under the same id, or none at all: ConflictError, and nothing is written."""
        store = await stage.open()
        with pytest.raises(ConflictError):
            await store.put_schedule(schedule_row(epoch=2), expected=1)
        await store.put_schedule(schedule_row(epoch=5), expected=None)
        mistakes = [(schedule_row(epoch=5), 4), (schedule_row(epoch=7), 6), (schedule_row(epoch=6, created_at=1.5), 5)]
        for row, expected in mistakes:
            with pytest.raises(ConflictError):
                await store.put_schedule(row._replace(skipped=9), expected=expected)
        assert list(await store.list_schedules()) == [schedule_row(epoch=5)]

    @conforms
    async def test_of_many_writers_one_succeeds(self, stage: Stage) -> None:
        """Two engines, ten attempts each at the same epoch: one is written, the others are told."""
        stores = [await stage.open(), await stage.open("engine-2")]
        await stores[0].put_schedule(schedule_row(), expected=None)
        rows = [schedule_row(epoch=2, skipped=number) for number in range(20)]
        answers = await asyncio.gather(
            *(stores[row.skipped % 2].put_schedule(row, expected=1) for row in rows), return_exceptions=True
        )
        written = [row for row, answer in zip(rows, answers, strict=True) if answer is None]
        assert len(written) == 1
        assert [type(answer) for answer in answers if answer is not None] == [ConflictError] * 19
        assert await stores[1].get_schedule("nightly") == written[0]

    @conforms
    async def test_a_removed_schedule_is_gone(self, stage: Stage) -> None:
        """Whoever has read it before cannot write it back; its id is free. Removing it twice is False."""
        store = await stage.open()
        await store.put_schedule(schedule_row(), expected=None)
        await store.put_schedule(schedule_row("other"), expected=None)
        assert [await store.delete_schedule("nightly"), await store.delete_schedule("nightly")] == [True, False]
        assert list(await store.list_schedules()) == [schedule_row("other")]
        assert await _due(store) == ["other"]
        with pytest.raises(ConflictError):
            await store.put_schedule(schedule_row(epoch=2), expected=1)
        await store.put_schedule(schedule_row(skipped=1), expected=None)
        assert await store.get_schedule("nightly") == schedule_row(skipped=1)

    @conforms
    async def test_schedules_are_listed_in_pages(self, stage: Stage) -> None:
        """In order of their ids, whatever order they came in; due or not."""
        store = await stage.open()
        ids = ["b", "a.1", "a-1", "B", "a", "c", "10", "9"]
        for schedule_id in ids:
            await store.put_schedule(schedule_row(schedule_id, next_at=None), expected=None)
        listed: list[str] = []
        while page := await store.list_schedules(after=listed[-1] if listed else "", limit=3):
            assert len(page) <= 3
            listed += [row.schedule_id for row in page]
        assert listed == sorted(ids)

    @conforms
    async def test_what_is_due_comes_earliest_first(self, stage: Stage) -> None:
        """By next_at, then by id, in pages; without those that have no next time."""
        store = await stage.open()
        times = {"d": 2.5, "a": 3.5, "c": 2.5, "e": -1.0, "b": 2.5, "never": None, "f": 1e11}
        for schedule_id, next_at in times.items():
            await store.put_schedule(schedule_row(schedule_id, next_at=next_at), expected=None)
        assert await _due(store) == ["e", "b", "c", "d", "a", "f"]
        found: list[ScheduleRow] = []
        while page := await store.due_schedules(ORDERS, after=_place(found), limit=2):
            assert len(page) <= 2
            found += page
        assert [row.schedule_id for row in found] == ["e", "b", "c", "d", "a", "f"]
        moved = schedule_row("e", next_at=3.0, epoch=2)
        await store.put_schedule(moved, expected=1)
        assert await _due(store) == ["b", "c", "d", "e", "a", "f"]
        assert (await store.due_schedules(ORDERS))[3] == moved

    @conforms
    async def test_only_schedules_of_the_given_workflows_are_due(self, stage: Stage) -> None:
        """By id and version both."""
        store = await stage.open()
        made = [("a", "orders", "1"), ("b", "orders", "2"), ("c", "bills", "1"), ("d", "bills", "2")]
        for schedule_id, workflow_id, version in made:
            row = schedule_row(schedule_id, workflow_id=workflow_id, workflow_version=version)
            await store.put_schedule(row, expected=None)
        assert await _due(store, ("orders", "2"), ("bills", "1")) == ["b", "c"]
        assert await _due(store, ("orders", "3"), ("it's", '"')) == []
        assert list(await store.due_schedules([])) == []


async def _due(store: Store, *workflows: tuple[str, str]) -> list[str]:
    return [row.schedule_id for row in await store.due_schedules(workflows or ORDERS)]


def _place(found: list[ScheduleRow]) -> tuple[float, str] | None:
    if not found or found[-1].next_at is None:
        return None
    return found[-1].next_at, found[-1].schedule_id
