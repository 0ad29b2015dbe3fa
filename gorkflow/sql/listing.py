"""Turns a RunFilter into a query, from named fragments; every value of the filter travels as a parameter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.sql.cursors import decode_cursor
from gorkflow.sql.queries import load_queries

__all__ = ["Query", "count_query", "list_query"]

Parameter = str | float
_Part = tuple[str, tuple[Parameter, ...]]  # the name of a fragment, and what is bound to its placeholders


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
    number = (filter.limit + 1,)
    statuses = None if filter.statuses is None else list(dict.fromkeys(filter.statuses))
    if filter.version is not None or filter.tags or (statuses is not None and len(statuses) != 1):
        conditions = _arms(statuses, conditions, number)
    elif statuses is not None:
        conditions.append(("if_status", (statuses[0].value,)))
    return _compose(dialect, [("list_head", ()), *conditions, ("list_tail", number)])


def count_query(dialect: str, filter: RunFilter) -> Query:
    """Pairs of status and number of runs; limit and cursor are ignored."""
    conditions, statuses = _conditions(filter), filter.statuses
    if statuses is not None:
        conditions.append(("if_statuses", (json.dumps([status.value for status in statuses]),)))
    return _compose(dialect, [("count_head", ()), *conditions, ("count_tail", ())])


def _arms(statuses: Sequence[RunStatus] | None, conditions: Sequence[_Part], number: tuple[int]) -> list[_Part]:
    """The page as ids that were found first, in one search for each status; whole rows are read of these only."""
    wanted = [("if_status", (status.value,)) for status in statuses] if statuses is not None else [None]
    parts: list[_Part] = []
    for one in wanted:
        parts.append(("between_arms" if parts else "begin_arms", ()))
        parts += [("arm_head", ()), *conditions, *([] if one is None else [one]), ("arm_tail", number)]
    return [*(parts or [("begin_arms", ())]), ("end_arms", ())]


def _compose(dialect: str, parts: Sequence[_Part]) -> Query:
    fragments = load_queries(dialect, "listing")
    sql = "\n".join(fragments[name] for name, _ in parts)
    return Query(sql, tuple(value for _, values in parts for value in values))


def _conditions(filter: RunFilter) -> list[_Part]:
    """All but those of the statuses and of the cursor."""
    wanted: list[_Part] = [
        (name, (value,))
        for name, value in (
            ("if_workflow", filter.workflow_id),
            ("if_version", filter.version),
            ("if_resource", filter.resource_id),
        )
        if value is not None
    ]
    wanted.extend(("if_tag", (key, value)) for key, value in filter.tags.items())
    if filter.created_after is not None:
        wanted.append(("if_created_after", (filter.created_after.timestamp(),)))
    if filter.created_before is not None:
        wanted.append(("if_created_before", (filter.created_before.timestamp(),)))
    return wanted
