"""Counts and latencies of runs and steps, for a look from within the process and for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import inf
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from gorkflow.core.durations import count_of
from gorkflow.core.error_text import shown
from gorkflow.core.event_data import created_at, duration_of, lost_attempts, number_of
from gorkflow.core.events import Event, EventType
from gorkflow.core.extras import needing
from gorkflow.core.ids import unmarked
from gorkflow.errors import SettingError
from gorkflow.observers.outcomes import ATTEMPT_OUTCOMES, FINAL_STATUSES, Retries
from gorkflow.observers.series import Family, LabelBook, MetricsSnapshot, Series

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

BUCKETS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0, 300.0, 1800.0, 7200.0, 86400.0)
"""Upper bounds in seconds: steps take milliseconds, runs that wait for somebody take days."""
MAX_SERIES: Final = 1000
_MISSING: Final = "MetricsObserver.register() needs prometheus-client; install it: pip install 'gorkflow[prometheus]'"

_RUN, _STEP = ("workflow",), ("workflow", "step")
FAMILIES: Final = (
    Family("gorkflow_runs_created_total", "counter", _RUN, "Runs that were stored."),
    Family("gorkflow_runs_started_total", "counter", _RUN, "Runs whose first step could start, retried ones again."),
    Family("gorkflow_runs_resumed_total", "counter", _RUN, "Runs taken up from a dead engine, a closed one or rest."),
    Family("gorkflow_runs_retried_total", "counter", _RUN, "Runs taken up again after they failed or were cancelled."),
    Family("gorkflow_runs_suspended_total", "counter", _RUN, "Runs that wait for code which fits what they executed."),
    Family("gorkflow_runs_delayed_total", "counter", _RUN, "Times that a store in trouble held up a run."),
    Family("gorkflow_runs_finished_total", "counter", ("workflow", "status"), "Runs that are over."),
    Family("gorkflow_runs_in_progress", "gauge", _RUN, "Runs that engines of this process drive now."),
    Family("gorkflow_run_duration_seconds", "histogram", ("workflow", "status"), "From a run's creation to its end."),
    Family("gorkflow_step_attempts_total", "counter", ("workflow", "step", "outcome"), "Attempts that are over."),
    Family("gorkflow_step_retries_total", "counter", _STEP, "Attempts that failed and are followed by another one."),
    Family("gorkflow_step_duration_seconds", "histogram", _STEP, "What an attempt took that completed or failed."),
    Family("gorkflow_step_queued_seconds", "histogram", _STEP, "How long a step that could start waited until it did."),
)
"""Every metric, in the order of the reference."""

_COUNTED: Final = {
    EventType.RUN_CREATED: "gorkflow_runs_created_total",
    EventType.RUN_STARTED: "gorkflow_runs_started_total",
    EventType.RUN_RESUMED: "gorkflow_runs_resumed_total",
    EventType.RUN_RETRIED: "gorkflow_runs_retried_total",
    EventType.RUN_SUSPENDED: "gorkflow_runs_suspended_total",
    EventType.RUN_DELAYED: "gorkflow_runs_delayed_total",
}
_BEGINS: Final = frozenset({EventType.RUN_STARTED, EventType.RUN_RESUMED})
_RESTS: Final = frozenset({EventType.RUN_RELEASED, EventType.RUN_SUSPENDED, EventType.RUN_WAITING})


class _AtWork(NamedTuple):
    """A run that an engine of this process drives: label of its workflow, paths of the steps in flight."""

    workflow: str
    in_flight: set[str]

    def note(self, type_: EventType, path: str) -> None:
        """An event of a step."""
        if type_ is EventType.STEP_STARTED:
            self.in_flight.add(path)
        else:
            self.in_flight.discard(path)


class MetricsObserver:
    """Counts runs and attempts of steps and measures how long they take.

    `snapshot()` gives the figures to the process itself; `register()` shows them to Prometheus. One observer may serve
    several engines. Items of maps and turns of loops count for their step: `price[3]` and `price#2` are `price`.

    Args:
        buckets: upper bounds of the histograms in seconds, rising.
        max_series: how many workflows, and how many steps, have figures of their own; further ones are counted as
            "(other)".

    Raises:
        SettingError: the bounds are not above 0 and rising, or the limit is below 1.
    """

    def __init__(self, *, buckets: Sequence[float] = BUCKETS, max_series: int = MAX_SERIES) -> None:
        bounds = tuple(buckets)
        if not bounds or not all(low < high for low, high in pairwise((0.0, *bounds, inf))):
            msg = f"MetricsObserver(buckets={shown(buckets)}): give upper bounds in seconds, above 0, that rise"
            raise SettingError(msg)
        self._series = Series(FAMILIES, bounds)
        self._book = LabelBook(count_of(max_series, "max_series"))
        self._at_work: dict[str, _AtWork] = {}  # by run id
        self._retries = Retries()
        self._lock = Lock()  # Prometheus asks from a thread of its own

    def on_event(self, event: Event, /) -> None:
        """Count it."""
        with self._lock:
            workflow = self._book.workflow(event.workflow_id)
            if event.step_id is not None:
                self._count_step(workflow, event.step_id, event)
            else:
                self._count_run(workflow, event)

    def on_lost(self, run_id: str, /) -> None:
        """Another engine has the run by now."""
        with self._lock:
            self._leave(run_id)

    def snapshot(self) -> MetricsSnapshot:
        """All figures as they are now; may be called from any thread."""
        with self._lock:
            return self._series.snapshot()

    def register(self, registry: CollectorRegistry | None = None) -> Callable[[], None]:
        """Let a registry of prometheus-client show the figures, which are read when it is scraped.

        Args:
            registry: None for the client's own, `prometheus_client.REGISTRY`.

        Returns:
            What takes them out of it again.

        Raises:
            SettingError: the extra is not installed, or the registry shows another MetricsObserver.
        """
        with needing("prometheus_client", _MISSING):
            from gorkflow.observers.prometheus import show_in  # the extra is imported when it is used
        return show_in(registry, FAMILIES, self.snapshot)

    def _count_run(self, workflow: str, event: Event) -> None:
        series, type_, run_id = self._series, event.type, event.run_id
        if type_ in _COUNTED:
            series.add(_COUNTED[type_], workflow)
        if type_ in _BEGINS:
            self._enter(run_id, workflow)
            for lost in lost_attempts(event):
                series.add("gorkflow_step_attempts_total", workflow, self._step(workflow, lost.path), "interrupted")
        elif type_ in FINAL_STATUSES:
            self._leave(run_id)
            status = FINAL_STATUSES[type_]
            series.add("gorkflow_runs_finished_total", workflow, status)
            since = self._retries.end(run_id)
            seconds = event.at.timestamp() - (created_at(event) if since is None else since)
            series.observe("gorkflow_run_duration_seconds", max(0.0, seconds), workflow, status)
        elif type_ in _RESTS:
            self._rest(workflow, event)
        elif type_ is EventType.RUN_RETRIED:
            self._retries.note(event)

    def _rest(self, workflow: str, event: Event) -> None:
        """Nobody drives the run; what was in flight as its engine closed is over without an event of its own."""
        in_flight = self._leave(event.run_id)
        for path in in_flight if event.type is EventType.RUN_RELEASED else ():
            self._series.add("gorkflow_step_attempts_total", workflow, self._step(workflow, path), "released")

    def _count_step(self, workflow: str, path: str, event: Event) -> None:
        run = self._at_work.get(event.run_id)
        if run is not None:
            run.note(event.type, path)
        outcome = ATTEMPT_OUTCOMES.get(event.type)
        if outcome is None or not event.attempt:  # a map or loop as a whole, a decision, a wait: no attempt
            return
        if outcome == "cancelled" and ("started_at" not in event.data or run is None):
            return  # it waited for its next attempt, or its attempt was another engine's
        series, step = self._series, self._step(workflow, path)
        if event.data.get("cached") is True:
            series.add("gorkflow_step_attempts_total", workflow, step, "cached")
            return
        series.add("gorkflow_step_attempts_total", workflow, step, outcome)
        if outcome == "retried":
            series.add("gorkflow_step_retries_total", workflow, step)
        if (seconds := duration_of(event)) is not None:
            series.observe("gorkflow_step_duration_seconds", seconds, workflow, step)
        if (queued := number_of(event.data.get("queued"))) is not None:
            series.observe("gorkflow_step_queued_seconds", queued, workflow, step)

    def _step(self, workflow: str, path: str) -> str:
        step = unmarked(path) if "[" in path or "#" in path else path
        return self._book.step(workflow, step)

    def _enter(self, run_id: str, workflow: str) -> None:
        if run_id not in self._at_work:
            self._at_work[run_id] = _AtWork(workflow, set())
            self._series.add("gorkflow_runs_in_progress", workflow)

    def _leave(self, run_id: str) -> Iterable[str]:
        """The paths of the steps that were in flight."""
        run = self._at_work.pop(run_id, None)
        if run is None:
            return ()
        self._series.add("gorkflow_runs_in_progress", run.workflow, by=-1)
        return run.in_flight
