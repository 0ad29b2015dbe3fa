"""The SQLite store's file: how it comes to be, and which files are refused without being touched."""

# ruff: noqa: ASYNC240 - nothing else runs on the test's loop

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from gorkflow.core.run import RunFilter
from gorkflow.errors import (
    EngineError,
    SettingError,
    StoreConnectionError,
    StoreCorruptError,
    StoreError,
    StoreFormatError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
    StoreUrlError,
    StoreVersionError,
)
from gorkflow.stores import sqlite_file
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_file import APPLICATION_ID
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, run_row
from tests.stores.conftest import OpenStore, SpawnPython


def _look(path: Path) -> tuple[bytes, int, int]:
    status = path.stat()
    return path.read_bytes(), status.st_mtime_ns, status.st_mode


def _database(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


async def _refuse(path: Path, error: type[StoreError], match: str) -> None:
    """The file is refused with a message that names it, for writing and reading, and is as it was."""
    before, names = _look(path), sorted(os.listdir(path.parent))
    for read_only in (False, True):
        store = SqliteStore(path)
        with pytest.raises(error, match=match) as caught:
            await store.open(engine_row(), read_only=read_only)
        assert str(path) in str(caught.value)
        assert _look(path) == before
        assert sorted(os.listdir(path.parent)) == names


async def test_an_empty_file_is_refused(path: Path) -> None:
    """Where a store was asked for, a file of 0 bytes is a lost store, never a new one."""
    path.touch()
    await _refuse(path, StoreFormatError, "empty")


@pytest.mark.parametrize("content", [b"x", b"hello" * 1000, b"SQLite format 3\0" + b"\xff" * 5000, bytes(8192)])
async def test_garbage_is_refused(path: Path, content: bytes) -> None:
    """Whatever is no database."""
    path.write_bytes(content)
    await _refuse(path, StoreFormatError, "not a")


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
async def test_a_foreign_database_is_refused(path: Path, journal: str) -> None:
    """Also one that has tables of our names, and one of another application."""
    _database(path, f"PRAGMA journal_mode = {journal}", "CREATE TABLE runs (run_id TEXT)", "PRAGMA user_version = 1")
    await _refuse(path, StoreFormatError, "not a database of gorkflow")
    _database(path, "PRAGMA application_id = 7")
    await _refuse(path, StoreFormatError, "not a database of gorkflow")


async def test_a_newer_schema_is_refused(path: Path, open_store: OpenStore) -> None:
    """The message has both versions."""
    await (await open_store()).close()
    _database(path, "PRAGMA user_version = 99")
    await _refuse(path, StoreVersionError, "99.* 1 to 1")


async def test_a_schema_version_that_never_was_is_refused(path: Path) -> None:
    """Zero and below, which no gorkflow writes."""
    _database(path, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = -1")
    await _refuse(path, StoreVersionError, "-1")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
async def test_a_truncated_file_is_refused(path: Path, open_store: OpenStore, keep: float) -> None:
    """Its header says how long it should be."""
    await (await open_store()).close()
    os.truncate(path, int(path.stat().st_size * keep) // 4096 * 4096)
    await _refuse(path, StoreCorruptError, "truncated")


async def test_a_truncated_file_is_refused_beside_a_log(path: Path, spawn: SpawnPython) -> None:
    """A killed engine leaves a write-ahead log; it does not hide that pages are missing in both."""
    child = spawn(_OPEN_AND_WRITE, path, 5)
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    child.kill()
    child.wait()
    assert path.with_name("runs.db-wal").stat().st_size > 0
    content = path.read_bytes()
    os.truncate(path, 8 * 4096)
    with pytest.raises(StoreCorruptError, match="truncated"):
        await SqliteStore(path).open(engine_row())
    assert path.read_bytes() == content[: 8 * 4096]


async def test_a_log_with_the_missing_pages_is_enough(path: Path, spawn: SpawnPython) -> None:
    """Pages that are in the log only are not missing."""
    child = spawn(_OPEN_AND_WRITE, path, 300)
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    child.kill()
    child.wait()
    store = SqliteStore(path)
    await store.open(engine_row())
    assert sum((await store.count_runs(RunFilter())).values()) == 300
    await store.close()


async def test_missing_tables_are_found_at_open(path: Path, open_store: OpenStore) -> None:
    """By name."""
    await (await open_store()).close()
    _database(path, "DROP TABLE inbox")
    with pytest.raises(StoreCorruptError, match="inbox"):
        await SqliteStore(path).open(engine_row())


async def test_a_garbage_page_is_a_typed_error_when_it_is_read(path: Path, open_store: OpenStore) -> None:
    """Opening reads no page that it does not need; the read that meets it says so, others go on, nothing changes."""
    store = await open_store()
    for number in range(200):
        await store.create(creation_of(run_row(f"run-{number:03}", input=b"x" * 3000)))
    await store.close()
    content = bytearray(path.read_bytes())
    at = content.index(b"run-100" + b"x" * 100) // 4096 * 4096  # where an input is kept
    content[at : at + 4096] = os.urandom(4096)
    path.write_bytes(content)
    store = await open_store("engine-2")
    errors: list[StoreError] = []
    for number in range(200):
        try:
            await store.get_run(f"run-{number:03}")
        except StoreError as error:
            errors.append(error)
    assert errors
    assert all(isinstance(error, StoreCorruptError) for error in errors)
    assert len(errors) < 100
    assert await store.create(creation_of(run_row("new")))


async def test_a_folder_is_no_file(path: Path) -> None:
    """Nor is anything else that is no regular file."""
    path.mkdir()
    with pytest.raises(StoreFormatError, match="regular file"):
        await SqliteStore(path).open(engine_row())


@pytest.mark.parametrize("durability", ["proces", "", None, []])
def test_a_durability_that_there_is_not_is_a_typed_error(path: Path, durability: Any) -> None:
    """Said by the constructor, with those that there are."""
    with pytest.raises(SettingError, match="'power' or 'process'"):
        SqliteStore(path, durability=durability)


async def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(StoreUrlError, match="folder does not exist"):
        await SqliteStore(tmp_path / "no" / "runs.db").open(engine_row())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["nul\0.db", "x" * 300 + ".db"])
async def test_an_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    """With an error of gorkflow."""
    with pytest.raises(StoreUrlError):
        await SqliteStore(tmp_path / name).open(engine_row())


@pytest.mark.parametrize(
    "name",
    [
        "a?mode=memory&x=1.db",
        "50%41.db",
        "file:x.db",
        "#.db",
        "ünï 漢.db",
        " .db",
        os.fsdecode(b"caf\xe9.db"),
    ],
)
async def test_any_name_is_taken_literally(tmp_path: Path, name: str) -> None:
    """A path is no URI: what looks like an option of SQLite is a part of the name."""
    store = SqliteStore(tmp_path / name)
    await store.open(engine_row())
    await store.create(creation_of())
    await store.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([name, f"{name}.locks"])


async def test_a_link_to_nothing_is_refused(path: Path, tmp_path: Path) -> None:
    """A new store is not made where somebody else pointed to."""
    target = tmp_path / "elsewhere.db"
    path.symlink_to(target)
    with pytest.raises(StoreUrlError, match="symbolic link"):
        await SqliteStore(path).open(engine_row())
    assert not target.exists()


async def test_a_new_store_is_its_users_own(path: Path, open_store: OpenStore) -> None:
    """Nobody else reads the file, its log, its shared memory or its locks, whatever the umask."""
    mask = os.umask(0)
    try:
        store = await open_store()
        await store.create(creation_of())
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()}
        locks = {stat.S_IMODE(entry.stat().st_mode) for entry in path.with_name("runs.db.locks").iterdir()}
    finally:
        os.umask(mask)
    assert modes == {"runs.db": 0o600, "runs.db-wal": 0o600, "runs.db-shm": 0o600, "runs.db.locks": 0o700}
    assert locks == {0o600}


async def test_closing_folds_the_log_and_leaves_one_file(path: Path, open_store: OpenStore) -> None:
    """A closed store may be copied as one file."""
    store = await open_store()
    await store.create(creation_of())
    await store.close()
    assert [entry.name for entry in path.parent.iterdir() if entry.is_file()] == ["runs.db"]
    assert list(path.with_name("runs.db.locks").iterdir()) == []
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM engines").fetchone() == (0,)


async def test_making_a_store_leaves_no_draft_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it fails in the middle."""

    def fail(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", fail)
    with pytest.raises(StoreFullError, match="make room"):
        await SqliteStore(path).open(engine_row())
    assert list(path.parent.iterdir()) == []


async def test_reading_only_needs_a_store(path: Path) -> None:
    """And makes none."""
    with pytest.raises(StoreConnectionError, match="does not exist"):
        await SqliteStore(path).open(engine_row(), read_only=True)
    assert not path.exists()


async def test_a_store_opened_to_read_refuses_writes(open_store: OpenStore) -> None:
    """Each with a typed error; beating does nothing."""
    await (await open_store()).close()
    reader = await open_store("reader", read_only=True)
    writes = (reader.create(creation_of()), reader.commit(commit_of(run_row())), reader.delete("x"))
    for write in (*writes, reader.claim([], limit=1)):
        with pytest.raises(StoreReadOnlyError, match="read_only"):
            await write
    reader.beat()
    assert (await reader.list_runs(RunFilter())).items == []


async def test_a_store_that_is_not_open_says_so(path: Path, open_store: OpenStore) -> None:
    """Reads and writes, before and after; opening twice as well."""
    store = SqliteStore(path)
    with pytest.raises(EngineError, match="not open"):
        await store.get_run("run-1")
    with pytest.raises(EngineError, match="not open"):
        await store.create(creation_of())
    store = await open_store()
    with pytest.raises(EngineError, match="open already"):
        await store.open(engine_row("engine-2"))
    await store.create(creation_of())
    await store.close()
    with pytest.raises(EngineError, match="not open"):
        await store.delete("run-1")


@pytest.mark.parametrize("place", ["file", "folder"])
def test_read_only_places_are_refused_for_writing_and_good_for_reading(spawn: SpawnPython, place: str) -> None:
    """A file or folder without the right to write: StoreReadOnlyError before anything else; reading works."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-rights-") as folder:
        child = spawn(_READ_ONLY, Path(folder, "runs.db"), place)
        output, _ = child.communicate(timeout=30)
    assert output == "StoreReadOnlyError\n1\n"


async def test_no_write_ahead_logging_is_unsupported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On file systems where SQLite cannot have it: the answer of the pragma counts, not that it raised nothing."""
    real = sqlite_file.pragma

    def pragma(connection: sqlite3.Connection, name: str) -> object:
        return "delete" if name in {"journal_mode", "use_wal"} else real(connection, name)

    monkeypatch.setattr(sqlite_file, "pragma", pragma)
    with pytest.raises(StoreUnsupportedError, match="local disk"):
        await SqliteStore(path).open(engine_row())


async def test_an_old_sqlite_is_unsupported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has both versions."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreUnsupportedError, match=r"3\.37"):
        await SqliteStore(path).open(engine_row())


_OPEN_AND_WRITE = """
import asyncio, sys, time
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

async def main():
    store = SqliteStore(sys.argv[1])
    await store.open(engine_row("child"))
    for number in range(int(sys.argv[2])):
        await store.create(creation_of(run_row(f"run-{number}")))
    print("written", flush=True)
    time.sleep(60)

asyncio.run(main())
"""

_READ_ONLY = """
import asyncio, os, pathlib, sys
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import StoreReadOnlyError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row

path = pathlib.Path(sys.argv[1])

async def main():
    store = SqliteStore(path)
    await store.open(engine_row())
    await store.create(creation_of())
    await store.close()
    path.with_name(path.name + ".locks").rmdir()
    if os.getuid() == 0:
        for place in (path, path.parent):
            os.chown(place, 65534, 65534)
        os.setgid(65534)
        os.setuid(65534)
    if sys.argv[2] == "file":
        path.chmod(0o444)
    else:
        path.parent.chmod(0o555)
    try:
        await store.open(engine_row())
    except StoreReadOnlyError as error:
        print(type(error).__name__)
    await store.open(engine_row(), read_only=True)
    print((await store.count_runs(RunFilter()))[RunStatus.RUNNING])
    await store.close()
    path.parent.chmod(0o755)

asyncio.run(main())
"""
