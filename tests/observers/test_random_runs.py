"""What observers say of runs of all kinds, compared with what the runs' rows say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings, strategies as st
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from gorkflow import MetricsObserver, OpenTelemetryObserver
from gorkflow.core import transitions
from gorkflow.core.events import Event, EventType
from gorkflow.core.ids import unmarked
from gorkflow.core.reopen import check_not_compensated, reopen
from gorkflow.core.run import RunStatus
from gorkflow.core.timeline import Timeline
from gorkflow.errors import GorkflowError
from gorkflow.observers import RunIdGenerator
from tests.core.machine import Interpreter, OnFailure, Rows, Script, created, plan_of, random_workflow, resumed

RUN_ID = "018bcfe5-6800-7000-8000-000000000000"  # of the instant at which the machine starts


class Process:
    """What observes in one process."""

    def __init__(self, exporter: InMemorySpanExporter) -> None:
        self.metrics = MetricsObserver()
        provider = TracerProvider(id_generator=RunIdGenerator())
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        self.spans = OpenTelemetryObserver(provider)


class Watcher:
    """Takes in the events of every commit; what the observers of dead processes had counted stays."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.processes = [Process(self.exporter)]
        self.timeline = Timeline()
        self.seen = 0

    def die(self) -> None:
        """From now on another process observes."""
        self.processes.append(Process(self.exporter))

    def look(self, rows: Rows) -> None:
        for row in rows.events[self.seen :]:
            self.timeline.add(row)
            at, type_ = datetime.fromtimestamp(row.at, UTC), EventType(row.type)
            event = Event(
                run_id=RUN_ID, seq=row.seq, at=at, type=type_, step_id=row.step_id, attempt=row.attempt,
                data=json.loads(row.data), workflow_id="w",
            )  # fmt: skip
            self.processes[-1].metrics.on_event(event)
            self.processes[-1].spans.on_event(event)
        self.seen = len(rows.events)

    def compare(self, rows: Rows) -> None:
        """Of a run that is over."""
        attempts = Counter[str]()
        for path, row in rows.steps.items():
            attempts[unmarked(path)] += row.attempt
            track = self.timeline.tracks.get(path)
            told = [] if track is None else [span.attempt for span in track.spans if span.is_attempt]
            assert [one for one in told if one] == list(range(1, row.attempt + 1))
            assert track is None or track.open is None
        self._compare_metrics(+attempts)
        self._compare_spans(+attempts)

    def _compare_metrics(self, attempts: Counter[str]) -> None:
        counted = Counter[str]()
        for process in self.processes:
            counters = process.metrics.snapshot().counters
            for (_, step, _), number in counters["gorkflow_step_attempts_total"].items():
                counted[step] += number
        assert counted == attempts
        assert sum(self.processes[-1].metrics.snapshot().gauges["gorkflow_runs_in_progress"].values()) == 0

    def _compare_spans(self, attempts: Counter[str]) -> None:
        spans = self.exporter.get_finished_spans()
        found = {span.context.span_id: span for span in spans if span.context is not None}
        assert len(found) == len(spans)
        [root] = [span for span in spans if span.parent is None]
        sent = Counter[str]()
        for span in spans:
            assert span.start_time is not None
            assert span.end_time is not None
            assert root.start_time is not None
            assert root.start_time <= span.start_time <= span.end_time
            assert span.parent is None or span.parent.span_id in found
            if span.attributes is not None and span.attributes.get("gorkflow.attempt"):
                sent[unmarked(str(span.attributes["gorkflow.step_id"]))] += 1
        assert sent == attempts


@given(
    st.integers(0, 2**32), st.sampled_from(["drain", "cancel", "continue"]), st.booleans(),
    st.none() | st.integers(1, 12), st.sampled_from(["closed", "killed", "lost"]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_every_attempt_is_counted_once_and_has_a_span(
    seed: int, mode: OnFailure, may_undo: bool, cancel_at: int | None, how: str
) -> None:
    """Whether its engine was closed, killed or lost the run on the way; failed and retried, cancelled, undone."""
    rng, watcher = Random(seed), Watcher()
    definition, script = random_workflow(rng, may_undo=may_undo)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    watcher.look(rows)
    if not Interpreter(live, rows, script, rng, on_commit=watcher.look).play(ticks=rng.randint(1, 9)):
        if how == "closed":
            transitions.release(live, rows.run.updated_at)
            rows.commit(live.take_commit())
            watcher.look(rows)
        elif how == "killed":
            watcher.die()
        live, rows = resumed(plan, rows)
        if live.status is RunStatus.PENDING:
            transitions.begin(live, live.updated_at)
        Interpreter(live, rows, script, rng, on_commit=watcher.look).play(cancel_at=cancel_at)
    watcher.look(rows)
    watcher.compare(rows)
    if live.status is RunStatus.COMPLETED:
        return
    try:
        check_not_compensated(rows.snapshot())
    except GorkflowError:
        return
    rows.commit(reopen(plan, rows.snapshot(), rows.run.updated_at))
    watcher.look(rows)
    live, rows = resumed(plan, rows, owner="engine-3")
    transitions.begin(live, live.updated_at)
    Interpreter(live, rows, Script(), rng, on_commit=watcher.look).play()
    watcher.look(rows)
    watcher.compare(rows)
