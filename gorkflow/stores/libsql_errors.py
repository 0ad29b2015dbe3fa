"""What a server of libSQL, or the way to it, says when it fails, as errors of gorkflow."""

from __future__ import annotations

from enum import Enum

from gorkflow.errors import (
    InputError,
    StoreAuthenticationError,
    StoreBusyError,
    StoreConnectionError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
)
from gorkflow.stores.libsql_hrana import Fault

__all__ = [
    "CallError", "Fate", "TooLargeError", "http_failure", "is_known", "statement_failure", "with_fate",
    "without_frames",
]  # fmt: skip


class Fate(Enum):
    """What became of a request that failed."""

    NOT_DONE = "nothing was carried out"
    UNKNOWN = "it may have been carried out, or be so still"


class TooLargeError(StoreError):
    """The server gives no answer of that size: it is read in pieces, and nobody sees this, but for a single row."""


class CallError(Exception):
    """A request failed; for the code between a call and the store's methods, which raise `error`.

    Args:
        error: what the store's caller gets.
        fate: whether the server may have done it.
        is_passing: whether the same may succeed in a moment.
    """

    def __init__(self, error: StoreError | InputError, *, fate: Fate = Fate.NOT_DONE, is_passing: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.fate = fate
        self.is_passing = is_passing


def with_fate(error: StoreError | InputError, *, is_unknown: bool) -> StoreError | InputError:
    """The error for one of several who get it: of the same failure one may know more than another."""
    if not isinstance(error, StoreConnectionError) or error.is_unknown == is_unknown:
        return error
    told = type(error)(str(error))
    told.is_unknown = is_unknown
    told.__cause__ = error.__cause__
    return told


_BUSY = "another client holds its write lock for too long; end that client's transaction"
_FULL = "there is no room left for it; make room, the engine goes on by itself"
_TOO_BIG = "a value is larger than the server takes; store it elsewhere and pass a reference"
_KINDS: dict[str, tuple[type[StoreError | InputError], str]] = {
    "SQLITE_BUSY": (StoreBusyError, _BUSY),
    "SQLITE_LOCKED": (StoreBusyError, _BUSY),
    "TRANSACTION_BUSY": (StoreBusyError, _BUSY),
    "TRANSACTION_TIMEOUT": (StoreBusyError, "the server ended a transaction that took longer than it allows"),
    "TRANSACTION_STOLEN": (StoreBusyError, "the server ended a transaction for another client's sake"),
    "SQLITE_FULL": (StoreFullError, _FULL),
    "SQLITE_READONLY": (StoreReadOnlyError, "it cannot be written; give a server that takes writes"),
    "BLOCKED": (StoreReadOnlyError, "its operator has blocked it; ask them"),
    "SQL_WRITE_BLOCKED": (StoreReadOnlyError, "its operator has blocked writes; ask them"),
    "SQL_READ_BLOCKED": (StoreConnectionError, "its operator has blocked reads; ask them"),
    "SQLITE_CORRUPT": (StoreCorruptError, "it is damaged; restore a backup"),
    "SQLITE_NOTADB": (StoreCorruptError, "it is damaged; restore a backup"),
    "SQLITE_IOERR": (StoreConnectionError, "its disk or file system failed"),
    "SQLITE_TOOBIG": (InputError, _TOO_BIG),
    "ARGS_INVALID": (InputError, _TOO_BIG),
    "RESPONSE_TOO_LARGE": (TooLargeError, "an answer is larger than the server gives; ask for fewer at once"),
}
_PASSING = (StoreBusyError, StoreConnectionError)
_UNAUTHENTICATED, _FORBIDDEN, _NOT_FOUND, _TIMEOUT, _TOO_MANY, _SERVER = 401, 403, 404, 408, 429, 500


def statement_failure(store: str, fault: Fault) -> CallError:
    """A statement that the server did not carry out."""
    kind, text = _KINDS.get(fault.code) or _KINDS.get(_primary(fault.code)) or (StoreError, "it refused a statement")
    error = kind(f"{store}: {text} ({fault.code or 'no code'}: {fault.message})")
    return CallError(error, is_passing=isinstance(error, _PASSING))


def is_known(fault: Fault) -> bool:
    """Whether the fault is of the store; a statement that is made to fail has none of these codes."""
    return fault.code in _KINDS or _primary(fault.code) in _KINDS


def _primary(code: str) -> str:
    """An extended result code begins with the primary one: SQLITE_IOERR_FSYNC."""
    return "_".join(code.split("_")[:2])


def http_failure(store: str, status: int, fault: Fault) -> CallError:
    """An answer whose HTTP status is not 200."""
    said = f"(HTTP {status}: {fault.message or 'no text'})"
    if status == _UNAUTHENTICATED:
        text = "the server refuses the token, or wants one; give a valid one by ?authToken= or GORKFLOW_AUTH_TOKEN"
        return CallError(StoreAuthenticationError(f"{store}: {text} {said}"))
    if status == _FORBIDDEN:
        text = "the token does not allow this; give one with the right to write, or open it with read_only=True"
        return CallError(StoreAuthenticationError(f"{store}: {text} {said}"))
    if status >= _SERVER or status == _TIMEOUT:
        error = StoreConnectionError(f"{store}: the server failed; look at its log {said}")
        return CallError(error, fate=Fate.UNKNOWN, is_passing=True)
    if status == _TOO_MANY:
        return CallError(StoreBusyError(f"{store}: the server takes no more requests for now {said}"), is_passing=True)
    if fault.code.startswith("STREAM_"):
        return CallError(StoreConnectionError(f"{store}: the server closed the stream {said}"), is_passing=True)
    if status < 400 or status == _NOT_FOUND:
        text = "no libSQL server answers there (Hrana over HTTP, version 2); give another URL"
        return CallError(StoreUnsupportedError(f"{store}: {text} {said}"))
    return CallError(StoreError(f"{store}: the server refused a request; report it to gorkflow {said}"))


def without_frames(error: BaseException) -> BaseException:
    """The error and all that led to it, without their frames.

    Frames of an HTTP client hold the headers that were sent, and tools that show local variables would show the token.
    """
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = None
            waiting += [one.__cause__, one.__context__]
    return error
