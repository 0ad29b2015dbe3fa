"""The SQLite that this Python is linked with: which of its known defects can damage a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["OLDEST", "Version", "defects_of", "has_wal_reset_bug"]

Version = tuple[int, int, int]
OLDEST: Version = (3, 37, 0)  # STRICT tables


class _Defect(NamedTuple):
    """A defect of SQLite that damages databases.

    Attributes:
        fixed: the releases that mend it, newest first; of an earlier series, its later releases are sound too.
    """

    since: Version
    fixed: tuple[Version, ...]
    text: str

    def is_in(self, version: Version) -> bool:
        """Whether a release has it."""
        is_mended = version >= self.fixed[0] or any(
            version[:2] == release[:2] and version >= release for release in self.fixed
        )
        return version >= self.since and not is_mended


# sqlite.org/wal.html#walresetbug
_WAL_RESET = _Defect(
    since=(3, 7, 0),
    fixed=((3, 51, 3), (3, 50, 7), (3, 44, 6)),
    text=(
        "can damage a database, rarely, that several connections write to (its WAL-reset bug); gorkflow's own "
        "checkpoints keep clear of it, those of other programs may not"
    ),
)
# sqlite.org/howtocorrupt.html#svptbug; gorkflow sets temp_store to MEMORY
_SAVEPOINT = _Defect(
    since=(3, 35, 0),
    fixed=((3, 37, 2),),
    text="can damage a database when a savepoint is rolled back while temp_store is MEMORY, as gorkflow has it",
)


def has_wal_reset_bug() -> bool:
    """Whether the SQLite in use has the defect because of which several processes write with care."""
    return _WAL_RESET.is_in(_version())


def defects_of() -> Iterator[tuple[str, str]]:
    """What is wrong with the SQLite in use, and the remedy; nothing where it is sound."""
    version = _version()
    name = "SQLite " + ".".join(map(str, version))
    if version < OLDEST:
        yield f"{name} is older than {_text(OLDEST)}, and gorkflow cannot write with it", _remedy(OLDEST)
    for defect in (_WAL_RESET, _SAVEPOINT):
        if defect.is_in(version):
            yield f"{name} {defect.text}", _remedy(*defect.fixed)


def _remedy(newest: Version, *others: Version) -> str:
    also = f", or with {' or '.join(map(_text, others))}" if others else ""
    return f"use a Python that is linked with SQLite {_text(newest)} or newer{also}"


def _version() -> Version:
    major, minor, patch = sqlite3.sqlite_version_info[:3]
    return major, minor, patch


def _text(version: Version) -> str:
    return ".".join(map(str, version))
