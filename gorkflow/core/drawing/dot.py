"""Pictures in Graphviz's DOT language."""

from __future__ import annotations

import re
from typing import Final

from gorkflow.core.drawing.lettering import printable
from gorkflow.core.drawing.palette import INK, PAINTS, PLAIN
from gorkflow.core.drawing.picture import Box, Mark, Picture, Shape

_SHAPES: Final = {
    Shape.OVAL: "oval",
    Shape.BOX: "box",
    Shape.HEXAGON: "hexagon",
    Shape.DIAMOND: "diamond",
    Shape.HOURGLASS: "parallelogram",
}
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


def dot_of(picture: Picture) -> str:
    """The picture as a digraph, top to bottom; clusters are clusters."""
    lines = [
        f"digraph {_quoted((picture.title,))} {{",
        "  node [shape=box, style=rounded];",
        "  graph [style=rounded];",
    ]
    indent = "  "
    for one in picture.nested():
        if one is None:
            indent = indent[:-2]
            lines.append(f"{indent}}}")
        elif isinstance(one, Box):
            lines.append(f"{indent}{one.key} [label={_quoted(one.lines, one.mark)}{_shape(one)}{_paint(one.mark)}];")
        else:
            lines.append(f"{indent}subgraph cluster_{one.key} {{")
            indent += "  "
            attributes = [f"label={_quoted((one.title,), one.mark)}", *_paint(one.mark).split(", ")[1:]]
            lines += [f"{indent}{attribute};" for attribute in attributes]
    for edge in picture.edges:
        label = [f"label={_quoted((edge.label,))}"] if edge.label else []
        attributes = [*label, *(["style=dashed"] if edge.is_dashed else [])]
        shown = f" [{', '.join(attributes)}]" if attributes else ""
        lines.append(f"  {edge.start} -> {edge.end}{shown};")
    return "\n".join([*lines, "}"]) + "\n"


def _shape(box: Box) -> str:
    return "" if box.shape is Shape.BOX else f", shape={_SHAPES[box.shape]}"


def _paint(mark: Mark | None) -> str:
    """Attributes for a status, each behind a comma."""
    if mark is None:
        return ""
    paint = PAINTS.get(mark.status, PLAIN)
    return f', style="rounded,filled", color="{paint.line}", fillcolor="{paint.fill}", fontcolor="{INK}"'


def _quoted(lines: tuple[str, ...], mark: Mark | None = None) -> str:
    """The lines as one string of DOT; Graphviz reads entities in it."""
    shown = lines if mark is None else (*lines, mark.text)
    plain = (_ENTITY.sub("&amp;", printable(line)).replace("\\", "\\\\").replace('"', '\\"') for line in shown)
    return '"' + "\\n".join(plain) + '"'
