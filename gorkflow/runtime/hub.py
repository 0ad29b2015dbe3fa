"""Who is told of events: observers, and those who follow a run live. Told only after the commit, in order."""

from __future__ import annotations

import logging
from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from pydantic_core import from_json

from gorkflow.core.error_text import shown
from gorkflow.core.events import Event, EventType
from gorkflow.core.records import EventRow
from gorkflow.core.telling import is_worth_telling
from gorkflow.ports import LossObserver, Observer

_log = logging.getLogger("gorkflow")


_TYPES = {type_.value: type_ for type_ in EventType}  # to call the enumeration costs more than the rest of it


def event_of(workflow_id: str, row: EventRow) -> Event:
    """The event of a run of that workflow as users see it.

    Raises:
        ValueError: the row is damaged.
    """
    return Event.model_validate(
        {
            "run_id": row.run_id,
            "seq": row.seq,
            "at": datetime.fromtimestamp(row.at, UTC),
            "type": _TYPES.get(row.type, row.type),
            "step_id": row.step_id,
            "attempt": row.attempt,
            "data": from_json(row.data) if row.data != "{}" else {},
            "workflow_id": workflow_id,
        }
    )


Progress = Callable[[str, str, float, float | None], None]
"""Called with run id, path, done and total."""


class Hub:
    """Hands durable events on. An observer that raises is logged and never disturbs a run."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers = tuple(observers)
        self._failures = [0] * len(self._observers)
        self._followers: dict[str, list[Future[None]]] = {}
        self.on_progress: Progress | None = None  # for who shows what bodies tell of themselves: nobody does yet

    @property
    def followed(self) -> int:
        """Runs that somebody waits for."""
        return len(self._followers)

    def publish(self, workflow_id: str, run_id: str, events: Sequence[EventRow]) -> None:
        """Tell everybody of these events of one run."""
        if self._observers:
            for row in events:
                self._tell(event_of(workflow_id, row))
        if self._followers:
            for follower in self._followers.pop(run_id, ()):
                if not follower.done():
                    follower.set_result(None)

    def lose(self, run_id: str) -> None:
        """Tell those who want to know that this engine drives the run no more, of which no event of it will tell."""
        for place, observer in enumerate(self._observers):
            if isinstance(observer, LossObserver):
                try:
                    observer.on_lost(run_id)
                except BaseException:  # noqa: BLE001  # as in _tell
                    self._note_failure(place, "the loss", run_id)

    def news(self, run_id: str) -> Future[None]:
        """Done at the run's next event; cancel it to follow no longer."""
        follower: Future[None] = get_running_loop().create_future()
        self._followers.setdefault(run_id, []).append(follower)
        return follower

    def close(self) -> None:
        """There are no news to come: who waits for some looks for itself."""
        followers, self._followers = self._followers, {}
        for follower in (one for some in followers.values() for one in some):
            if not follower.done():
                follower.set_result(None)

    def forget(self, run_id: str, follower: Future[None]) -> None:
        """The follower has gone."""
        waiting = self._followers.get(run_id)
        if waiting is not None and follower in waiting:
            waiting.remove(follower)
            if not waiting:
                del self._followers[run_id]

    def report_progress(self, run_id: str, path: str, done: float, total: float | None) -> None:
        """A body tells how far it is; nothing of it is stored."""
        if self.on_progress is not None:
            self.on_progress(run_id, path, done, total)

    def _tell(self, event: Event) -> None:
        for place, observer in enumerate(self._observers):
            try:
                observer.on_event(event)
            except BaseException:  # noqa: BLE001  # an observer is the user's code: whatever it raises must not reach a run
                self._note_failure(place, event.type, event.run_id)

    def _note_failure(self, place: int, what: str, run_id: str) -> None:
        """Log it the first time, the tenth, the hundredth: one that fails at every event would fill the disk."""
        times = self._failures[place] = self._failures[place] + 1
        if is_worth_telling(times):
            who = shown(self._observers[place])
            _log.exception("observer %s failed on %s of run %s; times so far: %d", who, what, run_id, times)
