"""The order from left to right in each row: so that few lines cross.

Items go up and down in sweeps to where their neighbours are (the barycentre heuristic of Sugiyama, Tagawa and Toda).
One that goes over several rows keeps its side of all others that do: the order of any two is the same in all rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from gorkflow.core.drawing.levels import ItemKind, Level

_WORK: Final = 150_000  # so many items may be looked at in sweeps
_MAX_SWEEPS: Final = 12
_COUNTED: Final = 30_000  # where there are more lines, crossings are not counted
_THROUGH_A_FRAME: Final = 5  # is as bad as so many crossings

Rows = list[list[int]]


class _Wish(NamedTuple):
    """Where an item wants to stand; of two that want the same place the one before goes first."""

    place: float
    before: float
    item: int
    is_trunk: bool


def ordered(level: Level) -> Rows:
    """The items in the rows in which one begins, each from left to right."""
    sweeping = _Sweeping(level)
    best = rows = sweeping.downwards(sweeping.first())
    cells = sum(map(len, rows)) + len(level.pieces)
    if cells > _COUNTED:
        return sweeping.downwards(sweeping.places(sweeping.upwards(rows)))
    fewest = sweeping.crossings(rows)
    for number in range(min(_MAX_SWEEPS, _WORK // (cells + 1) + 2)):
        if fewest == 0:
            break
        rows = sweeping.downwards(sweeping.places(rows)) if number % 2 else sweeping.upwards(rows)
        count = sweeping.crossings(rows)
        if count < fewest:
            best, fewest = rows, count
    return best


class _Sweeping:
    def __init__(self, level: Level) -> None:
        self._items = level.items
        starts = level.row_starts()
        placed = [number for number, item in enumerate(level.items) if not item.is_loose]
        self._first = {number: bisect_right(starts, level.items[number].top) - 1 for number in placed}
        self._last = {number: bisect_right(starts, level.items[number].bottom) - 1 for number in placed}
        self._begin: Rows = [[] for _ in starts]
        self._end: Rows = [[] for _ in starts]
        for number in placed:
            self._begin[self._first[number]].append(number)
            self._end[self._last[number]].append(number)
        self._taps: set[tuple[int, int]] = set()
        self._above: dict[int, list[tuple[int, float]]] = {number: [] for number in placed}
        self._below: dict[int, list[tuple[int, float]]] = {number: [] for number in placed}
        for piece in level.pieces:
            if piece.upper in self._first and piece.lower in self._first:
                upper = level.items[piece.upper]
                share = piece.port.shift / (upper.left + upper.right + 1)
                self._above[piece.lower].append((piece.upper, share))
                self._below[piece.upper].append((piece.lower, share))
                if piece.is_dashed:
                    self._taps.add((piece.upper, piece.lower))

    def first(self) -> Sequence[float]:
        """An order to begin with: in which a walk from the top comes by."""
        seen: dict[int, None] = {}
        for begin in self._begin:
            todo = list(reversed(begin))
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen[one] = None
                    below = [other for other, _ in self._below[one]]
                    below.sort(key=lambda other: (one, other) in self._taps)
                    todo.extend(reversed(below))
        places = [0.0] * len(self._items)
        for place, one in enumerate(seen):
            places[one] = place
        return places

    def downwards(self, places: Sequence[float]) -> Rows:
        """Each item to where those above it are; `places` are for the first row, and where that leaves a choice."""
        rows: Rows = []
        row: list[int] = []
        for number, begin in enumerate(self._begin):
            staying = [one for one in row if self._last[one] >= number]
            known = _numbered(row)
            row = _merged(staying, self._wishes(begin, self._above, known, places), known)
            rows.append(row)
        return rows

    def upwards(self, before: Rows) -> Rows:
        """Each item to where those below it are."""
        places = self.places(before)
        rows: Rows = []
        row: list[int] = []
        for number in range(len(self._end) - 1, -1, -1):
            staying = [one for one in row if self._first[one] <= number]
            known = _numbered(before[number]) | _numbered(row)
            row = _merged(staying, self._wishes(self._end[number], self._below, known, places), known)
            rows.append(row)
        return rows[::-1]

    def places(self, rows: Rows) -> list[float]:
        """Where each item stands in the last of its rows."""
        places = [0.0] * len(self._items)
        for row in rows:
            for one, place in _numbered(row).items():
                places[one] = place
        return places

    def _wishes(
        self,
        items: Sequence[int],
        neighbours: dict[int, list[tuple[int, float]]],
        known: dict[int, float],
        places: Sequence[float],
    ) -> list[_Wish]:
        """Where items want to stand: in the middle of their neighbours."""
        found: list[_Wish] = []
        for one in items:
            near = [known[other] + share for other, share in neighbours[one] if other in known]
            wanted = sum(near) / len(near) if near else places[one]
            found.append(_Wish(round(wanted, 6), places[one], one, self._items[one].kind is ItemKind.TRUNK))
        return found

    def crossings(self, rows: Rows) -> int:
        """How many lines cross; what goes on to the next row is a line as well."""
        count = 0
        for number, (upper, lower) in enumerate(pairwise(rows)):
            at, to = _numbered(upper), _numbered(lower)
            lines = [(at[one], to[one], self._weight(one)) for one in upper if self._last[one] > number]
            lines += [
                (at[one] + share, to[other], 1)
                for one in upper
                for other, share in self._below[one]
                if other in to and (self._last[one] == number or self._first[other] == number + 1)
            ]
            count += _inversions(lines, len(lower))
        return count

    def _weight(self, number: int) -> int:
        return _THROUGH_A_FRAME if self._items[number].kind is ItemKind.FRAME else 1


def _numbered(row: Sequence[int]) -> dict[int, float]:
    return {one: float(place) for place, one in enumerate(row)}


def _merged(
    staying: Sequence[int],
    coming: Sequence[_Wish],
    known: dict[int, float],
) -> list[int]:
    """Those that come among those that stay, whose order does not change.

    Of several that want to be in one place trunks stand in the middle; where there stays one already, half of them
    come before it.
    """
    rest = deque(staying)
    row: list[int] = []
    for place, equals in groupby(sorted(coming), key=lambda one: one.place):
        while rest and known[rest[0]] < place:
            row.append(rest.popleft())
        group = list(equals)
        others = [one.item for one in group if not one.is_trunk]
        half = len(others) // 2
        stays = [rest.popleft()] if rest and known[rest[0]] == place else []
        row += [*others[:half], *stays, *(one.item for one in group if one.is_trunk), *others[half:]]
    return [*row, *rest]


def _inversions(lines: list[tuple[float, float, int]], width: int) -> int:
    """The weights of all pairs that cross, multiplied; with a Fenwick tree over the lower ends."""
    tree = [0] * (width + 2)
    total = count = 0
    group: list[tuple[int, int]] = []
    previous = None
    for upper, lower, weight in sorted(lines):
        if upper != previous:
            for one, heavy in group:
                _add(tree, one, heavy)
                total += heavy
            group, previous = [], upper
        place = int(lower) + 1
        count += weight * (total - _sum(tree, place))
        group.append((place, weight))
    return count


def _add(tree: list[int], place: int, weight: int) -> None:
    while place < len(tree):
        tree[place] += weight
        place += place & -place


def _sum(tree: list[int], place: int) -> int:
    total = 0
    while place > 0:
        total += tree[place]
        place -= place & -place
    return total
