"""The statements of every write, inside a transaction that `sqlite_writer` begins and ends."""

from __future__ import annotations

import json
import sqlite3

from gorkflow.core.records import CacheRow, Commit, Creation, EventRow, InboxRow, Redefined, RunRow, StateRow, StepRow
from gorkflow.core.run import FINAL_RUN_STATUSES, RunStatus, stored_status
from gorkflow.sql.pruning import portion
from gorkflow.sql.queries import load_queries
from gorkflow.sql.refusals import already_exists, does_not_exist, is_fenced, is_not_over
from gorkflow.sql.removal import DELETIONS

__all__ = ["Writes"]

_INPUT = RunRow._fields.index("input")


class Writes:
    """What a batch of jobs does to the database.

    A job checks before it writes, so that one refused leaves nothing behind. Rows behind a passed fence are gathered
    and go in together, at the end or before a job that reads them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        named = load_queries("sqlite", "writes")
        self._named = named
        self._cursor = connection.cursor()
        self._update_in_place = named["update_run_in_place"]
        self._update = named["update_run"]
        self._upsert_execution = named["upsert_execution"]
        self._insert_event = named["insert_event"]
        self._executions: list[StepRow] = []
        self._events: list[EventRow] = []
        self._state: list[StateRow] = []
        self._consumed: list[tuple[str, str]] = []
        self._cached: list[CacheRow] = []

    def commit(self, commit: Commit) -> None:
        """See `Store.commit`.

        Raises:
            ConflictError: the fence does not hold.
        """
        if not self._patch(commit):
            raise is_fenced(commit)
        self._executions += commit.executions
        self._events += commit.events
        if commit.state:
            self._state += commit.state
        if commit.redefined is not None:
            self._redefine(commit.run_id, commit.redefined)
        if commit.drops_inbox:
            self._cursor.execute(self._named["consume_messages"], (commit.run_id,))
        if commit.cached:
            self._cached += commit.cached
        if commit.patch.status == RunStatus.WAITING:
            self._cursor.execute(self._named["wake_for_unseen"], (commit.run_id, commit.run_id, commit.seen))
        if commit.consumed:
            self._consumed += [(commit.run_id, message_id) for message_id in commit.consumed]

    def _patch(self, commit: Commit) -> bool:
        """Whether the fence holds; then the run is patched."""
        fence = (commit.run_id, commit.epoch, commit.expected_seq)
        status, done, started_at, completed_at, *changed, owner, deadline_at, wake_at = commit.patch
        if owner is not None:  # then status, completed_at, owner and wake_at are as a rule what they were
            in_place = (done, started_at, *changed, deadline_at, *fence, status, completed_at, owner, wake_at)
            if self._cursor.execute(self._update_in_place, in_place).rowcount:
                return True
        return self._cursor.execute(self._update, (*commit.patch, *fence)).rowcount > 0

    def create(self, creation: Creation) -> RunRow:
        """See `Store.create`.

        Raises:
            ConflictError: a run of this id exists.
        """
        run, named, cursor = creation.run, self._named, self._cursor
        if not cursor.execute(named["insert_run"], (*run[:_INPUT], *run[_INPUT + 1 :])).rowcount:
            return self._existing(run)
        cursor.execute(named["insert_input"], (run.run_id, run.input))
        if run.tags != "{}":
            tags: dict[str, str] = json.loads(run.tags)
            cursor.executemany(named["insert_tag"], [(key, value, run.run_id) for key, value in tags.items()])
        self._executions += creation.executions
        self._events += creation.events
        self._state += creation.state
        if creation.given:
            cursor.executemany(named["insert_given"], creation.given)
        if creation.definition is not None:
            cursor.execute(named["insert_definition"], creation.definition)
        return run

    def _redefine(self, run_id: str, redefined: Redefined) -> None:
        definition, total, input_arm = redefined
        self._cursor.execute(self._named["insert_definition"], definition)
        changed = (definition.workflow_version, definition.fingerprint, total, input_arm, run_id)
        self._cursor.execute(self._named["redefine_run"], changed)

    def _existing(self, run: RunRow) -> RunRow:
        found = self._cursor.execute(self._named["find_by_key"], (run.idempotency_key,)).fetchone()
        if found is None:
            raise already_exists(run.run_id)
        existing = self._cursor.execute(load_queries("sqlite", "reads")["select_run"], found).fetchone()
        return RunRow._make(existing)

    def post(self, message: InboxRow) -> RunStatus:
        """See `Store.post`.

        Raises:
            RunNotFoundError: no such run.
        """
        found = self._cursor.execute(self._named["select_status"], (message.run_id,)).fetchone()
        if found is None:
            raise does_not_exist(message.run_id)
        status = stored_status(found[0], message.run_id)
        if status not in FINAL_RUN_STATUSES:
            self._cursor.execute(self._named["insert_message"], message[:-1])
            if status is RunStatus.WAITING:
                woken = (message.run_id, message.run_id, message.message_id)
                self._cursor.execute(self._named["wake_for"], woken)
        return status

    def delete(self, run_id: str) -> bool:
        """See `Store.delete`.

        Raises:
            ConflictError: the run is not over.
        """
        self.flush()
        found = self._cursor.execute(self._named["select_status_and_tags"], (run_id,)).fetchone()
        if found is None:
            return False
        status, tags = found
        if stored_status(status, run_id) not in FINAL_RUN_STATUSES:
            raise is_not_over(run_id, status)
        self._remove(run_id, tags)
        return True

    def prune(self, status: RunStatus, ended_before: float, limit: int) -> int:
        """See `Store.prune`."""
        self.flush()
        removed = 0
        ended = self._cursor.execute(self._named["select_ended"], (status.value, ended_before, limit)).fetchall()
        for run_id, tags in portion(ended):
            self._remove(run_id, tags)
            removed += 1
        return removed

    def prune_cached(self, expired_by: float, limit: int) -> int:
        """See `Store.prune_cached`."""
        self.flush()
        return len(self._cursor.execute(self._named["delete_cached"], (expired_by, limit)).fetchall())

    def _remove(self, run_id: str, tags: str) -> None:
        """Take out a run with everything of it."""
        pairs = _readable_tags(tags)
        if pairs is None:  # a damaged run can be removed as well
            self._cursor.execute(self._named["delete_tags_of_run"], (run_id,))
        else:
            rows = [(key, value, run_id) for key, value in pairs.items()]
            self._cursor.executemany(self._named["delete_tag"], rows)
        for name in DELETIONS:
            self._cursor.execute(self._named[name], (run_id,))

    def flush(self) -> None:
        """Write the gathered rows."""
        if self._executions:
            self._cursor.executemany(self._upsert_execution, self._executions)
            self._executions.clear()
        if self._events:
            self._cursor.executemany(self._insert_event, self._events)
            self._events.clear()
        if self._state:
            self._cursor.executemany(self._named["upsert_state"], self._state)
            self._state.clear()
        if self._consumed:
            self._cursor.executemany(self._named["consume_message"], self._consumed)
            self._consumed.clear()
        if self._cached:
            self._cursor.executemany(self._named["upsert_cached"], self._cached)
            self._cached.clear()

    def discard(self) -> None:
        """Forget the gathered rows: their transaction is being rolled back."""
        self._executions.clear()
        self._events.clear()
        self._state.clear()
        self._consumed.clear()
        self._cached.clear()


def _readable_tags(tags: str) -> dict[str, str] | None:
    """None where they are damaged: no JSON, no object, or with values that are no text."""
    try:
        pairs: dict[str, str] = json.loads(tags)
        "".join((*pairs, *pairs.values())).encode()  # what is no text of Unicode cannot be bound
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None
    return pairs
