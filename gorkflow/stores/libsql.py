"""The libSQL store: a database on a server (sqld, Turso), spoken to by Hrana over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

from gorkflow.core.records import Commit, Creation, EngineRow, EngineSighting, InboxRow, RunRow, ScheduleRow, Snapshot
from gorkflow.core.run import RunStatus, stored_status
from gorkflow.errors import EngineError, GorkflowError, StoreError, StoreReadOnlyError
from gorkflow.sql.claims import Claim
from gorkflow.sql.migrations import Migration
from gorkflow.sql.pruning import portion
from gorkflow.sql.queries import load_queries
from gorkflow.sql.refusals import already_exists, does_not_exist, has_moved_on, is_fenced, is_not_over
from gorkflow.stores import libsql_schedules
from gorkflow.stores.libsql_claim import Claims, Heart, Ownership
from gorkflow.stores.libsql_hrana import Statement
from gorkflow.stores.libsql_http import Client
from gorkflow.stores.libsql_leases import Leases
from gorkflow.stores.libsql_reads import LibsqlReads
from gorkflow.stores.libsql_rows import Writes
from gorkflow.stores.libsql_schema import Schema
from gorkflow.stores.libsql_url import endpoint_of
from gorkflow.stores.libsql_writer import Writer

__all__ = ["LibsqlStore"]

_OPEN_PATIENCE_SECONDS = 3.0  # a server that starts together with this process, but not a host that is misspelt


class LibsqlStore(LibsqlReads):
    """Keeps runs in a database on a server. See `gorkflow.ports.Store` for the methods without a docstring.

    What a finished write survives is the server's to say: sqld writes with synchronous=NORMAL. Engines of any number of
    machines may have the same database open; which of them live is told by heartbeats.

    Args:
        url: `libsql://host[:port]?authToken=...`, `http://host:port` or `https://host`.
        token: sent as a bearer token where the URL has none.
        patience_seconds: how long it is tried again while the server is away, restarts, or is held by another client,
            before the caller is told.
        migrations: of the schema; for tests.
        now: seconds, for heartbeats and leases: those of the machine's monotonic clock.

    Raises:
        StoreUrlError: the URL names no server.
    """

    def __init__(
        self,
        url: str,
        /,
        *,
        token: str | None = None,
        patience_seconds: float = 5.0,
        migrations: Sequence[Migration] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(endpoint_of(url, token), patience_seconds)
        self._schema = Schema(self._endpoint.name, migrations)
        self._now = now
        self._writes = Writes()
        self._writer: Writer | None = None
        self._ownership: Ownership | None = None
        self._heart: Heart | None = None
        self._claims: Claims | None = None
        self._leases: Leases | None = None  # for reads; claims have one of their own

    @property
    def url(self) -> str:
        return self._endpoint.url

    @property
    def is_shared(self) -> bool:
        return True

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        if self._client is not None:
            raise EngineError(f"{self._endpoint.name} is open already; close it first, or use another LibsqlStore")
        self._engine_id = engine.engine_id
        self._leases = Leases(engine)
        self._client = Client(self._endpoint)
        writer = Writer(self._endpoint.name, self._client, self._patience_seconds)
        try:
            await self._schema.prepare(self._look, writer, read_only=read_only)
            if not read_only:
                ownership = Ownership(engine)
                await writer.submit([ownership.beat(self._now())])
                self._writer, self._ownership = writer, ownership
                self._claims = Claims(ownership, Leases(engine), writer, self._read, self._load_all, self._now)
                self._heart = Heart(self._endpoint, engine, self._now)
        except BaseException:
            await writer.abandon()
            await self._disconnect()
            raise

    async def close(self) -> None:
        writer, ownership = self._writer, self._ownership
        self._writer = self._ownership = self._claims = None
        try:
            await self._stop_heart()
            if writer is not None and ownership is not None:
                last = writer.submit(ownership.unregister())
                await writer.close()
                # Where that cannot be written now, the row stays: the heartbeat, which ends, tells of it as well.
                with contextlib.suppress(StoreError):
                    await last
        finally:
            await self._disconnect()

    async def abandon(self) -> None:
        """Let go of everything as the death of the process would: what waits is not written, the engine's row stays."""
        writer = self._writer
        self._writer = self._ownership = self._claims = None
        try:
            await self._stop_heart()
            if writer is not None:
                await writer.abandon()
        finally:
            await self._disconnect()

    async def create(self, creation: Creation, /) -> RunRow:
        run = creation.run
        reply = await self._writing().submit(
            self._writes.create(creation),
            guard=Writes.CREATE_GUARD,
            proof=self._writes.proof(creation.events),
        )
        if not reply.is_refused:
            return run
        if run.idempotency_key is not None:
            found = await self._fetch(load_queries("sqlite", "writes")["find_by_key"], run.idempotency_key)
            for (run_id,) in found:
                # It may be deleted in this moment: then the key is free.
                return await self.get_run(run_id) or await self.create(creation)
        raise already_exists(run.run_id)

    async def commit(self, commit: Commit, /) -> None:
        reply = await self._writing().submit(
            self._writes.commit(commit),
            guard=Writes.COMMIT_GUARD,
            proof=self._writes.proof(commit.events),
        )
        if reply.is_refused:
            raise is_fenced(commit)

    async def post(self, message: InboxRow, /) -> RunStatus:
        reply = await self._writing().submit(self._writes.post(message))
        for (status,) in reply.rows[Writes.POST_STATUS]:
            return stored_status(status, message.run_id)
        raise does_not_exist(message.run_id)

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
        if self._claims is None:
            raise self._unwritable()
        copy = None if held is None else frozenset(held)
        return await self._claims.claim(Claim(frozenset(workflows), limit, run_id, copy, frozenset(differing), due))

    async def delete(self, run_id: str, /) -> bool:
        """See `Store.delete`. True also where the answer to an earlier attempt was lost, and the run is gone."""
        reply = await self._writing().submit(self._writes.delete(run_id), guard=Writes.DELETE_GUARD)
        if not reply.is_refused:
            return True
        for (status,) in reply.rows[Writes.DELETE_STATUS]:
            raise is_not_over(run_id, status)
        return reply.is_repeated

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        """See `Store.prune`. They are found by one request and removed by the next: what goes on meanwhile stays."""
        query = load_queries("sqlite", "writes")["select_ended"]
        submit, prune = self._writing().submit, self._writes.prune
        while ended := await self._fetch(query, status.value, ended_before, limit):
            removals = [
                submit(prune(run_id, status, ended_before), guard=Writes.DELETE_GUARD)
                for run_id, _ in portion((run_id, tags, last_seq) for run_id, tags, last_seq in ended)
            ]
            replies = await asyncio.gather(*removals)
            if removed := sum(not reply.is_refused or reply.is_repeated for reply in replies):
                return removed
            # All of them went on: there may be more.
        return 0

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        reply = await self._writing().submit(
            libsql_schedules.put(row, expected),
            guard=libsql_schedules.PUT_GUARD,
            proof=libsql_schedules.proof(row),
        )
        if reply.is_refused:
            raise has_moved_on(row, expected)

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        """See `Store.delete_schedule`. True also where the answer to an earlier attempt was lost, and it is gone."""
        reply = await self._writing().submit(libsql_schedules.delete(schedule_id))
        return bool(reply.rows[libsql_schedules.DELETED]) or reply.is_repeated

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        """See `Store.prune_cached`. Fewer than were removed, where the answer to an earlier attempt was lost."""
        while True:
            reply = await self._writing().submit([self._writes.prune_cached(expired_by, limit)])
            (removed,) = reply.rows
            if removed or not reply.is_repeated:
                return len(removed)

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        asked_at = self._now()
        found = await self._engines()
        if self._leases is None:
            raise self._not_open()
        dead = self._leases.dead(found, asked_at=asked_at, answered_at=self._now())
        return [EngineSighting(*engine, engine.engine_id not in dead, runs) for engine, runs in found.items()]

    def beat(self) -> None:
        if self._heart is not None:
            self._heart.beat()

    def _writing(self) -> Writer:
        if self._writer is None:
            raise self._unwritable()
        return self._writer

    def _unwritable(self) -> GorkflowError:
        if self._client is None:
            return self._not_open()
        return StoreReadOnlyError(f"{self._endpoint.name} was opened with read_only=True; open it without, to write")

    async def _look(self, statements: list[Statement]) -> list[list[list[Any]]]:
        return await self._read(statements, _OPEN_PATIENCE_SECONDS)

    async def _stop_heart(self) -> None:
        heart, self._heart = self._heart, None
        if heart is not None:
            await asyncio.to_thread(heart.stop)  # may wait for a beat

    async def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()
