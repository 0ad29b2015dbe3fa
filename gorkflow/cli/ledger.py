"""What has happened to the runs on display, added up from their events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gorkflow.core.events import RUN_STATUS_AFTER, STEP_STATUS_AFTER, Event, EventType
from gorkflow.core.narrowing import is_list
from gorkflow.core.outline import Outline
from gorkflow.core.overview import Overview
from gorkflow.core.run import RunStatus, StepStatus

BUSY = frozenset({StepStatus.RUNNING, StepStatus.RETRYING, StepStatus.WAITING, StepStatus.FAILED})


@dataclass(slots=True)
class RunLine:
    """One run.

    Attributes:
        busy: steps that something happens to, or that failed, by path.
        ran: steps that something was heard of; None where nobody asks for them.
        overview: of all its steps; None where its definition is not known here.
        is_reading: what is taken in happened before somebody looked.
    """

    run_id: str
    status: RunStatus = RunStatus.PENDING
    last_seq: int = 0
    busy: dict[str, StepStatus] = field(default_factory=dict[str, StepStatus])
    ran: set[str] = field(default_factory=set[str])
    overview: Overview | None = None
    is_reading: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether events are missing before the last that was heard: another process wrote them."""
        return self.overview is not None and self.overview.last_seq < self.last_seq

    def take(self, event: Event, *, notes_ran: bool) -> None:
        """Take in an event that is newer than all before; some between them may be missing."""
        self.last_seq = event.seq
        self.status = RUN_STATUS_AFTER.get(event.type, self.status)
        if event.step_id is not None:
            if notes_ran and event.type not in {EventType.STEP_KEPT, EventType.STEP_INPUT_GIVEN}:
                self.ran.add(event.step_id)
            self._note_busy(event, event.step_id)
        elif event.type is EventType.RUN_RELEASED:
            self.busy = {path: status for path, status in self.busy.items() if status is not StepStatus.RUNNING}
        elif event.type is EventType.RUN_RETRIED:
            paths = event.data.get("steps")
            for path in paths if is_list(paths) else ():
                self.busy.pop(str(path), None)
        self.catch_up(event)

    def catch_up(self, event: Event) -> None:
        """Take an event into the overview, if it is the next one for that."""
        if self.overview is not None and event.seq == self.overview.last_seq + 1:
            self.overview.take(event)

    def _note_busy(self, event: Event, path: str) -> None:
        status = STEP_STATUS_AFTER.get(event.type)
        if status is not None and status in BUSY and event.data.get("tolerated") is not True:
            self.busy[path] = status
        elif event.type is not EventType.MAP_STARTED:
            self.busy.pop(path, None)


class Ledger:
    """An observer that keeps the state of every run that it hears of, and hands each event on, once.

    Attributes:
        runs: by id.
        medians: what steps of the run took before; empty until somebody has looked.
        gap: set when events of a run on display are missing, until somebody has read them.
        notes_ran: whether it keeps which steps something was heard of.
    """

    def __init__(self, show: Callable[[RunLine, Event], None], outline: Outline | None = None) -> None:
        """With an outline, every run that is heard of is looked at step by step: there is one."""
        self.runs: dict[str, RunLine] = {}
        self.medians: Mapping[str, float] = {}
        self.gap = asyncio.Event()
        self.notes_ran = False
        self._show = show
        self._outline = outline

    @property
    def has_outline(self) -> bool:
        """Whether it looks at steps."""
        return self._outline is not None

    def expect(self, run_id: str) -> RunLine:
        """The line of a run, before anything of it was heard or after."""
        line = self.runs.get(run_id)
        if line is None:
            overview = None if self._outline is None else Overview(self._outline)
            line = self.runs[run_id] = RunLine(run_id, overview=overview)
        return line

    def begin_anew(self, run_id: str, outline: Outline) -> None:
        """The run goes on under another definition: all that was heard of it is forgotten."""
        if self._outline is not None:
            self._outline = outline
            del self.runs[run_id]

    def on_event(self, event: Event, /) -> None:
        """Take in one event; one that was heard before, from another source, counts once."""
        line = self.expect(event.run_id)
        if event.seq <= line.last_seq:
            return
        line.take(event, notes_ran=self.notes_ran)
        if line.is_behind:
            self.gap.set()
        self._show(line, event)

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        """A body tells how far it is."""
        line = self.runs.get(run_id)
        if line is not None and line.overview is not None:
            line.overview.report(path, done, total)
