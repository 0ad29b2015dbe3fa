"""Who owns what, by heartbeats and leases alone: of another machine there is no lock file to look at."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from gorkflow.core.records import EngineRow, Snapshot
from gorkflow.sql.claims import Claim
from gorkflow.sql.queries import load_queries
from gorkflow.stores.libsql_errors import CallError, statement_failure
from gorkflow.stores.libsql_hrana import Statement, statement_of
from gorkflow.stores.libsql_http import BeatingClient, Endpoint
from gorkflow.stores.libsql_leases import Leases
from gorkflow.stores.libsql_writer import Writer

__all__ = ["Claims", "Heart", "Ownership"]

Read = Callable[[Sequence[Statement]], Awaitable[list[list[list[Any]]]]]
Load = Callable[[Sequence[str]], Awaitable[list[Snapshot | None]]]
_BEAT_SECONDS = 5.0  # a beat waits no longer for its answer; the next one tries again


class Ownership:
    """The statements by which one engine owns runs."""

    def __init__(self, engine: EngineRow) -> None:
        self._engine = engine
        self._named = load_queries("libsql", "ownership")

    @property
    def engine_id(self) -> str:
        """Whose runs they are."""
        return self._engine.engine_id

    def beat(self, now: float) -> Statement:
        """Put this engine's row in, or renew its lease."""
        sql = load_queries("sqlite", "ownership")["upsert_engine"]
        return statement_of(sql, self._engine._replace(heartbeat_at=now))

    def unregister(self) -> list[Statement]:
        """Take this engine's row out: what it still owns is then free."""
        return [statement_of(load_queries("sqlite", "ownership")["delete_engine"], [self._engine.engine_id])]

    def engines(self) -> Statement:
        """All engines, and whether each owns open runs."""
        return statement_of(self._named["select_engines"], wants_rows=True)

    def bury(self, engine_ids: Iterable[str]) -> list[Statement]:
        """Take out the rows of these, but of those that own open runs."""
        return [statement_of(self._named["delete_idle_engines"], [json.dumps(sorted(engine_ids))])]

    def find(self, claim: Claim, limit: int, dead: Collection[str]) -> Statement:
        """Run id and epoch of runs that may be taken over, oldest first."""
        mine, pairs, gone = self._engine.engine_id, json.dumps(sorted(claim.workflows)), json.dumps(sorted(dead))
        held = None if claim.held is None else json.dumps(sorted(claim.held))
        if claim.run_id is not None:
            one = (claim.run_id, pairs, mine, held, gone)
            return statement_of(self._named["select_free_run"], one, wants_rows=True)
        differing = json.dumps(sorted(claim.differing)) if claim.differing else None
        values = (mine, held, gone, pairs, mine, held, differing, differing, limit)
        return statement_of(self._named["select_free"], values, wants_rows=True)

    def find_due(self, claim: Claim, due: float, limit: int) -> Statement:
        """Run id and epoch of runs at rest that are to wake by then, the earliest first."""
        values = (json.dumps(sorted(claim.workflows)), due, limit)
        return statement_of(self._named["select_due"], values, wants_rows=True)

    def take(self, found: Sequence[tuple[str, int]]) -> list[Statement]:
        """Take those found, where nobody else was quicker. May be carried out twice: it is done once."""
        return [statement_of(self._named["take_runs"], [self._engine.engine_id, json.dumps(found)])]


class Claims:
    """Takes runs over.

    Args:
        read: carries out statements that read, and gives the rows of each.
        load: snapshots of runs.
        now: seconds of a monotonic clock.
    """

    def __init__(
        self, ownership: Ownership, leases: Leases, writer: Writer, read: Read, load: Load, now: Callable[[], float]
    ) -> None:
        self._ownership = ownership
        self._leases = leases
        self._writer = writer
        self._read = read
        self._load = load
        self._now = now
        self._one_at_a_time = asyncio.Lock()

    async def claim(self, claim: Claim) -> list[Snapshot]:
        """See `Store.claim`."""
        given: list[Snapshot] = []
        # One at a time: so a run of this engine with an epoch one above the one found was taken by this very claim.
        async with self._one_at_a_time:
            dead = await self._dead_engines()
            while len(given) < claim.limit:
                (rows,) = await self._read([self._ownership.find(claim, claim.limit - len(given), dead)])
                found: dict[str, int] = {run_id: epoch for run_id, epoch in rows}
                taken = await self._take(found) if found else []
                given += taken
                if not found or claim.run_id is not None:
                    break
                if claim.held is not None:
                    claim = claim._replace(held=claim.held.union(one.run.run_id for one in taken))
            while claim.due is not None and claim.run_id is None and len(given) < claim.limit:
                find = self._ownership.find_due(claim, claim.due, claim.limit - len(given))
                ((*rows,),) = await self._read([find])
                if not rows:
                    break
                given += await self._take({run_id: epoch for run_id, epoch in rows})
        return given

    async def _dead_engines(self) -> frozenset[str]:
        """Those whose lease is over; what is left of those that own nothing any more is cleared away."""
        asked_at = self._now()
        (rows,) = await self._read([self._ownership.engines()])
        engines = {EngineRow._make(fields): bool(is_owner) for *fields, is_owner in rows}
        dead = self._leases.dead(engines, asked_at=asked_at, answered_at=self._now())
        # A frozen one that wakes up gets its row back with its next heartbeat.
        if idle := [one.engine_id for one, is_owner in engines.items() if one.engine_id in dead and not is_owner]:
            await self._writer.submit(self._ownership.bury(idle))
        return dead

    async def _take(self, found: Mapping[str, int]) -> list[Snapshot]:
        """Those of which no other engine was quicker.

        Where an answer is lost for good, the engine owns runs that it does not know of: its next claim says which it
        holds.
        """
        await self._writer.submit(self._ownership.take(list(found.items())))
        epochs = {(run_id, self._ownership.engine_id): epoch + 1 for run_id, epoch in found.items()}
        snapshots = await self._load(list(found))
        return [one for one in snapshots if one and epochs.get((one.run.run_id, one.run.owner or "")) == one.run.epoch]


class Heart:
    """Renews one engine's lease, from a thread of the engine's choice, over a connection of its own."""

    def __init__(self, endpoint: Endpoint, engine: EngineRow, now: Callable[[], float]) -> None:
        self._endpoint = endpoint
        self._ownership = Ownership(engine)
        self._now = now
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
                answer = client.ask(self._ownership.beat(self._now()))
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
