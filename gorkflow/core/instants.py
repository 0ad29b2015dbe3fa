"""Instants as records have them, seconds since the Unix epoch, as what users read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

__all__ = ["instant_at"]

_LAST_SECOND: Final = datetime(9999, 12, 31, tzinfo=UTC).timestamp()  # a day is left for the zone of who reads it


def instant_at(seconds: float) -> datetime:
    """Aware, in UTC; what is damaged, or beyond the calendar, is the nearest that there is."""
    return datetime.fromtimestamp(min(max(0.0, seconds), _LAST_SECOND), UTC)
