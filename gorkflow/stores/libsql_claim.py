"""Who owns what, by heartbeats and leases alone: on another machine there is no lock file to look at."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

from gorkflow.core.records import EngineRow, Snapshot
from gorkflow.sql.queries import load_queries
from gorkflow.stores.libsql_errors import CallError, statement_failure
from gorkflow.stores.libsql_hrana import Statement, statement_of
from gorkflow.stores.libsql_http import BeatingClient, Endpoint
from gorkflow.stores.libsql_writer import Writer

__all__ = ["Claims", "Heart", "Ownership"]

Read = Callable[[Sequence[Statement]], Awaitable[list[list[list[Any]]]]]
Load = Callable[[Sequence[str]], Awaitable[list[Snapshot | None]]]
_BEAT_SECONDS = 5.0  # a beat waits no longer for its answer; the next one tries again
_HEARTBEAT = EngineRow._fields.index("heartbeat_at")


class Ownership:
    """The statements by which one engine owns runs."""

    def __init__(self, engine: EngineRow) -> None:
        self._engine = engine
        self._named = load_queries("libsql", "ownership")

    @property
    def engine_id(self) -> str:
        """Whose runs they are."""
        return self._engine.engine_id

    def register(self) -> list[Statement]:
        """Put this engine's row in, with the server's time, and take those of the dead out that own nothing."""
        return [self.beat(), statement_of(self._named["delete_dead_engines"])]

    def beat(self) -> Statement:
        """Renew this engine's lease."""
        row = self._engine
        return statement_of(self._named["upsert_engine"], [*row[:_HEARTBEAT], *row[_HEARTBEAT + 1 :]])

    def unregister(self) -> list[Statement]:
        """Take this engine's row out: what it still owns is then free."""
        return [statement_of(self._named["delete_engine"], [self._engine.engine_id])]

    def find(self, workflows: Sequence[tuple[str, str]], limit: int) -> Statement:
        """Run id and epoch of runs that may be taken over, oldest first."""
        values = (self._engine.engine_id, json.dumps(workflows), limit)
        return statement_of(self._named["select_free"], values, wants_rows=True)

    def find_one(self, workflows: Sequence[tuple[str, str]], run_id: str) -> Statement:
        """As `find`, of one run."""
        values = (run_id, json.dumps(workflows), self._engine.engine_id)
        return statement_of(self._named["select_free_run"], values, wants_rows=True)

    def take(self, found: Sequence[tuple[str, int]]) -> list[Statement]:
        """Take those found, where nobody else was quicker, and clear away what is left of the dead.

        May be carried out twice: it is done once.
        """
        return [
            statement_of(self._named["take_runs"], [self._engine.engine_id, json.dumps(found)]),
            statement_of(self._named["delete_dead_engines"]),
        ]


class Claims:
    """Takes runs over, so that none is lost between the taking and the telling.

    Args:
        read: carries out statements that read, and gives the rows of each.
        load: snapshots of runs.
    """

    def __init__(self, ownership: Ownership, writer: Writer, read: Read, load: Load) -> None:
        self._ownership = ownership
        self._writer = writer
        self._read = read
        self._load = load
        self._one_at_a_time = asyncio.Lock()
        # What a claim took, or may have taken, with the new epochs, until it was given to the claim's caller.
        self._taken: dict[str, int] = {}

    async def claim(
        self, workflows: Collection[tuple[str, str]], /, *, limit: int, run_id: str | None
    ) -> list[Snapshot]:
        """See `Store.claim`."""
        wanted = sorted(workflows)
        given: list[Snapshot] = []
        # One at a time: so a run of this engine with an epoch one above the one found was taken by this very claim.
        async with self._one_at_a_time:
            while len(given) < limit:
                is_last = not await self._take(wanted, limit - len(given), run_id)
                given += await self._give(set(wanted), run_id)
                if is_last or run_id is not None:
                    break
        return given

    async def _take(self, workflows: list[tuple[str, str]], limit: int, run_id: str | None) -> bool:
        """Take over what may be; False where there is nothing."""
        ownership = self._ownership
        looking = ownership.find(workflows, limit) if run_id is None else ownership.find_one(workflows, run_id)
        (rows,) = await self._read([looking])
        found: list[tuple[str, int]] = [(one, epoch) for one, epoch in rows]
        if found:
            self._taken |= {one: epoch + 1 for one, epoch in found}  # before: an answer that is lost strands none
            await self._writer.submit(ownership.take(found))
        return bool(found)

    async def _give(self, workflows: set[tuple[str, str]], run_id: str | None) -> list[Snapshot]:
        """What was taken and is still this engine's."""
        given: list[Snapshot] = []
        wanted = [one for one in self._taken if run_id in (None, one)]
        for one, snapshot in zip(wanted, await self._load(wanted), strict=True):
            if snapshot is None or not self._is_ours(snapshot):
                del self._taken[one]  # somebody else was quicker
            elif (snapshot.run.workflow_id, snapshot.run.workflow_version) in workflows:
                del self._taken[one]
                given.append(snapshot)
        return given

    def _is_ours(self, snapshot: Snapshot) -> bool:
        run = snapshot.run
        return run.owner == self._ownership.engine_id and run.epoch == self._taken[run.run_id]


class Heart:
    """Renews one engine's lease, from a thread of the engine's choice, over a connection of its own."""

    def __init__(self, endpoint: Endpoint, engine: EngineRow) -> None:
        self._endpoint = endpoint
        self._statement = Ownership(engine).beat()
        self._timeout_seconds = min(_BEAT_SECONDS, engine.lease_seconds / 3)
        self._guard = threading.Lock()
        self._client: BeatingClient | None = None
        self._is_stopped = False

    def beat(self) -> None:
        """See `Store.beat`. Does nothing once stopped."""
        with self._guard:
            if self._is_stopped:
                return
            client = self._client = self._client or BeatingClient(self._endpoint, self._timeout_seconds)
            try:
                answer = client.ask(self._statement)
            except CallError as failure:
                raise failure.error from failure
            if answer.fault is not None:
                raise statement_failure(self._endpoint.name, answer.fault).error

    def stop(self) -> None:
        """Let go of the connection; waits for a beat that is under way."""
        with self._guard:
            self._is_stopped = True
            if self._client is not None:
                self._client.close()
