"""In which row each spot stands: behind all that leads to it, and clusters of many rows out of each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

from gorkflow.core.drawing.spots import TOP, Role, Spots

_WIDE: Final = 2000.0  # a fan of more pixels is broken into rows
_BROKEN: Final = 1400.0  # of about so many
_GAP: Final = 30.0


class CyclicError(Exception):
    """The clusters stand in a circle."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """Rows, from 0 at the top.

    Attributes:
        rows: of the spots; the row of a frame's header is the frame's first.
        bottoms: the last rows of the frames.
    """

    rows: Sequence[int]
    bottoms: Sequence[int]


def ranks_of(spots: Spots) -> Ranks:
    """The row of each spot.

    Raises:
        CyclicError: there is no such order.
    """
    graph = _Graph(spots)
    ranks = graph.ranks()
    fans = _fans(spots, ranks)
    if not fans:
        return ranks
    for fan in fans:
        graph.break_into_rows(fan)
    try:
        return graph.ranks()
    except CyclicError:
        return ranks


class _Graph:
    """What has to stand how many rows below what; behind the spots come the ends of the frames."""

    def __init__(self, spots: Spots) -> None:
        self._spots = spots
        self._count = len(spots.spots)
        self._below: list[list[tuple[int, int]]] = [[] for _ in range(self._count + len(spots.frames))]
        for number, spot in enumerate(spots.spots):
            self._below[number].append((self._end_of(spot.frame), 0))
            around = spots.frames[spot.frame]
            if spot.role is not Role.HEADER:
                self._put(around.header, number)
            elif around.parent >= TOP:
                self._put(spots.frames[around.parent].header, number)
                self._below[self._end_of(spot.frame)].append((self._end_of(around.parent), 0))
        for link in spots.links:
            self._put(self._leaving(link.start, spots.level_of(link.end)), link.end)

    def _put(self, above: int, below: int) -> None:
        if above >= 0:
            self._below[above].append((below, 1))

    def _end_of(self, frame: int) -> int:
        return self._count + frame

    def _leaving(self, start: int, level: int) -> int:
        """Below what a link begins that goes to that level: the start, or the outermost frame that it leaves."""
        frame, left = self._spots.spots[start].frame, -1
        while frame != level:
            frame, left = self._spots.frames[frame].parent, frame
        return start if left < 0 else self._end_of(left)

    def break_into_rows(self, fan: Sequence[Sequence[int]]) -> None:
        """Put each row of the fan behind the one before it."""
        for above, below in pairwise(fan):
            between = len(self._below)
            self._below.append([(one, 1) for one in below])
            for one in above:
                spot = self._spots.spots[one]
                end = self._end_of(spot.frame) if spot.role is Role.HEADER else one
                self._below[end].append((between, 0))

    def ranks(self) -> Ranks:
        """The longest ways from the top."""
        missing = [0] * len(self._below)
        for below in self._below:
            for one, _ in below:
                missing[one] += 1
        rows = [0] * len(self._below)
        ready = [one for one, count in enumerate(missing) if count == 0]
        for one in ready:  # grows on the way
            for other, distance in self._below[one]:
                rows[other] = max(rows[other], rows[one] + distance)
                missing[other] -= 1
                if missing[other] == 0:
                    ready.append(other)
        if len(ready) < len(self._below):
            raise CyclicError
        return Ranks(rows[: self._count], rows[self._count : self._count + len(self._spots.frames)])


def _fans(spots: Spots, ranks: Ranks) -> list[list[Sequence[int]]]:
    """What stands in one row, comes from one spot, and is too wide; each fan in the rows that it is broken into."""
    origins: dict[int, set[int]] = {}
    for link in spots.links:
        origins.setdefault(link.end, set()).add(link.start)
    fans: dict[tuple[int, int, int], list[int]] = {}
    for number in range(len(spots.spots)):
        starts = origins.get(number, set())
        if len(starts) == 1:
            place = (spots.level_of(number), ranks.rows[number], min(starts))
            fans.setdefault(place, []).append(number)
    widths = _widths(spots, ranks)
    found: list[list[Sequence[int]]] = []
    for members in fans.values():
        total = sum(widths[one] for one in members)
        if total > _WIDE and len(members) > 1:
            size = ceil(len(members) / ceil(total / _BROKEN))
            found.append([members[begin : begin + size] for begin in range(0, len(members), size)])
    return found


def _widths(spots: Spots, ranks: Ranks) -> Sequence[float]:
    """About how much room each spot takes; a header that of its frame."""
    widths = [spot.size.width + _GAP for spot in spots.spots]
    inside: list[dict[int, float]] = [{} for _ in spots.frames]
    for number, spot in enumerate(spots.spots):
        row = inside[spot.frame]
        row[ranks.rows[number]] = row.get(ranks.rows[number], 0.0) + widths[number]
    for frame in _inner_first(spots):
        around = spots.frames[frame]
        if around.header >= 0:
            width = max(inside[frame].values(), default=0.0) + _GAP
            widths[around.header] = width
            row = inside[around.parent]
            first = ranks.rows[around.header]
            row[first] = row.get(first, 0.0) + width
    return widths


def _inner_first(spots: Spots) -> Iterable[int]:
    """The frames; an inner one is made behind the one around it."""
    return range(len(spots.frames) - 1, -1, -1)
