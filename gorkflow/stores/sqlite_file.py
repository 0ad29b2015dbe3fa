"""The database file as it is: looked at before it is opened, and connected to."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from gorkflow.errors import (
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
from gorkflow.sql.migrations import Migration, load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_errors import translated

__all__ = [
    "APPLICATION_ID",
    "STATEMENT_CACHE",
    "Durability",
    "Settings",
    "check",
    "check_version",
    "connect",
    "has_log",
    "pragma",
    "uri",
]

Durability = Literal["power", "process"]
APPLICATION_ID = 0x676B666C  # "gkfl"; 0001_initial.sql sets it
STATEMENT_CACHE = 256


class Settings(NamedTuple):
    """How a store opens its file."""

    path: Path
    durability: Durability
    busy_seconds: float


def uri(path: Path, **options: str | int) -> str:
    """The file as a URI of SQLite, with every character of the path taken literally."""
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file:{quote(str(path.absolute()))}?{query}"


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """The one value that a named PRAGMA answers; None when it answers nothing."""
    row = connection.execute(load_queries("sqlite", "connection")[name]).fetchone()
    return None if row is None else row[0]


def connect(settings: Settings) -> sqlite3.Connection:
    """A connection that writes, in autocommit mode: transactions are begun and ended by name.

    Raises:
        sqlite3.Error: the file cannot be opened.
        StoreUnsupportedError: write-ahead logging cannot be switched on.
    """
    path = settings.path
    connection = sqlite3.connect(
        uri(path, mode="rw"),
        uri=True,
        timeout=settings.busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENT_CACHE,
    )
    try:
        named = load_queries("sqlite", "connection")
        for statement in statements(named["harden"]):
            connection.execute(statement)
        connection.execute(named[f"synchronous_{settings.durability}"])
        connection.execute(named["no_automatic_checkpoint"])
        _use_log(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = pragma(connection, "journal_mode")
    if mode != "wal":
        mode = pragma(connection, "use_wal")
    if mode != "wal":
        msg = (
            f"SQLite store {str(path)!r}: write-ahead logging cannot be used there (journal_mode is {mode!r}); "
            f"put the file on a local disk"
        )
        raise StoreUnsupportedError(msg)


def check(path: Path, migrations: Sequence[Migration] | None = None) -> int:
    """Look at an existing file without locking or changing anything; the version of its schema.

    Raises:
        StoreFormatError: it is no database of gorkflow.
        StoreVersionError: a newer gorkflow wrote it.
        StoreCorruptError: it is shorter than its header says.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise StoreFormatError(f"SQLite store {str(path)!r} is not a regular file; give the path of a file")
    if status.st_size == 0:
        msg = f"SQLite store {str(path)!r} is an empty file; remove it to begin anew, or restore a backup"
        raise StoreFormatError(msg)
    # Immutable: no lock is taken, no -wal or -shm file appears, and SQLite opens and closes the file. To open and
    # close it here would drop the POSIX locks that this process may hold on it through another connection.
    with translated(path), contextlib.closing(_peek(path)) as connection:
        try:
            application, version = pragma(connection, "application_id"), pragma(connection, "user_version")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT or has_log(path):
                raise
            msg = f"SQLite store {str(path)!r} is truncated ({status.st_size} bytes); restore a backup"
            raise StoreCorruptError(msg) from error
    if application != APPLICATION_ID:
        msg = f"SQLite store {str(path)!r} is not a database of gorkflow; give another path. It was not touched"
        raise StoreFormatError(msg)
    return check_version(path, version, migrations)


def check_version(path: Path, version: object, migrations: Sequence[Migration] | None = None) -> int:
    """The version, when this gorkflow knows it.

    Raises:
        StoreVersionError: it does not.
    """
    newest = len(load_migrations("sqlite") if migrations is None else migrations)
    if not isinstance(version, int) or not 1 <= version <= newest:
        msg = (
            f"SQLite store {str(path)!r} has schema version {version}, this gorkflow knows 1 to {newest}; "
            f"upgrade gorkflow. The file was not touched"
        )
        raise StoreVersionError(msg)
    return version


def _peek(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(path, mode="ro", immutable=1), uri=True, isolation_level=None)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log lies beside the file that may hold what the file does not."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False
