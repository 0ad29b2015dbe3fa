"""What a user reads of a run: statuses, records, filters and pages. All records are frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt, ValidationError, field_validator

from gorkflow.core.error_text import shown
from gorkflow.errors import CorruptRecordError, SettingError

T = TypeVar("T")
MAX_PAGE = 1000


class RunStatus(StrEnum):
    """Where a run is. COMPLETED, FAILED and CANCELLED are final."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    SUSPENDED = "SUSPENDED"
    COMPENSATING = "COMPENSATING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens to a run of this status by itself."""
        return self in FINAL_RUN_STATUSES


FINAL_RUN_STATUSES = frozenset({RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED})
OPEN_RUN_STATUSES = tuple(status for status in RunStatus if status not in FINAL_RUN_STATUSES)


def stored_status(text: str, run_id: str) -> RunStatus:
    """The status that a record holds.

    Raises:
        CorruptRecordError: it is none.
    """
    try:
        return RunStatus(text)
    except ValueError as error:
        msg = f"run {run_id}: its status cannot be read; the record is left as it is, look at it with `gorkflow doctor`"
        raise CorruptRecordError(msg) from error


class StepStatus(StrEnum):
    """Where a step of a run is."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    RETRYING = "RETRYING"
    WAITING = "WAITING"
    COMPLETED = "COMPLETED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    COMPENSATED = "COMPENSATED"


class Record(BaseModel):
    """A frozen record read from a store."""

    model_config = ConfigDict(frozen=True)


class ErrorInfo(Record):
    """Why a step or a run failed, as text: safe to store, to print and to send.

    Attributes:
        code: the `code` of the gorkflow error ("timeout", "execution", ...).
        type: qualified class name of the error that the body raised, or of gorkflow's own.
        message: the error's text, bounded.
        traceback: the frames, bounded; None where the error is gorkflow's own.
        step_id: path of the step; None where no step failed.
        attempt: the attempt that failed, from 1; None where no step failed.
        not_undone: of a run that was compensated: paths of steps whose effects could not be undone, because their undo
            steps failed; empty where all were. None where nothing was to be undone.
    """

    code: str
    type: str
    message: str
    traceback: str | None = None
    step_id: str | None = None
    attempt: int | None = None
    not_undone: Sequence[str] | None = None


class WorkflowRun(Record):
    """One execution of a workflow.

    Attributes:
        run_id: 36 characters; ids sort by the time of creation.
        workflow_id: the id of its workflow.
        workflow_version: the version of it.
        fingerprint: of the structure and types that it goes by.
        status: where it is.
        progress: done steps over known steps, from 0.0; 1.0 only when COMPLETED.
        input: the JSON value of the run's input.
        output: the JSON value of its output; None until COMPLETED.
        error: why it is FAILED or SUSPENDED, or what of a CANCELLED run could not be undone; None otherwise.
        tags: labels by name, as given at its start.
        resource_id: what it is about, as given at its start.
        idempotency_key: as given at its start.
        forked_from: the id of the run that it was forked from; None of another.
        created_at: when it was started by its caller.
        started_at: when an engine first had a place for it; None before.
        completed_at: when it ended; None before.
        updated_at: when something last happened to it.
        deadline_at: when `run_timeout` ends the run; None without one.
    """

    run_id: str
    workflow_id: str
    workflow_version: str
    fingerprint: str
    status: RunStatus
    progress: float
    input: JsonValue
    output: JsonValue = None
    error: ErrorInfo | None = None
    tags: Mapping[str, str] = Field(default_factory=dict)
    resource_id: str | None = None
    idempotency_key: str | None = None
    forked_from: str | None = None
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    updated_at: datetime
    deadline_at: datetime | None = None


class StepExecution(Record):
    """One step of one run, with its latest attempt; earlier attempts are in the event log.

    Attributes:
        run_id: the id of its run.
        step_id: its path.
        index: order of completion in the run, from 0; None until the step is done.
        attempt: from 1, rising over restarts and retries; 0 for a step that never started.
        status: where it is.
        input: the JSON value it was bound from; None for a step without parameters.
        output: the JSON value that it gave, or that stands for it; None without one.
        error: why its latest attempt failed; None where it did not.
        started_at: when its latest attempt, or its wait, began; None of what has no beginning.
        completed_at: when that ended; None before.
        duration_seconds: of the latest attempt, wall clock.
        cpu_seconds: of the latest attempt, where the body had a thread or process to itself; else None.
        queued_seconds: from the moment it could have started to the moment it did.
        next_attempt_at: when a RETRYING step starts again, or a WAITING one waits no more.
        executor: where the body ran: "loop", "inline", "thread" or "process"; "cache" where none was called.
    """

    run_id: str
    step_id: str
    index: int | None = None
    attempt: int
    status: StepStatus
    input: JsonValue = None
    output: JsonValue = None
    error: ErrorInfo | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    duration_seconds: float | None = None
    cpu_seconds: float | None = None
    queued_seconds: float | None = None
    next_attempt_at: datetime | None = None
    executor: str | None = None


class RunPreview(Record):
    """What a retry or a fork would do, before it is done.

    Attributes:
        will_run: paths of the steps that would run, in topological order; one with a condition may still be skipped.
        kept: paths of the steps whose results would be kept, in the same order; of a map or loop that is in the middle
            those of its items and turns.
    """

    will_run: Sequence[str]
    kept: Sequence[str]


class RunFilter(Record):
    """Which runs to list; every condition given must hold. Newest first.

    Attributes:
        tags: every pair must be on the run.
        created_after: inclusive, aware.
        created_before: exclusive, aware.
        limit: runs per page, 1 to 1000.
        cursor: `next_cursor` of the page before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    workflow_id: str | None = None
    version: str | None = None
    status: RunStatus | Sequence[RunStatus] | None = None
    tags: Mapping[str, str] = Field(default_factory=dict)
    resource_id: str | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    limit: StrictInt = 50
    cursor: str | None = None

    if not TYPE_CHECKING:  # type checkers see the fields

        def __init__(self, **conditions: object) -> None:
            """Check the conditions; pydantic would wrap the error in one of its own."""
            try:
                super().__init__(**conditions)
            except Exception as error:  # the values' own code may raise anything
                raise _setting_error(error) from error

    @field_validator("limit")
    @classmethod
    def _bounded_limit(cls, limit: int) -> int:
        if not 1 <= limit <= MAX_PAGE:
            msg = f"RunFilter(limit={limit}): a page has 1 to {MAX_PAGE} runs; follow next_cursor for more"
            raise SettingError(msg)
        return limit

    @field_validator("created_after", "created_before")
    @classmethod
    def _aware(cls, at: datetime | None) -> datetime | None:
        if at is not None and at.tzinfo is None:
            msg = f"RunFilter({at!r}): the time has no zone; give an aware datetime, for example datetime.now(UTC)"
            raise SettingError(msg)
        return at

    @property
    def statuses(self) -> tuple[RunStatus, ...] | None:
        """The wanted statuses as a tuple; None for any."""
        if self.status is None:
            return None
        return (self.status,) if isinstance(self.status, RunStatus) else tuple(self.status)


def checked_filter(filter: object) -> RunFilter:
    """The filter itself: a caller without a type checker may give anything.

    Raises:
        SettingError: it is none.
    """
    if not isinstance(filter, RunFilter):
        msg = f"runs are listed by a RunFilter, not {shown(filter)}; write RunFilter(status=..., tags=...)"
        raise SettingError(msg)
    return filter


def _setting_error(error: Exception) -> SettingError:
    if not isinstance(error, ValidationError):
        return SettingError(f"RunFilter: one of its values raised {type(error).__name__} while it was read")
    first = error.errors()[0]
    own = first.get("ctx", {}).get("error")
    if isinstance(own, SettingError):
        return own
    # the first place alone: those that follow are names of pydantic's own
    where = shown(first["loc"][0]).strip("'") if first["loc"] else "a condition"
    return SettingError(f"RunFilter: {where} will not do: {first['msg']}; the conditions are the fields of RunFilter")


class Page(Record, Generic[T]):
    """One page of a listing; `next_cursor` is None on the last."""

    items: Sequence[T]
    next_cursor: str | None = None


class EngineInfo(Record):
    """An engine that has the store open, or had it when it died.

    Attributes:
        host: name of its machine.
        started_at: when it opened the store, by the clock of its machine.
        lease_seconds: after so long without a heartbeat it counts as dead.
        is_alive: False where whoever resumes takes its runs over. Of another machine's engine that is known only when
            it was silent for a lease: the first look finds it alive.
        open_runs: runs that it owns and that are not over.
    """

    engine_id: str
    host: str
    pid: int
    started_at: datetime
    lease_seconds: float
    is_alive: bool
    open_runs: int


class Health(Record):
    """How an engine is.

    Attributes:
        status: "ok", or "degraded" with the reasons.
        reasons: one sentence each; empty when ok.
        running: runs that this engine drives now.
        pending: runs that wait for a place (max_concurrent_runs).
        steps: bodies at work now.
        abandoned: thread bodies that ignored their time-out and still run.
    """

    status: str
    reasons: tuple[str, ...] = ()
    running: int = 0
    pending: int = 0
    steps: int = 0
    abandoned: int = 0
