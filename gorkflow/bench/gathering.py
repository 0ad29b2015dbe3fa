"""Reads from a store what was recorded of the attempts of a workflow's steps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from gorkflow.bench.attempts import Series, StepHistory, Usage, by_step, series_of
from gorkflow.core.run import RunFilter, StepStatus

if TYPE_CHECKING:
    from gorkflow.core.records import EventRow, RunRow
    from gorkflow.ports import StoreReads

MOST_RUNS: Final = 5000
_PAGE: Final = 200
_EVENTS: Final = 1000
_MOST_EVENTS: Final = 2_000_000  # that are read in all
_ENOUGH_ATTEMPTS: Final = 20_000  # of each step: more would not change what is said of a tail
_USAGES: Final = 100  # rows that are read for their use of the processor: each has the output of its step as well


@dataclass(frozen=True, slots=True)
class History:
    """What was recorded of a workflow.

    Attributes:
        runs: that were read, the newest ones.
        left_out: there were more.
        steps: by path without the marks of items and turns.
    """

    runs: int = 0
    left_out: bool = False
    steps: dict[str, StepHistory] = field(default_factory=dict[str, StepHistory])

    def of(self, step: str) -> StepHistory:
        """What was recorded of one step; empty where nothing was."""
        return self.steps.get(step, StepHistory(step))


async def gather(
    store: StoreReads,
    workflow_id: str,
    *,
    steps: Collection[str],
    since: datetime | None = None,
    most_runs: int = MOST_RUNS,
) -> History:
    """Read the attempts of a workflow's runs, of all its versions, from the newest run on.

    It ends where enough is known of every step, or so many runs or two million events were read.

    Args:
        store: is only read.
        steps: paths of those that are looked for.
        since: only of runs that were created since then.

    Raises:
        StoreError: the store cannot be read.
    """
    found: list[Series] = []
    counts = dict.fromkeys(steps, 0)
    runs = events = 0
    async for row in _runs(store, workflow_id, since):
        is_enough = runs == most_runs or events >= _MOST_EVENTS
        if is_enough or (counts and min(counts.values()) >= _ENOUGH_ATTEMPTS):
            return History(runs, True, await _with_usages(store, found, steps))
        runs += 1
        events += row.last_seq
        series = series_of([event async for event in _events(store, row.run_id)])
        found += series
        for step, history in by_step(series).items():
            if step in counts:
                counts[step] += len(history.attempts)
    return History(runs, False, await _with_usages(store, found, steps))


async def _with_usages(store: StoreReads, series: list[Series], steps: Collection[str]) -> dict[str, StepHistory]:
    histories = {step: history for step, history in by_step(series).items() if step in steps}
    for history in histories.values():
        completed = [one for one in history.series if one.is_completed]
        for one in completed[:: max(1, len(completed) // _USAGES)][:_USAGES]:
            usage = await _usage(store, one)
            if usage is not None:
                history.usages.append(usage)
    return histories


async def _usage(store: StoreReads, series: Series) -> Usage | None:
    row = await store.get_execution(series.run_id, series.path)
    if row is None or row.cpu_seconds is None or row.status != StepStatus.COMPLETED:
        return None
    return Usage(row.cpu_seconds, series.attempts[-1].seconds, row.executor)


async def _runs(store: StoreReads, workflow_id: str, since: datetime | None) -> AsyncIterator[RunRow]:
    cursor: str | None = None
    while True:
        page = await store.list_runs(
            RunFilter(workflow_id=workflow_id, created_after=since, limit=_PAGE, cursor=cursor)
        )
        for row in page.items:
            yield row
        cursor = page.next_cursor
        if cursor is None:
            return


async def _events(store: StoreReads, run_id: str) -> AsyncIterator[EventRow]:
    after = 0
    while True:
        events = await store.list_events(run_id, after=after, limit=_EVENTS)
        for event in events:
            yield event
        if len(events) < _EVENTS:
            return
        after = events[-1].seq
