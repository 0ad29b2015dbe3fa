"""What a look at runs needs besides their events, read from a store: definitions without code, and recorded times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.core.estimates import medians_of
from gorkflow.core.outline import Outline, outline_of_shape
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.core.shape import read_shape

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow, StepDuration
    from gorkflow.ports import StoreReads

DURATIONS = 2000  # of one run: all its steps, and of many items enough for a median


async def stored_outline(store: StoreReads, run: RunRow) -> Outline:
    """The nodes of a run's definition; none where that is not there or damaged, of which `doctor` tells."""
    definition = await store.get_definition(run.fingerprint)
    try:
        return Outline() if definition is None else outline_of_shape([*read_shape(definition.shape).nodes.values()])
    except (ValueError, TypeError, AttributeError):  # what is no text where one should be
        return Outline()


async def recorded_medians(store: StoreReads, workflow_id: str, runs: int) -> dict[str, float]:
    """What steps of a workflow take, from its newest runs that completed."""
    filter = RunFilter(workflow_id=workflow_id, status=RunStatus.COMPLETED, limit=runs)
    found: list[StepDuration] = []
    for row in (await store.list_runs(filter)).items:
        found += await store.list_durations(row.run_id, limit=DURATIONS)
    return medians_of(found)
