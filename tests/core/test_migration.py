"""Runs that go over to another definition: by themselves where what they have executed is unchanged, or by force."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

from gorkflow.core import transitions
from gorkflow.core.compatibility import differences, mismatch
from gorkflow.core.graph import Decision
from gorkflow.core.live import LiveRun
from gorkflow.core.migration import migrate
from gorkflow.core.plan import Plan, binding_of
from gorkflow.core.plan_nodes import PlanSleep, PlanStep
from gorkflow.core.run import RunStatus
from gorkflow.core.shape import Shape, definition_row, read_shape, shape_of
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError, SchemaMismatchError
from tests.core.machine import (
    FAILED,
    START,
    Interpreter,
    Rows,
    complete,
    created,
    output_of,
    plan_of,
    random_workflow,
    reference,
    resumed,
    start_all,
)
from tests.core.test_transitions import step

SEEDS = st.integers(0, 2**32)


def chain(*ids: str, version: str = "1") -> Plan:
    at: Any = workflow("chain", int, version=version)
    for id in ids:
        at = at.then(step(id))
    return plan_of(at.build())


def done(plan: Plan, *paths: str, in_flight: bool = False) -> Rows:
    """A run in which these are done, in order, and what comes next perhaps in flight."""
    live, rows = created(plan, 1)
    for path in paths:
        start_all(live)
        complete(live, path, 7, writes={"last": b"\x01" + path.encode()})
    if in_flight:
        start_all(live)
    rows.commit(live.take_commit())
    return rows


def taken_over(plan: Plan, rows: Rows) -> tuple[LiveRun, Rows]:
    """The run as another engine takes it over by force, and its rows."""
    rows = rows.claimed()
    live = migrate(plan, rows.snapshot(), owner="engine-2", now=START + 9)
    rows.commit(live.take_commit())
    return live, rows


@given(SEEDS, SEEDS, st.integers(0, 20))
@example(12, 74, 6)  # a sleep that is over passes on what is gone
@example(738, 35827, 4)  # a step that is done stands in an arm that is not taken now
@example(4294967295, 426, 2)  # a map that has begun has no more items than are done
@settings(max_examples=150, deadline=None)
def test_any_run_goes_over_to_any_definition(seed: int, other_seed: int, moment: int) -> None:
    """By force, of definitions by chance, at any commit: it folds to its rows, is restored as it was, and ends well."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_fail=False)
    other, other_script = random_workflow(Random(other_seed), may_fail=False)
    live, rows = created(plan_of(definition), 5)
    cuts = [rows.copy()]
    Interpreter(live, rows, script, rng, on_commit=lambda rows: cuts.append(rows.copy())).play(ticks=8)
    cut = cuts[min(moment, len(cuts) - 1)]
    if RunStatus(cut.run.status).is_final:
        return
    target = plan_of(other)
    passed_on = {
        row.output_ref
        for row in cut.steps.values()
        if row.output_ref
        and isinstance(target.find(row.step_id), PlanStep | PlanSleep)
        and row.step_id in target.by_path
    }
    if any(binding_of(target, json.loads(reference)) is None for reference in passed_on):
        with pytest.raises(DefinitionMismatchError, match="in the definition"):
            taken_over(target, cut)
        return
    if _arms_have_changed(target, cut):
        with pytest.raises(DefinitionMismatchError, match="arm"):
            taken_over(target, cut)
        return
    has_begun = any(target.place_of(path) or path in target.by_path for path in cut.steps if _is_of_container(path))
    try:
        new, after = taken_over(target, cut)
    except DefinitionMismatchError:
        if not has_begun:  # else it is a map or loop in which other things run now
            raise
        return
    again, _ = resumed(target, after, now=START + 9)  # so that no sleep is over in between
    assert (again.done, again.state, again.next_position) == (new.done, new.state, new.next_position)
    assert [output is None for output in again.outputs] == [output is None for output in new.outputs]
    if new.status is RunStatus.PENDING:
        transitions.begin(new, new.updated_at)
    finished = {row.step_id for row in cut.steps.values() if row.position is not None}
    interpreter = _Loose(new, after, other_script, rng)
    interpreter.play()
    assert finished.isdisjoint(interpreter.started)
    # with what it kept a loop may go on to its bound that would not reach it from the beginning
    if reference(other, other_script, 5) is not FAILED and (new.error is None or new.error.code != "loop_limit"):
        assert new.status is RunStatus.COMPLETED
        assert output_of(new) is not None


def _is_of_container(path: str) -> bool:
    return "@map" in path or "@repeat" in path or "[" in path or "#" in path


def _arms_have_changed(target: Plan, rows: Rows) -> bool:
    """Whether a step that was not taken is no longer in an arm that was not, or an arm that was taken is gone."""
    taken = {path: row.output for path, row in rows.steps.items() if "@" in path and row.output}
    for path, row in rows.steps.items():
        node = None if path not in target.by_path else target.workflow.nodes[target.by_path[path]]
        if node is None:
            continue
        if isinstance(node, Decision) and path in taken and json.loads(taken[path] or b"") not in node.chooser.labels:
            return True
        outside = [
            guard for guard in node.guards()
            if guard.decision.path in taken
            and json.loads(taken[guard.decision.path] or b"") != guard.decision.chooser.labels[guard.arm]
        ]  # fmt: skip
        if row.status == "SKIPPED" and row.output is None and row.output_ref is None and not outside:
            return True
    return False


class _Loose(Interpreter):
    """After a migration more than `done` have a position."""

    def look(self) -> None:
        ended = sum(output is not None for output in self.live.outputs)
        self.live.next_position, kept = ended, self.live.next_position
        super().look()
        self.live.next_position = kept


@given(SEEDS, st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_the_same_definition_is_no_difference(seed: int, moment: int) -> None:
    """However often it is built, and through its text."""
    definition, _ = random_workflow(Random(seed))
    again, _ = random_workflow(Random(seed))
    assert definition_row(definition) == definition_row(again)
    shape = shape_of(definition)
    paths = [node.path for node in definition.nodes]
    assert differences(shape, read_shape(definition_row(again).shape), paths, paths) == []
    assert isinstance(shape, Shape)


def test_steps_to_come_may_change() -> None:
    """The run goes on; total, fingerprint and an event tell of it, and the shape is stored with it."""
    old, new = chain("a", "b", "c"), chain("a", "b", "x", "y")
    live, rows = resumed(new, done(old, "a", in_flight=True))
    rows.commit(live.take_commit())
    assert (rows.run.total, rows.run.fingerprint) == (4, new.workflow.fingerprint)
    assert rows.run.migrated_from == old.workflow.fingerprint
    assert [event.type for event in rows.events[-2:]] == ["RunMigrated", "RunResumed"]
    assert start_all(live) == ["b"]
    back, _ = resumed(old, rows)
    assert back.redefined is not None
    assert (back.redefined.total, back.done) == (3, 1)


def test_what_is_in_flight_must_be_there() -> None:
    """Its body may have had its effects."""
    live, _ = resumed(chain("a", "x"), done(chain("a", "b"), "a", in_flight=True))
    assert live.status is RunStatus.SUSPENDED
    live, _ = resumed(chain("a", "x"), done(chain("a", "b"), "a"))
    assert live.status is RunStatus.RUNNING


def test_a_definition_that_nobody_described() -> None:
    """Or not in words that can be read: nothing is known to be unchanged."""
    rows = done(chain("a", "b"), "a").claimed()
    for former in (None, "", "[]", "{}", '{"lines": [], "types": {}}', '{"lines": [1, 2], "types": 3}'):
        text = mismatch(chain("a", "c"), rows.snapshot(), former)
        assert text is not None
        assert text.splitlines()[1:] == ["  - what it was started with is not described in the store"]


def test_a_message_has_twenty_lines_at_most() -> None:
    """And the number of the others."""
    ids = [f"s{number}" for number in range(30)]
    old = chain(*ids)
    text = mismatch(chain("other"), done(old, *ids).claimed().snapshot(), definition_row(old.workflow).shape)
    assert text is not None
    assert len(text.splitlines()) == 22
    assert text.endswith("  - and 10 more")


def test_state_of_what_is_gone_does_not_count() -> None:
    """The last write of a kept step does, at once and after a restart."""
    old, new = chain("a", "b", "c"), chain("a", "c")
    live, rows = taken_over(new, done(old, "a", "b"))
    assert live.state == {"last": b"\x01a"}
    again, _ = resumed(new, rows)
    assert again.state == {"last": b"\x01a"}
    assert (again.done, again.next_position) == (1, 2)


def test_a_step_that_comes_back_is_not_taken_by_surprise() -> None:
    """It was executed under a definition before the last: only a migration counts it again."""
    old, new = chain("a", "b", "c"), chain("a", "c")
    _, rows = taken_over(new, done(old, "a", "b"))
    live, _ = resumed(old, rows)
    assert live.error is not None
    assert live.error.message.splitlines()[1:] == ["  - step 'b' is back: it was executed under an earlier definition"]
    live, rows = taken_over(old, rows)
    assert (live.done, live.state, start_all(live)) == (2, {"last": b"\x01b"}, ["c"])


def test_a_lost_row_is_no_history() -> None:
    """In a run that was taken over, the number of done steps tells."""
    new = chain("a", "c")
    _, rows = taken_over(new, done(chain("a", "b", "c"), "a", "b"))
    rows.steps["z"] = rows.steps.pop("a")._replace(step_id="z")
    with pytest.raises(CorruptRecordError, match="its steps are not the 1 that it has done"):
        resumed(new, rows)


def test_an_output_that_does_not_fit_leaves_the_run_alone() -> None:
    """The error names step and type."""
    rows = done(chain("a", "b"), "a")
    before = rows.copy()
    at: Any = workflow("chain", int).then(_texts())
    with pytest.raises(
        SchemaMismatchError, match=r"output of step 'a' does not fit the type list\[str\]: value: Input should"
    ):
        taken_over(plan_of(at.build()), rows)
    assert rows == before


def test_an_input_that_does_not_fit() -> None:
    """The run's own counts as well."""
    flow: Workflow[Any, Any] = workflow("chain", list[int]).then(_lists()).build()
    with pytest.raises(SchemaMismatchError, match="the run's input does not fit the type list"):
        taken_over(plan_of(flow), done(chain("a")))


def test_a_version_is_a_definition_of_its_own() -> None:
    """Also where the structure is the same."""
    live, rows = taken_over(chain("a", "b", version="2"), done(chain("a", "b"), "a"))
    assert (rows.run.workflow_version, start_all(live)) == ("2", ["b"])


def _texts() -> Any:
    async def a(value: int) -> list[str]:
        return [str(value)]

    return Step("a", a)


def _lists() -> Any:
    async def a(value: list[int]) -> int:
        return len(value)

    return Step("a", a)
