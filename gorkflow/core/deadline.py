"""The time that a run has: from when it counts, and what is said when it is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.core.run import ErrorInfo
from gorkflow.errors import RunTimeoutError

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun


def start_clock(live: LiveRun, now: float) -> None:
    """The run begins now, or once more after a retry; its run_timeout counts from here, over restarts."""
    if live.started_at is None:
        live.started_at = now
    if live.run_timeout_seconds is not None and live.deadline_at is None:
        live.deadline_at = now + live.run_timeout_seconds


def time_is_up(live: LiveRun) -> ErrorInfo:
    """The error of a run that was not over in time."""
    limit = live.run_timeout_seconds
    shown = "" if limit is None else f" of {limit:g} s"
    message = (
        f"run {live.run_id} was not over within its run_timeout{shown}; give it more time with "
        "workflow(run_timeout=...) or start(run_timeout=...), or retry it for as long again"
    )
    return ErrorInfo(code=RunTimeoutError.code, type=RunTimeoutError.__name__, message=message)
