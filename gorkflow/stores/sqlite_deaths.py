"""Which engines are dead, by their locks and heartbeats, as one engine sees them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gorkflow.core.records import EngineRow
from gorkflow.stores.sqlite_locks import is_engine_dead, lock_folder

__all__ = ["Deaths", "seems_dead"]


class _Beat(NamedTuple):
    """A heartbeat and when this engine saw it first."""

    value: float
    seen_at: float


class Deaths:
    """Judges the other engines of a database; used on one thread at a time.

    Args:
        engine: whose judgement it is.
        path: the database.
    """

    def __init__(self, engine: EngineRow, path: Path) -> None:
        self._engine = engine
        self._locks = lock_folder(path)
        self._beats: dict[str, _Beat] = {}  # of engines whose clock is another

    def is_dead(self, engine: EngineRow, now: float) -> bool:
        """Whether an engine is dead at that instant of this engine's clock; itself never is."""
        if engine.engine_id == self._engine.engine_id:
            return False
        is_dead = seems_dead(engine, self._engine.host, self._locks, now)
        return self._is_silent(engine, now) if is_dead is None else is_dead

    def _is_silent(self, engine: EngineRow, now: float) -> bool:
        """Whether its heartbeat has not changed for a lease, by the clock of this engine: the other's says nothing."""
        beat = self._beats.get(engine.engine_id)
        if beat is None or beat.value != engine.heartbeat_at:
            self._beats[engine.engine_id] = _Beat(engine.heartbeat_at, now)
            return False
        return now - beat.seen_at > engine.lease_seconds


def seems_dead(engine: EngineRow, host: str, locks: Path, now: float) -> bool | None:
    """Whether an engine is dead, as far as a look from this host tells; None where its clock is another."""
    name, boot = _parts_of(host)
    its_name, its_boot = _parts_of(engine.host)
    is_same_clock = boot == its_boot if boot else engine.host == host
    if (is_same_clock or name == its_name) and is_engine_dead(locks, engine.engine_id):
        return True
    return now - engine.heartbeat_at > engine.lease_seconds if is_same_clock else None


def _parts_of(host: str) -> tuple[str, str]:
    name, _, boot = host.partition("#")
    return name, boot
