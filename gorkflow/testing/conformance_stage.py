"""What the conformance suite stands on: engines on the same data, rows to write, and tests that need no plugin."""

from __future__ import annotations

import asyncio
import json
import os
import platform
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

from gorkflow.core.records import (
    CacheRow,
    Commit,
    Creation,
    DefinitionRow,
    EngineRow,
    EventRow,
    InboxRow,
    RunPatch,
    RunRow,
    ScheduleRow,
    Snapshot,
    StateRow,
    StepRow,
)
from gorkflow.core.run import RunStatus
from gorkflow.ports import Store

__all__ = [
    "Stage",
    "StoreFactory",
    "cache_row",
    "commit_of",
    "conforms",
    "creation_of",
    "definition_of",
    "engine_row",
    "event_row",
    "everything",
    "message_row",
    "patch_of",
    "patched",
    "run_row",
    "schedule_row",
    "step_row",
    "unread",
]

StoreFactory = Callable[[], Store]
S = TypeVar("S")
_LEASE_SECONDS = 3600.0  # no test waits for one to end


class Stage:
    """The engines of one test, each with a store object of the factory, all on the same data."""

    def __init__(self, factory: StoreFactory) -> None:
        self._factory = factory
        self._opened: list[Store] = []

    async def open(self, engine_id: str = "engine-1", *, read_only: bool = False, **changes: object) -> Store:
        """A store opened for an engine of this id, with `changes` of its row."""
        store = self._factory()
        await store.open(engine_row(engine_id, **changes), read_only=read_only)
        self._opened.append(store)
        return store

    async def close(self) -> None:
        """Close what the test left open."""
        for store in self._opened:
            await store.close()


def conforms(body: Callable[[S, Stage], Coroutine[Any, Any, None]], /) -> Callable[[S, StoreFactory], None]:
    """Make a test of `async def test(self, stage)` that asks for the fixture `store_factory` and runs its own loop."""

    def test(self: S, store_factory: StoreFactory) -> None:
        async def play() -> None:
            stage = Stage(store_factory)
            try:
                await body(self, stage)
            finally:
                await stage.close()

        asyncio.run(play())

    # Not functools.wraps: pytest would follow it to the body and ask for a fixture named `stage`.
    test.__name__, test.__qualname__, test.__doc__ = body.__name__, body.__qualname__, body.__doc__
    test.__module__ = body.__module__
    return test


def engine_row(engine_id: str = "engine-1", /, **changes: object) -> EngineRow:
    """An engine of this host with a lease of an hour."""
    row = EngineRow(engine_id, platform.node(), os.getpid(), 1_700_000_000.0, 1_700_000_000.0, _LEASE_SECONDS)
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - names are checked, values are the test's


def run_row(run_id: str = "run-1", /, *, tags: Mapping[str, str] | None = None, **changes: object) -> RunRow:
    """A run of workflow "orders" version "1", RUNNING, owned by "engine-1"."""
    row = RunRow(
        run_id=run_id,
        workflow_id="orders",
        workflow_version="1",
        fingerprint="f" * 32,
        input=b'{"id":1}',
        input_arm=0,
        input_checksum=17,
        tags=json.dumps(tags or {}, sort_keys=True, separators=(",", ":")),
        resource_id=None,
        idempotency_key=None,
        forked_from=None,
        migrated_from=None,
        on_failure="drain",
        run_timeout_seconds=None,
        created_at=1_700_000_000.5,
        deadline_at=None,
        total=3,
        owner="engine-1",
        epoch=1,
        status=RunStatus.RUNNING.value,
        done=0,
        started_at=1_700_000_000.5,
        completed_at=None,
        updated_at=1_700_000_000.5,
        output_ref=None,
        error=None,
        cancel_requested=0,
        last_seq=1,
        wake_at=None,
    )
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def step_row(run_id: str = "run-1", step_id: str = "load", /, **changes: object) -> StepRow:
    """A step that is RUNNING in its first attempt."""
    row = StepRow(
        run_id=run_id,
        step_id=step_id,
        ordinal=1,
        position=None,
        attempt=1,
        failures=0,
        recoveries=0,
        status="RUNNING",
        input_ref='"@input"',
        output=None,
        output_ref=None,
        arm=0,
        checksum=None,
        error=None,
        ready_at=1_700_000_000.5,
        started_at=1_700_000_000.75,
        completed_at=None,
        next_attempt_at=None,
        cpu_seconds=None,
        executor="inline",
    )
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def event_row(run_id: str = "run-1", seq: int = 1, /, type: str = "RunCreated", **changes: object) -> EventRow:
    """An event of the run itself."""
    row = EventRow(run_id, seq, 1_700_000_000.5, type, None, None, "{}")
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def cache_row(key: str = "key", /, **changes: object) -> CacheRow:
    """An output of the step "load" of "run-1", kept for a long time."""
    row = CacheRow(key, "run-1", "load", b"31", 0, 17, 1_800_000_000.5)
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def message_row(run_id: str = "run-1", message_id: str = "m1", /, **changes: object) -> InboxRow:
    """A request to cancel the run."""
    row = InboxRow(message_id, run_id, "cancel", "{}", 1_700_000_001.5)
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def creation_of(run: RunRow | None = None, /, *executions: StepRow) -> Creation:
    """A new run with the event that it was created."""
    run = run or run_row()
    return Creation(run, executions, (event_row(run.run_id, 1),))


def patch_of(run: RunRow, /, **changes: object) -> RunPatch:
    """What leaves the run as it is, but for `changes`."""
    fields = run._asdict()
    patch = RunPatch(**{name: fields[name] for name in RunPatch._fields})
    return patch._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def commit_of(
    run: RunRow,
    /,
    *executions: StepRow,
    expected_seq: int | None = None,
    epoch: int | None = None,
    state: Mapping[str, bytes | None] | None = None,
    by: str = "load",
    consumed: tuple[str, ...] = (),
    **changes: object,
) -> Commit:
    """The next commit of a run that is as `run` says: one event more, and `changes` of its patch.

    `state` is written by the step `by`.
    """
    seq = run.last_seq if expected_seq is None else expected_seq
    return Commit(
        run_id=run.run_id,
        epoch=run.epoch if epoch is None else epoch,
        expected_seq=seq,
        patch=patch_of(run, last_seq=seq + 1, **changes),
        executions=list(executions),
        events=[event_row(run.run_id, seq + 1, "StepCompleted")],
        state=[StateRow(run.run_id, key, by, seq + 1, value) for key, value in (state or {}).items()],
        consumed=list(consumed),
    )


def definition_of(fingerprint: str = "f" * 32, /, workflow_version: str = "1", shape: str = "{}") -> DefinitionRow:
    """A definition of workflow "orders"."""
    return DefinitionRow(fingerprint, "orders", workflow_version, shape)


def schedule_row(schedule_id: str = "nightly", /, **changes: object) -> ScheduleRow:
    """A schedule of workflow "orders" version "1", that has not fired yet."""
    row = ScheduleRow(
        schedule_id=schedule_id,
        workflow_id="orders",
        workflow_version="1",
        input=b'{"id":1}',
        input_arm=0,
        input_checksum=17,
        cron="30 2 * * *",
        every_seconds=None,
        zone="Europe/Berlin",
        missed="once",
        overlap="skip",
        options="{}",
        created_at=1_700_000_000.5,
        epoch=1,
        next_at=1_700_000_100.25,
        is_decided=0,
        last_at=None,
        last_run_id=None,
        skipped=0,
    )
    return row._replace(**changes)  # type: ignore[arg-type]  # pyright: ignore - as above


def patched(run: RunRow, commit: Commit) -> RunRow:
    """The row after the commit, where no message came that its owner had not seen."""
    run = run._replace(**commit.patch._asdict())
    if commit.redefined is None:
        return run
    definition, total, input_arm = commit.redefined
    return run._replace(
        workflow_version=definition.workflow_version, fingerprint=definition.fingerprint, total=total,
        input_arm=input_arm, migrated_from=run.migrated_from or run.fingerprint,
    )  # fmt: skip


async def unread(store: Store, after: int = 0) -> list[InboxRow]:
    """The messages that wait for the store's engine, without the ordinals that the store gave them."""
    return [message._replace(ordinal=0) for message in (await store.inbox(after)).messages]


async def everything(store: Store, run_id: str) -> tuple[Snapshot | None, list[EventRow]]:
    """All that the store has of a run, to compare before and after."""
    return await store.load(run_id), list(await store.list_events(run_id, limit=10_000))
