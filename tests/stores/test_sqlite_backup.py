"""Backups: whole, of one moment, made while engines write; and a log that somebody took away."""

# ruff: noqa: ASYNC240 - nothing else runs on the test's loop

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from gorkflow.core.run import RunFilter
from gorkflow.errors import (
    StoreConnectionError,
    StoreCorruptError,
    StoreFormatError,
    StoreUrlError,
    StoreVersionError,
)
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_backup import back_up
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, everything, run_row, step_row
from tests.stores.conftest import OpenStore, SpawnPython


async def _count(path: Path) -> int:
    store = SqliteStore(path)
    await store.open(engine_row("counter"), read_only=True)
    counts = await store.count_runs(RunFilter())
    await store.close()
    return sum(counts.values())


async def test_a_backup_has_everything_and_is_one_file(path: Path, open_store: OpenStore) -> None:
    """Also what is in the log only; it opens, and goes on as the store would."""
    store = await open_store()
    run = run_row(tags={"a": "b"})
    await store.create(creation_of(run))
    await store.commit(commit_of(run, step_row("run-1", output=b"1"), state={"k": b"2"}))
    assert path.with_name("runs.db-wal").stat().st_size > 0
    target = path.with_name("copy.db")
    assert back_up(path, target) == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    beside = {"runs.db-wal", "runs.db-shm", "runs.db.locks"}
    assert set(os.listdir(path.parent)) - beside == {"runs.db", "copy.db"}
    copy = SqliteStore(target)
    await copy.open(engine_row("engine-2"))
    assert await everything(copy, "run-1") == await everything(store, "run-1")
    assert [snapshot.run.epoch for snapshot in await copy.claim([("orders", "1")], limit=5)] == [2]
    await copy.close()


async def test_a_backup_is_made_while_others_write(path: Path, spawn: SpawnPython) -> None:
    """Each copy is sound and has what was acknowledged before it; the writer is not disturbed."""
    child = spawn(_WRITER, path)
    assert child.stdout is not None
    for turn in range(4):
        acknowledged = [int(child.stdout.readline()) for _ in range(40)][-1]
        target = path.with_name(f"copy-{turn}.db")
        back_up(path, target)
        with contextlib.closing(sqlite3.connect(f"file:{target}?mode=ro&immutable=1", uri=True)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT count(*) FROM runs").fetchone()[0] > acknowledged
            orphans = "SELECT count(*) FROM events WHERE run_id NOT IN (SELECT run_id FROM runs)"
            assert copy.execute(orphans).fetchone() == (0,)
    assert child.poll() is None


@pytest.mark.parametrize("kind", ["file", "folder", "link", "broken link", "itself"])
async def test_a_backup_overwrites_nothing(path: Path, open_store: OpenStore, kind: str) -> None:
    """Whatever is there stays as it is, and nothing else appears."""
    await (await open_store()).close()
    target, other = path.with_name("copy.db"), path.with_name("other")
    if kind == "file":
        target.write_text("mine")
    elif kind == "folder":
        target.mkdir()
    elif kind == "link":
        other.write_text("mine")
        target.symlink_to(other)
    elif kind == "broken link":
        target.symlink_to(other)
    else:
        target = path
    before, content = sorted(os.listdir(path.parent)), path.read_bytes()
    with pytest.raises(StoreUrlError, match="nothing is overwritten"):
        back_up(path, target)
    assert sorted(os.listdir(path.parent)) == before
    assert path.read_bytes() == content
    assert kind != "file" or target.read_text() == "mine"


async def test_of_two_backups_to_one_name_one_is_made(path: Path, open_store: OpenStore) -> None:
    """The name is taken at the end: the other finds it taken then, and leaves no draft."""
    await (await open_store()).close()
    target = path.with_name("copy.db")
    made = await asyncio.gather(*(asyncio.to_thread(back_up, path, target) for _ in range(4)), return_exceptions=True)
    assert all(isinstance(one, int | StoreUrlError) for one in made), made
    assert len([one for one in made if isinstance(one, int)]) == 1
    assert not any(name.endswith(".new") for name in os.listdir(path.parent))


async def test_a_damaged_store_is_not_backed_up(path: Path, open_store: OpenStore) -> None:
    """A copy that looks like a backup and is none would take the place of a good one."""
    store = await open_store()
    for number in range(100):
        await store.create(creation_of(run_row(f"run-{number:03}", input=b"x" * 3000)))
    await store.close()
    content = bytearray(path.read_bytes())
    at = content.index(b"run-050" + b"x" * 100) // 4096 * 4096
    content[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(StoreCorruptError, match="gorkflow doctor"):
        back_up(path, path.with_name("copy.db"))
    assert path.read_bytes() == content
    assert not path.with_name("copy.db").exists()


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, StoreConnectionError), (b"", StoreFormatError), (b"no database" * 999, StoreFormatError)],
)
def test_what_is_no_store_is_not_backed_up(path: Path, content: bytes | None, error: type[Exception]) -> None:
    """With the errors of opening it."""
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        back_up(path, path.with_name("copy.db"))
    assert os.listdir(path.parent) == ([] if content is None else ["runs.db"])


async def test_a_backup_of_a_newer_schema_is_refused(path: Path, open_store: OpenStore) -> None:
    """As opening is."""
    await (await open_store()).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(StoreVersionError):
        back_up(path, path.with_name("copy.db"))


@pytest.mark.parametrize("target", ["no/copy.db", "nul\0.db"])
async def test_a_backup_needs_its_folder(path: Path, open_store: OpenStore, target: str) -> None:
    """It is not made."""
    await (await open_store()).close()
    with pytest.raises(StoreUrlError, match="folder does not exist"):
        back_up(path, path.parent / target)


def test_a_backup_without_room_leaves_nothing(path: Path, spawn: SpawnPython) -> None:
    """StoreFullError, no half of a file; the store is as before."""
    output, _ = spawn(_NO_ROOM, path).communicate(timeout=60)
    assert output.split() == ["StoreFullError", "runs.db"]


async def test_a_log_that_was_taken_away_is_noticed(path: Path, spawn: SpawnPython) -> None:
    """After a kill the newest runs are in the log alone; without it opening is refused, with what can be done.

    Nothing is touched; with the log back all is there; without shared memory the older runs are.
    """
    child = spawn(_WRITER, path)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(50)][-1]
    child.kill()
    child.wait()
    log, memory = path.with_name("runs.db-wal"), path.with_name("runs.db-shm")
    kept = log.rename(path.with_name("kept"))
    before = path.read_bytes(), memory.read_bytes(), sorted(os.listdir(path.parent))
    for read_only in (False, True):
        with pytest.raises(StoreCorruptError, match=r"runs\.db-wal.* is gone; put it back.*remove 'runs.db-shm'"):
            await SqliteStore(path).open(engine_row(), read_only=read_only)
    with pytest.raises(StoreCorruptError, match="is gone"):
        back_up(path, path.with_name("copy.db"))
    assert (path.read_bytes(), memory.read_bytes(), sorted(os.listdir(path.parent))) == before
    shutil.copy(kept, log)
    assert await _count(path) > acknowledged
    for file in (log, memory):
        file.unlink()
    store = SqliteStore(path)
    await store.open(engine_row())
    assert sum((await store.count_runs(RunFilter())).values()) <= acknowledged
    await store.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_shared_memory_without_news_is_no_reason_to_refuse(path: Path, open_store: OpenStore) -> None:
    """As a reader leaves it, or garbage."""
    await (await open_store()).close()
    memory = path.with_name("runs.db-shm")
    for content in (b"", bytes(32768), b"\0" * 99, bytes(200)):
        memory.write_bytes(content)
        path.with_name("runs.db-wal").unlink(missing_ok=True)
        assert await _count(path) == 0


_WRITER = """
import asyncio, sys
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

async def main():
    store = SqliteStore(sys.argv[1])
    await store.open(engine_row("child"))
    number = 0
    while True:
        await store.create(creation_of(run_row(f"run-{number}", input=b"x" * 5000)))
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""

_NO_ROOM = """
import asyncio, os, pathlib, resource, signal, sys
from gorkflow.errors import StoreError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_backup import back_up
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

path = pathlib.Path(sys.argv[1])

async def main():
    store = SqliteStore(path)
    await store.open(engine_row())
    for number in range(50):
        await store.create(creation_of(run_row(f"run-{number}", input=b"x" * 5000)))
    await store.close()

asyncio.run(main())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, resource.RLIM_INFINITY))
try:
    back_up(path, path.with_name("copy.db"))
except StoreError as error:
    print(type(error).__name__)
print(*sorted(set(os.listdir(path.parent)) - {"runs.db.locks", "runs.db-wal", "runs.db-shm"}))
"""
