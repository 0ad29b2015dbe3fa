"""An engine for one command: opened with progress on display and signals handled, and waited for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from gorkflow.cli.escaping import printable
from gorkflow.cli.interrupts import Interrupts
from gorkflow.cli.progress import Progress, Single, shown
from gorkflow.cli.resting import rest_of
from gorkflow.composition import Engine, connect
from gorkflow.core.events import EventType
from gorkflow.core.outline import outline_of
from gorkflow.core.run import RunStatus, WorkflowRun
from gorkflow.errors import EngineError, GorkflowError
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.ledger import Ledger
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import Store

MEMORY = "memory://"


@dataclass(frozen=True, slots=True)
class Session:
    """An open engine with what shows its runs and what stops it."""

    engine: Engine
    store: Store
    progress: Progress
    interrupts: Interrupts

    async def until_idle(self) -> None:
        """Until this engine drives no run, or the user interrupts.

        Raises:
            EngineError: a part of the engine is in trouble, and the runs that it drove may not be over.
        """
        await self.unless_interrupted(self.engine.idle())
        health = self.engine.health()
        if self.interrupts.received is None and health.reasons:
            message = f"the engine is in trouble: {'; '.join(health.reasons)}; what is not over goes on with a resume"
            raise EngineError(message)

    async def until_settled(self, run_id: str) -> None:
        """Until the run is over, suspended, or waits for a signal and for no time soon, whoever drives it.

        Or until the user interrupts. What this engine drives is told by its own events; only another engine's run is
        read from the store.

        Raises:
            EngineError: as `until_idle`.
        """
        told: set[str] = set()
        while not await self._is_at_end(run_id):
            rest = await rest_of(self.store, run_id)
            if rest is not None:
                if rest.needs_input(SystemClock().now()):
                    return
                self._say_once(told, f"run {run_id} waits {rest}")
                await self.unless_interrupted(self._until_news(run_id, rest.last_seq))
            elif not self.engine.health().running:
                await self.until_idle()
                self._say_once(told, f"run {run_id} is driven by another process; waiting for its end")
                await self.unless_interrupted(self._follow(run_id))

    async def _is_at_end(self, run_id: str) -> bool:
        await self.unless_interrupted(self.engine.idle())
        return self.interrupts.received is not None or is_settled(await self.engine.get_run(run_id))

    def _say_once(self, told: set[str], text: str) -> None:
        if text not in told:
            told.add(text)
            self.progress.say(printable(text))

    async def unless_interrupted(self, work: Coroutine[Any, Any, None]) -> None:
        """Do that to its end, or until the user interrupts."""
        await self.interrupts.unless_received(work)

    async def _follow(self, run_id: str) -> None:
        """Until the run is over, suspended or at rest."""
        line = self.progress.ledger.runs.get(run_id)
        after = 0 if line is None else line.last_seq
        async for event in self.engine.events(run_id, after, follow=True):
            self.progress.ledger.on_event(event)
            if event.type in (EventType.RUN_SUSPENDED, EventType.RUN_WAITING):
                run = await self.engine.get_run(run_id)
                if is_settled(run) or run.status is RunStatus.WAITING:
                    return

    async def _until_news(self, run_id: str, after: int) -> None:
        """Until something happens to a run at rest."""
        async for _ in self.engine.events(run_id, after, follow=True):
            return


@asynccontextmanager
async def opened(
    store: Store,
    workflows: list[Workflow[Any, Any]],
    *,
    only: Workflow[Any, Any] | None = None,
    notes_ran: bool = False,
) -> AsyncGenerator[Session, None]:
    """A session on a store; leaving the block closes its engine, which waits for bodies in flight.

    Args:
        only: where there is a single run to show, its workflow.
        notes_ran: whether somebody asks at the end which steps ran.
    """
    clock = SystemClock()
    single = None if only is None else Single(only.id, partial(outline_of, only))
    with shown(clock, single) as progress:
        progress.ledger.notes_ran = notes_ran
        interrupts = Interrupts(lambda number: _tell_closing(progress, number), progress.stop)
        engine = Engine(store, workflows=workflows, observers=[progress.ledger], clock=clock)
        with interrupts.handled():
            async with engine, kept_up(engine, progress.ledger, single):
                yield Session(engine, store, progress, interrupts)


@asynccontextmanager
async def kept_up(engine: Engine, ledger: Ledger, single: Single | None) -> AsyncGenerator[None, None]:
    """Meanwhile the table has from the store what no event tells it: how long steps took before, and events it missed.

    A single run may have been driven by others before, and be so again.
    """
    if single is None or not ledger.has_outline:
        yield
        return
    task = asyncio.create_task(_keep_up(engine, ledger, single))
    try:
        yield
        await _fill_gaps(engine, ledger)
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _keep_up(engine: Engine, ledger: Ledger, single: Single) -> None:
    with suppress(GorkflowError):  # the run does not depend on what is shown of it
        ledger.medians = await engine.step_medians(single.workflow_id)
    while True:
        await ledger.gap.wait()
        ledger.gap.clear()
        await _fill_gaps(engine, ledger)


async def _fill_gaps(engine: Engine, ledger: Ledger) -> None:
    """Read the events that were missed by a run on display."""
    with suppress(GorkflowError):
        for line in list(ledger.runs.values()):
            seen = -1
            while line.overview is not None and line.is_behind and seen != line.overview.last_seq:
                seen = line.overview.last_seq
                async for event in engine.events(line.run_id, seen):
                    line.catch_up(event)


async def read_back(url: str, run_id: str) -> WorkflowRun | None:
    """A run's record after its engine was closed; None where the store kept nothing."""
    if url == MEMORY:
        return None
    async with connect(url, read_only=True) as reader:
        return await reader.get_run(run_id)


def is_settled(run: WorkflowRun) -> bool:
    """Whether nothing more will happen to the run by itself."""
    return run.status.is_final or run.status is RunStatus.SUSPENDED


def _tell_closing(progress: Progress, number: signal.Signals) -> None:
    again = "press Ctrl-C again" if number is signal.SIGINT else "send it again"
    progress.say(f"{number.name}: waiting for the bodies in flight, then closing; {again} to stop at once", "yellow")
