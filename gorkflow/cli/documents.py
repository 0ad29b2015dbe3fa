"""Records as the documents that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from gorkflow.cli.resting import Rest, Wait
from gorkflow.cli.schemas import RunDocument, SpanDocument, SpanName, TrackDocument, WaitDocument
from gorkflow.core.run import WorkflowRun
from gorkflow.core.timeline import Span, SpanKind, Timeline

_NAMES: Final[Mapping[SpanKind, SpanName]] = {
    SpanKind.RAN: "ran",
    SpanKind.FAILED: "failed",
    SpanKind.INTERRUPTED: "interrupted",
    SpanKind.CANCELLED: "cancelled",
    SpanKind.RUNNING: "running",
    SpanKind.BACKOFF: "backoff",
    SpanKind.SLEEP: "sleep",
    SpanKind.SIGNAL: "signal",
}


def run_fields(run: WorkflowRun, rest: Rest | None) -> dict[str, Any]:
    """The fields of a document that is the record of a run, and more."""
    fields = {name: getattr(run, name) for name in WorkflowRun.model_fields}
    return fields | {"waits": () if rest is None else tuple(map(_wait, rest.waits))}


def run_document(run: WorkflowRun, rest: Rest | None = None) -> RunDocument:
    """The record of a run, with what it waits for."""
    return RunDocument(**run_fields(run, rest))


def tracks_of(timeline: Timeline) -> Sequence[TrackDocument]:
    """What every step of a run did."""
    return [
        TrackDocument(step_id=track.path, status=track.status, is_kept=track.is_kept, spans=spans_of(track.spans))
        for track in timeline.tracks.values()
    ]


def spans_of(spans: Sequence[Span]) -> Sequence[SpanDocument]:
    """The attempts and waits of a step."""
    return [
        SpanDocument(
            kind=_NAMES[span.kind],
            started_at=_at(span.started_at),
            ended_at=None if span.ended_at is None else _at(span.ended_at),
            attempt=span.attempt,
            error=span.error,
        )
        for span in spans
    ]


def _wait(wait: Wait) -> WaitDocument:
    return WaitDocument(
        step_id=wait.step_id,
        signal=wait.signal,
        since=_at(wait.since),
        until=None if wait.until is None else _at(wait.until),
    )


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
