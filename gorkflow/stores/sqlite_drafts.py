"""Files that appear under their name only when they are whole and on disk."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Generator
from pathlib import Path

from gorkflow.errors import (
    StoreConnectionError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
    StoreUrlError,
)

__all__ = ["draft_of", "place"]


@contextlib.contextmanager
def draft_of(path: Path, what: str) -> Generator[Path, None, None]:
    """An empty file in the folder of `path`, for this user only; what is left of it at the end is removed.

    Args:
        what: how an error names the file.

    Raises:
        FileExistsError: `place` found the name taken.
        StoreError: by kind; the file cannot be made.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
    except FileExistsError:
        raise
    except OSError as error:
        raise _error(what, error) from error
    finally:
        for name in (draft.name, f"{draft.name}-journal", f"{draft.name}-wal", f"{draft.name}-shm"):
            with contextlib.suppress(OSError):
                draft.with_name(name).unlink()


def place(draft: Path, path: Path, *, overwrites: bool = False) -> None:
    """Give a draft its name, once all of it is on disk; the name is on disk when this returns.

    Raises:
        FileExistsError: the name is taken, and nothing is overwritten.
        OSError: this cannot be done.
    """
    _sync(draft)
    if overwrites:
        draft.replace(path)
    else:
        os.link(draft, path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Wait until the file, or the names in the folder, are on disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder, and journals its names itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _error(what: str, error: OSError) -> StoreError:
    kinds: dict[int | None, tuple[type[StoreError], str]] = {
        errno.ENOSPC: (StoreFullError, "there is no room left for it; make room"),
        errno.EDQUOT: (StoreFullError, "the quota is used up; make room"),
        errno.EFBIG: (StoreFullError, "the limit of file sizes is too low for it; raise it"),
        errno.EACCES: (StoreReadOnlyError, "its folder cannot be written; give this user the right to"),
        errno.EPERM: (StoreReadOnlyError, "its folder cannot be written, or knows no hard links; give another"),
        errno.EROFS: (StoreReadOnlyError, "its file system is read-only; give another path"),
        errno.ENAMETOOLONG: (StoreUrlError, "its name is too long; give a shorter one"),
        errno.ENOTSUP: (StoreUnsupportedError, "its file system knows no hard links; give another path"),
    }
    kind, text = kinds.get(error.errno, (StoreConnectionError, "it cannot be made"))
    return kind(f"{what}: {text} ({error.strerror or error})")
