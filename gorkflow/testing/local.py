"""Runs without a store and without waiting, from plain synchronous code: a test sees what came of one, all of it.

result = LocalRunner().run(checkout, 42)
assert result.output == "rcpt_1"
assert result.steps["price"].attempt == 2
"""

from __future__ import annotations

import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from typing_extensions import Unpack

from gorkflow.composition import Engine, outside_of_loops
from gorkflow.core.events import Event
from gorkflow.core.handle import OnFailure, RunHandle
from gorkflow.core.run import RunStatus, StepExecution, StepStatus, WorkflowRun
from gorkflow.core.signals import Signal
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from gorkflow.errors import RunFinishedError, RunNotFinishedError
from gorkflow.runtime.options import EngineOptions
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.engines import KitClock, open_engine

__all__ = ["LocalRun", "LocalRunner", "Sent"]

T = TypeVar("T")
U = TypeVar("U")

PAUSE_SECONDS = 0.05  # for the engine to wake what is due
_numbers = count(1)
_log = logging.getLogger("gorkflow")


class SentSignal(ABC):
    """A `Sent` of whatever type."""

    @abstractmethod
    async def send_to(self, handle: RunHandle[Any]) -> None:
        """Send it to a run."""


@dataclass(frozen=True, slots=True)
class Sent(SentSignal, Generic[T]):
    """A signal for a run, with its payload."""

    signal: Signal[T]
    payload: T

    async def send_to(self, handle: RunHandle[Any]) -> None:
        """Send it to a run."""
        await handle.signal(self.signal, self.payload)


class _RunStore(MemoryStore):
    """The store of one run, by a name of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._name = f"memory://{next(_numbers)}"

    @property
    def url(self) -> str:
        """As no other store's."""
        return self._name


@contextlib.asynccontextmanager
async def _quietly(store: _RunStore) -> AsyncGenerator[None, None]:
    """An engine that closes warns of open runs which go with its store: this one stays with the result."""

    def is_of_another(record: logging.LogRecord) -> bool:
        return not (isinstance(record.args, tuple) and store.url in record.args)

    _log.addFilter(is_of_another)
    try:
        yield
    finally:
        _log.removeFilter(is_of_another)


class LocalRun(Generic[U]):
    """What came of a run.

    Attributes:
        run: its record.
        steps: what was executed or skipped, by path, in order of start: "price", of the items of a map "price[0]", of
            the first wait "@wait-1". What the run never came to is not there.
        events: all of them, in order.
    """

    def __init__(
        self,
        workflow: Workflow[Any, U],
        store: _RunStore,
        run: WorkflowRun,
        steps: Sequence[StepExecution],
        events: Sequence[Event],
    ) -> None:
        self.run = run
        self.steps: Mapping[str, StepExecution] = MappingProxyType(
            {one.step_id: one for one in steps if _has_come(one)}
        )
        self.events = events
        self._workflow = workflow
        self._store = store

    @property
    def status(self) -> RunStatus:
        """COMPLETED, FAILED or CANCELLED; WAITING for a signal that nobody sends; SUSPENDED."""
        return self.run.status

    @property
    def output(self) -> U:
        """The run's output.

        Raises:
            RunFailedError, RunCancelledError: it has none.
            RunNotFinishedError: it still waits for a signal.
        """
        workflow, run_id = self._workflow, self.run.run_id
        if self.status is RunStatus.WAITING:
            places = ", ".join(one.step_id for one in self.steps.values() if one.status is StepStatus.WAITING)
            msg = f"run {run_id} of workflow {workflow.id!r} waits for a signal at {places}; give signals=[Sent(...)]"
            raise RunNotFinishedError(msg, run_id=run_id)

        async def read() -> U:
            async with self._reader() as engine:
                return await engine.wait(run_id, workflow, timeout=0)

        return outside_of_loops(read)

    def output_of(self, step: Step[Any, T], /) -> T:
        """The output of one step.

        Raises:
            StepNotFoundError: the workflow has no such step, or it gave no output.
            RunNotFinishedError: the step was not done.
        """

        async def read() -> T:
            async with self._reader() as engine:
                return await engine.output_of(self.run.run_id, self._workflow, step)

        return outside_of_loops(read)

    def _reader(self) -> Engine:
        return Engine(self._store, read_only=True)

    def __repr__(self) -> str:
        return f"LocalRun({self._workflow.id!r}, {self.status}, {len(self.steps)} steps)"


class LocalRunner:
    """Runs workflows in this process, each run on a store of its own in memory, by a clock that skips all waiting.

    A run is over when nothing but a signal could go on with it. Values, limits, retries and time-outs are as on every
    engine, but that no time passes while a body is in a thread or process.

    Args:
        **options: see `EngineOptions`; `clock` in the place of the runner's own.
    """

    def __init__(self, **options: Unpack[EngineOptions]) -> None:
        self._options = options

    def run(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        signals: Sequence[SentSignal] = (),
        run_timeout: float | None = None,
        on_failure: OnFailure = "drain",
    ) -> LocalRun[U]:
        """Run to the end, also where an event loop runs already. That the run failed raises nothing: `output` does.

        Args:
            signals: sent as soon as the run is started; a wait takes them in this order.
            run_timeout: of the whole run, by the clock.
            on_failure: see `Engine.start`.

        Raises:
            InputError: the input or a payload does not fit.
            UnknownSignalError: the workflow waits for no such signal.
        """
        return outside_of_loops(
            lambda: self.run_async(workflow, input, signals=signals, run_timeout=run_timeout, on_failure=on_failure)
        )

    async def run_async(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        signals: Sequence[SentSignal] = (),
        run_timeout: float | None = None,
        on_failure: OnFailure = "drain",
    ) -> LocalRun[U]:
        """As `run`, on the event loop of a test that has one."""
        store, options = _RunStore(), self._options.copy()
        clock = options.get("clock") or KitClock()
        options["clock"] = clock
        async with _quietly(store), open_engine(store, **options) as engine:
            handle = await workflow.start(input, on=engine, run_timeout=run_timeout, on_failure=on_failure)
            for signal in signals:
                with contextlib.suppress(RunFinishedError):
                    await signal.send_to(handle)
            await engine.idle()
            while (wait := await _rest(store, handle)) is not None:
                await clock.sleep(max(PAUSE_SECONDS, wait - clock.now()))
                await engine.idle()
            events = [event async for event in engine.events(handle.run_id)]
            steps = await engine.list_step_executions(handle.run_id)
            return LocalRun(workflow, store, await handle.run(), steps, events)


def _has_come(one: StepExecution) -> bool:
    return one.status is not StepStatus.PENDING


async def _rest(store: _RunStore, handle: RunHandle[Any]) -> float | None:
    """Until when the run is at rest; None where it is over, or only a signal goes on with it."""
    run = await handle.run()
    if run.status is not RunStatus.WAITING:
        return None
    return await store.next_wake([(run.workflow_id, run.workflow_version)])
