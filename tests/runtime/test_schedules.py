"""Schedules on an engine: when they fire, what overlaps, what was missed, and what is refused."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gorkflow import (
    Engine,
    InputError,
    RunFilter,
    RunStatus,
    Schedule,
    SettingError,
    StoreConnectionError,
    StoreReadOnlyError,
    Workflow,
    WorkflowRun,
    step,
    workflow,
)
from gorkflow.core.records import ScheduleRow
from gorkflow.core.values import checksum
from gorkflow.runtime.firing import MADE_UP_AT_ONCE
from gorkflow.runtime.schedules import LOOK_SECONDS, TOLD, TROUBLE_SECONDS
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite
from tests.runtime.gated import Gated, kill
from tests.runtime.slow_store import SlowStore

START = datetime(2026, 1, 1, tzinfo=UTC)


@step
async def double(value: int) -> int:
    return value * 2


@step
async def show(text: str) -> str:
    return text


doubling: Workflow[int, int] = workflow("doubling").then(double).build()
showing: Workflow[str, str] = workflow("showing").then(show).build()


async def runs_of(engine: Engine, schedule_id: str) -> list[WorkflowRun]:
    """Of a schedule, in order of their times."""
    found = (await engine.list_runs(RunFilter(tags={"schedule": schedule_id}, limit=1000))).items
    return sorted(found, key=lambda run: run.idempotency_key or "")


async def times(engine: Engine, schedule_id: str, since: datetime = START) -> list[float]:
    """For which its runs were started, in seconds since the clock's start."""
    keys = [run.idempotency_key or "" for run in await runs_of(engine, schedule_id)]
    return [(datetime.fromisoformat(key.rpartition("/")[2]) - since).total_seconds() for key in keys]


async def until_times(
    engine: Engine, schedule_id: str, expected: list[float], *, next_at: datetime | None = None, since: datetime = START
) -> None:
    """Its runs are those, soon: a file that is read takes longer than a fake clock believes."""
    deadline = time.monotonic() + 5
    while True:
        found = await times(engine, schedule_id, since)
        stored = {schedule.schedule_id: schedule.next_at for schedule in await engine.list_schedules()}
        if (found == expected and next_at in (None, stored[schedule_id])) or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.005)
    assert found == expected
    assert next_at in (None, stored[schedule_id])


async def only(engine: Engine) -> Schedule:
    """The one schedule that there is."""
    (schedule,) = await engine.list_schedules()
    return schedule


async def look(clock: FakeClock) -> None:
    """Until every engine has looked at the store."""
    await clock.advance(LOOK_SECONDS + 1)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@on_memory
async def test_a_run_starts_at_every_time(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With the input, the options and a tag; each exactly then. The record tells how far it has come."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    made = await engine.schedule(
        doubling, 21, id="m", every=60, tags={"team": "red"}, resource_id="r", run_timeout=9, on_failure="cancel"
    )
    assert made == Schedule(
        schedule_id="m", workflow_id="doubling", workflow_version="1", every_seconds=60.0, input=21,
        tags={"team": "red"}, resource_id="r", created_at=START, next_at=at(60),
    )  # fmt: skip
    assert await only(engine) == made
    await clock.advance(59.99)
    assert await runs_of(engine, "m") == []
    await clock.advance(130.01)
    assert await times(engine, "m") == [60, 120, 180]
    runs = await runs_of(engine, "m")
    assert [(run.status, run.output, run.created_at) for run in runs] == [
        (RunStatus.COMPLETED, 42, at(60)), (RunStatus.COMPLETED, 42, at(120)), (RunStatus.COMPLETED, 42, at(180)),
    ]  # fmt: skip
    assert runs[0].idempotency_key == "schedule/m/2026-01-01T00:01:00+00:00"
    assert (runs[0].tags, runs[0].resource_id, runs[0].deadline_at) == ({"schedule": "m", "team": "red"}, "r", at(69))
    assert await only(engine) == made.model_copy(
        update={"next_at": at(240), "last_at": at(180), "last_run_id": runs[2].run_id}
    )


@on_memory
async def test_times_come_by_cron_in_a_zone(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Minutes of Kolkata, which is half an hour off; through the workflow's own method."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    made = await doubling.schedule(1, on=engine, id="c", cron="31-33 5 * * *", zone="Asia/Kolkata")
    assert (made.next_at, made.cron, made.zone) == (at(60), "31-33 5 * * *", "Asia/Kolkata")
    await clock.advance(300)
    assert await times(engine, "c") == [60, 120, 180]
    assert (await only(engine)).next_at == at(86_400 + 60)


async def test_a_schedule_outlives_its_engine(open_engine: OpenEngine, database: Database, clock: FakeClock) -> None:
    """The next engine that has the workflow fires it, without that anybody schedules again."""
    async with Engine(database.store(), clock=clock) as engine:
        await engine.schedule(doubling, 1, id="m", every=60)
    engine = await open_engine(doubling, clock=clock, lease_ttl=86400)
    await clock.advance(61)
    await until_times(engine, "m", [60])


@on_memory
async def test_scheduling_the_same_again_changes_nothing(open_engine: OpenEngine, clock: FakeClock) -> None:
    """As a service does at every start."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    first = await engine.schedule(doubling, 1, id="m", every=60, tags={"b": "1", "a": "2"})
    await clock.advance(90)
    now = await only(engine)
    assert await engine.schedule(doubling, 1, id="m", every=timedelta(minutes=1), tags={"a": "2", "b": "1"}) == now
    assert now.created_at == first.created_at
    await clock.advance(30)
    assert await times(engine, "m") == [60, 120]


@on_memory
async def test_another_definition_takes_the_place(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Times are counted from the first definition and begin after now; a new input comes at the next time."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    await clock.advance(70)
    changed = await engine.schedule(doubling, 2, id="m", every=25)
    assert (changed.created_at, changed.next_at, changed.last_at, changed.input) == (START, at(75), at(60), 2)
    await clock.advance(20)
    again = await engine.schedule(showing, "x", id="m", every=25, missed="all")
    assert (again.workflow_id, again.next_at, again.missed) == ("showing", at(100), "all")
    await clock.advance(20)
    assert await times(engine, "m") == [60, 75, 100]
    assert [run.output for run in await runs_of(engine, "m")] == [2, 4, "x"]


@on_memory
async def test_a_removed_schedule_fires_no_more(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Its runs stay; its id is free."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    await clock.advance(60)
    assert [await engine.unschedule("m"), await engine.unschedule("m")] == [True, False]
    await clock.advance(120)
    assert await times(engine, "m") == [60]
    assert await engine.list_schedules() == []
    assert (await engine.schedule(doubling, 1, id="m", every=60)).created_at == at(180)


@on_memory
async def test_schedules_are_listed_whole(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By id, also more than one page of the store's."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    for number in range(205):
        await engine.schedule(doubling, number, id=f"s-{number:03}", every=3600 + number)
    assert [one.input for one in await engine.list_schedules()] == list(range(205))


@on_memory
async def test_nobody_fires_what_nobody_has_registered(
    open_engine: OpenEngine, database: Database, clock: FakeClock
) -> None:
    """It waits, and is seen by its next_at; registered, it is fired at once. The version counts."""
    newer = workflow("doubling", version="2").then(double).build()
    engine = await open_engine(newer, showing, clock=clock, lease_ttl=86400)
    async with Engine(database.store(), clock=clock, recover=False) as other:
        await other.schedule(doubling, 1, id="m", every=60)
        await clock.advance(70)
    assert (await only(engine)).next_at == at(60)
    assert engine.health().status == "ok"
    engine.register(doubling)
    await clock.settle()
    assert await times(engine, "m") == [60]


@on_memory
async def test_an_engine_that_does_not_take_over_does_not_fire(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With recover=False it schedules for others."""
    engine = await open_engine(clock=clock, recover=False, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    await clock.advance(200)
    assert await runs_of(engine, "m") == []


@on_sqlite
async def test_what_another_process_schedules_is_found(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Within LOOK_SECONDS."""
    engine = await open_engine(doubling, clock=clock, lease_ttl=86400)
    await clock.advance(1)
    other = await open_engine(clock=clock, recover=False, lease_ttl=86400)
    await other.schedule(doubling, 1, id="m", every=LOOK_SECONDS)
    await look(clock)
    await until_times(engine, "m", [LOOK_SECONDS], since=at(1))


@on_sqlite
async def test_two_engines_start_one_run_per_time(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Whose timers ring in the same instant."""
    engines = [await open_engine(doubling, clock=clock, lease_ttl=86400) for _ in range(3)]
    for name in "abc":
        await engines[0].schedule(doubling, 1, id=name, every=20, missed="all", overlap="allow")
    await clock.advance(110)
    for name in "abc":
        await until_times(engines[0], name, [20, 40, 60, 80, 100])
        await until_times(engines[1], name, [20, 40, 60, 80, 100])


@on_memory
async def test_an_overlap_is_skipped_and_told(open_engine: OpenEngine, clock: FakeClock) -> None:
    """While the run before is not over; after its end the next time is fired."""
    gated = Gated()
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(gated.flow, 0, id="m", every=60)
    await clock.advance(190)
    assert await times(engine, "m") == [60]
    assert ((await only(engine)).skipped, (await only(engine)).last_at) == (2, at(60))
    gated.free.set()
    await clock.advance(60)
    assert await times(engine, "m") == [60, 240]
    assert (await only(engine)).skipped == 2


@on_memory
async def test_an_overlap_may_be_allowed(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Each time starts its run."""
    gated = Gated()
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(gated.flow, 0, id="m", every=60, overlap="allow")
    await clock.advance(190)
    assert await times(engine, "m") == [60, 120, 180]
    assert engine.health().running == 3
    gated.free.set()
    await engine.idle()


@on_sqlite
async def test_an_overlap_with_a_run_of_another_engine_is_seen(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By its row; also while it waits for its first place."""
    gated = Gated()
    first = await open_engine(clock=clock, lease_ttl=86400)
    await first.schedule(gated.flow, 0, id="m", every=60)
    await clock.advance(61)
    await first._parts.schedules.stop()
    second = await open_engine(gated.flow, clock=clock, lease_ttl=86400)
    await clock.advance(61)
    await until_times(second, "m", [60], next_at=at(180))
    assert (await only(second)).skipped == 1
    gated.free.set()
    await first.idle()
    await clock.advance(61)
    await until_times(second, "m", [60, 180])


@pytest.mark.parametrize(
    ("missed", "expected"),
    [("skip", [360]), ("once", [360]), ("all", [60, 120, 180, 240, 300, 360])],
)
async def test_missed_times_are_made_up_for_as_asked(
    open_engine: OpenEngine, database: Database, clock: FakeClock, missed: Any, expected: list[float]
) -> None:
    """Six times while no engine was open, of which the last has just come, so that it was not missed."""
    async with Engine(database.store(), clock=clock, recover=False) as engine:
        await engine.schedule(doubling, 1, id="m", every=60, missed=missed)
    clock.jump(300 + 61)
    engine = await open_engine(doubling, clock=clock, lease_ttl=86400)
    await clock.settle()
    await until_times(engine, "m", expected, next_at=at(420))


@pytest.mark.parametrize(("missed", "expected"), [("skip", []), ("once", [7200]), ("all", [3600, 7200])])
async def test_the_last_missed_time_is_made_up_for_as_asked(
    open_engine: OpenEngine, database: Database, clock: FakeClock, missed: Any, expected: list[float]
) -> None:
    """Half an hour after it."""
    async with Engine(database.store(), clock=clock, recover=False) as engine:
        await engine.schedule(doubling, 1, id="m", every=3600, missed=missed)
    clock.jump(9000)
    engine = await open_engine(doubling, clock=clock, lease_ttl=86400)
    await clock.settle()
    await until_times(engine, "m", expected, next_at=at(10800))


@on_memory
async def test_of_missed_times_the_last_is_not_missed_when_it_has_just_come(
    open_engine: OpenEngine, database: Database, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Even "skip" fires it. What passes is in the log."""
    async with Engine(database.store(), clock=clock, recover=False) as engine:
        await engine.schedule(doubling, 1, id="m", every=3600, missed="skip")
    clock.jump(3 * 3600 + 30)
    with caplog.at_level(logging.WARNING, "gorkflow"):
        engine = await open_engine(doubling, clock=clock, lease_ttl=86400)
        await clock.settle()
    assert await times(engine, "m") == [3 * 3600]
    assert (
        "schedule 'm': its times from 2026-01-01T01:00:00+00:00 to 2026-01-01T02:00:00+00:00 were missed" in caplog.text
    )


@on_memory
async def test_missed_times_wait_for_one_another(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With overlap="skip" the next is started when the one before has ended; none of them is skipped."""
    gated = Gated()
    store = MemoryStore()
    async with Engine(store, clock=clock, recover=False) as engine:
        await engine.schedule(gated.flow, 1, id="m", every=3600, missed="all")
    clock.jump(4 * 3600 + 1800)
    engine = await open_engine(gated.flow, store=store, clock=clock, lease_ttl=86400)
    await clock.settle()
    assert (await times(engine, "m"), engine.health().running) == ([3600], 1)
    gated.free.set()
    await clock.settle()
    assert await times(engine, "m") == [3600, 7200, 10800, 14400]
    assert ((await only(engine)).skipped, (await only(engine)).next_at) == (0, at(5 * 3600))


@on_memory
async def test_a_year_of_missed_minutes_is_no_flood(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With overlap="allow" a few runs at once are made up for, the oldest first, and more as these end."""
    gated = Gated()
    store = MemoryStore()
    async with Engine(store, clock=clock, recover=False) as engine:
        await engine.schedule(gated.flow, 1, id="m", every=60, missed="all", overlap="allow")
        await engine.schedule(doubling, 1, id="n", cron="* * * * *", missed="once")
    clock.jump(365 * 86_400)
    engine = await open_engine(gated.flow, doubling, store=store, clock=clock, lease_ttl=86400)
    await look(clock)
    assert await times(engine, "m") == [60.0 * number for number in range(1, MADE_UP_AT_ONCE + 1)]
    assert await times(engine, "n") == [365 * 86_400]
    assert engine.health().running == MADE_UP_AT_ONCE
    await (engine.handle((await runs_of(engine, "m"))[0].run_id, gated.flow)).cancel()
    await clock.settle()
    assert len(await times(engine, "m")) == MADE_UP_AT_ONCE + 1
    assert engine.health().running == MADE_UP_AT_ONCE
    await engine.unschedule("m")
    gated.free.set()
    await engine.idle()


@on_memory
@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
async def test_a_clock_that_is_set_fires_no_time_twice(open_engine: OpenEngine, clock: FakeClock, jump: float) -> None:
    """An hour back and forth again, in the middle of a wait (T1): each time has one run at most."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=600, missed="all")
    clock.jump(590)
    await clock.advance(20)
    clock.jump(jump)
    await look(clock)
    clock.jump(-jump)
    clock.jump(600)
    await look(clock)
    found = await times(engine, "m")
    assert found == sorted(set(found))
    assert found == [600.0 * number for number in range(1, 3 if jump < 0 else 8)]
    assert (await engine.schedule(doubling, 1, id="m", every=601)).next_at == at(1803 if jump < 0 else 4207)


async def test_a_schedule_that_was_slept_over_fires_when_its_machine_wakes(
    open_engine: OpenEngine, clock: FakeClock
) -> None:
    """The laptop was closed for eight hours (T3): the engine is open all the while, and one run makes up for them."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=600)
    clock.jump(8 * 3600)
    await look(clock)
    await until_times(engine, "m", [8 * 3600])


async def test_closing_ends_the_firing(open_engine: OpenEngine, database: Database, clock: FakeClock) -> None:
    """Nothing comes while it is closed; opened again, the same engine object fires."""
    engine = Engine(database.store(), clock=clock, lease_ttl=86400)
    async with engine:
        await engine.schedule(doubling, 1, id="m", every=60)
    clock.jump(90)
    await clock.advance(1)
    async with engine:
        await clock.settle()
        await until_times(engine, "m", [60])


@on_memory
async def test_closing_in_the_middle_of_a_firing_loses_no_time(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The run is in the store and its starter has not heard of it: the next opening finds the time decided."""
    store = SlowStore()
    async with Engine(store, clock=clock, lease_ttl=86400) as engine:
        await engine.schedule(doubling, 1, id="m", every=60)
        await clock.advance(60)
        assert store.writing.is_set()
        store.free.set()
    clock.jump(10)
    engine = await open_engine(doubling, store=store, clock=clock, lease_ttl=86400)
    await clock.settle()
    assert await times(engine, "m") == [60]
    (run,) = await runs_of(engine, "m")
    assert (run.status, (await only(engine)).last_run_id) == (RunStatus.COMPLETED, run.run_id)
    assert (await only(engine)).next_at == at(120)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({}, "takes either cron=... or every=..., and was given neither"),
        ({"cron": "* * * * *", "every": 1}, "and was given both"),
        ({"every": 0}, "must be a finite duration above zero"),
        ({"every": -1}, "must be a finite duration above zero"),
        ({"every": float("nan")}, "must be a finite duration above zero"),
        ({"every": float("inf")}, "must be a finite duration above zero"),
        ({"every": timedelta(microseconds=1)}, "must be at least 0.1 seconds"),
        ({"every": 1e10}, "at most 100 years"),
        ({"every": "soon"}, "must be seconds or a timedelta"),
        ({"every": True}, "must be seconds or a timedelta"),
        ({"cron": "61 * * * *"}, "cron='61 * * * *' is no cron expression: bad minute"),
        ({"cron": 5}, "cron must be an expression"),
        ({"cron": "0 0 30 2 *"}, "bad day-of-month"),
        ({"cron": "0 0 */15 2 MON#5"}, "never comes within fifty years"),
        ({"cron": "0 0 * * *", "zone": "Europe/Atlantis"}, "zone='Europe/Atlantis' is not in the time zone database"),
        ({"cron": "0 0 * * *", "zone": 3}, "zone must be a name"),
        ({"every": 60, "zone": "Europe/Berlin"}, "zone= belongs to cron=..."),
        ({"every": 60, "missed": "twice"}, "missed must be 'skip' or 'once' or 'all', not 'twice'"),
        ({"every": 60, "missed": 1}, "missed must be"),
        ({"every": 60, "overlap": "queue"}, "overlap must be 'skip' or 'allow'"),
        ({"every": 60, "id": "a/b"}, "schedule id 'a/b' is invalid"),
        ({"every": 60, "id": ""}, "schedule id is empty"),
        ({"every": 60, "id": 7}, "schedule id must be a str"),
        ({"every": 60, "id": "a" * 201}, "201 characters"),
        ({"every": 60, "tags": {"a": 1}}, "the tag 'a'"),
        ({"every": 60, "on_failure": "shrug"}, "on_failure must be"),
        ({"every": 60, "run_timeout": -1}, "run_timeout"),
        ({"every": 60, "resource_id": ""}, "resource_id"),
    ],
)
@on_memory
async def test_what_will_not_do_is_refused(engine: Engine, options: dict[str, Any], problem: str) -> None:
    """At the call, typed, and nothing is stored; nor is what was stored touched."""
    with pytest.raises(SettingError) as caught:
        await engine.schedule(doubling, 1, **{"id": "m", **options})
    assert problem in str(caught.value)
    assert await engine.list_schedules() == []
    kept = await engine.schedule(doubling, 1, id="m", every=60)
    if options.get("id", "m") == "m":
        with pytest.raises(SettingError):
            await engine.schedule(doubling, 1, **{"id": "m", **options})
        assert await only(engine) == kept


@on_memory
async def test_a_wrong_input_is_refused(engine: Engine) -> None:
    """By its type, before anything is stored; as is what is no workflow, and an id that none can have."""
    wrong: Any = "one"
    with pytest.raises(InputError, match=r"workflow 'doubling' takes int.*nothing was scheduled"):
        await engine.schedule(doubling, wrong, id="m", every=60)
    assert await engine.list_schedules() == []
    with pytest.raises(SettingError, match="schedule id"):
        await engine.unschedule("a/b")
    with pytest.raises(SettingError, match="runs on an engine"):
        await doubling.schedule(1, on=wrong, id="m", every=60)


@on_memory
async def test_a_reader_lists_and_changes_nothing(
    open_engine: OpenEngine, database: Database, clock: FakeClock
) -> None:
    """read_only=True: schedules are shown and not fired."""
    async with Engine(database.store(), clock=clock) as engine:
        made = await engine.schedule(doubling, 1, id="m", every=60)
    reader = await open_engine(doubling, clock=clock, read_only=True)
    await clock.advance(200)
    assert await reader.list_schedules() == [made]
    with pytest.raises(StoreReadOnlyError):
        await reader.schedule(doubling, 1, id="m", every=60)
    with pytest.raises(StoreReadOnlyError):
        await reader.unschedule("m")
    assert await runs_of(reader, "m") == []


class Troubled(MemoryStore):
    """Does not answer what schedules ask while there is trouble."""

    is_away = False
    conflicts = 0

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        if self.is_away:
            raise StoreConnectionError("gone")
        if self.conflicts:
            self.conflicts -= 1
            stored = self._schedules[row.schedule_id]
            self._schedules[row.schedule_id] = stored._replace(epoch=stored.epoch + 1)
        await super().put_schedule(row, expected=expected)


@on_memory
async def test_a_store_in_trouble_delays_the_firing(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Health says so; when the store answers, the time is fired."""
    store = Troubled()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    store.is_away = True
    await clock.advance(70)
    assert engine.health().reasons == ("schedules: gone",)
    store.is_away = False
    await clock.advance(TROUBLE_SECONDS)
    assert await times(engine, "m") == [60]
    assert engine.health().status == "ok"


@on_memory
async def test_whoever_is_slower_looks_again(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A schedule that was changed between reading and writing is read anew: by who schedules, and by who fires."""
    store = Troubled()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    store.conflicts = 3
    assert (await engine.schedule(doubling, 2, id="m", every=60)).input == 2
    assert store.conflicts == 0
    store.conflicts = 3
    await clock.advance(60)
    assert await times(engine, "m") == [60]
    assert [run.output for run in await runs_of(engine, "m")] == [4]


@on_memory
async def test_what_cannot_be_fired_is_told_and_holds_up_nobody(
    open_engine: OpenEngine, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged row, a zone that is gone, an input that fits no more: health names each, the log does so once."""
    store = MemoryStore()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    for name in ("good", *(f"bad-{number:03}" for number in range(120)), "zone", "type", "options", "damaged"):
        await engine.schedule(doubling, 1, id=name, every=60 if name == "good" else 50)
    rows = store._schedules
    for name in [name for name in rows if name.startswith("bad")]:
        rows[name] = rows[name]._replace(input=b"2")
    rows["zone"] = rows["zone"]._replace(cron="* * * * *", every_seconds=None, zone="Europe/Atlantis")
    rows["type"] = rows["type"]._replace(input=b'"x"', input_checksum=checksum(b'"x"'))
    rows["options"] = rows["options"]._replace(options='{"tags": 1}')
    rows["damaged"] = rows["damaged"]._replace(input=b"", missed="twice", next_at=50.0, created_at=1e300, last_at=1e300)
    with caplog.at_level(logging.ERROR, "gorkflow"):
        await clock.advance(130)
    assert await times(engine, "good") == [60, 120]
    reasons = engine.health().reasons
    assert len(reasons) == TOLD + 1
    assert len(caplog.records) == TOLD + 2  # one was due before the others
    assert reasons[-1].startswith("a number of further schedules cannot be fired")
    assert "its input does not match its checksum" in reasons[0]
    for number in range(120):
        await engine.unschedule(f"bad-{number:03}") if number != 7 else None
    await look(clock)
    told = {reason.split("'")[1]: reason for reason in engine.health().reasons}
    assert sorted(told) == ["bad-007", "damaged", "options", "type", "zone"]
    assert "pip install tzdata" in told["zone"]
    assert "its input does not fit workflow 'doubling' any more" in told["type"]
    assert "its options cannot be read" in told["options"]
    shown = {schedule.schedule_id: schedule for schedule in await engine.list_schedules()}
    assert shown["bad-007"].error is not None
    assert (shown["bad-007"].error.code, shown["bad-007"].input, shown["good"].error) == ("corrupt_record", None, None)
    assert shown["damaged"].error is not None
    for name in shown:
        await engine.unschedule(name) if name != "bad-007" else None
    await engine.schedule(doubling, 3, id="bad-007", every=60)
    await clock.advance(60)
    assert engine.health().status == "ok"
    assert await times(engine, "bad-007") == [180]


@on_memory
async def test_an_input_that_changed_in_between_starts_no_second_run(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The run of a decided time was started; then its engine died, and the schedule got another input."""
    store = MemoryStore()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    await clock.advance(60)
    row = store._schedules["m"]
    store._schedules["m"] = row._replace(
        next_at=row.last_at,
        is_decided=1,
        last_at=None,
        last_run_id=None,
        input=b"2",
        input_checksum=checksum(b"2"),
    )
    engine._parts.schedules.soon()
    await clock.settle()
    (run,) = await runs_of(engine, "m")
    assert ((await only(engine)).last_run_id, (await only(engine)).next_at) == (run.run_id, at(120))


@on_memory
async def test_a_run_that_was_removed_is_over(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A schedule does not wait for it."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=60)
    await clock.advance(60)
    await engine.delete_run((await runs_of(engine, "m"))[0].run_id)
    await clock.advance(60)
    assert await times(engine, "m") == [120]


async def test_a_killed_engine_has_its_decided_time_fired(
    open_engine: OpenEngine, database: Database, clock: FakeClock
) -> None:
    """Whatever time it is by then, and although "skip" would let what was missed pass."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    await engine.schedule(doubling, 1, id="m", every=600, missed="skip")
    store = engine._parts.kit.store
    row = await store.get_schedule("m")
    assert row is not None
    await store.put_schedule(row._replace(epoch=row.epoch + 1, is_decided=1), expected=row.epoch)
    await kill(engine)
    clock.jump(5000)
    after = await open_engine(doubling, clock=clock, lease_ttl=86400)
    await clock.settle()
    await until_times(after, "m", [600], next_at=at(5400))


def test_without_the_extra_cron_is_refused_and_every_works() -> None:
    """The error names the extra."""
    program = """
import asyncio, sys
sys.modules["cronsim"] = None
from gorkflow import SettingError, connect, step, workflow
@step
async def one(value: int) -> int: return value
flow = workflow("w").then(one).build()
async def main():
    async with connect() as engine:
        try: await engine.schedule(flow, 1, id="c", cron="* * * * *")
        except SettingError as error: print(error)
        await engine.schedule(flow, 1, id="e", every=0.1)
        await asyncio.sleep(0.35)
        print(len((await engine.list_runs()).items) >= 2)
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'gorkflow[cron]'" in done.stdout
    assert done.stdout.splitlines()[-1] == "True"


async def test_by_the_clock_of_the_machine(engine: Engine) -> None:
    """Three times in real time; no drift, and none early."""
    calls: list[int] = []
    third = asyncio.Event()

    @step
    async def count(value: int) -> int:
        calls.append(value)
        if len(calls) == 3:
            third.set()
        return value

    await engine.schedule(workflow("counting").then(count).build(), 1, id="m", every=0.1, overlap="allow", missed="all")
    made = (await only(engine)).created_at
    await third.wait()
    runs = await runs_of(engine, "m")
    await engine.unschedule("m")
    await engine.idle()
    lates = [(run.created_at - made).total_seconds() - 0.1 * number for number, run in enumerate(runs[:3], start=1)]
    assert min(lates) >= -0.002
    assert await times(engine, "m", made) == [
        pytest.approx(0.1 * number, abs=1e-5) for number in range(1, len(await runs_of(engine, "m")) + 1)
    ]
