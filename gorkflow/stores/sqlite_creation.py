"""A new database file: made whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from gorkflow.errors import (
    StoreConnectionError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
    StoreUrlError,
)
from gorkflow.sql.migrations import Migration, load_migrations
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import pragma, uri
from gorkflow.stores.sqlite_migration import apply

__all__ = ["create", "draft_beside", "sync"]


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
