"""What the steps of a run did and when, from its events: attempts, back-offs and waits. Pure.

Feed the events in order into `Timeline.add`; `lines` gives a line for each step, or for all items and turns of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median
from typing import Final

from pydantic_core import from_json

from gorkflow.core.events import STEP_STATUS_AFTER, EventType
from gorkflow.core.ids import unmarked
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.records import EventRow
from gorkflow.core.run import ErrorInfo, StepStatus


class SpanKind(StrEnum):
    """What a step did for a while; where two share a spot on paper, the later one of these is drawn."""

    BACKOFF = "backoff"
    SLEEP = "sleep"
    SIGNAL = "signal"
    RAN = "ran"
    RUNNING = "running"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


_STEP_STARTED: Final = EventType.STEP_STARTED.value  # a member of an enum is looked up in a dictionary
_NOTHING: Final[Mapping[object, object]] = {}
_ATTEMPTS: Final = frozenset(
    {SpanKind.RAN, SpanKind.RUNNING, SpanKind.CANCELLED, SpanKind.INTERRUPTED, SpanKind.FAILED}
)


@dataclass(frozen=True, slots=True)
class Span:
    """One attempt of a step, or one wait of it. Instants are seconds since the Unix epoch.

    Attributes:
        ended_at: None while it goes on.
        until: when a wait or back-off is over by itself; None for a signal without a time-out, and for attempts.
        attempt: None for what is no attempt.
        error: why the attempt failed.
        signal: the name of the signal that is waited for.
    """

    kind: SpanKind
    started_at: float
    ended_at: float | None = None
    until: float | None = None
    attempt: int | None = None
    error: ErrorInfo | None = None
    signal: str | None = None

    @property
    def is_attempt(self) -> bool:
        """Whether a body ran, or was about to."""
        return self.kind in _ATTEMPTS


@dataclass(slots=True)
class Track:
    """One step of a run.

    Attributes:
        spans: in order; only the last may be open.
        is_kept: its result was taken over from another run, by a fork.
        remark: what else is to be said of it: the arm of a decision, the number of items.
        members: items or turns of a map or loop that is over; None of anything else.
    """

    path: str
    status: StepStatus = StepStatus.PENDING
    attempt: int = 0
    spans: list[Span] = field(default_factory=list[Span])
    is_kept: bool = False
    remark: str = ""
    members: int | None = None

    @property
    def open(self) -> Span | None:
        """What goes on."""
        return self.spans[-1] if self.spans and self.spans[-1].ended_at is None else None

    @property
    def seconds(self) -> float | None:
        """How long the last attempt, or the wait, took; None while there is none that is over."""
        ended = [span for span in self.spans if span.kind is not SpanKind.BACKOFF and span.ended_at is not None]
        return None if not ended else max(0.0, (ended[-1].ended_at or 0.0) - ended[-1].started_at)


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn in one row: a step, or a step of a map or loop with all its items or turns.

    Attributes:
        path: of the step; of several without the marks of items and turns.
        tracks: in order of their first event.
        is_group: whether it stands for items or turns, be it one.
    """

    path: str
    tracks: Sequence[Track]
    is_group: bool

    @property
    def statuses(self) -> Mapping[StepStatus, int]:
        """How many are in each status."""
        return Counter(track.status for track in self.tracks)

    @property
    def seconds(self) -> tuple[float, float, float] | None:
        """The shortest, median and longest last attempt of those that are COMPLETED; None without any."""
        taken = [track.seconds for track in self.tracks if track.status is StepStatus.COMPLETED]
        known = [seconds for seconds in taken if seconds is not None]
        return (min(known), median(known), max(known)) if known else None


class Timeline:
    """The steps of one run, as its events tell of them.

    Attributes:
        tracks: by path, in order of their first event.
        started_at: the instant of the first event; None before it.
        ended_at: that of the last.
        only: all other steps are passed over, and only then tracebacks are kept: of very many items they are large.
    """

    def __init__(self, only: str | None = None) -> None:
        self.tracks: dict[str, Track] = {}
        self.started_at: float | None = None
        self.ended_at = 0.0
        self.only = only

    def add(self, event: EventRow) -> None:
        """Take in the next event.

        Raises:
            ValueError: its data are no JSON object.
        """
        if self.started_at is None:
            self.started_at = event.at
        self.ended_at = max(self.ended_at, event.at)
        if event.step_id is None:
            end = _RUN_ENDS.get(event.type)
            if end is not None:
                end(self, event, _data_of(event))
            return
        if self.only not in (None, event.step_id) or event.type == EventType.MAP_STARTED:  # its items are shown
            return
        track = self.tracks.get(event.step_id)
        if track is None:
            track = self.tracks[event.step_id] = Track(event.step_id)
        _take_in(track, event, _data_of(event), keeps_tracebacks=self.only is not None)

    def lines(self, *, items: bool = False) -> list[Line]:
        """A line for each step, in order of their first event.

        Args:
            items: each item and turn has a line of its own; else those of one step have one together, which says more
                than that of the map or loop around it, and stands for it.
        """
        if items:
            return [Line(path, [track], is_group=False) for path, track in self.tracks.items()]
        groups: dict[str, list[Track]] = {}
        for path, track in self.tracks.items():
            if not track.members:
                groups.setdefault(unmarked(path), []).append(track)
        return [Line(path, tracks, is_group=tracks[0].path != path) for path, tracks in groups.items()]

    def waits(self) -> list[tuple[str, Span]]:
        """The sleeps and waits that have begun and are not over, with their paths."""
        found = ((path, track.open) for path, track in self.tracks.items() if track.status is StepStatus.WAITING)
        return [(path, span) for path, span in found if span is not None]


def _data_of(event: EventRow) -> Mapping[object, object]:
    """What belongs to the event, as far as it is looked at here."""
    if event.type == _STEP_STARTED or event.data == "{}":
        return _NOTHING
    data: object = from_json(event.data)
    if not is_mapping(data):
        msg = f"event {event.seq} of run {event.run_id} has data that are no JSON object"
        raise ValueError(msg)
    return data


def _take_in(track: Track, event: EventRow, data: Mapping[object, object], *, keeps_tracebacks: bool) -> None:
    if event.type == EventType.STEP_KEPT:
        track.status, track.is_kept = StepStatus(str(data.get("status"))), True
        track.attempt, track.remark = event.attempt or 0, "kept from the run that this one was forked from"
        return
    if event.type == EventType.STEP_COMPENSATED:
        track.status, track.remark = StepStatus.COMPENSATED, "undone"
        return
    track.status = STEP_STATUS_AFTER.get(event.type, StepStatus.PENDING)
    track.attempt = event.attempt or track.attempt
    if event.type == _STEP_STARTED:
        _cut(track, event.at)
        track.spans.append(Span(SpanKind.RUNNING, event.at, attempt=event.attempt))
    elif event.type == EventType.STEP_WAITING:
        _begin_wait(track, event, data)
    elif event.type in _ENDS_OF_ATTEMPTS:
        _end_attempt(track, event, data, _error(data.get("error"), keeps_tracebacks=keeps_tracebacks))
        track.remark = _remark_at_end(track, data)
    else:
        _begin_unannounced(track, event, data)
        _cut(track, event.at, SpanKind.CANCELLED if track.status is StepStatus.CANCELLED else None)
        remark = _REMARKS.get(event.type)
        track.remark = "" if remark is None else remark(data)


def _begin_unannounced(track: Track, event: EventRow, data: Mapping[object, object]) -> None:
    """A pure step that is cancelled in flight: its start had no event, this one tells when it was."""
    started_at = _maybe_instant(data.get("started_at"))
    if event.type == EventType.STEP_CANCELLED and event.attempt and started_at is not None:
        open_ = track.open
        if open_ is None or open_.kind is not SpanKind.RUNNING:
            _cut(track, started_at)
            track.spans.append(Span(SpanKind.RUNNING, started_at, attempt=event.attempt))


def _begin_wait(track: Track, event: EventRow, data: Mapping[object, object]) -> None:
    _cut(track, event.at)  # where the clock was put back it begins once more
    signal = data.get("signal")
    track.spans.append(
        Span(
            SpanKind.SLEEP if signal is None else SpanKind.SIGNAL,
            _instant(data.get("started_at"), event.at),
            until=_maybe_instant(data.get("next_attempt_at")),
            signal=None if signal is None else str(signal),
        )
    )


def _end_attempt(track: Track, event: EventRow, data: Mapping[object, object], error: ErrorInfo | None) -> None:
    """The body gave its result, or failed. Pure steps have no event of their start."""
    ended_at = _instant(data.get("ended_at"), event.at)
    started_at = _maybe_instant(data.get("started_at"))
    open_ = track.open
    if open_ is not None and open_.kind is SpanKind.RUNNING:
        track.spans.pop()
        started_at = open_.started_at if started_at is None else started_at
    else:
        started_at = ended_at if started_at is None else started_at
        _cut(track, started_at)
    kind = SpanKind.RAN if event.type == EventType.STEP_COMPLETED else SpanKind.FAILED
    ended_at = max(ended_at, started_at)  # the clock may have been put back meanwhile
    track.spans.append(Span(kind, started_at, ended_at, attempt=event.attempt, error=error))
    if event.type == EventType.STEP_RETRY_SCHEDULED:
        track.spans.append(Span(SpanKind.BACKOFF, ended_at, until=_maybe_instant(data.get("next_attempt_at"))))


def _remark_at_end(track: Track, data: Mapping[object, object]) -> str:
    members = data.get("items", data.get("turns"))
    if isinstance(members, int):
        track.members = members
        return f"{members:,} {'item' if 'items' in data else 'turn'}{'' if members == 1 else 's'}"
    if data.get("cached") is True:
        return "from the cache"
    return "its default stands for it" if data.get("tolerated") is True else ""


def _cut(track: Track, at: float, kind: SpanKind | None = None) -> None:
    """What goes on is over; an attempt that nothing was heard of was interrupted, if nothing else is said."""
    open_ = track.open
    if open_ is None:
        return
    if open_.kind is SpanKind.RUNNING:
        track.spans[-1] = replace(open_, kind=kind or SpanKind.INTERRUPTED, ended_at=max(at, open_.started_at))
        return
    ended_at = at if open_.kind is not SpanKind.BACKOFF or open_.until is None else min(at, open_.until)
    track.spans[-1] = replace(open_, ended_at=max(ended_at, open_.started_at))


def _interrupt(timeline: Timeline, event: EventRow, data: Mapping[object, object]) -> None:
    """The run goes on after its process died: what was running then starts once more."""
    paths = data.get("interrupted")
    for path in paths if is_list(paths) else ():
        track = timeline.tracks.get(str(path))
        if track is not None and track.status is StepStatus.RUNNING:
            _cut(track, event.at)
            track.status = StepStatus.PENDING


def _let_go(timeline: Timeline, event: EventRow, data: Mapping[object, object]) -> None:
    """No body of the run is at work any more."""
    for track in timeline.tracks.values():
        if track.status is StepStatus.RUNNING:
            _cut(track, event.at)
            track.status = StepStatus.PENDING


def _end(timeline: Timeline, event: EventRow, data: Mapping[object, object]) -> None:
    """The run is over, and nothing of it goes on."""
    for track in timeline.tracks.values():
        _cut(track, event.at)


def _take_up(timeline: Timeline, event: EventRow, data: Mapping[object, object]) -> None:
    """A retry: these are to run again."""
    paths = data.get("steps")
    for path in paths if is_list(paths) else ():
        track = timeline.tracks.get(str(path))
        if track is not None:
            track.status, track.remark = StepStatus.PENDING, ""


_ENDS_OF_ATTEMPTS: Final = frozenset(
    {EventType.STEP_COMPLETED.value, EventType.STEP_FAILED.value, EventType.STEP_RETRY_SCHEDULED.value}
)
_RUN_ENDS: Final[Mapping[str, Callable[[Timeline, EventRow, Mapping[object, object]], None]]] = {
    EventType.RUN_RESUMED: _interrupt,
    EventType.RUN_RELEASED: _let_go,
    EventType.RUN_SUSPENDED: _let_go,
    EventType.RUN_COMPLETED: _end,
    EventType.RUN_FAILED: _end,
    EventType.RUN_CANCELLED: _end,
    EventType.RUN_RETRIED: _take_up,
}
_REMARKS: Final[Mapping[str, Callable[[Mapping[object, object]], str]]] = {
    EventType.DECISION_TAKEN: lambda data: str(data.get("arm")),
    EventType.STEP_SKIPPED: lambda data: "its condition was false" if data.get("condition") is False else "not taken",
    EventType.STEP_INPUT_GIVEN: lambda data: "was given an input",
    EventType.SIGNAL_RECEIVED: lambda data: "got its signal",
    EventType.WAIT_TIMED_OUT: lambda data: "timed out",
}


def _instant(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _maybe_instant(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _error(value: object, *, keeps_tracebacks: bool) -> ErrorInfo | None:
    if not is_mapping(value):
        return None
    if not keeps_tracebacks and value.get("traceback") is not None:
        value = {**value, "traceback": ""}
    return ErrorInfo.model_validate(value)
