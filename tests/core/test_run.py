"""The run machine as a whole: random definitions, bodies, crashes and cancellations against a plain reference."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core import transitions
from gorkflow.core.advance import is_through
from gorkflow.core.plan import Plan
from gorkflow.core.run import RunStatus, StepStatus
from tests.core.machine import (
    FAILED,
    START,
    Interpreter,
    OnFailure,
    Rows,
    created,
    output_of,
    plan_of,
    random_workflow,
    reference,
    resumed,
)

SEEDS = st.integers(0, 2**32)
MODES = st.sampled_from(["drain", "cancel", "continue"])
DONE = {"COMPLETED", "SKIPPED"}


def ends(rows: Rows) -> list[str]:
    """The events that end a run."""
    return [event.type for event in rows.events if event.type in ("RunCompleted", "RunFailed", "RunCancelled")]


@given(SEEDS, MODES)
@settings(max_examples=250, deadline=None)
def test_a_run_comes_to_what_its_definition_says(seed: int, mode: OnFailure) -> None:
    """Whatever the order of outcomes. The interpreter sees to it that after each commit the events fold to the rows."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    live, rows = created(plan_of(definition), 5, on_failure=mode)
    Interpreter(live, rows, script, rng).play()
    expected = reference(definition, script, 5)
    if expected is FAILED:
        assert live.status is RunStatus.FAILED
        assert live.error is not None
    else:
        assert live.status is RunStatus.COMPLETED
        assert output_of(live) == expected
        assert live.done == live.plan.total
    assert len(ends(rows)) == 1
    assert values(rows) == live.state
    assert rows.run.owner is None


def values(rows: Rows) -> dict[str, bytes | None]:
    """The state by key; here each step writes a key of its own."""
    return {key: row.value for (key, _), row in rows.state.items()}


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_in_continue_mode_every_branch_is_brought_to_its_end(seed: int) -> None:
    """A step is done, failed, or cancelled because it stands behind a failed one; but where a condition raised."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    live, rows = created(plan_of(definition), 5, on_failure="continue")
    Interpreter(live, rows, script, rng).play()
    codes = {row.error for row in rows.steps.values() if row.error is not None and '"condition"' in row.error}
    if codes:
        return
    failed = {path for path, row in rows.steps.items() if row.status == "FAILED" and row.output is None}
    around = {live.plan.owner_of(path) for path in failed if path not in live.plan.by_path}  # maps and loops of items
    for index, node in enumerate(definition.nodes):
        is_behind = any(rows.status(before.path) == "CANCELLED" or before.path in failed for before in node.after)
        is_behind = is_behind or index in around
        assert (rows.status(node.path) == "CANCELLED") == is_behind


@given(SEEDS, MODES)
@settings(max_examples=80, deadline=None)
def test_a_run_cut_at_any_commit_goes_on_to_the_same_end(seed: int, mode: OnFailure) -> None:
    """No step that was done starts again, and none of its rows changes."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    cuts = [rows.copy()]
    Interpreter(live, rows, script, rng, on_commit=lambda rows: cuts.append(rows.copy())).play()
    expected = reference(definition, script, 5)
    for cut in cuts[:-1]:
        again, after = resumed(plan, cut, now=cut.run.updated_at + 1)
        if again.status is RunStatus.PENDING:
            transitions.begin(again, again.updated_at)
        interpreter = Interpreter(again, after, script, rng)
        interpreter.play()
        assert again.status is live.status
        if expected is not FAILED:
            assert output_of(again) == expected
            assert values(after) == values(rows)
        done = {path for path, row in cut.steps.items() if row.position is not None}
        assert not done & set(interpreter.started)
        assert {path: after.steps[path] for path in done} == {path: cut.steps[path] for path in done}
        assert len(ends(after)) == 1


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_a_cancelled_run_ends(seed: int, moment: int) -> None:
    """CANCELLED if anything was left to do and nothing had failed before; bodies that fail as they stop are none."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    live, rows = created(plan_of(definition), 5)
    Interpreter(live, rows, script, rng).play(cancel_at=moment)
    order = [event.type for event in rows.events]
    if "RunCancelRequested" not in order:
        return
    before = rows.events[: order.index("RunCancelRequested")]
    if any(event.type == "StepFailed" and '"tolerated": false' in event.data for event in before):
        assert live.status is RunStatus.FAILED
    elif not is_through(live):
        assert live.status is RunStatus.CANCELLED
    else:
        assert live.status is RunStatus.COMPLETED
    assert "StepStarted" not in order[order.index("RunCancelRequested") :]
    assert not [row for row in rows.steps.values() if row.status in ("RUNNING", "RETRYING", "PENDING")]


@given(SEEDS, MODES, st.lists(st.sampled_from(["crash", "close"]), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_engines_that_die_and_close_change_nothing(seed: int, mode: OnFailure, deaths: list[str]) -> None:
    """Four times in a row, wherever it stands; only deaths count against a step, and closings never."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    died: Counter[str] = Counter()
    for death in deaths:
        interpreter = Interpreter(live, rows, script, rng)
        if interpreter.play(ticks=rng.randint(1, 4)):
            break
        if death == "close":
            transitions.release(live, interpreter.now)
            interpreter.look()
            interpreter.commit()
        died.update(path for path, row in rows.steps.items() if row.status == "RUNNING")
        live, rows = resumed(plan, rows, now=interpreter.now + 1)
        if live.status is RunStatus.PENDING:
            transitions.begin(live, live.updated_at)
    else:
        Interpreter(live, rows, script, rng).play()
    expected = reference(definition, script, 5)
    assert live.status is (RunStatus.FAILED if expected is FAILED else RunStatus.COMPLETED)
    if expected is not FAILED:
        assert output_of(live) == expected
    assert all(row.recoveries <= died[path] for path, row in rows.steps.items())


@given(SEEDS, st.floats(0.5, 20))
@settings(max_examples=80, deadline=None)
def test_a_run_whose_time_is_up_fails(seed: int, seconds: float) -> None:
    """From its start on, over restarts; what had its end before keeps it."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_fail=False)
    if reference(definition, script, 5) is FAILED:
        return
    plan = plan_of(definition)
    live, rows = created(plan, 5, run_timeout=seconds)
    interpreter = Interpreter(live, rows, script, rng)
    if not interpreter.play(ticks=3):
        live, rows = resumed(plan, rows, now=interpreter.now + 0.1)
        if live.status is RunStatus.PENDING:
            transitions.begin(live, live.updated_at)
            assert live.deadline_at == pytest.approx(live.updated_at + seconds)
        else:
            assert live.deadline_at == START + seconds
        Interpreter(live, rows, script, rng).play()
    assert rows.run.deadline_at is not None
    if live.status is RunStatus.FAILED:
        assert live.error is not None
        assert (live.error.code, live.error.step_id) == ("run_timeout", None)
        assert live.updated_at >= rows.run.deadline_at
    else:
        assert live.status is RunStatus.COMPLETED
    assert not [row for row in rows.steps.values() if row.status == StepStatus.RUNNING]


@given(SEEDS, MODES, st.none() | st.integers(1, 12), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_what_an_unsuccessful_run_did_is_undone(seed: int, mode: OnFailure, cancel_at: int | None, moment: int) -> None:
    """In reverse order of completion; what could not be undone is listed; also when it is cut at any commit."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_undo=True)
    plan = plan_of(definition)
    live, rows = created(plan, 5, on_failure=mode)
    cuts = [rows.copy()]
    Interpreter(live, rows, script, rng, on_commit=lambda rows: cuts.append(rows.copy())).play(cancel_at=cancel_at)
    _check_undone(plan, rows)
    cut = cuts[min(moment, len(cuts) - 1)]
    if RunStatus(cut.run.status).is_final:
        return
    again, after = resumed(plan, cut)
    if again.status is RunStatus.PENDING:
        transitions.begin(again, again.updated_at)
    Interpreter(again, after, script, rng).play()
    _check_undone(plan, after)


def _check_undone(plan: Plan, rows: Rows) -> None:
    with_undo = {path for path in rows.steps if (node := plan.find(path)) is not None and node.undo is not None}
    done = {path for path in with_undo if rows.status(path) in ("COMPLETED", "COMPENSATED")}
    undone = [event.step_id or "" for event in rows.events if event.type == "StepCompensated"]
    assert len(undone) == len({*undone})
    assert {path for path in done if rows.status(path) == "COMPENSATED"} == {*undone}
    if rows.run.status == "COMPLETED":
        assert not undone
        return
    error = {} if rows.run.error is None else json.loads(rows.run.error)
    listed = [*error.get("not_undone", ())]
    assert {*listed, *undone} == done
    assert not {*listed} & {*undone}
    assert [rows.steps[path].position for path in undone] == sorted(
        (rows.steps[path].position for path in undone), reverse=True, key=lambda position: position or 0
    )
    assert {path: rows.status(f"{path}/@undo") for path in listed} == dict.fromkeys(listed, "FAILED")
    assert [event.type for event in rows.events].count("RunCompensating") >= bool(done)
