"""Several observers as one."""

from __future__ import annotations

import logging

from gorkflow.core.error_text import shown
from gorkflow.core.events import Event
from gorkflow.core.telling import is_worth_telling, observer_problem
from gorkflow.errors import SettingError
from gorkflow.ports import LossObserver, Observer, ProgressObserver

_log = logging.getLogger("gorkflow")


class CompositeObserver:
    """Tells each of its observers, in order. One that raises does not keep the others from being told.

    What it raised is logged the first time, the tenth, the hundredth and so on, with the number.

    Args:
        *observers: in the order in which they are told.

    Raises:
        SettingError: one of them is no observer.
    """

    def __init__(self, *observers: Observer) -> None:
        for one in observers:
            if (problem := observer_problem(one)) is not None:
                raise SettingError(problem)
        self._observers = observers
        self._failures = [0] * len(observers)

    def __repr__(self) -> str:
        return f"CompositeObserver({', '.join(map(shown, self._observers))})"

    def on_event(self, event: Event, /) -> None:
        """Tell each of the event."""
        for place, observer in enumerate(self._observers):
            try:
                observer.on_event(event)
            except BaseException:  # noqa: BLE001  # an observer is the user's code: whatever it raises is its own
                self._note_failure(place, event.type, event.run_id)

    def on_lost(self, run_id: str, /) -> None:
        """Tell each that wants to know of the loss."""
        for place, observer in enumerate(self._observers):
            if isinstance(observer, LossObserver):
                try:
                    observer.on_lost(run_id)
                except BaseException:  # noqa: BLE001  # as above
                    self._note_failure(place, "the loss", run_id)

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        """Tell each that hears what bodies tell of themselves."""
        for place, observer in enumerate(self._observers):
            if isinstance(observer, ProgressObserver):
                try:
                    observer.on_progress(run_id, path, done, total)
                except BaseException:  # noqa: BLE001  # as above
                    self._note_failure(place, f"the progress of {path}", run_id)

    def _note_failure(self, place: int, what: str, run_id: str) -> None:
        times = self._failures[place] = self._failures[place] + 1
        if is_worth_telling(times):
            who = shown(self._observers[place])
            _log.exception("observer %s failed on %s of run %s; times so far: %d", who, what, run_id, times)
