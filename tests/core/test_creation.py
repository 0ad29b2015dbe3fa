"""What `start()` stores: the whole run in one write, with the steps that start at once."""

from __future__ import annotations

import json
from typing import Any

from gorkflow.core import transitions
from gorkflow.core.creation import StartOptions, new_run, take_creation
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan
from gorkflow.core.records import Creation
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.values import checksum
from gorkflow.testing.fold import fold, view_of
from tests.core.machine import START, Rows, complete, one, plan_of, start_all


def plan(**options: Any) -> Plan:
    start = workflow("w", int | str, version="7", **options)
    return plan_of(start.then(Step("a", take)).then(Step("b", one)).build())


def take(value: int | str) -> int:
    return int(value)


def creation_of(
    compiled: Plan, value: object, options: StartOptions, *, begins: bool = True
) -> tuple[LiveRun, Creation]:
    live = new_run(compiled, "run-1", compiled.input.encode(value), options, owner="engine-1", now=START)
    if begins:
        transitions.begin(live, START + 1)
        start_all(live, START + 1)
    return live, take_creation(live, options)


def test_a_run_is_stored_with_everything_that_was_said_of_it() -> None:
    """Tags with their keys sorted, the input with its checksum and its member of the union."""
    compiled = plan()
    options = StartOptions("key", {"b": "2", "a": "1"}, "customer-1", 60.0, "continue")
    _, creation = creation_of(compiled, "x", options)
    row = creation.run
    assert (row.run_id, row.workflow_id, row.workflow_version) == ("run-1", "w", "7")
    assert row.fingerprint == compiled.workflow.fingerprint
    assert (row.input, row.input_arm, row.input_checksum) == (b'"x"', 1, checksum(b'"x"'))
    assert (row.tags, row.resource_id, row.idempotency_key) == ('{"a": "1", "b": "2"}', "customer-1", "key")
    assert (row.on_failure, row.total, row.done, row.owner, row.epoch) == ("continue", 2, 0, "engine-1", 1)
    assert (row.created_at, row.started_at, row.deadline_at) == (START, START + 1, START + 61)
    assert (row.status, row.output_ref, row.error, row.cancel_requested) == ("RUNNING", None, None, 0)
    assert json.loads(creation.events[0].data) == {"tags": {"b": "2", "a": "1"}}


def test_the_first_write_holds_the_first_starts() -> None:
    """So that a run costs no write of its own before its first body."""
    live, creation = creation_of(plan(), 1, StartOptions())
    assert [event.type for event in creation.events] == ["RunCreated", "RunStarted", "StepStarted"]
    assert [event.seq for event in creation.events] == [1, 2, 3]
    assert creation.run.last_seq == 3
    assert [(row.step_id, row.status) for row in creation.executions] == [("a", "RUNNING")]
    rows = Rows.of(creation)
    assert fold(rows.events) == view_of(rows.snapshot())
    complete(live, "a", 1)
    rows.commit(live.take_commit())


def test_a_run_that_waits_for_a_place_is_pending() -> None:
    """It has not started, and its clock does not run; the time that it will have is stored."""
    _, creation = creation_of(plan(run_timeout=5), 1, StartOptions(), begins=False)
    row = creation.run
    assert (row.status, row.started_at, row.last_seq) == ("PENDING", None, 1)
    assert (creation.executions, [event.type for event in creation.events]) == ((), ["RunCreated"])
    assert (row.run_timeout_seconds, row.deadline_at) == (5, None)


def test_the_callers_limit_wins_over_the_workflows() -> None:
    """Without either there is none."""
    limits = [
        creation_of(plan(run_timeout=5), 1, StartOptions(run_timeout_seconds=9.0))[1].run.deadline_at,
        creation_of(plan(run_timeout=5), 1, StartOptions())[1].run.deadline_at,
        creation_of(plan(), 1, StartOptions())[1].run.deadline_at,
    ]
    assert limits == [START + 10, START + 6, None]
