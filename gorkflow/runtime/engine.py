"""The engine: a facade that hands every call to the part that does it, and holds no logic of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from gorkflow.core.creation import StartOptions
from gorkflow.core.durations import seconds_of
from gorkflow.core.handle import OnFailure, RunHandle
from gorkflow.core.ids import step_id_of
from gorkflow.core.options import NO_TAGS
from gorkflow.core.run import (
    RunPreview,
    RunStatus,
)
from gorkflow.core.schedules import Missed, Overlap, Schedule
from gorkflow.core.signals import Signal
from gorkflow.core.step import Step
from gorkflow.errors import EngineError
from gorkflow.runtime.cancelling import cancel_run
from gorkflow.runtime.definitions import check_workflow
from gorkflow.runtime.engine_reads import EngineReads
from gorkflow.runtime.going_on import NOT_GIVEN
from gorkflow.runtime.options import run_timeout_seconds_of
from gorkflow.runtime.retention import FINAL, clear_cache, delete_run, prune
from gorkflow.runtime.runs import Started
from gorkflow.runtime.schedule_rows import ScheduleRequest
from gorkflow.runtime.starting import checked_start

if TYPE_CHECKING:
    from gorkflow.core.durations import Seconds
    from gorkflow.core.workflow import Workflow

T = TypeVar("T")
U = TypeVar("U")


class Engine(EngineReads):
    """Runs workflows and keeps them in a store. Open it with `async with`; leaving the block closes it.

    Opening migrates the store and goes on with the runs that nobody alive owns. Closing starts no more bodies, waits
    for those in flight for `grace`, and lets go of the runs that are not over: the next opening goes on with them.
    """

    async def __aenter__(self) -> Self:
        if self._stack is not None:
            msg = "the engine is open already; use one `async with` per engine"
            raise EngineError(msg)
        self._stack = await self._parts.open()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        stack, self._stack = self._stack, None
        if stack is not None:
            await stack.aclose()

    def register(self, *workflows: Workflow[Any, Any]) -> None:
        """Make definitions known, so that runs of theirs can go on; their unfinished runs are claimed soon.

        Raises:
            DefinitionError: another structure is registered under the same id and version.
        """
        for workflow in workflows:
            self._parts.definitions.plan_of(workflow)
        if self._stack is not None and workflows:
            self._parts.look()

    async def run(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> U:
        """Start a run and wait for its output.

        Raises:
            InputError: the input does not fit; nothing was stored.
            RunFailedError: the run ended FAILED.
            RunCancelledError: the run ended CANCELLED.
        """
        options = checked_start(
            StartOptions(idempotency_key, tags, resource_id, run_timeout_seconds_of(run_timeout), on_failure)
        )
        self._writable()
        started = await self._parts.runs.start(workflow, input, options)
        output: U = await self._parts.results.of(started, workflow, None)  # type: ignore[assignment]  # decoded as the workflow's own output type
        return output

    async def start(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> RunHandle[U]:
        """Start a run. It is durable before this returns.

        Args:
            idempotency_key: the same key and input give the same run, from any task or process.
            tags: labels by which runs are listed.
            resource_id: whatever the run is about, by which runs are listed.
            run_timeout: of the whole run, from its first start; over restarts.
            on_failure: when a step fails for good, what is in flight is finished ("drain") or stopped ("cancel"), or
                branches that do not depend on it go on ("continue").

        Raises:
            InputError: the input does not fit, or one of the options; nothing was stored.
            IdempotencyConflictError: the key belongs to a run of another workflow or input.
        """
        options = checked_start(
            StartOptions(idempotency_key, tags, resource_id, run_timeout_seconds_of(run_timeout), on_failure)
        )
        self._writable()
        started = await self._parts.runs.start(workflow, input, options)
        return RunHandle(started.run_id, workflow, self, self._parts.runs.sights.of(*started))

    def handle(self, run_id: str, workflow: Workflow[Any, U], /) -> RunHandle[U]:
        """A handle of a run that was started before, here or elsewhere."""
        check_workflow(workflow)
        runs = self._parts.runs
        return RunHandle(run_id, workflow, self, runs.sights.of_any(run_id, runs.find))

    async def wait(self, run_id: str, workflow: Workflow[Any, U], /, *, timeout: Seconds | None = None) -> U:
        """The output of a run once it is over; what `RunHandle.result` calls.

        Raises:
            RunFailedError, RunCancelledError: it gave none.
            RunTimeoutError: it is not over in time; it goes on.
        """
        seconds = None if timeout is None else seconds_of(timeout, "timeout")
        started = Started(run_id, self._runs.find(self._queries.checked_id(run_id)))
        output: U = await self._parts.results.of(started, workflow, seconds)  # type: ignore[assignment]  # decoded as the workflow's own output type
        return output

    async def output_of(self, run_id: str, workflow: Workflow[Any, Any], step: Step[Any, U], /) -> U:
        """The typed output of one step of a run; what `RunHandle.output_of` calls."""
        step_id = step_id_of(step, run_id)
        queries, plan = self._queries, self._parts.definitions.plan_to_read(workflow)
        output: U = await queries.output_of(run_id, plan, step_id)  # type: ignore[assignment]  # decoded as the step's own output type
        return output

    async def cancel(self, run_id: str, /) -> RunStatus:
        """Cancel a run, wherever it is driven; the status that won: CANCELLED, or what it was before.

        Raises:
            RunNotFoundError: no such run.
        """
        self._writable()
        return await cancel_run(self._parts.kit, self._runs, self._queries, self._parts.definitions, run_id)

    async def signal(self, run_id: str, signal: Signal[U], payload: U, /, *, signal_id: str | None = None) -> None:
        """Send a signal to a run, wherever it is driven; durable before this returns. A wait takes it, now or later.

        With a `signal_id` it is one signal, however often it is sent.

        Raises:
            InputError: the payload does not fit the signal's type; nothing was sent, here and below.
            UnknownSignalError: no wait of the run's definition is for a signal of that name and payload.
            RunFinishedError: the run is over.
            RunNotFoundError: no such run.
        """
        self._writable()
        await self._parts.signalling.send(run_id, signal, payload, signal_id)

    async def delete_run(self, run_id: str, /) -> None:
        """Remove a run that is over, with its executions, events, state and messages.

        Raises:
            RunNotFoundError: no such run.
            RunNotFinishedError: it is not over; cancel it first.
        """
        self._writable()
        await delete_run(self._parts.kit, self._queries, run_id)

    async def prune(self, *, older_than: timedelta, statuses: Sequence[RunStatus] = FINAL) -> int:
        """Remove runs that are over and ended longer ago than that; how many there were.

        Outputs in the step cache whose time is over go as well, and are not counted.

        It works in short transactions with pauses between them, in which other writers have their turn; what was
        removed when it is interrupted stays removed.

        Raises:
            SettingError: a status is not final, or the time is negative; nothing was removed.
        """
        self._writable()
        return await prune(self._parts.kit, older_than, statuses)

    async def clear_cache(self) -> int:
        """Remove every output that steps with `cache=` have left for other runs; how many there were.

        The runs keep theirs.
        """
        self._writable()
        return await clear_cache(self._parts.kit)

    async def retry(self, run_id: str, /) -> str:
        """Go on from the failed and cancelled steps of a FAILED or CANCELLED run; its id.

        What is done stays, tolerated failures among it. Failed steps get all their attempts anew, the run its
        `run_timeout`. Two retries at once are one; a run that was retried and is open goes on as it does.

        Raises:
            RunNotFoundError: no such run.
            RunFinishedError: it is COMPLETED.
            RunNotFinishedError: it is open and was never retried.
            DefinitionError: its workflow is not registered.
            DefinitionMismatchError: what it has executed differs from the code.
        """
        self._writable()
        return await self._parts.going_on.retry(run_id)

    async def fork(self, run_id: str, /, *, from_step: str | Step[Any, Any], input: object = NOT_GIVEN) -> str:
        """A new run that keeps every output which does not depend on that step; the new run's id.

        It may be forked from a run of any status: what is done by now is kept.

        Args:
            from_step: the step, or its path.
            input: the step's new input; without it the step takes what it is bound to.

        Raises:
            RunNotFoundError: no such run.
            StepNotFoundError: no such step.
            InputError: the input does not fit the step, or the step takes none.
            DefinitionError, DefinitionMismatchError: as `retry`.
        """
        self._writable()
        return await self._parts.going_on.fork(run_id, from_step, input)

    async def preview_retry(self, run_id: str, /) -> RunPreview:
        """What `retry` would run and keep. Changes nothing; raises as it does."""
        self._check_open()
        return await self._parts.going_on.preview_retry(run_id)

    async def preview_fork(self, run_id: str, /, *, from_step: str | Step[Any, Any]) -> RunPreview:
        """What `fork` would run and keep. Changes nothing; raises as it does."""
        self._check_open()
        return await self._parts.going_on.preview_fork(run_id, from_step)

    async def migrate(self, run_id: str, /) -> None:
        """Take an open run over to the definition registered here: of its version, else of the only other one.

        Outputs of steps that both definitions have are kept, what is gone is history, and the run goes on. Steps that
        are done never run again.

        Raises:
            RunNotFoundError: no such run.
            RunFinishedError: it is over.
            DefinitionError: no version of its workflow is registered, or several others are.
            SchemaMismatchError: a stored value does not fit its type now; nothing was written.
            ConflictError: another engine drives it.
        """
        self._writable()
        await self._parts.going_on.migrate(run_id)

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
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> Schedule:
        """Have a run started at every time of a schedule, by whichever engine of the store has the workflow registered.

        The schedule stays in the store until `unschedule`. Called again with the same id and definition, as a service
        does each time it starts, this changes nothing; another definition takes the place of the former.

        Args:
            id: letters, digits, `_ - .`, at most 200.
            cron: five fields: minute, hour, day of month, month, day of week. Needs the extra `cron`.
            every: in its place: the time between two runs, counted from the moment the schedule was first stored.
            zone: a name of the time zone database, in which `cron` is read.
            missed: of times at which no engine was there to fire, none ("skip"), the last ("once") or each ("all") is
                made up for.
            overlap: while the run of the time before is not over, a time is skipped ("skip"), or not ("allow").
            tags: of its runs, which have the tag "schedule" besides.
            resource_id: of its runs, as all that follows; see `start`.
            run_timeout: see there.
            on_failure: see there.

        Raises:
            InputError: the input does not fit; nothing was stored.
            SettingError: one of the options will not do, or what it needs is not installed; nothing was stored.
        """
        options = StartOptions(None, tags, resource_id, run_timeout_seconds_of(run_timeout), on_failure)
        self._writable()
        return await self._parts.schedules.put(
            workflow, input, ScheduleRequest(id, cron, every, zone, missed, overlap, options)
        )

    async def unschedule(self, id: str, /) -> bool:
        """Remove a schedule; False where there is none. Runs that it has started go on.

        Raises:
            SettingError: no schedule can have this id.
        """
        self._writable()
        return await self._parts.schedules.remove(id)

    async def recover(self) -> Sequence[str]:
        """Take over the open runs of registered workflows that nobody alive owns, now; their ids."""
        self._writable()
        return await self._parts.recovery.recover()

    async def idle(self) -> None:
        """Until this engine drives no run. Those that only wait, for a time or a signal, are at rest: not driven."""
        await self._runs.idle()

    async def abandon(self) -> None:
        """Drop everything where it stands, as a killed process would: nothing is released or written. For tests."""
        stack, self._stack = self._stack, None
        if stack is not None:
            stack.pop_all()
            await self._parts.abandon()

    def _writable(self) -> None:
        self._check_open()
        self._parts.check_writable()
