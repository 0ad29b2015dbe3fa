"""A run that nobody owns ends CANCELLED without its code."""

from __future__ import annotations

from typing import Any

from gorkflow.core import transitions
from gorkflow.core.orphan import cancel_orphan
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from tests.core.machine import START, Rows, complete, created, fail, one, plan_of, resumed, start_all, three


def orphan() -> Rows:
    """One step is done, one runs, one is in back-off, one was let go, one never started."""
    start = workflow("w", int)
    made: Any = [Step(id, one, retry=RetryPolicy(2, delay=60)) for id in ("done", "runs", "waits")]
    first, second, third = (start.then(step) for step in made)
    definition = first.join(second, third).then(Step("last", three)).build()
    live, rows = created(plan_of(definition), 1)
    start_all(live)
    complete(live, "done", 1)
    fail(live, "waits")
    rows.commit(live.take_commit())
    return rows.claimed()


def test_everything_open_is_cancelled_in_one_commit() -> None:
    """What is done stays, what never started has no record; the events tell the same."""
    rows = orphan()
    rows.commit(cancel_orphan(rows.snapshot(), START + 9))
    assert {path: row.status for path, row in rows.steps.items()} == {
        "done": "COMPLETED", "runs": "CANCELLED", "waits": "CANCELLED",
    }  # fmt: skip
    run = rows.run
    assert (run.status, run.owner, run.cancel_requested, run.completed_at, run.done) == (
        "CANCELLED", None, 1, START + 9, 1,
    )  # fmt: skip
    assert (rows.steps["waits"].next_attempt_at, rows.steps["waits"].error) == (None, None)
    types = [event.type for event in rows.events[-4:]]
    assert types == ["RunCancelRequested", "StepCancelled", "StepCancelled", "RunCancelled"]


def test_a_request_that_was_made_before_is_not_made_again() -> None:
    """One event, one effect."""
    rows = orphan()
    rows.run = rows.run._replace(cancel_requested=1)
    commit = cancel_orphan(rows.snapshot(), START + 9)
    assert "RunCancelRequested" not in [event.type for event in commit.events]


def test_a_run_that_its_engine_let_go_is_cancelled_too() -> None:
    """Its steps are PENDING, and have been started."""
    definition = workflow("w", int).then(Step("a", one)).build()
    live, rows = created(plan_of(definition), 1)
    start_all(live)
    rows.commit(live.take_commit())
    transitions.release(live, START + 1)
    rows.commit(live.take_commit())
    rows = rows.claimed()
    rows.commit(cancel_orphan(rows.snapshot(), START + 9))
    assert (rows.status("a"), rows.run.status) == ("CANCELLED", "CANCELLED")


def test_a_suspended_run_is_cancelled_though_its_code_differs() -> None:
    """That is what this is for."""
    plan = plan_of(workflow("w", int).then(Step("a", one)).build())
    other = plan_of(workflow("w", int).then(Step("b", one)).build())
    live, rows = created(plan, 1)
    start_all(live)
    rows.commit(live.take_commit())
    live, rows = resumed(other, rows)
    rows.commit(live.take_commit())
    rows = rows.claimed("engine-3")
    rows.commit(cancel_orphan(rows.snapshot(), START + 2000))
    assert (rows.status("a"), rows.run.status, rows.run.error) == ("CANCELLED", "CANCELLED", None)
