"""The statements that write schedules to a server, and reading more of them than one answer holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from gorkflow.core.records import ScheduleRow
from gorkflow.sql.queries import load_queries
from gorkflow.sql.schedules import changes_of
from gorkflow.stores.libsql_errors import TooLargeError
from gorkflow.stores.libsql_hrana import Statement, statement_of

__all__ = ["DELETED", "PUT_GUARD", "delete", "proof", "put", "within_answers"]

T = TypeVar("T")
PUT_GUARD = 1  # its place among the statements
DELETED = 0


def put(row: ScheduleRow, expected: int | None) -> list[Statement]:
    """See `Store.put_schedule`; the guard fails where what is stored is another one."""
    named = load_queries("sqlite", "schedules")
    if expected is None:
        written = statement_of(named["insert_schedule"], row)
    else:
        written = statement_of(named["update_schedule"], changes_of(row, expected))
    return [written, statement_of(load_queries("libsql", "batch")["changed_one"])]


def proof(row: ScheduleRow) -> Statement:
    """Tells whether the row was written."""
    return statement_of(load_queries("sqlite", "schedules")["has_schedule"], row, wants_rows=True)


def delete(schedule_id: str) -> list[Statement]:
    """See `Store.delete_schedule`; the first gives the row that was there."""
    named = load_queries("sqlite", "schedules")
    return [
        statement_of(load_queries("libsql", "reads")["has_schedule_of_id"], [schedule_id], wants_rows=True),
        statement_of(named["delete_schedule"], [schedule_id]),
    ]


async def within_answers(
    ask: Callable[[T, int], Awaitable[Sequence[ScheduleRow]]],
    place: Callable[[ScheduleRow], T],
    after: T,
    limit: int,
) -> Sequence[ScheduleRow]:
    """As many rows as asked for, also where one answer of the server does not hold them.

    Raises:
        TooLargeError: it does not hold a single one.
    """
    try:
        return await ask(after, limit)
    except TooLargeError:
        if limit == 1:
            raise
    half = limit // 2
    first = await within_answers(ask, place, after, half)
    if len(first) < half:
        return first
    return [*first, *await within_answers(ask, place, place(first[-1]), limit - half)]
