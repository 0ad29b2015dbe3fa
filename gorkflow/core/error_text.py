"""Values and exceptions as bounded text that can be printed, stored and sent, whatever they are."""

from __future__ import annotations

import traceback

MAX_TEXT = 4_000
MAX_TRACEBACK = 16_000
_MAX_FRAMES = 40


def shown(value: object, limit: int = 80) -> str:
    """A value as a message shows it: its repr in one line, cut, without characters that a terminal might obey."""
    try:
        text = repr(value)
    except BaseException:  # noqa: BLE001  # a user's __repr__ may raise anything
        text = f"<a {type_name(type(value))} that cannot be printed>"
    return printable(text if len(text) <= limit else f"{text[:limit]}...")


def printable(text: str) -> str:
    r"""The text in one line, without characters that a terminal might obey: a line feed becomes `\n`."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def text_of(error: BaseException) -> str:
    """The error's text, bounded; of an error that cannot be printed its type."""
    try:
        text = encodable(str(error))
    except BaseException:  # noqa: BLE001  # a user's __str__ may raise anything, SystemExit too
        return f"<{type_name(type(error))} that cannot be printed>"
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}... ({len(text)} characters)"


def frames_of(error: BaseException) -> str:
    """The traceback with its causes, bounded: the last frames of each, and the beginning of a long text."""
    try:
        lines = traceback.TracebackException.from_exception(error, limit=-_MAX_FRAMES, compact=True).format()
        text = encodable("".join(map(_bounded, lines)))
    except BaseException:  # noqa: BLE001  # as above, or recursion: the failure counts, not its picture
        return f"<no traceback of {type_name(type(error))}>"
    return text if len(text) <= MAX_TRACEBACK else f"...{text[-MAX_TRACEBACK:]}"


def _bounded(part: str) -> str:
    """A frame, or the text of an error: were that long, it would leave no room for the frames before it."""
    return part if len(part) <= MAX_TEXT else f"{part[:MAX_TEXT]}... ({len(part)} characters)\n"


def type_name(type_: type) -> str:
    """Qualified, but for builtins and gorkflow's own errors."""
    if type_.__module__ in {"builtins", "gorkflow.errors"}:
        return encodable(type_.__qualname__)
    return encodable(f"{type_.__module__}.{type_.__qualname__}")


def encodable(text: str) -> str:
    """The text without lone surrogates, which JSON cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
