"""What an engine tells of its store, without changing anything there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from gorkflow.core.durations import count_of
from gorkflow.core.events import Event
from gorkflow.core.outline import Outline
from gorkflow.core.run import (
    EngineInfo,
    Health,
    Page,
    RunFilter,
    RunStatus,
    StepExecution,
    WorkflowRun,
    checked_filter,
)
from gorkflow.core.schedules import Schedule
from gorkflow.errors import EngineError
from gorkflow.runtime.glances import recorded_medians, stored_outline
from gorkflow.runtime.parts import Parts
from gorkflow.runtime.queries import Queries
from gorkflow.runtime.reading import read_engine
from gorkflow.runtime.runs import Runs

if TYPE_CHECKING:
    from pydantic import JsonValue

ALL_RUNS: Final = RunFilter()


class EngineReads:
    """The part of the engine that only reads."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._stack: AsyncExitStack | None = None

    async def get_run(self, run_id: str, /) -> WorkflowRun:
        """The run's record.

        Raises:
            RunNotFoundError: no such run.
        """
        return await self._queries.run(run_id)

    async def list_runs(self, filter: RunFilter = ALL_RUNS, /) -> Page[WorkflowRun]:
        """A page of runs, newest first; `next_cursor` leads to the next."""
        return await self._queries.list_runs(checked_filter(filter))

    async def count_runs(self, filter: RunFilter = ALL_RUNS, /) -> Mapping[RunStatus, int]:
        """Runs by status, without the statuses that have none."""
        return await self._queries.count_runs(checked_filter(filter))

    async def list_step_executions(self, run_id: str, /) -> Sequence[StepExecution]:
        """The run's steps in order of start; those to come at the end, where the workflow is registered."""
        return await self._queries.executions(run_id)

    async def load_step_output(self, run_id: str, step_id: str, /) -> JsonValue:
        """The JSON of one step's output.

        Raises:
            StepNotFoundError: no such step has started in this run.
            RunNotFinishedError: the step has no output yet.
        """
        return await self._queries.output_json(run_id, step_id)

    def events(self, run_id: str, /, after: int = 0, *, follow: bool = False) -> AsyncIterator[Event]:
        """The run's events above `after`, in order; with `follow` live, until the run is over."""
        return self._queries.events(run_id, count_of(after, "after", least=0), follow)

    async def outline(self, run_id: str, /) -> Outline:
        """The nodes of the run's definition, from the store: an `Overview` of it folds the run's events.

        Raises:
            RunNotFoundError: no such run.
        """
        return await stored_outline(self._parts.kit.store, await self._queries.row(run_id))

    async def step_medians(self, workflow_id: str, /, *, runs: int = 10) -> Mapping[str, float]:
        """How many seconds each step of a workflow takes: the median over its newest runs that completed.

        By path, items and turns without their numbers: "load", "price[]", "@map-1" for a whole map, "grow#". Empty
        without such runs; a step that none of them ran is not in it.

        Args:
            runs: how many at most, 1 to 1000.
        """
        self._check_open()
        return await recorded_medians(self._parts.kit.store, workflow_id, count_of(runs, "runs"))

    async def list_schedules(self) -> Sequence[Schedule]:
        """Every schedule of the store, in order of their ids."""
        self._check_open()
        return await self._parts.schedules.all()

    async def list_engines(self) -> Sequence[EngineInfo]:
        """Every engine that has the store open, this one too, and those that died with it open; in order of start."""
        self._check_open()
        return [read_engine(one) for one in await self._parts.kit.store.list_engines()]

    def health(self) -> Health:
        """How the engine is; never touches the store."""
        return self._parts.health()

    @property
    def _is_busy_elsewhere(self) -> bool:
        """Whether a body is at work, or queued, in a thread or a process, where a clock of tests cannot see it."""
        kit = self._parts.kit
        return kit.threads.active > 0 or kit.processes.active > 0

    @property
    def _runs(self) -> Runs:
        self._check_open()
        return self._parts.runs

    @property
    def _queries(self) -> Queries:
        self._check_open()
        return self._parts.queries

    def _check_open(self) -> None:
        if self._stack is None:
            msg = "the engine is not open; use `async with connect(...) as engine:`"
            raise EngineError(msg)
