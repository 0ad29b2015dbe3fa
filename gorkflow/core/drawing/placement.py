"""Where the items of a level stand in their rows: apart from each other, and below what they belong to.

Items that follow each other without a choice form a column that stays straight. Columns move, all at once and a little
at a time, towards the mean of their neighbours; after each move those that came too close are pushed apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from gorkflow.core.drawing.levels import ItemKind, Level, Piece
from gorkflow.core.drawing.ordering import Rows

_GAP: Final = 26.0
_TRUNK_GAP: Final = 14.0
_WORK: Final = 250_000  # so many pieces and gaps may be looked at in moves
_STILL: Final = 0.1
_MOVES: Final = 160
_MASS: Final = 0.1  # of what nothing pulls at
_SIDE_WEIGHT: Final = 0.25  # of trunks and taps: the main way is to be straight


def place(level: Level, rows: Rows) -> None:
    """Set the x of each item."""
    columns = _Columns(level, rows)
    places = columns.apart(columns.first())
    cells = sum(map(len, rows)) + len(level.pieces) + 1
    for _ in range(max(3, min(_MOVES, _WORK // cells))):
        before, places = places, columns.apart(columns.nearer(places))
        if all(abs(place - before[one]) < _STILL for one, place in places.items()):
            break
    for number, item in enumerate(level.items):
        if not item.is_loose:
            item.x = places[columns.of[number]] + columns.shift[number]


class _Columns:
    """Items that keep their distance from each other, and what has to be between columns.

    Attributes:
        of: the column of each item.
        shift: of each item, from the x of its column.
    """

    def __init__(self, level: Level, rows: Rows) -> None:
        self._level = level
        self._rows = rows
        self.of = list(range(len(level.items)))
        self.shift = [0.0] * len(level.items)
        self._main = _main_ways(level)
        for piece in _straight(level, rows, self._main):
            self.of[piece.lower] = self.of[piece.upper]
            self.shift[piece.lower] = self.shift[piece.upper] + piece.port.shift
        self._after = self._gaps()
        self._order = self._sorted()
        self._before: dict[int, list[tuple[int, float]]] = {one: [] for one in self._order}
        for one in self._order:
            for other, gap in self._after[one]:
                self._before[other].append((one, gap))
        self._pulls = self._pulled()
        self._mass = {one: _MASS + sum(weight for _, _, weight in pulls) for one, pulls in self._pulls.items()}

    def _gaps(self) -> dict[int, list[tuple[int, float]]]:
        """For each column those to the right of it, with the least distance."""
        least: dict[tuple[int, int], float] = {}
        items = self._level.items
        for row in self._rows:
            for left, right in pairwise(row):
                one, other = items[left], items[right]
                is_trunk = one.kind is ItemKind.TRUNK or other.kind is ItemKind.TRUNK
                gap = one.right + other.left + (_TRUNK_GAP if is_trunk else _GAP)
                pair = self.of[left], self.of[right]
                least[pair] = max(least.get(pair, 0.0), gap + self.shift[left] - self.shift[right])
        after: dict[int, list[tuple[int, float]]] = {self.of[one]: [] for row in self._rows for one in row}
        for (left, right), gap in least.items():
            after[left].append((right, gap))
        return after

    def _sorted(self) -> list[int]:
        """The columns, each behind those to the left of it: there is such an order, see `ordering`."""
        missing = Counter(other for after in self._after.values() for other, _ in after)
        ready = [one for one in self._after if not missing[one]]
        for one in ready:  # grows on the way
            for other, _ in self._after[one]:
                missing[other] -= 1
                if not missing[other]:
                    ready.append(other)
        return ready

    def _pulled(self) -> dict[int, list[tuple[int, float, float]]]:
        """For each column the others that it wants to be near: where, and how much."""
        pulls: dict[int, list[tuple[int, float, float]]] = {one: [] for one in self._order}
        items = self._level.items
        for piece in self._level.pieces:
            upper, lower = self.of[piece.upper], self.of[piece.lower]
            if upper == lower or upper not in pulls or lower not in pulls:
                continue
            weight = 1.0 if piece in self._main else _SIDE_WEIGHT
            if items[piece.upper].is_loose or items[piece.lower].is_loose:
                continue
            distance = self.shift[piece.upper] + piece.port.shift - self.shift[piece.lower]
            pulls[lower].append((upper, distance, weight))
            pulls[upper].append((lower, -distance, weight))
        return pulls

    def first(self) -> dict[int, float]:
        """Each row by itself, in the middle."""
        sums: dict[int, list[float]] = {one: [] for one in self._order}
        for row in self._rows:
            items = [self._level.items[one] for one in row]
            edge = -sum(item.left + item.right + _GAP for item in items) / 2
            for one, item in zip(row, items, strict=True):
                sums[self.of[one]].append(edge + item.left - self.shift[one])
                edge += item.left + item.right + _GAP
        return {one: sum(found) / len(found) for one, found in sums.items()}

    def nearer(self, places: dict[int, float]) -> dict[int, float]:
        """Half the way to where the columns want to be."""
        wanted: dict[int, float] = {}
        for one, place in places.items():
            pulls = self._pulls[one]
            total = sum(weight for _, _, weight in pulls)
            if total:
                place = (place + sum((places[other] + by) * weight for other, by, weight in pulls) / total) / 2
            wanted[one] = place
        return wanted

    def _yielding(self, wanted: dict[int, float]) -> dict[int, float]:
        """Where two want to be too close, both give way; the more, the less pulls at them.

        Who gives way first matters, so it is done from both sides, and the mean taken.
        """
        left = self._given_way(wanted, self._order)
        right = self._given_way(wanted, self._order[::-1])
        return {one: (left[one] + right[one]) / 2 for one in self._order}

    def _given_way(self, wanted: dict[int, float], order: Sequence[int]) -> dict[int, float]:
        places = dict(wanted)
        for one in order:
            for other, gap in self._after[one]:
                excess = places[one] + gap - places[other]
                if excess > 0:
                    share = self._mass[other] / (self._mass[one] + self._mass[other])
                    places[one] -= excess * share
                    places[other] += excess * (1 - share)
        return places

    def apart(self, aims: dict[int, float]) -> dict[int, float]:
        """Near to where they want to be, but as far from each other as they have to.

        Pushing all to the right gives one solution, pushing all to the left another; between the two is a third, in
        which what came too close moved to both sides. What moved for nothing moves back.
        """
        wanted = self._yielding(aims)
        right = self._pushed(wanted, self._order, self._before, 1.0)
        left = self._pushed(wanted, reversed(self._order), self._after, -1.0)
        places = {one: (right[one] + left[one]) / 2 for one in self._order}
        return self._back(places, wanted)

    def _back(self, places: dict[int, float], wanted: dict[int, float]) -> dict[int, float]:
        for order in (self._order, reversed(self._order)):
            for one in order:
                low = max((places[other] + gap for other, gap in self._before[one]), default=wanted[one])
                high = min((places[other] - gap for other, gap in self._after[one]), default=wanted[one])
                places[one] = max(low, min(wanted[one], high)) if low <= high else places[one]
        return places

    def _pushed(
        self,
        wanted: dict[int, float],
        order: Iterable[int],
        walls: dict[int, list[tuple[int, float]]],
        side: float,
    ) -> dict[int, float]:
        places: dict[int, float] = {}
        for one in order:
            place = wanted[one] * side
            for other, gap in walls[one]:
                place = max(place, places[other] * side + gap)
            places[one] = place * side
        return places


def _main_ways(level: Level) -> set[Piece]:
    """All but the ways to taps and, past what lies between, to where another way leads as well."""
    direct = {piece for piece in level.pieces if not piece.is_dashed and not _is_on_trunk(level, piece)}
    busy = {piece.upper for piece in direct}
    main = {piece for piece in level.pieces if not piece.is_dashed and piece.upper not in busy}
    only = {piece.lower for piece in main if level.items[piece.lower].kind is ItemKind.TRUNK}
    return direct | {
        piece for piece in main if level.items[piece.upper].kind is not ItemKind.TRUNK or piece.upper in only
    }


def _is_on_trunk(level: Level, piece: Piece) -> bool:
    return ItemKind.TRUNK in (level.items[piece.upper].kind, level.items[piece.lower].kind)


def _straight(level: Level, rows: Rows, main: set[Piece]) -> list[Piece]:
    """Pieces that are drawn straight down: between two that have only each other there, and that cross no other.

    The main ways first; others where nothing else is in question. From the top down.
    """
    begins = {number for number, item in enumerate(level.items) if not item.is_loose}
    pieces = [one for one in level.pieces if one.upper in begins and one.lower in begins]
    found = _pairs([one for one in pieces if one in main])
    has_below, has_above = {one.upper for one in found}, {one.lower for one in found}
    found += [one for one in _pairs(pieces) if one.upper not in has_below and one.lower not in has_above]
    return _uncrossed(rows, found)


def _pairs(pieces: Sequence[Piece]) -> list[Piece]:
    downs, ups = Counter(one.upper for one in pieces), Counter(one.lower for one in pieces)
    return [one for one in pieces if downs[one.upper] == ups[one.lower] == 1]


def _uncrossed(rows: Rows, pieces: Sequence[Piece]) -> list[Piece]:
    """Those that cross neither another one nor what goes on beside them."""
    wanted = {piece.upper: piece for piece in pieces}
    kept: list[Piece] = []
    for upper, lower in pairwise(rows):
        to = {one: place for place, one in enumerate(lower)}
        beginning = {one for one in lower} - set(upper)
        staying = [to[one] for one in upper if one in to]
        passed, last = 0, -1
        for one in upper:
            if one in to:
                last, passed = to[one], passed + 1
                continue
            piece = wanted.get(one)
            if piece is None or piece.lower not in beginning:
                continue
            place, wall = to[piece.lower], staying[passed] if passed < len(staying) else len(lower)
            if last < place < wall:
                kept.append(piece)
                last = place
    return kept
