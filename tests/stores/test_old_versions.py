"""Stores that older versions of the schema left: opened, migrated and gone on with by the present code."""

# ruff: noqa: ASYNC240 - nothing else runs on the test's loop

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from gorkflow import Engine, RunCancelledError, RunFailedError, RunFilter, RunStatus, StepStatus, WorkflowRun, connect
from gorkflow.core.transitions import RUN_TRANSITIONS
from gorkflow.sql.migrations import Migration, load_migrations, statements
from gorkflow.stores import sqlite_file, sqlite_migration
from gorkflow.upkeep import examine
from tests.stores import old_store
from tests.stores.old_store import AFTER, BEFORE, GO, OUTPUTS, SUMMING, UNDONE, WAITING, World, restore

NEXT = Migration(
    2,
    "colours",
    "CREATE TABLE colours (name TEXT) STRICT;\nALTER TABLE runs ADD COLUMN colour TEXT;\n"
    "UPDATE runs SET colour = 'grey';\nPRAGMA user_version = 2;",
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies return, and nobody has called one yet."""
    monkeypatch.setattr(World, "is_old", False)
    monkeypatch.setattr(World, "calls", Counter())


@pytest.fixture
def old(path: Path) -> Path:
    """The store of version 1."""
    restore(path)
    return path


def _schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return list(connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"))


async def test_schedules_of_an_old_store_go_on(old: Path) -> None:
    """With all that they say, and their next time."""
    async with connect(f"sqlite:///{old}", workflows=[SUMMING]) as engine:
        (schedule,) = await engine.list_schedules()
        again = await engine.schedule(SUMMING, 10, id="centennial", every=timedelta(days=36_500), tags={"of": "v1"})
    assert again == schedule
    assert (schedule.input, schedule.tags, schedule.error) == (10, {"of": "v1"}, None)
    assert schedule.next_at is not None
    assert abs(schedule.next_at - schedule.created_at - timedelta(days=36_500)) < timedelta(milliseconds=1)


async def _runs(path: Path) -> dict[str, WorkflowRun]:
    async with connect(f"sqlite:///{path}", read_only=True) as reader:
        return {str(run.idempotency_key): run for run in (await reader.list_runs()).items}


async def _go_on(path: Path, known: Sequence[object] = (SUMMING, BEFORE, WAITING, UNDONE)) -> dict[str, WorkflowRun]:
    async with connect(f"sqlite:///{path}", workflows=list(known)) as engine:  # type: ignore[arg-type]
        await engine.idle()
        for run in (await engine.list_runs(RunFilter(status=RunStatus.WAITING))).items:
            if WAITING in known:
                await engine.signal(run.run_id, GO, 16)
        await engine.idle()
        await _check_typed(engine)
    return await _runs(path)


async def _check_typed(engine: Engine) -> None:
    """Started again with their keys, the runs are the same, and give or raise what they did."""
    for key, number in old_store.INPUTS.items():
        handle = await engine.start(SUMMING, number, idempotency_key=key)
        if key in OUTPUTS:
            assert await handle.result() == OUTPUTS[key]
        else:
            with pytest.raises(RunFailedError if key == "failed" else RunCancelledError):
                await handle.result()


def test_the_kept_store_is_what_version_one_makes(old: Path) -> None:
    """Where this fails before the first release, write it anew: python -m tests.stores.old_store."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made, contextlib.closing(sqlite3.connect(old)) as kept:
        for statement in statements(load_migrations("sqlite")[0].sql):
            made.execute(statement)
        assert _schema(kept) == _schema(made)
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)


async def test_the_kept_store_has_every_status(old: Path) -> None:
    """That a run can take; and steps that are done, skipped, failed, cancelled, in flight, held up, to come."""
    runs = await _runs(old)
    assert {run.status for run in runs.values()} == set(RUN_TRANSITIONS)
    with contextlib.closing(sqlite3.connect(old)) as connection:
        steps = {status for (status,) in connection.execute("SELECT status FROM step_executions")}
    assert steps == {*map(str, StepStatus)}
    report = examine(f"sqlite:///{old}")
    assert (report.findings, [engine.is_alive for engine in report.engines]) == ([], [False])
    assert sum(one.runs for one in report.driverless) == report.engines[0].open_runs > 0


async def test_runs_of_the_kept_store_go_on(old: Path) -> None:
    """All come to their outputs; what was finished is as it was; no body whose output was stored runs again."""
    before = await _runs(old)
    after = await _go_on(old)
    for key, run in before.items():
        if run.status.is_final:
            assert after[key] == run
        elif key == "compensating":
            assert after[key].status == RunStatus.FAILED
            error = after[key].error
            assert error is not None
            assert error.not_undone == []
        else:
            assert after[key].status == RunStatus.COMPLETED, key
    assert {key: after[key].output for key in OUTPUTS} == OUTPUTS
    new = [before[key].run_id for key in ("pending", "another")]
    fork = before[old_store.FORKED].run_id  # its first step was done by the run that it is forked from
    assert World.calls == Counter([f"{fork} add", *(f"{run_id} {step}" for run_id in new for step in ("read", "add"))])
    assert examine(f"sqlite:///{old}").findings == []


async def test_a_suspended_run_of_the_kept_store_stays_so_under_other_code(old: Path) -> None:
    """Until its own is back."""
    assert (await _go_on(old, (SUMMING, AFTER)))["suspended"].status == RunStatus.SUSPENDED
    assert (await _go_on(old))["suspended"].status == RunStatus.COMPLETED


async def test_the_state_and_tags_of_the_kept_store_are_there(old: Path) -> None:
    """Found by tag, and read with their values."""
    async with connect(f"sqlite:///{old}", read_only=True) as reader:
        page = await reader.list_runs(RunFilter(tags={"kind": "failed", "of": "v1"}))
        (run,) = page.items
        assert run.error is not None
        assert run.error.message == "too much\nfor one line"
        steps = {step.step_id: step for step in await reader.list_step_executions(run.run_id)}
        assert (steps["read"].output, steps["add"].status) == ([1000, -1000], StepStatus.FAILED)
    with contextlib.closing(sqlite3.connect(old)) as connection:
        assert any('["réad","10"]'.encode() in value for (value,) in connection.execute("SELECT value FROM run_state"))


async def test_a_newer_gorkflow_migrates_it_with_its_runs(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a backup beside the file, that its user alone can read; the runs go on in the migrated one."""
    before = await _runs(old)
    _know(monkeypatch, NEXT)
    after = await _go_on(old)
    assert {key: after[key].output for key in OUTPUTS} == OUTPUTS
    with contextlib.closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM runs WHERE colour = 'grey'").fetchone() == (len(before),)
    backup = old.with_name("runs.db.backup-v1")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    monkeypatch.undo()
    assert await _runs(backup) == before


async def test_reading_does_not_migrate(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader takes the older schema as it is; nothing is written."""
    content = old.read_bytes()
    _know(monkeypatch, NEXT)
    assert len(await _runs(old)) == 12
    assert old.read_bytes() == content
    assert not old.with_name("runs.db.backup-v1").exists()


def _know(monkeypatch: pytest.MonkeyPatch, *more: Migration) -> None:
    """This gorkflow has these migrations too."""
    known = (*load_migrations("sqlite"), *more)
    for module in (sqlite_file, sqlite_migration):
        monkeypatch.setattr(module, "load_migrations", lambda _: known)
