"""The database file: made whole or not at all, looked at before it is opened, migrated under a lock."""

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
    "connect",
    "create",
    "has_log",
    "migrate",
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
        mode = pragma(connection, "journal_mode")
        if mode != "wal":
            mode = pragma(connection, "use_wal")
        if mode != "wal":
            msg = (
                f"SQLite store {str(path)!r}: write-ahead logging cannot be used there (journal_mode is {mode!r}); "
                f"put the file on a local disk"
            )
            raise StoreUnsupportedError(msg)
    except BaseException:
        connection.close()
        raise
    return connection


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


def create(path: Path, migrations: Sequence[Migration] | None = None) -> None:
    """Make an empty store: whole, on disk and readable by its user only, before its name appears.

    Does nothing when another process is quicker.

    Raises:
        StoreUrlError: the folder does not exist, or a symbolic link is in the way.
        StoreReadOnlyError: the folder cannot be written.
    """
    if path.is_symlink():
        msg = f"SQLite store {str(path)!r} is a symbolic link to nothing; remove it or give the path that is meant"
        raise StoreUrlError(msg)
    if not path.parent.is_dir():
        raise StoreUrlError(f"SQLite store {str(path)!r}: the folder does not exist; make it, or give another path")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with translated(path):
            _write_draft(draft, load_migrations("sqlite") if migrations is None else migrations)
        _sync(draft)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        _sync(path.parent)
    except OSError as error:
        raise _creation_error(path, error) from error
    finally:
        for name in (draft.name, f"{draft.name}-journal"):
            with contextlib.suppress(OSError):
                draft.with_name(name).unlink()


def _write_draft(draft: Path, migrations: Sequence[Migration]) -> None:
    with contextlib.closing(sqlite3.connect(uri(draft, mode="rw"), uri=True, isolation_level=None)) as connection:
        named = load_queries("sqlite", "connection")
        connection.execute(named["begin"])
        _apply(connection, migrations, 0)
        connection.execute(named["commit"])
        pragma(connection, "use_wal")


def _apply(connection: sqlite3.Connection, migrations: Sequence[Migration], version: int) -> None:
    for migration in migrations[version:]:
        for statement in statements(migration.sql):
            connection.execute(statement)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder, and journals its names itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _creation_error(path: Path, error: OSError) -> StoreError:
    kinds: dict[int | None, tuple[type[StoreError], str]] = {
        errno.ENOSPC: (StoreFullError, "there is no room left for it; make room"),
        errno.EDQUOT: (StoreFullError, "the quota is used up; make room"),
        errno.EFBIG: (StoreFullError, "the limit of file sizes is too low for it; raise it"),
        errno.EACCES: (StoreReadOnlyError, "its folder cannot be written; give this user the right to"),
        errno.EPERM: (StoreReadOnlyError, "its folder cannot be written, or knows no hard links; give another"),
        errno.EROFS: (StoreReadOnlyError, "its file system is read-only; give another path"),
        errno.ENOTSUP: (StoreUnsupportedError, "its file system knows no hard links; give another path"),
    }
    kind, text = kinds.get(error.errno, (StoreConnectionError, "it cannot be made"))
    return kind(f"SQLite store {str(path)!r}: {text} ({error.strerror or error})")


def migrate(path: Path, connection: sqlite3.Connection, migrations: Sequence[Migration] | None = None) -> None:
    """Bring the schema up to date: in one transaction that no other process enters, after a backup beside the file.

    Raises:
        StoreVersionError: the schema is newer than the migrations.
        StoreCorruptError: tables are missing.
    """
    known = load_migrations("sqlite") if migrations is None else migrations
    named = load_queries("sqlite", "connection")
    if check_version(path, pragma(connection, "user_version"), known) < len(known):
        connection.execute(named["begin_exclusive"])
        try:
            version = check_version(path, pragma(connection, "user_version"), known)
            if version < len(known):
                _back_up(path, version)
                _apply(connection, known, version)
            connection.execute(named["commit"])
        except BaseException:
            if connection.in_transaction:
                connection.execute(named["rollback"])
            raise


def _back_up(path: Path, version: int) -> None:
    # Read by a second connection: the first is inside the migration's transaction, which sees the same old state.
    target = path.with_name(f"{path.name}.backup-v{version}")
    draft = path.with_name(f".{target.name}.{secrets.token_hex(8)}.new")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            contextlib.closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as source,
            contextlib.closing(sqlite3.connect(uri(draft, mode="rw"), uri=True)) as copy,
        ):
            source.backup(copy)
        _sync(draft)
        draft.replace(target)
        _sync(path.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
