"""An exception as bounded text, for those who cannot have the exception itself."""

from __future__ import annotations

import traceback

from gorkflow.runners.main_module import WORKER_MAIN
from gorkflow.runners.messages import Failed

MAX_TEXT = 4_000
MAX_TRACEBACK = 16_000
_MAX_FRAMES = 40


def failed(error: BaseException, cpu_seconds: float) -> Failed:
    """The message that tells of what a body raised; never raises itself."""
    return Failed(
        type_name=class_name(type(error)).removeprefix("builtins."),
        classes=tuple(class_name(one) for one in type(error).__mro__),
        text=text_of(error),
        traceback=_traceback(error),
        is_abort=not isinstance(error, Exception),
        cpu_seconds=cpu_seconds,
    )


def class_name(type_: type) -> str:
    """Module and name, as the engine's process would say: what is defined in the main script is in `__main__`."""
    module = "__main__" if type_.__module__ == WORKER_MAIN else type_.__module__
    return encodable(f"{module}.{type_.__qualname__}")


def text_of(error: BaseException) -> str:
    """The error's text, bounded."""
    try:
        text = encodable(str(error))
    except Exception:  # noqa: BLE001 - a user's __str__ may raise anything
        return f"<{class_name(type(error))} that cannot be printed>"
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}... ({len(text)} characters)"


def encodable(text: str) -> str:
    """The text without lone surrogates, which JSON cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _traceback(error: BaseException) -> str:
    try:
        lines = traceback.TracebackException.from_exception(error, limit=-_MAX_FRAMES, compact=True).format()
        text = encodable("".join(lines)).replace(f"{WORKER_MAIN}.", "__main__.")
    except Exception:  # noqa: BLE001 - a user's __str__, or recursion: the failure counts, not its picture
        return f"<no traceback of {class_name(type(error))}>"
    return text if len(text) <= MAX_TRACEBACK else f"...{text[-MAX_TRACEBACK:]}"
