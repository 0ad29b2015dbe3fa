"""Text that others chose, made safe to print: names and errors cannot move the cursor, colour or forge lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import JsonValue

# Control characters of ASCII and Latin-1, line and paragraph separators, what reverses the direction of text, halves of
# surrogate pairs.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ELLIPSIS = "..."


def printable(text: str) -> str:
    r"""The text as one line: a line feed becomes `\n`, an escape `\x1b`."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shortened(text: str, width: int) -> str:
    """The text as one line of at most that many characters."""
    line = printable(text[: width + 1])
    return line if len(line) <= width and len(text) <= width else line[: max(0, width - len(_ELLIPSIS))] + _ELLIPSIS


def json_line(value: object, *, ascii_only: bool = False) -> str:
    """The value as JSON on one line, with everything escaped that a terminal might obey."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def json_excerpt(value: JsonValue, width: int = 160) -> str:
    """The value as JSON, cut off where it is long, with its whole length."""
    text = json_line(value)
    return (
        text if len(text) <= width else f"{text[:width]}{_ELLIPSIS} ({len(text):,} characters; --json shows them all)"
    )
