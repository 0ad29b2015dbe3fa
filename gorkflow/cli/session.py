"""An engine for one command: opened with progress on display and signals handled, and waited for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gorkflow.cli.escaping import printable
from gorkflow.cli.interrupts import Interrupts
from gorkflow.cli.progress import Progress, shown
from gorkflow.cli.resting import rest_of
from gorkflow.composition import Engine, connect
from gorkflow.core.events import EventType
from gorkflow.core.run import RunStatus, WorkflowRun
from gorkflow.errors import EngineError
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
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
        task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self.interrupts.requested.wait())
        try:
            await asyncio.wait([task, stop], return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
        finally:
            stop.cancel()
            task.cancel()
            await asyncio.wait([task, stop])

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
    store: Store, workflows: list[Workflow[Any, Any]], *, only: str | None = None
) -> AsyncGenerator[Session, None]:
    """A session on a store; leaving the block closes its engine, which waits for bodies in flight.

    Args:
        only: the workflow's id, where there is a single run to show.
    """
    clock = SystemClock()
    with shown(clock, only) as progress:
        interrupts = Interrupts(lambda number: _tell_closing(progress, number), progress.stop)
        engine = Engine(store, workflows=workflows, observers=[progress.ledger], clock=clock)
        with interrupts.handled():
            async with engine:
                yield Session(engine, store, progress, interrupts)


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
