"""Numbered migrations: the version of a schema is the number of the last one applied, which each records itself."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Migration", "load_migrations", "statements"]

_FILE = re.compile(r"(\d{4})_(\w+)\.sql")


class Migration(NamedTuple):
    """One step of the schema; shipped ones never change."""

    number: int
    name: str
    sql: str


@cache
def load_migrations(dialect: str) -> tuple[Migration, ...]:
    """All migrations of a dialect, by number from 1 without gaps."""
    found = [
        Migration(int(match[1]), match[2], entry.read_text(encoding="utf-8"))
        for entry in (files("gorkflow.sql") / dialect).iterdir()
        if (match := _FILE.fullmatch(entry.name))
    ]
    return tuple(sorted(found))


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the transaction around them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip() and any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        yield pending
