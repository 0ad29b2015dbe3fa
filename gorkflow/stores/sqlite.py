"""The SQLite store: one local file, in write-ahead mode."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from gorkflow.core.error_text import shown
from gorkflow.core.records import Commit, Creation, EngineRow, InboxRow, RunRow, ScheduleRow, Snapshot, StepRow
from gorkflow.core.run import RunStatus
from gorkflow.errors import EngineError, SettingError, StoreReadOnlyError
from gorkflow.sql.claims import Claim
from gorkflow.stores.sqlite_claim import Heart
from gorkflow.stores.sqlite_deaths import Deaths
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import Durability, Settings, text_of
from gorkflow.stores.sqlite_locks import EngineLock, lock_folder
from gorkflow.stores.sqlite_reads import SqliteReads, open_reader
from gorkflow.stores.sqlite_session import Session, open_session
from gorkflow.stores.sqlite_threads import on_daemon_thread
from gorkflow.stores.sqlite_writer import LoopWriter, Writer

__all__ = ["SqliteStore"]

T = TypeVar("T")
_SMALL_ROWS = 32
_SMALL_BYTES = 64 * 1024


class SqliteStore(SqliteReads):
    """Keeps runs in a SQLite file. See `gorkflow.ports.Store` for the methods without a docstring.

    Several engines, also of several processes on one machine, may have the same file open.

    Args:
        path: the file; made when it does not exist, its folder must.
        durability: what a finished write survives: "power" the loss of power, "process" the death of the process only.
        busy_seconds: how long a write waits for another process that writes.
        now: seconds, for heartbeats and leases; by default those of the machine's monotonic clock, which all processes
            share: nobody loses a lease because the time of day was put right.

    Raises:
        SettingError: the durability is none of these.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        durability: Durability = "power",
        busy_seconds: float = 30.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        if durability not in get_args(Durability):
            msg = f"durability must be 'power' or 'process', not {shown(durability)}"
            raise SettingError(msg)
        super().__init__(Path(path).absolute(), now)
        self._settings = Settings(self._path, durability, busy_seconds)
        self._writer: Writer | None = None
        self._lock: EngineLock | None = None
        self._heart: Heart | None = None

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return self._path

    @property
    def url(self) -> str:
        return f"sqlite:///{self._path}"

    @property
    def is_shared(self) -> bool:
        return True

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        if self._writer is not None or self._reader is not None:
            msg = f"SQLite store {str(self._path)!r} is open already; close it first, or use another SqliteStore"
            raise EngineError(msg)
        self._engine_id = engine.engine_id
        self._deaths = Deaths(engine, self._path)
        try:
            if not read_only:
                writer = LoopWriter if self._settings.durability == "process" else Writer
                self._writer = writer(self._path, lambda: self._open_session(engine))
                await self._writer.submit(lambda session: session.ownership.register(self._now()))
                self._heart = Heart(self._settings, engine, self._now)
            self._reader = await on_daemon_thread(lambda: open_reader(self._path, read_only=read_only))
            with translated(self._path):
                self._reader = await self._reader
            self._reader.text_factory = text_of
        except BaseException:
            await self.abandon()
            raise

    async def close(self) -> None:
        try:
            # Where that cannot be written now, the row stays: the lock, which is free, tells of the end as well.
            await self._let_go(lambda session: session.ownership.unregister())
        finally:
            lock, self._lock = self._lock, None
            if lock is not None:
                lock.release()

    async def abandon(self) -> None:
        """Let go of everything as the death of the process would: what waits is not written, the engine's row stays."""
        try:
            await self._let_go(None)
        finally:
            lock, self._lock = self._lock, None
            if lock is not None:
                lock.drop()

    async def create(self, creation: Creation, /) -> RunRow:
        size_bytes = len(creation.run.input) + sum(len(row.value or b"") for row in creation.state)
        size_bytes += sum(len(row.input) for row in creation.given)
        size_bytes += 0 if creation.definition is None else len(creation.definition.shape)
        small = _small(creation.run.run_id, creation.executions, size_bytes)
        return await self._write(lambda session: session.writes.create(creation), small=small)

    async def commit(self, commit: Commit, /) -> None:
        more_bytes = sum(len(row.value or b"") for row in commit.state) if commit.state else 0
        more_bytes += sum(len(row.output) for row in commit.cached) if commit.cached else 0
        small = _small(commit.run_id, commit.executions, more_bytes)
        await self._write(lambda session: session.writes.commit(commit), small=small)

    async def post(self, message: InboxRow, /) -> RunStatus:
        return await self._write(lambda session: session.writes.post(message))

    async def claim(
        self,
        workflows: Collection[tuple[str, str]],
        /,
        *,
        limit: int,
        run_id: str | None = None,
        held: Collection[str] | None = None,
        differing: Collection[str] = (),
        due: float | None = None,
    ) -> Sequence[Snapshot]:
        # Copies: the writer reads them on its thread, while the engine may register more.
        copy = None if held is None else frozenset(held)
        claim, now = Claim(frozenset(workflows), limit, run_id, copy, frozenset(differing), due), self._now()
        return await self._write(lambda session: session.claim(claim, now))

    async def delete(self, run_id: str, /) -> bool:
        return await self._write(lambda session: session.writes.delete(run_id))

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        return await self._write(lambda session: session.writes.prune(status, ended_before, limit))

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        await self._write(lambda session: session.schedules.put(row, expected))

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        return await self._write(lambda session: session.schedules.delete(schedule_id))

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        return await self._write(lambda session: session.writes.prune_cached(expired_by, limit))

    def beat(self) -> None:
        if self._heart is not None:
            self._heart.beat()

    def _write(self, act: Callable[[Session], T], *, small: str | None = None) -> asyncio.Future[T]:
        if self._writer is not None:
            return self._writer.submit(act, small=small)
        if self._reader is not None:
            msg = f"SQLite store {str(self._path)!r} was opened with read_only=True; open it without, to write"
            raise StoreReadOnlyError(msg)
        raise self._not_open()

    def _open_session(self, engine: EngineRow) -> Session:
        is_first = self._lock is None  # a session opened anew finds it held
        session = open_session(self._settings, engine, is_first=is_first)
        if is_first:
            try:
                self._lock = EngineLock(lock_folder(self._path), engine.engine_id)
            except BaseException:
                session.connection.close()
                raise
        return session

    async def _let_go(self, last: Callable[[Session], None] | None) -> None:
        reader, self._reader = self._reader, None
        writer, self._writer = self._writer, None
        heart, self._heart = self._heart, None
        if writer is not None and last is None:
            writer.end()
        try:
            if heart is not None:
                await on_daemon_thread(heart.stop)  # may wait for a beat
            if reader is not None:
                with translated(self._path):
                    await reader.close()
        finally:  # also when the reader fails or this is cancelled: the writer's thread is told to end
            if writer is not None:
                writer.end(last)  # the last to close, so that it folds the log into the file
                await writer.join()


def _small(run_id: str, executions: Sequence[StepRow], size_bytes: int) -> str | None:
    """The run, when writing these rows takes no longer than the loop may be held up; else None."""
    if len(executions) > _SMALL_ROWS:
        return None
    for row in executions:
        if row.output is not None:
            size_bytes += len(row.output)
    return run_id if size_bytes <= _SMALL_BYTES else None
