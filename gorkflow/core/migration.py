"""A run taken over to another definition whatever has changed: what fits is kept, what is gone is history. Pure."""

from __future__ import annotations

from gorkflow.core.choices import arm_taken
from gorkflow.core.compatibility import is_done, is_not_taken, not_taken_by
from gorkflow.core.forms import describe
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import PlanDecision, PlanSleep, PlanStep
from gorkflow.core.records import Snapshot, StepRow
from gorkflow.core.restore import MAX_RECOVERIES, go_on, redefine, shell
from gorkflow.core.restore_steps import passed_on, verify
from gorkflow.core.values import Codec, NotJsonError, ValueRefusedError, union_members
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError, SchemaMismatchError


def migrate(plan: Plan, snapshot: Snapshot, *, owner: str, now: float, max_recoveries: int = MAX_RECOVERIES) -> LiveRun:
    """The run as it goes on under the plan's definition: what both definitions have and is done never runs again.

    Raises:
        SchemaMismatchError: a stored value does not fit its type under the new definition.
        DefinitionMismatchError: a skipped step passes on the value of a step that is gone.
        CorruptRecordError: a stored value does not match its checksum, or is no JSON.
    """
    live = shell(plan, snapshot, owner, now)
    run = snapshot.run
    arm = _fitting_arm(plan.input, run.input, run.input_arm, f"run {run.run_id}: the run's input")
    live.input = Held(plan.input, run.input, arm)
    for index, held in live.given.items():
        what = f"run {run.run_id}: the input given to step {plan.nodes[index].path!r}"
        live.given[index] = Held(held.codec, held.data, _fitting_arm(held.codec, held.data, held.arm, what))
    redefine(live, snapshot, now)
    _check_arms(plan, snapshot)
    rows = tuple(_fitted(plan, row) for row in snapshot.executions)
    live.changes.executions += [row for row, before in zip(rows, snapshot.executions, strict=True) if row is not before]
    go_on(live, snapshot._replace(executions=rows), now, max_recoveries)
    return live


def _check_arms(plan: Plan, snapshot: Snapshot) -> None:
    """Raises DefinitionMismatchError where a decision took an arm that is gone, or a step has left its arm."""
    for row in snapshot.executions:
        index = plan.by_path.get(row.step_id)
        if index is None:
            continue
        node, problem = plan.nodes[index], None
        if (
            is_done(row)
            and row.output
            and isinstance(node, PlanDecision)
            and arm_taken(node.chooser, row.output) is None
        ):
            problem = f"decision {row.step_id!r} took an arm that is gone ({row.output!r}); keep that arm"
        elif is_not_taken(row) and not_taken_by(plan, snapshot, index) is None:
            problem = (
                f"step {row.step_id!r} stood in an arm that was not taken, and stands elsewhere now; leave it there"
            )
        if problem is not None:
            msg = f"run {row.run_id}: {problem} in the definition"
            raise DefinitionMismatchError(msg, run_id=row.run_id)


def _fitted(plan: Plan, row: StepRow) -> StepRow:
    """The row, with the arm by which its output is read under the new type."""
    node = plan.find(row.step_id)
    if node is None or not is_done(row) or is_not_taken(row):
        return row
    if row.output is None:
        if isinstance(node, PlanStep | PlanSleep) and row.step_id in plan.by_path and passed_on(plan, row) is None:
            msg = (
                f"run {row.run_id}: step {row.step_id!r} was skipped and passes on the output of a step that is gone "
                f"({row.output_ref}); keep that step in the definition"
            )
            raise DefinitionMismatchError(msg, run_id=row.run_id)
        return row
    verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")
    codec = node.codec(row.arm)
    arm = _fitting_arm(codec, row.output, row.arm, f"run {row.run_id}: the stored output of step {row.step_id!r}")
    return row if arm == row.arm else row._replace(arm=arm)


def _fitting_arm(codec: Codec, data: bytes, arm: int, what: str) -> int:
    """By which member of a union the value can be read: the stored one if that will do."""
    if arm < 0 and _reads(codec, data, 0) is None:
        return arm  # a default of a type of its own
    refused: ValueRefusedError | None = None
    arms = range(len(union_members(codec.type_form)) or 1)
    for candidate in sorted(arms, key=lambda one: one != arm):
        problem = _reads(codec, data, candidate)
        if problem is None:
            return candidate
        refused = refused or problem
    reason = "" if refused is None else f": {refused.reason}"
    if isinstance(refused, NotJsonError):
        msg = f"{what} is no JSON{reason}; it is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg) from refused
    form = describe(codec.type_form)
    msg = f"{what} does not fit the type {form}{reason}; make the type accept it, nothing was changed"
    raise SchemaMismatchError(msg) from refused


def _reads(codec: Codec, data: bytes, arm: int) -> ValueRefusedError | None:
    try:
        codec.decode(data, arm)
    except ValueRefusedError as refused:
        return refused
    return None
