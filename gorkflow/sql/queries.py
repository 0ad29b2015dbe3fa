"""Named queries: SQL lives in .sql files beside this module and is read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["load_queries"]

_NAME = "-- name:"


@cache
def load_queries(dialect: str, topic: str) -> Mapping[str, str]:
    """The queries of `gorkflow/sql/<dialect>/<topic>.sql` by name.

    A query begins with a line `-- name: <name>` and ends at the next; comment lines are left out of its text.
    """
    text = (files("gorkflow.sql") / dialect / f"{topic}.sql").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(_NAME):
            lines = found.setdefault(line.removeprefix(_NAME).strip(), [])
        elif line.strip() and not line.startswith("--"):
            lines.append(line)
    return MappingProxyType({name: "\n".join(body) for name, body in found.items()})
