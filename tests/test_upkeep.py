"""The examination of a store: what it finds, and that it changes nothing."""

# ruff: noqa: S608 - the statements are the test's own

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow import Engine, Step, connect, upkeep, workflow
from gorkflow.core.findings import Finding, FindingKind
from gorkflow.core.records import EventRow, Snapshot, StepRow
from gorkflow.errors import (
    GorkflowError,
    StoreConnectionError,
    StoreFormatError,
    StoreUnsupportedError,
    StoreUrlError,
    StoreVersionError,
)
from gorkflow.stores.memory import MemoryStore
from gorkflow.upkeep import _examine_rows, back_up, examine
from tests.conftest import settle
from tests.stores.old_store import SUMMING, restore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with runs of every status, closed in good order but for one engine that was killed."""
    path = tmp_path / "runs.db"
    restore(path)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM engines")
        connection.execute("UPDATE runs SET owner = NULL")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def _findings(path: Path) -> list[Finding]:
    before = path.read_bytes()
    findings = list(examine(f"sqlite:///{path}").findings)
    assert path.read_bytes() == before
    assert all(finding.problem and finding.remedy and "\n" not in finding.problem for finding in findings)
    return findings


def _change(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def test_a_sound_store_has_no_findings(path: Path) -> None:
    """Runs of every status; each is counted."""
    report = examine(f"sqlite:///{path}")
    assert (report.runs, report.findings, report.url) == (12, [], f"sqlite:///{path}")


OF_COMPLETED = "run_id = (SELECT run_id FROM runs WHERE idempotency_key = 'completed')"
DAMAGES = {
    "an output": (
        f"UPDATE step_executions SET output = X'35' WHERE step_id = 'add' AND {OF_COMPLETED}", "record", "output",
    ),
    "an input": (f"UPDATE run_inputs SET input = X'35' WHERE {OF_COMPLETED}", "record", "input"),
    "a missing input": (f"DELETE FROM run_inputs WHERE {OF_COMPLETED}", "record", "input"),
    "a status": (f"UPDATE runs SET status = 'DONE' WHERE {OF_COMPLETED}", "record", "status"),
    "a step's status": (
        f"UPDATE step_executions SET status = 'DONE' WHERE step_id = 'add' AND {OF_COMPLETED}", "record", "status",
    ),
    "tags": (f"UPDATE runs SET tags = '[1]' WHERE {OF_COMPLETED}", "record", "tags"),
    "a tag's type": (f"UPDATE runs SET tags = '{{\"a\": 1}}' WHERE {OF_COMPLETED}", "record", "tags"),
    "the list of tags": (f"DELETE FROM run_tags WHERE key = 'of' AND {OF_COMPLETED}", "record", "tags"),
    "an error": (f"UPDATE runs SET error = '{{}}' WHERE {OF_COMPLETED}", "record", "error"),
    "a step's error": (
        "UPDATE step_executions SET error = 'x' WHERE step_id = 'add' AND error IS NOT NULL", "record", "error",
    ),
    "no output": (
        f"UPDATE step_executions SET output = NULL WHERE step_id = 'add' AND {OF_COMPLETED}", "record", "output",
    ),
    "a reference": (f"UPDATE runs SET output_ref = '\"no\"' WHERE {OF_COMPLETED}", "record", "output_ref"),
    "garbage for a reference": (f"UPDATE runs SET output_ref = '[' WHERE {OF_COMPLETED}", "record", "output_ref"),
    "an input's reference": (
        f"UPDATE step_executions SET input_ref = '[[' WHERE step_id = 'add' AND {OF_COMPLETED}", "record", "input_ref",
    ),
    "the state": (f"UPDATE run_state SET value = X'015B' WHERE {OF_COMPLETED}", "record", "state[words]"),
    "a missing event": (f"DELETE FROM events WHERE seq = 3 AND {OF_COMPLETED}", "events", "seq"),
    "a last event": (f"DELETE FROM events WHERE seq = 13 AND {OF_COMPLETED}", "events", "seq"),
    "an event too many": (
        "INSERT INTO events SELECT run_id, 14, at, type, step_id, attempt, data FROM events "
        f"WHERE seq = 13 AND {OF_COMPLETED}", "events", "seq",
    ),
    "an event's type": (f"UPDATE events SET type = 'Done' WHERE seq = 3 AND {OF_COMPLETED}", "events", "type"),
    "an event's data": (f"UPDATE events SET data = '7' WHERE seq = 3 AND {OF_COMPLETED}", "events", "data"),
    "a number of attempts": (
        f"UPDATE step_executions SET attempt = 7 WHERE step_id = 'add' AND {OF_COMPLETED}", "events", "attempt",
    ),
    "a row of a step": (f"DELETE FROM step_executions WHERE step_id = 'note' AND {OF_COMPLETED}", "events", None),
    "a number of done steps": (f"UPDATE runs SET done = 1 WHERE {OF_COMPLETED}", "events", "done"),
    "a message of nobody": ("INSERT INTO inbox VALUES (9, 'm', 'gone', 'cancel', '{}', 1.0, 0)", "orphan", None),
    "a schedule's input": ("UPDATE schedules SET input = X'35'", "record", "input"),
    "a schedule's options": ("UPDATE schedules SET options = '{'", "record", "options"),
    "a table": ("DROP TABLE inbox", "schema", None),
    "an index": ("DROP INDEX runs_by_age", "schema", None),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END", "schema", None),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_where_it_is(path: Path, name: str) -> None:
    """By kind and column, with the run and step that have it; of the other runs nothing is said."""
    statement, kind, column = DAMAGES[name]
    _change(path, statement)
    found = _findings(path)
    assert (kind, column) in {(str(finding.kind), finding.column) for finding in found}, found
    assert {str(finding.kind) for finding in found} <= {kind, "file"}
    if OF_COMPLETED in statement:
        assert len({finding.run_id for finding in found}) == 1
        assert all((finding.step_id == "add") == ("step_id = 'add'" in statement) for finding in found), found


@pytest.mark.parametrize(
    ("table", "deleted"),
    [
        *((table, OF_COMPLETED) for table in ("run_inputs", "run_tags", "step_executions", "events", "run_state")),
        ("step_inputs", "idempotency_key IS NULL"),
    ],
)
def test_rows_of_no_run_are_found(path: Path, table: str, deleted: str) -> None:
    """In each table, once per run."""
    _change(path, f"DELETE FROM runs WHERE {deleted}")
    found = _findings(path)
    assert {finding.kind for finding in found} == {FindingKind.ORPHAN}
    assert len([finding for finding in found if f"table {table} " in finding.problem]) == 1


async def test_an_engine_at_work_is_no_finding(path: Path) -> None:
    """Nor are its runs, examined in the middle of them; a run that somebody wrote beside it is."""

    async def wait(number: int) -> int:
        await asyncio.get_running_loop().create_future()
        return number

    hanging = workflow("hanging").then(Step("wait", wait)).build()
    async with connect(f"sqlite:///{path}", grace=0.1) as engine:
        for number in range(20):
            await engine.start(hanging, number)
        report = await asyncio.to_thread(examine, f"sqlite:///{path}")
        assert (report.runs, report.findings) == (32, [])


def test_a_killed_engine_and_its_runs_are_told_of(tmp_path: Path) -> None:
    """They are no damage: whoever resumes takes the runs up. With or without code for them."""
    path = tmp_path / "killed.db"
    restore(path)
    report = examine(f"sqlite:///{path}")
    assert report.findings == []
    (engine,) = report.engines
    assert (engine.is_alive, engine.open_runs > 0) == (False, True)
    assert {one.has_code for one in report.driverless} == {None}
    assert sum(one.runs for one in report.driverless) == engine.open_runs
    known = [(report.driverless[0].workflow_id, report.driverless[0].workflow_version)]
    again = examine(f"sqlite:///{path}", known)
    assert [one.has_code for one in again.driverless if (one.workflow_id, one.workflow_version) in known] == [True]
    others = [one for one in again.driverless if (one.workflow_id, one.workflow_version) not in known]
    assert others != []
    assert {one.has_code for one in others} == {False}


@pytest.mark.parametrize("owner", ["'gone'", "NULL"])
def test_runs_without_an_engine_are_told_of(path: Path, owner: str) -> None:
    """Counted by workflow and version, the one first that has waited longest."""
    _change(path, f"UPDATE runs SET owner = {owner} WHERE status = 'PENDING'")
    report = examine(f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT workflow_id, workflow_version, count(*), min(updated_at) FROM runs "
            "WHERE status IN ('PENDING', 'RUNNING', 'COMPENSATING') GROUP BY 1, 2 ORDER BY 1, 2"
        ).fetchall()
    assert [(one.workflow_id, one.workflow_version, one.runs, one.since) for one in report.driverless] == rows
    assert (report.findings, report.engines) == ([], ())


def test_an_engine_of_another_host_may_be_alive(path: Path) -> None:
    """Only waiting for its lease tells, which a doctor does not."""
    before = sum(one.runs for one in examine(f"sqlite:///{path}").driverless)
    _change(path, "INSERT INTO engines VALUES ('far', 'elsewhere#boot', 1, 1.0, 1.0, 30.0)")
    _change(path, "UPDATE runs SET owner = 'far' WHERE status = 'PENDING'")
    report = examine(f"sqlite:///{path}")
    assert [engine.is_alive for engine in report.engines] == [True]
    assert sum(one.runs for one in report.driverless) == before - 3


def test_who_begins_while_the_runs_are_read_is_alive(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that takes runs over in the middle of an examination was not there when that began."""
    read, has_begun = upkeep._of_run, False

    def begin(snapshot: Snapshot, events: Sequence[EventRow]) -> list[Finding]:
        nonlocal has_begun
        if not has_begun:
            _change(path, "INSERT INTO engines VALUES ('new', 'elsewhere', 1, 1.0, 1.0, 30.0)")
            _change(path, "UPDATE runs SET owner = 'new' WHERE status IN ('PENDING', 'RUNNING', 'COMPENSATING')")
            has_begun = True
        return read(snapshot, events)

    monkeypatch.setattr(upkeep, "_of_run", begin)
    report = examine(f"sqlite:///{path}")
    assert has_begun
    assert ([engine.engine_id for engine in report.engines], report.driverless) == (["new"], [])


@pytest.mark.parametrize("seed", range(12))
def test_a_garbage_page_is_a_finding_and_the_rest_is_examined(path: Path, seed: int) -> None:
    """Whichever page it is: no error but a typed one, no byte changed."""
    _change(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    chance = random.Random(seed)
    at = chance.randrange(1, pages) * 4096
    content[at : at + 4096] = chance.randbytes(4096)
    path.write_bytes(content)
    assert _findings(path) != []


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_a_finding(path: Path, keep: float) -> None:
    """The first says so."""
    os.truncate(path, int(path.stat().st_size * keep) // 4096 * 4096)
    assert "truncated" in _findings(path)[0].problem


def test_a_lost_log_is_a_finding(path: Path) -> None:
    """And what is in the file is examined all the same."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO engines VALUES ('e', 'h', 1, 1.0, 1.0, 30.0)")
        kept = path.with_name("runs.db-shm").read_bytes()
        content = path.read_bytes()
    path.write_bytes(content)
    path.with_name("runs.db-shm").write_bytes(kept)
    report = examine(f"sqlite:///{path}")
    assert ["is gone" in finding.problem for finding in report.findings] == [True]
    assert report.runs == 12


@given(st.data())
@settings(deadline=None)
def test_no_change_of_a_byte_gives_more_than_findings(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Anywhere in the file: findings, none, or an error of gorkflow; the file stays as it is."""
    path = tmp_path_factory.mktemp("bytes") / "runs.db"
    restore(path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    with contextlib.suppress(GorkflowError):
        examine(f"sqlite:///{path}")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _newer(path: Path) -> None:
    _change(path, "PRAGMA user_version = 9")


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (Path.unlink, StoreConnectionError),
        (_empty, StoreFormatError),
        (lambda path: path.write_text("text " * 900), StoreFormatError),
        (_newer, StoreVersionError),
    ],
)
def test_what_is_no_store_of_this_gorkflow_is_refused(
    path: Path, prepare: Callable[[Path], object], error: type[Exception]
) -> None:
    """With the errors of opening it."""
    prepare(path)
    with pytest.raises(error):
        examine(f"sqlite:///{path}")


async def test_a_store_that_is_no_file_is_examined_by_its_rows() -> None:
    """Through the port: every run of it, over all pages."""
    store = MemoryStore()
    async with Engine(store) as engine:
        await asyncio.gather(*(engine.run(SUMMING, number) for number in range(250)))
        report = await _examine_rows(store)
        assert (report.runs, report.findings) == (250, [])
        run = next(iter(store._runs.values()))
        run.steps["add"] = tuple(StepRow._make(run.steps["add"])._replace(output=b"8"))
        (found,) = (await _examine_rows(store)).findings
        assert (found.run_id, found.step_id, found.column) == (run.row.run_id, "add", "output")
        for number in range(150):
            await engine.schedule(SUMMING, number, id=f"s{number}", every=3600)
        store._schedules["s149"] = store._schedules["s149"]._replace(input=b"8")
        _, found = (await _examine_rows(store)).findings
        assert "'s149'" in found.problem


class BusyStore(MemoryStore):
    """As a server: between two requests of a reader others write.

    Attributes:
        after_load: what they do once a run was read.
    """

    def __init__(self) -> None:
        super().__init__()
        self.after_load: Callable[[], Awaitable[object]] | None = None

    async def load(self, run_id: str, /) -> Snapshot | None:
        snapshot = await super().load(run_id)
        after, self.after_load = self.after_load, None
        if after is not None:
            await after()
        return snapshot


async def test_a_run_that_moves_while_it_is_examined_is_no_finding() -> None:
    """Its events are compared with the row that was read before them. One that is deleted meanwhile is none either."""
    store, free = BusyStore(), asyncio.Event()

    async def wait(number: int) -> int:
        await free.wait()
        return number

    async with Engine(store) as engine:
        handle = await engine.start(workflow("waiting").then(Step("wait", wait)).build(), 1)
        await settle()

        async def ends() -> None:
            free.set()
            await handle.result()

        for after, runs in ((ends, 1), (partial(engine.delete_run, handle.run_id), 0)):
            store.after_load = after
            report = await _examine_rows(store)
            assert store.after_load is None
            assert (report.runs, report.findings) == (runs, [])


async def test_more_events_than_the_row_tells_of_are_a_finding() -> None:
    """Where the run does not move, and by its own name."""
    store = MemoryStore()
    async with Engine(store) as engine:
        await engine.run(SUMMING, 1)
        (run,) = store._runs.values()
        run.patch = run.patch._replace(last_seq=run.patch.last_seq - 1)
        (found,) = (await _examine_rows(store)).findings
        assert found.problem == (
            f"there are more events than the {run.patch.last_seq} that the run's row tells of: "
            f"up to {run.patch.last_seq + 1}"
        )


def test_memory_has_nothing_to_examine_and_no_backup(tmp_path: Path) -> None:
    """The one is empty, the other is refused."""
    assert (examine("memory://").runs, examine("memory://").findings) == (0, [])
    with pytest.raises(StoreUnsupportedError, match="no file"):
        back_up("memory://", tmp_path / "copy.db")
    with pytest.raises(StoreUrlError):
        back_up("oracle://x", tmp_path / "copy.db")
