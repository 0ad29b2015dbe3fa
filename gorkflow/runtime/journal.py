"""Writes what a run has changed. A store in trouble holds the run up; it goes on by itself when the store does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from gorkflow.core.delay import note_delay
from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.records import Commit
    from gorkflow.runtime.kit import Kit

T = TypeVar("T")


def _never() -> bool:
    return False


async def write(kit: Kit, live: LiveRun, survives: Callable[[], bool] = _never) -> None:
    """Make everything that is not yet written durable, then tell those who follow.

    Args:
        survives: whether a cancellation that hits this is to change nothing; the write is repeated then.

    Raises:
        ConflictError: another engine owns the run.
    """
    commit = live.take_commit()
    since = live.updated_at
    is_repeated = False
    while True:
        try:
            fault = await written(kit, commit, is_repeated=is_repeated)
            break
        except asyncio.CancelledError:
            if not survives():
                raise
            is_repeated = True
    if fault is not None:
        note_delay(live, fault.code, str(fault), since, kit.clock.now())
    kit.hub.publish(live.plan.workflow.id, commit.run_id, commit.events)


async def written(kit: Kit, commit: Commit, *, is_repeated: bool = False) -> StoreError | None:
    """Have it written, however long the store is in trouble; what held it up. The fence makes a repetition harmless.

    Args:
        is_repeated: it may be in the store already: whoever wrote it was cancelled.

    Raises:
        ConflictError: another engine owns the run.
    """
    try:
        await kit.store.commit(commit)
    except ConflictError:
        if not (is_repeated and await _was_written(kit, commit)):
            raise
    except StoreError as error:
        try:
            await kit.outage.repeat(lambda: kit.store.commit(commit), error)
        except ConflictError:
            if not await _was_written(kit, commit):
                raise
        return error
    if kit.outage.fault is not None:
        kit.outage.end()
    return None


async def _was_written(kit: Kit, commit: Commit) -> bool:
    """Whether a commit of unknown outcome had been written after all."""
    row = await answered(kit, lambda: kit.store.get_run(commit.run_id))
    return row is not None and row.epoch == commit.epoch and row.last_seq == commit.patch.last_seq


async def answered(kit: Kit, ask: Callable[[], Awaitable[T]]) -> T:
    """What the store answers, as soon as it does: for a run that is claimed already and must not be left behind."""
    try:
        return await ask()
    except StoreError as error:
        return await kit.outage.repeat(ask, error)


async def confirm(kit: Kit, live: LiveRun, survives: Callable[[], bool]) -> None:
    """Before bodies begin in a process that may have been frozen since its last write: the run is still its own.

    Args:
        survives: as for `write`.

    Raises:
        ConflictError: another engine owns it by now.
    """
    while True:
        try:
            row = await answered(kit, lambda: kit.store.get_run(live.run_id))
            break
        except asyncio.CancelledError:
            if not survives():
                raise
    if row is None or row.epoch != live.epoch:
        msg = f"run {live.run_id} was taken over while this engine stood still; its bodies do not begin here"
        raise ConflictError(msg)
