"""The reading half of the SQLite store: a connection of its own, which never waits for the writer."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import aiosqlite

from gorkflow.core.records import EngineSighting
from gorkflow.errors import EngineError
from gorkflow.sql.reads import SqlReads
from gorkflow.stores.sqlite_connections import KnownConnection
from gorkflow.stores.sqlite_deaths import Deaths
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import STATEMENT_CACHE, absent, check, read_uri, uri
from gorkflow.stores.sqlite_threads import on_daemon_thread

__all__ = ["SqliteReads", "open_reader"]

_BUSY_SECONDS = 5.0  # a reader waits only while another connection opens, recovers or closes the database


class SqliteReads(SqlReads):
    """On a connection of its own."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        super().__init__()
        self._path = path
        self._now = now
        self._reader: aiosqlite.Connection | None = None
        self._deaths: Deaths | None = None

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        found = await self._engines()
        if self._deaths is None:
            raise self._not_open()
        judge, now = self._deaths.is_dead, self._now()
        dead = await on_daemon_thread(lambda: {engine for engine in found if judge(engine, now)})
        if dead:
            # One that closes takes its row out before it frees its lock: it was not dead.
            kept = {engine.engine_id for engine in await self._engines()}
            found = {engine: runs for engine, runs in found.items() if engine not in dead or engine.engine_id in kept}
        return [EngineSighting(*engine, engine not in dead, runs) for engine, runs in found.items()]

    async def _fetch(self, sql: str, *parameters: str | float) -> list[aiosqlite.Row]:
        if self._reader is None:
            raise self._not_open()
        try:
            with translated(self._path):
                return list(await self._reader.execute_fetchall(sql, parameters))
        except ValueError as error:  # what aiosqlite says of a connection that was closed meanwhile
            raise self._not_open() from error

    def _not_open(self) -> EngineError:
        return EngineError(f"SQLite store {str(self._path)!r} is not open; use it inside `async with connect(...)`")


def open_reader(path: Path, *, read_only: bool) -> aiosqlite.Connection:
    """A connection that only reads; to be awaited before use.

    Where nobody writes, as with `read_only`, the file is looked at first, and may lie in a folder that this user cannot
    write to.
    """
    if read_only:
        if not os.path.exists(path):
            raise absent(path)
        check(path)
    source = read_uri(path) if read_only else uri(path, mode="ro")
    return aiosqlite.connect(
        source,
        uri=True,
        isolation_level=None,
        cached_statements=STATEMENT_CACHE,
        timeout=_BUSY_SECONDS,
        factory=KnownConnection,
    )
