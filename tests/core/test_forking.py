"""Forks: what they keep, and what they come to."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core import transitions
from gorkflow.core.compatibility import not_taken_by
from gorkflow.core.creation import StartOptions, take_creation
from gorkflow.core.forking import fork, kept_by_fork
from gorkflow.core.ids import counts_in_progress
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed
from gorkflow.core.plan import Plan
from gorkflow.core.records import Snapshot
from gorkflow.core.reopen import preview
from gorkflow.core.run import RunStatus
from gorkflow.core.shape import definition_row
from gorkflow.core.start import workflow
from gorkflow.core.values import Encoded
from gorkflow.errors import CorruptRecordError
from gorkflow.testing.fold import fold, view_of
from tests.core.machine import (
    FAILED,
    START,
    Interpreter,
    Rows,
    created,
    output_of,
    owners,
    plan_of,
    random_workflow,
    reference,
    resumed,
)
from tests.core.test_transitions import step

SEEDS = st.integers(0, 2**32)


def forked(plan: Plan, snapshot: Snapshot, path: str, given: Encoded | None = None) -> tuple[LiveRun, Rows]:
    """The new run, begun, and its rows; the events of its creation fold to its rows."""
    live, inputs = fork(
        plan, snapshot, plan.by_path[path], given, run_id="run-2", owner="engine-1", now=START + 50
    )  # fmt: skip
    options = StartOptions(forked_from="run-1")
    creation = take_creation(live, options, given=inputs, definition=definition_row(plan.workflow))
    assert [row.ordinal for row in creation.executions] == sorted(row.ordinal for row in creation.executions)
    rows = Rows.of(creation)
    assert fold(rows.events) == view_of(rows.snapshot())
    transitions.begin(live, START + 50)
    return live, rows


@given(SEEDS, st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_a_fork_of_any_moment_comes_to_the_same(seed: int, moment: int) -> None:
    """Forked from any step of any commit, and cut once more at any commit: the same output, and no kept step again."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_fail=False)
    plan = plan_of(definition)
    live, rows = created(plan, 5)
    cuts = [rows.copy()]
    Interpreter(live, rows, script, rng, on_commit=lambda rows: cuts.append(rows.copy())).play()
    cut = cuts[min(moment, len(cuts) - 1)]
    path = rng.choice([node.path for node in plan.nodes if not not_taken_by(plan, cut.snapshot(), node.index)])
    expected = reference(definition, script, 5)
    kept = {row.step_id for row in kept_by_fork(plan, cut.snapshot(), plan.by_path[path])}
    assert path not in kept
    assert kept <= {row.step_id for row in cut.steps.values() if row.status in ("COMPLETED", "SKIPPED", "FAILED")}
    new, new_rows = forked(plan, cut.snapshot(), path)
    assert new_rows.run.done == len([path for path in kept if counts_in_progress(path)])
    again_from: list[Rows] = [new_rows.copy()]
    interpreter = Interpreter(
        new, new_rows, script, rng, on_commit=lambda rows: again_from.append(rows.copy())
    )  # fmt: skip
    interpreter.play()
    assert owners(plan, interpreter.started) <= {*preview(plan, sorted(kept)).will_run}
    again, after = resumed(plan, rng.choice(again_from[:-1] or again_from))
    if again.status is RunStatus.PENDING:
        transitions.begin(again, again.updated_at)
    if not again.is_over:
        Interpreter(again, after, script, rng).play()
    for run in (new, again):
        if expected is FAILED:
            assert run.status is RunStatus.FAILED
        else:
            assert (run.status, output_of(run)) == (RunStatus.COMPLETED, expected)


def chain() -> tuple[Plan, Rows]:
    """a, b, c in a row; each wrote its output under its own key, and under "last"."""
    plan = plan_of(workflow("chain", int).then(step("a")).then(step("b")).then(step("c")).build())
    live, rows = created(plan, 1)
    for path in ("a", "b", "c"):
        transitions.start(live, plan.by_path[path], START)
        writes = {path: b"\x01" + path.encode(), "last": None if path == "c" else b"\x01" + path.encode()}
        node = plan.nodes[plan.by_path[path]]
        done = Completed(node.index, node.output.encode(7), writes, START, START, None)
        transitions.apply(live, done, START, 0.5)
    transitions.settle(live, START)
    rows.commit(live.take_commit())
    return plan, rows


@pytest.mark.parametrize(
    ("path", "state"),
    [("a", {}), ("b", {"a": b"\x01a", "last": b"\x01a"}), ("c", {"a": b"\x01a", "b": b"\x01b", "last": b"\x01b"})],
)
def test_state_is_that_of_the_kept_steps(path: str, state: dict[str, bytes]) -> None:
    """Of a key the last kept write counts; it does so in the new run's rows as well."""
    plan, rows = chain()
    live, new_rows = forked(plan, rows.snapshot(), path)
    assert live.state == state
    again, _ = resumed(plan, new_rows)
    assert again.state == state
    assert rows.snapshot().state[-1].value is None  # c deleted it


def test_a_fork_is_a_run_of_its_own() -> None:
    """Ordinals and positions from the start, epoch 1, no key, no time used up."""
    plan, rows = chain()
    live, new_rows = forked(plan, rows.snapshot(), "c")
    run = new_rows.run
    assert (run.run_id, run.forked_from, run.epoch, run.idempotency_key) == ("run-2", "run-1", 1, None)
    assert (run.status, run.done, run.started_at) == ("PENDING", 2, None)
    assert [(row.run_id, row.ordinal, row.position) for row in new_rows.steps.values()] == [
        ("run-2", 1, 0), ("run-2", 2, 1),
    ]  # fmt: skip
    assert live.next_ready() == plan.by_path["c"]
    assert live.next_ready() is None


def test_a_given_input_is_bound_checked_and_kept() -> None:
    """Before and after a restart; one that was damaged is found."""
    plan, rows = chain()
    live, new_rows = forked(plan, rows.snapshot(), "b", plan.nodes[1].output.encode(99))
    again, _ = resumed(plan, new_rows)
    for run in (live, again):
        node = run.plan.nodes[1]
        assert run.bind(node.binding) == 99
        assert node.input_ref == '"@input:b"'
    assert plan.nodes[1].input_ref == '"a"'
    assert [(row.step_id, row.status, row.input_ref) for row in new_rows.steps.values()] == [
        ("a", "COMPLETED", '"@input"'), ("b", "PENDING", '"@input:b"'),
    ]  # fmt: skip
    new_rows.given = (new_rows.given[0]._replace(input=b"98"),)
    with pytest.raises(CorruptRecordError, match="the input given to step 'b'"):
        resumed(plan, new_rows)


def test_damage_counts_only_where_it_is_kept() -> None:
    """A fork from the damaged step computes it anew."""
    plan, rows = chain()
    rows.steps["b"] = rows.steps["b"]._replace(output=b"8")
    with pytest.raises(CorruptRecordError, match="the output of step 'b'"):
        forked(plan, rows.snapshot(), "c")
    live, _ = forked(plan, rows.snapshot(), "b")
    assert live.next_ready() == 1
