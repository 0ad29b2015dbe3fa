"""An exception as bounded text that can be stored and sent, whatever it is."""

from __future__ import annotations

import traceback

MAX_TEXT = 4_000
MAX_TRACEBACK = 16_000
_MAX_FRAMES = 40


def text_of(error: BaseException) -> str:
    """The error's text, bounded; of an error that cannot be printed its type."""
    try:
        text = encodable(str(error))
    except BaseException:  # noqa: BLE001  # a user's __str__ may raise anything, SystemExit too
        return f"<{type_name(type(error))} that cannot be printed>"
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}... ({len(text)} characters)"


def frames_of(error: BaseException) -> str:
    """The traceback with its causes, bounded: the last frames of each."""
    try:
        lines = traceback.TracebackException.from_exception(error, limit=-_MAX_FRAMES, compact=True).format()
        text = encodable("".join(lines))
    except BaseException:  # noqa: BLE001  # as above, or recursion: the failure counts, not its picture
        return f"<no traceback of {type_name(type(error))}>"
    return text if len(text) <= MAX_TRACEBACK else f"...{text[-MAX_TRACEBACK:]}"


def type_name(type_: type) -> str:
    """Qualified, but for builtins and gorkflow's own errors."""
    if type_.__module__ in {"builtins", "gorkflow.errors"}:
        return encodable(type_.__qualname__)
    return encodable(f"{type_.__module__}.{type_.__qualname__}")


def encodable(text: str) -> str:
    """The text without lone surrogates, which JSON cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
