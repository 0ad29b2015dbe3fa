"""What an engine can tell of runs, its own or not: records, outputs, events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

from pydantic import JsonValue

from gorkflow.core.error_text import printable, shown
from gorkflow.core.events import Event
from gorkflow.core.held import NOT_TAKEN
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import NODE, Binding
from gorkflow.core.records import RunRow, Snapshot
from gorkflow.core.restore import view
from gorkflow.core.run import ErrorInfo, Page, RunFilter, RunStatus, StepExecution, WorkflowRun, stored_status
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import (
    CorruptRecordError,
    RunCancelledError,
    RunFailedError,
    RunNotFinishedError,
    RunNotFoundError,
    StepNotFoundError,
)
from gorkflow.runtime.failures import no_such_output, was_not_taken
from gorkflow.runtime.looks import looking
from gorkflow.runtime.reading import read_error, read_event, read_executions, read_output, read_run
from gorkflow.runtime.within import within

if TYPE_CHECKING:
    import asyncio

    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit

POLL_SECONDS = 0.1
REST_POLL_SECONDS = 60.0
FEW_FOLLOWED = 10  # runs
EVENT_BATCH = 500
_SHOWN = 20


class Queries:
    """Reads; nothing here changes a run."""

    def __init__(self, kit: Kit, definitions: Definitions) -> None:
        self._kit = kit
        self._definitions = definitions

    async def row(self, run_id: str) -> RunRow:
        """The run's row.

        Raises:
            RunNotFoundError: there is none.
        """
        row = await self._kit.store.get_run(self.checked_id(run_id))
        if row is None:
            raise self._not_found(run_id)
        return row

    def checked_id(self, run_id: str) -> str:
        """The id itself, where a run may have it: a caller without a type checker may give anything.

        Raises:
            RunNotFoundError: no run can have it.
        """
        if not _is_id(run_id):
            raise self._not_found(run_id)
        return run_id

    async def run(self, run_id: str) -> WorkflowRun:
        """The run's record.

        Raises:
            CorruptRecordError: it is damaged.
        """
        return await read_run(self._kit.store, await self.row(run_id))

    async def list_runs(self, filter: RunFilter) -> Page[WorkflowRun]:
        """A page of runs, newest first; a damaged one shows what can be read of it."""
        page = await self._kit.store.list_runs(filter)
        runs = [await read_run(self._kit.store, row, is_listed=True) for row in page.items]
        return Page[WorkflowRun](items=runs, next_cursor=page.next_cursor)

    async def count_runs(self, filter: RunFilter) -> Mapping[RunStatus, int]:
        """Runs by status."""
        return await self._kit.store.count_runs(filter)

    async def executions(self, run_id: str) -> list[StepExecution]:
        """The run's steps; those to come too, where the definition is registered."""
        snapshot = await self.snapshot(run_id)
        return read_executions(snapshot, self._definitions.plan_for(snapshot.run))

    async def output_json(self, run_id: str, step_id: str) -> JsonValue:
        """One step's output as JSON.

        Raises:
            StepNotFoundError: no such step has started in this run.
            RunNotFinishedError: the step has no output yet.
        """
        if not _is_id(step_id):
            msg = f"run {self.checked_id(run_id)} has no step {shown(step_id)}; list_step_executions() shows its steps"
            raise StepNotFoundError(msg, run_id=run_id)
        execution = await self._kit.store.get_execution(self.checked_id(run_id), step_id)
        if execution is None:
            await self.row(run_id)
            msg = f"run {run_id} has no step {shown(step_id)} that has started; list_step_executions() shows its steps"
            raise StepNotFoundError(msg, run_id=run_id)
        if execution.output is None and execution.output_ref is None:
            msg = f"step {step_id!r} of run {run_id} is {execution.status} and has no output"
            raise RunNotFinishedError(msg, run_id=run_id)
        return await read_output(self._kit.store, await self.row(run_id), step_id)

    async def output_of(self, run_id: str, plan: Plan, step_id: str) -> object:
        """One step's output as a value of its type."""
        index = plan.by_path.get(step_id)
        if index is None:
            raise no_such_output(plan, self.checked_id(run_id), step_id)
        snapshot = await self.snapshot(run_id)
        stored_status(snapshot.run.status, run_id)
        live = view(plan, snapshot)
        if live.outputs[index] is None:
            stored = (row.status for row in snapshot.executions if row.step_id == step_id)  # to go on it is PENDING
            status = next(stored, live.statuses[index])
            msg = f"step {step_id!r} of run {run_id} is {status} and has no output; wait for the run"
            raise RunNotFinishedError(msg, run_id=run_id)
        if live.outputs[index] is NOT_TAKEN:
            raise was_not_taken(step_id, run_id)
        return decoded(live, Binding(NODE, index))

    async def result(self, run_id: str, plan: Plan) -> object:
        """The output of a run that is over.

        Raises:
            RunFailedError, RunCancelledError: it has none.
            RunNotFinishedError: it is not over.
        """
        snapshot = await self.snapshot(run_id)
        run = snapshot.run
        status = stored_status(run.status, run_id)
        if status is not RunStatus.COMPLETED:
            raise unsuccessful(run.run_id, run.workflow_id, status, read_error(run))
        return decoded(view(plan, snapshot), plan.output)

    async def is_over(self, run_id: str) -> bool:
        """Whether a run has ended.

        Raises:
            RunNotFoundError: there is none.
        """
        with self._kit.while_open(run_id):
            return stored_status((await self.row(run_id)).status, run_id).is_final

    async def until_over(self, run_id: str) -> None:
        """Until a run that another engine may own is over."""
        while True:
            news = self._kit.hub.news(run_id)  # before the store is asked: what happens after that is heard of
            try:
                with self._kit.while_open(run_id):
                    row = await self.row(run_id)
                if stored_status(row.status, run_id).is_final:
                    return
                await _news(self._kit, news, row)
            finally:
                self._kit.hub.forget(run_id, news)
            self._kit.check_open(run_id)

    async def events(self, run_id: str, after: int, follow: bool) -> AsyncIterator[Event]:
        """Events above a seq; with `follow` until the run is over."""
        row = await self.row(run_id)
        while True:
            news = self._kit.hub.news(run_id)
            try:
                with self._kit.while_open(run_id):
                    rows = await self._kit.store.list_events(run_id, after=after, limit=EVENT_BATCH)
                for event in rows:
                    after = event.seq
                    yield read_event(event, row.workflow_id)
                if len(rows) == EVENT_BATCH:
                    continue
                if not follow or (stored_status(row.status, run_id).is_final and after >= row.last_seq):
                    return
                if not rows:
                    await _news(self._kit, news, row)
                self._kit.check_open(run_id)
                row = await self.row(run_id)
            finally:
                self._kit.hub.forget(run_id, news)

    async def snapshot(self, run_id: str) -> Snapshot:
        """All that is stored of the run.

        Raises:
            RunNotFoundError: there is none.
        """
        snapshot = await self._kit.store.load(self.checked_id(run_id))
        if snapshot is None:
            raise self._not_found(run_id)
        return snapshot

    def _not_found(self, run_id: str) -> RunNotFoundError:
        msg = f"no run {shown(run_id)} in {printable(self._kit.store.url)}; list_runs() shows those that there are"
        return RunNotFoundError(msg, run_id=run_id)


async def _news(kit: Kit, news: asyncio.Future[None], row: RunRow) -> None:
    """Until there is news of a run, or it is time to ask the store for some."""
    with looking():
        await within(kit.clock, [news], poll_seconds(row, kit.hub.followed))


def poll_seconds(row: RunRow, followed: int) -> float:
    """How long to wait for news of a run before the store is asked: another process may go on with it.

    Of runs at rest there may be very many, with somebody who waits for each: all ask no more often than a few would.

    Args:
        followed: runs that somebody waits for.
    """
    if row.status != RunStatus.WAITING:
        return POLL_SECONDS
    return min(REST_POLL_SECONDS, POLL_SECONDS * max(1, followed // FEW_FOLLOWED))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and value.isascii()  # ids are made so; a store might choke on half a surrogate pair


def unsuccessful(
    run_id: str, workflow_id: str, status: RunStatus, error: ErrorInfo | None
) -> RunFailedError | RunCancelledError | RunNotFinishedError:
    """Why a run gave no output, with all that is needed to act."""
    where = f"run {run_id} of workflow {workflow_id!r}"
    if status is RunStatus.CANCELLED:
        return RunCancelledError(f"{where} was cancelled{_undone(error)}", run_id=run_id)
    if status is not RunStatus.FAILED or error is None:
        reason = "" if error is None else f": {error.message}"
        return RunNotFinishedError(f"{where} is {status} and has no output yet{reason}", run_id=run_id)
    at = "" if error.step_id is None else f" at step {error.step_id!r}"
    at += "" if error.attempt is None else f" (attempt {error.attempt})"
    is_own = error.traceback is None  # the message says it all
    text = f"{where} failed{at}: [{error.code}] {'' if is_own else f'{error.type}: '}{error.message}"
    text += _undone(error)
    if error.traceback is not None:
        text += f"\n{error.traceback}"
    return RunFailedError(text, run_id=run_id, step_id=error.step_id, error_code=error.code)


def _undone(error: ErrorInfo | None) -> str:
    """What became of the effects that the run had."""
    if error is None or error.not_undone is None:
        return ""
    if not error.not_undone:
        return "; what it did was undone"
    paths = ", ".join(map(repr, error.not_undone[:_SHOWN]))
    return f"; what it did was undone, but not that of {paths}{', ...' if len(error.not_undone) > _SHOWN else ''}"


def decoded(live: LiveRun, binding: Binding) -> object:
    """A stored value of a run.

    Raises:
        CorruptRecordError: it does not fit its type.
    """
    try:
        return live.bind(binding)
    except ValueRefusedError as refused:
        msg = f"run {live.run_id}: a stored value does not fit its type: {refused.reason}; it is left as it is"
        raise CorruptRecordError(msg) from refused
