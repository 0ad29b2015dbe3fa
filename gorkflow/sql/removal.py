"""What there is of a run besides its tags, by the names of the queries that remove it."""

from __future__ import annotations

__all__ = ["DELETIONS"]

DELETIONS = (
    "delete_executions",
    "delete_events",
    "delete_state",
    "delete_given",
    "delete_messages",
    "delete_input",
    "delete_run",
)
