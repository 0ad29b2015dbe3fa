"""What whoever is told of events reads out of their data, which are JSON of many shapes. Pure.

Nothing here raises: an observer is told also of what another version, or damage, has left in a store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gorkflow.core.events import Event, EventType
from gorkflow.core.ids import instant_of

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["Failure", "Lost", "created_at", "duration_of", "failure_of", "lost_attempts", "number_of"]


class Failure(NamedTuple):
    """Why something failed.

    Attributes:
        path: of the step; None where the run failed by itself.
        attempt: which one failed; None where the run failed by itself.
        type: class name of the error.
        traceback: None where the error is gorkflow's own.
        is_final: no other attempt follows.
    """

    path: str | None
    attempt: int | None
    code: str
    type: str
    message: str
    traceback: str | None
    is_final: bool


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
    """The failure that the event tells of; None where it tells of none."""
    error = event.data.get("error")
    if not isinstance(error, Mapping):
        return None
    path, attempt, traceback = error.get("step_id"), error.get("attempt"), error.get("traceback")
    code, type_, message = (str(error.get(name, "")) for name in ("code", "type", "message"))
    return Failure(
        event.step_id or (path if isinstance(path, str) else None),
        attempt if isinstance(attempt, int) else event.attempt,
        code,
        type_,
        message,
        None if traceback is None else str(traceback),
        event.type is not EventType.STEP_RETRY_SCHEDULED,
    )


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
