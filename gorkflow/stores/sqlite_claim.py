"""Who owns what: engines, their heartbeats and locks, and the claim of runs that nobody alive owns."""

from __future__ import annotations

import heapq
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from gorkflow.core.records import EngineRow, GivenRow, InboxRow, RunRow, Snapshot, StateRow, StepRow
from gorkflow.core.run import RunStatus
from gorkflow.sql.claims import Claim
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_checkpoints import warn_when_shared
from gorkflow.stores.sqlite_deaths import Deaths
from gorkflow.stores.sqlite_errors import is_connection_spoilt, translated
from gorkflow.stores.sqlite_file import Settings, connect
from gorkflow.stores.sqlite_locks import is_engine_dead, lock_folder, remove_lock_file

__all__ = ["Heart", "Ownership"]

_PATIENCE_SECONDS = 5.0


class Ownership:
    """The engines table as one engine sees it; its methods run inside a transaction of the writer."""

    def __init__(self, connection: sqlite3.Connection, engine: EngineRow, path: Path) -> None:
        self._cursor = connection.cursor()
        self._engine = engine
        self._path = path
        self._locks = lock_folder(path)
        self._deaths = Deaths(engine, path)
        self._named = load_queries("sqlite", "ownership")
        self._reads = load_queries("sqlite", "reads")

    def register(self, now: float) -> None:
        """Put this engine's row in."""
        self._cursor.execute(self._named["upsert_engine"], self._engine._replace(heartbeat_at=now))

    def unregister(self) -> None:
        """Take this engine's row out: what it still owns is then free."""
        self._cursor.execute(self._named["delete_engine"], (self._engine.engine_id,))

    def claim(self, claim: Claim, now: float) -> tuple[Snapshot, ...]:
        """See `Store.claim`."""
        dead = self._dead_owners(now)
        taken = self._candidates(claim, dead)
        self._cursor.executemany(self._named["take_run"], [(self._engine.engine_id, run_id) for run_id in taken])
        snapshots = tuple(self._snapshot(run_id) for run_id in taken)
        self._bury(dead)
        return snapshots

    def _dead_owners(self, now: float) -> set[str]:
        known = [EngineRow._make(row) for row in self._cursor.execute(self._named["select_engines"]).fetchall()]
        dead = {engine.engine_id for engine in known if self._deaths.is_dead(engine, now)}
        warn_when_shared(self._path, (engine for engine in known if engine.engine_id not in dead))
        return dead | (set(self._owners()) - {engine.engine_id for engine in known} - {self._engine.engine_id})

    def _owners(self) -> Iterator[str]:
        last = ""
        while found := self._cursor.execute(self._named["next_owner"], (last,)).fetchone():
            last = found[0]
            yield last

    def _candidates(self, claim: Claim, dead: set[str]) -> list[str]:
        if claim.run_id is not None:
            return self._candidate(claim.run_id, claim, dead)
        oldest = self._lost(claim)
        query = self._named["oldest_open"]
        differing: tuple[str, ...] = ()
        if claim.differing:
            query, differing = self._named["oldest_open_that_may_fit"], (json.dumps(sorted(claim.differing)),)
        for owner in (None, *dead):
            for workflow in self._workflows(owner):
                if workflow in claim.workflows:
                    oldest += self._cursor.execute(query, (owner, *workflow, *differing, claim.limit)).fetchall()
        taken = [run_id for _, run_id in heapq.nsmallest(claim.limit, oldest)]
        return taken if claim.due is None else [*taken, *self._due(claim, claim.due, claim.limit - len(taken))]

    def _due(self, claim: Claim, due: float, limit: int) -> list[str]:
        """Runs at rest that are to wake by then."""
        earliest: list[tuple[float, str]] = []
        last = ("", "")
        while limit and (last := self._cursor.execute(self._named["next_due_workflow"], last).fetchone()):
            if last in claim.workflows:
                earliest += self._cursor.execute(self._named["earliest_due"], (*last, due, limit)).fetchall()
        return [run_id for _, run_id in heapq.nsmallest(limit, earliest)]

    def _lost(self, claim: Claim) -> list[tuple[float, str]]:
        """Runs that this engine owns and knows nothing of."""
        if claim.held is None:
            return []
        own = self._cursor.execute(self._named["own_open"], (self._engine.engine_id,)).fetchall()
        return [
            (created_at, run_id)
            for created_at, run_id, status, fingerprint, *workflow in own
            if run_id not in claim.held and tuple(workflow) in claim.workflows
            if status != RunStatus.SUSPENDED or fingerprint not in claim.differing
        ]

    def _candidate(self, run_id: str, claim: Claim, dead: set[str]) -> list[str]:
        found = self._cursor.execute(self._named["open_run"], (run_id,)).fetchone()
        if found is None:
            return []
        owner, *workflow = found
        is_lost = claim.held is not None and owner == self._engine.engine_id and run_id not in claim.held
        is_free = owner is None or owner in dead or is_lost
        return [run_id] if is_free and tuple(workflow) in claim.workflows else []

    def _workflows(self, owner: str | None) -> Iterator[tuple[str, str]]:
        last = ("", "")
        while found := self._cursor.execute(self._named["next_workflow"], (owner, *last)).fetchone():
            last = found
            yield last

    def _snapshot(self, run_id: str) -> Snapshot:
        key = (run_id,)
        run = RunRow._make(self._cursor.execute(self._reads["select_run"], key).fetchone())
        executions = tuple(map(StepRow._make, self._cursor.execute(self._reads["select_executions"], key).fetchall()))
        state = tuple(map(StateRow._make, self._cursor.execute(self._reads["select_state"], key).fetchall()))
        given = tuple(map(GivenRow._make, self._cursor.execute(self._reads["select_given"], key).fetchall()))
        inbox = tuple(map(InboxRow._make, self._cursor.execute(self._reads["select_messages"], key).fetchall()))
        return Snapshot(run, executions, state, given, inbox)

    def _bury(self, dead: set[str]) -> None:
        for owner in dead:
            if self._cursor.execute(self._named["owns_open_run"], (owner,)).fetchone() is None:
                self._cursor.execute(self._named["delete_engine"], (owner,))
                # The lock of a frozen engine is not free: it needs it when it wakes.
                if is_engine_dead(self._locks, owner):
                    remove_lock_file(self._locks, owner)


class Heart:
    """Renews one engine's lease, from a thread of the engine's choice, with a connection of its own."""

    def __init__(self, settings: Settings, engine: EngineRow, now: Callable[[], float]) -> None:
        patience = min(_PATIENCE_SECONDS, engine.lease_seconds / 3)
        self._settings = settings._replace(busy_seconds=patience)
        self._engine = engine
        self._now = now
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def beat(self) -> None:
        """See `Store.beat`. Does nothing once stopped."""
        with self._guard, translated(self._settings.path):
            if self._is_stopped:
                return
            connection = self._connection = self._connection or connect(self._settings)
            statement = load_queries("sqlite", "ownership")["upsert_engine"]
            try:
                connection.execute(statement, self._engine._replace(heartbeat_at=self._now()))
            except sqlite3.Error as error:
                if is_connection_spoilt(error):
                    self._disconnect()
                raise

    def stop(self) -> None:
        """Let go of the connection; waits for a beat that is under way."""
        with self._guard:
            self._is_stopped = True
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
