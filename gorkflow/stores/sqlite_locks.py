"""A lock file per engine: the operating system frees it when the process dies, which proves the death at once."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from pathlib import Path

__all__ = ["EngineLock", "is_engine_dead", "lock_folder", "remove_lock_file"]

_SAFE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_HELD = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


def lock_folder(database: Path) -> Path:
    """Where the lock files of a database are."""
    return database.with_name(database.name + ".locks")


def _lock_file(folder: Path, engine_id: str) -> Path:
    # An id that could leave the folder, or is no file name, is written in hexadecimal.
    name = engine_id if _SAFE_NAME.fullmatch(engine_id) else "x" + engine_id.encode("utf-8", "replace").hex()[:200]
    return folder / f"{name}.lock"


def _try_lock(descriptor: int, *, shared: bool = False) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


class EngineLock:
    """The lock file of one engine, held from construction to `release`.

    Raises:
        OSError: the folder or file cannot be made.
        FileExistsError: another engine of this id holds it.
    """

    def __init__(self, folder: Path, engine_id: str) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._path = _lock_file(folder, engine_id)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        self._descriptor: int | None = os.open(self._path, flags, 0o600)
        if not _try_lock(self._descriptor):
            self.drop()
            raise FileExistsError(errno.EEXIST, "an engine of this id is open", str(self._path))

    def release(self) -> None:
        """Let go and remove the file. Harmless when done before."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
            self.drop()

    def drop(self) -> None:
        """Let go and leave the file, as the death of the process would."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def is_engine_dead(folder: Path, engine_id: str) -> bool:
    """Whether nobody holds the engine's lock. Only for engines of this host."""
    try:
        descriptor = os.open(_lock_file(folder, engine_id), os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return True
    except OSError:
        return False  # not ours to judge: its heartbeat tells
    try:
        # Shared, so that two engines that look at the same time do not take each other for the owner.
        return _try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def remove_lock_file(folder: Path, engine_id: str) -> None:
    """Clear away what a dead engine left."""
    with contextlib.suppress(OSError):
        _lock_file(folder, engine_id).unlink()
