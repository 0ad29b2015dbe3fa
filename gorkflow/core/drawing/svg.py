"""Pictures as SVG: without scripts, styles or references, so that a notebook and a page can take them as they are.

They are transparent, and can be read on white and on black: text stands on light ground or is of a middle grey.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from gorkflow.core.drawing.layout import Layout, PlacedCluster, Rect, Stroke, layout_of
from gorkflow.core.drawing.lettering import is_measured, printable
from gorkflow.core.drawing.palette import INK, PAINTS, PLAIN, Paint
from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Mark, Picture, Shape
from gorkflow.core.drawing.shapes import (
    DOT,
    Letters,
    Measure,
    arm_letters,
    baselines,
    hourglass,
    letters_of,
    number,
    outline,
    title_of,
    turning_arrow,
    type_letters,
)
from gorkflow.core.run import StepStatus

_FONT: Final = "Segoe UI, Roboto, Helvetica, Arial, DejaVu Sans, sans-serif"
_LINE: Final = "#7f8995"
_FAINT: Final = "#757c84"
_STRIP: Final = "#e3e8ed"
_CHIP: Final = "#eef1f4"


def svg_of(picture: Picture) -> str:
    """The picture as an SVG document of one element."""
    layout = layout_of(picture, Measure())
    width, height = map(number, layout.size)
    boxes = {box.key: box for box in picture.boxes}
    clusters = {cluster.key: cluster for cluster in picture.clusters}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{_FONT}" fill="{INK}">',
        f"<title>{_escaped(f'workflow {picture.title}')}</title>",
        *(line for placed in layout.clusters for line in _cluster(clusters[placed.key], placed)),
        *_strokes(layout),
        *(line for key, rect in layout.boxes.items() for line in _box(boxes[key], rect)),
        *_labels(layout),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _cluster(cluster: Cluster, placed: PlacedCluster) -> Iterator[str]:
    paint = _paint(cluster.mark)
    line, strip = (_LINE, _STRIP) if cluster.mark is None else paint
    x, y, width, height = placed.rect
    if cluster.kind is ClusterKind.MAP:
        for offset in (6, 3):
            yield f'{_rect(Rect(x + offset, y + offset, width, height))} fill="none" stroke="{line}" opacity="0.6"/>'
    yield f'{_rect(placed.rect)} fill="{_LINE}" fill-opacity="0.1" stroke="{line}"/>'
    bottom = number(y + placed.header.height)
    yield (
        f'<path d="M{number(x)} {bottom}V{number(y + 8)}q0 -8 8 -8H{number(x + width - 8)}q8 0 8 8V{bottom}z" '
        f'fill="{strip}" stroke="{line}"/>'
    )
    parts = title_of(cluster)
    icon = 16.0 if cluster.kind is ClusterKind.LOOP else 0.0
    at = placed.middle - (sum(part.width for part in parts) + 10 * (len(parts) - 1) + icon) / 2
    if icon:
        path = turning_arrow(at + 7, y + placed.header.height / 2)
        yield f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.3"/>'
    at += icon
    for part in parts:
        yield from _letters(part, at + part.width / 2, y + 17)
        at += part.width + 10


def _strokes(layout: Layout) -> Iterator[str]:
    for is_dashed, dashes in ((False, ""), (True, ' stroke-dasharray="5 4"')):
        paths = [_path(stroke) for stroke in layout.strokes if stroke.is_dashed is is_dashed]
        if paths:
            yield f'<path d="{"".join(paths)}" fill="none" stroke="{_LINE}" stroke-width="1.4"{dashes}/>'
    heads = [f"M{number(x)} {number(y)}l-4.5 -8.5h9z" for x, y in layout.arrows]
    if heads:
        yield f'<path d="{"".join(heads)}" fill="{_LINE}"/>'


def _path(stroke: Stroke) -> str:
    first, *rest = stroke.points
    path = f"M{number(first[0])} {number(first[1])}"
    if len(rest) == 1:
        return f"{path}V{number(rest[0][1])}"
    turn, arrive, last = rest
    if abs(turn[0] - arrive[0]) < 0.05:
        return f"{path}V{number(last[1])}"
    middle = (turn[1] + arrive[1]) / 2
    curve = f"C{_point(turn[0], middle)} {_point(arrive[0], middle)} {_point(*arrive)}"
    return f"{path}V{number(turn[1])}{curve}V{number(last[1])}"


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _box(box: Box, rect: Rect) -> Iterator[str]:
    paint = _paint(box.mark)
    is_skipped = box.mark is not None and box.mark.status is StepStatus.SKIPPED
    width = 1.2 if box.mark is None or box.mark.status is StepStatus.PENDING else 2
    dashes = ' stroke-dasharray="4 3"' if is_skipped else ""
    about = [box.path, *box.lines, "" if box.mark is None else box.mark.text]
    yield f"<g><title>{'&#10;'.join(_escaped(line) for line in about if line)}</title>"
    yield f'{outline(box.shape, rect)} fill="{paint.fill}" stroke="{paint.line}" stroke-width="{width}"{dashes}/>'
    middle = rect.x + rect.width / 2
    if box.shape is Shape.HOURGLASS:
        path = hourglass(rect.x + 20, rect.y + rect.height / 2)
        yield f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.3" stroke-linejoin="round"/>'
        middle += 8
    for line, y in baselines(letters_of(box), rect):
        yield from _letters(line, middle, y)
    yield "</g>"


def _labels(layout: Layout) -> Iterator[str]:
    for label in layout.labels:
        x, y, width, height = label.rect
        letters = arm_letters(label.text) if label.is_arm else type_letters(label.text)
        about = f"<title>{_escaped(label.text)}</title>" if letters.text != printable(label.text) else ""
        yield f"<g>{about}"
        if label.is_arm:
            yield f'{_rect(label.rect, height / 2)} fill="{_CHIP}" stroke="{_LINE}" stroke-width="0.8"/>'
        yield from _letters(letters, x + width / 2, y + height / 2 + 3.8, INK if label.is_arm else _FAINT)
        yield "</g>"


def _letters(line: Letters, middle: float, y: float, ink: str = INK) -> Iterator[str]:
    """A line of text around a middle; one behind a dot or icon begins there."""
    if line.mark is None:
        yield _text(line, middle, y, "middle", ink)
        return
    left = middle - line.width / 2
    yield f'<circle cx="{number(left + 4)}" cy="{number(y - 3.8)}" r="4" fill="{PAINTS[line.mark.status].line}"/>'
    yield _text(line, left + DOT, y, "start", ink)


def _text(line: Letters, x: float, y: float, anchor: str, ink: str) -> str:
    bold = ' font-weight="600"' if line.is_bold else ""
    colour = "" if ink == INK else f' fill="{ink}"'
    # where the widths of letters are not known, the reader's program makes the text as wide as there is room
    room = line.width - (0.0 if line.mark is None else DOT)
    fit = "" if is_measured(line.text) else f' textLength="{number(room)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(line.size)}" text-anchor="{anchor}"'
        f"{bold}{colour}{fit}>{_escaped(line.text)}</text>"
    )


def _rect(rect: Rect, radius: float = 8.0) -> str:
    x, y, width, height = map(number, rect)
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{number(radius)}"'


def _paint(mark: Mark | None) -> Paint:
    return PLAIN if mark is None else PAINTS[mark.status]


def _escaped(text: str) -> str:
    return html.escape(printable(text), quote=True)
