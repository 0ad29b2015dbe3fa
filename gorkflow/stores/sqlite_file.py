"""The database file as it is: looked at before it is opened, and connected to."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from gorkflow.errors import StoreConnectionError, StoreCorruptError, StoreFormatError, StoreUnsupportedError
from gorkflow.sql.identity import check_version
from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_connections import KnownConnection, while_closed
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_library import OLDEST

__all__ = [
    "APPLICATION_ID",
    "LOG_BYTES",
    "STATEMENT_CACHE",
    "Durability",
    "Settings",
    "check",
    "check_identity",
    "connect",
    "has_log",
    "log_of",
    "name_of",
    "pragma",
    "read_uri",
    "text_of",
    "uri",
]

Durability = Literal["power", "process"]
APPLICATION_ID = 0x676B666C  # "gkfl"; 0001_initial.sql sets it
STATEMENT_CACHE = 256
LOG_BYTES = 4 * 1024 * 1024  # what the write-ahead log may grow to before it is folded
_LOCK_BYTE = 0x40000000
_LOG_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_INDEX_BYTES = 100


class Settings(NamedTuple):
    """How a store opens its file."""

    path: Path
    durability: Durability
    busy_seconds: float


def uri(path: Path, **options: str | int) -> str:
    """The file as a URI of SQLite, with every character of the path taken literally."""
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file:{quote(os.fsencode(path.absolute()))}?{query}"  # the name's bytes, which need not be UTF-8


def read_uri(path: Path) -> str:
    """As `uri`, for a connection that only reads, also where this user cannot write to the folder."""
    if not os.access(path.parent, os.W_OK) and not has_log(path):
        return uri(path, mode="ro", immutable=1)  # nothing can write there, nor make the files that readers share
    return uri(path, mode="ro")


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """The one value that a named PRAGMA answers; None when it answers nothing."""
    row = connection.execute(load_queries("sqlite", "connection")[name]).fetchone()
    return None if row is None else row[0]


def text_of(stored: bytes) -> str:
    """Text as the database has it, for `text_factory`: one damaged row must not make all others unreadable."""
    return stored.decode("utf-8", "replace")


def connect(settings: Settings) -> sqlite3.Connection:
    """A connection that writes, in autocommit mode: transactions are begun and ended by name.

    Raises:
        sqlite3.Error: the file cannot be opened.
        StoreUnsupportedError: SQLite is too old, or write-ahead logging cannot be switched on.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        msg = f"SQLite is {sqlite3.sqlite_version}, gorkflow needs 3.37 or newer; use a Python that is linked with one"
        raise StoreUnsupportedError(msg)
    path = settings.path
    connection = sqlite3.connect(
        uri(path, mode="rw"),
        uri=True,
        timeout=settings.busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENT_CACHE,
        factory=KnownConnection,
    )
    connection.text_factory = text_of
    try:
        named = load_queries("sqlite", "connection")
        for statement in statements(named["harden"]):
            connection.execute(statement)
        connection.execute(named[f"synchronous_{settings.durability}"])
        connection.execute(named["no_automatic_checkpoint"])
        connection.execute(named["bound_log"].format(size_bytes=LOG_BYTES))
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # no statement of ours attaches another file
        _use_log(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = pragma(connection, "journal_mode")
    if mode != "wal":
        mode = pragma(connection, "use_wal")
    if mode != "wal":
        msg = (
            f"SQLite store {str(path)!r}: write-ahead logging cannot be used there (journal_mode is {mode!r}); "
            f"put the file on a local disk"
        )
        raise StoreUnsupportedError(msg)


def absent(path: Path) -> StoreConnectionError:
    """For whoever only reads, and so makes no file."""
    return StoreConnectionError(
        f"SQLite store {str(path)!r} does not exist; give the path of an existing one, or start a run, which makes it"
    )


def check(path: Path) -> None:
    """Look at an existing file without locking or changing anything.

    Raises:
        StoreFormatError: it is no database of gorkflow.
        StoreVersionError: a newer gorkflow wrote it.
        StoreCorruptError: it is shorter than its header says, or its write-ahead log was taken away.
        StoreError: by kind; it cannot be read.
    """
    try:
        status = path.stat()
    except OSError as error:
        msg = f"SQLite store {str(path)!r} cannot be looked at ({error.strerror}); look at its volume and folder"
        raise StoreConnectionError(msg) from error
    if not stat.S_ISREG(status.st_mode):
        raise StoreFormatError(f"SQLite store {str(path)!r} is not a regular file; give the path of a file")
    if status.st_size == 0:
        msg = f"SQLite store {str(path)!r} is an empty file; remove it to begin anew, or restore a backup"
        raise StoreFormatError(msg)
    _check_log(path)
    # Immutable: no lock is taken, no -wal or -shm file appears, and SQLite opens and closes the file. To open and
    # close it here would drop the POSIX locks that this process may hold on it through another connection.
    source = uri(path, mode="ro", immutable=1)
    with translated(path), contextlib.closing(sqlite3.connect(source, uri=True, isolation_level=None)) as connection:
        try:
            check_identity(path, connection)
            check_version(name_of(path), pragma(connection, "user_version"), len(load_migrations("sqlite")))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT:
                raise
            if not has_log(path):
                raise _truncated(path, status.st_size) from error
            _check_pages(path)


def check_identity(path: Path, connection: sqlite3.Connection) -> None:
    """Raises StoreFormatError when the database is not one of gorkflow."""
    if pragma(connection, "application_id") != APPLICATION_ID:
        msg = f"SQLite store {str(path)!r} is not a database of gorkflow; give another path. It was not touched"
        raise StoreFormatError(msg)


def name_of(path: Path) -> str:
    """What messages call the store."""
    return f"SQLite store {str(path)!r}"


def _check_pages(path: Path) -> None:
    """Raises StoreCorruptError when neither the file nor its write-ahead log has all the pages there should be."""
    # A connection that could write would fold the log into the damaged file when it is closed.
    peek = sqlite3.connect(uri(path, mode="ro"), uri=True, isolation_level=None, factory=KnownConnection)
    with contextlib.closing(peek) as connection:
        page_bytes, pages = pragma(connection, "page_size"), pragma(connection, "page_count")
    if not isinstance(page_bytes, int) or not isinstance(pages, int):
        return
    size_bytes = path.stat().st_size
    here = size_bytes // page_bytes
    lock_page = _LOCK_BYTE // page_bytes + 1  # never written
    if here < pages and set(range(here + 1, pages + 1)) - _logged_pages(path, page_bytes) - {lock_page}:
        raise _truncated(path, size_bytes)


def _logged_pages(path: Path, page_bytes: int) -> set[int]:
    """Pages in the log's present generation, by the frame headers (sqlite.org/fileformat2.html#walformat)."""
    pages: set[int] = set()
    with contextlib.suppress(OSError), log_of(path).open("rb") as log:
        salts = log.read(_LOG_HEADER_BYTES)[16:24]
        while len(header := log.read(_FRAME_HEADER_BYTES)) == _FRAME_HEADER_BYTES and header[8:16] == salts:
            pages.add(int.from_bytes(header[:4], "big"))
            log.seek(page_bytes, os.SEEK_CUR)
    return pages


def _check_log(path: Path) -> None:
    """Raises StoreCorruptError where shared memory, which a killed process leaves, tells of a log that is not there.

    The fields are those of the WAL index (sqlite.org/walformat.html), in this machine's order of bytes. Where this
    process has the database open, its locks on that memory would be dropped, and its log is there.
    """
    if has_log(path):
        return
    memory = path.with_name(path.name + "-shm")
    with while_closed(path) as is_closed, contextlib.suppress(OSError):
        if not is_closed:
            return
        with memory.open("rb") as file:
            header = file.read(_INDEX_BYTES)
        if len(header) == _INDEX_BYTES and header[12]:  # it was initialised
            logged, copied = (int.from_bytes(header[at : at + 4], sys.byteorder) for at in (16, 96))
            if logged > copied and not has_log(path):
                msg = (
                    f"SQLite store {str(path)!r}: its write-ahead log {log_of(path).name!r}, {logged - copied} pages "
                    f"of changes, is gone; put it back, restore a backup, or remove {memory.name!r} to lose the newest "
                    f"runs and go on. The file was not touched"
                )
                raise StoreCorruptError(msg)


def _truncated(path: Path, size_bytes: int) -> StoreCorruptError:
    return StoreCorruptError(f"SQLite store {str(path)!r} is truncated ({size_bytes} bytes); restore a backup")


def log_of(path: Path) -> Path:
    """Where the write-ahead log of a database is."""
    return path.with_name(path.name + "-wal")


def has_log(path: Path) -> bool:
    """Whether a write-ahead log lies beside the file that may hold what the file does not."""
    try:
        return log_of(path).stat().st_size > 0
    except OSError:
        return False
