"""What a store on SQL says when it refuses a write."""

from __future__ import annotations

from gorkflow.core.error_text import shown
from gorkflow.core.records import Commit, ScheduleRow
from gorkflow.errors import ConflictError, RunNotFoundError

__all__ = ["already_exists", "does_not_exist", "has_moved_on", "is_fenced", "is_not_over"]


def is_fenced(commit: Commit) -> ConflictError:
    """The fence of a commit does not hold."""
    return ConflictError(
        f"run {commit.run_id!r}: epoch {commit.epoch} with sequence number {commit.expected_seq} is not what "
        f"the store holds; another engine owns it now, or it is gone. Nothing was written"
    )


def already_exists(run_id: str) -> ConflictError:
    """A new run has the id of another one."""
    return ConflictError(
        f"run {run_id!r} exists already; give another id, or an idempotency_key to get the same run back"
    )


def does_not_exist(run_id: str) -> RunNotFoundError:
    """There is nobody to leave a message for."""
    msg = f"run {shown(run_id)} does not exist in this store; look for its id with list_runs"
    return RunNotFoundError(msg, run_id=run_id)


def is_not_over(run_id: str, status: str) -> ConflictError:
    """A run is open that is to be deleted."""
    return ConflictError(f"run {run_id!r} is {status}: only a run that is over can be deleted; cancel it first")


def has_moved_on(row: ScheduleRow, expected: int | None) -> ConflictError:
    """A schedule is not what its writer believes."""
    what = "is there already" if expected is None else f"is not of epoch {expected} any more, or is gone"
    return ConflictError(f"schedule {shown(row.schedule_id)} {what}; another engine was quicker. Nothing was written")
