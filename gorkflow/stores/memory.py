"""The store for tests and for runs that need not outlive the process. It keeps JSON like every other store."""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from gorkflow.core.records import (
    CacheRow,
    Commit,
    Creation,
    DefinitionRow,
    EngineRow,
    EngineSighting,
    EventRow,
    GivenRow,
    Inbox,
    InboxRow,
    Redefined,
    RunRow,
    Snapshot,
    StateRow,
    StepDuration,
    StepRow,
)
from gorkflow.core.run import FINAL_RUN_STATUSES, Page, RunFilter, RunStatus
from gorkflow.sql.cursors import Place, decode_cursor, encode_cursor
from gorkflow.sql.refusals import already_exists, does_not_exist, is_fenced, is_not_over
from gorkflow.stores.memory_resting import Resting
from gorkflow.stores.memory_rows import durations_of, patch_of, patched, sightings
from gorkflow.stores.memory_schedules import MemorySchedules

_RUNNING = RunStatus.RUNNING.value  # as rows hold it


class _Run:
    """A run with everything of it.

    The garbage collector visits every NamedTuple in every full collection. So rows are kept as plain tuples, which it
    stops looking at, and events without a tuple of their own.
    """

    __slots__ = ("_created", "epoch", "events", "given", "inbox", "patch", "state", "steps")

    def __init__(self, row: RunRow) -> None:
        self._created = tuple(row)
        self.epoch = row.epoch
        self.patch = patch_of(row)  # the latest; the row is put together when somebody asks for it
        self.steps: dict[str, tuple[Any, ...]] = {}  # of StepRow
        self.events: list[Any] = []  # the values of one EventRow after another
        self.state: dict[tuple[str, str], StateRow] = {}  # by key and step
        self.given: tuple[GivenRow, ...] = ()
        # By id of the message, in order of arrival. None once consumed: a repetition has no effect.
        self.inbox: dict[str, InboxRow | None] = {}

    @property
    def row(self) -> RunRow:
        """As it is now."""
        return patched(RunRow._make(self._created), self.patch, self.epoch)

    @property
    def run_id(self) -> str:
        """Its id."""
        return str(self._created[0])

    @property
    def workflow(self) -> tuple[str, str]:
        """Id and version."""
        return str(self._created[1]), str(self._created[2])

    @property
    def waiting(self) -> tuple[InboxRow, ...]:
        """Its messages, in order of arrival."""
        return tuple(message for message in self.inbox.values() if message is not None)

    def redefine(self, redefined: Redefined) -> None:
        """It goes on under another definition."""
        definition, total, input_arm = redefined
        row = RunRow._make(self._created)
        self._created = tuple(
            row._replace(
                workflow_version=definition.workflow_version,
                fingerprint=definition.fingerprint,
                migrated_from=row.migrated_from or row.fingerprint,
                total=total,
                input_arm=input_arm,
            )
        )


class MemoryStore(MemorySchedules):
    """Keeps runs in this process; lost with it. One engine after another may have the same object open."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, _Run] = {}
        self._open: dict[str, _Run] = {}  # neither final nor at rest
        self._resting = Resting()
        self._by_key: dict[str, str] = {}
        self._definitions: dict[str, DefinitionRow] = {}
        self._cached: dict[str, tuple[Any, ...]] = {}  # of CacheRow, by key
        self._engines: dict[str, EngineRow] = {}
        self._posted: dict[str, _Run] = {}  # runs that may have messages waiting
        self._arrivals = 0  # messages posted
        self._engine_id: str | None = None

    @property
    def url(self) -> str:
        """`memory://`."""
        return "memory://"

    @property
    def is_shared(self) -> bool:
        """No other process can see it."""
        return False

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        """Register the engine."""
        self._engine_id = engine.engine_id
        if not read_only:
            self._engines[engine.engine_id] = engine

    async def close(self) -> None:
        """Unregister the engine; the runs stay in the object."""
        if self._engine_id is not None:
            self.forget_engine(self._engine_id)

    async def abandon(self) -> None:
        """What a killed process would leave: the engine is gone, its runs are open and still name it."""
        await self.close()

    def forget_engine(self, engine_id: str) -> None:
        """The engine is dead: its runs may be claimed."""
        self._engines.pop(engine_id, None)

    async def create(self, creation: Creation, /) -> RunRow:
        """Store a new run, or give the one that has its idempotency key."""
        row = creation.run
        key = row.idempotency_key
        if key is not None and key in self._by_key:
            return self._runs[self._by_key[key]].row
        if row.run_id in self._runs:
            raise already_exists(row.run_id)
        run = self._runs[row.run_id] = _Run(row)
        if key is not None:
            self._by_key[key] = row.run_id
        for execution in creation.executions:
            run.steps[execution[1]] = tuple(execution)
        for event in creation.events:
            run.events += event
        run.given = creation.given
        _put_state(run, creation.state)
        if creation.definition is not None:
            self._definitions.setdefault(creation.definition.fingerprint, creation.definition)
        self._place(run)
        return row

    async def commit(self, commit: Commit, /) -> None:
        """Write everything of the commit, or nothing."""
        run = self._runs.get(commit.run_id)
        if run is None or run.epoch != commit.epoch or run.patch.last_seq != commit.expected_seq:
            raise is_fenced(commit)
        run.patch = commit.patch
        for execution in commit.executions:
            run.steps[execution[1]] = tuple(execution)
        for event in commit.events:
            run.events += event
        if commit.state:
            _put_state(run, commit.state)
        for message_id in run.inbox if commit.drops_inbox else commit.consumed:
            run.inbox[message_id] = None
        if commit.redefined is not None or commit.cached:
            self._put_lasting(run, commit)
        if run.patch.status != _RUNNING or commit.run_id not in self._open:
            self._place(run, commit.seen)

    def _put_lasting(self, run: _Run, commit: Commit) -> None:
        """What stays when the run goes."""
        for kept in commit.cached:
            self._cached[kept.key] = tuple(kept)
        if commit.redefined is not None:
            run.redefine(commit.redefined)
            self._definitions.setdefault(commit.redefined.definition.fingerprint, commit.redefined.definition)

    async def post(self, message: InboxRow, /) -> RunStatus:
        """Leave a message for the owner of an open run."""
        run = self._runs.get(message.run_id)
        if run is None:
            raise does_not_exist(message.run_id)
        status = RunStatus(run.patch.status)
        if status not in FINAL_RUN_STATUSES and message.message_id not in run.inbox:
            self._arrivals += 1
            run.inbox[message.message_id] = message._replace(ordinal=self._arrivals)
            self._posted[message.run_id] = run
        if status is RunStatus.WAITING and run.inbox[message.message_id] is not None:
            run.patch = run.patch._replace(wake_at=0.0)
            self._place(run)
        return status

    async def inbox(self, after: int = 0, /) -> Inbox:
        """Messages for the runs that this engine owns, in order of arrival."""
        found: list[InboxRow] = []
        for run_id, run in list(self._posted.items()):
            messages = run.waiting
            if not messages or run_id not in self._open:  # over, or at rest: who takes it up gets them with it
                del self._posted[run_id]
            elif run.patch.owner == self._engine_id:
                found += (message for message in messages if message.ordinal > after)
        return Inbox(tuple(sorted(found, key=lambda message: message.ordinal)), self._arrivals)

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
        """Take over open runs that nobody alive owns, oldest first, and those at rest that are due."""
        wanted = set(workflows)
        if run_id is not None:
            found = [run for run in (self._runs.get(run_id),) if run is not None]
            taken = [run for run in found if run.workflow in wanted and self._is_free(run, held)]
            return [self._take(run) for run in taken]
        free = [run.row for run in self._open.values() if run.workflow in wanted and self._is_free(run, held)]
        free = [row for row in free if row.status != RunStatus.SUSPENDED or row.fingerprint not in differing]
        run_ids = [row.run_id for row in heapq.nsmallest(limit, free, key=_order)]
        if due is not None:
            run_ids += self._resting.due(wanted, due, limit - len(run_ids))
        return [self._take(self._runs[run_id]) for run_id in run_ids]

    def _is_free(self, run: _Run, held: Collection[str] | None) -> bool:
        owner = run.patch.owner
        is_lost = held is not None and owner == self._engine_id and run.run_id not in held
        return run.patch.status not in FINAL_RUN_STATUSES and (is_lost or owner not in self._engines)

    def _take(self, run: _Run) -> Snapshot:
        run.epoch += 1
        run.patch = run.patch._replace(owner=self._engine_id)
        self._place(run)
        return _snapshot(run)

    def _place(self, run: _Run, seen: int | None = None) -> None:
        """Put it where it belongs by status and owner. Laid to rest by who has seen so many messages, it may wake."""
        run_id, patch = run.run_id, run.patch
        if patch.status == RunStatus.WAITING and patch.owner is None:
            if seen is not None and any(message.ordinal > seen for message in run.waiting):
                patch = run.patch = patch._replace(wake_at=0.0)
            self._resting.put(run_id, run.workflow, patch.wake_at)
            self._open.pop(run_id, None)
            return
        self._resting.remove(run_id)
        if patch.status in FINAL_RUN_STATUSES:
            self._open.pop(run_id, None)
        else:  # a run that was over may go on
            self._open[run_id] = run
            if run.inbox:
                self._posted[run_id] = run

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        """The earliest of the runs at rest."""
        return self._resting.next_wake(set(workflows))

    def beat(self) -> None:
        """Nothing to renew: the engine lives as long as the process."""

    async def get_run(self, run_id: str, /) -> RunRow | None:
        """The run's row."""
        run = self._runs.get(run_id)
        return None if run is None else run.row

    async def load(self, run_id: str, /) -> Snapshot | None:
        """The run with its executions and state."""
        run = self._runs.get(run_id)
        return None if run is None else _snapshot(run)

    async def get_definition(self, fingerprint: str, /) -> DefinitionRow | None:
        """What a fingerprint stands for."""
        return self._definitions.get(fingerprint)

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        """A page of runs, newest first."""
        before = None if filter.cursor is None else decode_cursor(filter.cursor)
        rows = sorted(self._matching(filter), key=_order, reverse=True)
        if before is not None:
            rows = [row for row in rows if _order(row) < before]
        page = rows[: filter.limit]
        cursor = encode_cursor(_order(page[-1])) if len(rows) > filter.limit else None
        return Page[RunRow](items=page, next_cursor=cursor)

    async def count_runs(self, filter: RunFilter, /) -> Mapping[RunStatus, int]:
        """Runs by status."""
        counts: dict[RunStatus, int] = {}
        for row in self._matching(filter):
            status = RunStatus(row.status)
            counts[status] = counts.get(status, 0) + 1
        return counts

    async def get_execution(self, run_id: str, step_id: str, /) -> StepRow | None:
        """One step's row."""
        run = self._runs.get(run_id)
        row = None if run is None else run.steps.get(step_id)
        return None if row is None else StepRow._make(row)

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        """How long its completed steps took, those outside of maps and loops first."""
        run = self._runs.get(run_id)
        return [] if run is None else durations_of(map(StepRow._make, run.steps.values()), limit)

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        """Events above a seq, in order."""
        run = self._runs.get(run_id)
        if run is None:
            return []
        width, first = len(EventRow._fields), max(after, 0)
        places = range(first * width, min(first + limit, len(run.events) // width) * width, width)
        return [EventRow._make(run.events[place : place + width]) for place in places]

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        """Every engine that has it open."""
        return sightings(self._engines.values(), (run.patch.owner for run in self._open.values()))

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        """The output kept under that key."""
        row = self._cached.get(key)
        kept = None if row is None else CacheRow._make(row)
        return kept if kept is not None and kept.expires_at > now else None

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        """Remove outputs whose time is over."""
        over = (key for key, row in self._cached.items() if CacheRow._make(row).expires_at <= expired_by)
        removed = list(islice(over, limit))
        for key in removed:
            del self._cached[key]
        return len(removed)

    async def delete(self, run_id: str, /) -> bool:
        """Remove a finished run."""
        run = self._runs.get(run_id)
        if run is None:
            return False
        row = run.row
        if row.status not in FINAL_RUN_STATUSES:
            raise is_not_over(run_id, row.status)
        del self._runs[run_id]
        if row.idempotency_key is not None:
            self._by_key.pop(row.idempotency_key, None)
        self._posted.pop(run_id, None)
        return True

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        """Remove finished runs that ended long ago."""
        ended = [
            (row.completed_at, row.run_id)
            for row in (run.row for run in self._runs.values())
            if row.status == status and row.completed_at is not None and row.completed_at < ended_before
        ]
        oldest = heapq.nsmallest(limit, ended)
        for _, run_id in oldest:
            await self.delete(run_id)
        return len(oldest)

    def _matching(self, filter: RunFilter) -> Iterator[RunRow]:
        return (row for row in (run.row for run in self._runs.values()) if _matches(row, filter))


def _put_state(run: _Run, rows: Iterable[StateRow]) -> None:
    for row in rows:
        run.state[row.key, row.step_id] = row


def _snapshot(run: _Run) -> Snapshot:
    state = sorted(run.state.values(), key=lambda row: (row.seq, row.key))
    steps = tuple(StepRow._make(row) for row in run.steps.values())
    return Snapshot(run.row, steps, tuple(state), run.given, run.waiting)


def _matches(row: RunRow, filter: RunFilter) -> bool:
    statuses = filter.statuses
    after, before = filter.created_after, filter.created_before
    tags: dict[str, str] = json.loads(row.tags) if filter.tags else {}
    return (
        filter.workflow_id in (None, row.workflow_id)
        and filter.version in (None, row.workflow_version)
        and filter.resource_id in (None, row.resource_id)
        and (statuses is None or row.status in statuses)
        and all(tags.get(name) == value for name, value in filter.tags.items())
        and (after is None or row.created_at >= after.timestamp())
        and (before is None or row.created_at < before.timestamp())
    )


def _order(row: RunRow) -> Place:
    return Place(row.created_at, row.run_id)
