"""What has happened to the runs on display, added up from their events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from gorkflow.core.events import RUN_STATUS_AFTER, STEP_STATUS_AFTER, Event, EventType
from gorkflow.core.run import RunStatus, StepStatus


@dataclass(slots=True)
class StepLine:
    """One step, as it is now.

    Attributes:
        seconds: of the attempt that ended last; None while there is none.
        remark: why it failed, that its result was kept from before, or the arm that a decision took.
    """

    status: StepStatus = StepStatus.PENDING
    attempt: int = 0
    started_at: datetime | None = None
    seconds: float | None = None
    remark: str = ""


@dataclass(slots=True)
class RunLine:
    """One run with its steps by path; those that were kept from before only where somebody has told of them."""

    run_id: str
    status: RunStatus = RunStatus.PENDING
    last_seq: int = 0
    steps: dict[str, StepLine] = field(default_factory=dict[str, StepLine])
    ran: set[str] = field(default_factory=set[str])


class Ledger:
    """An observer that keeps the state of every run that it hears of, and hands each event on, once."""

    def __init__(self, show: Callable[[RunLine, Event], None]) -> None:
        self.runs: dict[str, RunLine] = {}
        self._show = show

    def expect(self, run_id: str, steps: Iterable[tuple[str, StepLine]]) -> None:
        """Steps of a run before anything happens to them, in the order in which they are shown."""
        line = self.runs.setdefault(run_id, RunLine(run_id))
        line.steps = {path: line.steps.get(path, step) for path, step in steps} | line.steps

    def on_event(self, event: Event, /) -> None:
        """Take in one event; one that was heard before, from another source, counts once."""
        line = self.runs.setdefault(event.run_id, RunLine(event.run_id))
        if event.seq <= line.last_seq:
            return
        line.last_seq = event.seq
        line.status = RUN_STATUS_AFTER.get(event.type, line.status)
        if event.step_id is not None:
            _take_in_step(line, event, event.step_id)
        self._show(line, event)


def failure_of(event: Event) -> str:
    """Code, type and message of the error that an event tells of; empty when it tells of none."""
    error = event.data.get("error")
    if not isinstance(error, dict):
        return ""
    prefix = "" if error.get("traceback") is None else f"{error.get('type')}: "  # gorkflow's own message says it all
    return f"[{error.get('code')}] {prefix}{error.get('message')}"


def seconds_of(event: Event) -> float | None:
    """How long the attempt took that an event ends; None where it ends none."""
    if event.type is EventType.STEP_KEPT:
        return None
    started, ended = event.data.get("started_at"), event.data.get("ended_at")
    if isinstance(started, int | float) and isinstance(ended, int | float):
        return max(0.0, ended - started)
    return None


def _take_in_step(line: RunLine, event: Event, path: str) -> None:
    step = line.steps.setdefault(path, StepLine())
    if event.type is EventType.STEP_KEPT:
        step.status, step.attempt = StepStatus(str(event.data["status"])), event.attempt or 0
        step.remark = "kept"
        return
    if event.type is EventType.STEP_INPUT_GIVEN:
        return
    step.status = STEP_STATUS_AFTER.get(event.type, step.status)
    step.attempt = event.attempt or step.attempt
    step.remark = failure_of(event) or str(event.data.get("arm", ""))
    step.seconds = seconds_of(event)
    if event.type is EventType.STEP_STARTED:
        step.started_at = event.at
    line.ran.add(path)
