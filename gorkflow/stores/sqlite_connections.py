"""Which files this process has open with SQLite.

SQLite's locks are POSIX locks, which belong to the process: whoever opens and closes a file drops those that the whole
process has on it, also those of other connections. So a file that SQLite has open here is not opened beside it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

__all__ = ["KnownConnection", "while_closed"]


class _Use:
    """Kept by a connection for as long as it is open."""

    def __init__(self, file: tuple[int, int]) -> None:
        self.file = file


class _Register:
    """What is in use; `guard` is held while one looks and while one is added."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """A forked child has none of the locks, and nobody who would release the guard."""
        self.guard = threading.Lock()
        self.uses: weakref.WeakSet[_Use] = weakref.WeakSet()


_register = _Register()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_register.begin_anew)


class KnownConnection(sqlite3.Connection):
    """For `factory` of `sqlite3.connect`, with a URI of `sqlite_file.uri`."""

    _use: _Use | None = None

    def __init__(self, database: str, *arguments: Any, **options: Any) -> None:  # Any: those of sqlite3.Connection
        file = _file_at(unquote_to_bytes(database.removeprefix("file:").partition("?")[0]))
        with _register.guard:
            if file is not None:
                self._use = _Use(file)
                _register.uses.add(self._use)
        super().__init__(database, *arguments, **options)

    def close(self) -> None:
        """As every connection; the file is then no longer in use by it."""
        super().close()
        self._use = None


@contextmanager
def while_closed(path: Path) -> Generator[bool, None, None]:
    """Whether no connection of this process has the file open. While inside, none is begun."""
    with _register.guard:
        file = _file_at(path)
        yield all(use.file != file for use in _register.uses)


def _file_at(path: Path | bytes) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None  # then SQLite cannot open it either
    return status.st_dev, status.st_ino
