"""Text in columns of a terminal: cut and filled up by the cells that it takes there, not by its characters."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from shutil import get_terminal_size
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text

PIPED_WIDTH: Final = 100
_ELLIPSIS: Final = "..."


def width_of_stdout() -> int | None:
    """The columns of the terminal that stdout is, of which the environment may say otherwise; None where it is none."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def cropped(text: str, width: int) -> str:
    """The text in at most so many cells; it is printable already."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - len(_ELLIPSIS))) + _ELLIPSIS[: max(0, width)]


def padded(text: str, width: int, *, to_the_right: bool = False) -> str:
    """The text with spaces up to that many cells."""
    space = " " * (width - cell_len(text))
    return space + text if to_the_right else text + space


def in_columns(
    rows: Sequence[Sequence[str]], styles: Sequence[Sequence[str]], to_the_right: Collection[int] = ()
) -> list[Text]:
    """Lines of the rows, which have as many cells each; the first is the head.

    Args:
        styles: of each cell.
        to_the_right: places of the columns that end under each other.
    """
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines: list[Text] = []
    for row, row_styles in zip(rows, styles, strict=True):
        line = Text()
        for place, (cell, width, style) in enumerate(zip(row, widths, row_styles, strict=True)):
            line.append(padded(cell, width, to_the_right=place in to_the_right) + "  ", style)
        line.rstrip()
        lines.append(line)
    return lines
