"""What a shell completes: ids of runs, paths of steps, statuses. Quick, reads only, and silent whatever goes wrong.

No engine is made: a shell waits for each answer. So SQLite files are read by themselves, and of a store on a server
nothing is completed. What is offered consists of characters that no shell gives a meaning to.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Generator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gorkflow.cli.options import MIN_PREFIX, Flags, Target

if TYPE_CHECKING:
    import sqlite3

    import typer

_MOST = 30
_PATIENCE_SECONDS = 0.1
_SAFE = re.compile(r"[A-Za-z0-9_.@/-]{1,400}")


def complete_run(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of runs that begin so, newest first."""
    return _complete(context, "runs_like", run=incomplete.lower(), most=_MOST)


def complete_status(context: typer.Context, incomplete: str) -> list[str]:
    """Statuses of runs; of those that are over for `prune`."""
    from gorkflow.core.run import FINAL_RUN_STATUSES, RunStatus

    all_ = FINAL_RUN_STATUSES if context.info_name == "prune" else RunStatus
    return [status for status in RunStatus if status in all_ and status.startswith(incomplete)]


def complete_step(context: typer.Context, incomplete: str) -> list[str]:
    """Paths of the steps that the run on the command line has begun, in order of start."""
    # Behind an option that has no value yet, arguments are not assigned to their names.
    run = str(context.params.get("run") or next(iter(context.args), "")).lower()
    return _complete(context, "steps_like", run=run, step=incomplete, most=_MOST) if len(run) >= MIN_PREFIX else []


def _complete(context: typer.Context, query: str, **values: str | int) -> list[str]:
    try:
        with _opened(_store_of(context)) as connection:
            from gorkflow.sql.queries import load_queries

            rows = connection.execute(load_queries("sqlite", "completion")[query], values).fetchall()
    except Exception:  # noqa: BLE001  # a shell shows nothing rather than a traceback
        return []
    return [value for (value,) in rows if _SAFE.fullmatch(value)]


def _store_of(context: typer.Context) -> str:
    """The URL, as the command itself would find it."""
    before = context.parent.params if context.parent is not None else {}
    return Target.of(Flags(context.params.get("store") or before.get("store"))).store


@contextlib.contextmanager
def _opened(url: str) -> Generator[sqlite3.Connection, None, None]:
    """The file of a store, for reading. Where it was closed in good order no file appears beside it."""
    import sqlite3
    from pathlib import Path

    from gorkflow.stores.sqlite_file import check, has_log, uri

    scheme, _, name = url.partition(":///")
    if scheme not in ("sqlite", "libsql"):
        raise ValueError(url)
    path = Path(os.path.abspath(unquote(name)))
    check(path)
    source = uri(path, mode="ro") if has_log(path) else uri(path, mode="ro", immutable=1)
    with contextlib.closing(sqlite3.connect(source, uri=True, timeout=_PATIENCE_SECONDS)) as connection:
        yield connection
