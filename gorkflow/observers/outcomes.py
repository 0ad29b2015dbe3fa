"""How runs and attempts end, as metrics and spans call it alike, and which ended runs were taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gorkflow.core.events import RUN_STATUS_AFTER, Event, EventType

MAX_RETRIED: Final = 10_000

FINAL_STATUSES: Final[Mapping[str, str]] = {
    type_: status.value for type_, status in RUN_STATUS_AFTER.items() if status.is_final
}
"""Of runs, by the event that ends them."""
ATTEMPT_OUTCOMES: Final[Mapping[EventType, str]] = {
    EventType.STEP_COMPLETED: "completed",
    EventType.STEP_RETRY_SCHEDULED: "retried",
    EventType.STEP_FAILED: "failed",
    EventType.STEP_CANCELLED: "cancelled",
}


class Retries:
    """When runs were retried that have not ended here since; of very many the first are forgotten."""

    def __init__(self) -> None:
        self._retried_at: dict[str, float] = {}

    def note(self, event: Event) -> None:
        """A run is taken up again."""
        self._retried_at[event.run_id] = event.at.timestamp()
        if len(self._retried_at) > MAX_RETRIED:
            del self._retried_at[next(iter(self._retried_at))]

    def at(self, run_id: str) -> float | None:
        """When a run was retried; None where it was not."""
        return self._retried_at.get(run_id)

    def end(self, run_id: str) -> float | None:
        """As `at`, of a run that ends now."""
        return self._retried_at.pop(run_id, None)
