"""How high the rows are, and how much room there is between them for lines to turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gorkflow.core.drawing.ranks import Ranks
from gorkflow.core.drawing.spots import TOP, Role, Spots

_TURN: Final = 30.0  # between two rows
_LONGEST_TURN: Final = 84.0
_SLOPE: Final = 0.07  # so much more for each pixel that a line goes sideways
_BUSY: Final = 1.5  # times as high where lines join one trunk and leave another
_STEM: Final = 4.0
_FOOT: Final = 14.0  # below what stands in a cluster


class Span(NamedTuple):
    """A line that goes sideways below a row.

    Attributes:
        joins: comes to a trunk that is there already, or to one of its own.
        leaves: goes from a trunk.
    """

    row: int
    width: float
    joins: bool
    leaves: bool


@dataclass(frozen=True, slots=True)
class Heights:
    """Distances from the top.

    Attributes:
        tops: of the spots.
        row_tops: of the rows, where lines have finished turning.
        row_ends: below the rows and the clusters that end there, where lines begin to turn.
        middles: below the rows, where lines have joined trunks and others leave them; None where one of that is not.
        frame_ends: of the frames.
        total: of all rows.
    """

    tops: Sequence[float]
    row_tops: Sequence[float]
    row_ends: Sequence[float]
    middles: Sequence[float | None]
    frame_ends: Sequence[float]
    total: float


def heights_of(spots: Spots, ranks: Ranks, spans: Sequence[Span]) -> Heights:
    """The heights.

    Args:
        spots: what stands in the rows.
        ranks: in which.
        spans: how far lines go sideways.
    """
    count = max(ranks.rows) + 1
    content, feet, turns = [0.0] * count, [0.0] * count, [_TURN] * count
    for number, spot in enumerate(spots.spots):
        row = ranks.rows[number]
        below = spot.below_size.height + _STEM if spot.below else 0.0
        content[row] = max(content[row], spot.size.height + below)
    feet_of = [0.0] * len(spots.frames)
    for number in range(len(spots.frames) - 1, TOP, -1):  # the inner ones first
        feet_of[number] += _FOOT
        row, parent = ranks.bottoms[number], spots.frames[number].parent
        feet[row] = max(feet[row], feet_of[number])
        if parent > TOP and ranks.bottoms[parent] == row:
            feet_of[parent] = max(feet_of[parent], feet_of[number])
    busy = {one.row for one in spans if one.joins} & {one.row for one in spans if one.leaves}
    for row, width, _, _ in spans:
        turns[row] = max(turns[row], min(_LONGEST_TURN, _TURN + _SLOPE * width))
    for row in busy:
        turns[row] *= _BUSY
    row_tops: list[float] = []
    row_ends: list[float] = []
    at = 0.0
    for row in range(count):
        row_tops.append(at)
        row_ends.append(at + content[row] + feet[row])
        at = row_ends[row] + turns[row]
    tops = [
        row_tops[row] + (content[row] - spot.size.height if spot.role is Role.HEADER else 0.0)
        for row, spot in zip(ranks.rows, spots.spots, strict=True)
    ]
    ends = [row_tops[row] + content[row] + feet_of[number] for number, row in enumerate(ranks.bottoms)]
    middles = [row_ends[row] + turns[row] * 0.45 if row in busy else None for row in range(count)]
    return Heights(tops, row_tops, row_ends, middles, ends, row_ends[-1])
