"""Writes what a run has changed. A store in trouble holds the run up; it goes on by itself when the store does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.records import Commit
    from gorkflow.runtime.kit import Kit

REPEAT_SECONDS = 0.2


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
        await _write_again(kit, commit, error)
    kit.hub.publish(commit.run_id, commit.events)


async def _write_again(kit: Kit, commit: Commit, fault: StoreError) -> None:
    """Repeat the same commit until it is written; the fence makes a repetition harmless."""
    while True:
        kit.degraded("store", fault)
        await kit.clock.sleep(REPEAT_SECONDS)
        try:
            await kit.store.commit(commit)
        except ConflictError:
            if not await _was_written(kit, commit):
                raise
            break
        except StoreError as error:
            fault = error
        else:
            break
    kit.degraded("store", None)


async def _was_written(kit: Kit, commit: Commit) -> bool:
    """Whether a commit of unknown outcome had been written after all."""
    while True:
        try:
            row = await kit.store.get_run(commit.run_id)
        except StoreError as error:
            kit.degraded("store", error)
            await kit.clock.sleep(REPEAT_SECONDS)
        else:
            return row is not None and row.epoch == commit.epoch and row.last_seq == commit.patch.last_seq
