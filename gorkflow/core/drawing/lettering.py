"""Text in drawings: what may stand in one, and how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_ELLIPSIS: Final = "\u2026"
# Hundredths of the font's size. They are those of a wide font, so that text fits whichever sans-serif shows it.
_WIDTHS: Final = {
    31: "'ijl",
    35: " ,./IJ\\|",
    41: "!()-:;[]f",
    47: '"rt',
    53: "*_`sz",
    60: "?Lckvxy",
    64: "$0123456789EFSTabdeghnopqu{}",
    70: "ABKPRVXYZ",
    75: "CU",
    79: "&DGHNOQ",
    84: "#+<=>^w~",
    93: "M",
    100: "%@Wm",
}
_BY_CHARACTER: Final = {one: width / 100 for width, many in _WIDTHS.items() for one in many}
_WIDE: Final = 1.05
_BOLD: Final = 1.13
_TURNING: Final = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)  # turn text round


def printable(text: str) -> str:
    """The text on one line, without what XML does not take or what changes the order of the text around it."""
    return " ".join("".join(map(_printable, text)).split())


def _printable(one: str) -> str:
    if one.isspace():
        return " "
    is_refused = unicodedata.category(one) in {"Cc", "Cs"} or ord(one) & 0xFFFE == 0xFFFE or one in _TURNING
    return _REPLACEMENT if is_refused else one


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide the text is at most, in the unit of the font's size."""
    return sum(map(_width, text)) * size * (_BOLD if is_bold else 1.0)


def is_measured(text: str) -> bool:
    """Whether the widths of all its characters are known; those of rare scripts are guessed."""
    return all(one in _BY_CHARACTER or one == _ELLIPSIS or _is_wide(one) for one in text)


def _width(one: str) -> float:
    known = _BY_CHARACTER.get(one)
    if known is not None:
        return known
    if unicodedata.combining(one):
        return 0.0
    return _WIDE


def _is_wide(one: str) -> bool:
    return unicodedata.east_asian_width(one) in {"W", "F"}


def shortened(text: str, size: float, limit: float, *, is_bold: bool = False) -> str:
    """The text, with its middle left out where it is wider than the limit: names differ at their ends."""
    if width_of(text, size, is_bold=is_bold) <= limit:
        return text
    head, tail = "", ""
    room = limit - width_of(_ELLIPSIS, size, is_bold=is_bold)
    front, back = 0, len(text) - 1
    while front < back:
        takes_front = len(head) <= 2 * len(tail)
        one = text[front] if takes_front else text[back]
        room -= width_of(one, size, is_bold=is_bold)
        if room < 0:
            break
        if takes_front:
            head, front = head + one, front + 1
        else:
            tail, back = one + tail, back - 1
    return head + _ELLIPSIS + tail


def wrapped(text: str, size: float, limit: float, lines: int) -> Iterator[str]:
    """The text in at most so many lines no wider than the limit; the last has all the rest, shortened."""
    words = text.split()
    for _ in range(lines - 1):
        line: list[str] = []
        while words and width_of(" ".join([*line, words[0]]), size) <= limit:
            line.append(words.pop(0))
        if not line and words:
            line.append(words.pop(0))
        if line:
            yield shortened(" ".join(line), size, limit)
    if words:
        yield shortened(" ".join(words), size, limit)
