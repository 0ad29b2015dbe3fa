"""What stands side by side in one frame: its spots, the frames in it as large boxes, and trunks for long links.

A trunk is a vertical line over several rows. All links that go from one place, or all that come to one place, share it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, Literal, NamedTuple

from gorkflow.core.drawing.ranks import Ranks
from gorkflow.core.drawing.spots import Link, Role, Spots

_MAX_CELLS: Final = 60_000  # that items take in rows: beyond it long links go straight down behind the boxes
_STEM_GAP: Final = 6.0


class ItemKind(Enum):
    """What an item is."""

    SPOT = auto()
    FRAME = auto()
    TRUNK = auto()


@dataclass(slots=True)
class Item:
    """What takes room in one frame, in some rows.

    Attributes:
        number: of the spot or frame; of a trunk -1.
        left: how far it reaches from where links come to it.
        x: of where links come to it; from the header of the frame around it.
        is_loose: a trunk for which no room is kept.
    """

    kind: ItemKind
    number: int
    top: int
    bottom: int
    left: float
    right: float
    x: float = 0.0
    is_dashed: bool = False
    is_loose: bool = False


class Port(NamedTuple):
    """Where a line leaves an item.

    Attributes:
        shift: from the item's x.
        spot: that the line comes from without a trunk between, which may be one inside a frame; else -1.
    """

    shift: float
    spot: int


_NO_PORT: Final = Port(0.0, -1)


class Piece(NamedTuple):
    """A part of a link: from an item to another one in the row below."""

    upper: int
    lower: int
    port: Port
    is_dashed: bool


Net = tuple[int, bool]
"""What leaves a frame together: the spot that links begin at, and whether they are dashed."""


class Line(NamedTuple):
    """What a link is drawn as in one frame, in order: a piece, or the trunk that the item is."""

    frame: int
    piece: Piece | None
    trunk: int


@dataclass(slots=True)
class Inside:
    """How large the inside of a frame is, from its header on, and where its nets come out at the bottom."""

    left: float
    right: float
    ports: Mapping[Net, Port]


@dataclass(slots=True)
class Level:
    """One frame with what is in it.

    Attributes:
        exits: for each net that leaves the frame, the item that it leaves from, and where it leaves that.
    """

    frame: int
    items: list[Item] = field(default_factory=list[Item])
    pieces: dict[Piece, None] = field(default_factory=dict[Piece, None])
    exits: dict[Net, tuple[int, Port]] = field(default_factory=dict[Net, tuple[int, Port]])

    def row_starts(self) -> list[int]:
        """The rows in which an item begins; between two of them nothing changes."""
        return sorted({item.top for item in self.items if not item.is_loose})

    def ports(self) -> dict[Net, Port]:
        """Where the nets come out, once the items have their places."""
        return {net: Port(self.items[item].x + port.shift, port.spot) for net, (item, port) in self.exits.items()}

    def settle(self) -> None:
        """Put loose trunks below what they come from, once that has its place."""
        for piece in self.pieces:
            lower = self.items[piece.lower]
            if lower.is_loose:
                lower.x = self.items[piece.upper].x + piece.port.shift


class Hop(NamedTuple):
    """A link as one level sees it.

    Attributes:
        end: None where it leaves the frame at the bottom.
    """

    link: int
    net: Net
    start: int
    port: Port
    end: int | None


def hops_of(spots: Spots) -> list[list[tuple[int, Link, int]]]:
    """For each frame the links in it: number, link, and the level that the link ends at."""
    found: list[list[tuple[int, Link, int]]] = [[] for _ in spots.frames]
    for link, number in spots.links.items():
        level = spots.level_of(link.end)
        frame = spots.spots[link.start].frame
        found[frame].append((number, link, level))
        while frame != level:
            frame = spots.frames[frame].parent
            found[frame].append((number, link, level))
    return found


class _Place(NamedTuple):
    """What links share a trunk for: they go from the item, or come to it."""

    side: Literal["going", "coming"]
    item: int
    port: Port
    is_dashed: bool


class LevelMaking:
    """Makes the level of one frame; those of the frames in it are there already."""

    def __init__(self, spots: Spots, ranks: Ranks, frame: int, insides: Mapping[int, Inside]) -> None:
        self.level = Level(frame)
        self.lines: dict[int, list[Line]] = {}
        self._spots = spots
        self._ranks = ranks
        self._insides = insides
        self._of_spot: dict[int, int] = {}
        self._of_frame: dict[int, int] = {}
        self._trunks: dict[_Place, int] = {}

    def add_spot(self, number: int) -> None:
        """A spot that stands in the frame."""
        spot, row = self._spots.spots[number], self._ranks.rows[number]
        half = spot.size.width / 2
        right = max(half, _STEM_GAP + spot.below_size.width)
        self._of_spot[number] = self._add(Item(ItemKind.SPOT, number, row, row, half, right))

    def add_frame(self, number: int) -> None:
        """A frame in the frame."""
        header = self._spots.frames[number].header
        top, bottom, inside = self._ranks.rows[header], self._ranks.bottoms[number], self._insides[number]
        self._of_frame[number] = self._add(Item(ItemKind.FRAME, number, top, bottom, inside.left, inside.right))

    def _add(self, item: Item) -> int:
        self.level.items.append(item)
        return len(self.level.items) - 1

    def connect(self, links: Sequence[tuple[int, Link, int]]) -> None:
        """The links, once all spots and frames are there."""
        hops = [self._hop(*one) for one in links]
        long = [hop for hop in hops if self._rows_between(hop)]
        going = Counter((hop.start, hop.port, hop.net[1]) for hop in long)
        coming = Counter((hop.end, hop.net[1]) for hop in long if hop.end is not None)
        for hop in hops:
            rows = self._rows_between(hop)
            if not rows:
                self._join(hop, None)
                continue
            goes = hop.end is None or going[hop.start, hop.port, hop.net[1]] >= coming[hop.end, hop.net[1]]
            if goes or hop.end is None:
                place = _Place("going", hop.start, hop.port, hop.net[1])
            else:
                place = _Place("coming", hop.end, _NO_PORT, hop.net[1])
            self._join(hop, self._trunk(place, rows))
        self._loosen()

    def _hop(self, number: int, link: Link, level: int) -> Hop:
        spots, frame = self._spots, self.level.frame
        net = (link.start, link.is_dashed)
        inner = spots.spots[link.start].frame
        if inner == frame:
            start, port = self._of_spot[link.start], Port(0.0, link.start)
        else:
            while spots.frames[inner].parent != frame:
                inner = spots.frames[inner].parent
            start, port = self._of_frame[inner], self._insides[inner].ports[net]
        end: int | None = None
        if level == frame:
            is_header = spots.spots[link.end].role is Role.HEADER
            end = self._of_frame[spots.spots[link.end].frame] if is_header else self._of_spot[link.end]
        return Hop(number, net, start, port, end)

    def _rows_between(self, hop: Hop) -> range:
        items = self.level.items
        below = self._ranks.bottoms[self.level.frame] + 1 if hop.end is None else items[hop.end].top
        return range(items[hop.start].bottom + 1, below)

    def _trunk(self, place: _Place, rows: range) -> int:
        """The trunk that is shared at that place, over these rows as well."""
        known = self._trunks.get(place)
        if known is None:
            trunk = Item(ItemKind.TRUNK, -1, rows[0], rows[-1], 0.0, 0.0, is_dashed=place.is_dashed)
            known = self._trunks[place] = self._add(trunk)
        item = self.level.items[known]
        item.top, item.bottom = min(item.top, rows[0]), max(item.bottom, rows[-1])
        return known

    def _join(self, hop: Hop, trunk: int | None) -> None:
        is_dashed = hop.net[1]
        lines = self.lines.setdefault(hop.link, [])
        last, port = hop.start, hop.port
        if trunk is not None:
            lines.append(self._piece(Piece(last, trunk, port, is_dashed)))
            lines.append(Line(self.level.frame, None, trunk))
            last, port = trunk, _NO_PORT
        if hop.end is None:
            self.level.exits[hop.net] = last, port
        else:
            lines.append(self._piece(Piece(last, hop.end, port, is_dashed)))

    def _piece(self, piece: Piece) -> Line:
        self.level.pieces[piece] = None
        return Line(self.level.frame, piece, -1)

    def _loosen(self) -> None:
        """Keep no room for the longest trunks where there are too many of them."""
        starts = self.level.row_starts()
        items = self.level.items
        cells = {number: _cells(starts, item) for number, item in enumerate(items)}
        total = sum(cells.values())
        trunks = sorted(self._trunks.values(), key=lambda one: (-cells[one], one))
        for one in trunks:
            if total <= _MAX_CELLS:
                break
            items[one].is_loose = True
            total -= cells[one]


def _cells(starts: Sequence[int], item: Item) -> int:
    return bisect_right(starts, item.bottom) - bisect_right(starts, item.top) + 1
