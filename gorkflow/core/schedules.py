"""Schedules: what a user reads of one, and what becomes of its times. Pure: the time comes in as an argument.

A *time* of a schedule is an instant at which a run is due. Each is decided once: it is fired, or passes without a run.
A decision to fire is written before the run is started, so that a crash between the two changes nothing: whoever comes
next starts the run of that very time, under an idempotency key made of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple, Protocol

from pydantic import Field, JsonValue

from gorkflow.core.records import ScheduleRow
from gorkflow.core.run import ErrorInfo, Record

Missed = Literal["skip", "once", "all"]
"""What becomes of times at which nobody was there to fire."""

Overlap = Literal["skip", "allow"]
"""What becomes of a time at which the schedule's last run is not over."""

EARLY_SECONDS = 0.001  # a timer may come so much before its time
LATE_SECONDS = 60.0  # a time that is fired later than this was missed


class Schedule(Record):
    """When runs of a workflow are started, and how far that has come.

    Attributes:
        cron: the expression; None where runs come every so many seconds.
        every_seconds: the distance of its times, counted from `created_at`; None where they come by `cron`.
        zone: in which `cron` is read.
        missed: what becomes of times at which nobody was there to fire: "skip", "once" or "all".
        overlap: what becomes of a time at which the last run is not over: "skip" or "allow".
        input: the JSON value of the runs' input.
        tags: of its runs, which have the tag "schedule" besides.
        resource_id: of its runs.
        created_at: when it was stored first; what replaced it since leaves that as it was.
        next_at: its next time; in the past where no engine fires it. None when there is none any more.
        last_at: the time that was fired last; None before the first.
        last_run_id: the run of that time.
        skipped: how many of its times were passed over since the run before was not over.
        error: why it cannot be read, and is not fired; None for a sound one.
    """

    schedule_id: str
    workflow_id: str
    workflow_version: str
    cron: str | None = None
    every_seconds: float | None = None
    zone: str = "UTC"
    missed: Missed = "once"
    overlap: Overlap = "skip"
    input: JsonValue = None
    tags: Mapping[str, str] = Field(default_factory=dict)
    resource_id: str | None = None
    created_at: datetime
    next_at: datetime | None = None
    last_at: datetime | None = None
    last_run_id: str | None = None
    skipped: int = 0
    error: ErrorInfo | None = None


class Timetable(Protocol):
    """The times of a schedule, in seconds since the Unix epoch."""

    def after(self, at: float, /) -> float | None:
        """The first time later than `at`; None when there is none."""
        ...


class Grid(NamedTuple):
    """A time every so many seconds: times neither drift nor depend on when the one before was fired."""

    origin: float
    step: float

    def after(self, at: float, /) -> float:
        """The first time later than `at`: the origin is none itself."""
        number = max(1, math.floor((at - self.origin) / self.step))
        while self.origin + number * self.step <= at:  # what was rounded may be one off
            number += 1
        return self.origin + number * self.step


def latest(timetable: Timetable, first: float, now: float) -> float:
    """The last time not after `now`, by halving: nobody counts the minutes of a year.

    Args:
        first: a time not after `now`.
    """
    known, empty = first, now  # a time; nothing is due after this
    while (following := timetable.after(known)) is not None and following <= now:
        middle = known + (empty - known) / 2
        found = timetable.after(middle)
        if found is None or found > now:
            empty = middle
            known = following  # so that it ends, however close the two are
        else:
            known = found
    return known


def is_due(row: ScheduleRow, now: float) -> bool:
    """Whether its time has come."""
    return row.next_at is not None and row.next_at <= now + EARLY_SECONDS


class Verdict(NamedTuple):
    """What is to become of the times of a schedule that have come.

    Attributes:
        row: to be written; decided where its `next_at` is to be fired now. None: nothing is decided yet, since a
            missed time waits for a run to end.
        was_missed: whether the time was missed, and is made up for.
        dropped: the first and the last time that pass without a run because they were missed; None for none.
    """

    row: ScheduleRow | None
    was_missed: bool = False
    dropped: tuple[float, float] | None = None


def judge(row: ScheduleRow, timetable: Timetable, now: float, *, under_way_since: float | None) -> Verdict:
    """Decide the next time of a schedule that is due and not decided.

    Of several times that have come, all but the last were missed; the last one was too, when it is late. "all" takes
    the first of them, "once" the last, and "skip" the last where it was not missed. An overlap is skipped. No overlap
    is what only comes of making up for missed times: a run that began after the time, or before one that "all" makes
    up for; then the time waits for its end.

    Args:
        under_way_since: when the run of the time before began; None where it is over.
    """
    first = row.next_at
    if first is None:
        return Verdict(None)
    time = first if row.missed == "all" else latest(timetable, first, now)
    following = timetable.after(time)
    was_missed = now - time > LATE_SECONDS or (following is not None and following <= now)
    decided = row._replace(epoch=row.epoch + 1, next_at=time, is_decided=1)
    passed = decided._replace(next_at=following, is_decided=0)
    if row.missed == "skip" and was_missed:
        return Verdict(passed, was_missed, (first, time))
    dropped = None if time == first else (first, _before(timetable, first, time))
    if row.overlap == "skip" and under_way_since is not None:
        if under_way_since > time or (row.missed == "all" and was_missed):
            return Verdict(None, was_missed)
        return Verdict(passed._replace(skipped=row.skipped + 1), was_missed, dropped)
    return Verdict(decided, was_missed, dropped)


def fired(row: ScheduleRow, timetable: Timetable, run_id: str) -> ScheduleRow:
    """The row after the run of its decided time was started."""
    time = row.next_at
    following = None if time is None else timetable.after(time)
    return row._replace(epoch=row.epoch + 1, next_at=following, is_decided=0, last_at=time, last_run_id=run_id)


def redefined(stored: ScheduleRow, wanted: ScheduleRow, timetable: Timetable, now: float) -> ScheduleRow:
    """What replaces a stored schedule: the wanted definition, as far as the stored one has come.

    Other times begin after now, and after what was fired: where the clock was set back, no time comes twice. With the
    same times the next one stays, also one that is due. A time that is decided is fired whatever comes after it.
    """
    moved = wanted._replace(
        epoch=stored.epoch + 1,
        created_at=stored.created_at,
        next_at=stored.next_at,
        is_decided=stored.is_decided,
        last_at=stored.last_at,
        last_run_id=stored.last_run_id,
        skipped=stored.skipped,
    )
    if stored.is_decided or times_of(stored) == times_of(wanted):
        return moved
    return moved._replace(next_at=timetable.after(max(now, stored.last_at or now)))


def times_of(row: ScheduleRow) -> tuple[object, ...]:
    """By what the times of a schedule are the same as those of another."""
    return row.cron, row.every_seconds, row.zone


def key_of(schedule_id: str, time: float) -> str:
    """The idempotency key of a time's run. No id has a slash, so no two schedules share one."""
    return f"schedule/{schedule_id}/{datetime.fromtimestamp(time, UTC).isoformat()}"


def _before(timetable: Timetable, first: float, time: float) -> float:
    """The last time before that one; both are times, and `first` is the earlier."""
    return latest(timetable, first, math.nextafter(time, -math.inf))
