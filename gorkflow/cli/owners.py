"""Which open runs nobody drives: a process that was killed leaves its runs as they were, RUNNING by all accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from gorkflow.core.run import RunStatus

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow
    from gorkflow.ports import StoreReads

NOBODY: Final = "no living process drives it"
_DRIVEN: Final = (RunStatus.PENDING, RunStatus.RUNNING, RunStatus.COMPENSATING)


def _is_driven(row: RunRow) -> bool:
    """Whether it should be: one at rest has no owner."""
    return row.status in _DRIVEN or (row.status == RunStatus.WAITING and row.owner is not None)


async def left_alone(store: StoreReads, rows: Iterable[RunRow]) -> frozenset[str]:
    """The ids of those runs that should be at work, and that nobody alive drives.

    The store is asked for its engines where there is an open run, and for the rows of the suspects once more: whoever
    takes one over, or ends it, does so while this looks.
    """
    open_rows = [row for row in rows if _is_driven(row)]
    if not open_rows:
        return frozenset()
    alive = {engine.engine_id for engine in await store.list_engines() if engine.is_alive}
    suspects = [row for row in open_rows if row.owner not in alive]
    found: set[str] = set()
    for suspect in suspects:
        row = await store.get_run(suspect.run_id)
        if row is not None and _is_driven(row) and row.owner == suspect.owner:
            found.add(row.run_id)
    return frozenset(found)
