"""The handles that somebody holds of an engine's runs, each of which shows how far its run is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from gorkflow.core.sight import Sight

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.executor import Driver


class Sights:
    """What is seen of runs, by their ids, for as long as somebody looks."""

    def __init__(self) -> None:
        self._sights: WeakValueDictionary[str, Sight] = WeakValueDictionary()

    def of(self, run_id: str, driver: Driver | None) -> Sight:
        """What can be seen of a run; nothing, where no engine here drives it or has driven it."""
        sight = self._sights.get(run_id)
        if sight is None:
            sight = self._sights[run_id] = Sight()
        if driver is not None:
            sight.follow(driver.live)
            if driver.ending.is_over:
                sight.settle()
        return sight

    def begins(self, live: LiveRun) -> None:
        """A run is driven, from its start or anew."""
        sight = self._sights.get(live.run_id)
        if sight is not None:
            sight.follow(live)

    def ends(self, live: LiveRun) -> None:
        """It is driven no more."""
        sight = self._sights.get(live.run_id)
        if sight is not None:
            sight.settle()
