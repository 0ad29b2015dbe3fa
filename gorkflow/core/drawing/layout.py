"""A layered layout: where boxes, clusters, labels and lines of a picture go, in pixels.

Rows first (`ranks`), then, for each cluster by itself and the inner ones first, the order in each row (`ordering`) and
the places (`placement`). Lines turn between rows only, and go straight down past what stands in a row; so no line goes
over a box, as long as room could be kept for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gorkflow.core.drawing.heights import Heights, Span, heights_of
from gorkflow.core.drawing.levels import Inside, Item, ItemKind, Level, LevelMaking, Line, Piece, hops_of
from gorkflow.core.drawing.ordering import ordered
from gorkflow.core.drawing.picture import Picture
from gorkflow.core.drawing.placement import place
from gorkflow.core.drawing.ranks import CyclicError, Ranks, ranks_of
from gorkflow.core.drawing.spots import TOP, Role, Ruler, Spots, divided_parts, single_parts, spots_of, whole_parts

MARGIN: Final = 12.0
_SIDE: Final = 16.0  # between the border of a cluster and what stands in it


class Rect(NamedTuple):
    """Its upper left corner, and how large it is."""

    x: float
    y: float
    width: float
    height: float


class PlacedCluster(NamedTuple):
    """A cluster, or a part of one.

    Attributes:
        header: the strip at its top.
        middle: the x of its title, and of the lines that come to it.
    """

    key: str
    rect: Rect
    header: Rect
    middle: float


class PlacedLabel(NamedTuple):
    """A text beside an edge: of an arm in a rect of its own, of a type beginning at the left of the rect."""

    text: str
    rect: Rect
    is_arm: bool


class Stroke(NamedTuple):
    """A line: straight down from the first point to the second, in a curve to the third, straight down to the last."""

    points: tuple[tuple[float, float], ...]
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """All places.

    Attributes:
        boxes: by key.
        clusters: the outer before the inner.
        arrows: the points that lines come to from above.
        ways: for each edge of the picture the strokes that it is drawn as, in order; edges share strokes.
    """

    size: tuple[float, float]
    boxes: dict[str, Rect]
    clusters: Sequence[PlacedCluster]
    labels: Sequence[PlacedLabel]
    strokes: Sequence[Stroke]
    arrows: Sequence[tuple[float, float]]
    ways: Sequence[Sequence[int]]


def layout_of(picture: Picture, ruler: Ruler) -> Layout:
    """The layout of a picture; the same picture has the same layout."""
    spots = spots_of(picture, ruler, whole_parts(picture))
    try:
        ranks = ranks_of(spots)
    except CyclicError:
        spots = spots_of(picture, ruler, divided_parts(picture))
        try:
            ranks = ranks_of(spots)
        except CyclicError:
            spots = spots_of(picture, ruler, single_parts(picture))
            ranks = ranks_of(spots)
    return _Assembly(spots, ranks).layout()


class _Assembly:
    def __init__(self, spots: Spots, ranks: Ranks) -> None:
        self._spots = spots
        self._ranks = ranks
        self._insides: dict[int, Inside] = {}
        self._levels: dict[int, Level] = {}
        self._lines: dict[int, list[Line]] = {}  # of each link
        self._origins = [0.0] * len(spots.frames)  # the x of the headers
        self._strokes: dict[Stroke, int] = {}
        self._arrows: dict[tuple[float, float], None] = {}

    def layout(self) -> Layout:
        """The whole."""
        self._lay_out_levels()
        heights = heights_of(self._spots, self._ranks, self._spans())
        self._put_frames()
        ways = self._draw_lines(heights)
        boxes, labels = self._places(heights)
        top = self._insides[TOP]
        return Layout(
            size=(top.left + top.right + 2 * MARGIN, heights.total + 2 * MARGIN),
            boxes=boxes,
            clusters=self._clusters(heights),
            labels=labels,
            strokes=list(self._strokes),
            arrows=list(self._arrows),
            ways=ways,
        )

    def _lay_out_levels(self) -> None:
        spots = self._spots
        members: list[list[int]] = [[] for _ in spots.frames]
        inner: list[list[int]] = [[] for _ in spots.frames]
        for number, spot in enumerate(spots.spots):
            members[spot.frame].append(number)
        for number, around in enumerate(spots.frames):
            if around.parent >= TOP:
                inner[around.parent].append(number)
        hops = hops_of(spots)
        for frame in range(len(spots.frames) - 1, -1, -1):
            making = LevelMaking(spots, self._ranks, frame, self._insides)
            for one in members[frame]:
                making.add_spot(one)
            for one in inner[frame]:
                making.add_frame(one)
            making.connect(hops[frame])
            level = making.level
            place(level, ordered(level))
            level.settle()
            self._levels[frame] = level
            self._insides[frame] = self._inside(level)
            for link, lines in making.lines.items():  # the inner part of a link comes first
                self._lines.setdefault(link, []).extend(lines)

    def _inside(self, level: Level) -> Inside:
        """How large the frame is around its items, which are moved so that its header is at 0."""
        header = self._spots.frames[level.frame].header
        origin = next((one.x for one in level.items if one.kind is ItemKind.SPOT and one.number == header), 0.0)
        for item in level.items:
            item.x -= origin
        side = 0.0 if header < 0 else _SIDE
        fixed = [one for one in level.items if not one.is_loose]
        left = max(one.left - one.x for one in fixed) + side
        right = max(one.right + one.x for one in fixed) + side
        return Inside(left, right, level.ports())

    def _put_frames(self) -> None:
        self._origins[TOP] = self._insides[TOP].left + MARGIN
        for frame, level in sorted(self._levels.items()):
            for item in level.items:
                if item.kind is ItemKind.FRAME:
                    self._origins[item.number] = self._origins[frame] + item.x

    def _spans(self) -> list[Span]:
        """How far lines go sideways below which rows."""
        found: list[Span] = []
        for level in self._levels.values():
            for piece in level.pieces:
                upper, lower = level.items[piece.upper], level.items[piece.lower]
                above, _ = _turning(upper, lower)
                width = abs(upper.x + piece.port.shift - lower.x)
                joins, leaves = lower.kind is ItemKind.TRUNK, upper.kind is ItemKind.TRUNK
                found.append(Span(above, width, joins and width > 0, leaves and width > 0))
        return found

    def _places(self, heights: Heights) -> tuple[dict[str, Rect], list[PlacedLabel]]:
        boxes: dict[str, Rect] = {}
        labels: list[PlacedLabel] = []
        for frame, level in self._levels.items():
            for item in level.items:
                if item.kind is not ItemKind.SPOT:
                    continue
                spot = self._spots.spots[item.number]
                x, y = self._origins[frame] + item.x, heights.tops[item.number] + MARGIN
                rect = Rect(x - spot.size.width / 2, y, *spot.size)
                if spot.role is Role.BOX:
                    boxes[spot.text] = rect
                elif spot.role is Role.ARM:
                    labels.append(PlacedLabel(spot.text, rect, is_arm=True))
                if spot.below:
                    place = Rect(x + 6, y + spot.size.height + 3, *spot.below_size)
                    labels.append(PlacedLabel(spot.below, place, is_arm=False))
        return boxes, labels

    def _clusters(self, heights: Heights) -> list[PlacedCluster]:
        found: list[PlacedCluster] = []
        for number, frame in enumerate(self._spots.frames):
            if frame.header < 0:
                continue
            inside, x = self._insides[number], self._origins[number]
            top, bottom = heights.tops[frame.header] + MARGIN, heights.frame_ends[number] + MARGIN
            width, strip = inside.left + inside.right, self._spots.spots[frame.header].size.height
            left = x - inside.left
            whole, header = Rect(left, top, width, bottom - top), Rect(left, top, width, strip)
            found.append(PlacedCluster(frame.cluster, whole, header, x))
        return found

    def _draw_lines(self, heights: Heights) -> list[list[int]]:
        ways: list[list[int]] = []
        for way in self._spots.ways:
            strokes = [self._stroke(line, heights) for link in way for line in self._lines[link]]
            ways.append([self._strokes.setdefault(stroke, len(self._strokes)) for stroke in strokes])
        return ways

    def _stroke(self, line: Line, heights: Heights) -> Stroke:
        items, origin = self._levels[line.frame].items, self._origins[line.frame]
        if line.piece is None:
            trunk = items[line.trunk]
            x = origin + trunk.x
            top, bottom = heights.row_tops[trunk.top] + MARGIN, heights.row_ends[trunk.bottom] + MARGIN
            return Stroke(((x, top), (x, bottom)), trunk.is_dashed)
        return self._curve(line.piece, items, origin, heights)

    def _curve(self, piece: Piece, items: Sequence[Item], origin: float, heights: Heights) -> Stroke:
        upper, lower = items[piece.upper], items[piece.lower]
        start, end = origin + upper.x + piece.port.shift, origin + lower.x
        above, below = _turning(upper, lower)
        turn, arrive = heights.row_ends[above] + MARGIN, heights.row_tops[below] + MARGIN
        leave = turn if piece.port.spot < 0 else self._foot(piece.port.spot, heights)
        reach = arrive
        middle = heights.middles[above]
        if middle is not None and upper.kind is ItemKind.TRUNK:
            turn = middle + MARGIN
        if middle is not None and lower.kind is ItemKind.TRUNK:
            arrive = middle + MARGIN
        if lower.kind is not ItemKind.TRUNK:
            spot = lower.number if lower.kind is ItemKind.SPOT else self._spots.frames[lower.number].header
            reach = heights.tops[spot] + MARGIN
            if self._spots.spots[spot].role is not Role.ARM:
                self._arrows[end, reach] = None
        return Stroke(((start, leave), (start, turn), (end, arrive), (end, reach)), piece.is_dashed)

    def _foot(self, spot: int, heights: Heights) -> float:
        return heights.tops[spot] + self._spots.spots[spot].size.height + MARGIN


def _turning(upper: Item, lower: Item) -> tuple[int, int]:
    """The rows between which a line turns: a trunk goes on where one leaves it, and is there where one joins it."""
    above = lower.top - 1 if upper.kind is ItemKind.TRUNK else upper.bottom
    below = upper.bottom + 1 if lower.kind is ItemKind.TRUNK else lower.top
    return above, below
