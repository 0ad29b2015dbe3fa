"""How much `Store.prune` removes in one transaction, for which other writers wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["portion"]

_EVENTS = 2_000  # with what belongs to them, removed in some 20 ms


def portion(ended: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str]]:
    """Id and tags of as many of these rows of `select_ended` as are removed at once: one, however large, and more."""
    events = 0
    for run_id, tags, last_seq in ended:
        if events > _EVENTS:
            break
        yield run_id, tags
        events += last_seq
