"""Progress on stderr: a table that changes in place on a terminal, one line per event everywhere else."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.text import Text

from gorkflow.cli.ledger import Ledger, RunLine
from gorkflow.cli.reports import console
from gorkflow.cli.table import View, lines_of
from gorkflow.cli.wording import sentence, short_time
from gorkflow.core.events import Event, EventType
from gorkflow.core.outline import Outline
from gorkflow.ports import Clock

TICK_SECONDS = 0.1
IDLE_SHARE = 9  # times as long as a drawing takes nothing is drawn: a tenth of the time at most goes into it


@dataclass(frozen=True, slots=True)
class Single:
    """That there is a single run to show.

    Attributes:
        outline: of its definition; called where steps are shown.
    """

    workflow_id: str
    outline: Callable[[], Outline]


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
            self.say(sentence(event, short_time(event.at), names_run=self._only is None))


class Table:
    """One line per step of a single run, one per open run of several, changing in place."""

    def __init__(self, console: Console, clock: Clock, outline: Outline | None) -> None:
        self.ledger = Ledger(lambda _line, _event: None, outline)
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
        pause = TICK_SECONDS
        while True:
            await self._clock.sleep(pause)
            began = self._clock.monotonic()
            self._live.update(self._draw(), refresh=True)
            pause = max(TICK_SECONDS, IDLE_SHARE * (self._clock.monotonic() - began))

    def _draw(self) -> Text:
        width, height = self._console.size
        view = View(width, height, self._clock.now(), self.ledger.medians)
        return Text("\n").join(lines_of(list(self.ledger.runs.values()), view))


@contextmanager
def shown(clock: Clock, only: Single | None = None) -> Generator[Progress, None, None]:
    """Progress as fits where stderr goes to; on a running loop.

    Args:
        only: where there is a single run to show.
    """
    err = console(stderr=True)
    if not sys.stderr.isatty() or err.is_dumb_terminal:
        yield Lines(err, None if only is None else only.workflow_id)
        return
    table = Table(err, clock, None if only is None else only.outline())
    table.start()
    try:
        yield table
    finally:
        table.stop()


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)
