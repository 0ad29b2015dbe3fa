"""What one process does with a file twice: locks that are kept, and files that it may not read."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gorkflow.errors import StoreConnectionError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_connections import KnownConnection, while_closed
from gorkflow.stores.sqlite_creation import create
from gorkflow.stores.sqlite_file import check, uri
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row
from gorkflow.upkeep import back_up, examine
from tests.stores.conftest import OpenStore, SpawnPython


def _open_again(path: Path) -> None:
    async def use() -> None:
        store = SqliteStore(path)
        await store.open(engine_row("again"), read_only=True)
        await store.close()

    asyncio.run(use())


USES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "open": _open_again,
    "backup": lambda path: back_up(f"sqlite:///{path}", path.with_name("copy.db")),
    "doctor": lambda path: examine(f"sqlite:///{path}"),
}


@pytest.mark.parametrize("use", USES)
async def test_a_read_under_way_keeps_its_moment(
    path: Path, open_store: OpenStore, spawn: SpawnPython, use: str
) -> None:
    """Whatever else its process does with the store: its lock stays, so that no other process folds what it reads."""
    store = await open_store()
    for number in range(300):
        await store.create(creation_of(run_row(f"run-{number:03}", input=b"x" * 3000)))
    await store.close()
    reader = await open_store("reader", read_only=True)
    assert reader._reader is not None
    cursor = await reader._reader.execute("SELECT status FROM runs ORDER BY run_id")
    await cursor.fetchmany(5)
    await asyncio.to_thread(USES[use], path)
    output, _ = spawn(_CHANGE_AND_FOLD, path).communicate(timeout=30)
    assert output.split()[0] == "1"  # it is in the way
    assert {status for (status,) in await cursor.fetchall()} == {"RUNNING"}
    await cursor.close()


@pytest.mark.filterwarnings(
    "ignore:unclosed database", "ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"
)
def test_a_file_is_in_use_for_as_long_as_a_connection_is_open(path: Path, tmp_path: Path) -> None:
    """By whatever name it was opened; one that cannot be opened, or was forgotten, is in nobody's use."""
    create(path)
    (tmp_path / "link.db").symlink_to(path)
    for end in ("close", "forget"):
        connection = sqlite3.connect(uri(tmp_path / "link.db", mode="rw"), uri=True, factory=KnownConnection)
        with while_closed(path) as is_closed:
            assert not is_closed
        if end == "close":
            connection.close()
        del connection
        gc.collect()
        with while_closed(path) as is_closed:
            assert is_closed
    with contextlib.suppress(sqlite3.OperationalError):
        sqlite3.connect(uri(path, mode="no"), uri=True, factory=KnownConnection)
    with while_closed(path) as is_closed:
        assert is_closed


def test_a_file_that_this_user_may_not_read_is_a_typed_error(spawn: SpawnPython) -> None:
    """For opening, reading, backups and examinations."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-rights-") as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, "runs.db")
        create(path)
        output, _ = spawn(_OPEN_WITHOUT_RIGHTS, path).communicate(timeout=30)
    assert output.split() == ["StoreConnectionError"] * 4


def test_a_file_that_vanishes_before_it_is_looked_at_is_a_typed_error(path: Path) -> None:
    """It was there a moment ago."""
    with pytest.raises(StoreConnectionError, match="looked at"):
        check(path)


_CHANGE_AND_FOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("UPDATE runs SET status = 'COMPLETED'")
print(*connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
"""

_OPEN_WITHOUT_RIGHTS = """
import asyncio, os, pathlib, sys
from gorkflow.errors import StoreError
from gorkflow.stores import sqlite_backup, sqlite_examination
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import engine_row

async def use(store, read_only):
    await store.open(engine_row(), read_only=read_only)
    await store.close()

path = pathlib.Path(sys.argv[1])
uses = (
    lambda: asyncio.run(use(SqliteStore(path), False)),
    lambda: asyncio.run(use(SqliteStore(path), True)),
    lambda: sqlite_backup.back_up(path, path.with_name("copy.db")),
    lambda: list(sqlite_examination.examine_file(path, "host")),
)
for one in uses:
    one()  # imports what it needs: afterwards the interpreter may be out of reach
path.with_name("copy.db").unlink()
path.chmod(0)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for one in uses:
    try:
        one()
    except StoreError as error:
        print(type(error).__name__)
    except Exception as error:
        print(repr(error))
"""
