"""Starts whose outcome nobody has heard: the run may be in the store, and nobody else would ever drive it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import Creation
    from gorkflow.runtime.kit import Kit


def rescue_cancelled(kit: Kit, creation: Creation, *, begin: Callable[[], None], undo: Callable[[], None]) -> None:
    """The caller left while the store wrote. The write is repeated, behind the first one: then it is there.

    Args:
        begin: called, later, once the run is in the store for sure.
        undo: called when it cannot be, or its idempotency key had a run already.
    """

    async def repeated() -> bool:
        try:
            return (await kit.store.create(creation)).run_id == creation.run.run_id
        except ConflictError:  # it was written the first time
            return True

    kit.chores.soon(_resolve(kit, repeated, begin, undo))


def rescue_lost(kit: Kit, creation: Creation, *, begin: Callable[[], None], undo: Callable[[], None]) -> None:
    """The store could not say whether it wrote, and so was the caller told: nothing is written any more."""

    async def exists() -> bool:
        return await kit.store.get_run(creation.run.run_id) is not None

    kit.chores.soon(_resolve(kit, exists, begin, undo))


async def _resolve(
    kit: Kit, ask: Callable[[], Awaitable[bool]], begin: Callable[[], None], undo: Callable[[], None]
) -> None:
    """Until the store answers, however long it is in trouble."""
    try:
        exists = await ask()
    except StoreError as error:
        exists = await kit.outage.repeat(ask, error)
    if exists:
        begin()
    else:
        undo()
