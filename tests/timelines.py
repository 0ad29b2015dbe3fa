"""The timeline of a run, compared with its rows."""

from __future__ import annotations

from collections.abc import Sequence

from gorkflow.core.records import EventRow, Snapshot
from gorkflow.core.run import RunStatus
from gorkflow.core.timeline import Timeline


def timeline_of(events: Sequence[EventRow]) -> Timeline:
    """Of those events, all of one run."""
    timeline = Timeline()
    for event in events:
        timeline.add(event)
    return timeline


def check_timeline(events: Sequence[EventRow], snapshot: Snapshot) -> None:
    """Every step has the status of its row; only its last span may be open, and none in a run that has ended."""
    timeline = timeline_of(events)
    rows = {row.step_id: row.status for row in snapshot.executions}
    assert {path: str(track.status) for path, track in timeline.tracks.items()} == rows
    for track in timeline.tracks.values():
        assert all(span.ended_at is not None for span in track.spans[:-1]), track
        assert all(span.ended_at is None or span.ended_at >= span.started_at for span in track.spans), track
        if RunStatus(snapshot.run.status).is_final:
            assert track.open is None, track
