"""What OpenTelemetryObserver does, with opentelemetry-api alone.

The span of a run is started wherever an engine takes the run up, always with the same ids, and ended by the engine that
sees the run's end: what was started elsewhere and never ended is never sent. Until then it says whether the trace is
sampled, and is the parent of all others.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from opentelemetry.context import Context, attach, detach
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    StatusCode,
    TraceFlags,
    Tracer,
    TracerProvider,
    get_tracer,
    set_span_in_context,
)

from gorkflow.core.event_data import Failure, Lost, created_at, failure_of, lost_attempts, number_of
from gorkflow.core.events import Event, EventType
from gorkflow.core.ids import unmarked
from gorkflow.observers.otel_names import attempt_span_id_of, event_span_id_of, run_span_id_of, trace_id_of, wanting
from gorkflow.observers.outcomes import ATTEMPT_OUTCOMES, FINAL_STATUSES, Retries

Attributes = dict[str, str | bool | int | float]

ATTRIBUTES: Final = (
    "gorkflow.run_id",
    "gorkflow.workflow_id",
    "gorkflow.status",
    "gorkflow.forked_from",
    "gorkflow.step_id",
    "gorkflow.attempt",
    "gorkflow.outcome",
    "gorkflow.error_code",
    "gorkflow.tolerated",
    "gorkflow.output_bytes",
    "gorkflow.queued_seconds",
    "gorkflow.items",
    "gorkflow.turns",
    "gorkflow.signal_id",
)
"""Every attribute of a span, in the order of the reference."""

_RESTS: Final = frozenset({EventType.RUN_SUSPENDED, EventType.RUN_WAITING})
_OUTCOMES: Final[Mapping[EventType, str]] = {
    **ATTEMPT_OUTCOMES,
    EventType.SLEEP_ENDED: "slept",
    EventType.SIGNAL_RECEIVED: "received",
    EventType.WAIT_TIMED_OUT: "timed out",
}
_COPIED: Final = {
    "bytes": "gorkflow.output_bytes",
    "queued": "gorkflow.queued_seconds",
    "items": "gorkflow.items",
    "turns": "gorkflow.turns",
    "signal_id": "gorkflow.signal_id",
    "tolerated": "gorkflow.tolerated",
}


@dataclass(slots=True)
class _AtWork:
    """A run that an engine of this process drives.

    Attributes:
        span: the run's; None where the provider does not give it its id.
        retry: that of its retry, below it; the run's own was sent when it failed.
        parent: what the spans of steps have as theirs.
        in_flight: attempt and beginning by path of the step.
    """

    span: Span | None
    retry: Span | None
    parent: Context
    began_at: float
    in_flight: dict[str, tuple[int, float]] = field(default_factory=dict[str, tuple[int, float]])


class RunSpans:
    """Spans from events, in the order in which they come."""

    def __init__(self, tracer_provider: TracerProvider | None) -> None:
        self._tracer = get_tracer("gorkflow", tracer_provider=tracer_provider)
        self._runs: dict[str, _AtWork] = {}
        self._retries = Retries()

    def take(self, event: Event) -> None:
        """One event more."""
        if event.step_id is not None:
            self._take_step(event, event.step_id)
        elif event.type in FINAL_STATUSES:
            self._end_run(event, FINAL_STATUSES[event.type])
        elif event.type in _RESTS:
            self.drop(event.run_id)
        elif event.type is EventType.RUN_RELEASED:
            self._release(event)
        elif event.type is EventType.RUN_RETRIED:
            self._retries.note(event)
        else:
            self._note(event)

    def drop(self, run_id: str) -> None:
        """The run is at rest, or another engine's: whoever sees its end sends its span."""
        self._runs.pop(run_id, None)

    def _note(self, event: Event) -> None:
        """An event on the way of the run; its first one here opens its span."""
        run = self._runs.get(event.run_id)
        if run is None:
            if event.type not in {EventType.RUN_CREATED, EventType.RUN_STARTED, EventType.RUN_RESUMED}:
                return
            run = self._runs[event.run_id] = self._open(event)
        span = run.retry or run.span
        if span is not None and event.type is not EventType.RUN_CREATED:
            span.add_event(str(event.type), timestamp=_nanoseconds(event.at.timestamp()))
        if event.type is EventType.RUN_RESUMED:
            for lost in lost_attempts(event):
                self._end_interrupted(event, run, lost)

    def _open(self, event: Event) -> _AtWork:
        began_at = event.at.timestamp() if event.type is EventType.RUN_CREATED else created_at(event)
        name, attributes = _name(event), _attributes(event)
        links: list[Link] = []
        forked_from = event.data.get("forked_from")
        if isinstance(forked_from, str):
            attributes["gorkflow.forked_from"] = forked_from
            links.append(Link(_remote(forked_from), {"gorkflow.forked_from": forked_from}))
        span = _run_span(self._tracer, event.run_id, name, attributes, links, began_at)
        parent = set_span_in_context(span or NonRecordingSpan(_remote(event.run_id)), Context())
        retry = None
        retried_at = self._retries.at(event.run_id)
        if retried_at is not None:
            start = _nanoseconds(retried_at)
            retry = self._tracer.start_span(f"retry {name}", parent, attributes=attributes, start_time=start)
        return _AtWork(span, retry, parent, began_at)

    def _end_run(self, event: Event, status: str) -> None:
        run = self._runs.pop(event.run_id, None) or self._open(event)
        span = run.retry or run.span
        if span is None:  # no generator of ids: one of its own, beside those of its steps
            attributes, start = _attributes(event), _nanoseconds(run.began_at)
            span = self._tracer.start_span(_name(event), run.parent, attributes=attributes, start_time=start)
        self._retries.end(event.run_id)
        span.set_attribute("gorkflow.status", status)
        at = event.at.timestamp()
        if (failure := failure_of(event)) is not None:
            _blame(span, failure, at)
        span.end(_nanoseconds(at))

    def _take_step(self, event: Event, path: str) -> None:
        run = self._runs.get(event.run_id)
        if run is not None and event.type is EventType.STEP_STARTED:
            run.in_flight[path] = (event.attempt or 0, event.at.timestamp())
            return
        if run is not None:
            run.in_flight.pop(path, None)
        elif event.type is EventType.STEP_CANCELLED:  # its attempt was another engine's
            return
        since = number_of(event.data.get("started_at"))
        if event.type in _OUTCOMES and since is not None:  # something that takes time, and had begun
            self._end_step(event, run, path, since)

    def _end_step(self, event: Event, run: _AtWork | None, path: str, since: float) -> None:
        until = number_of(event.data.get("ended_at")) or event.at.timestamp()
        span = self._start(event, run, path, event.attempt or 0, since)
        is_cached = event.data.get("cached") is True
        span.set_attribute("gorkflow.outcome", "cached" if is_cached else _OUTCOMES[event.type])
        for name, attribute in _COPIED.items():
            value = event.data.get(name)
            if isinstance(value, str | bool | int | float):
                span.set_attribute(attribute, value)
        if (failure := failure_of(event)) is not None:
            _blame(span, failure, until)
        span.end(_nanoseconds(max(since, until)))

    def _end_interrupted(self, event: Event, run: _AtWork, lost: Lost) -> None:
        at = event.at.timestamp()
        since = at if lost.started_at is None else lost.started_at
        span = self._start(event, run, lost.path, lost.attempt or 0, since)
        span.set_attribute("gorkflow.outcome", "interrupted")
        span.set_status(StatusCode.ERROR, "its process died under it, some time before the run was resumed")
        span.end(_nanoseconds(max(since, at)))

    def _release(self, event: Event) -> None:
        run = self._runs.pop(event.run_id, None)
        if run is None:
            return
        for path, (attempt, since) in run.in_flight.items():
            span = self._start(event, run, path, attempt, since)
            span.set_attribute("gorkflow.outcome", "released")
            span.set_status(StatusCode.ERROR, "its engine closed and waited for it no longer")
            span.end(_nanoseconds(max(since, event.at.timestamp())))

    def _start(self, event: Event, run: _AtWork | None, path: str, attempt: int, since: float) -> Span:
        run_id = event.run_id
        parent = set_span_in_context(NonRecordingSpan(_remote(run_id)), Context()) if run is None else run.parent
        attributes = _attributes(event) | {"gorkflow.step_id": path}
        links: list[Link] = []
        if attempt:
            attributes["gorkflow.attempt"] = attempt
        if attempt > 1:
            before = attempt_span_id_of(run_id, path, attempt - 1)
            links.append(Link(_remote(run_id, before), {"gorkflow.attempt": attempt - 1}))
        span_id = attempt_span_id_of(run_id, path, attempt) if attempt else event_span_id_of(run_id, path, event.seq)
        with wanting(trace_id_of(run_id), span_id):
            return self._tracer.start_span(
                unmarked(path), parent, attributes=attributes, links=links, start_time=_nanoseconds(since)
            )


@contextmanager
def attached(run_id: str, path: str, attempt: int, tracer_provider: TracerProvider | None) -> Generator[None]:
    """Spans that are started in the block have the attempt's as their parent."""
    tracer = get_tracer("gorkflow", tracer_provider=tracer_provider)
    # started for its answer alone, whether the run is sampled: it is never ended, and so never sent
    run = _run_span(tracer, run_id, "", {}, (), None)
    if run is None:
        parent = _remote(run_id)
    else:
        told = run.get_span_context()
        span_id = attempt_span_id_of(run_id, path, attempt)
        parent = SpanContext(told.trace_id, span_id, is_remote=True, trace_flags=told.trace_flags)
    token = attach(set_span_in_context(NonRecordingSpan(parent)))
    try:
        yield
    finally:
        detach(token)


def _run_span(
    tracer: Tracer, run_id: str, name: str, attributes: Attributes, links: Sequence[Link], began_at: float | None
) -> Span | None:
    """The run's span, begun; None where the provider gives it other ids, which is then left alone and never sent."""
    start = None if began_at is None else _nanoseconds(began_at)
    with wanting(trace_id_of(run_id), run_span_id_of(run_id)):
        span = tracer.start_span(name, Context(), attributes=attributes, links=links, start_time=start)
    told = span.get_span_context()
    return span if (told.trace_id, told.span_id) == (trace_id_of(run_id), run_span_id_of(run_id)) else None


def _remote(run_id: str, span_id: int | None = None) -> SpanContext:
    """The run's span, or another one of it, as somebody else may have started it."""
    chosen = run_span_id_of(run_id) if span_id is None else span_id
    return SpanContext(trace_id_of(run_id), chosen, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))


def _name(event: Event) -> str:
    return "run" if event.workflow_id is None else event.workflow_id


def _attributes(event: Event) -> Attributes:
    known: Attributes = {"gorkflow.run_id": event.run_id}
    if event.workflow_id is not None:
        known["gorkflow.workflow_id"] = event.workflow_id
    return known


def _blame(span: Span, failure: Failure, at: float) -> None:
    span.set_attribute("gorkflow.error_code", failure.code)
    span.set_status(StatusCode.ERROR, f"{failure.type}: {failure.message}")
    told = {"exception.type": failure.type, "exception.message": failure.message}
    if failure.traceback:
        told["exception.stacktrace"] = failure.traceback
    span.add_event("exception", told, _nanoseconds(at))


def _nanoseconds(at: float) -> int:
    return round(at * 1e6) * 1000
