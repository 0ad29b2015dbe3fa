"""Turns a RunFilter into a query, from named fragments; every value of the filter travels as a parameter."""

from __future__ import annotations

import json
from typing import NamedTuple

from gorkflow.core.run import RunFilter
from gorkflow.sql.cursors import decode_cursor
from gorkflow.sql.queries import load_queries

__all__ = ["Query", "count_query", "list_query"]

Parameter = str | float


class Query(NamedTuple):
    """A statement and what is bound to its placeholders, in order."""

    sql: str
    parameters: tuple[Parameter, ...]


def list_query(dialect: str, filter: RunFilter) -> Query:
    """Runs as RunRow, newest first: one more than the page holds, which tells whether there is a next page.

    Raises:
        InputError: the cursor is not one that `gorkflow.sql.cursors` made.
    """
    conditions = _conditions(filter)
    if filter.cursor is not None:
        place = decode_cursor(filter.cursor)
        conditions.append(("if_older_than_cursor", (place.created_at, place.run_id)))
    return _compose(dialect, "list", [*conditions, ("list_tail", (filter.limit + 1,))])


def count_query(dialect: str, filter: RunFilter) -> Query:
    """Pairs of status and number of runs; limit and cursor are ignored."""
    return _compose(dialect, "count", [*_conditions(filter), ("count_tail", ())])


def _compose(dialect: str, kind: str, parts: list[tuple[str, tuple[Parameter, ...]]]) -> Query:
    fragments = load_queries(dialect, "listing")
    sql = "\n".join([fragments[f"{kind}_head"], *(fragments[name] for name, _ in parts)])
    return Query(sql, tuple(value for _, values in parts for value in values))


def _conditions(filter: RunFilter) -> list[tuple[str, tuple[Parameter, ...]]]:
    wanted: list[tuple[str, tuple[Parameter, ...]]] = [
        (name, (value,))
        for name, value in (
            ("if_workflow", filter.workflow_id),
            ("if_version", filter.version),
            ("if_resource", filter.resource_id),
        )
        if value is not None
    ]
    statuses = filter.statuses
    if statuses is not None and len(statuses) == 1:
        wanted.append(("if_status", (statuses[0].value,)))
    elif statuses is not None:
        wanted.append(("if_statuses", (json.dumps([status.value for status in statuses]),)))
    wanted.extend(("if_tag", (key, value)) for key, value in filter.tags.items())
    if filter.created_after is not None:
        wanted.append(("if_created_after", (filter.created_after.timestamp(),)))
    if filter.created_before is not None:
        wanted.append(("if_created_before", (filter.created_before.timestamp(),)))
    return wanted
