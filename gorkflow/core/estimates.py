"""How long a run or a map still takes, from what is happening and what was recorded of other runs. Pure.

An estimate is made of known times alone: where one is missing that could matter, there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Final

from gorkflow.core.ids import template_of
from gorkflow.core.overview import Overview
from gorkflow.core.records import StepDuration
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.core.tally import Entry, Inside

__all__ = ["Medians", "items_left", "medians_of", "seconds_left", "seconds_left_of"]

Medians = Mapping[str, float]
"""Seconds that a step takes, by its place in the definition: "load", "price[]", "ship[]/pack", "@map-1", "grow#"."""

_UNSTARTED: Final = frozenset({StepStatus.PENDING, StepStatus.RETRYING})


def medians_of(durations: Iterable[StepDuration]) -> dict[str, float]:
    """The median of each step's durations; items of a map and turns of a loop are one step."""
    by_place: dict[str, list[float]] = {}
    for path, seconds in durations:
        if math.isfinite(seconds) and seconds >= 0:
            by_place.setdefault(template_of(path), []).append(seconds)
    return {place: median(found) for place, found in by_place.items()}


def seconds_left(overview: Overview, medians: Medians, now: float) -> float | None:
    """How long the run still takes; None where that cannot be said.

    It is the longest way through the steps that are not over, each with what `seconds_left_of` says of it, as if there
    were a place for every step that may start. A step that none of the recorded runs has run counts nothing where runs
    may complete without it (a condition, a decision before it, a tolerated failure).
    """
    if overview.status.is_final or overview.status is RunStatus.COMPENSATING or not medians:
        return None
    ends: dict[str, float] = {}
    for entry in overview.entries:
        left = seconds_left_of(entry, medians, now)
        if left is None:
            return None
        ends[entry.node.path] = left + max((ends.get(path, 0.0) for path in entry.node.after), default=0.0)
    return max(ends.values(), default=None)


def seconds_left_of(entry: Entry, medians: Medians, now: float) -> float | None:
    """How long one step still takes from when it may go on; 0 of one that is over, None where that cannot be said.

    - of a step at work what its body reported, in proportion, else its median less the time that it has taken;
    - of a step that has not begun its median, behind the pause before its next attempt where it has failed;
    - of a map at work the items that are left, at the rate of the last half minute, else as of a step;
    - of a sleep what is left of it; a wait for a signal that has begun may take any time.
    """
    if entry.is_over or entry.status in (StepStatus.FAILED, StepStatus.CANCELLED):
        return 0.0
    if entry.status is StepStatus.WAITING and entry.node.body is None:
        is_sleep = entry.signal is None and entry.next_attempt_at is not None
        return max(0.0, (entry.next_attempt_at or 0.0) - now) if is_sleep else None
    if entry.inside is not None and entry.node.is_map:
        left = items_left(entry.inside)
        rate = entry.inside.pace.per_second(now)
        if left is not None and rate is not None:
            return left / rate
    return _from_median(entry, medians, now)


def items_left(inside: Inside) -> int | None:
    """Items of a map that are not over; None where it is not known how many there are."""
    return None if inside.total is None else max(0, inside.total - inside.over)


def _from_median(entry: Entry, medians: Medians, now: float) -> float | None:
    place = entry.node.place
    if entry.node.kind in ("branch", "switch", "cases"):
        return 0.0  # it takes no time
    seconds = medians.get(place, 0.0 if entry.node.may_be_left_out else None)
    elapsed = 0.0 if entry.started_at is None else max(0.0, now - entry.started_at)
    if entry.status in _UNSTARTED:
        pause = 0.0 if entry.next_attempt_at is None else max(0.0, entry.next_attempt_at - now)
        return None if seconds is None else pause + seconds
    told = _from_report(entry, elapsed)
    if told is not None:
        return told
    return None if seconds is None else max(0.0, seconds - elapsed)


def _from_report(entry: Entry, elapsed: float) -> float | None:
    """By what the body said last; of a loop that is about its turn alone."""
    if entry.reported is None or entry.node.body is not None:
        return None
    done, total = entry.reported
    if total is None or not 0 < done <= total:
        return None
    return elapsed * (total - done) / done
