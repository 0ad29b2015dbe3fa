"""Starts whose outcome nobody has heard: the run may be in the store, and nobody else would ever drive it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import Creation
    from gorkflow.runtime.kit import Kit


class Rescue:
    """Finds out what became of them, in the background, however long the store is in trouble."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._tasks: set[asyncio.Task[None]] = set()

    def of_cancelled(self, creation: Creation, *, begin: Callable[[], None], undo: Callable[[], None]) -> None:
        """The caller left while the store wrote. The write is repeated, behind the first one: then it is there.

        Args:
            begin: called once the run is in the store for sure.
            undo: called when it cannot be, or its idempotency key had a run already.
        """

        async def repeated() -> bool:
            try:
                return (await self._kit.store.create(creation)).run_id == creation.run.run_id
            except ConflictError:  # it was written the first time
                return True

        self._resolve(repeated, begin, undo)

    def of_lost(self, creation: Creation, *, begin: Callable[[], None], undo: Callable[[], None]) -> None:
        """The store could not say whether it wrote, and so was the caller told: nothing is written any more."""

        async def exists() -> bool:
            return await self._kit.store.get_run(creation.run.run_id) is not None

        self._resolve(exists, begin, undo)

    async def settle(self) -> None:
        """Until all of them are known, or at once while the store is in trouble: then the next opening takes them."""
        if self._kit.outage.fault is not None:
            self.abandon()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def abandon(self) -> None:
        """Drop them, as a killed process would."""
        for task in self._tasks:
            task.cancel()

    def _resolve(self, ask: Callable[[], Awaitable[bool]], begin: Callable[[], None], undo: Callable[[], None]) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(ask, begin, undo))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(
        self, ask: Callable[[], Awaitable[bool]], begin: Callable[[], None], undo: Callable[[], None]
    ) -> None:
        try:
            exists = await ask()
        except StoreError as error:
            exists = await self._kit.outage.repeat(ask, error)
        if exists:
            begin()
        else:
            undo()
