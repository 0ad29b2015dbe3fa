"""Pictures as Mermaid flowcharts."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from gorkflow.core.drawing.lettering import printable
from gorkflow.core.drawing.palette import INK, PAINTS
from gorkflow.core.drawing.picture import Box, Cluster, Mark, Picture, Shape

_OUTLINES: Final = {
    Shape.OVAL: ("([", "])"),
    Shape.BOX: ("[", "]"),
    Shape.HEXAGON: ("{{", "}}"),
    Shape.DIAMOND: ("{", "}"),
    Shape.HOURGLASS: ("[/", "/]"),
}


def mermaid_of(picture: Picture) -> str:
    """The picture as a flowchart, top to bottom; clusters are subgraphs."""
    lines = ["flowchart TD"]
    depth = 1
    for one in picture.nested():
        if one is None:
            depth -= 1
            lines.append("  " * depth + "end")
        elif isinstance(one, Box):
            left, right = _OUTLINES[one.shape]
            lines.append(f"{'  ' * depth}{one.key}{left}{_label(one.lines, one.mark)}{right}")
        else:
            lines.append(f"{'  ' * depth}subgraph {one.key}[{_label((one.title,), one.mark)}]")
            depth += 1
    for edge in picture.edges:
        arrow = "-.->" if edge.is_dashed else "-->"
        label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
        lines.append(f"  {edge.start} {arrow}{label} {edge.end}")
    return "\n".join([*lines, *_classes(picture)]) + "\n"


def _label(lines: tuple[str, ...], mark: Mark | None) -> str:
    shown = lines if mark is None else (*lines, mark.text)
    return '"' + "<br/>".join(map(_escaped, shown)) + '"'


def _escaped(text: str) -> str:
    """The text with entities: Mermaid reads `#` as the start of one, a quote as its end, `%%` as its own."""
    plain = html.escape(printable(text).replace("#", "\0"), quote=True).replace("&", "#").replace("\0", "#35;")
    return plain.replace("`", "#96;").replace("%%", "#37;#37;")


def _classes(picture: Picture) -> Iterator[str]:
    """A class for each status that there is."""
    marked: list[Box | Cluster] = [*picture.boxes, *picture.clusters]
    for status, paint in PAINTS.items():
        keys = [one.key for one in marked if one.mark is not None and one.mark.status is status]
        if keys:
            name = status.value.lower()
            yield f"  classDef {name} fill:{paint.fill},stroke:{paint.line},stroke-width:2px,color:{INK}"
            yield f"  class {','.join(keys)} {name}"
