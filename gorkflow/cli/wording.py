"""How events, times and numbers are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from gorkflow.cli.escaping import shortened
from gorkflow.core.event_data import Failure, duration_of, failure_of
from gorkflow.core.events import Event, EventType
from gorkflow.core.instants import instant_at
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.timeline import SpanKind

_WORDS: Final[Mapping[EventType, str]] = {
    EventType.RUN_CREATED: "created",
    EventType.RUN_STARTED: "started",
    EventType.RUN_RESUMED: "goes on",
    EventType.RUN_RELEASED: "let go, to be resumed",
    EventType.RUN_SUSPENDED: "suspended",
    EventType.RUN_WAITING: "waits",
    EventType.RUN_DELAYED: "was held up by the store",
    EventType.RUN_CANCEL_REQUESTED: "is to be cancelled",
    EventType.RUN_COMPLETED: "completed",
    EventType.RUN_FAILED: "failed",
    EventType.RUN_COMPENSATING: "is undone",
    EventType.RUN_CANCELLED: "cancelled",
    EventType.STEP_STARTED: "started",
    EventType.STEP_COMPLETED: "completed",
    EventType.STEP_RETRY_SCHEDULED: "failed",
    EventType.STEP_FAILED: "failed for good",
    EventType.STEP_SKIPPED: "skipped",
    EventType.STEP_CANCELLED: "cancelled",
    EventType.RUN_RETRIED: "is taken up again",
    EventType.RUN_MIGRATED: "goes on under another definition",
    EventType.STEP_KEPT: "kept",
    EventType.STEP_INPUT_GIVEN: "was given an input",
    EventType.STEP_COMPENSATED: "undone",
    EventType.DECISION_TAKEN: "decided",
    EventType.MAP_STARTED: "started",
    EventType.STEP_WAITING: "waits",
    EventType.SLEEP_ENDED: "is over",
    EventType.SIGNAL_RECEIVED: "got its signal",
    EventType.WAIT_TIMED_OUT: "timed out",
}
STYLES: Final[Mapping[RunStatus | StepStatus, str]] = {
    RunStatus.COMPLETED: "green",
    RunStatus.FAILED: "red",
    RunStatus.CANCELLED: "yellow",
    RunStatus.SUSPENDED: "yellow",
    RunStatus.WAITING: "cyan",
    StepStatus.PENDING: "dim",
    StepStatus.RUNNING: "cyan",
    StepStatus.RETRYING: "yellow",
    StepStatus.WAITING: "cyan",
    StepStatus.COMPLETED: "green",
    StepStatus.SKIPPED: "dim",
    StepStatus.FAILED: "red",
    StepStatus.CANCELLED: "yellow",
}
STATUS_WORDS: Final[Mapping[StepStatus, str]] = {  # in the order in which they are counted
    StepStatus.COMPLETED: "done",
    StepStatus.SKIPPED: "skipped",
    StepStatus.RUNNING: "running",
    StepStatus.RETRYING: "retrying",
    StepStatus.WAITING: "waiting",
    StepStatus.PENDING: "to run again",
    StepStatus.FAILED: "failed",
    StepStatus.CANCELLED: "cancelled",
    StepStatus.COMPENSATED: "undone",
}
SPANS: Final[Mapping[SpanKind, tuple[str, str]]] = {  # what is said of it, and in which style
    SpanKind.RAN: ("ran", "green"),
    SpanKind.FAILED: ("failed", "red"),
    SpanKind.INTERRUPTED: ("interrupted", "yellow"),
    SpanKind.CANCELLED: ("cancelled", "yellow"),
    SpanKind.RUNNING: ("runs", "cyan"),
    SpanKind.BACKOFF: ("waits for its next attempt", "yellow"),
    SpanKind.SLEEP: ("sleeps", "cyan"),
    SpanKind.SIGNAL: ("waits for a signal", "cyan"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def short_time(at: datetime) -> str:
    """Time of day where the user is, to the millisecond."""
    return at.astimezone().strftime("%H:%M:%S.%f")[:-3]


def exact_time(at: datetime) -> str:
    """Date and time of day where the user is, to the millisecond."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def full_time(at: datetime | float) -> str:
    """Date and time where the user is, to the second, with the offset; a number is seconds since the Unix epoch."""
    when = at if isinstance(at, datetime) else instant_at(at)
    return when.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")


def duration(seconds: float) -> str:
    """Seconds as people read them: 0.004 s, 12.3 s, 3 min 5 s, 2 h 0 min."""
    if seconds < 10:
        return f"{seconds:.3f} s"
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def roughly(seconds: float) -> str:
    """Seconds that nobody knows exactly: 1 s, 3 min 5 s, 25 min, 2 h 0 min, 3 d 4 h."""
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < 10 * _MINUTE:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    if whole < 2 * _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
    return f"{whole // _DAY:,} d {whole % _DAY // _HOUR} h"


def reason(error: ErrorInfo | Failure) -> str:
    """Code, type and text of an error; the type only where it is not gorkflow's own."""
    return f"[{error.code}] {'' if error.traceback is None else f'{error.type}: '}{error.message}"


def sentence(event: Event, time: str, *, names_run: bool) -> str:
    """An event as one line.

    Args:
        time: when, as it is to be shown.
    """
    run = f"run {event.run_id}" if names_run else "run" if event.step_id is None else ""
    subject = " ".join(part for part in (run, event.step_id) if part)
    text = f"{time} {subject} {_WORDS[event.type]}"
    if event.attempt is not None and event.attempt > 1:
        text += f", attempt {event.attempt}"
    seconds = duration_of(event)
    if seconds is not None:
        text += f" after {duration(seconds)}"
    return shortened(text + _details(event), 2000)


def _details(event: Event) -> str:
    text = f": {event.data.get('arm')}" if event.type is EventType.DECISION_TAKEN else ""
    for what in ("items", "turns"):
        number = event.data.get(what)
        text += f": {number} {what if number != 1 else what[:-1]}" if isinstance(number, int) else ""
    interrupted = event.data.get("interrupted")
    if isinstance(interrupted, list) and interrupted:
        text += f"; was interrupted in {', '.join(str(path) for path in interrupted)}"
    failure = failure_of(event)
    if failure is not None:
        text += f": {reason(failure)}"
    return text + _what_is_due(event)


def _what_is_due(event: Event) -> str:
    """When a step goes on, or what it waits for."""
    signal, due = event.data.get("signal"), event.data.get("next_attempt_at")
    until = None
    if event.type is EventType.RUN_WAITING:
        due = event.data.get("until")
    if isinstance(due, int | float):
        until = f"{full_time(due)} ({duration(max(0.0, due - event.at.timestamp()))})"
    if event.type is EventType.STEP_WAITING and isinstance(signal, str):
        return f" for signal {signal!r}" + ("" if until is None else f", until {until} at most")
    if event.type in {EventType.STEP_WAITING, EventType.RUN_WAITING}:
        return "" if until is None else f" until {until}" + (" at most" if event.step_id is None else "")
    return f"; again in {duration(max(0.0, due - event.at.timestamp()))}" if isinstance(due, int | float) else ""
