"""The rows that transitions write and stores keep: plain, in one order, and with references that read as JSON."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pydantic_core import to_json

from gorkflow.core.ids import path_problem
from gorkflow.core.plan_nodes import Binding
from gorkflow.core.records import (
    INPUT_REFERENCE,
    Commit,
    Creation,
    EventRow,
    InboxRow,
    RunPatch,
    RunRow,
    Snapshot,
    StateRow,
    StepRow,
    make_row,
)
from gorkflow.core.references import assemble
from tests.core.machine import (
    FAILED,
    Interpreter,
    Rows,
    Script,
    created,
    output_of,
    plan_of,
    random_workflow,
    reference,
)

PLAIN = (str, int, float, bytes, type(None))


@pytest.mark.parametrize("row", [RunRow, RunPatch, StepRow, EventRow, StateRow, InboxRow, Commit, Creation, Snapshot])
def test_a_row_made_the_short_way_is_the_same(row: Any) -> None:
    """`make_row` takes the fields in their order."""
    names: tuple[str, ...] = row._fields
    values: tuple[Any, ...] = tuple(range(len(names)))
    made = make_row(row, values)
    assert type(made) is row
    assert made == row(*values)
    assert [getattr(made, name) for name in names] == list(values)


def test_a_patch_holds_all_of_a_run_that_changes() -> None:
    """In the order of the row's last group, with owner and deadline; the rest is fixed, but for a claim's epoch."""
    *changing, last = RunRow._fields[RunRow._fields.index("status") :]
    assert list(RunPatch._fields[: len(changing)]) == changing
    assert RunPatch._fields[len(changing) :] == ("owner", "deadline_at", last)


def test_the_inputs_name_is_no_path() -> None:
    """No step can have it."""
    name = json.loads(INPUT_REFERENCE)
    assert name == "@input"
    assert path_problem(name) is not None


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_rows_hold_plain_values_alone_and_references_lead_to_them(seed: int) -> None:
    """SQL takes them as they are; and the run's output can be put together from the rows without its definition."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_fail=False)
    if reference(definition, script, 5) is FAILED:
        return
    live, rows = created(plan_of(definition), 5)
    Interpreter(live, rows, Script(), rng).play()
    for row in (rows.run, *rows.steps.values(), *rows.events):
        assert {type(value) for value in row} <= set(PLAIN)
        assert all(isinstance(value, PLAIN) for value in row)
    assert rows.run.output_ref is not None
    data = assemble(json.loads(rows.run.output_ref), lambda path: _json_of(rows, path))
    assert data is not None
    assert json.loads(data) == _plain(output_of(live))
    for node in live.plan.nodes:
        row = rows.steps[node.path]
        if row.input_ref is not None and node.binding != Binding(0):
            assert assemble(json.loads(row.input_ref), lambda path: _json_of(rows, path)) == to_json(
                live.bind(node.binding)
            )
    for row in rows.steps.values():
        if "[" in row.step_id and row.input_ref is not None:  # also in items, whose slots are others' by now
            assert assemble(json.loads(row.input_ref), lambda path: _json_of(rows, path)) is not None


def _json_of(rows: Rows, path: str) -> bytes | None:
    """One look: a step that passes its input on names the holder itself, or a tuple of steps."""
    if path == "@input":
        return rows.run.input
    row = rows.steps[path]
    if row.output is None and row.output_ref is not None:
        return assemble(json.loads(row.output_ref), lambda other: _json_of(rows, other))
    return row.output


def _plain(value: object) -> object:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
