"""An exception as a bounded, storable record, and the typed error that stands for it."""

from __future__ import annotations

import traceback

from gorkflow.core.calls import RemoteError
from gorkflow.core.plan import PlanNode
from gorkflow.core.run import ErrorInfo
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import (
    GorkflowError,
    OutputSerializationError,
    OutputTypeError,
    PayloadTooLargeError,
    StepAbortedError,
    StepError,
    StepExecutionError,
)

MAX_MESSAGE = 4_000
MAX_TRACEBACK = 16_000
_MAX_FRAMES = 40


def error_info(error: BaseException, *, path: str | None = None, attempt: int | None = None) -> ErrorInfo:
    """The record of an error: of a StepExecutionError the type, text and frames of what the body raised."""
    shown = error
    if isinstance(error, StepExecutionError | StepAbortedError) and error.__cause__ is not None:
        shown = error.__cause__
    code = error.code if isinstance(error, GorkflowError) else StepExecutionError.code
    if isinstance(shown, RemoteError):
        return ErrorInfo(
            code=code,
            type=shown.type_name,
            message=message_of(shown),
            traceback=shown.traceback_text,
            step_id=path,
            attempt=attempt,
        )
    return ErrorInfo(
        code=shown.code if isinstance(shown, GorkflowError) else code,
        type=type_name(type(shown)),
        message=message_of(error if shown is error else shown),
        traceback=_frames(shown) if shown is not error else None,
        step_id=path,
        attempt=attempt,
    )


def body_error(node: PlanNode, run_id: str, error: BaseException) -> StepError:
    """What the engine makes of an exception that a body raised."""
    raised = error.type_name if isinstance(error, RemoteError) else type_name(type(error))
    text = f"step {node.path!r} of run {run_id}: the body raised {raised}: {message_of(error)}"
    is_abort = error.is_abort if isinstance(error, RemoteError) else not isinstance(error, Exception)
    failure: StepError = StepAbortedError(text) if is_abort else StepExecutionError(text)
    failure.__cause__ = error
    return failure


def refused_output(node: PlanNode, run_id: str, refused: ValueRefusedError) -> StepError:
    """The output was refused."""
    where = f"step {node.path!r} of run {run_id}"
    if refused.kind == "size":
        return PayloadTooLargeError(
            f"{where}: its output is too large: {refused.reason}; store it elsewhere and return a reference, "
            "or raise max_payload_bytes"
        )
    if refused.kind == "serialization":
        return OutputSerializationError(f"{where}: its output cannot be stored: {refused.reason}")
    declared = getattr(node.output.type_form, "__name__", None) or str(node.output.type_form)
    return OutputTypeError(
        f"{where}: its output is not the declared {declared}: {refused.reason}; mend the body or its annotation"
    )


def type_name(type_: type) -> str:
    """Qualified, but for builtins and gorkflow's own errors."""
    return (
        type_.__qualname__
        if type_.__module__ in {"builtins", "gorkflow.errors"}
        else f"{type_.__module__}.{type_.__qualname__}"
    )


def message_of(error: BaseException) -> str:
    """The error's text, bounded; an error that cannot be printed is told by its type."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  # a user's __str__ may raise anything
        return f"<{type_name(type(error))} that cannot be printed>"
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]}... ({len(text)} characters)"


def _frames(error: BaseException) -> str:
    try:
        lines = traceback.TracebackException.from_exception(error, limit=-_MAX_FRAMES, compact=True).format()
        text = "".join(lines)
    except Exception:  # noqa: BLE001  # a user's __str__ or a recursion limit: the failure matters, not its picture
        return f"<no traceback of {type_name(type(error))}>"
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= MAX_TRACEBACK else "..." + text[-MAX_TRACEBACK:]
