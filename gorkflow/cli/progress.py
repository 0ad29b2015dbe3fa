"""Progress on stderr: a table that changes in place on a terminal, one line per event everywhere else."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.text import Text

from gorkflow.cli.escaping import printable, shortened
from gorkflow.cli.ledger import Ledger, RunLine, StepLine, failure_of, seconds_of
from gorkflow.core.events import Event, EventType
from gorkflow.core.ids import counts_in_progress
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.ports import Clock

TICK_SECONDS = 0.1
_WORDS = {
    EventType.RUN_CREATED: "created",
    EventType.RUN_STARTED: "started",
    EventType.RUN_RESUMED: "goes on",
    EventType.RUN_RELEASED: "let go, to be resumed",
    EventType.RUN_SUSPENDED: "suspended",
    EventType.RUN_WAITING: "waits",
    EventType.RUN_DELAYED: "was held up by the store",
    EventType.RUN_CANCEL_REQUESTED: "is to be cancelled",
    EventType.RUN_COMPLETED: "completed",
    EventType.RUN_FAILED: "failed",
    EventType.RUN_COMPENSATING: "is undone",
    EventType.RUN_CANCELLED: "cancelled",
    EventType.STEP_STARTED: "started",
    EventType.STEP_COMPLETED: "completed",
    EventType.STEP_RETRY_SCHEDULED: "failed",
    EventType.STEP_FAILED: "failed for good",
    EventType.STEP_SKIPPED: "skipped",
    EventType.STEP_CANCELLED: "cancelled",
    EventType.RUN_RETRIED: "is taken up again",
    EventType.RUN_MIGRATED: "goes on under another definition",
    EventType.STEP_KEPT: "kept",
    EventType.STEP_INPUT_GIVEN: "was given an input",
    EventType.STEP_COMPENSATED: "undone",
    EventType.DECISION_TAKEN: "decided",
    EventType.MAP_STARTED: "started",
    EventType.STEP_WAITING: "waits",
    EventType.SLEEP_ENDED: "is over",
    EventType.SIGNAL_RECEIVED: "got its signal",
    EventType.WAIT_TIMED_OUT: "timed out",
}
STYLES: dict[RunStatus | StepStatus, str] = {
    RunStatus.COMPLETED: "green",
    RunStatus.FAILED: "red",
    RunStatus.CANCELLED: "yellow",
    RunStatus.SUSPENDED: "yellow",
    RunStatus.WAITING: "cyan",
    StepStatus.PENDING: "dim",
    StepStatus.RUNNING: "cyan",
    StepStatus.RETRYING: "yellow",
    StepStatus.WAITING: "cyan",
    StepStatus.COMPLETED: "green",
    StepStatus.SKIPPED: "dim",
    StepStatus.FAILED: "red",
    StepStatus.CANCELLED: "yellow",
}
_BUSY = (StepStatus.RUNNING, StepStatus.RETRYING, StepStatus.FAILED)


class Progress(Protocol):
    """What shows how runs get on."""

    ledger: Ledger

    def stop(self) -> None:
        """Leave the terminal as it was found; harmless when it is so already."""
        ...

    def say(self, text: str, style: str = "") -> None:
        """A line of the command's own."""
        ...


class Lines:
    """One line per event."""

    def __init__(self, console: Console, only: str | None = None) -> None:
        self.ledger = Ledger(self._show)
        self._console = console
        self._only = only
        self._has_begun = False

    def stop(self) -> None:
        """Nothing is left open."""

    def say(self, text: str, style: str = "") -> None:
        """A line of the command's own."""
        _print(self._console, Text(text, style))

    def _show(self, line: RunLine, event: Event) -> None:
        if self._only is not None and not self._has_begun:
            self.say(f"run {line.run_id} of workflow {self._only}")
        self._has_begun = True
        if event.type is not EventType.RUN_CREATED:
            self.say(_sentence(event, names_run=self._only is None))


class Table:
    """One line per step of a single run, one per open run of several, changing in place."""

    def __init__(self, console: Console, clock: Clock) -> None:
        self.ledger = Ledger(lambda _line, _event: None)
        self._console = console
        self._clock = clock
        self._ticker: asyncio.Task[None] | None = None
        # No thread of rich's own: the ledger changes on the loop, and so it is drawn there.
        self._live = Live(self._draw(), console=console, auto_refresh=False, vertical_overflow="crop")

    def start(self) -> None:
        """Begin to draw; on a running loop."""
        self._live.start()
        self._ticker = asyncio.get_running_loop().create_task(self._tick())

    def stop(self) -> None:
        """Draw once more, and leave it there."""
        if self._ticker is not None:
            self._ticker.cancel()
            self._ticker = None
            self._live.update(self._draw(), refresh=True)
            self._live.stop()

    def say(self, text: str, style: str = "") -> None:
        """A line of the command's own, above the table while that is there."""
        _print(self._console, Text(text, style))

    async def _tick(self) -> None:
        while True:
            await self._clock.sleep(TICK_SECONDS)
            self._live.update(self._draw(), refresh=True)

    def _draw(self) -> Text:
        runs = list(self.ledger.runs.values())
        room = max(3, self._console.size.height - 4)
        now = datetime.fromtimestamp(self._clock.now()).astimezone()
        lines = _step_lines(runs[0], now, room) if len(runs) == 1 else _run_lines(runs, room)
        width = self._console.size.width - 1
        for line in lines:
            line.truncate(width, overflow="ellipsis")
        return Text("\n").join(lines)


@contextmanager
def shown(clock: Clock, only: str | None = None) -> Generator[Progress, None, None]:
    """Progress as fits where stderr goes to; on a running loop.

    Args:
        only: the workflow's id, where there is a single run to show.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not sys.stderr.isatty() or console.is_dumb_terminal:
        yield Lines(console, only)
        return
    table = Table(console, clock)
    table.start()
    try:
        yield table
    finally:
        table.stop()


def short_time(at: datetime) -> str:
    """Time of day where the user is, to the millisecond."""
    return at.astimezone().strftime("%H:%M:%S.%f")[:-3]


def duration(seconds: float) -> str:
    """Seconds as people read them: 0.004 s, 12.3 s, 3 min 5 s, 2 h 0 min."""
    if seconds < 10:
        return f"{seconds:.3f} s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _sentence(event: Event, *, names_run: bool) -> str:
    run = f"run {event.run_id}" if names_run else "run" if event.step_id is None else ""
    subject = " ".join(part for part in (run, event.step_id) if part)
    text = f"{short_time(event.at)} {subject} {_WORDS[event.type]}"
    if event.attempt is not None and event.attempt > 1:
        text += f", attempt {event.attempt}"
    seconds = seconds_of(event)
    if seconds is not None:
        text += f" after {duration(seconds)}"
    if event.type is EventType.DECISION_TAKEN:
        text += f": {event.data.get('arm')}"
    for what in ("items", "turns"):
        number = event.data.get(what)
        text += f": {number} {what if number != 1 else what[:-1]}" if isinstance(number, int) else ""
    interrupted = event.data.get("interrupted")
    if isinstance(interrupted, list) and interrupted:
        text += f"; was interrupted in {', '.join(str(path) for path in interrupted)}"
    error = failure_of(event)
    if error:
        text += f": {error}"
    due = event.data.get("next_attempt_at")
    if isinstance(due, int | float):
        text += f"; again in {duration(max(0.0, due - event.at.timestamp()))}"
    return shortened(text, 2000)


def _step_lines(run: RunLine, now: datetime, room: int) -> list[Text]:
    """The steps in order; where there is no room for all, first those that something happens to."""
    steps = list(run.steps.items())
    left_out = 0
    if len(steps) > room:
        order = sorted(
            range(len(steps)), key=lambda place: (steps[place][1].status not in _BUSY, -_when(steps[place][1]))
        )
        left_out = len(steps) - room
        steps = [steps[place] for place in sorted(order[:room])]
    width = max((len(printable(path)) for path, _ in steps), default=0)
    lines = [_step_line(path, step, min(width, 40), now) for path, step in steps]
    counted = [step for path, step in run.steps.items() if counts_in_progress(path)]
    done = sum(step.status in (StepStatus.COMPLETED, StepStatus.SKIPPED) for step in counted)
    more = f", {left_out} more steps" if left_out else ""
    head = Text(f"run {run.run_id} ")
    head.append(str(run.status), STYLES.get(run.status, ""))
    head.append(f" {done}/{len(counted)} done{more}")
    return [head, *lines]


def _when(step: StepLine) -> float:
    return 0.0 if step.started_at is None else step.started_at.timestamp()


def _step_line(path: str, step: StepLine, width: int, now: datetime) -> Text:
    line = Text(f"  {shortened(path, 40):<{width}}  ")
    line.append(f"{step.status:<9}", STYLES[step.status])
    line.append(f"  {step.attempt or '':>3}  ")
    seconds = step.seconds
    if step.status is StepStatus.RUNNING and step.started_at is not None:
        seconds = max(0.0, (now - step.started_at).total_seconds())
    line.append(f"{'' if seconds is None else duration(seconds):>10}")
    if step.remark:
        line.append(f"  {shortened(step.remark, 200)}")
    return line


def _run_lines(runs: list[RunLine], room: int) -> list[Text]:
    """Runs that are at work, and how many are over."""
    at_work = [run for run in runs if not run.status.is_final]
    lines: list[Text] = []
    for run in at_work[: room - 1]:
        busy = [path for path, step in run.steps.items() if step.status in _BUSY]
        line = Text(f"  run {run.run_id}  ")
        line.append(f"{run.status:<9}", STYLES.get(run.status, ""))
        line.append(f"  {shortened(', '.join(busy), 200)}")
        lines.append(line)
    return [Text(f"{len(runs) - len(at_work)} of {len(runs)} runs are over"), *lines]


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)
