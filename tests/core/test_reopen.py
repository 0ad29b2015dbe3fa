"""Runs that ended FAILED or CANCELLED, taken up again."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core import transitions
from gorkflow.core.compatibility import is_done
from gorkflow.core.graph import steps_in
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.records import Commit
from gorkflow.core.reopen import preview_retry, reopen
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.core.start import workflow
from gorkflow.errors import CorruptRecordError, RunFinishedError, RunNotFinishedError
from tests.core.machine import (
    FAILED,
    START,
    Interpreter,
    OnFailure,
    Rows,
    Script,
    created,
    fail,
    output_of,
    owners,
    plan_of,
    random_workflow,
    reference,
    resumed,
    start_all,
    two,
)
from tests.core.test_transitions import step

SEEDS = st.integers(0, 2**32)
MODES = st.sampled_from(["drain", "cancel", "continue"])


@given(SEEDS, MODES, st.none() | st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_a_retried_run_comes_to_what_a_new_one_would(seed: int, mode: OnFailure, cancel_at: int | None) -> None:
    """Whenever it failed or was cancelled, with bodies that are mended; no done step again, only legal transitions."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    Interpreter(live, rows, script, rng).play(cancel_at=cancel_at)
    if live.status is RunStatus.COMPLETED:
        with pytest.raises(RunFinishedError):
            reopen(plan, rows.snapshot(), START)
        return
    tolerant = {name for name, node in steps_in(definition.nodes) if node.step.tolerance is not None}
    mended = Script({path: count for path, count in script.failures.items() if path in tolerant}, script.final)
    expected = reference(definition, mended, 5)
    will_run = preview_retry(plan, rows.snapshot()).will_run
    done_before = rows.run.done
    rows.commit(reopen(plan, rows.snapshot(), rows.run.updated_at))
    assert (rows.run.status, rows.run.done, rows.run.error) == ("PENDING", done_before, None)
    again, rows = resumed(plan, rows, now=rows.run.updated_at)
    transitions.begin(again, again.updated_at)
    interpreter = Interpreter(again, rows, mended, rng)
    interpreter.play()
    assert owners(plan, interpreter.started) <= {*will_run}
    if expected is FAILED:  # a condition raises
        assert again.status is RunStatus.FAILED
    else:
        assert (again.status, output_of(again)) == (RunStatus.COMPLETED, expected)


@given(SEEDS, MODES)
@settings(max_examples=60, deadline=None)
def test_what_a_retry_changes(seed: int, mode: OnFailure) -> None:
    """Steps that failed or were cancelled are PENDING with their attempts; every other row is as it was."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    Interpreter(live, rows, script, rng).play()
    if live.status is not RunStatus.FAILED:
        return
    commit = reopen(plan, rows.snapshot(), START)
    changed = {row.step_id: row for row in commit.executions}
    for before in rows.steps.values():
        after = changed.get(before.step_id, before)
        if before.status in ("FAILED", "CANCELLED") and not is_done(before):
            assert (after.status, after.attempt) == ("PENDING", before.attempt)
            assert (after.failures, after.recoveries, after.error, after.started_at) == (0, 0, None, None)
        else:
            assert after == before
    assert (commit.epoch, commit.expected_seq, commit.drops_inbox) == (rows.run.epoch, rows.run.last_seq, True)


def two_failed() -> tuple[Rows, Commit]:
    plan = plan_of(workflow("two", int).then(step("a")).then(step("b")).build())
    live, rows = created(plan, 1)
    Interpreter(live, rows, Script({"b": 9}), Random(1)).play()
    return rows, reopen(plan, rows.snapshot(), START + 9)


def test_the_fence_lets_one_retry_through() -> None:
    """Both know the same sequence number; the second finds another one."""
    rows, commit = two_failed()
    rows.commit(commit)
    with pytest.raises(AssertionError):
        rows.commit(commit)


@pytest.mark.parametrize("status", [status for status in RunStatus if not status.is_final])
def test_an_open_run_is_not_retried(status: RunStatus) -> None:
    """Whatever it waits for; the error names the remedy."""
    rows, _ = two_failed()
    plan = plan_of(workflow("two", int).then(step("a")).then(step("b")).build())
    rows.run = rows.run._replace(status=status.value)
    remedy = r"migrate\(\)" if status is RunStatus.SUSPENDED else "wait for its end"
    with pytest.raises(RunNotFinishedError, match=remedy):
        reopen(plan, rows.snapshot(), START)


def test_damage_is_found_before_anything_is_written() -> None:
    """An output that does not match its checksum would fail the run again."""
    rows, _ = two_failed()
    plan = plan_of(workflow("two", int).then(step("a")).then(step("b")).build())
    rows.steps["a"] = rows.steps["a"]._replace(output=b"7")
    for call in (lambda: reopen(plan, rows.snapshot(), START), lambda: preview_retry(plan, rows.snapshot())):
        with pytest.raises(CorruptRecordError, match="the output of step 'a'"):
            call()


def test_time_begins_anew() -> None:
    """The deadline counts from the retry's start, the first start stays."""
    plan = plan_of(workflow("two", int).then(step("a")).then(step("b")).build())
    live, rows = created(plan, 1, run_timeout=30)
    Interpreter(live, rows, Script({"b": 9}), Random(1)).play()
    rows.commit(reopen(plan, rows.snapshot(), START + 500))
    assert rows.run.deadline_at is None
    again, rows = resumed(plan, rows, now=START + 600)
    transitions.begin(again, START + 700)
    assert (again.started_at, again.deadline_at) == (START, START + 730)
    assert again.statuses == [StepStatus.COMPLETED, StepStatus.PENDING]


def test_a_tolerated_step_with_attempts_left_is_not_given_up() -> None:
    """It failed once while the run was ending: its default is for when its attempts are used up, so a retry goes on."""
    flaky = step("a", retry=RetryPolicy(2, delay=0, jitter=0)).or_else(-1)
    start = workflow("two", int)
    plan = plan_of(start.then(flaky).join(start.then(step("b"))).then(step("c", two)).build())
    live, rows = created(plan, 1)
    assert start_all(live) == ["a", "b"]
    fail(live, "b")
    fail(live, "a")
    assert transitions.settle(live, START)
    rows.commit(live.take_commit())
    assert [(row.step_id, row.status, row.output) for row in rows.steps.values()] == [
        ("a", "FAILED", None), ("b", "FAILED", None),
    ]  # fmt: skip
    assert preview_retry(plan, rows.snapshot()).will_run == ("a", "b", "c")
