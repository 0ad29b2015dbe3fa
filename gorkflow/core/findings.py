"""What an examination finds in the records of a run. Pure: the rows come in, findings come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from gorkflow.core.events import EventType
from gorkflow.core.records import GIVEN_PREFIX, INPUT_REFERENCE, EventRow, RunRow, ScheduleRow, Snapshot, StepRow
from gorkflow.core.references import paths_of
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.values import checksum, is_json

__all__ = ["Finding", "FindingKind", "examine_run", "examine_schedule"]


class FindingKind(StrEnum):
    """Where something is wrong, or is worth a look."""

    FILE = "file"
    SCHEMA = "schema"
    RECORD = "record"
    EVENTS = "events"
    ORPHAN = "orphan"
    RUNS = "runs"
    ENGINE = "engine"
    SQLITE = "sqlite"
    JOURNAL = "journal"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        problem: what is wrong; one line.
        remedy: what to do about it; one line.
        run_id: the run; None where it is about no single one.
        step_id: path of the step; None where it is about no single one.
        column: the field of the record; None where it is about no single one.
    """

    kind: FindingKind
    problem: str
    remedy: str
    run_id: str | None = None
    step_id: str | None = None
    column: str | None = None


RESTORE: Final = "keep the file, and take this run from a backup; or delete it, and start it again"
_AGAIN: Final = "fork the run from this step, which makes the value anew; or take the run from a backup"
_ANEW: Final = "schedule it anew under its id"
_INPUT_PATH: Final[str] = json.loads(INPUT_REFERENCE)


def examine_schedule(row: ScheduleRow) -> list[Finding]:
    """What is wrong with a schedule's row: its checksum, its JSON."""
    found: list[Finding] = []
    if not _is_sound(lambda: checksum(row.input) == row.input_checksum):
        problem = f"schedule {row.schedule_id!r:.100}: its input does not match its checksum"
        found.append(Finding(FindingKind.RECORD, problem, _ANEW, None, None, "input"))
    if not _is_sound(lambda: is_json(row.options.encode())):
        problem = f"schedule {row.schedule_id!r:.100}: its options are no JSON"
        found.append(Finding(FindingKind.RECORD, problem, _ANEW, None, None, "options"))
    return found


def _is_sound(check: Callable[[], bool]) -> bool:
    """A damaged column may be of another type than the schema says."""
    try:
        return check()
    except (TypeError, AttributeError, UnicodeError):
        return False


def examine_run(snapshot: Snapshot, events: Sequence[EventRow]) -> list[Finding]:
    """What is wrong with a run's rows, each by itself: statuses, checksums, JSON, references, numbers of events."""
    found = list(_of_run(snapshot.run))
    paths = {_INPUT_PATH, *(row.step_id for row in snapshot.executions)}
    paths |= {f"{GIVEN_PREFIX}{row.step_id}" for row in snapshot.given}
    found += _references(snapshot.run.run_id, None, paths, output_ref=snapshot.run.output_ref)
    for row in snapshot.executions:
        found += _of_step(row)
        found += _references(row.run_id, row.step_id, paths, input_ref=row.input_ref, output_ref=row.output_ref)
    for given in snapshot.given:
        if checksum(given.input) != given.checksum:
            found.append(_damage(given.run_id, given.step_id, "input", "does not match its checksum"))
        elif not is_json(given.input):
            found.append(_damage(given.run_id, given.step_id, "input", "is not JSON"))
    for state in snapshot.state:
        if state.value is not None and not is_json(state.value[1:]):  # the first byte tells the union's member
            found.append(_damage(state.run_id, state.step_id, f"state[{state.key}]", "is not JSON"))
    found += _of_events(snapshot.run, events)
    return found


def _of_run(row: RunRow) -> Iterator[Finding]:
    if row.status not in RunStatus.__members__:
        yield _damage(row.run_id, None, "status", f"is {row.status!r:.40}, which no run has")
    if not _is_sound(lambda: checksum(row.input) == row.input_checksum):
        yield _damage(row.run_id, None, "input", "does not match its checksum")
    elif not is_json(row.input):
        yield _damage(row.run_id, None, "input", "is not JSON")
    if not _is(row.tags, _TAGS.validate_json):
        yield _damage(row.run_id, None, "tags", "is not an object of texts")
    if not _is(row.error, ErrorInfo.model_validate_json):
        yield _damage(row.run_id, None, "error", "is no error's record")


def _of_step(row: StepRow) -> Iterator[Finding]:
    if row.status not in StepStatus.__members__:
        yield _damage(row.run_id, row.step_id, "status", f"is {row.status!r:.40}, which no step has")
    if row.output is not None and row.checksum is not None and checksum(row.output) != row.checksum:
        yield _damage(row.run_id, row.step_id, "output", "does not match its checksum", _AGAIN)
    elif row.output is not None and not is_json(row.output):
        yield _damage(row.run_id, row.step_id, "output", "is not JSON", _AGAIN)
    if row.output is None and row.output_ref is None and row.status == StepStatus.COMPLETED:
        yield _damage(row.run_id, row.step_id, "output", "is missing, and the step is COMPLETED", _AGAIN)
    if not _is(row.error, ErrorInfo.model_validate_json):
        yield _damage(row.run_id, row.step_id, "error", "is no error's record")


def _references(run_id: str, step_id: str | None, known: set[str], **columns: str | None) -> Iterator[Finding]:
    for column, text in columns.items():
        try:
            missing = set(paths_of(json.loads(text))) - known if text is not None else ()
        except (ValueError, TypeError, RecursionError):
            yield _damage(run_id, step_id, column, "is no reference to a value")
            continue
        for path in sorted(missing):
            yield _damage(run_id, step_id, column, f"refers to {path!r:.200}, of which there is no row")


def _of_events(run: RunRow, events: Sequence[EventRow]) -> Iterator[Finding]:
    numbers = [event.seq for event in events]
    expected = list(range(1, run.last_seq + 1))
    if numbers != expected:
        gap = next((at for at, number in enumerate(numbers, 1) if at != number), len(numbers) + 1)
        problem = f"the events are not 1 to {run.last_seq} without gaps: {gap} is missing or comes too late"
        if numbers[: run.last_seq] == expected:
            problem = f"there are more events than the {run.last_seq} that the run's row tells of: up to {numbers[-1]}"
        yield Finding(FindingKind.EVENTS, problem, RESTORE, run.run_id, None, "seq")
    for event in events:
        if event.type not in _EVENT_TYPES:
            problem = f"event {event.seq} is of type {event.type!r:.40}, which there is not"
            yield Finding(FindingKind.EVENTS, problem, RESTORE, run.run_id, event.step_id, "type")
        if not _is(event.data, _OBJECT.validate_json):
            problem = f"event {event.seq}: its data is no JSON object"
            yield Finding(FindingKind.EVENTS, problem, RESTORE, run.run_id, event.step_id, "data")


_EVENT_TYPES: Final = frozenset(EventType)


def _damage(run_id: str, step_id: str | None, column: str, what: str, remedy: str = RESTORE) -> Finding:
    return Finding(FindingKind.RECORD, f"{column} {what}", remedy, run_id, step_id, column)


def _is(text: str | None, read: Callable[[str], object]) -> bool:
    """Whether the text is what `read` reads."""
    try:
        if text is not None:
            read(text)
    except (ValidationError, ValueError):
        return False
    return True


_OBJECT: Final = TypeAdapter(dict[str, object])
_TAGS: Final = TypeAdapter(dict[str, Annotated[str, Field(strict=True)]])
