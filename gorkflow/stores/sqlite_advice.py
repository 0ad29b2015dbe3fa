"""What is no damage to a database file and may lead to some: the SQLite in use, the file's mode, its volume."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from gorkflow.core.findings import Finding, FindingKind
from gorkflow.stores.sqlite_connections import KnownConnection
from gorkflow.stores.sqlite_file import log_of, pragma, read_uri
from gorkflow.stores.sqlite_library import defects_of

__all__ = ["advice_on"]

LEAST_FREE_BYTES = 64 * 1024 * 1024  # beside a copy


def advice_on(path: Path) -> Iterator[Finding]:
    """What is worth a look. Of `synchronous` nothing: each connection sets it for itself, and no file tells."""
    for problem, remedy in defects_of():
        yield Finding(FindingKind.SQLITE, problem, remedy)
    with contextlib.suppress(sqlite3.Error, UnicodeError):  # of damage the examination tells
        yield from _of_mode(path)
    with contextlib.suppress(OSError):  # where no system tells, nothing is known
        yield from _of_room(path)


def _of_mode(path: Path) -> Iterator[Finding]:
    source = read_uri(path)
    if "immutable" in source:
        return  # there SQLite tells of another mode than the file has
    connection = sqlite3.connect(source, uri=True, isolation_level=None, factory=KnownConnection)
    with contextlib.closing(connection):
        mode = pragma(connection, "journal_mode")
    if mode != "wal":
        problem = f"the file is not in write-ahead mode (its journal_mode is {mode!r}), as gorkflow leaves it"
        remedy = "find out which program has changed that; the next engine that opens the store changes it back"
        yield Finding(FindingKind.JOURNAL, problem, remedy)


def _of_room(path: Path) -> Iterator[Finding]:
    free_bytes = shutil.disk_usage(path.parent).free
    copy_bytes = sum(file.stat().st_size for file in (path, log_of(path)) if file.exists())
    if free_bytes < copy_bytes + LEAST_FREE_BYTES:
        problem = f"{free_bytes:,} bytes are free on its volume, and a copy of it takes {copy_bytes:,}"
        remedy = "make room: a migration copies the file first, and on a full volume engines pause"
        yield Finding(FindingKind.DISK, problem, remedy)
