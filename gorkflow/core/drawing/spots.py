"""What is laid out: the boxes of a picture, a header for each cluster, a label for each arm, and links between them.

A link never crosses the border of a cluster from above: it goes to the cluster's header, and from there on inside.
So each cluster can be laid out by itself, and takes the place of one large box in what is around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from gorkflow.core.drawing.picture import Box, Cluster, Edge, Picture

TOP: Final = 0  # the frame around everything


class Size(NamedTuple):
    """In pixels, as everything here."""

    width: float
    height: float


_NOTHING: Final = Size(0.0, 0.0)


class Ruler(Protocol):
    """How large things are; the layout does not know what is in them."""

    def box(self, box: Box, /) -> Size:
        """Of a box."""
        ...

    def header(self, cluster: Cluster, /) -> Size:
        """Of the strip with a cluster's title, at least."""
        ...

    def arm(self, text: str, /) -> Size:
        """Of the label of an arm."""
        ...

    def type(self, text: str, /) -> Size:
        """Of a type beside an edge."""
        ...


class Role(Enum):
    """What a spot is for."""

    BOX = auto()
    HEADER = auto()
    ARM = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """What has a place of its own.

    Attributes:
        frame: that it stands in; a header stands in its own cluster's.
        size: of its outline.
        text: of an arm's label; the key of a box or cluster.
        below: the type under a box, at its edges; empty for none.
        below_size: of that text.
    """

    role: Role
    frame: int
    size: Size
    text: str
    below: str = ""
    below_size: Size = _NOTHING


@dataclass(frozen=True, slots=True)
class Frame:
    """The inside of a cluster; the first one is around everything.

    Attributes:
        cluster: its key; a cluster may be drawn in several parts. Empty for the first.
        header: its spot; -1 for the first.
    """

    cluster: str
    parent: int
    header: int


class Link(NamedTuple):
    """From a spot to one in the same frame, in a frame around it, or to the header of a frame in that one."""

    start: int
    end: int
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Spots:
    """All of it.

    Attributes:
        ways: for each edge of the picture, the links it goes along.
    """

    spots: list[Spot] = field(default_factory=list[Spot])
    frames: list[Frame] = field(default_factory=list[Frame])
    links: dict[Link, int] = field(default_factory=dict[Link, int])
    ways: list[tuple[int, ...]] = field(default_factory=list[tuple[int, ...]])

    def level_of(self, spot: int) -> int:
        """The frame that a spot is a part of as seen from outside: a header stands for its cluster."""
        found = self.spots[spot]
        return self.frames[found.frame].parent if found.role is Role.HEADER else found.frame


Part = tuple[str, int]
"""A cluster's key and which part of it."""


def spots_of(picture: Picture, ruler: Ruler, parts: Mapping[str, Sequence[Part]]) -> Spots:
    """The spots and links of a picture.

    Args:
        picture: as it is.
        ruler: says how large things are.
        parts: for each box the parts of clusters that it stands in, the outermost first.
    """
    making = _Making(picture, ruler)
    for box in picture.boxes:
        making.add(box, parts[box.key])
    for edge in picture.edges:
        making.connect(edge)
    return making.spots


class _Making:
    def __init__(self, picture: Picture, ruler: Ruler) -> None:
        self.spots = Spots()
        self.spots.frames.append(Frame("", -1, -1))
        self._ruler = ruler
        self._clusters = {cluster.key: cluster for cluster in picture.clusters}
        self._frames: dict[Part, int] = {}
        self._places: dict[str, int] = {}
        self._arms: dict[tuple[int, str, bool], int] = {}
        self._labels: dict[str, dict[str, None]] = {}
        for edge in picture.edges:
            if edge.label:
                self._labels.setdefault(edge.start, {})[edge.label] = None

    def add(self, box: Box, parts: Iterable[Part]) -> None:
        """A box, and the frames around it that are not there yet."""
        frame = TOP
        for part in parts:
            if part not in self._frames:
                self._frames[part] = self._new_frame(part, frame)
            frame = self._frames[part]
        labels = list(self._labels.get(box.key, ()))
        below = labels[0] if len(labels) == 1 and box.lines != (labels[0],) else ""
        size = self._ruler.type(below) if below else _NOTHING
        self._places[box.key] = len(self.spots.spots)
        self.spots.spots.append(Spot(Role.BOX, frame, self._ruler.box(box), box.key, below, size))

    def _new_frame(self, part: Part, parent: int) -> int:
        frame, header = len(self.spots.frames), len(self.spots.spots)
        self.spots.frames.append(Frame(part[0], parent, header))
        self.spots.spots.append(Spot(Role.HEADER, frame, self._ruler.header(self._clusters[part[0]]), part[0]))
        return frame

    def connect(self, edge: Edge) -> None:
        """An edge: over its label, where it is an arm's, and over the headers of the clusters that it goes into."""
        start, end = self._places[edge.start], self._places[edge.end]
        stops = [start]
        if edge.label and len(self._labels[edge.start]) > 1:
            arm = (start, edge.label, edge.is_dashed)
            if arm not in self._arms:
                self._arms[arm] = len(self.spots.spots)
                spot = Spot(Role.ARM, self.spots.spots[start].frame, self._ruler.arm(edge.label), edge.label)
                self.spots.spots.append(spot)
            stops.append(self._arms[arm])
        stops += self._headers_between(start, end)
        stops.append(end)
        links = [Link(one, other, edge.is_dashed) for one, other in pairwise(stops)]
        known = self.spots.links
        self.spots.ways.append(tuple(known.setdefault(link, len(known)) for link in links))

    def _headers_between(self, start: int, end: int) -> list[int]:
        """The headers of the frames around the end that are not around the start, the outermost first."""
        frames = self.spots.frames
        around: set[int] = set()
        frame = self.spots.spots[start].frame
        while frame >= 0:
            around.add(frame)
            frame = frames[frame].parent
        found: list[int] = []
        frame = self.spots.spots[end].frame
        while frame not in around:
            found.append(frames[frame].header)
            frame = frames[frame].parent
        return found[::-1]


def whole_parts(picture: Picture) -> dict[str, list[Part]]:
    """For each box the clusters that it stands in, none of them divided."""
    around: dict[str | None, list[Part]] = {None: []}
    for cluster in picture.clusters:
        around[cluster.key] = [*around[cluster.parent], (cluster.key, 0)]
    return {box.key: around[box.cluster] for box in picture.boxes}


def divided_parts(picture: Picture) -> dict[str, list[Part]]:
    """As `whole_parts`, but a part of a cluster has only what is connected inside it.

    For a picture in which the way out of a cluster leads back into it: two workflows of one name, one behind the other.
    """
    whole = whole_parts(picture)
    roots: dict[tuple[str, str], tuple[str, str]] = {}

    def root_of(one: tuple[str, str]) -> tuple[str, str]:
        while (above := roots.setdefault(one, one)) != one:
            roots[one] = roots[above]
            one = above
        return one

    for edge in picture.edges:
        for (cluster, _), (other, _) in zip(whole[edge.start], whole[edge.end], strict=False):
            if cluster != other:
                break
            roots[root_of((cluster, edge.end))] = root_of((cluster, edge.start))
    numbers: dict[tuple[str, str], int] = {}
    return {
        box.key: [
            (cluster, numbers.setdefault(root_of((cluster, box.key)), len(numbers))) for cluster, _ in whole[box.key]
        ]
        for box in picture.boxes
    }


def single_parts(picture: Picture) -> dict[str, list[Part]]:
    """As `whole_parts`, but each box stands in parts of its own: no way leads from one into another and back."""
    numbers = {box.key: number for number, box in enumerate(picture.boxes)}
    return {key: [(cluster, numbers[key]) for cluster, _ in parts] for key, parts in whole_parts(picture).items()}
