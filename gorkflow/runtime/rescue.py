"""Starts that were cancelled while the store wrote: the run may exist, and nobody else would ever drive it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import Creation
    from gorkflow.ports import Store


class Rescue:
    """Repeats their write, behind the first one, and so learns what became of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tasks: set[asyncio.Task[None]] = set()

    def soon(self, creation: Creation, *, begin: Callable[[], None], undo: Callable[[], None]) -> None:
        """Call `begin` once the run is in the store for sure, or `undo` if it cannot be."""
        task = asyncio.get_running_loop().create_task(self._repeat(creation, begin, undo))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Until all of them are known."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    def abandon(self) -> None:
        """Drop them, as a killed process would."""
        for task in self._tasks:
            task.cancel()

    async def _repeat(self, creation: Creation, begin: Callable[[], None], undo: Callable[[], None]) -> None:
        try:
            exists = (await self._store.create(creation)).run_id == creation.run.run_id
        except ConflictError:  # it was written the first time
            exists = True
        except StoreError:
            exists = False
        if exists:
            begin()
        else:
            undo()
