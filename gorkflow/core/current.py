"""Which body is at work here, for what is to be told of it without being handed its context."""

from __future__ import annotations

from contextvars import ContextVar

BODY: ContextVar[tuple[str, str] | None] = ContextVar("gorkflow_body", default=None)
"""Run id and path of the step; tasks and threads that a body starts with its context have it too."""
