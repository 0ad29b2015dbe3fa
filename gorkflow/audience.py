"""Several observers as one: each is told, whatever the others make of it."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Sequence

from gorkflow.core.error_text import shown
from gorkflow.core.events import Event
from gorkflow.ports import LossObserver, Observer, ProgressObserver

__all__ = ["Audience", "observer_problem"]

_log = logging.getLogger("gorkflow")


class Audience:
    """Tells each of its observers, in order. One that raises keeps neither the others nor the run from going on.

    What it raised is logged the first time, the tenth, the hundredth and so on, with the number: one that fails at
    every event would fill the disk.

    Attributes:
        observers: in the order in which they are told.
        hears_progress: whether one of them wants to know what bodies tell of themselves.
    """

    def __init__(self, observers: Sequence[Observer]) -> None:
        self.observers = tuple(observers)
        self._failures = [0] * len(self.observers)
        self._losers = [(place, one) for place, one in enumerate(self.observers) if isinstance(one, LossObserver)]
        self._listeners = [
            (place, one) for place, one in enumerate(self.observers) if isinstance(one, ProgressObserver)
        ]
        self.hears_progress = bool(self._listeners)

    def on_event(self, event: Event, /) -> None:
        """Tell each of the event."""
        for place, observer in enumerate(self.observers):
            try:
                observer.on_event(event)
            except BaseException:  # noqa: BLE001  # an observer is the user's code: whatever it raises is its own
                self._note_failure(place, event.type, event.run_id)

    def on_lost(self, run_id: str, /) -> None:
        """Tell each that wants to know of the loss."""
        for place, observer in self._losers:
            try:
                observer.on_lost(run_id)
            except BaseException:  # noqa: BLE001  # as above
                self._note_failure(place, "the loss", run_id)

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        """Tell each that hears what bodies tell of themselves."""
        for place, observer in self._listeners:
            try:
                observer.on_progress(run_id, path, done, total)
            except BaseException:  # noqa: BLE001  # as above
                self._note_failure(place, f"the progress of {path}", run_id)

    def _note_failure(self, place: int, what: str, run_id: str) -> None:
        times = self._failures[place] = self._failures[place] + 1
        if _is_news(times):
            who = shown(self.observers[place])
            _log.exception("observer %s failed on %s of run %s; times so far: %d", who, what, run_id, times)


def _is_news(times: int) -> bool:
    """Whether something has happened for the first time, the tenth, the hundredth and so on."""
    while times > 1 and times % 10 == 0:
        times //= 10
    return times == 1


def observer_problem(value: object) -> str | None:
    """One sentence on why the value is no observer; None for one. It may come from a caller without a type checker."""
    handler: object = None if isinstance(value, type) else getattr(value, "on_event", None)
    if not callable(handler):
        return f"an observer has a method on_event(event), which {shown(value)} has not"
    if inspect.iscoroutinefunction(handler):
        return (
            f"on_event of observer {shown(value)} is async, and nobody would await it; make it a plain method that "
            "starts a task of its own"
        )
    try:
        inspect.signature(handler).bind(value)
    except TypeError as error:
        return f"on_event of observer {shown(value)} takes one argument, the event: {error}"
    except ValueError:  # written in C, it tells nobody what it takes
        return None
    return None
