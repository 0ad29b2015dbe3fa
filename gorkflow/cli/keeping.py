"""`gorkflow prune` and `backup`: what keeps a store healthy."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gorkflow.cli.exits import ExitCode
from gorkflow.cli.inputs import parse_age, parse_statuses
from gorkflow.cli.lookup import reading
from gorkflow.cli.reports import counted, print_line
from gorkflow.cli.schemas import BackupDocument, PruneDocument, print_document
from gorkflow.composition import connect
from gorkflow.core.run import RunStatus
from gorkflow.runtime.retention import FINAL
from gorkflow.upkeep import back_up

if TYPE_CHECKING:
    from gorkflow.cli.options import Target


def prune(target: Target, older_than: str, statuses: Sequence[str], *, as_json: bool) -> ExitCode:
    """Remove old runs; imports nothing of the user's and takes no run over.

    Raises:
        UsageError: the age or a status will not do.
        StoreError: the store cannot be written.
    """
    age, wanted = parse_age(older_than, "--older-than"), parse_statuses(statuses, FINAL) or FINAL
    removed = asyncio.run(_prune(target, age, wanted))
    if as_json:
        print_document(PruneDocument(removed=removed, older_than_seconds=age.total_seconds(), statuses=list(wanted)))
    else:
        print_line(f"removed {counted(removed, 'run')} that ended more than {older_than} ago")
    return ExitCode.OK


async def _prune(target: Target, age: timedelta, statuses: Sequence[RunStatus]) -> int:
    async with reading(target):  # a mistyped store is not made
        pass
    async with connect(target.store, recover=False) as engine:
        return await engine.prune(older_than=age, statuses=statuses)


def backup(target: Target, destination: str, *, as_json: bool) -> ExitCode:
    """Copy the store to a new file.

    Raises:
        StoreError: by kind; there is no copy.
    """
    path = Path(destination).absolute()
    size_bytes = back_up(target.store, path)
    if as_json:
        print_document(BackupDocument(path=str(path), size_bytes=size_bytes))
    else:
        print_line(f"backed up to {path} ({size_bytes:,} bytes)")
    return ExitCode.OK
