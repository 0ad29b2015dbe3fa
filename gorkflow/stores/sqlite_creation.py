"""A new database file: made whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from gorkflow.errors import StoreUrlError
from gorkflow.sql.migrations import Migration, load_migrations
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_drafts import draft_of, place
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import pragma, uri
from gorkflow.stores.sqlite_migration import apply

__all__ = ["create"]


def create(path: Path, migrations: Sequence[Migration] | None = None) -> None:
    """Make an empty store: whole, on disk and readable by its user only, before its name appears.

    Does nothing when another process is quicker.

    Raises:
        StoreUrlError: the path cannot be, its folder does not exist, or a symbolic link is in the way.
        StoreError: by kind; the folder cannot be written, or has no room.
    """
    if os.path.islink(path):
        msg = f"SQLite store {str(path)!r} is a symbolic link to nothing; remove it or give the path that is meant"
        raise StoreUrlError(msg)
    if "\0" in str(path) or not path.parent.is_dir():
        raise StoreUrlError(f"SQLite store {str(path)!r}: the folder does not exist; make it, or give another path")
    with contextlib.suppress(FileExistsError), draft_of(path, f"SQLite store {str(path)!r}") as draft:
        with translated(path):
            _write(draft, load_migrations("sqlite") if migrations is None else migrations)
        place(draft, path)


def _write(draft: Path, migrations: Sequence[Migration]) -> None:
    with contextlib.closing(sqlite3.connect(uri(draft, mode="rw"), uri=True, isolation_level=None)) as connection:
        named = load_queries("sqlite", "connection")
        connection.execute(named["begin"])
        apply(connection, migrations)
        connection.execute(named["commit"])
        pragma(connection, "use_wal")
