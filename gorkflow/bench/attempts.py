"""The attempts that a store has recorded of a workflow's steps, put together from the events of its runs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pydantic_core import from_json

from gorkflow.core.events import EventType
from gorkflow.core.ids import is_step_path, unmarked
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.records import EventRow

TIMED_OUT: Final = "StepTimeoutError"
_ENDS: Final = frozenset(
    {EventType.STEP_COMPLETED.value, EventType.STEP_FAILED.value, EventType.STEP_RETRY_SCHEDULED.value}
)
_LOOKED_AT: Final = _ENDS | {EventType.STEP_STARTED.value, EventType.RUN_RETRIED.value}


class Attempt(NamedTuple):
    """One call of a body that came to its end.

    Attributes:
        seconds: from when the body was called to its end.
        error: class name of what it raised; None where it gave its output.
        queued_seconds: from when it could have started until it did; None where that is not recorded.
        code: hash of the body's code.
        ended_at: seconds since the Unix epoch.
    """

    seconds: float
    error: str | None
    queued_seconds: float | None
    code: str
    ended_at: float

    @property
    def is_completed(self) -> bool:
        """Whether it gave its output."""
        return self.error is None

    @property
    def is_timed_out(self) -> bool:
        """Whether it was cut off: it would have taken longer."""
        return self.error == TIMED_OUT


class Series(NamedTuple):
    """The attempts of one step in one run, up to its output or its last failure.

    A run that is retried begins another one.

    Attributes:
        path: of the step, with the marks of items and turns.
        attempts: in order; never empty. Those whose process died under them are not among them.
        is_over: no other attempt follows.
    """

    run_id: str
    path: str
    attempts: tuple[Attempt, ...]
    is_over: bool

    @property
    def is_completed(self) -> bool:
        """Whether the last one gave its output."""
        return self.attempts[-1].is_completed


class Usage(NamedTuple):
    """What one completed attempt took of the processor.

    Attributes:
        ran_on: "thread", "inline" or "process"; of bodies on the loop nothing is known.
    """

    cpu_seconds: float
    seconds: float
    ran_on: str


@dataclass(slots=True)
class StepHistory:
    """What is recorded of one step.

    Attributes:
        step: its path without the marks of items and turns.
        series: of the newest run first.
        usages: of some of its attempts.
    """

    step: str
    series: list[Series] = field(default_factory=list[Series])
    usages: list[Usage] = field(default_factory=list[Usage])

    @property
    def attempts(self) -> list[Attempt]:
        """All of them."""
        return [attempt for series in self.series for attempt in series.attempts]

    def of_code(self, code: str) -> StepHistory:
        """What was recorded with that body alone; series that began with another are left out whole."""
        kept = [series for series in self.series if all(attempt.code == code for attempt in series.attempts)]
        return StepHistory(self.step, kept, self.usages)


def series_of(events: Iterable[EventRow]) -> list[Series]:
    """The series of one run, from all its events in order; those of undo steps are not among them."""
    reader = _Reader()
    for event in events:
        if event.type in _LOOKED_AT:
            reader.add(event)
    return reader.series()


class _Reader:
    """Puts the events of one run together."""

    def __init__(self) -> None:
        self._open: dict[str, list[Attempt]] = {}
        self._codes: dict[str, str] = {}
        self._run_id = ""
        self._found: list[Series] = []

    def add(self, event: EventRow) -> None:
        self._run_id = event.run_id
        data = _data_of(event)
        if event.type == EventType.RUN_RETRIED:
            for path in _texts(data.get("steps")):
                self._close(path)
        elif event.step_id is not None and is_step_path(event.step_id):
            code = data.get("code")
            if isinstance(code, str):
                self._codes[event.step_id] = code
            if event.type in _ENDS:
                self._end(event, event.step_id, data)

    def series(self) -> list[Series]:
        """What was found, in order of their ends; those that are not over at last."""
        left = [Series(self._run_id, path, tuple(found), is_over=False) for path, found in self._open.items()]
        return [*self._found, *left]

    def _end(self, event: EventRow, path: str, data: Mapping[object, object]) -> None:
        started_at = data.get("started_at")
        if event.attempt is None or data.get("cached") is True or not isinstance(started_at, int | float):
            return  # a whole map or loop, an output of the cache, or no body was called
        ended_at, queued, error = data.get("ended_at"), data.get("queued"), data.get("error")
        ended = float(ended_at) if isinstance(ended_at, int | float) else event.at
        self._open.setdefault(path, []).append(
            Attempt(
                seconds=max(0.0, ended - started_at),
                error=str(error.get("type", "")) if is_mapping(error) else None,
                queued_seconds=float(queued) if isinstance(queued, int | float) else None,
                code=self._codes.get(path, ""),
                ended_at=ended,
            )
        )
        if event.type != EventType.STEP_RETRY_SCHEDULED:
            self._close(path)

    def _close(self, path: str) -> None:
        attempts = self._open.pop(path, None)
        if attempts:
            self._found.append(Series(self._run_id, path, tuple(attempts), is_over=True))


def by_step(series: Iterable[Series]) -> dict[str, StepHistory]:
    """The series of several runs by the steps that they are of; items of a map and turns of a loop are one step."""
    found: dict[str, StepHistory] = {}
    for one in series:
        step = unmarked(one.path)
        found.setdefault(step, StepHistory(step)).series.append(one)
    return found


def newest_code(history: StepHistory) -> str:
    """The hash of the body that was called last; empty where nothing is known."""
    return max(((one.ended_at, one.code) for one in history.attempts), default=(0.0, ""))[1]


def _data_of(event: EventRow) -> Mapping[object, object]:
    """What belongs to the event; nothing where that is damaged, which is for `doctor` to tell."""
    try:
        data: object = from_json(event.data)
    except ValueError:
        return {}
    return data if is_mapping(data) else {}


def _texts(value: object) -> Sequence[str]:
    return [str(one) for one in value] if is_list(value) else ()
