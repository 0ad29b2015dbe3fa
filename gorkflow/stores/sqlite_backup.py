"""Copies of a database: whole, of one moment, while engines write."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from gorkflow.errors import StoreCorruptError, StoreUrlError
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_connections import KnownConnection
from gorkflow.stores.sqlite_drafts import draft_of, place
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import absent, check, read_uri, uri

__all__ = ["back_up", "copy_database"]


def back_up(path: Path, target: Path) -> int:
    """Copy a store as it is at one moment to a new file, which is complete and on disk when its name appears.

    Blocking. Engines go on reading and writing meanwhile. The copy has no log beside it and is its user's own.

    Returns:
        The size of the copy in bytes.

    Raises:
        StoreUrlError: something is at the target already, or its folder does not exist.
        StoreCorruptError: the store is damaged; there is no copy.
        StoreError: by kind; the store cannot be read, or the target not written.
    """
    target = target.absolute()
    if not os.path.exists(path):
        raise absent(path)
    if "\0" in str(target) or not target.parent.is_dir():
        raise StoreUrlError(f"backup {str(target)!r}: the folder does not exist; make it, or give another path")
    if os.path.lexists(target):
        raise _exists(target)
    check(path)
    try:
        with draft_of(target, f"backup {str(target)!r}") as draft:
            with translated(path):
                copy_database(path, draft)
                _prove(path, draft)
            place(draft, target)
            return target.stat().st_size
    except FileExistsError as error:
        raise _exists(target) from error


def copy_database(path: Path, draft: Path) -> None:
    """Copy what is committed into an empty file, by a connection that only reads."""
    with (
        contextlib.closing(sqlite3.connect(read_uri(path), uri=True, factory=KnownConnection)) as source,
        contextlib.closing(sqlite3.connect(uri(draft, mode="rw"), uri=True)) as copy,
    ):
        source.backup(copy)  # all pages in one go: one moment, however much others write


def _prove(path: Path, draft: Path) -> None:
    """Raises StoreCorruptError where the copy is damaged, as it then is a true copy of the store."""
    with contextlib.closing(sqlite3.connect(uri(draft, mode="ro", immutable=1), uri=True)) as connection:
        (answer,) = connection.execute(load_queries("sqlite", "connection")["quick_check"]).fetchone()
    if answer != "ok":
        msg = (
            f"SQLite store {str(path)!r} is damaged ({answer:.200}), so it was not backed up; "
            f"keep the file and the backups before this one, look at it with `gorkflow doctor`"
        )
        raise StoreCorruptError(msg)


def _exists(target: Path) -> StoreUrlError:
    return StoreUrlError(
        f"backup {str(target)!r}: there is something of this name; nothing is overwritten, give another"
    )
