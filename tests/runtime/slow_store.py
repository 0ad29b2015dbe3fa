"""Stores that are slow or in trouble, on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gorkflow.core.records import Commit, Creation, RunRow
from gorkflow.errors import StoreError
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.crash import CrashableStore, CrashingStore

T = TypeVar("T")


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


class TroubledStore(CrashingStore):
    """Refuses to create and to commit while there is trouble.

    Attributes:
        trouble: what it raises; None while it is well.
        writes_first: whether the refused write is made all the same: its outcome is unknown to the writer.
        only: the run whose commits alone are refused; None for every write.
        reads: it answers who reads all the same.
        refused: how many writes.
    """

    def __init__(self, inner: CrashableStore | None = None) -> None:
        super().__init__(MemoryStore() if inner is None else inner)
        self.trouble: StoreError | None = None
        self.writes_first = False
        self.only: str | None = None
        self.reads = False
        self.refused = 0

    async def create(self, creation: Creation, /) -> RunRow:
        return await self._troubled(None, lambda: super(TroubledStore, self).create(creation))

    async def commit(self, commit: Commit, /) -> None:
        await self._troubled(commit.run_id, lambda: super(TroubledStore, self).commit(commit))

    async def get_run(self, run_id: str, /) -> RunRow | None:
        if self.trouble is not None and self.only is None and not self.reads:
            raise self._refusal(self.trouble)
        return await super().get_run(run_id)

    async def _troubled(self, run_id: str | None, write: Callable[[], Awaitable[T]]) -> T:
        if self.trouble is None or self.only not in (None, run_id):
            return await write()
        if self.writes_first:
            await write()
        raise self._refusal(self.trouble)

    def _refusal(self, trouble: StoreError) -> StoreError:
        self.refused += 1
        return trouble
