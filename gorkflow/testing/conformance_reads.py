"""Conformance: listing, counting and paging, and the life of a store object."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import InputError
from gorkflow.ports import Store
from gorkflow.testing.conformance_stage import Stage, commit_of, conforms, creation_of, everything, run_row, step_row

__all__ = ["DurationsConformance", "LifeConformance", "ListConformance"]

START = datetime(2026, 1, 1, tzinfo=UTC)
FORGED = base64.urlsafe_b64encode(b'[1.5, "zzz"]').decode()
NESTED = base64.urlsafe_b64encode(b"[" * 100_002).decode()
FOREIGN_CURSORS = (
    "",
    "x",
    "c1",
    "WzEuMCwgInJ1bi0xIl0",
    "a" * 10_000,
    "☃",
    "'; DROP TABLE runs; --",
    "c1AAAA",
    "\0",
    FORGED,
    NESTED,
)


class ListConformance:
    """`list_runs` and `count_runs`."""

    @conforms
    async def test_newest_come_first(self, stage: Stage) -> None:
        """By created_at, then by run_id, both falling; the rows are whole."""
        store = await stage.open()
        rows = [run_row(run_id, created_at=at) for run_id, at in (("b", 1.0), ("d", 1.0), ("c", 1.0), ("a", 2.0))]
        for row in rows:
            await store.create(creation_of(row))
        page = await store.list_runs(RunFilter())
        assert [row.run_id for row in page.items] == ["a", "d", "c", "b"]
        assert set(page.items) == set(rows)
        assert page.next_cursor is None

    @conforms
    async def test_every_filter_selects(self, stage: Stage) -> None:
        """Each alone, and several together: all must hold. Counting selects the same."""
        store = await stage.open()
        await _fill(store)
        wanted: list[tuple[RunFilter, set[int]]] = [
            (RunFilter(), set(range(12))),
            (RunFilter(workflow_id="w1"), {1, 4, 7, 10}),
            (RunFilter(version="2"), {1, 3, 5, 7, 9, 11}),
            (RunFilter(status=RunStatus.FAILED), {2, 6, 10}),
            (RunFilter(status=[RunStatus.FAILED, RunStatus.PENDING]), {0, 2, 4, 6, 8, 10}),
            (RunFilter(status=[]), set()),
            (RunFilter(resource_id="r0"), {0, 5, 10}),
            (RunFilter(tags={"team": "red"}), {0, 2, 4, 6, 8, 10}),
            (RunFilter(tags={"team": "red", "size": "0"}), {0, 6}),
            (RunFilter(tags={"team": "0"}), set()),
            (RunFilter(created_after=_at(9)), {9, 10, 11}),
            (RunFilter(created_before=_at(2)), {0, 1}),
            (RunFilter(created_after=_at(3), created_before=_at(5)), {3, 4}),
            (RunFilter(workflow_id="w1", version="2", status=RunStatus.COMPLETED), {7}),
            (RunFilter(workflow_id="w0", tags={"team": "red"}, resource_id="r0", created_after=_at(0)), {0}),
            (RunFilter(workflow_id="nothing"), set()),
        ]
        for filter, expected in wanted:
            page = await store.list_runs(filter)
            assert [int(row.run_id) for row in page.items] == sorted(expected, reverse=True), filter
            assert sum((await store.count_runs(filter)).values()) == len(expected), filter

    @conforms
    async def test_times_may_be_of_any_zone(self, stage: Stage) -> None:
        """created_after is inclusive, created_before exclusive, whatever their offset."""
        store = await stage.open()
        await _fill(store)
        there = _at(3).astimezone(datetime.strptime("+0530", "%z").tzinfo)
        assert len((await store.list_runs(RunFilter(created_after=there))).items) == 9
        assert len((await store.list_runs(RunFilter(created_before=there))).items) == 3

    @conforms
    async def test_pages_give_every_run_once(self, stage: Stage) -> None:
        """Whatever the size of a page, also with equal times and a filter; the last page has no cursor."""
        store = await stage.open()
        for number in range(23):
            run = run_row(
                f"{number:02}", created_at=float(number // 5), workflow_id="even" if number % 2 == 0 else "odd"
            )
            await store.create(creation_of(run))
        everything_newest_first = [f"{number:02}" for number in reversed(range(23))]
        for limit in (1, 2, 7, 22, 23, 24):
            assert await _page_through(store, RunFilter(limit=limit)) == everything_newest_first
        odd = [run_id for run_id in everything_newest_first if int(run_id) % 2]
        assert await _page_through(store, RunFilter(limit=4, workflow_id="odd")) == odd

    @conforms
    async def test_pages_hold_still_while_runs_are_added(self, stage: Stage) -> None:
        """Runs created after the first page was read move nothing and do not appear."""
        store = await stage.open()
        for number in range(10):
            await store.create(creation_of(run_row(f"{number:02}", created_at=float(number))))
        seen: list[str] = []
        cursor: str | None = None
        for added in range(10, 20):
            page = await store.list_runs(RunFilter(limit=2, cursor=cursor))
            seen += [row.run_id for row in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
            await store.create(creation_of(run_row(f"{added:02}", created_at=float(added))))
        assert seen == [f"{number:02}" for number in reversed(range(10))]

    @conforms
    async def test_a_foreign_cursor_is_refused(self, stage: Stage) -> None:
        """InputError, not a page of something else; so is a cursor of ours that was changed."""
        store = await stage.open()
        await _fill(store)
        cursor = (await store.list_runs(RunFilter(limit=3))).next_cursor
        assert cursor is not None
        for foreign in (*FOREIGN_CURSORS, cursor[:-3], "c1" + cursor, "!!" + cursor):
            with pytest.raises(InputError):
                await store.list_runs(RunFilter(cursor=foreign))

    @conforms
    async def test_counting_tells_the_statuses_that_there_are(self, stage: Stage) -> None:
        """No status with zero runs; limit and cursor make no difference."""
        store = await stage.open()
        assert dict(await store.count_runs(RunFilter())) == {}
        await _fill(store)
        expected = {RunStatus.PENDING: 3, RunStatus.RUNNING: 3, RunStatus.FAILED: 3, RunStatus.COMPLETED: 3}
        cursor = (await store.list_runs(RunFilter(limit=1))).next_cursor
        assert dict(await store.count_runs(RunFilter(limit=1, cursor=cursor))) == expected
        assert dict(await store.count_runs(RunFilter(resource_id="r1"))) == {
            RunStatus.RUNNING: 1,
            RunStatus.FAILED: 1,
            RunStatus.COMPLETED: 1,
        }

    @conforms
    async def test_what_changed_is_listed_as_it_is_now(self, stage: Stage) -> None:
        """A status filter follows commits in both directions."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        await store.commit(commit_of(run, status="COMPLETED"))
        assert len((await store.list_runs(RunFilter(status=RunStatus.RUNNING))).items) == 0
        (row,) = (await store.list_runs(RunFilter(status=RunStatus.COMPLETED))).items
        assert (row.status, row.last_seq) == ("COMPLETED", 2)


class DurationsConformance:
    """`list_durations`."""

    @conforms
    async def test_durations_are_of_completed_steps_in_order_of_start(self, stage: Stage) -> None:
        """Those outside of maps and loops come first; a clock that was put back makes no time negative."""
        store = await stage.open()
        done = {"status": "COMPLETED", "started_at": 100.5}
        rows = [
            step_row("run-1", "price[1]", ordinal=4, **done, completed_at=101.0, output=b"1"),
            step_row("run-1", "price[0]", ordinal=3, **done, completed_at=102.5),
            step_row("run-1", "grow#1", ordinal=2, **done, completed_at=100.5),
            step_row("run-1", "@map-1", ordinal=9, **done, completed_at=103.0),
            step_row("run-1", "load", ordinal=1, **done, completed_at=90.0),
            step_row("run-1", "@branch-1", ordinal=5, status="COMPLETED", started_at=None, completed_at=103.0),
            step_row("run-1", "price[2]", ordinal=6),
            step_row("run-1", "price[3]", ordinal=7, status="FAILED", started_at=1.0, completed_at=2.0),
        ]
        await store.create(creation_of(None, *rows))
        await store.create(creation_of(run_row("run-2"), step_row("run-2", "load", **done, completed_at=101.5)))
        expected = [("load", 0.0), ("@map-1", 2.5), ("grow#1", 0.0), ("price[0]", 2.0), ("price[1]", 0.5)]
        assert [tuple(one) for one in await store.list_durations("run-1")] == expected
        for limit in (1, 3, 5, 6):
            assert [tuple(one) for one in await store.list_durations("run-1", limit=limit)] == expected[:limit]
        assert list(await store.list_durations("nothing")) == []


class LifeConformance:
    """`open`, `close` and what is left between them."""

    @conforms
    async def test_closing_twice_is_harmless(self, stage: Stage) -> None:
        """So is closing what was never opened."""
        store = await stage.open()
        await store.close()
        await store.close()
        second = await stage.open("engine-2")
        await second.create(creation_of())

    @conforms
    async def test_what_was_written_is_there_after_opening_again(self, stage: Stage) -> None:
        """Opening what exists keeps it: by the same engine's next life, and by others."""
        store = await stage.open("engine-1")
        run = run_row(tags={"a": "b"})
        await store.create(creation_of(run, step_row()))
        await store.commit(commit_of(run, step_row("run-1", output=b"1"), state={"k": b"v"}))
        before = await everything(store, "run-1")
        await store.close()
        for engine_id in ("engine-2", "engine-3"):
            store = await stage.open(engine_id)
            assert await everything(store, "run-1") == before
            await store.close()

    @conforms
    async def test_reading_only_registers_nobody(self, stage: Stage) -> None:
        """A store opened to look does not own, and reads what others wrote."""
        store = await stage.open("engine-1")
        await store.create(creation_of())
        await store.close()
        reader = await stage.open("engine-2", read_only=True)
        assert await reader.get_run("run-1") == run_row()
        await reader.close()

    @conforms
    async def test_engines_see_what_others_wrote(self, stage: Stage) -> None:
        """At once: a write that returned is read by everybody."""
        first, second = await stage.open("engine-1"), await stage.open("engine-2")
        run = run_row()
        for number in range(10):
            if number == 0:
                await first.create(creation_of(run))
            else:
                commit = commit_of(run, done=number)
                await first.commit(commit)
                run = run._replace(last_seq=run.last_seq + 1, done=number)
            assert await second.get_run("run-1") == run

    @conforms
    async def test_a_url_is_for_messages(self, stage: Stage) -> None:
        """It names the kind of store."""
        store = await stage.open()
        assert "://" in store.url

    @conforms
    async def test_what_is_shared_needs_no_object_in_common(self, stage: Stage) -> None:
        """Of a shared store each process has an object of its own; of any other all engines have one."""
        first, second = await stage.open("engine-1"), await stage.open("engine-2")
        assert first.is_shared is (first is not second)
        await first.create(creation_of())
        assert await second.get_run("run-1") == run_row()


def _at(number: int) -> datetime:
    return START + timedelta(hours=number)


async def _fill(store: Store) -> None:
    statuses = (RunStatus.PENDING, RunStatus.RUNNING, RunStatus.FAILED, RunStatus.COMPLETED)
    for number in range(12):
        run = run_row(
            str(number), workflow_id=f"w{number % 3}", workflow_version=str(1 + number % 2),
            created_at=_at(number).timestamp(),
            status=statuses[number % 4].value, resource_id=f"r{number % 5}",
            tags={"team": "blue" if number % 2 else "red", "size": str(number % 3)},
        )  # fmt: skip
        await store.create(creation_of(run))


async def _page_through(store: Store, filter: RunFilter) -> list[str]:
    seen: list[str] = []
    while True:
        page = await store.list_runs(filter)
        assert len(page.items) <= filter.limit
        seen += [row.run_id for row in page.items]
        if page.next_cursor is None:
            return seen
        filter = filter.model_copy(update={"cursor": page.next_cursor})
