"""What may come of an attempt, a condition, a decision or a test: what the runtime tells the transitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gorkflow.core.run import ErrorInfo
from gorkflow.core.values import Encoded


class Completed(NamedTuple):
    """The body returned and its output is encoded. `node` is the slot of the step, here and below.

    Attributes:
        cache_key: under which the output is kept for other runs; None where it is not.
        cached_from: the run whose output this is, no body was called; None where one was.
    """

    node: int
    output: Encoded
    state_writes: Mapping[str, bytes | None]
    started_at: float
    ended_at: float
    cpu_seconds: float | None
    cache_key: str | None = None
    cached_from: str | None = None


class Failed(NamedTuple):
    """The attempt failed. `is_retryable` is the retry policy's word on the kind of error."""

    node: int
    error: ErrorInfo
    is_retryable: bool
    started_at: float
    ended_at: float
    cpu_seconds: float | None


class Stopped(NamedTuple):
    """The engine stopped the body because the run is to end."""

    node: int
    started_at: float | None
    ended_at: float


class Skipped(NamedTuple):
    """The condition said no."""

    node: int
    ended_at: float


class Decided(NamedTuple):
    """A decision took this arm."""

    node: int
    arm: int
    ended_at: float


class Opened(NamedTuple):
    """A map has its list; the values are its own."""

    node: int
    values: Sequence[object]


class Tested(NamedTuple):
    """A loop goes round once more, or is over."""

    node: int
    holds: bool


class Paused(NamedTuple):
    """A sleep or wait begins.

    Attributes:
        until: when its time is over; infinity for a wait without a time-out.
    """

    node: int
    until: float


Outcome = Completed | Failed | Stopped | Skipped | Decided | Opened | Tested | Paused
