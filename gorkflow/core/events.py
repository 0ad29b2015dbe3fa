"""Events: frozen, past tense, append-only. `seq` counts from 1 within a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import Field, JsonValue

from gorkflow.core.run import Record, RunStatus, StepStatus


class EventType(StrEnum):
    """What happened. The data that each carries is in the reference of events."""

    RUN_CREATED = "RunCreated"
    RUN_RETRIED = "RunRetried"
    RUN_MIGRATED = "RunMigrated"
    RUN_STARTED = "RunStarted"
    RUN_RESUMED = "RunResumed"
    RUN_RELEASED = "RunReleased"
    RUN_SUSPENDED = "RunSuspended"
    RUN_WAITING = "RunWaiting"
    RUN_DELAYED = "RunDelayed"
    RUN_CANCEL_REQUESTED = "RunCancelRequested"
    RUN_COMPENSATING = "RunCompensating"
    RUN_COMPLETED = "RunCompleted"
    RUN_FAILED = "RunFailed"
    RUN_CANCELLED = "RunCancelled"
    STEP_KEPT = "StepKept"
    STEP_INPUT_GIVEN = "StepInputGiven"
    STEP_STARTED = "StepStarted"
    STEP_COMPLETED = "StepCompleted"
    STEP_RETRY_SCHEDULED = "StepRetryScheduled"
    STEP_FAILED = "StepFailed"
    STEP_SKIPPED = "StepSkipped"
    STEP_CANCELLED = "StepCancelled"
    STEP_COMPENSATED = "StepCompensated"
    DECISION_TAKEN = "DecisionTaken"
    MAP_STARTED = "MapStarted"
    STEP_WAITING = "StepWaiting"
    SLEEP_ENDED = "SleepEnded"
    SIGNAL_RECEIVED = "SignalReceived"
    WAIT_TIMED_OUT = "WaitTimedOut"


RUN_STATUS_AFTER: Final[Mapping[str, RunStatus]] = {
    EventType.RUN_RETRIED: RunStatus.PENDING,
    EventType.RUN_STARTED: RunStatus.RUNNING,
    EventType.RUN_RESUMED: RunStatus.RUNNING,
    EventType.RUN_WAITING: RunStatus.WAITING,
    EventType.RUN_SUSPENDED: RunStatus.SUSPENDED,
    EventType.RUN_COMPENSATING: RunStatus.COMPENSATING,
    EventType.RUN_COMPLETED: RunStatus.COMPLETED,
    EventType.RUN_FAILED: RunStatus.FAILED,
    EventType.RUN_CANCELLED: RunStatus.CANCELLED,
}
"""Of the run, after one of its own events; no other event changes it."""

STEP_STATUS_AFTER: Final[Mapping[str, StepStatus]] = {
    EventType.STEP_STARTED: StepStatus.RUNNING,
    EventType.STEP_COMPLETED: StepStatus.COMPLETED,
    EventType.STEP_RETRY_SCHEDULED: StepStatus.RETRYING,
    EventType.STEP_FAILED: StepStatus.FAILED,
    EventType.STEP_SKIPPED: StepStatus.SKIPPED,
    EventType.STEP_CANCELLED: StepStatus.CANCELLED,
    EventType.STEP_COMPENSATED: StepStatus.COMPENSATED,
    EventType.DECISION_TAKEN: StepStatus.COMPLETED,
    EventType.STEP_WAITING: StepStatus.WAITING,
    EventType.SLEEP_ENDED: StepStatus.COMPLETED,
    EventType.SIGNAL_RECEIVED: StepStatus.COMPLETED,
    EventType.WAIT_TIMED_OUT: StepStatus.COMPLETED,
}
"""Of the step; after STEP_KEPT it is in the event's data, after STEP_INPUT_GIVEN PENDING. MAP_STARTED changes none."""


class Event(Record):
    """One thing that happened to a run.

    Attributes:
        run_id: the run.
        seq: from 1, without gaps, per run.
        at: when it was recorded.
        type: what happened.
        step_id: path of the step; None for the run's own events.
        attempt: of the step; None for the run's own events.
        data: what else belongs to the event, JSON; of an output its size and checksum, never the output.
        workflow_id: of the run; it is not stored with the event. None only where the event was made by hand.
    """

    run_id: str
    seq: int
    at: datetime
    type: EventType
    step_id: str | None = None
    attempt: int | None = None
    data: Mapping[str, JsonValue] = Field(default_factory=dict)
    workflow_id: str | None = None
