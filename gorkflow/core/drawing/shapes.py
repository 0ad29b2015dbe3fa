"""What stands in a box, how large that makes it, and its outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from gorkflow.core.drawing.layout import Rect
from gorkflow.core.drawing.lettering import printable, shortened, width_of, wrapped
from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Mark, Shape
from gorkflow.core.drawing.spots import Size

_NAME: Final = 13.0
_DETAIL: Final = 11.0
_TITLE: Final = 12.0
_LEADING: Final = 1.36  # of a line's height to the size of its letters
_WIDEST: Final = 232.0
_DETAIL_LINES: Final = 3
_ICON: Final = 16.0
DOT: Final = 12.0


class Letters(NamedTuple):
    """A line of text.

    Attributes:
        mark: it stands behind a dot in the colour of that status; None without.
    """

    text: str
    size: float
    is_bold: bool
    mark: Mark | None = None

    @property
    def width(self) -> float:
        """With the dot."""
        return width_of(self.text, self.size, is_bold=self.is_bold) + (0.0 if self.mark is None else DOT)

    @property
    def height(self) -> float:
        """Of the line."""
        return self.size * _LEADING


def letters_of(box: Box) -> list[Letters]:
    """The lines in a box; those of its text that would be too long are shortened."""
    name, *details = (printable(line) for line in box.lines)
    found = [Letters(shortened(name, _NAME, _WIDEST, is_bold=True), _NAME, is_bold=box.shape is not Shape.OVAL)]
    for detail in details:
        found += [Letters(line, _DETAIL, is_bold=False) for line in wrapped(detail, _DETAIL, _WIDEST, _DETAIL_LINES)]
    return found + _marked(box.mark)


def title_of(cluster: Cluster) -> list[Letters]:
    """What stands side by side in a cluster's header."""
    title = shortened(printable(cluster.title), _TITLE, 1.5 * _WIDEST, is_bold=True)
    return [Letters(title, _TITLE, is_bold=True), *_marked(cluster.mark)]


def _marked(mark: Mark | None) -> list[Letters]:
    return [] if mark is None else [Letters(mark.text, _DETAIL, is_bold=False, mark=mark)]


class Measure:
    """How large things are, for the layout."""

    def box(self, box: Box) -> Size:
        """Of a box."""
        lines = letters_of(box)
        width, height = max(line.width for line in lines), sum(line.height for line in lines)
        if box.shape is Shape.DIAMOND:
            half = max(22.0, 1.1 * height)
            return Size(round(width / (1 - height / 2 / half)) + 12, round(2 * half))
        sides = {Shape.BOX: 24, Shape.OVAL: 32, Shape.HEXAGON: 52, Shape.HOURGLASS: 36 + _ICON}[box.shape]
        return Size(max(72, round(width + sides)), round(height + 16))

    def header(self, cluster: Cluster) -> Size:
        """Of the strip with a cluster's title, at least."""
        parts = title_of(cluster)
        icon = _ICON if cluster.kind is ClusterKind.LOOP else 0.0
        return Size(round(sum(part.width + 10 for part in parts) + 14 + icon), 26)

    def arm(self, text: str) -> Size:
        """Of the label of an arm."""
        return Size(round(arm_letters(text).width) + 14, 20)

    def type(self, text: str) -> Size:
        """Of a type beside an edge."""
        return Size(round(type_letters(text).width), 14)


def arm_letters(text: str) -> Letters:
    """The label of an arm."""
    return Letters(shortened(printable(text), _DETAIL, _WIDEST), _DETAIL, is_bold=False)


def type_letters(text: str) -> Letters:
    """A type beside an edge."""
    return Letters(shortened(printable(text), 10.5, 0.8 * _WIDEST), 10.5, is_bold=False)


def outline(shape: Shape, rect: Rect) -> str:
    """The element that is the outline, without its end: colours come behind it."""
    x, y, width, height = rect
    middle, half = y + height / 2, width / 2
    if shape is Shape.DIAMOND:
        return _polygon((x, middle), (x + half, y), (x + width, middle), (x + half, y + height))
    if shape is Shape.HEXAGON:
        near, far = x + 14, x + width - 14
        return _polygon((x, middle), (near, y), (far, y), (x + width, middle), (far, y + height), (near, y + height))
    radius = 6.0 if shape is Shape.BOX else height / 2
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="{number(radius)}"'
    )


def hourglass(x: float, y: float) -> str:
    """The path of a small hourglass around a point."""
    return f"M{number(x - 4)} {number(y - 6)}h8l-8 12h8z"


def turning_arrow(x: float, y: float) -> str:
    """The path of a small arrow that turns round a point."""
    return f"M{number(x + 4)} {number(y - 3)}a5 5 0 1 0 1 3m-1 -7v4h-4"


def _polygon(*points: tuple[float, float]) -> str:
    return f'<polygon points="{" ".join(f"{number(x)},{number(y)}" for x, y in points)}" stroke-linejoin="round"'


def number(value: float) -> str:
    """With one digit behind the point, none where it is 0."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def baselines(lines: list[Letters], rect: Rect) -> Iterator[tuple[Letters, float]]:
    """The lines of a box, each with where its letters stand."""
    y = rect.y + (rect.height - sum(line.height for line in lines)) / 2
    for line in lines:
        yield line, y + line.height * 0.76
        y += line.height
