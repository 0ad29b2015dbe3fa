"""Folding the write-ahead log into the database, so that it does not grow without bound."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from gorkflow.core.records import EngineRow
from gorkflow.errors import StoreError
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_file import LOG_BYTES, Settings, connect, log_of
from gorkflow.stores.sqlite_library import has_wal_reset_bug
from gorkflow.stores.sqlite_locks import hold_if_free, lock_folder

__all__ = ["PATIENCE_SECONDS", "Checkpoints", "warn_when_shared"]

PATIENCE_SECONDS = 0.5  # for readers that hold an old state, and for other writers
_BATCHES = 150  # some seven pages each: about the 1,000 pages at which SQLite itself would
_PAUSE_SECONDS = 0.005
_LONG_PATIENCE_SECONDS = 2.0
_DRAIN_SECONDS = 0.2
_FIRST_PAUSE_SECONDS = 10.0  # between waits for a reader that outlasts them: nobody writes meanwhile
_LONGEST_PAUSE_SECONDS = 80.0
_log = logging.getLogger("gorkflow")
_warned: set[int] = set()  # ids of processes: a fork is another process


class Checkpoints:
    """When it is time, and how it is done: by one connection of all processes at a time, while nobody commits.

    Before 3.51.3 SQLite can lose a commit that restarts the log while a second checkpoint runs (sqlite.org/wal.html,
    "the WAL-reset bug"). SQLite's own checkpoints, also the stronger kinds where they wait for a writer too long, run
    beside commits. Here the write lock is held while another connection makes the checkpoint, so none can come.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings._replace(busy_seconds=PATIENCE_SECONDS)
        self._locks = lock_folder(settings.path)
        self._file = log_of(settings.path)
        named = load_queries("sqlite", "connection")
        self._begin, self._rollback, self._checkpoint = named["begin"], named["rollback"], named["checkpoint"]
        self._batches = 0
        self._limit_bytes = LOG_BYTES
        self._is_due = False
        self._is_hindered = False  # the last checkpoint could not copy all: a reader needs an old state
        self._pause_seconds = 0.0
        self._patient_at = 0.0  # no sooner are readers waited for

    def count_batch(self, *, is_large: bool) -> bool:
        """After a transaction: whether it is time; once it is, it stays so until `fold`.

        Args:
            is_large: whether it may have written much. After the others the size of the log is not asked for: that
                costs a tenth of a commit.
        """
        self._batches += 1
        are_many = self._batches >= _BATCHES
        if (is_large or are_many) and not self._is_due:
            self._is_due = self._is_time(are_many=are_many)
        return self._is_due

    def _is_time(self, *, are_many: bool) -> bool:
        if are_many and not self._is_hindered:
            return True
        if are_many:
            self._batches = 0  # the size is asked for again after as many
        size_bytes = self._size_bytes()
        if size_bytes <= LOG_BYTES:
            self._limit_bytes = LOG_BYTES
        return size_bytes > self._limit_bytes

    def fold(self, writer: sqlite3.Connection) -> None:
        """Make a checkpoint if no other process is about it; `writer` is outside of a transaction and waits briefly."""
        self._batches = 0
        self._is_due = False
        # The next try comes when it has grown as much again: a reader may keep it from being begun anew.
        self._limit_bytes = self._size_bytes() + LOG_BYTES
        with hold_if_free(self._locks, "@checkpoint") as is_ours, contextlib.suppress(sqlite3.Error, StoreError):
            if is_ours:
                writer.execute(self._begin)
                try:
                    self._copy()
                finally:
                    writer.execute(self._rollback)

    def _copy(self) -> None:
        # Readers of old states hold it up; where they let it grow, writers wait longer for them. But not again and
        # again for one that stays: in the pauses, which get longer, what can be is copied without waiting.
        is_overgrown = self._size_bytes() > 2 * LOG_BYTES
        patience = _LONG_PATIENCE_SECONDS if is_overgrown else PATIENCE_SECONDS
        is_patient = time.monotonic() >= self._patient_at
        self._is_hindered = not self._copy_within(patience if is_patient else 0.0)
        if not self._is_hindered:
            self._pause_seconds = self._patient_at = 0.0
            if is_overgrown:
                # Who begins to read now reads the file alone. Once the others have ended, the next commit begins a new
                # log.
                time.sleep(_DRAIN_SECONDS)
        elif is_overgrown and is_patient:
            self._pause_seconds = min(max(2 * self._pause_seconds, _FIRST_PAUSE_SECONDS), _LONGEST_PAUSE_SECONDS)
            self._patient_at = time.monotonic() + self._pause_seconds

    def _copy_within(self, seconds: float) -> bool:
        """Whether everything is copied."""
        give_up_at = time.monotonic() + seconds
        with contextlib.closing(connect(self._settings)) as connection:
            while True:
                is_busy, logged, copied = connection.execute(self._checkpoint).fetchone()
                if not is_busy and copied >= logged:
                    return True
                if time.monotonic() >= give_up_at:
                    return False
                time.sleep(_PAUSE_SECONDS)

    def _size_bytes(self) -> int:
        try:
            return os.stat(self._file).st_size
        except OSError:
            return 0


def warn_when_shared(path: Path, engines: Iterable[EngineRow]) -> None:
    """Say once per process that this SQLite has the bug, where engines of several processes are alive."""
    if not has_wal_reset_bug() or os.getpid() in _warned:
        return
    if len({(engine.host, engine.pid) for engine in engines}) > 1:
        _warned.add(os.getpid())
        _log.warning(
            "several processes have SQLite store %r open, and SQLite %s has a rare defect in such files (the WAL-reset "
            "bug); gorkflow's own checkpoints keep clear of it, those of other programs may not: use a Python that is "
            "linked with SQLite 3.51.3 or newer",
            str(path),
            sqlite3.sqlite_version,
        )
