"""The row of a run and its changing part, put together and taken apart."""

from __future__ import annotations

from gorkflow.core.records import RunPatch, RunRow, make_row

__all__ = ["patch_of", "patched"]


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
