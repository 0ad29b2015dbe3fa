"""What SQLite's result codes mean to gorkflow."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from gorkflow.errors import (
    GorkflowError,
    InputError,
    StoreBusyError,
    StoreConnectionError,
    StoreCorruptError,
    StoreError,
    StoreFormatError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
)

__all__ = ["is_connection_spoilt", "translate", "translated"]

_FULL = "there is no room left for it (disk, quota or file size limit); make room, the engine goes on by itself"
_BUSY = "another process holds its write lock for too long; find the one (a stopped one?), let it go on or end it"
_READ_ONLY = "it, or its folder, cannot be written; give the user of this process the right to, or open it read-only"
_CORRUPT = "it is damaged; keep the file, look at it with `gorkflow doctor` and restore a backup"
_FORMAT = "it is not a SQLite database; give another path"
_CANNOT_OPEN = "it cannot be opened; look at the rights of the file and its folder and at the limit of open files"
_IO = "the device or file system failed; whether the write took place is unknown, repeating it is harmless"
_MEMORY = "there is not enough memory"

# Extended codes first: they say more than the primary code, which is their low byte.
_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_IOERR_WRITE: (StoreFullError, _FULL),
    sqlite3.SQLITE_IOERR_SHMSIZE: (StoreFullError, _FULL),
    sqlite3.SQLITE_IOERR_NOMEM: (StoreError, _MEMORY),
    sqlite3.SQLITE_BUSY: (StoreBusyError, _BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusyError, _BUSY),
    sqlite3.SQLITE_PROTOCOL: (StoreBusyError, _BUSY),
    sqlite3.SQLITE_FULL: (StoreFullError, _FULL),
    sqlite3.SQLITE_READONLY: (StoreReadOnlyError, _READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreReadOnlyError, _READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (StoreCorruptError, _CORRUPT),
    sqlite3.SQLITE_NOTADB: (StoreFormatError, _FORMAT),
    sqlite3.SQLITE_CANTOPEN: (StoreConnectionError, _CANNOT_OPEN),
    sqlite3.SQLITE_IOERR: (StoreConnectionError, _IO),
    sqlite3.SQLITE_NOMEM: (StoreError, _MEMORY),
    sqlite3.SQLITE_NOLFS: (StoreUnsupportedError, "its file system has no large files; put it on another"),
}
_PRIMARY = 0xFF


def translate(error: Exception, path: Path) -> GorkflowError:
    """The error of gorkflow that stands for one of sqlite3, by result code; raise it from the original."""
    if isinstance(error, GorkflowError):
        return error
    code = _code(error)
    if code is not None:
        kind, text = _BY_CODE.get(code) or _BY_CODE.get(code & _PRIMARY) or (StoreError, "it refused a statement")
        return kind(f"SQLite store {str(path)!r}: {text} ({getattr(error, 'sqlite_errorname', code)}: {error})")
    if isinstance(error, UnicodeError | OverflowError | sqlite3.DataError | sqlite3.InterfaceError):
        return InputError(
            f"SQLite store {str(path)!r} cannot hold a value it was given; "
            f"text must be encodable as UTF-8, integers must fit 64 bits ({type(error).__name__}: {error})"
        )
    return StoreError(f"SQLite store {str(path)!r} failed: {type(error).__name__}: {error}; report it to gorkflow")


@contextmanager
def translated(path: Path) -> Generator[None, None, None]:
    """Raises what happens inside as an error of gorkflow."""
    try:
        yield
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        raise translate(error, path) from error


def is_connection_spoilt(error: Exception) -> bool:
    """Whether the connection must be opened anew: after a failed fsync its pages in memory are not to be trusted."""
    code = _code(error)
    return code is not None and code & _PRIMARY in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(error: Exception) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return code if isinstance(code, int) else None
