"""What a store is asked for when an engine takes runs over."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Claim"]


class Claim(NamedTuple):
    """What `Store.claim` was asked for."""

    workflows: frozenset[tuple[str, str]]
    limit: int
    run_id: str | None
    held: frozenset[str] | None
    differing: frozenset[str]
    due: float | None = None
