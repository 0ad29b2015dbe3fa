"""A started run in the hands of its starter, and the Protocol of what starts runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from gorkflow.core.events import Event
from gorkflow.core.run import RunStatus, WorkflowRun

if TYPE_CHECKING:
    from gorkflow.core.durations import Seconds
    from gorkflow.core.schedules import Missed, Overlap, Schedule
    from gorkflow.core.sight import Sight
    from gorkflow.core.signals import Signal
    from gorkflow.core.step import Step
    from gorkflow.core.workflow import Workflow

T = TypeVar("T")
U = TypeVar("U")
TOut_co = TypeVar("TOut_co", covariant=True)

OnFailure = Literal["drain", "cancel", "continue"]
Durability = Literal["power", "process"]


class EngineLike(Protocol):
    """What `Workflow.run(on=...)` and a handle need of an engine."""

    async def run(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = ...,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> U:
        """Start and wait for the output."""
        ...

    async def start(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = ...,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> RunHandle[U]:
        """Start; durable before it returns."""
        ...

    async def schedule(
        self,
        workflow: Workflow[T, Any],
        input: T,
        /,
        *,
        id: str,
        cron: str | None = None,
        every: Seconds | None = None,
        zone: str = "UTC",
        missed: Missed = "once",
        overlap: Overlap = "skip",
        tags: Mapping[str, str] = ...,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> Schedule:
        """Have a run started at every time of a schedule."""
        ...

    async def wait(self, run_id: str, workflow: Workflow[Any, U], /, *, timeout: Seconds | None = None) -> U:
        """The output of a run once it is over."""
        ...

    async def output_of(self, run_id: str, workflow: Workflow[Any, Any], step: Step[Any, U], /) -> U:
        """The typed output of one step of a run."""
        ...

    async def get_run(self, run_id: str, /) -> WorkflowRun:
        """The run's record."""
        ...

    async def cancel(self, run_id: str, /) -> RunStatus:
        """Cancel a run."""
        ...

    async def signal(self, run_id: str, signal: Signal[U], payload: U, /, *, signal_id: str | None = None) -> None:
        """Send a signal to a run."""
        ...

    def events(self, run_id: str, /, after: int = 0, *, follow: bool = False) -> AsyncIterator[Event]:
        """A run's events."""
        ...


class RunHandle(Generic[TOut_co]):
    """A run that was started. It may be dropped: the run goes on."""

    __slots__ = ("_engine", "_sight", "_workflow", "run_id")

    def __init__(
        self, run_id: str, workflow: Workflow[Any, TOut_co], engine: EngineLike, sight: Sight | None = None
    ) -> None:
        """Use `Workflow.start`, or `Engine.handle`; `sight` is what the handle shows of the run by itself."""
        self.run_id = run_id
        self._workflow = workflow
        self._engine = engine
        self._sight = sight

    async def result(self, *, timeout: Seconds | None = None) -> TOut_co:
        """The output, once the run is over.

        Raises:
            RunFailedError: it ended FAILED.
            RunCancelledError: it ended CANCELLED.
            RunTimeoutError: it is not over after `timeout` seconds; the run goes on.
        """
        return await self._engine.wait(self.run_id, self._workflow, timeout=timeout)

    async def output_of(self, step: Step[Any, U], /) -> U:
        """The output of one step, as soon as the step is done.

        Raises:
            StepNotFoundError: the workflow has no such step, or it gave no output.
            RunNotFinishedError: the step is not done.
        """
        return await self._engine.output_of(self.run_id, self._workflow, step)

    async def run(self) -> WorkflowRun:
        """The run's record as it stands in the store."""
        return await self._engine.get_run(self.run_id)

    def events(self, after: int = 0) -> AsyncIterator[Event]:
        """The run's events above that seq, live; ends with the run."""
        return self._engine.events(self.run_id, after, follow=True)

    async def signal(self, signal: Signal[U], payload: U, /, *, signal_id: str | None = None) -> None:
        """Send a signal to the run; durable before this returns. A wait takes it, now or later.

        Args:
            signal_id: the same id is one signal, however often it is sent.

        Raises:
            InputError: the payload does not fit the signal's type; nothing was sent, here and below.
            UnknownSignalError: no wait of the run's definition is for a signal of that name and payload.
            RunFinishedError: the run is over.
        """
        await self._engine.signal(self.run_id, signal, payload, signal_id=signal_id)

    async def cancel(self) -> RunStatus:
        """Cancel the run; the status that won."""
        return await self._engine.cancel(self.run_id)

    def __repr__(self) -> str:
        return f"RunHandle({self.run_id!r}, workflow={self._workflow.id!r})"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What a notebook shows: the workflow with how far the run is at this moment.

        That is as the engine in whose hands it is, or was, in this process has seen it. Of a run that another process
        drives there is a line of text alone; `await engine.list_step_executions(run_id)` asks the store.

        Args:
            include: the formats that are wanted; None for all.
            exclude: those that are not.
        """
        from gorkflow.core.drawing.drawable import notebook_bundle

        summary = "" if self._sight is None else self._sight.summary()
        if self._sight is None or not summary:
            is_wanted = (include is None or "text/plain" in include) and "text/plain" not in (exclude or ())
            return {"text/plain": repr(self)} if is_wanted else {}
        executions = self._sight.executions(self.run_id)
        return notebook_bundle(self._workflow, f"{self!r}: {summary}", executions, include, exclude)
