"""Whether a database is one of gorkflow's, and of which version."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection
from functools import cache

from gorkflow.errors import StoreCorruptError, StoreVersionError
from gorkflow.sql.migrations import Migration, statements
from gorkflow.sql.queries import load_queries

__all__ = ["check_tables", "check_version", "tables_of"]


def check_version(store: str, version: object, newest: int) -> int:
    """The version, when this gorkflow, whose newest is given, knows it.

    Args:
        store: what the message calls it.
        version: what the database says.

    Raises:
        StoreVersionError: it does not.
    """
    if not isinstance(version, int) or not 1 <= version <= newest:
        msg = (
            f"{store} has schema version {version}, this gorkflow knows 1 to {newest}; "
            f"upgrade gorkflow. It was not touched"
        )
        raise StoreVersionError(msg)
    return version


def check_tables(store: str, found: Collection[str], migrations: tuple[Migration, ...]) -> None:
    """Raises StoreCorruptError when a table is missing that the migrations make."""
    missing = tables_of(migrations) - set(found)
    if missing:
        raise StoreCorruptError(f"{store} lacks the tables {', '.join(sorted(missing))}; restore a backup")


@cache
def tables_of(migrations: tuple[Migration, ...]) -> frozenset[str]:
    """The tables of an empty database after the migrations."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in migrations:
            for statement in statements(migration.sql):
                connection.execute(statement)
        return frozenset(name for (name,) in connection.execute(load_queries("sqlite", "connection")["tables"]))
