"""Open runs that nobody alive drives, counted by workflow and version. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from gorkflow.core.records import RunRow
from gorkflow.core.run import OPEN_RUN_STATUSES, RunStatus

__all__ = ["Driverless", "DriverlessTally"]

PATIENCE_SECONDS = 60.0  # for whoever is about to take them up
_PATIENT = (RunStatus.WAITING, RunStatus.SUSPENDED)


class Driverless(NamedTuple):
    """Open runs of one workflow and version that nobody alive drives.

    Attributes:
        oldest_run_id: the one that has waited longest.
        since: since when it has, as seconds since the Unix epoch.
        has_code: whether there is code for them; None where nobody said which code there is.
    """

    workflow_id: str
    workflow_version: str
    runs: int
    oldest_run_id: str
    since: float
    has_code: bool | None


class DriverlessTally:
    """Is given the rows of all runs, and asked when it is known which engines are alive.

    A run counts once it has waited for a minute: longer than any engine takes to claim it. One at rest waits from the
    time on that it is to wake at, and one that is SUSPENDED not at all; without code for them both count as others do.

    Args:
        now: seconds since the Unix epoch.
        known: (workflow id, version) that there is code for; None where nobody said.
    """

    def __init__(self, now: float, known: Collection[tuple[str, str]] | None) -> None:
        self._until = now - PATIENCE_SECONDS
        self._known = None if known is None else frozenset(known)
        self._found: dict[tuple[str | None, str, str], tuple[int, float, str]] = {}

    def add(self, run: RunRow) -> None:
        """Take note of a run."""
        if run.status not in OPEN_RUN_STATUSES:
            return
        since = run.updated_at
        if run.status in _PATIENT and run.owner is None and self._has_code(run) is not False:
            if run.wake_at is None:
                return  # until a message comes, or other code
            since = max(since, run.wake_at)
        if since <= self._until:
            key = (run.owner, run.workflow_id, run.workflow_version)
            runs, first, run_id = self._found.get(key, (0, since, run.run_id))
            self._found[key] = (runs + 1, *min((first, run_id), (since, run.run_id)))

    def _has_code(self, run: RunRow) -> bool | None:
        return None if self._known is None else (run.workflow_id, run.workflow_version) in self._known

    def of_nobody(self, alive: Collection[str]) -> list[Driverless]:
        """What nobody of these drives, by workflow and version, in their order."""
        merged: dict[tuple[str, str], tuple[int, float, str]] = {}
        for (owner, *key), (runs, since, run_id) in self._found.items():
            if owner is None or owner not in alive:
                place = (key[0], key[1])
                others, first, first_id = merged.get(place, (0, since, run_id))
                merged[place] = (others + runs, *min((first, first_id), (since, run_id)))
        return [
            Driverless(*key, runs, run_id, since, None if self._known is None else key in self._known)
            for key, (runs, since, run_id) in sorted(merged.items())
        ]
