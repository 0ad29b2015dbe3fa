"""A writing connection with the statements that are prepared on it."""

from __future__ import annotations

import os
import sqlite3

from gorkflow.core.records import EngineRow, Snapshot
from gorkflow.errors import StoreConnectionError, StoreReadOnlyError
from gorkflow.sql.claims import Claim
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_checkpoints import PATIENCE_SECONDS, Checkpoints
from gorkflow.stores.sqlite_claim import Ownership
from gorkflow.stores.sqlite_creation import create
from gorkflow.stores.sqlite_file import Settings, check, connect
from gorkflow.stores.sqlite_migration import migrate
from gorkflow.stores.sqlite_schedules import ScheduleWrites
from gorkflow.stores.sqlite_writes import Writes

__all__ = ["Session", "open_session"]


class Session:
    """What the writer's jobs work on; used on one thread at a time.

    Args:
        busy_seconds: how long `begin_patiently` waits for another process that writes.
        is_hasty: whether `begin_at_once` is used: then waiting is switched on where it is wanted only.
    """

    def __init__(
        self, connection: sqlite3.Connection, engine: EngineRow, settings: Settings, *, is_hasty: bool
    ) -> None:
        self.connection = connection
        self.writes = Writes(connection)
        self.schedules = ScheduleWrites(connection)
        self.ownership = Ownership(connection, engine, settings.path)
        self._checkpoints = Checkpoints(settings)
        named = load_queries("sqlite", "connection")
        self._begin = named["begin"]
        self._patience = named["patience"].format(milliseconds=round(settings.busy_seconds * 1000))
        self._short_patience = named["patience"].format(milliseconds=round(PATIENCE_SECONDS * 1000))
        self._haste = named["patience"].format(milliseconds=0)
        self._is_hasty = is_hasty
        if is_hasty:
            connection.execute(self._haste)

    def begin_patiently(self) -> None:
        """Begin a transaction that writes; wait for other processes. Not on the loop.

        Raises:
            sqlite3.Error: they took too long, or the database fails.
        """
        if not self._is_hasty:
            self.connection.execute(self._begin)
            return
        self.connection.execute(self._patience)
        try:
            self.connection.execute(self._begin)
        finally:
            self.connection.execute(self._haste)

    def begin_at_once(self) -> bool:
        """Begin a transaction that writes, or say that this is not possible without waiting."""
        try:
            self.connection.execute(self._begin)
        except sqlite3.Error:
            return False
        return True

    def claim(self, claim: Claim, now: float) -> tuple[Snapshot, ...]:
        """See `Store.claim`. Sees what this transaction has gathered."""
        self.writes.flush()
        return self.ownership.claim(claim, now)

    def count_batch(self, *, is_large: bool) -> bool:
        """After a transaction, which may have written much: whether it is time to tidy up."""
        return self._checkpoints.count_batch(is_large=is_large)

    def tidy(self) -> None:
        """Fold the write-ahead log into the database. Not on the loop."""
        self.connection.execute(self._short_patience)
        try:
            self._checkpoints.fold(self.connection)
        finally:
            self.connection.execute(self._haste if self._is_hasty else self._patience)


def open_session(settings: Settings, engine: EngineRow, *, is_first: bool) -> Session:
    """Look at the file, open and migrate it; make it first where there is none. Blocking.

    Args:
        is_first: whether it is the first session of the store. A file that is gone when a later one begins is lost,
            or on a volume that is away: a new one would hide that.

    Raises:
        StoreConnectionError: the file of an open store is gone.
        StoreError: by kind; a file that is refused was not touched.
        sqlite3.Error: it cannot be opened.
    """
    path = settings.path
    if not os.path.exists(path):  # Path.exists raises for names that cannot be
        if not is_first:
            msg = f"SQLite store {str(path)!r} is gone while it is open; mount its volume, or put the file back"
            raise StoreConnectionError(msg)
        create(path)
    check(path)
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            msg = (
                f"SQLite store {str(path)!r} is read-only: {str(place)!r} cannot be written; "
                f"give this user the right to, or open it with read_only=True"
            )
            raise StoreReadOnlyError(msg)
    connection = connect(settings)
    try:
        migrate(path, connection)
    except BaseException:
        connection.close()
        raise
    return Session(connection, engine, settings, is_hasty=settings.durability == "process")
