"""A schedule as its caller asks for it, as the store keeps it, and as a user reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic_core import from_json

from gorkflow.core.creation import StartOptions
from gorkflow.core.durations import seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.ids import id_problem
from gorkflow.core.narrowing import is_mapping
from gorkflow.core.records import ScheduleRow
from gorkflow.core.run import ErrorInfo
from gorkflow.core.schedules import Missed, Overlap, Schedule
from gorkflow.core.values import checksum
from gorkflow.errors import CorruptRecordError, SettingError
from gorkflow.runtime.options import run_timeout_seconds_of
from gorkflow.runtime.starting import checked_start

if TYPE_CHECKING:
    from gorkflow.core.plan import Plan
    from gorkflow.core.values import Encoded

T = TypeVar("T")
LEAST_SECONDS = 0.1
TAG = "schedule"  # of every run that a schedule starts
_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class ScheduleRequest:
    """What a caller says of a schedule, not checked.

    Args:
        every: seconds or a timedelta.
        options: of the runs.
    """

    id: str
    cron: str | None
    every: object
    zone: str
    missed: Missed
    overlap: Overlap
    options: StartOptions


def checked_id(schedule_id: object) -> str:
    """The id itself.

    Raises:
        SettingError: no schedule can have it.
    """
    problem = id_problem("schedule id", schedule_id)
    if problem is not None or not isinstance(schedule_id, str):
        raise SettingError(f"{problem}")
    return schedule_id


def row_of(request: ScheduleRequest, plan: Plan, input_: Encoded, now: float) -> ScheduleRow:
    """The request as a new row, whose first time is still to be found.

    Raises:
        SettingError: something of it will not do.
    """
    schedule_id = checked_id(request.id)
    cron, every_seconds = _times(schedule_id, request)
    workflow = plan.workflow
    return ScheduleRow(
        schedule_id=schedule_id,
        workflow_id=workflow.id,
        workflow_version=workflow.version,
        input=input_.data,
        input_arm=input_.arm,
        input_checksum=checksum(input_.data),
        cron=cron,
        every_seconds=every_seconds,
        zone=request.zone,
        missed=_one_of(request.missed, get_args(Missed), "missed"),
        overlap=_one_of(request.overlap, get_args(Overlap), "overlap"),
        options=_written(checked_start(request.options)),
        created_at=now,
        epoch=1,
        next_at=None,
        is_decided=0,
        last_at=None,
        last_run_id=None,
        skipped=0,
    )


def is_same(stored: ScheduleRow, wanted: ScheduleRow, plan: Plan) -> bool:
    """Whether both say the same, however far the stored one has come."""
    first = ScheduleRow._fields.index("cron")
    last = ScheduleRow._fields.index("created_at")
    return (
        (stored.workflow_id, stored.workflow_version) == (wanted.workflow_id, wanted.workflow_version)
        and stored[first:last] == wanted[first:last]
        and stored.input_arm == wanted.input_arm
        and plan.input.is_same(stored.input, wanted.input, wanted.input_arm)
    )


def options_of(row: ScheduleRow) -> StartOptions:
    """The options of its runs, without a key.

    Raises:
        CorruptRecordError: they are damaged.
    """
    return _parsed(row, "options", lambda: _read_options(row.options))


def input_of(row: ScheduleRow) -> bytes:
    """The input of its runs.

    Raises:
        CorruptRecordError: it is damaged.
    """
    if checksum(row.input) != row.input_checksum:
        raise _damaged(row, "input does not match its checksum")
    return row.input


def read_schedule(row: ScheduleRow) -> Schedule:
    """The record. Of a damaged row what can be read, and in its `error` what cannot."""
    columns = _Columns(row)
    options = columns.read("options", lambda: _read_options(row.options), StartOptions())
    return Schedule(
        schedule_id=row.schedule_id,
        workflow_id=row.workflow_id,
        workflow_version=row.workflow_version,
        cron=row.cron,
        every_seconds=row.every_seconds,
        zone=row.zone,
        missed=columns.read("missed", lambda: _known(row.missed, get_args(Missed)), "once"),
        overlap=columns.read("overlap", lambda: _known(row.overlap, get_args(Overlap)), "skip"),
        input=columns.read("input", lambda: from_json(input_of(row)), None),
        tags=options.tags,
        resource_id=options.resource_id,
        created_at=columns.read("created_at", lambda: _at(row.created_at), datetime.fromtimestamp(0, UTC)),
        next_at=columns.read("next_at", lambda: _maybe_at(row.next_at), None),
        last_at=columns.read("last_at", lambda: _maybe_at(row.last_at), None),
        last_run_id=row.last_run_id,
        skipped=row.skipped,
        error=columns.damage,
    )


class _Columns:
    """Reads the columns of one row; what is damaged is noted, and the others are read."""

    def __init__(self, row: ScheduleRow) -> None:
        self._row = row
        self.damage: ErrorInfo | None = None

    def read(self, column: str, parse: Callable[[], T], instead: T) -> T:
        try:
            return _parsed(self._row, column, parse)
        except CorruptRecordError as error:
            self.damage = self.damage or ErrorInfo(
                code=error.code, type=CorruptRecordError.__name__, message=str(error)
            )
            return instead


def _parsed(row: ScheduleRow, column: str, parse: Callable[[], T]) -> T:
    try:
        return parse()
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError) as error:
        raise _damaged(row, f"{column} cannot be read") from error


def _damaged(row: ScheduleRow, what: str) -> CorruptRecordError:
    return CorruptRecordError(
        f"schedule {shown(row.schedule_id)}: its {what}; it is left as it is, schedule it anew under its id"
    )


def _times(schedule_id: str, request: ScheduleRequest) -> tuple[str | None, float | None]:
    cron, every = request.cron, request.every
    if (cron is None) == (every is None):
        given = "neither" if cron is None else "both"
        msg = f"schedule {schedule_id!r} takes either cron=... or every=..., and was given {given}"
        raise SettingError(msg)
    if not _is_text(request.zone):
        msg = f"zone must be a name such as 'Europe/Berlin', not {shown(request.zone)}"
        raise SettingError(msg)
    if every is not None:
        if request.zone != _UTC:
            msg = f"schedule {schedule_id!r}: zone= belongs to cron=...; every=... is the same in all zones"
            raise SettingError(msg)
        return None, _every(schedule_id, every)
    if not _is_text(cron):
        msg = f"cron must be an expression such as '30 2 * * MON-FRI', not {shown(cron)}"
        raise SettingError(msg)
    return cron, None


def _every(schedule_id: str, every: object) -> float:
    seconds = seconds_of(every, f"schedule {schedule_id!r}: every", positive=True)
    if seconds < LEAST_SECONDS:
        msg = f"schedule {schedule_id!r}: every must be at least {LEAST_SECONDS} seconds, not {seconds:g}"
        raise SettingError(msg)
    return seconds


def _one_of(value: str, known: tuple[str, ...], option: str) -> str:
    if not _is_text(value) or value not in known:
        msg = f"{option} must be {' or '.join(map(repr, known))}, not {shown(value)}"
        raise SettingError(msg)
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _known(value: str, known: tuple[T, ...]) -> T:
    return known[known.index(value)]


def _written(options: StartOptions) -> str:
    given = {
        "tags": dict(sorted(options.tags.items())),
        "resource_id": options.resource_id,
        "run_timeout_seconds": options.run_timeout_seconds,
        "on_failure": options.on_failure,
    }
    return json.dumps(given)


def _read_options(text: str) -> StartOptions:
    given = json.loads(text)
    tags = given["tags"]
    if not is_mapping(tags):
        raise TypeError("no object of tags")
    read = StartOptions(
        tags={f"{name}": f"{value}" for name, value in tags.items()},
        resource_id=given["resource_id"],
        run_timeout_seconds=run_timeout_seconds_of(given["run_timeout_seconds"]),
        on_failure=given["on_failure"],
    )
    return checked_start(read)


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _maybe_at(seconds: float | None) -> datetime | None:
    return None if seconds is None else _at(seconds)
