"""The inputs of one run's steps, put together from where they are stored."""

from __future__ import annotations

import json

from pydantic_core import from_json, to_json

from gorkflow.bench.inputs import UnfitInputError, member_name
from gorkflow.bench.samples import Sample, StoredOutput
from gorkflow.core.narrowing import is_list
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import AnyPlanNode
from gorkflow.core.records import GIVEN_PREFIX, INPUT_REFERENCE, Snapshot, StepRow
from gorkflow.core.references import Lists, assemble
from gorkflow.core.step import AnyStep
from gorkflow.runtime.damage import intact, parsed

_INPUT_PATH: str = json.loads(INPUT_REFERENCE)


class Recorded:
    """What a store holds of one run."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        """Read a run.

        Args:
            snapshot: of the run.
            plan: of the workflow as the code has it now; by it is told which member of a union made a value.
        """
        self._snapshot = snapshot
        self._plan = plan
        self._rows = {row.step_id: row for row in snapshot.executions}
        self._given = {f"{GIVEN_PREFIX}{row.step_id}": row for row in snapshot.given}
        self._lists: Lists = {}

    def sample(self, row: StepRow, name: str, step: AnyStep) -> Sample:
        """The input of one of its steps.

        Raises:
            UnfitInputError: it is not stored whole, or of another shape than the step's parameters.
            CorruptRecordError: it is damaged.
        """
        values, members = self._values(row, step)
        sees = step.signature.takes_context
        return Sample(
            run_id=row.run_id,
            step=name,
            path=row.step_id,
            values=values,
            members=members,
            seconds=max(0.0, (row.completed_at or 0.0) - (row.started_at or row.completed_at or 0.0)),
            attempt=row.attempt,
            completed_at=row.completed_at or 0.0,
            state=self._state_before(row) if sees else {},
            outputs=self._outputs_before(row) if sees else {},
        )

    def _values(self, row: StepRow, step: AnyStep) -> tuple[tuple[bytes, ...], tuple[str | None, ...]]:
        wanted = len(step.signature.parameters)
        if not wanted:
            return (), ()
        if row.input_ref is None:
            raise UnfitInputError("no input was recorded: it took none then")
        reference: object = parsed(json.loads, row.input_ref, row.run_id, row.step_id, "input")
        if wanted == 1:
            return (self._json(reference),), (self._member(reference),)
        if is_list(reference) and len(reference) == wanted:
            return tuple(map(self._json, reference)), tuple(map(self._member, reference))
        whole = from_json(self._json(reference))
        if not is_list(whole) or len(whole) != wanted:
            raise UnfitInputError(f"what was recorded is no list of {wanted} values")
        return tuple(to_json(one, inf_nan_mode="constants") for one in whole), (None,) * wanted

    def _json(self, reference: object) -> bytes:
        data = assemble(reference, self._find, self._lists)
        if data is None:
            raise UnfitInputError("a part of it is not stored")
        return data

    def _find(self, path: str) -> bytes | None:
        """What is held under a path.

        Raises:
            CorruptRecordError: it does not match its checksum.
        """
        run = self._snapshot.run
        if path == _INPUT_PATH:
            return intact(run.input, run.input_checksum, run.run_id, None, "input")
        given = self._given.get(path)
        if given is not None:
            return intact(given.input, given.checksum, run.run_id, given.step_id, "input")
        row = self._rows.get(path)
        if row is None:
            return None
        if row.output is not None:
            return intact(row.output, row.checksum, run.run_id, path, "output")
        reference = self._passed(row)
        return None if reference is None else assemble(reference, self._find, self._lists)

    def _passed(self, row: StepRow) -> object:
        if row.output_ref is None:
            return None
        loaded: object = parsed(json.loads, row.output_ref, row.run_id, row.step_id, "output_ref")
        return loaded

    def _member(self, reference: object) -> str | None:
        """Which member of a union made a value, by what the code says of its maker now."""
        if not isinstance(reference, str):
            return None
        if reference == _INPUT_PATH:
            return member_name(self._plan.input.type_form, self._snapshot.run.input_arm)
        row = self._rows.get(reference)
        if row is None:
            return None
        if row.output is None:
            return self._member(self._passed(row))
        node = self._plan.find(reference)
        return None if node is None else _made_by(node, row)

    def _state_before(self, row: StepRow) -> dict[str, bytes]:
        """The run's state when the step first started."""
        state: dict[str, bytes] = {}
        for written in sorted(self._snapshot.state, key=lambda one: one.seq):
            if written.seq <= row.ordinal and written.value is not None:
                state[written.key] = written.value
            elif written.seq <= row.ordinal:
                state.pop(written.key, None)
        return state

    def _outputs_before(self, row: StepRow) -> dict[str, StoredOutput]:
        """What was done before the step started."""
        outputs: dict[str, StoredOutput] = {}
        for other in self._snapshot.executions:
            if other.output is None or other.completed_at is None or (row.started_at or 0.0) < other.completed_at:
                continue
            if not _is_seen(other.step_id, row.step_id):
                continue
            node = self._plan.find(other.step_id)
            member = None if node is None else _made_by(node, other)
            outputs[other.step_id] = StoredOutput(other.output, other.arm < 0, member)
        return outputs


def _made_by(node: AnyPlanNode, row: StepRow) -> str | None:
    return member_name(node.output.type_form, row.arm)


def _is_seen(other: str, path: str) -> bool:
    """Whether a step can see another one, as far as items and turns go: it is in the same one, or around it."""
    scope = other
    while scope and not scope.endswith("]") and "#" not in scope.rpartition("/")[2]:
        scope = scope.rpartition("/")[0]
    return not scope or path.startswith(f"{scope}/")
