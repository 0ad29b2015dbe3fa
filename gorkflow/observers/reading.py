"""What several observers read out of an event's data, which is JSON of many shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from gorkflow.core.events import Event, EventType
from gorkflow.core.ids import instant_of


class Failure(NamedTuple):
    """The error that an event tells of; `traceback` is empty where the error is gorkflow's own."""

    code: str
    type: str
    message: str
    traceback: str


class Lost(NamedTuple):
    """An attempt whose process died under it."""

    path: str
    attempt: int | None
    started_at: float | None


def number_of(value: JsonValue) -> float | None:
    """The value, where it is a number."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def duration_of(event: Event) -> float | None:
    """Seconds that the attempt or the whole map or loop took which the event ends; None where it ends none.

    Clocks of two machines may differ: it is never less than 0.
    """
    if event.type is EventType.STEP_KEPT:  # that was in another run
        return None
    started, ended = number_of(event.data.get("started_at")), number_of(event.data.get("ended_at"))
    return None if started is None or ended is None else max(0.0, ended - started)


def failure_of(event: Event) -> Failure | None:
    """The error that the event tells of; None where it tells of none."""
    error = event.data.get("error")
    if not isinstance(error, Mapping):
        return None
    traceback = error.get("traceback")
    code, type_, message = (str(error.get(name, "")) for name in ("code", "type", "message"))
    return Failure(code, type_, message, "" if traceback is None else str(traceback))


def lost_attempts(event: Event) -> list[Lost]:
    """The attempts that were at work when the run's last engine died, as RunResumed names them."""
    paths = _list(event.data.get("interrupted"))
    attempts, instants = _list(event.data.get("attempts")), _list(event.data.get("started_at"))
    found: list[Lost] = []
    for place, path in enumerate(paths):
        attempt = number_of(attempts[place]) if place < len(attempts) else None
        started_at = number_of(instants[place]) if place < len(instants) else None
        found.append(Lost(str(path), None if attempt is None else int(attempt), started_at))
    return found


def created_at(event: Event) -> float:
    """When the event's run was created, in seconds since the epoch, to the millisecond: its id says so."""
    at = instant_of(event.run_id)
    return event.at.timestamp() if at is None else at


def _list(value: JsonValue) -> Sequence[JsonValue]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
