"""A run from its rows: what goes on, what counts against a step, what can only fail, what waits for its code."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gorkflow.core import transitions
from gorkflow.core.creation import StartOptions, new_run, take_creation
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Skipped
from gorkflow.core.plan import Plan
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.restore import MAX_RECOVERIES, restore, restore_damaged, view
from gorkflow.core.run import RunStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError
from tests.core.machine import (
    START,
    OnFailure,
    Rows,
    complete,
    created,
    fail,
    one,
    output_of,
    plan_of,
    resumed,
    start_all,
    two,
)

LATER = START + 100


def step(id: str, handler: Any = one, **options: Any) -> Any:
    return Step(id, handler, **options)


def diamond(**options: Any) -> Plan:
    """a, then b and c beside each other, then d after both."""
    start = workflow("diamond", int).then(step("a"))
    is_pure = bool(options.pop("pure", False))
    left = start.then(step("b", **options))
    return plan_of(left.join(start.then(step("c", pure=is_pure))).then(step("d", two)).build())


def at_b_and_c(plan: Plan, on_failure: OnFailure = "drain") -> tuple[LiveRun, Rows]:
    """b and c are in flight, and that is stored."""
    live, rows = created(plan, 1, on_failure=on_failure)
    start_all(live)
    complete(live, "a", 10, writes={"k": b"\x01true"})
    start_all(live)
    rows.commit(live.take_commit())
    return live, rows


def change(rows: Rows, path: str, **fields: Any) -> Rows:
    rows = rows.copy()
    rows.steps[path] = rows.steps[path]._replace(**fields)
    return rows


def texts(live: LiveRun) -> list[tuple[str, str | None]]:
    return [(event.type, event.step_id) for event in live.changes.events]


def test_what_was_in_flight_runs_once_more() -> None:
    """With the next attempt, and not as a retry; what was done is not asked again."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    live, rows = resumed(plan, rows, now=LATER)
    resume = live.changes.events[0]
    began_at = [rows.steps[path].started_at for path in ("b", "c")]
    told = {"epoch": 2, "interrupted": ["b", "c"], "attempts": [1, 1], "started_at": began_at}
    assert (resume.type, json.loads(resume.data)) == ("RunResumed", told)
    assert (live.status, live.done, live.state) == (RunStatus.RUNNING, 1, {"k": b"\x01true"})
    assert start_all(live, LATER) == ["b", "c"]
    rows.commit(live.take_commit())
    counts = {path: (row.attempt, row.failures, row.recoveries) for path, row in rows.steps.items()}
    assert counts == {"a": (1, 0, 0), "b": (2, 0, 1), "c": (2, 0, 1)}
    complete(live, "b", 1)
    complete(live, "c", 2)
    assert start_all(live) == ["d"]
    complete(live, "d", 3)
    assert transitions.settle(live, LATER)
    assert output_of(live) == 3
    assert [rows.steps["a"].position, live.next_position] == [0, 4]


def test_a_pure_step_in_flight_leaves_no_trace() -> None:
    """It is called again with the same attempt: nothing says that it was called at all."""
    plan = diamond(pure=True)
    _, rows = at_b_and_c(plan)
    live, _ = resumed(plan, rows)
    assert json.loads(live.changes.events[0].data)["interrupted"] == ["b"]
    assert start_all(live) == ["b", "c"]
    assert live.attempts == [1, 2, 1, 0]


def test_a_back_off_is_waited_for_over_a_restart() -> None:
    """With its failures; the moment does not move."""
    plan = diamond(retry=RetryPolicy(3, delay=20, jitter=0))
    live, rows = at_b_and_c(plan)
    fail(live, "b", now=START)
    complete(live, "c", 1)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows, now=START + 10)
    assert start_all(live) == []
    assert live.next_due() == START + 20
    transitions.elapse(live, START + 20)
    assert start_all(live) == ["b"]
    fail(live, "b", now=START + 60)
    assert live.next_due() == START + 100
    rows.commit(live.take_commit())
    assert (rows.steps["b"].attempt, rows.steps["b"].failures, rows.steps["b"].recoveries) == (2, 2, 0)


def test_a_step_under_which_processes_die_fails_its_run() -> None:
    """The fifth death is enough; whatever it tolerates and however often it may be tried."""
    start = workflow("w", int)
    poison = step("a", retry=RetryPolicy(99)).or_none()
    plan = plan_of(start.then(poison).join(start.then(step("b"))).build())
    live, rows = created(plan, 1)
    for death in range(MAX_RECOVERIES):
        assert start_all(live)[0] == "a"
        if death == 0:
            complete(live, "b", 1)
        rows.commit(live.take_commit())
        assert rows.steps["a"].attempt == death + 1
        live, rows = resumed(plan, rows, now=LATER)
    assert start_all(live) == []
    assert transitions.settle(live, LATER)
    assert live.status is RunStatus.FAILED
    assert live.error is not None
    assert (live.error.code, live.error.step_id, live.error.attempt) == ("poison", "a", 5)
    assert "died under it 5 times" in live.error.message
    rows.commit(live.take_commit())
    assert {path: row.status for path, row in rows.steps.items()} == {"a": "FAILED", "b": "COMPLETED"}


@pytest.mark.parametrize("limit", [2, 9])
def test_how_many_deaths_are_too_many_can_be_set(limit: int) -> None:
    """One less is none."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    for deaths, status in ((limit - 1, RunStatus.RUNNING), (limit, RunStatus.FAILED)):
        snapshot = change(rows, "b", recoveries=deaths - 1).snapshot()
        live = restore(plan, snapshot, owner="other", now=LATER, max_recoveries=limit)
        transitions.settle(live, LATER)
        assert live.status is status, deaths


def test_two_poisoned_steps_fail_the_run_once() -> None:
    """And nothing is left behind as if it ran."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    rows = change(change(rows, "b", recoveries=4), "c", recoveries=4)
    live, _ = resumed(plan, rows)
    assert transitions.settle(live, LATER)
    assert [live.statuses[index].value for index in (1, 2)] == ["FAILED", "CANCELLED"]


def test_an_interrupted_step_is_given_up_when_another_poisons_the_run() -> None:
    """Its record does not stay RUNNING for ever."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    live, rows = resumed(plan, change(rows, "b", recoveries=4))
    assert transitions.settle(live, LATER)
    rows.commit(live.take_commit())
    assert (rows.status("b"), rows.status("c")) == ("FAILED", "CANCELLED")


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_an_interrupted_step_is_given_up_when_the_run_ends_before_it_starts_again(how: str) -> None:
    """As above."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    rows.run = rows.run._replace(deadline_at=LATER, run_timeout_seconds=100.0)
    live, rows = resumed(plan, rows, now=START + 50)
    if how == "cancel":
        transitions.request_cancel(live, START + 60)
    else:
        transitions.elapse(live, LATER)
    assert transitions.settle(live, LATER)
    rows.commit(live.take_commit())
    assert rows.run.status == ("CANCELLED" if how == "cancel" else "FAILED")
    assert (rows.status("b"), rows.status("c")) == ("CANCELLED", "CANCELLED")


def test_closing_an_engine_does_not_count_against_a_step() -> None:
    """A hundred deployments are no poison."""
    plan = plan_of(workflow("w", int).then(step("a")).build())
    live, rows = created(plan, 1)
    for _ in range(20):
        assert start_all(live) == ["a"]
        rows.commit(live.take_commit())
        transitions.release(live, START)
        rows.commit(live.take_commit())
        live, rows = resumed(plan, rows)
    start_all(live)
    complete(live, "a", 1)
    assert transitions.settle(live, LATER)
    rows.commit(live.take_commit())
    assert (rows.run.status, rows.steps["a"].attempt, rows.steps["a"].recoveries) == ("COMPLETED", 21, 0)


def test_a_death_counts_though_the_engine_after_it_closed() -> None:
    """Before it had started the step again."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    live, rows = resumed(plan, rows)
    transitions.release(live, LATER)
    rows.commit(live.take_commit())
    assert (rows.status("b"), rows.steps["b"].recoveries) == ("PENDING", 1)
    live, _ = resumed(plan, rows)
    assert live.recoveries == {1: 1, 2: 1}
    assert start_all(live) == ["b", "c"]


def test_tolerated_failures_and_skips_keep_their_values() -> None:
    """Defaults of the step's type and of their own; what was passed on is passed on again."""
    start = workflow("w", int)
    chain = start.then_if(bool, step("a")).then_if(bool, step("b")).then_if(bool, step("c"), default="no")
    tolerant = start.then(step("t").or_else("text"))
    last = chain.join(tolerant, start.then(step("n").or_none()), start.then(step("late")))
    plan = plan_of(last.build())
    live, rows = created(plan, 0)
    for path in ("a", "b", "c"):
        index = live.next_ready()
        assert index == plan.by_path[path]
        transitions.apply(live, Skipped(index, START), START, 0.5)
    start_all(live)
    fail(live, "t", is_retryable=False)
    fail(live, "n", is_retryable=False)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows)
    assert [live.bind(node.binding) for node in plan.nodes if node.path in ("b", "c")] == [0, 0]
    assert start_all(live) == ["late"]
    complete(live, "late", 5)
    assert transitions.settle(live, LATER)
    assert (live.status, output_of(live)) == (RunStatus.COMPLETED, ("no", "text", None, 5))


def test_thousands_of_skipped_steps_in_a_row_are_restored() -> None:
    """Without a recursion as deep as the chain; steps skipped later refer to the same holder."""
    position: Any = workflow("w", int).then(step("first"))
    for place in range(2_000):
        position = position.then_if(bool, step(f"s{place}"))
    plan = plan_of(position.build())
    live, rows = created(plan, 1)
    start_all(live)
    complete(live, "first", 8)
    for index in range(1, 1_900):
        assert live.next_ready() == index
        transitions.apply(live, Skipped(index, START), START, 0.5)
    commit = live.take_commit()
    rows.run = rows.run._replace(**commit.patch._asdict())
    rows.steps = {row.step_id: row for row in commit.executions}
    live, rows = resumed(plan, rows)
    for index in range(1_900, 2_001):
        assert live.next_ready() == index
        transitions.apply(live, Skipped(index, START), START, 0.5)
    assert transitions.settle(live, LATER)
    assert output_of(live) == 8
    assert {row.output_ref for row in live.changes.executions} == {'"first"'}


@pytest.mark.parametrize("mode", ["drain", "cancel"])
def test_a_run_that_was_failing_fails(mode: OnFailure) -> None:
    """What was in flight is not started again."""
    plan = diamond()
    live, rows = at_b_and_c(plan, mode)
    fail(live, "b", is_retryable=False)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows)
    assert start_all(live) == []
    assert transitions.settle(live, LATER)
    rows.commit(live.take_commit())
    assert (rows.run.status, rows.status("c")) == ("FAILED", "CANCELLED")
    assert live.error is not None
    assert live.error.step_id == "b"


def test_in_continue_mode_the_other_branches_go_on() -> None:
    """Unless the failure was one that ends every run."""
    plan = diamond()
    live, rows = at_b_and_c(plan, "continue")
    fail(live, "b", is_retryable=False)
    rows.commit(live.take_commit())
    again, _ = resumed(plan, rows)
    assert start_all(again) == ["c"]
    complete(again, "c", 1)
    assert transitions.settle(again, LATER)
    assert again.status is RunStatus.FAILED
    live, rows = at_b_and_c(plan, "continue")
    fail(live, "b", is_retryable=False, code="condition")
    rows.commit(live.take_commit())
    again, _ = resumed(plan, rows)
    assert start_all(again) == []
    assert transitions.settle(again, LATER)


@pytest.mark.parametrize("is_failing", [False, True])
def test_a_run_that_was_being_cancelled_ends_as_it_would_have(is_failing: bool) -> None:
    """FAILED only if it failed before."""
    plan = diamond()
    live, rows = at_b_and_c(plan)
    if is_failing:
        fail(live, "b", is_retryable=False)
    transitions.request_cancel(live, START)
    if not is_failing:
        fail(live, "b", is_retryable=False)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows)
    assert transitions.settle(live, LATER)
    assert live.status is (RunStatus.FAILED if is_failing else RunStatus.CANCELLED)
    assert (live.error is not None) == is_failing


def test_a_run_whose_time_was_up_fails_for_that() -> None:
    """The deadline is the run's, over restarts, and its error is kept."""
    plan = diamond()
    live, rows = created(plan, 1, run_timeout=30)
    start_all(live)
    transitions.elapse(live, START + 30)
    complete(live, "a", 1)
    rows.commit(live.take_commit())
    live, _ = resumed(plan, rows, now=START + 31)
    assert start_all(live) == []
    assert transitions.settle(live, LATER)
    assert live.error is not None
    assert (live.error.code, live.error.step_id) == ("run_timeout", None)


def test_a_run_whose_time_ran_out_while_nobody_had_it_starts_nothing() -> None:
    """What was in flight is given up, not called once more."""
    plan = diamond()
    live, rows = created(plan, 1, run_timeout=30)
    start_all(live)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows, now=START + 30)
    assert start_all(live) == []
    assert transitions.settle(live, START + 30)
    rows.commit(live.take_commit())
    assert (rows.run.status, rows.status("a")) == ("FAILED", "CANCELLED")
    assert live.error is not None
    assert live.error.code == "run_timeout"


def test_a_back_off_that_ended_while_nobody_had_the_run_is_over() -> None:
    """The step may start at once."""
    plan = diamond(retry=RetryPolicy(3, delay=20, jitter=0))
    live, rows = at_b_and_c(plan)
    fail(live, "b", now=START)
    rows.commit(live.take_commit())
    live, _ = resumed(plan, rows, now=START + 20)
    assert start_all(live) == ["b", "c"]


def test_a_run_that_never_began_keeps_its_time() -> None:
    """It counts from the first start, also the time that the caller gave this run alone."""
    plan = diamond()
    options = StartOptions(run_timeout_seconds=30.0)
    live = new_run(plan, "run-1", plan.input.encode(1), options, owner="e", now=START)
    rows = Rows.of(take_creation(live, options))
    live, rows = resumed(plan, rows, now=LATER)
    assert (live.status, live.changes.events) == (RunStatus.PENDING, [])
    transitions.begin(live, LATER)
    assert live.deadline_at == LATER + 30


def test_another_definition_suspends_the_run() -> None:
    """With what it has executed and the code has no more; it goes on when the code is back."""
    plan = diamond()
    other = plan_of(workflow("diamond", int).then(step("a")).then(step("new")).build())
    _, rows = at_b_and_c(plan)
    live, rows = resumed(other, rows)
    assert live.status is RunStatus.SUSPENDED
    assert live.error is not None
    assert live.error.code == "definition_mismatch"
    assert live.error.message.splitlines()[1:] == [
        "  - step 'b' is gone; is it 'new' now?",
        "  - step 'c' is gone; is it 'new' now?",
    ]
    assert live.owner is None
    assert start_all(live) == []
    assert not transitions.settle(live, LATER)
    rows.commit(live.take_commit())
    assert rows.run.error is not None
    live, rows = resumed(plan, rows)
    assert (live.status, live.error) == (RunStatus.RUNNING, None)
    assert start_all(live) == ["b", "c"]
    rows.commit(live.take_commit())
    assert rows.run.error is None


def test_a_run_that_was_suspended_before_it_began_begins_when_it_is_resumed() -> None:
    """Its time counts from then."""
    plan = diamond()
    other = plan_of(workflow("diamond", int).then(step("x")).build())
    options = StartOptions(run_timeout_seconds=30.0)
    live = new_run(plan, "run-1", plan.input.encode(1), options, owner="e", now=START)
    rows = Rows.of(take_creation(live, options))
    live, rows = resumed(other, rows)
    rows.commit(live.take_commit())
    live, rows = resumed(plan, rows, now=LATER)
    assert (live.status, live.started_at, live.deadline_at) == (RunStatus.RUNNING, LATER, LATER + 30)
    assert start_all(live) == ["a"]
    rows.commit(live.take_commit())


DAMAGE: list[tuple[str, dict[str, Any]]] = [
    ("a", {"output": b"11"}),
    ("a", {"checksum": 1}),
    ("a", {"output": None}),
    ("a", {"status": "DONE"}),
    ("b", {"step_id": "gone"}),
    ("b", {"status": "FAILED", "error": "nope"}),
    ("b", {"status": "FAILED", "error": '{"code": 1}'}),
]


@pytest.mark.parametrize(("path", "fields"), DAMAGE)
def test_a_damaged_record_fails_its_run_alone(path: str, fields: dict[str, Any]) -> None:
    """The error names the run; the record is left as it is, and nothing stays as if it ran."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    damaged = change(rows, path, **fields).claimed()
    with pytest.raises(CorruptRecordError, match=r"run run-1: .* left as it is") as caught:
        restore(plan, damaged.snapshot(), owner="e", now=LATER)
    live = restore_damaged(plan, damaged.snapshot(), caught.value, owner="e", now=LATER)
    assert start_all(live) == []
    assert transitions.settle(live, LATER)
    commit = live.take_commit()
    assert (commit.patch.status, commit.patch.done, commit.patch.owner) == ("FAILED", 1, None)
    assert live.error is not None
    assert (live.error.code, live.error.step_id) == ("corrupt_record", None)
    ended = {row.step_id: row.status for row in commit.executions}
    assert path not in ended
    assert ended["c"] == "CANCELLED"
    assert commit.events[0].seq == rows.run.last_seq + 1


def test_a_damaged_input_fails_the_run_too() -> None:
    """It is not handed to any body."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    rows.run = rows.run._replace(input=b"2")
    with pytest.raises(CorruptRecordError, match="the run's input does not match its checksum"):
        resumed(plan, rows)


def test_a_view_reads_values_and_changes_nothing() -> None:
    """For whoever asks for outputs of a run, finished or not."""
    plan = diamond()
    _, rows = at_b_and_c(plan)
    live = view(plan, rows.snapshot())
    assert live.bind(plan.nodes[1].binding) == 10
    assert (live.changes.events, live.changes.executions) == ([], [])
    other = plan_of(workflow("diamond", int).then(step("a")).build())
    with pytest.raises(DefinitionMismatchError, match="another structure"):
        view(other, rows.snapshot())
    with pytest.raises(CorruptRecordError):
        view(plan, change(rows, "a", output=b"11").snapshot())


def test_the_state_is_what_was_committed() -> None:
    """Deleted keys are not there."""
    plan = diamond()
    live, rows = at_b_and_c(plan)
    complete(live, "b", 1, writes={"k": None, "m": b"\x01false"})
    rows.commit(live.take_commit())
    live, _ = resumed(plan, rows)
    assert live.state == {"m": b"\x01false"}
