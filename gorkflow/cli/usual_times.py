"""How long runs of a workflow usually take."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from gorkflow.core.run import RunFilter, RunStatus

if TYPE_CHECKING:
    from gorkflow.ports import StoreReads

_FEWEST: Final = 3
_RECENT: Final = 50


class UsualTimes:
    """Medians of the COMPLETED among the newest runs of each workflow; each is read once."""

    def __init__(self, store: StoreReads) -> None:
        self._store = store
        self._known: dict[str, float | None] = {}

    async def of(self, workflow_id: str) -> float | None:
        """In seconds, from start to end; None where they are too few to compare with."""
        if workflow_id not in self._known:
            self._known[workflow_id] = await self._read(workflow_id)
        return self._known[workflow_id]

    async def _read(self, workflow_id: str) -> float | None:
        # Of all statuses: to look for COMPLETED ones among very many others would read all of those.
        page = await self._store.list_runs(RunFilter(workflow_id=workflow_id, limit=_RECENT))
        taken = [
            max(0.0, row.completed_at - row.started_at)
            for row in page.items
            if row.status == RunStatus.COMPLETED and row.completed_at is not None and row.started_at is not None
        ]
        return median(taken) if len(taken) >= _FEWEST else None
