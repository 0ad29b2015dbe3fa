"""A disk that fails on demand, inside this process: SQLite's own file methods, with some of the answers changed.

SQLite reaches its files through a table of functions (its VFS). Python has no door to it; ctypes has, to the same
library that `sqlite3` is linked with. What is changed here is the answer of fsync, write or read alone: all else is the
real file.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

IOERR_READ: Final = 10 | (1 << 8)
IOERR_WRITE: Final = 10 | (3 << 8)
IOERR_FSYNC: Final = 10 | (4 << 8)
FULL: Final = 13

_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_RW = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """The head of sqlite3_vfs, as sqlite.org/c3ref/vfs.html has it."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_bytes", ctypes.c_int), ("name_bytes", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p), ("open", ctypes.c_void_p),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3: sqlite.org/c3ref/io_methods.html."""

    _fields_ = (
        ("version", ctypes.c_int), ("close", ctypes.c_void_p), ("read", ctypes.c_void_p), ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p), ("sync", ctypes.c_void_p), ("rest", ctypes.c_void_p * 13),
    )  # fmt: skip


class FailingDisk:
    """Put in once per process, before SQLite opens the files that are to fail.

    Attributes:
        sync, write, read: what SQLite is told instead of the real answer; 0 for the real one.
        asked: how many such answers were given.
    """

    def __init__(self) -> None:
        self.sync = self.write = self.read = 0
        self.asked = 0
        self._methods: dict[int, _Methods] = {}  # by address of SQLite's own
        library = ctypes.CDLL(_library())
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        self._real_open = _OPEN(vfs.open)
        self._open = _OPEN(self._on_open)  # kept: the library holds no reference
        vfs.open = ctypes.cast(self._open, ctypes.c_void_p).value

    def _on_open(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        result: int = self._real_open(vfs, name, file, flags, out)
        slot = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        own = slot[0]
        if result == 0 and own:
            slot[0] = ctypes.addressof(self._changed(own))
        return result

    def _changed(self, own: int) -> _Methods:
        if own not in self._methods:
            real = ctypes.cast(own, ctypes.POINTER(_Methods)).contents
            changed = _Methods.from_buffer_copy(real)
            sync, write, read = _SYNC(real.sync), _RW(real.write), _RW(real.read)
            keep = (
                _SYNC(lambda file, flags: self._answer(self.sync) or sync(file, flags)),
                _RW(lambda file, data, size, at: self._answer(self.write) or write(file, data, size, at)),
                _RW(lambda file, data, size, at: self._answer(self.read) or read(file, data, size, at)),
            )
            changed.sync, changed.write, changed.read = (ctypes.cast(one, ctypes.c_void_p).value for one in keep)
            self._methods[own] = changed
            self._kept = [*getattr(self, "_kept", []), keep]
        return self._methods[own]

    def _answer(self, code: int) -> int:
        self.asked += code != 0
        return code


def _library() -> str:
    """Path of the SQLite that the sqlite3 module of this interpreter has loaded."""
    import sqlite3

    sqlite3.connect(":memory:").close()
    for line in Path("/proc/self/maps").read_text().splitlines():
        path = line.rpartition(" ")[2]
        if "libsqlite3" in path:
            return path
    import _sqlite3  # linked into the module itself

    return str(_sqlite3.__file__)
