"""Bringing the schema of an existing file up to date."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from gorkflow.errors import StoreCorruptError
from gorkflow.sql.migrations import Migration, load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_file import check_version, pragma, uri

__all__ = ["apply", "migrate"]


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
