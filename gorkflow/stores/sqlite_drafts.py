"""Files that appear under their name only when they are whole and on disk."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Generator
from pathlib import Path

__all__ = ["draft_of", "sync"]


@contextlib.contextmanager
def draft_of(path: Path) -> Generator[Path, None, None]:
    """An empty file in the folder of `path`, for this user only; what is left of it at the end is removed.

    Raises:
        OSError: it cannot be made.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
    finally:
        for name in (draft.name, f"{draft.name}-journal", f"{draft.name}-wal", f"{draft.name}-shm"):
            with contextlib.suppress(OSError):
                draft.with_name(name).unlink()


def sync(path: Path) -> None:
    """Wait until the file, or the names in the folder, are on disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder, and journals its names itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
