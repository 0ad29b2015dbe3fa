"""Which engines are dead. No clock that can be put right has a say: neither the server's nor another machine's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gorkflow.core.records import EngineRow

__all__ = ["Leases"]


class _Beat(NamedTuple):
    """A heartbeat and when this engine saw it first."""

    value: float
    seen_at: float


class Leases:
    """What one engine knows of the others' heartbeats.

    Each engine writes its own monotonic clock. One of the same machine, since it was started, reads the same clock:
    there the age of a heartbeat is known at once. Of any other a heartbeat is as old as the time for which it was seen
    unchanged, which takes a second look.
    """

    def __init__(self, engine: EngineRow) -> None:
        self._engine_id = engine.engine_id
        self._boot = _boot_of(engine)
        self._beats: dict[str, _Beat] = {}

    def dead(self, engines: Iterable[EngineRow], *, asked_at: float, answered_at: float) -> frozenset[str]:
        """Those of all engines whose lease is over; the two times are by this engine's clock.

        A server may be slow to answer: what it says was so between the two.
        """
        beats: dict[str, _Beat] = {}
        dead: set[str] = set()
        for engine in engines:
            beat = self._beats.get(engine.engine_id)
            if beat is None or beat.value != engine.heartbeat_at:
                beat = _Beat(engine.heartbeat_at, answered_at)
            beats[engine.engine_id] = beat
            is_same_clock = self._boot != "" and _boot_of(engine) == self._boot
            silent_since = min(beat.seen_at, beat.value) if is_same_clock else beat.seen_at
            if engine.engine_id != self._engine_id and asked_at - silent_since > engine.lease_seconds:
                dead.add(engine.engine_id)
        self._beats = beats
        return frozenset(dead)


def _boot_of(engine: EngineRow) -> str:
    return engine.host.partition("#")[2]
