"""What is removed: one run that is over, or all that ended long ago."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gorkflow.core.durations import seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.run import FINAL_RUN_STATUSES, RunStatus
from gorkflow.errors import ConflictError, RunNotFinishedError, SettingError

if TYPE_CHECKING:
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.queries import Queries

FINAL: Final[Sequence[RunStatus]] = tuple(status for status in RunStatus if status in FINAL_RUN_STATUSES)
BATCH = 100  # runs per transaction, at most


async def delete_run(kit: Kit, queries: Queries, run_id: str) -> None:
    """Remove a run that is over, with everything of it.

    Raises:
        RunNotFoundError: no such run.
        RunNotFinishedError: it is not over.
    """
    row = await queries.row(run_id)
    try:
        await kit.store.delete(run_id)
    except ConflictError as error:
        row = await queries.row(run_id)
        msg = (
            f"run {run_id} of workflow {row.workflow_id!r} is {row.status}: only a run that is over can be deleted; "
            f"cancel it first, or wait for its end"
        )
        raise RunNotFinishedError(msg, run_id=run_id) from error


async def prune(kit: Kit, older_than: timedelta, statuses: Sequence[RunStatus]) -> int:
    """Remove the runs of these statuses that ended longer ago than that; how many there were.

    Raises:
        SettingError: a status is not final, or the time is negative.
    """
    ended_before = kit.clock.now() - seconds_of(older_than, "older_than")
    removed = 0
    for status in _checked(statuses):
        while True:
            began = kit.clock.monotonic()
            batch = await kit.store.prune(status, ended_before=ended_before, limit=BATCH)
            if batch == 0:
                break
            removed += batch
            # As long a pause as the batch took: whoever else writes has the store for half of the time.
            await kit.clock.sleep(kit.clock.monotonic() - began)
    return removed


def _checked(statuses: Iterable[object]) -> list[RunStatus]:
    """The statuses, each once; a caller without a type checker may give anything."""
    wanted: list[object] = list(statuses) if _is_several(statuses) else [statuses]
    for status in wanted:
        if not isinstance(status, str) or status not in FINAL:
            msg = f"prune(statuses=[...]) takes {', '.join(FINAL)}, not {shown(status)}: only runs that are over go"
            raise SettingError(msg)
    return [status for status in FINAL if status in wanted]


def _is_several(values: object) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, str | bytes)
