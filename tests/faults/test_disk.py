"""A disk that is full, locked, failing or damaged under a running engine: runs wait, and none of them fails of it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gorkflow import (
    Engine,
    RunStatus,
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFormatError,
    StoreReadOnlyError,
)
from gorkflow.stores.sqlite import SqliteStore
from tests.faults.arena import ROOT, Arena, Child
from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge
from tests.faults.shapes import WORKFLOWS

NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def health_of(child: Child) -> dict[str, object]:
    found: dict[str, object] = json.loads(child.ask("health"))
    return found


def until_health(child: Child, status: str) -> str:
    """Until it is so; the reasons."""
    deadline = time.monotonic() + 20
    while (health := health_of(child))["status"] != status:
        assert time.monotonic() < deadline, health
        time.sleep(0.02)
    return str(health["reasons"])


def delays(arena: Arena) -> dict[str, int]:
    """How many RunDelayed events there are, by code."""
    with arena.look() as connection:
        rows = connection.execute("SELECT data FROM events WHERE type = 'RunDelayed'").fetchall()
    codes = [str(json.loads(data)["code"]) for (data,) in rows]
    return {code: codes.count(code) for code in codes}


def assert_paused(arena: Arena, child: Child, *, seconds: float) -> str:
    """From now on, while the store stays as it is, nothing begins; why not."""
    reasons = until_health(child, "degraded")
    since = time.monotonic_ns()
    time.sleep(seconds)
    until = time.monotonic_ns()
    assert health_of(child)["status"] == "degraded"
    assert [note for note in arena.notes() if note.what == "begin" and since < note.at < until] == []
    return reasons


def assert_all_well(arena: Arena, child: Child, runs: int) -> None:
    """It has gone on by itself: every run is over as it should be, nothing was lost or done twice."""
    until_health(child, "ok")
    assert child.ask("idle") == "done"
    assert json.loads(child.ask("counts")) == {"COMPLETED": runs}
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert [note for note in arena.notes() if note.what == "begin" and note.words[2] != "1"] == []


@pytest.mark.long
@pytest.mark.parametrize("flow", ["diamond-loop", "chain-mixed"])
def test_a_disk_that_is_full_and_free_again(make_arena: MakeArena, flow: str) -> None:
    """Three times: nothing fails, nothing begins meanwhile, it is told, and no restart is needed (S2)."""
    arena = make_arena(0.02, 0.1)
    child = arena.spawn(flow=flow, runs=30, steps=4, listens=True)
    child.until("started")
    for _ in range(3):
        resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (40 * 1024, resource.RLIM_INFINITY))
        assert "no room left" in assert_paused(arena, child, seconds=0.6)
        resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, NO_LIMIT)
        until_health(child, "ok")
    assert_all_well(arena, child, 30)
    assert set(delays(arena)) == {"store_full"}


@pytest.mark.long
def test_a_start_on_a_full_disk(make_arena: MakeArena) -> None:
    """Killed while it is full: the next life finds all that start() had given."""
    arena = make_arena(0.02, 0.1)
    child = arena.spawn(flow="diamond-loop", runs=30, steps=4, listens=True)
    child.until("started")
    resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (40 * 1024, resource.RLIM_INFINITY))
    until_health(child, "degraded")
    child.kill()
    arena.observe()
    arena.spawn().until("idle")
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert figures.runs == 30


@pytest.mark.long
@pytest.mark.parametrize("how", ["sync", "write", "full", "read"])
def test_a_disk_that_fails_and_recovers(make_arena: MakeArena, how: str) -> None:
    """EIO of fsync, of a write, of a read, or no space, as SQLite gets it: runs wait, and go on by themselves (S15)."""
    arena = make_arena(0.02, 0.1)
    child = arena.spawn(flow="diamond-thread", runs=20, steps=4, listens=True, failing=True)
    child.until("started")
    for _ in range(2):
        child.ask(f"disk {how}")
        time.sleep(0.3)
        if how != "read":  # what is in memory needs no disk
            assert_paused(arena, child, seconds=0.4)
        child.ask("disk well")
        until_health(child, "ok")
    assert_all_well(arena, child, 20)


@pytest.mark.long
def test_a_database_that_another_process_holds(make_arena: MakeArena) -> None:
    """Locked at open and in the middle, shorter and longer than it waits: StoreBusyError at open, else a pause (S1)."""
    arena = make_arena(0.02, 0.1)
    child = arena.spawn(flow="diamond-loop", runs=30, steps=4, listens=True, busy_seconds=0.5)
    child.until("started")
    with contextlib.closing(sqlite3.connect(arena.database, isolation_level=None)) as other:
        for seconds in (0.2, 1.5):
            other.execute("BEGIN IMMEDIATE")
            if seconds > 1:
                assert "write lock" in assert_paused(arena, child, seconds=seconds)
            time.sleep(seconds)
            other.execute("ROLLBACK")
            until_health(child, "ok")
    assert_all_well(arena, child, 30)
    assert set(delays(arena)) == {"store_busy"}


def hold(database: Path) -> subprocess.Popen[str]:
    """A process that holds the write lock for a while."""
    return subprocess.Popen([sys.executable, "-c", _HOLD, str(database)], stdout=subprocess.PIPE, text=True)


async def test_a_database_that_is_locked_at_open(make_arena: MakeArena) -> None:
    """For a while: it is waited for. For longer than busy_seconds: a typed error, and nothing has changed."""
    arena = make_arena(0.0, 0.0)
    async with Engine(SqliteStore(arena.database)):
        pass
    with hold(arena.database) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match="write lock"):
            await Engine(SqliteStore(arena.database, busy_seconds=0.1)).__aenter__()
        async with Engine(SqliteStore(arena.database, busy_seconds=20)) as engine:
            assert engine.health().status == "ok"


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def _foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (a)")


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


@pytest.mark.parametrize(
    ("damage", "error"),
    [(_empty, StoreFormatError), (_truncated, StoreCorruptError), (_foreign, StoreFormatError),
     (_garbage, StoreFormatError)],
)  # fmt: skip
async def test_a_file_that_is_no_store_is_left_alone(
    make_arena: MakeArena, damage: Callable[[Path], None], error: type[StoreError]
) -> None:
    """A typed error at open, no body begins, and the file is as it was (S8, S9, S13)."""
    arena = make_arena(0.0, 0.1)
    child = arena.spawn(flow="chain-loop", runs=5)
    child.until("started")
    child.kill()
    with contextlib.closing(sqlite3.connect(arena.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    damage(arena.database)
    before, notes = arena.database.read_bytes(), len(arena.notes())
    for read_only in (False, True):
        with pytest.raises(error) as caught:
            await Engine(
                SqliteStore(arena.database), workflows=list(WORKFLOWS.values()), read_only=read_only
            ).__aenter__()
        assert str(arena.database) in str(caught.value).splitlines()[0]
    assert arena.database.read_bytes() == before
    assert len(arena.notes()) == notes


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_store_that_cannot_be_written_starts_nothing(place: str) -> None:
    """StoreReadOnlyError before any body; with read_only=True its runs can be looked at (S3)."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-rights-") as folder:
        done = subprocess.run(
            [sys.executable, "-c", _READ_ONLY, str(Path(folder, "runs.db")), place],
            capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (done.stdout, done.stderr) == (f"{StoreReadOnlyError.__name__}\n1\n", "")


DAMAGE = {  # and what the error names
    "output": ("UPDATE step_executions SET output = X'3132' WHERE run_id = ? AND step_id = 'a'", "output of step 'a'"),
    "no output": ("UPDATE step_executions SET output = NULL WHERE run_id = ? AND step_id = 'a'", "output of step 'a'"),
    "checksum": ("UPDATE step_executions SET checksum = 1 WHERE run_id = ? AND step_id = 'a'", "output of step 'a'"),
    "status": ("UPDATE step_executions SET status = 'FINE' WHERE run_id = ? AND step_id = 'a'", "step 'a'"),
    "id": ("UPDATE step_executions SET step_id = 'nowhere' WHERE run_id = ? AND step_id = 'a'", "step 'nowhere'"),
    "no input": ("DELETE FROM run_inputs WHERE run_id = ?", "the run's input"),
    "input": ("UPDATE run_inputs SET input = X'39' WHERE run_id = ?", "the run's input"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
async def test_a_damaged_row_fails_its_own_run_alone(make_arena: MakeArena, name: str) -> None:
    """FAILED(CorruptRecordError) naming the run and what is damaged; the row stays; all others go on (S7)."""
    statement, named = DAMAGE[name]
    arena = make_arena(0.0, 0.0)
    child = arena.spawn(flow="diamond-loop", runs=6, die="b:end", steps=1)
    assert child.wait() == -9
    done = set(arena.observe())
    [*_, victim] = {run for run, step in done if step == "a" and (run, "b") not in done}  # its damage will be read
    with contextlib.closing(sqlite3.connect(arena.database)) as connection:
        connection.execute(statement, (victim,))
        connection.commit()
        rows = "SELECT * FROM step_executions WHERE run_id = ? AND step_id IN ('a', 'nowhere')"
        damaged = connection.execute(rows, (victim,)).fetchall()
    with arena.here():
        async with Engine(SqliteStore(arena.database), workflows=list(WORKFLOWS.values())) as engine:
            await engine.idle()
            counts = await engine.count_runs()
            [status] = [run.status for run in (await engine.list_runs()).items if run.run_id == victim]
    assert counts == {RunStatus.COMPLETED: 5, RunStatus.FAILED: 1}
    with contextlib.closing(sqlite3.connect(arena.database)) as connection:
        assert connection.execute(rows, (victim,)).fetchall() == damaged
        [(error,)] = connection.execute("SELECT error FROM runs WHERE run_id = ?", (victim,)).fetchall()
    info = json.loads(error)
    assert (info["code"], info["type"]) == ("corrupt_record", "CorruptRecordError")
    assert victim in info["message"]
    assert named in info["message"]
    assert status is RunStatus.FAILED


@pytest.mark.parametrize("page", ["outputs", "inputs"])
async def test_a_garbage_page_is_a_typed_error(make_arena: MakeArena, page: str) -> None:
    """Where a page of the file is damaged, whoever reads it is told by type; no run fails of it (S8)."""
    arena = make_arena(0.0, 0.0)
    child = arena.spawn(flow="diamond-loop", runs=60, die="d:begin", steps=1)
    assert child.wait() == -9
    with contextlib.closing(sqlite3.connect(arena.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        table = {"outputs": "step_executions", "inputs": "run_inputs"}[page]
        sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
        try:
            pages = [number for (number,) in connection.execute(sql, (table,))]
        except sqlite3.OperationalError:  # this SQLite has no dbstat: the page on which some row stands
            [(run_id,)] = connection.execute(f"SELECT run_id FROM {table} LIMIT 1").fetchall()  # noqa: S608
            pages = [arena.database.read_bytes().index(run_id.encode()) // 4096 + 1]
    content = bytearray(arena.database.read_bytes())
    at = (pages[len(pages) // 2] - 1) * 4096
    content[at : at + 4096] = os.urandom(4096)
    arena.database.write_bytes(content)
    errors: list[BaseException] = []
    with arena.here():
        try:
            async with Engine(SqliteStore(arena.database), workflows=list(WORKFLOWS.values()), grace=0) as engine:
                errors += [StoreCorruptError(reason) for reason in engine.health().reasons]
        except StoreError as error:
            errors.append(error)
    assert errors
    assert all(isinstance(error, StoreCorruptError) for error in errors)
    with contextlib.closing(sqlite3.connect(arena.database)) as connection:
        assert connection.execute("SELECT count(*) FROM runs WHERE status = 'FAILED'").fetchone() == (0,)


_HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(1.5)
connection.execute("ROLLBACK")
"""

_READ_ONLY = """
import asyncio, os, pathlib, sys
from gorkflow import connect, step, workflow
from gorkflow.errors import StoreReadOnlyError

path = pathlib.Path(sys.argv[1])
begun = []

@step
async def body(value: int) -> int:
    begun.append(value)
    if len(begun) == 1:
        await asyncio.get_running_loop().create_future()
    return value

flow = workflow("w").then(body).build()

async def main():
    async with connect(f"sqlite:///{path}", workflows=[flow], grace=0) as engine:
        run_id = (await engine.start(flow, 1)).run_id
        while not begun:
            await asyncio.sleep(0.01)
    for left in path.parent.glob(path.name + ".locks/*"):
        left.unlink()
    locks = path.with_name(path.name + ".locks")
    if locks.exists():
        locks.rmdir()
    if os.getuid() == 0:
        for place in (path, path.parent):
            os.chown(place, 65534, 65534)
        os.setgid(65534)
        os.setuid(65534)
    (path if sys.argv[2] == "file" else path.parent).chmod(0o444 if sys.argv[2] == "file" else 0o555)
    try:
        async with connect(f"sqlite:///{path}", workflows=[flow]):
            pass
    except StoreReadOnlyError as error:
        print(type(error).__name__)
    async with connect(f"sqlite:///{path}", read_only=True) as engine:
        print(len((await engine.list_runs()).items))
        assert (await engine.get_run(run_id)).input == 1
    path.parent.chmod(0o755)
    assert begun == [1]

asyncio.run(main())
"""
