"""The row of a run and its changing part, put together and taken apart; the rows of engines with what they own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gorkflow.core.records import EngineRow, EngineSighting, RunPatch, RunRow, make_row

__all__ = ["patch_of", "patched", "sightings"]


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


def sightings(engines: Iterable[EngineRow], owners: Iterable[str | None]) -> list[EngineSighting]:
    """The engines, all alive, in order of start; `owners` are those of all open runs."""
    owned = Counter(owners)
    ordered = sorted(engines, key=lambda engine: (engine.started_at, engine.engine_id))
    return [EngineSighting(*engine, True, owned[engine.engine_id]) for engine in ordered]
