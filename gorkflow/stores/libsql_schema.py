"""The schema of a database on a server: looked at, made where there is none, brought up to date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from gorkflow.errors import StoreFormatError
from gorkflow.sql.identity import check_version, tables_of
from gorkflow.sql.migrations import Migration, load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.libsql_hrana import Statement, statement_of
from gorkflow.stores.libsql_writer import Writer

__all__ = ["Schema"]

Read = Callable[[list[Statement]], Awaitable[list[list[list[Any]]]]]
_FILE_ONLY = "PRAGMA application_id"  # servers refuse it


class Schema:
    """What a database must have.

    Args:
        store: what messages call it.
        migrations: those of this gorkflow; tests give their own.
    """

    def __init__(self, store: str, migrations: Sequence[Migration] | None = None) -> None:
        self._store = store
        self._migrations = tuple(load_migrations("sqlite") if migrations is None else migrations)

    async def prepare(self, read: Read, writer: Writer, *, read_only: bool) -> None:
        """Look at what is there, and make it what it must be.

        Raises:
            StoreError: see `_changes`; or the server fails.
        """
        look = statement_of(load_queries("libsql", "reads")["select_schema"], wants_rows=True)
        while True:
            (rows,) = await read([look])
            tables = frozenset(name for _, name in rows if name is not None)
            changes = self._changes(rows[0][0], tables, read_only=read_only)
            if not changes or not (await writer.submit(changes, guard=0)).is_refused:
                return
            # Another engine was quicker: look again.

    def _changes(self, version: int, tables: frozenset[str], *, read_only: bool) -> list[Statement]:
        """What makes the schema that of this gorkflow: a guard, then the migrations; nothing where it is.

        Nothing either where nothing may be written: an older schema is read as it is.

        Raises:
            StoreFormatError: it is no whole database of gorkflow; where nothing may be written, also when it is empty.
            StoreVersionError: a newer gorkflow wrote it.
        """
        named = load_queries("libsql", "batch")
        if not tables and not version:
            if read_only:
                msg = f"{self._store} is an empty database; open it without read_only=True once, or give another URL"
                raise StoreFormatError(msg)
            return [statement_of(named["is_empty"]), *self._migrating(0)]
        # The server lets nobody set application_id: a database of gorkflow is known by its tables.
        if not version or not tables & tables_of(self._migrations):
            raise StoreFormatError(f"{self._store} is not a database of gorkflow; give another URL. It was not touched")
        known = check_version(self._store, version, len(self._migrations))
        missing = tables_of(self._migrations[:known]) - tables
        if missing:  # one of our names alone tells nothing, and a migration would write to what is somebody else's
            msg = (
                f"{self._store} is not a whole database of gorkflow, it lacks the tables {', '.join(sorted(missing))}; "
                f"give another URL, or restore a backup. It was not touched"
            )
            raise StoreFormatError(msg)
        if read_only or known == len(self._migrations):
            return []
        return [statement_of(named["has_version"], [known]), *self._migrating(known)]

    def _migrating(self, version: int) -> Iterator[Statement]:
        for migration in self._migrations[version:]:
            for sql in statements(migration.sql):
                if not _without_comments(sql).startswith(_FILE_ONLY):
                    yield statement_of(sql)


def _without_comments(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if line.strip() and not line.lstrip().startswith("--"))
