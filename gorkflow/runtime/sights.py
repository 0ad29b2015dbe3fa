"""The handles that somebody holds of an engine's runs, each of which shows how far its run is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from gorkflow.core.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.executor import Driver


class Sights:
    """What is seen of runs, by their ids, for as long as somebody looks.

    Attributes:
        seen: the sights that are held; a plain dictionary, which is asked at every run whether it is empty.
    """

    def __init__(self) -> None:
        self.seen: dict[str, ref[Sight]] = {}

    def of(self, run_id: str, driver: Driver | None) -> Sight:
        """What can be seen of a run; nothing, where no engine here drives it or has driven it."""
        sight = self._find(run_id)
        if sight is None:
            sight = Sight()
            self.seen[run_id] = ref(sight, partial(self._forget, run_id))
        if driver is not None:
            sight.follow(driver.live)
            if driver.ending.is_over:
                sight.settle()
        return sight

    def of_any(self, run_id: object, find: Callable[[str], Driver | None]) -> Sight | None:
        """As `of`; None for what is no id: a caller without a type checker may give anything."""
        return self.of(run_id, find(run_id)) if isinstance(run_id, str) else None

    def begins(self, live: LiveRun) -> None:
        """A run is driven, from its start or anew."""
        sight = self._find(live.run_id)
        if sight is not None:
            sight.follow(live)

    def ends(self, live: LiveRun) -> None:
        """It is driven no more."""
        sight = self._find(live.run_id)
        if sight is not None:
            sight.settle()

    def _find(self, run_id: str) -> Sight | None:
        held = self.seen.get(run_id)
        return None if held is None else held()

    def _forget(self, run_id: str, held: ref[Sight]) -> None:
        if self.seen.get(run_id) is held:
            del self.seen[run_id]
