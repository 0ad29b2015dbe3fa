"""Events: frozen, past tense, append-only. `seq` counts from 1 within a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import Field, JsonValue

from gorkflow.core.run import Record


class EventType(StrEnum):
    """What happened. The data that each carries is in the reference of events."""

    RUN_CREATED = "RunCreated"
    RUN_RETRIED = "RunRetried"
    RUN_MIGRATED = "RunMigrated"
    RUN_STARTED = "RunStarted"
    RUN_RESUMED = "RunResumed"
    RUN_RELEASED = "RunReleased"
    RUN_SUSPENDED = "RunSuspended"
    RUN_DELAYED = "RunDelayed"
    RUN_CANCEL_REQUESTED = "RunCancelRequested"
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


class Event(Record):
    """One thing that happened to a run.

    Attributes:
        seq: from 1, without gaps, per run.
        step_id: path of the step; None for the run's own events.
        attempt: of the step; None for the run's own events.
        data: what else belongs to the event, JSON; of an output its size and checksum, never the output.
    """

    run_id: str
    seq: int
    at: datetime
    type: EventType
    step_id: str | None = None
    attempt: int | None = None
    data: Mapping[str, JsonValue] = Field(default_factory=dict)
