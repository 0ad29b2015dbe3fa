"""Rows put together, taken apart and added up: of runs, of the time steps took, of engines with what they own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gorkflow.core.records import EngineRow, EngineSighting, RunPatch, RunRow, StepDuration, StepRow, make_row
from gorkflow.core.run import StepStatus

__all__ = ["durations_of", "patch_of", "patched", "sightings"]


# fmt: off
def patch_of(row: RunRow) -> RunPatch:
    """What a commit that changes nothing would write."""
    owner, _, status, done, started_at, completed_at, updated_at, output_ref, error, cancel_requested, seq, wake_at = (
        row[17:]
    )
    return make_row(RunPatch, (
        status, done, started_at, completed_at, updated_at, output_ref, error, cancel_requested, seq, owner, row[15],
        wake_at,
    ))


def patched(row: RunRow, patch: RunPatch, epoch: int) -> RunRow:
    """The row with all that commits and claims change; RunRow's fields in order."""
    (status, done, started_at, completed_at, updated_at, output_ref, error, cancel_requested, last_seq, owner,
     deadline_at, wake_at) = patch
    return make_row(RunRow, (
        *row[:15], deadline_at, row[16], owner, epoch, status, done, started_at, completed_at, updated_at,
        output_ref, error, cancel_requested, last_seq, wake_at,
    ))
# fmt: on


def durations_of(rows: Iterable[StepRow], limit: int) -> list[StepDuration]:
    """See `gorkflow.ports.StoreReads.list_durations`."""
    found = [
        ("[" in row.step_id or "#" in row.step_id, row.ordinal, row.step_id, row.completed_at - row.started_at)
        for row in rows
        if row.status == StepStatus.COMPLETED and row.started_at is not None and row.completed_at is not None
    ]
    return [StepDuration(step_id, max(0.0, seconds)) for _, _, step_id, seconds in sorted(found)[:limit]]


def sightings(engines: Iterable[EngineRow], owners: Iterable[str | None]) -> list[EngineSighting]:
    """The engines, all alive, in order of start; `owners` are those of all open runs."""
    owned = Counter(owners)
    ordered = sorted(engines, key=lambda engine: (engine.started_at, engine.engine_id))
    return [EngineSighting(*engine, True, owned[engine.engine_id]) for engine in ordered]
