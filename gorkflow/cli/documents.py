"""Records as the documents that `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gorkflow.cli.resting import Rest, Wait
from gorkflow.cli.schemas import RunDocument, SpanDocument, TrackDocument, WaitDocument
from gorkflow.core.instants import instant_at
from gorkflow.core.run import WorkflowRun
from gorkflow.core.timeline import Span, Timeline


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
            kind=span.kind,
            started_at=instant_at(span.started_at),
            ended_at=None if span.ended_at is None else instant_at(span.ended_at),
            attempt=span.attempt,
            error=span.error,
        )
        for span in spans
    ]


def _wait(wait: Wait) -> WaitDocument:
    return WaitDocument(
        step_id=wait.step_id,
        signal=wait.signal,
        since=instant_at(wait.since),
        until=None if wait.until is None else instant_at(wait.until),
    )
