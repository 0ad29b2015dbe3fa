"""Damaged records: each is told with run, step and column; all others are read, listed and gone on with."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3

import pytest

from gorkflow import (
    CorruptRecordError,
    Engine,
    RetryPolicy,
    RunFailedError,
    RunFilter,
    RunStatus,
    StepStatus,
    WorkflowRun,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_sqlite

pytestmark = on_sqlite  # the rows of which are changed by hand


@step
async def first(value: int) -> dict[str, int]:
    return {"value": value}


@step
async def second(found: dict[str, int]) -> int:
    return found["value"]


@step(retry=RetryPolicy(2, delay=3600, jitter=0))
async def waits(found: dict[str, int]) -> int:
    raise OSError


finished = workflow("finished").then(first).then(second).build()
unfinished = workflow("unfinished").then(first).then(waits).build()


class Shelf:
    """A closed database with a finished and an unfinished run that are to be damaged, and one more of each."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.done = self.open = self.other_done = self.other_open = ""

    async def fill(self, open_engine: OpenEngine) -> None:
        engine = await open_engine(grace=0)
        self.open = (await engine.start(unfinished, 1)).run_id
        self.other_open = (await engine.start(unfinished, 2)).run_id
        handles = [await engine.start(finished, value) for value in (3, 4)]
        for handle in handles:
            await handle.result()
        self.done, self.other_done = (handle.run_id for handle in handles)
        while True:
            states = [await engine.list_step_executions(run_id) for run_id in (self.open, self.other_open)]
            if all(steps[-1].status is StepStatus.RETRYING for steps in states):
                break
            await asyncio.sleep(0)
        await engine.__aexit__(None, None, None)

    def damage(self, statement: str, **values: str) -> None:
        with contextlib.closing(sqlite3.connect(self.database.path)) as connection:
            assert connection.execute(statement, {"done": self.done, "open": self.open, **values}).rowcount == 1
            connection.commit()


@pytest.fixture
async def shelf(database: Database, open_engine: OpenEngine) -> Shelf:
    """See Shelf. What is damaged cannot be folded, so the look at the rows at the test's end is left out."""
    shelf = Shelf(database)
    await shelf.fill(open_engine)
    database.is_damaged = True
    return shelf


def by_id(runs: list[WorkflowRun]) -> dict[str, WorkflowRun]:
    return {run.run_id: run for run in runs}


CHANGED_INPUT = "the run's input does not match its checksum"
RUNS = {
    "output is no JSON": ("UPDATE step_executions SET output = x'ff' WHERE run_id = :done AND step_id = 'second'",
                          "the output of step 'second' does not match its checksum"),
    "output is another": ("UPDATE step_executions SET output = x'3737' WHERE run_id = :done AND step_id = 'second'",
                          "the output of step 'second' does not match its checksum"),
    "output refers to nothing": ("UPDATE runs SET output_ref = '{' WHERE run_id = :done", "output cannot be read"),
    "input is no JSON": ("UPDATE run_inputs SET input = x'ff' WHERE run_id = :done", CHANGED_INPUT),
    "input is another": ("UPDATE run_inputs SET input = x'37' WHERE run_id = :done", CHANGED_INPUT),
    "input is gone": ("DELETE FROM run_inputs WHERE run_id = :done", CHANGED_INPUT),
    "tags": ("UPDATE runs SET tags = '{' WHERE run_id = :done", "tags cannot be read"),
    "tags of another kind": ("UPDATE runs SET tags = '[1]' WHERE run_id = :done", "tags cannot be read"),
    "text that is none": ("UPDATE runs SET tags = CAST(x'ff7b' AS TEXT) WHERE run_id = :done", "tags cannot be read"),
    "error": ("UPDATE runs SET error = '{}' WHERE run_id = :done", "error cannot be read"),
    "status": ("UPDATE runs SET status = 'X' WHERE run_id = :done", "status cannot be read"),
    "created_at": ("UPDATE runs SET created_at = 9e999 WHERE run_id = :done", "created_at cannot be read"),
    "started_at": ("UPDATE runs SET started_at = 1e300 WHERE run_id = :done", "started_at cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "text"), RUNS.values(), ids=RUNS)
async def test_a_damaged_run_is_told_and_hides_no_other(
    shelf: Shelf, open_engine: OpenEngine, statement: str, text: str
) -> None:
    """Asked for alone it is an error; in a listing it shows what can be read of it, and why not all."""
    shelf.damage(statement)
    engine = await open_engine(recover=False)
    with pytest.raises(CorruptRecordError, match=f"run {shelf.done}: .*{text}; it is left as it is"):
        await engine.get_run(shelf.done)
    runs = by_id(list((await engine.list_runs()).items))
    assert runs.keys() == {shelf.done, shelf.open, shelf.other_done, shelf.other_open}
    error = runs[shelf.done].error
    assert error is not None
    assert error.code == "corrupt_record"
    assert text in error.message
    assert runs[shelf.done].status in {RunStatus.COMPLETED, RunStatus.FAILED}
    other = runs[shelf.other_done]
    assert (other.status, other.input, other.output, other.error) == (RunStatus.COMPLETED, 4, 4, None)
    assert sum((await engine.count_runs()).values()) == 4


STEPS = {
    "output is another": ("UPDATE step_executions SET output = x'7b7d' WHERE run_id = :open AND step_id = 'first'",
                          "the output of step 'first' does not match its checksum", {"first", "waits"}),
    "error": ("UPDATE step_executions SET error = '{' WHERE run_id = :open AND step_id = 'waits'",
              "the error of step 'waits' cannot be read", {"waits"}),
    "status": ("UPDATE step_executions SET status = 'X' WHERE run_id = :open AND step_id = 'waits'",
               "the status of step 'waits' cannot be read", {"waits"}),
    "input": ("UPDATE step_executions SET input_ref = '{' WHERE run_id = :open AND step_id = 'waits'",
              "the input of step 'waits' cannot be read", {"waits"}),
    "next_attempt_at": ("UPDATE step_executions SET next_attempt_at = 9e999 WHERE run_id = :open AND step_id = 'waits'",
                        "the next_attempt_at of step 'waits' cannot be read", {"waits"}),
    "output_ref": ("UPDATE step_executions SET output = NULL, status = 'SKIPPED', output_ref = '{' "
                   "WHERE run_id = :open AND step_id = 'first'",
                   "the output_ref of step 'first' cannot be read", {"first", "waits"}),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "text", "shown"), STEPS.values(), ids=STEPS)
async def test_a_damaged_step_is_told_in_the_list_of_steps(
    shelf: Shelf, open_engine: OpenEngine, statement: str, text: str, shown: set[str]
) -> None:
    """And where another step's input is made of it."""
    shelf.damage(statement)
    engine = await open_engine(recover=False)
    steps = await engine.list_step_executions(shelf.open)
    assert [one.step_id for one in steps] == ["first", "waits"]
    damaged = {one.step_id: one.error.message for one in steps if one.error and one.error.code == "corrupt_record"}
    assert damaged.keys() == shown
    assert all(message.startswith(f"run {shelf.open}: {text}") for message in damaged.values())


@pytest.mark.parametrize("reference", ["{", '"first"'])  # the second refers to itself
async def test_an_output_that_refers_to_nothing_is_told(shelf: Shelf, open_engine: OpenEngine, reference: str) -> None:
    """Of a skipped step that passed its input on."""
    shelf.damage(
        "UPDATE step_executions SET output = NULL, status = 'SKIPPED', output_ref = :reference "
        "WHERE run_id = :done AND step_id = 'first'",
        reference=reference,
    )
    engine = await open_engine(recover=False)
    with pytest.raises(CorruptRecordError, match="'first'"):
        await engine.load_step_output(shelf.done, "first")


async def test_a_damaged_output_is_never_given(shelf: Shelf, open_engine: OpenEngine) -> None:
    """Not as JSON, not as a value."""
    shelf.damage("UPDATE step_executions SET output = x'7b7d' WHERE run_id = :done AND step_id = 'first'")
    engine = await open_engine(recover=False)
    with pytest.raises(CorruptRecordError, match="'first'"):
        await engine.load_step_output(shelf.done, "first")
    with pytest.raises(CorruptRecordError, match="'first'"):
        await engine.handle(shelf.done, finished).output_of(first)


async def test_a_damaged_status_is_told_to_whoever_would_change_it(shelf: Shelf, open_engine: OpenEngine) -> None:
    """Each with the run; nothing of it is changed."""
    shelf.damage("UPDATE runs SET status = 'FINE' WHERE run_id = :done")
    engine = await open_engine(finished, unfinished)
    calls = (engine.cancel, engine.delete_run, engine.retry, engine.migrate, engine.preview_retry)
    for call in calls:
        with pytest.raises(CorruptRecordError, match=shelf.done):
            await call(shelf.done)
    with contextlib.closing(sqlite3.connect(shelf.database.path)) as connection:
        rows = connection.execute("SELECT status FROM runs WHERE run_id = ?", [shelf.done]).fetchall()
    assert rows == [("FINE",)]


async def test_a_damaged_status_or_error_is_told_to_whoever_waits(shelf: Shelf, open_engine: OpenEngine) -> None:
    """And a damaged event to whoever follows."""
    shelf.damage("UPDATE runs SET status = 'FAILED', error = '{' WHERE run_id = :done")
    engine = await open_engine(recover=False)
    with pytest.raises(CorruptRecordError, match="error cannot be read"):
        await engine.handle(shelf.done, finished).result()
    shelf.damage("UPDATE runs SET status = 'X' WHERE run_id = :done")
    for call in (engine.handle(shelf.done, finished).result(), engine.output_of(shelf.done, finished, first)):
        with pytest.raises(CorruptRecordError, match="status cannot be read"):
            await call
    shelf.damage("UPDATE events SET data = '{' WHERE run_id = :open AND seq = 2")
    with pytest.raises(CorruptRecordError, match=f"run {shelf.open}: .*event 2"):
        [event async for event in engine.events(shelf.open)]


async def is_failed(engine: Engine, run_id: str) -> bool:
    found = (await engine.list_runs(RunFilter(status=RunStatus.FAILED))).items
    return [run.run_id for run in found] == [run_id]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM run_inputs WHERE run_id = :open", "UPDATE run_inputs SET input = x'ff' WHERE run_id = :open",
     "UPDATE step_executions SET output = x'7b7d' WHERE run_id = :open AND step_id = 'first'",
     "UPDATE step_executions SET step_id = CAST(x'ff' AS TEXT) WHERE run_id = :open AND step_id = 'first'"],
)  # fmt: skip
async def test_a_damaged_run_fails_alone(
    shelf: Shelf, open_engine: OpenEngine, clock: FakeClock, statement: str
) -> None:
    """All others are claimed and go on."""
    shelf.damage(statement)
    engine = await open_engine(finished, unfinished, clock=clock)
    with pytest.raises(RunFailedError, match="corrupt_record") as caught:
        await engine.handle(shelf.open, unfinished).result()
    assert caught.value.error_code == "corrupt_record"
    assert await is_failed(engine, shelf.open)
    assert engine.health().running == 1
    assert (await engine.get_run(shelf.other_open)).status is RunStatus.RUNNING


async def test_items_do_not_run_on_in_a_damaged_run(
    database: Database, open_engine: OpenEngine, clock: FakeClock
) -> None:
    """They are CANCELLED; and what cannot be undone because of the damage is listed."""

    @step
    async def book(value: int) -> list[int]:
        return [0, value]

    @step
    async def take_back(value: int, result: list[int]) -> None:
        raise AssertionError

    @step(retry=RetryPolicy(2, delay=3600, jitter=0))
    async def waits(value: int) -> int:
        if value:
            raise OSError
        return value

    flow = workflow("items").then(book.compensated_by(take_back)).map(waits).build()
    engine = await open_engine(flow, grace=0)
    run_id = (await engine.start(flow, 1)).run_id
    async for event in engine.events(run_id, follow=True):
        if event.type == "StepRetryScheduled":
            break
    await engine.__aexit__(None, None, None)
    shelf = Shelf(database)
    shelf.damage("UPDATE step_executions SET output = x'37' WHERE run_id = :run AND step_id = 'waits[0]'", run=run_id)
    database.is_damaged = True
    engine = await open_engine(flow, clock=clock)
    with pytest.raises(RunFailedError, match="corrupt_record"):
        await engine.handle(run_id, flow).result()
    error = (await engine.get_run(run_id)).error
    assert error is not None
    assert error.not_undone == ["book"]
    statuses = {row.step_id: row.status for row in await engine.list_step_executions(run_id)}
    assert statuses["waits[1]"] is StepStatus.CANCELLED
