"""A new run that keeps what another one has done, but for one step and all that depends on it. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from gorkflow.core.advance import emit
from gorkflow.core.blocks import Map
from gorkflow.core.compatibility import is_done
from gorkflow.core.containers import tell_start
from gorkflow.core.events import EventType
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan, with_given
from gorkflow.core.plan_nodes import UNDO
from gorkflow.core.records import GivenRow, Snapshot, StepRow
from gorkflow.core.restore import count_predecessors, give_inputs
from gorkflow.core.restore_blocks import restore_rows
from gorkflow.core.restore_steps import restore_state, verify
from gorkflow.core.rows import ended_row
from gorkflow.core.run import StepStatus
from gorkflow.core.values import Encoded, checksum


def kept_by_fork(plan: Plan, snapshot: Snapshot, from_index: int) -> list[StepRow]:
    """The rows of done steps that do not depend on the step, in order of completion."""
    undone = {plan.owner_of(row.step_id) for row in snapshot.executions if row.status == StepStatus.COMPENSATED}
    starts = {from_index, *(index for index in undone if index is not None)}  # what was undone is to be done again
    dropped = {index for start in starts for index in descendants(plan, start)}
    kept = [row for row in snapshot.executions if is_done(row) and _is_kept(plan, row, dropped)]
    return sorted(kept, key=lambda row: (row.position is None, row.position))


def _is_kept(plan: Plan, row: StepRow, dropped: Collection[int]) -> bool:
    owner = plan.owner_of(row.step_id)
    return owner is not None and owner not in dropped and not row.step_id.endswith(UNDO)


def descendants(plan: Plan, index: int) -> set[int]:
    """The step and all that can only start after it."""
    found = {index}
    todo = [index]
    while todo:
        for successor in plan.successors[todo.pop()]:
            if successor not in found:
                found.add(successor)
                todo.append(successor)
    return found


def fork(
    plan: Plan, snapshot: Snapshot, from_index: int, input_: Encoded | None, *, run_id: str, owner: str, now: float
) -> tuple[LiveRun, tuple[GivenRow, ...]]:
    """The new run, PENDING, with what it keeps as changes to be written; and the inputs that its steps are given.

    Args:
        input_: the step's new input; None where it takes the one that it is bound to.

    Raises:
        CorruptRecordError: what it would keep does not match its checksum.
    """
    run = snapshot.run
    verify(run.input, run.input_checksum, run.run_id, "the run's input")
    given = _given(plan, snapshot, from_index, input_, run_id)
    plan = with_given(plan, [row.step_id for row in given]) if given else plan
    held = Held(plan.input, run.input, run.input_arm)
    live = LiveRun(plan, run_id, held, owner=owner, on_failure=run.on_failure, now=now)
    live.run_timeout_seconds = run.run_timeout_seconds
    give_inputs(live, given)
    data = {"tags": json.loads(run.tags), "forked_from": run.run_id, "from_step": plan.nodes[from_index].path}
    emit(live, now, EventType.RUN_CREATED.value, data=json.dumps(data))
    _keep(live, snapshot, kept_by_fork(plan, snapshot, from_index), now)
    for row in given:
        if not live.ordinals[plan.by_path[row.step_id]]:  # it has not run
            _await_input(live, row, now)
    count_predecessors(live)
    return live, given


def _given(
    plan: Plan, snapshot: Snapshot, from_index: int, input_: Encoded | None, run_id: str
) -> tuple[GivenRow, ...]:
    """The inputs that were given before to steps that are not computed anew, and the one that is given now."""
    path = plan.nodes[from_index].path
    anew = {plan.nodes[index].path for index in descendants(plan, from_index) if index != from_index}
    if input_ is not None:
        anew.add(path)
    rows = [row._replace(run_id=run_id) for row in snapshot.given if row.step_id in plan.by_path.keys() - anew]
    if input_ is not None:
        rows.append(GivenRow(run_id, path, input_.data, input_.arm, checksum(input_.data)))
    return tuple(rows)


def _keep(live: LiveRun, snapshot: Snapshot, kept: Sequence[StepRow], now: float) -> None:
    """Copies of the rows, with an event each; order of start, of completion and of writing stay as they were."""
    by_start = sorted(kept, key=lambda row: (row.ordinal, row.step_id))
    ordinals = {row.step_id: place for place, row in enumerate(by_start, start=1)}
    copies: dict[str, StepRow] = {}
    kept_at: dict[str, int] = {}
    for position, row in enumerate(kept):
        copy = row._replace(run_id=live.run_id, ordinal=ordinals[row.step_id], position=position)
        emit(live, now, EventType.STEP_KEPT.value, copy.step_id, copy.attempt or None, json.dumps(_data_of(copy)))
        copies[copy.step_id], kept_at[copy.step_id] = copy, live.seq
    rows = [copies[row.step_id] for row in by_start]
    restore_rows(live, rows, now)
    for index, state in live.opened.items():
        if isinstance(state, Map) and live.statuses[index] is StepStatus.PENDING:
            tell_start(live, index, state, now)
    live.undos.clear()  # that was another run's doing
    live.changes.executions += rows
    live.changes.state += [
        row._replace(run_id=live.run_id, seq=kept_at[row.step_id]) for row in snapshot.state if row.step_id in kept_at
    ]
    restore_state(live, live.changes.state)


def _data_of(row: StepRow) -> dict[str, object]:
    """Of the event: everything that a fold needs to know of the step."""
    data: dict[str, object] = {"status": row.status, "failures": row.failures}
    if row.output is not None:
        data |= {"bytes": len(row.output), "checksum": row.checksum}
    if row.error is not None:
        data["error"] = json.loads(row.error)
    return data | {"started_at": row.started_at, "ended_at": row.completed_at}


def _await_input(live: LiveRun, given: GivenRow, now: float) -> None:
    """The step that was given an input, before it starts."""
    index = live.plan.by_path[given.step_id]
    data = json.dumps({"bytes": len(given.input), "checksum": given.checksum})
    emit(live, now, EventType.STEP_INPUT_GIVEN.value, given.step_id, data=data)
    live.changes.executions.append(ended_row(live, index, StepStatus.PENDING, now)._replace(completed_at=None))
