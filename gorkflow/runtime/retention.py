"""What is removed: one run that is over, or all that ended long ago; and what was kept of outputs for other runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from gorkflow.core.durations import MAX_SECONDS, seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.run import FINAL_RUN_STATUSES, RunStatus
from gorkflow.errors import ConflictError, RunNotFinishedError, SettingError

if TYPE_CHECKING:
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.queries import Queries

FINAL: Final[Sequence[RunStatus]] = tuple(status for status in RunStatus if status in FINAL_RUN_STATUSES)
BATCH = 100  # runs, or outputs, per transaction, at most


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

    And outputs in the step cache whose time is over: they are of no use to anybody.

    Raises:
        SettingError: a status is not final, or the time is negative.
    """
    now = kit.clock.now()
    ended_before = now - seconds_of(older_than, "older_than")
    removed = 0
    for status in _checked(statuses):
        removed += await _all(kit, partial(kit.store.prune, status, ended_before=ended_before, limit=BATCH))
    await _all(kit, partial(kit.store.prune_cached, expired_by=now, limit=BATCH))
    return removed


async def clear_cache(kit: Kit) -> int:
    """Remove every output from the step cache; how many there were."""
    after_all = kit.clock.now() + 2 * MAX_SECONDS  # which is the longest time that one is kept
    return await _all(kit, partial(kit.store.prune_cached, expired_by=after_all, limit=BATCH))


async def _all(kit: Kit, remove: Callable[[], Awaitable[int]]) -> int:
    """Remove one batch after another; how many there were in all."""
    removed = 0
    while True:
        began = kit.clock.monotonic()
        batch = await remove()
        if batch == 0:
            return removed
        removed += batch
        # As long a pause as the batch took: whoever else writes has the store for half of the time.
        await kit.clock.sleep(kit.clock.monotonic() - began)


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
