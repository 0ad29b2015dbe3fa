"""One schedule whose time has come: the time is decided, its run started, and the next time written.

Both writes raise the schedule's epoch, so that of several engines one decides. Whoever finds a decided time, since its
engine died or is slow, starts the run under the same idempotency key: one run per time.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.run import stored_status
from gorkflow.core.schedules import fired, is_due, judge, key_of
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import IdempotencyConflictError, SchemaMismatchError
from gorkflow.runtime.schedule_rows import TAG, input_of, options_of
from gorkflow.runtime.timetables import timetable_of

if TYPE_CHECKING:
    from gorkflow.core.creation import StartOptions
    from gorkflow.core.records import ScheduleRow
    from gorkflow.core.schedules import Timetable
    from gorkflow.core.workflow import Workflow
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.executor import Driver
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.runs import Runs

MADE_UP_AT_ONCE = 10  # runs of missed times of one schedule that are under way on one engine
IN_A_ROW = 10  # times of one schedule before the others have their turn

_DROPPED = "schedule %r: its times from %s to %s were missed and pass without a run, as missed=%r says"
_log = logging.getLogger("gorkflow")


class _Order(NamedTuple):
    """What `Runs.start` is asked for, but for the key."""

    workflow: Workflow[Any, Any]
    value: object
    options: StartOptions


class Firing:
    """Fires schedules, one at a time.

    Args:
        wake: called when a run has ended that a time was waiting for.
    """

    def __init__(self, kit: Kit, definitions: Definitions, runs: Runs, wake: Callable[[], None]) -> None:
        self._kit = kit
        self._definitions = definitions
        self._runs = runs
        self._wake = wake
        self._made_up: dict[str, list[Driver]] = {}  # runs of missed times under way, by schedule
        self._watched: set[str] = set()  # ids of runs at whose end somebody is woken

    async def attend(self, row: ScheduleRow) -> float:
        """Fire what is due of a schedule; the instant at which it wants to be looked at next, infinity for none.

        Raises:
            ConflictError: another engine was quicker, or it was changed meanwhile.
            StoreError: the store is in trouble, or the row is damaged; it stays as it is.
            SettingError: its times cannot be told here.
            SchemaMismatchError: its input does not fit the workflow any more.
        """
        timetable, order = timetable_of(row), self._order(row)  # what cannot be started is not decided
        for _ in range(IN_A_ROW):
            if not row.is_decided:
                decided = await self._decide(row, timetable)
                if decided is None:
                    return math.inf
                row = decided
            if row.is_decided:
                row = await self._fire(row, timetable, order)
            if not is_due(row, self._kit.clock.now()):
                break
        return math.inf if row.next_at is None else row.next_at

    async def _decide(self, row: ScheduleRow, timetable: Timetable) -> ScheduleRow | None:
        """The row with its next time decided, or passed; None where the time waits for a run to end."""
        since = await self._under_way_since(row.last_run_id) if row.overlap == "skip" else None
        verdict = judge(row, timetable, self._kit.clock.now(), under_way_since=since)
        if verdict.row is None:
            self._watch(self._runs.find(row.last_run_id or ""))
            return None
        if verdict.was_missed and self._is_crowded(row.schedule_id):
            return None
        await self._kit.store.put_schedule(verdict.row, expected=row.epoch)
        if verdict.dropped is not None:
            first, last = (datetime.fromtimestamp(at, UTC).isoformat() for at in verdict.dropped)
            _log.warning(_DROPPED, row.schedule_id, first, last, row.missed)
        return verdict.row

    async def _fire(self, row: ScheduleRow, timetable: Timetable, order: _Order) -> ScheduleRow:
        """Start the run of the decided time, or find it started, and write the next time."""
        was_missed = is_due(after := fired(row, timetable, ""), self._kit.clock.now())
        run_id, driver = await self._start(row, order)
        if was_missed and driver is not None:
            self._made_up.setdefault(row.schedule_id, []).append(driver)
        after = after._replace(last_run_id=run_id)
        await self._kit.store.put_schedule(after, expected=row.epoch)
        return after

    async def _start(self, row: ScheduleRow, order: _Order) -> tuple[str, Driver | None]:
        workflow, value, options = order
        options = options._replace(idempotency_key=key_of(row.schedule_id, row.next_at or 0.0))
        try:
            return await self._runs.start(workflow, value, options)
        except IdempotencyConflictError as error:  # started before the schedule was given another input
            return error.run_id or "", None

    def _order(self, row: ScheduleRow) -> _Order:
        plan = self._definitions.find(row.workflow_id, row.workflow_version)
        if plan is None:
            raise AssertionError  # only schedules of registered workflows are asked for
        options = options_of(row)
        try:
            value = plan.input.decode(input_of(row), row.input_arm)
        except ValueRefusedError as refused:
            msg = (
                f"schedule {row.schedule_id!r}: its input does not fit workflow {row.workflow_id!r} any more: "
                f"{refused.reason}; schedule it anew under its id"
            )
            raise SchemaMismatchError(msg) from refused
        return _Order(plan.workflow, value, options._replace(tags={TAG: row.schedule_id, **options.tags}))

    async def _under_way_since(self, run_id: str | None) -> float | None:
        """When a run began that is not over."""
        if run_id is None:
            return None
        driver = self._runs.find(run_id)
        if driver is not None:
            return driver.live.created_at
        run = await self._kit.store.get_run(run_id)
        return None if run is None or stored_status(run.status, run_id).is_final else run.created_at

    def _is_crowded(self, schedule_id: str) -> bool:
        """Whether so many missed times are being made up for that the next one waits."""
        drivers = [driver for driver in self._made_up.pop(schedule_id, ()) if not driver.ending.is_over]
        if drivers:
            self._made_up[schedule_id] = drivers
        if len(drivers) < MADE_UP_AT_ONCE:
            return False
        for driver in drivers:
            self._watch(driver)
        return True

    def _watch(self, driver: Driver | None) -> None:
        """Be woken at its end; the end of a run of another engine is seen at the next look."""
        if driver is None or driver.live.run_id in self._watched:
            return
        run_id = driver.live.run_id

        def on_end(_: object) -> None:
            self._watched.discard(run_id)
            self._wake()

        self._watched.add(run_id)
        driver.ending.future().add_done_callback(on_end)
