"""What a run holds of its sleeps and waits, and of the signals that no wait has taken."""

from __future__ import annotations

from typing import NamedTuple


class Waiting(NamedTuple):
    """A sleep or wait that has begun.

    Attributes:
        until: when its time is over; infinity for a wait without a time-out.
        since: when it began.
    """

    until: float
    since: float


class Buffered(NamedTuple):
    """A signal that no wait has taken."""

    message_id: str
    posted_at: float
    data: bytes
    arm: int


class Pauses:
    """The sleeps and waits of one run. `gorkflow.core.waits` changes it.

    Attributes:
        waiting: those that have begun and are not over, by slot.
        alarms: a heap of when they end, with their slots; what belongs to none of them any more counts no more.
        lines: waits by the name of their signal, in the order in which they are served.
        signals: that no wait has taken, by name, in order of arrival.
        seen: ordinal of the last message that the run knows of.
        wake_at: of a run at rest, when the first of them ends, or its time; None without any.
    """

    __slots__ = ("alarms", "lines", "seen", "signals", "waiting", "wake_at")

    def __init__(self) -> None:
        self.waiting: dict[int, Waiting] = {}
        self.alarms: list[tuple[float, int]] = []
        self.lines: dict[str, dict[int, None]] = {}
        self.signals: dict[str, list[Buffered]] = {}
        self.seen = 0
        self.wake_at: float | None = None
