"""Bringing the schema of an existing file up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from gorkflow.sql.identity import check_tables, check_version
from gorkflow.sql.migrations import Migration, load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_backup import copy_database
from gorkflow.stores.sqlite_drafts import draft_of, place
from gorkflow.stores.sqlite_file import check_identity, name_of, pragma

__all__ = ["apply", "migrate"]


def migrate(path: Path, connection: sqlite3.Connection, migrations: Sequence[Migration] | None = None) -> None:
    """Bring the schema up to date: in one transaction that no other process enters, after a backup beside the file.

    Raises:
        StoreFormatError: it is no database of gorkflow.
        StoreVersionError: the schema is newer than the migrations.
        StoreCorruptError: tables are missing.
    """
    known = load_migrations("sqlite") if migrations is None else migrations
    check_identity(path, connection)
    if check_version(name_of(path), pragma(connection, "user_version"), len(known)) < len(known):
        _migrate(path, connection, known)
    check_tables(name_of(path), _tables(connection), tuple(known))


def _migrate(path: Path, connection: sqlite3.Connection, known: Sequence[Migration]) -> None:
    named = load_queries("sqlite", "connection")
    connection.execute(named["begin_exclusive"])
    try:
        # Asked again: another process may have migrated while this one waited for the lock.
        version = check_version(name_of(path), pragma(connection, "user_version"), len(known))
        if version < len(known):
            _back_up(path, version)
            apply(connection, known[version:])
        connection.execute(named["commit"])
    except BaseException:
        if connection.in_transaction:
            connection.execute(named["rollback"])
        raise


def apply(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Carry migrations out, inside the caller's transaction."""
    for migration in migrations:
        for statement in statements(migration.sql):
            connection.execute(statement)


def _back_up(path: Path, version: int) -> None:
    # Read by a second connection: the first is inside the migration's transaction, which sees the same old state.
    target = path.with_name(f"{path.name}.backup-v{version}")
    with draft_of(target, f"backup {str(target)!r} before the migration") as draft:
        copy_database(path, draft)
        place(draft, target, overwrites=True)


def _tables(connection: sqlite3.Connection) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(load_queries("sqlite", "connection")["tables"]))
