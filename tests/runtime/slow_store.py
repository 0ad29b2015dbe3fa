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
    """Refuses writes while there is trouble.

    Attributes:
        trouble: what it raises; None while it is well.
        writes_first: whether the refused write is made all the same: its outcome is unknown to the writer.
        only: the run whose commits alone are refused; None for every write.
        refused: how many writes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trouble: StoreError | None = None
        self.writes_first = False
        self.only: str | None = None
        self.refused = 0

    async def create(self, creation: Creation, /) -> RunRow:
        if self.trouble is None or self.only is not None:
            return await super().create(creation)
        if self.writes_first:
            await super().create(creation)
        raise self._refusal(self.trouble)

    async def get_run(self, run_id: str, /) -> RunRow | None:
        if self.trouble is not None and self.only is None:
            raise self._refusal(self.trouble)
        return await super().get_run(run_id)

    async def commit(self, commit: Commit, /) -> None:
        if self.trouble is None or self.only not in (None, commit.run_id):
            await super().commit(commit)
            return
        if self.writes_first:
            await super().commit(commit)
        raise self._refusal(self.trouble)

    def _refusal(self, trouble: StoreError) -> StoreError:
        self.refused += 1
        return trouble
