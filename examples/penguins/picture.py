"""The picture: bill depth over bill length as an SVG, with the trend of each species and of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from examples.penguins.models import Comparison, Group, Penguin, Species

WIDTH, HEIGHT = 860, 600
LEFT, RIGHT, TOP, BOTTOM = 76, 150, 92, 64
LENGTHS, DEPTHS = (30.0, 62.0), (12.0, 22.0)  # ranges of the two axes, in mm
COLOURS = {Species.ADELIE: "#e07b00", Species.CHINSTRAP: "#9b3fb5", Species.GENTOO: "#087f86"}
INK, FAINT = "#24313a", "#dfe5e8"
HALO = 'stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'  # labels stay legible on points


def draw(penguins: Sequence[Penguin], comparison: Comparison) -> str:
    """The whole document, ready to be written."""
    parts = [*_frame(comparison), *_axes(), *_points(penguins)]
    for species, group in zip(Species, comparison.groups, strict=True):
        parts += _trend(group, _reach(penguins, species), COLOURS[species], dashes="none")
    parts += _trend(comparison.together, (34.0, 58.0), INK, dashes="7 6")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return "\n".join([f'{head} font-family="Helvetica, Arial, sans-serif" fill="{INK}">', *parts, "</svg>\n"])


def _x(length: float) -> float:
    low, high = LENGTHS
    return LEFT + (length - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _y(depth: float) -> float:
    low, high = DEPTHS
    return HEIGHT - BOTTOM - (depth - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def _text(x: float, y: float, text: str, *, size: int = 13, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" {more}>{escape(text)}</text>'


def _frame(comparison: Comparison) -> Iterator[str]:
    title, subtitle = "Bills of three species of penguins", "Dashed: the trend of all of them together"
    if comparison.trend_turns:
        title = "Within each species, the trend is another one"
        subtitle = "All penguins in one pot (dashed) seem to say the opposite: Simpson's paradox"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield _text(LEFT, 38, title, size=21, more='font-weight="bold"')
    yield _text(LEFT, 62, subtitle, size=14)


def _axes() -> Iterator[str]:
    for length in range(35, 61, 5):
        x = _x(length)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="{FAINT}"/>'
        yield _text(x, HEIGHT - BOTTOM + 20, str(length), anchor="middle")
    for depth in range(12, 23, 2):
        y = _y(depth)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="{FAINT}"/>'
        yield _text(LEFT - 10, y + 4, str(depth), anchor="end")
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18, "bill length, mm", size=14, anchor="middle")
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield _text(28, middle, "bill depth, mm", size=14, anchor="middle", more=f'transform="rotate(-90 28 {middle})"')


def _points(penguins: Sequence[Penguin]) -> Iterator[str]:
    for penguin in penguins:
        where = f'cx="{_x(penguin.bill_length_mm):.1f}" cy="{_y(penguin.bill_depth_mm):.1f}"'
        yield f'<circle {where} r="4" fill="{COLOURS[penguin.species]}" fill-opacity="0.45"/>'


def _reach(penguins: Sequence[Penguin], species: Species) -> tuple[float, float]:
    lengths = [penguin.bill_length_mm for penguin in penguins if penguin.species is species]
    return min(lengths), max(lengths)


def _trend(group: Group, reach: tuple[float, float], colour: str, *, dashes: str) -> Iterator[str]:
    start, end = reach
    line = group.trend
    ends = [(_x(length), _y(line.intercept + line.slope * length)) for length in (start, end)]
    (x1, y1), (x2, y2) = ends
    stroke = f'stroke="{colour}" stroke-width="3" stroke-dasharray="{dashes}" stroke-linecap="round"'
    yield f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {stroke}/>'
    label = f"{group.name} ({group.count})"
    yield _text(x2 + 8, y2 + 5, label, size=14, more=f'font-weight="bold" fill="{colour}" {HALO}')
