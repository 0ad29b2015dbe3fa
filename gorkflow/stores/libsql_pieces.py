"""A run that is larger than one answer of the server may be, read in pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gorkflow.core.records import GivenRow, InboxRow, RunRow, Snapshot, StateRow, StepRow
from gorkflow.sql.queries import load_queries
from gorkflow.stores.libsql_errors import TooLargeError, statement_failure
from gorkflow.stores.libsql_hrana import Answer, pipeline_of, statement_of
from gorkflow.stores.libsql_http import Client

__all__ = ["load_in_pieces", "rows_of"]

Row = list[Any]
_FIRST_PIECE = 64  # rows; a piece that is itself too large is halved, else the next is twice as large
_LARGEST_PIECE = 4096


def rows_of(store: str, answer: Answer) -> list[Row]:
    """The rows of a statement.

    Raises:
        TooLargeError: the server gives no answer of that size.
        CallError: it was not carried out.
    """
    if answer.fault is not None:
        failure = statement_failure(store, answer.fault)
        raise failure.error if isinstance(failure.error, TooLargeError) else failure
    return answer.rows or []


async def load_in_pieces(store: str, client: Client, run_id: str) -> Snapshot | None:
    """See `Store.load`; all pieces are of one moment.

    Raises:
        TooLargeError: one row alone is too large.
        CallError: to be tried again from the start, where it is passing.
    """
    stream = _Stream(store, client)
    found = await stream.fetch(load_queries("sqlite", "reads")["select_run"], [run_id])
    if not found:
        return None
    executions = await stream.gather("select_some_executions", [run_id], [""], _after_execution)
    state = await stream.gather("select_some_state", [run_id], ["", ""], _after_state)
    given = await stream.gather("select_some_given", [run_id], [""], _after_given)
    messages = await stream.gather("select_some_messages", [run_id], [0], _after_message)
    await stream.close()
    steps = tuple(sorted(map(StepRow._make, executions), key=lambda step: (step.ordinal, step.step_id)))
    written = tuple(sorted(map(StateRow._make, state), key=lambda one: (one.seq, one.key)))
    inputs = tuple(map(GivenRow._make, given))
    inbox = tuple(map(InboxRow._make, messages))
    return Snapshot(RunRow._make(found[0]), steps, written, inputs, inbox)


def _after_execution(row: Row) -> Row:
    return [StepRow._make(row).step_id]


def _after_state(row: Row) -> Row:
    state = StateRow._make(row)
    return [state.key, state.step_id]


def _after_given(row: Row) -> Row:
    return [GivenRow._make(row).step_id]


def _after_message(row: Row) -> Row:
    return [InboxRow._make(row).ordinal]


class _Stream:
    """Reads within one transaction. Where it is not closed, the server does so some seconds later."""

    def __init__(self, store: str, client: Client) -> None:
        self._store = store
        self._client = client
        self._named = load_queries("libsql", "reads")
        self._baton: str | None = None

    async def fetch(self, sql: str, values: Sequence[Any]) -> list[Row]:
        statements = [statement_of(sql, values, wants_rows=True)]
        if self._baton is None:
            statements.insert(0, statement_of(self._named["begin"]))
        pipeline = pipeline_of(statements, baton=self._baton, keeps_stream=True)
        answers, self._baton = await self._client.go_on(pipeline)
        return rows_of(self._store, answers[-1][0])

    async def gather(
        self, query: str, key: Sequence[Any], place: Sequence[Any], after: Callable[[Row], Sequence[Any]]
    ) -> list[Row]:
        """All rows of a query that goes on after a place, and the place after a row."""
        rows: list[Row] = []
        size, most = _FIRST_PIECE, _LARGEST_PIECE
        while True:
            try:
                piece = await self.fetch(self._named[query], [*key, *place, size])
            except TooLargeError:
                if size == 1:
                    raise
                most = size = size // 2
                continue
            rows += piece
            if len(piece) < size:
                return rows
            place = after(piece[-1])
            size = min(2 * size, most)

    async def close(self) -> None:
        await self._client.go_on(pipeline_of([], baton=self._baton))
