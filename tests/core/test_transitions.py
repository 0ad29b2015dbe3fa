"""Single transitions: what each changes, what it records, what the modes of failure and a cancellation mean."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gorkflow.core import transitions
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed, Failed, Skipped, Stopped
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.transitions import RUN_TRANSITIONS, STEP_TRANSITIONS, TERMINAL_CODES
from tests.core.machine import START, OnFailure, Rows, complete, created, fail, one, plan_of, start_all, three, two

EARLIER, LATER = START + 5, START + 9


def step(id: str, handler: Any = one, **options: Any) -> Any:
    return Step(id, handler, **options)


def diamond(*, retry: RetryPolicy | None = None, **options: Any) -> Any:
    """a, then b and c beside each other, then d after both."""
    start = workflow("diamond", int).then(step("a"))
    left = start.then(step("b", retry=retry, **options))
    return left.join(start.then(step("c"))).then(step("d", two)).build()


def begun(definition: Any, on_failure: OnFailure = "drain", value: object = 1) -> tuple[LiveRun, Rows]:
    return created(plan_of(definition), value, on_failure=on_failure)


def at_b_and_c(on_failure: OnFailure = "drain", **options: Any) -> LiveRun:
    """A diamond whose b and c are in flight."""
    live, _ = begun(diamond(**options), on_failure)
    start_all(live)
    complete(live, "a", 2)
    assert start_all(live) == ["b", "c"]
    return live


def statuses(live: LiveRun) -> dict[str, str]:
    return {node.path: live.statuses[node.index].value for node in live.nodes}


def row_of(live: LiveRun, path: str) -> Any:
    return next(row for row in reversed(live.changes.executions) if row.step_id == path)


def last_event(live: LiveRun) -> tuple[str, str | None, dict[str, Any]]:
    event = live.changes.events[-1]
    return event.type, event.step_id, json.loads(event.data)


def test_final_statuses_lead_nowhere_but_back_by_a_retry() -> None:
    """What failed or was cancelled may be taken up again, what is done never: it may be undone. All are led to."""
    for table, final in (
        (RUN_TRANSITIONS, {RunStatus.COMPLETED}),
        (STEP_TRANSITIONS, {StepStatus.COMPENSATED, StepStatus.SKIPPED}),
    ):
        assert {status for status, targets in table.items() if not targets} == final
        back = [str(status) for status, targets in table.items() if targets == (next(iter(table)),)]
        assert back == ["FAILED", "CANCELLED"]
        assert {target for targets in table.values() for target in targets} | {next(iter(table))} == set(table)


def test_a_start_is_recorded_with_its_attempt() -> None:
    """Row and event in one."""
    live, _ = begun(diamond())
    live.take_commit()
    assert start_all(live, EARLIER) == ["a"]
    row = row_of(live, "a")
    assert (row.status, row.attempt, row.started_at, row.ready_at, row.input_ref, row.executor) == (
        "RUNNING", 1, EARLIER, START, '"@input"', "thread",
    )  # fmt: skip
    assert last_event(live) == ("StepStarted", "a", {"code": live.nodes[0].code})
    assert live.changes.events[-1].attempt == 1


def test_a_pure_step_leaves_no_record_of_its_start() -> None:
    """Only its output is written."""
    live, _ = begun(workflow("w", int).then(step("a", pure=True)).build())
    live.take_commit()
    assert start_all(live) == ["a"]
    assert (live.changes.executions, live.changes.events) == ([], [])
    complete(live, "a", 10)
    assert [row.status for row in live.changes.executions] == ["COMPLETED"]
    assert row_of(live, "a").attempt == 1


def test_a_completion_holds_the_output_once_and_the_event_its_size() -> None:
    """Never the output itself in the log."""
    live, _ = begun(diamond())
    start_all(live, EARLIER)
    complete(live, "a", 12345, now=LATER)
    row = row_of(live, "a")
    assert (row.output, row.position, row.started_at, row.completed_at) == (b"12345", 0, EARLIER, LATER)
    type_, path, data = last_event(live)
    assert (type_, path) == ("StepCompleted", "a")
    assert row.ready_at is not None
    times = {"started_at": EARLIER, "ended_at": LATER, "queued": EARLIER - row.ready_at}
    assert data == {"bytes": 5, "checksum": row.checksum, **times}
    assert live.done == 1


def test_what_waited_for_the_last_of_its_predecessors_becomes_ready() -> None:
    """Not before; and the moment is kept, for the time it waits in a queue."""
    live = at_b_and_c()
    complete(live, "b", 1, now=EARLIER)
    assert live.ready == []
    complete(live, "c", 1, now=LATER)
    assert start_all(live, LATER + 1) == ["d"]
    row = row_of(live, "d")
    assert (row.ready_at, row.started_at) == (LATER, LATER + 1)


def test_state_is_written_with_the_completion_alone() -> None:
    """Of several writers of a key the last to complete wins; None deletes."""
    live = at_b_and_c()
    before = live.state
    complete(live, "b", 1, writes={"k": b"1", "gone": b"2"})
    complete(live, "c", 1, writes={"k": b"3", "gone": None})
    assert before == {}
    assert live.state == {"k": b"3"}
    assert [(row.key, row.value) for row in live.changes.state] == [
        ("k", b"1"), ("gone", b"2"), ("k", b"3"), ("gone", None),
    ]  # fmt: skip


def test_a_failed_attempt_is_tried_again_after_its_back_off() -> None:
    """It holds no place meanwhile; the wait is a row and an event, so that it survives a crash."""
    live = at_b_and_c(retry=RetryPolicy(3, delay=10, jitter=0.5))
    fail(live, "b", now=EARLIER, random=0.0)
    index = live.plan.by_path["b"]
    assert statuses(live)["b"] == "RETRYING"
    assert live.retry_at == {index: EARLIER + 5}
    assert index not in live.in_flight
    row = row_of(live, "b")
    assert (row.status, row.failures, row.next_attempt_at, row.position) == ("RETRYING", 1, EARLIER + 5, None)
    assert last_event(live)[0] == "StepRetryScheduled"
    transitions.elapse(live, EARLIER + 4.9)
    assert start_all(live) == []
    transitions.elapse(live, EARLIER + 5)
    assert start_all(live, EARLIER + 6) == ["b"]
    row = row_of(live, "b")
    assert (row.status, row.attempt, row.next_attempt_at, row.error) == ("RUNNING", 2, None, None)


def test_after_the_last_attempt_a_step_fails() -> None:
    """max_attempts counts the first call."""
    live = at_b_and_c(retry=RetryPolicy(2, backoff="none"))
    fail(live, "b")
    transitions.elapse(live, EARLIER)
    start_all(live)
    fail(live, "b")
    assert statuses(live)["b"] == "FAILED"
    assert live.error is not None
    assert (live.error.step_id, live.error.attempt) == ("b", 2)


@pytest.mark.parametrize("code", sorted(TERMINAL_CODES))
def test_some_errors_fail_the_run_whatever_the_step_tolerates(code: str) -> None:
    """Neither tried again nor tolerated, in no mode."""
    start = workflow("w", int)
    tolerant = step("a", retry=RetryPolicy(5)).or_none()
    definition = start.then(tolerant).join(start.then(step("b"))).build()
    for mode in ("drain", "cancel", "continue"):
        live, _ = begun(definition, mode)
        start_all(live)
        fail(live, "a", code=code)
        assert statuses(live)["a"] == "FAILED"
        assert live.is_halted
        assert live.done == 0


def test_a_tolerated_failure_gives_its_consumers_the_default() -> None:
    """FAILED, done, and no failure of the run."""
    tolerant = step("a").or_else(-5)
    live, _ = begun(workflow("w", int).then(tolerant).then(step("b")).build())
    start_all(live)
    fail(live, "a", now=LATER)
    row = row_of(live, "a")
    assert (row.status, row.output, row.position, row.completed_at) == ("FAILED", b"-5", 0, LATER)
    assert row.error is not None
    type_, _, data = last_event(live)
    assert (type_, data["tolerated"], data["bytes"], data["checksum"]) == ("StepFailed", True, 2, row.checksum)
    assert start_all(live) == ["b"]
    assert live.bind(live.nodes[1].binding) == -5
    complete(live, "b", 1)
    assert transitions.settle(live, LATER)
    assert live.status is RunStatus.COMPLETED


def test_drain_lets_what_is_in_flight_end() -> None:
    """Nothing new starts; what ends is recorded; then the run fails with the first error."""
    live = at_b_and_c("drain")
    fail(live, "b", is_retryable=False)
    assert not live.stops_bodies
    assert not transitions.settle(live, EARLIER)
    complete(live, "c", 3)
    assert start_all(live) == []
    assert transitions.settle(live, LATER)
    assert statuses(live) == {"a": "COMPLETED", "b": "FAILED", "c": "COMPLETED", "d": "PENDING"}
    assert last_event(live)[2]["error"]["step_id"] == "b"
    assert (live.status, live.completed_at, live.owner) == (RunStatus.FAILED, LATER, None)


def test_drain_does_not_try_again() -> None:
    """Neither what fails while it drains, nor what was in back-off."""
    live = at_b_and_c("drain", retry=RetryPolicy(3, delay=60))
    fail(live, "b")
    assert statuses(live)["b"] == "RETRYING"
    fail(live, "c", is_retryable=False)
    assert statuses(live) == {"a": "COMPLETED", "b": "CANCELLED", "c": "FAILED", "d": "PENDING"}
    assert transitions.settle(live, LATER)
    live = at_b_and_c("drain", retry=RetryPolicy(3, delay=60))
    fail(live, "c", is_retryable=False)
    fail(live, "b")
    assert statuses(live)["b"] == "FAILED"
    assert live.error is not None
    assert live.error.step_id == "c"


def test_cancel_mode_stops_what_is_in_flight() -> None:
    """The executor is told; what it stops is CANCELLED, the run FAILED."""
    live = at_b_and_c("cancel")
    fail(live, "b", is_retryable=False)
    assert live.stops_bodies
    transitions.apply(live, Stopped(live.plan.by_path["c"], EARLIER, LATER), LATER, 0.5)
    assert transitions.settle(live, LATER)
    assert statuses(live) == {"a": "COMPLETED", "b": "FAILED", "c": "CANCELLED", "d": "PENDING"}
    assert live.status is RunStatus.FAILED
    assert row_of(live, "c").started_at == EARLIER


def test_continue_mode_brings_the_other_branches_to_their_end() -> None:
    """What depends on the failed step is CANCELLED at once, each once; the rest goes on, with its retries."""
    start = workflow("w", int)
    bad = start.then(step("bad"))
    behind = bad.then(step("behind"))
    last = behind.join(bad).then(step("last", two))
    good = start.then(step("good", retry=RetryPolicy(2, backoff="none"))).then(step("better"))
    definition = last.join(good, bad).then(step("sum", three)).build()
    live, _ = begun(definition, "continue")
    assert start_all(live) == ["bad", "good"]
    fail(live, "bad", is_retryable=False)
    cancelled = [event.step_id for event in live.changes.events if event.type == "StepCancelled"]
    assert sorted(map(str, cancelled)) == ["behind", "last", "sum"]
    assert not live.is_halted
    fail(live, "good")
    transitions.elapse(live, EARLIER)
    assert start_all(live) == ["good"]
    complete(live, "good", 1)
    assert start_all(live) == ["better"]
    complete(live, "better", 1)
    assert transitions.settle(live, LATER)
    assert live.status is RunStatus.FAILED
    assert statuses(live) == {
        "bad": "FAILED", "behind": "CANCELLED", "last": "CANCELLED", "good": "COMPLETED", "better": "COMPLETED",
        "sum": "CANCELLED",
    }  # fmt: skip


def test_a_skipped_step_counts_as_done() -> None:
    """Its default stands for its output, and the event says what was decided."""
    live, _ = begun(workflow("w", int).then_if(bool, step("a"), default=17).then(step("b")).build())
    index = live.next_ready()
    assert index == 0
    transitions.apply(live, Skipped(0, EARLIER), EARLIER, 0.5)
    row = row_of(live, "a")
    assert (row.status, row.output, row.attempt, row.position) == ("SKIPPED", b"17", 0, 0)
    assert last_event(live) == ("StepSkipped", "a", {"condition": False, "bytes": 2, "checksum": row.checksum})
    assert live.done == 1
    assert start_all(live) == ["b"]
    assert live.bind(live.nodes[1].binding) == 17


def test_a_condition_that_holds_is_recorded_with_the_start() -> None:
    """A resume never asks again."""
    live, _ = begun(workflow("w", int).then_if(bool, step("a")).build())
    start_all(live)
    assert last_event(live) == ("StepStarted", "a", {"condition": True, "code": live.nodes[0].code})


def test_a_cancellation_stops_everything_and_is_asked_for_once() -> None:
    """Idempotent; back-offs are given up at once, bodies by the executor."""
    live = at_b_and_c(retry=RetryPolicy(3, delay=60))
    fail(live, "b")
    transitions.request_cancel(live, EARLIER)
    count = len(live.changes.events)
    transitions.request_cancel(live, LATER)
    assert len(live.changes.events) == count
    assert live.stops_bodies
    assert not transitions.settle(live, EARLIER)
    transitions.apply(live, Stopped(live.plan.by_path["c"], None, LATER), LATER, 0.5)
    assert transitions.settle(live, LATER)
    assert (live.status, live.error) == (RunStatus.CANCELLED, None)
    assert statuses(live) == {"a": "COMPLETED", "b": "CANCELLED", "c": "CANCELLED", "d": "PENDING"}


def test_a_run_that_is_done_when_it_is_cancelled_completes() -> None:
    """Exactly one of the two wins."""
    live, _ = begun(workflow("w", int).then(step("a")).build())
    start_all(live)
    transitions.request_cancel(live, EARLIER)
    complete(live, "a", 1)
    assert transitions.settle(live, LATER)
    assert live.status is RunStatus.COMPLETED


def test_a_body_that_fails_as_it_is_stopped_does_not_fail_the_run() -> None:
    """Its error is on the step; whoever cancelled gets CANCELLED. A failure from before stays one."""
    live = at_b_and_c()
    transitions.request_cancel(live, EARLIER)
    fail(live, "b", is_retryable=False)
    transitions.apply(live, Stopped(live.plan.by_path["c"], None, LATER), LATER, 0.5)
    assert transitions.settle(live, LATER)
    assert (live.status, live.error, statuses(live)["b"]) == (RunStatus.CANCELLED, None, "FAILED")
    live = at_b_and_c()
    fail(live, "b", is_retryable=False)
    transitions.request_cancel(live, EARLIER)
    transitions.apply(live, Stopped(live.plan.by_path["c"], None, LATER), LATER, 0.5)
    assert transitions.settle(live, LATER)
    assert live.status is RunStatus.FAILED


def test_a_pending_run_is_cancelled_without_a_start() -> None:
    """It never began."""
    from gorkflow.core.creation import StartOptions, new_run

    plan = plan_of(diamond())
    live = new_run(plan, "run-1", plan.input.encode(1), StartOptions(), owner="e", now=START)
    transitions.request_cancel(live, EARLIER)
    assert transitions.settle(live, EARLIER)
    assert (live.status, live.started_at, live.completed_at) == (RunStatus.CANCELLED, None, EARLIER)


def test_a_run_whose_time_is_up_ends_failed() -> None:
    """Bodies are stopped; the error is the run's own."""
    live, _ = created(plan_of(diamond()), 1, run_timeout=5.5)
    start_all(live)
    transitions.elapse(live, START + 5.4)
    assert not live.is_halted
    transitions.elapse(live, START + 5.5)
    assert live.stops_bodies
    transitions.apply(live, Stopped(0, START, LATER), LATER, 0.5)
    assert transitions.settle(live, LATER)
    assert live.error is not None
    assert (live.error.code, live.error.step_id) == ("run_timeout", None)
    assert "5.5 s" in live.error.message


def test_the_first_reason_stays() -> None:
    """Of several failures, and of a failure and a deadline."""
    live = at_b_and_c()
    fail(live, "b", is_retryable=False)
    transitions.fail_run(live, ErrorInfo(code="run_timeout", type="RunTimeoutError", message="late"), LATER)
    assert live.error is not None
    assert live.error.step_id == "b"
    assert live.stops_bodies


def test_a_run_with_something_left_to_do_is_not_over() -> None:
    """In flight, ready, in back-off, or not begun."""
    live = at_b_and_c(retry=RetryPolicy(2, delay=60))
    assert not transitions.settle(live, EARLIER)
    fail(live, "b")
    complete(live, "c", 1)
    assert not transitions.settle(live, EARLIER)
    transitions.elapse(live, START + 100)
    assert not transitions.settle(live, EARLIER)
    assert live.status is RunStatus.RUNNING


def test_a_run_settles_once() -> None:
    """Asked again it only answers."""
    live, _ = begun(workflow("w", int).then(step("a")).build())
    start_all(live)
    complete(live, "a", 1)
    assert transitions.settle(live, EARLIER)
    count = len(live.changes.events)
    assert transitions.settle(live, LATER)
    assert (len(live.changes.events), live.completed_at) == (count, EARLIER)


def test_a_released_run_has_nothing_in_flight() -> None:
    """Its steps are PENDING again, with the attempts they had; pure ones leave no record."""
    start = workflow("w", int)
    live, rows = begun(start.then(step("a")).join(start.then(step("p", pure=True))).build())
    start_all(live)
    rows.commit(live.take_commit())
    transitions.release(live, LATER)
    rows.commit(live.take_commit())
    assert (rows.run.owner, rows.run.status) == (None, "RUNNING")
    assert {path: (row.status, row.attempt, row.recoveries) for path, row in rows.steps.items()} == {
        "a": ("PENDING", 1, 0)
    }
    assert live.in_flight == {}


def test_a_suspended_run_says_why_and_is_let_go() -> None:
    """It waits for its code."""
    live, rows = begun(diamond())
    error = ErrorInfo(code="definition_mismatch", type="DefinitionMismatchError", message="other code")
    transitions.suspend(live, error, LATER)
    rows.commit(live.take_commit())
    assert (rows.run.status, rows.run.owner) == ("SUSPENDED", None)
    assert rows.run.error == error.model_dump_json(exclude_none=True)


def test_a_transition_touches_only_its_steps_successors() -> None:
    """Its cost does not depend on how many steps the run has: counted by what is read of the plan."""
    reads: list[int] = []

    class Counting(tuple[Any, ...]):
        def __getitem__(self, index: Any) -> Any:
            reads.append(index)
            return super().__getitem__(index)

    position: Any = workflow("w", int)
    for place in range(500):
        position = position.then(step(f"s{place}"))
    plan = plan_of(position.build())
    live, _ = created(plan, 1)
    live.nodes, live.successors = Counting(plan.nodes), Counting(plan.successors)
    for _ in range(2):
        (path,) = start_all(live)
        node = plan.by_path[path]
        encoded = plan.input.encode(1)
        reads.clear()
        transitions.apply(live, Completed(node, encoded, {}, START, START, None), START, 0.5)
        assert set(reads) == {node}
        assert isinstance(live.outputs[node], Held)


def test_an_outcome_of_each_kind_is_applied() -> None:
    """Nothing else is an outcome."""
    live = at_b_and_c()
    info = ErrorInfo(code="execution", type="E", message="m", step_id="b")
    transitions.apply(live, Failed(live.plan.by_path["b"], info, False, START, LATER, 0.25), LATER, 0.5)
    assert row_of(live, "b").cpu_seconds == 0.25
    transitions.apply(live, Stopped(live.plan.by_path["c"], EARLIER, LATER), LATER, 0.5)
    assert last_event(live) == ("StepCancelled", "c", {"started_at": EARLIER})
