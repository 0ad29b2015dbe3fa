"""Writes what a run has changed. A store in trouble holds the run up; it goes on by itself when the store does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.core.delay import note_delay
from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.records import Commit
    from gorkflow.runtime.kit import Kit


async def write(kit: Kit, live: LiveRun) -> None:
    """Make everything that is not yet written durable, then tell those who follow.

    Raises:
        ConflictError: another engine owns the run.
    """
    commit = live.take_commit()
    try:
        await kit.store.commit(commit)
    except ConflictError:
        raise
    except StoreError as error:
        await _write_again(kit, live, commit, error)
    else:
        if kit.outage.fault is not None:
            kit.outage.end()
    kit.hub.publish(commit.run_id, commit.events)


async def _write_again(kit: Kit, live: LiveRun, commit: Commit, fault: StoreError) -> None:
    """Repeat the same commit until it is written; the fence makes a repetition harmless."""
    since = kit.clock.now()
    try:
        await kit.outage.repeat(lambda: kit.store.commit(commit), fault)
    except ConflictError:
        if not await _was_written(kit, commit):
            raise
    note_delay(live, fault.code, str(fault), since, kit.clock.now())


async def _was_written(kit: Kit, commit: Commit) -> bool:
    """Whether a commit of unknown outcome had been written after all."""
    try:
        row = await kit.store.get_run(commit.run_id)
    except StoreError as error:
        row = await kit.outage.repeat(lambda: kit.store.get_run(commit.run_id), error)
    return row is not None and row.epoch == commit.epoch and row.last_seq == commit.patch.last_seq
