"""Who is told of events: observers, and those who follow a run live. Told only after the commit, in order."""

from __future__ import annotations

import contextlib
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock

from pydantic_core import from_json

from gorkflow.audience import Audience
from gorkflow.core.events import Event, EventType
from gorkflow.core.records import EventRow
from gorkflow.ports import Observer

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


class Hub:
    """Hands durable events on. An observer that raises is logged and never disturbs a run."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._audience = Audience(observers)
        self._followers: dict[str, list[Future[None]]] = {}
        self._loop: AbstractEventLoop | None = None
        self._lock = Lock()
        self._reports: dict[tuple[str, str], tuple[float, float | None]] = {}  # from threads, not handed on yet

    def open(self) -> None:
        """From now on observers are told on the running loop."""
        self._loop = get_running_loop()

    @property
    def followed(self) -> int:
        """Runs that somebody waits for."""
        return len(self._followers)

    def publish(self, workflow_id: str, run_id: str, events: Sequence[EventRow]) -> None:
        """Tell everybody of these events of one run."""
        if self._audience.observers:
            for row in events:
                self._audience.on_event(event_of(workflow_id, row))
        if self._followers:
            for follower in self._followers.pop(run_id, ()):
                if not follower.done():
                    follower.set_result(None)

    def lose(self, run_id: str) -> None:
        """Tell those who want to know that this engine drives the run no more, of which no event of it will tell."""
        self._audience.on_lost(run_id)

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
        """A body tells how far it is, on the loop or in a thread; nothing of it is stored."""
        if not self._audience.hears_progress or self._loop is None:
            return
        if _is_running(self._loop):
            self._audience.on_progress(run_id, path, done, total)
            return
        with self._lock:  # a body may tell this a million times a second: the loop takes the last of what has come
            is_first = not self._reports
            self._reports[run_id, path] = (done, total)
        if is_first:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                self._loop.call_soon_threadsafe(self._tell_reports)

    def _tell_reports(self) -> None:
        with self._lock:
            reports, self._reports = self._reports, {}
        for (run_id, path), (done, total) in reports.items():
            self._audience.on_progress(run_id, path, done, total)


def _is_running(loop: AbstractEventLoop) -> bool:
    try:
        return get_running_loop() is loop
    except RuntimeError:  # in a thread
        return False
