"""A lock file per engine: the operating system frees it when the process dies, which proves the death at once."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sys
import weakref
from collections.abc import Generator
from pathlib import Path

from gorkflow.errors import EngineError, StoreError, StoreFullError, StoreReadOnlyError

__all__ = ["EngineLock", "hold_if_free", "is_engine_dead", "lock_folder", "remove_lock_file"]

_SAFE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_HELD = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


def lock_folder(database: Path) -> Path:
    """Where the lock files of a database are."""
    return database.with_name(database.name + ".locks")


def _lock_file(folder: Path, engine_id: str) -> Path:
    # An id that could leave the folder, or is no file name, is told by its digest.
    if _SAFE_NAME.fullmatch(engine_id):
        return folder / f"{engine_id}.lock"
    digest = hashlib.sha256(engine_id.encode("utf-8", "surrogatepass")).hexdigest()
    return folder / f"@{digest}.lock"


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


def _is_free(descriptor: int, *, shared: bool = False) -> bool:
    """As `_try_lock`; False also where the system cannot tell (ENOLCK)."""
    try:
        return _try_lock(descriptor, shared=shared)
    except OSError:
        return False


def _open(path: Path) -> int:
    """The file, made when it is missing; a symbolic link in its place is refused."""
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


class EngineLock:
    """The lock file of one engine, held from construction to `release`.

    Raises:
        EngineError: another engine of this id holds it.
        StoreError: by kind; the folder or file cannot be made.
    """

    def __init__(self, folder: Path, engine_id: str) -> None:
        self._path = _lock_file(folder, engine_id)
        self._descriptor: int | None = None
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink():
                raise NotADirectoryError(errno.ENOTDIR, "a symbolic link is in the way", str(folder))
            self._descriptor = _open(self._path)
            is_held = _try_lock(self._descriptor)
        except OSError as error:
            self.drop()
            raise _refusal(self._path, error) from error
        if not is_held:
            self.drop()
            raise EngineError(f"an engine of id {engine_id!r} has the store open already; give each an id of its own")
        _held.add(self)

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


_held: weakref.WeakSet[EngineLock] = weakref.WeakSet()


def _drop_inherited() -> None:
    # A forked child would keep the lock of an engine that it is not, beyond the death of its parent.
    for lock in list(_held):
        lock.drop()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drop_inherited)


def _refusal(path: Path, error: OSError) -> StoreError:
    kind = {
        errno.EACCES: StoreReadOnlyError,
        errno.EPERM: StoreReadOnlyError,
        errno.EROFS: StoreReadOnlyError,
        errno.ENOSPC: StoreFullError,
        errno.EDQUOT: StoreFullError,
    }.get(error.errno or 0, StoreError)
    return kind(f"lock file {str(path)!r} cannot be made ({error.strerror}); look at the rights of its folder")


@contextlib.contextmanager
def hold_if_free(folder: Path, name: str) -> Generator[bool, None, None]:
    """Hold a lock of this name while inside; False where somebody else does, or no file can be made."""
    try:
        descriptor = _open(_lock_file(folder, name))
    except OSError:
        yield False
        return
    try:
        yield _is_free(descriptor)
    finally:
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
        return _is_free(descriptor, shared=True)
    finally:
        os.close(descriptor)


def remove_lock_file(folder: Path, engine_id: str) -> None:
    """Clear away what a dead engine left."""
    with contextlib.suppress(OSError):
        _lock_file(folder, engine_id).unlink()
