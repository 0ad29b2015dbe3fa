"""The statements of the store's writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from gorkflow.core.records import Commit, Creation, EventRow, InboxRow, RunRow
from gorkflow.core.run import RunStatus
from gorkflow.sql.queries import load_queries
from gorkflow.sql.removal import DELETIONS
from gorkflow.stores.libsql_hrana import Statement, statement_of

__all__ = ["Writes"]

_INPUT = RunRow._fields.index("input")


class Writes:
    """Each list of statements is carried out together or not at all."""

    # Places in the lists.
    CREATE_GUARD = COMMIT_GUARD = DELETE_GUARD = 1
    POST_STATUS, DELETE_STATUS = 1, 0

    def __init__(self) -> None:
        self._named = load_queries("sqlite", "writes")
        self._batch = load_queries("libsql", "batch")

    def commit(self, commit: Commit) -> list[Statement]:
        """See `Store.commit`; the guard fails where the fence does not hold."""
        fence = (commit.run_id, commit.epoch, commit.expected_seq)
        consumed = ((commit.run_id, message_id) for message_id in commit.consumed)
        return [
            statement_of(self._named["update_run"], (*commit.patch, *fence)),
            statement_of(self._batch["changed_one"]),
            *self._each("upsert_execution", commit.executions),
            *self._each("insert_event", commit.events),
            *self._each("upsert_state", commit.state),
            *self._redefine(commit),
            *self._each("consume_messages", [(commit.run_id,)] if commit.drops_inbox else ()),
            *self._each("consume_message", consumed),
            *self._each("upsert_cached", commit.cached),
            *self._each("wake_for_unseen", self._rested(commit)),
        ]

    def _rested(self, commit: Commit) -> list[tuple[str, str, int]]:
        return [(commit.run_id, commit.run_id, commit.seen)] if commit.patch.status == RunStatus.WAITING else []

    def create(self, creation: Creation) -> list[Statement]:
        """See `Store.create`; the guard fails where the id or the key is taken."""
        run = creation.run
        tags: dict[str, str] = json.loads(run.tags)
        return [
            statement_of(self._named["insert_run"], (*run[:_INPUT], *run[_INPUT + 1 :])),
            statement_of(self._batch["changed_one"]),
            statement_of(self._named["insert_input"], (run.run_id, run.input)),
            *self._each("insert_tag", ((key, value, run.run_id) for key, value in tags.items())),
            *self._each("upsert_execution", creation.executions),
            *self._each("insert_event", creation.events),
            *self._each("upsert_state", creation.state),
            *self._each("insert_given", creation.given),
            *self._each("insert_definition", () if creation.definition is None else [creation.definition]),
        ]

    def post(self, message: InboxRow) -> list[Statement]:
        """See `Store.post`; one of them gives the run's status."""
        return [
            statement_of(self._batch["insert_message_if_open"], (*message[:-1], message.run_id)),
            statement_of(self._named["select_status"], [message.run_id], wants_rows=True),
            statement_of(self._named["wake_for"], [message.run_id, message.run_id, message.message_id]),
        ]

    def delete(self, run_id: str) -> list[Statement]:
        """See `Store.delete`; one gives the run's status, and the guard fails where the run is not over."""
        return self._remove(run_id, statement_of(self._batch["is_over"], [run_id]))

    def prune(self, run_id: str, status: RunStatus, ended_before: float) -> list[Statement]:
        """Of one run that `Store.prune` has found; the guard fails where it has gone on since."""
        return self._remove(run_id, statement_of(self._batch["has_ended_before"], [status.value, ended_before, run_id]))

    def prune_cached(self, expired_by: float, limit: int) -> Statement:
        """See `Store.prune_cached`; its rows are those that are removed."""
        return statement_of(self._named["delete_cached"], [expired_by, limit], wants_rows=True)

    def proof(self, events: Sequence[EventRow]) -> Statement | None:
        """Tells whether a write with these events was carried out: its last one is there.

        None for a write without events: its fence stays as it is, so that it may be carried out twice.
        """
        return statement_of(self._batch["has_event"], events[-1], wants_rows=True) if events else None

    def _remove(self, run_id: str, guard: Statement) -> list[Statement]:
        return [
            statement_of(self._named["select_status"], [run_id], wants_rows=True),
            guard,
            statement_of(self._batch["delete_tags"], [run_id]),
            statement_of(self._batch["delete_tags_of_damaged"], [run_id]),
            *(statement_of(self._named[name], [run_id]) for name in DELETIONS),
        ]

    def _each(self, name: str, rows: Iterable[Sequence[str | bytes | float | None]]) -> Iterator[Statement]:
        sql = self._named[name]
        return (statement_of(sql, row) for row in rows)

    def _redefine(self, commit: Commit) -> Iterator[Statement]:
        if commit.redefined is not None:
            definition, total, input_arm = commit.redefined
            changed = (definition.workflow_version, definition.fingerprint, total, input_arm, commit.run_id)
            yield statement_of(self._named["insert_definition"], definition)
            yield statement_of(self._named["redefine_run"], changed)
