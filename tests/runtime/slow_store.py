"""Stores that are slow or in trouble, on demand."""

from __future__ import annotations

import asyncio

from gorkflow.core.records import Commit, Creation, RunRow
from gorkflow.errors import StoreError
from gorkflow.stores.memory import MemoryStore


class SlowStore(MemoryStore):
    """Writes a creation at once and tells of it later; whoever gives up waiting calls nothing back.

    Attributes:
        writing: set when a creation is in the store.
        free: set it to let the store answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.writing = asyncio.Event()
        self.free = asyncio.Event()

    async def create(self, creation: Creation, /) -> RunRow:
        row = await super().create(creation)
        self.writing.set()
        await self.free.wait()
        return row


class TroubledStore(MemoryStore):
    """Refuses commits while there is trouble.

    Attributes:
        trouble: what it raises; None while it is well.
        writes_first: whether the refused commit is written all the same: its outcome is unknown to the writer.
        refused: how many commits.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trouble: StoreError | None = None
        self.writes_first = False
        self.refused = 0

    async def commit(self, commit: Commit, /) -> None:
        if self.trouble is None:
            await super().commit(commit)
            return
        if self.writes_first:
            await super().commit(commit)
        self.refused += 1
        raise self.trouble
