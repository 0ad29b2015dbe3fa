"""Starts that failed, or whose outcome nobody has heard: the run may be in the store, where nobody would drive it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gorkflow.errors import ConflictError, StoreConnectionError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import Creation
    from gorkflow.runtime.kit import Kit


def rescue(
    kit: Kit,
    creation: Creation,
    error: BaseException,
    *,
    begin: Callable[[], None],
    undo: Callable[[], None],
    lose: Callable[[], None],
) -> None:
    """The store has not said that it wrote; its caller is told so by the error. What was written goes on all the same.

    Args:
        begin: called, later, once the run is in the store for sure.
        undo: called when it is not, or its idempotency key had a run already, or the engine closes.
        lose: called in its place when it is not there and may come yet.
    """
    is_cancelled = isinstance(error, asyncio.CancelledError)
    is_unknown = isinstance(error, StoreConnectionError) and error.is_unknown
    if kit.is_closing or not (is_cancelled or is_unknown):  # closing: the next opening takes what was written
        undo()
        return

    async def repeated() -> bool:
        """Behind the first write, which nobody waits for any more: then it is there."""
        try:
            return (await kit.store.create(creation)).run_id == creation.run.run_id
        except ConflictError:  # it was written the first time
            return True

    async def exists() -> bool:
        """The caller was told that nobody knows, and may start it anew: nothing is written any more."""
        return await kit.store.get_run(creation.run.run_id) is not None

    async def resolve() -> None:
        if await _answer(kit, repeated if is_cancelled else exists):
            begin()
        elif is_cancelled:
            undo()
        else:
            lose()

    kit.chores.soon(resolve(), dropped=undo)


async def _answer(kit: Kit, ask: Callable[[], Awaitable[bool]]) -> bool:
    """However long the store is in trouble."""
    try:
        return await ask()
    except StoreError as error:
        return await kit.outage.repeat(ask, error)
