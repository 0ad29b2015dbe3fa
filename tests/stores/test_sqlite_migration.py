"""Migrating a file of an older version, with migrations made for the test."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from gorkflow.errors import StoreVersionError
from gorkflow.sql.migrations import Migration, load_migrations
from gorkflow.stores.sqlite_creation import create
from gorkflow.stores.sqlite_file import Settings, connect
from gorkflow.stores.sqlite_migration import migrate
from tests.stores.conftest import SpawnPython

FIRST = load_migrations("sqlite")
SECOND = Migration(
    2,
    "colours",
    "CREATE TABLE colours (name TEXT) STRICT;\nALTER TABLE runs ADD COLUMN colour TEXT;\nPRAGMA user_version = 2;",
)
THIRD = Migration(3, "shapes", "CREATE TABLE shapes (name TEXT) STRICT;\nPRAGMA user_version = 3;")


def _schema(path: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        version: tuple[object, ...] = connection.execute("PRAGMA user_version").fetchone()
        return [version, *connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")]


def _migrate(path: Path, *migrations: Migration) -> None:
    with contextlib.closing(connect(Settings(path, "power", 5.0))) as connection:
        migrate(path, connection, migrations)


def test_an_older_file_becomes_what_a_new_one_is(path: Path, tmp_path: Path) -> None:
    """The schema of a migrated file equals that of one made with all migrations, and its rows are kept."""
    create(path, FIRST)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO run_tags VALUES ('a', 'b', 'c')")
    _migrate(path, *FIRST, SECOND, THIRD)
    create(tmp_path / "new.db", [*FIRST, SECOND, THIRD])
    assert _schema(path) == _schema(tmp_path / "new.db")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM run_tags").fetchall() == [("a", "b", "c")]


def test_a_file_is_backed_up_before_it_is_migrated(path: Path) -> None:
    """The copy has the old schema and the rows, is the user's own, and named after its version."""
    create(path, FIRST)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO run_tags VALUES ('a', 'b', 'c')")
    old = _schema(path)
    _migrate(path, *FIRST, SECOND)
    backup = path.with_name("runs.db.backup-v1")
    assert _schema(backup) == old
    assert backup.stat().st_mode & 0o777 == 0o600
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT * FROM run_tags").fetchall() == [("a", "b", "c")]
    assert [entry.name for entry in path.parent.iterdir() if entry.name.endswith(".new")] == []


def test_nothing_is_done_to_a_file_that_is_up_to_date(path: Path) -> None:
    """No backup, no change."""
    create(path, [*FIRST, SECOND])
    before = path.read_bytes()
    _migrate(path, *FIRST, SECOND)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["runs.db"]


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    """All migrations are one transaction: the old schema stays, and the store opens as before."""
    create(path, FIRST)
    old = _schema(path)
    broken = Migration(3, "broken", "CREATE TABLE half (name TEXT);\nCREATE TABLE runs (again TEXT);")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        _migrate(path, *FIRST, SECOND, broken)
    assert _schema(path) == old
    _migrate(path, *FIRST)


def test_a_newer_file_is_refused(path: Path) -> None:
    """By the connection as well, where another process migrated after the file was looked at."""
    create(path, [*FIRST, SECOND])
    with pytest.raises(StoreVersionError):
        _migrate(path, *FIRST)


def test_a_migration_killed_in_the_middle_leaves_the_old_schema(path: Path, spawn: SpawnPython) -> None:
    """SIGKILL between two statements of it; the next opening migrates."""
    create(path, FIRST)
    old = _schema(path)
    child = spawn(_MIGRATE + _MIGRATE_HALF, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "in the middle\n"
    child.kill()
    child.wait()
    assert _schema(path) == old
    _migrate(path, *FIRST, SECOND)
    assert _schema(path)[0] == (2,)


def test_of_two_processes_one_migrates(path: Path, spawn: SpawnPython) -> None:
    """The other waits and finds it done: neither fails, and the backup is of the old version."""
    create(path, FIRST)
    old = _schema(path)
    children = [spawn(_MIGRATE + _MIGRATE_NOW, path) for _ in range(2)]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    assert [child.communicate(timeout=30)[0] for child in children] == ["done\n", "done\n"]
    assert _schema(path)[0] == (2,)
    assert _schema(path.with_name("runs.db.backup-v1")) == old
    assert os.listdir(path.parent).count("runs.db.backup-v1") == 1


_MIGRATE = """
import pathlib, sys, time
from gorkflow.sql.migrations import Migration, load_migrations
from gorkflow.stores import sqlite_migration
from gorkflow.stores.sqlite_file import Settings, connect

path = pathlib.Path(sys.argv[1])
second = Migration(2, "colours", "CREATE TABLE colours (name TEXT) STRICT;\\nPRAGMA user_version = 2;")

def main():
    connection = connect(Settings(path, "power", 20.0))
    sqlite_migration.migrate(path, connection, [*load_migrations("sqlite"), second])
    connection.close()
"""
_MIGRATE_NOW = """
print("ready", flush=True)
sys.stdin.readline()
main()
print("done", flush=True)
"""
_MIGRATE_HALF = """
real = sqlite_migration.apply

def half(connection, migrations):
    if connection.in_transaction:
        connection.execute("CREATE TABLE colours (name TEXT) STRICT")
        print("in the middle", flush=True)
        time.sleep(60)
    real(connection, migrations)

sqlite_migration.apply = half
main()
"""
