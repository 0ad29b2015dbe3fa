"""What is at work here, for those who are to know of it without being handed anything: a body, or a mere look."""

from __future__ import annotations

from contextvars import ContextVar

BODY: ContextVar[tuple[str, str] | None] = ContextVar("gorkflow_body", default=None)
"""Run id and path of the step; tasks and threads that a body starts with its context have it too."""

LOOK: ContextVar[bool] = ContextVar("gorkflow_look", default=False)
"""Whether the engine waits here only to look again, as it does several times per second, whether there is news.

A clock of tests, which skips the time in which nothing happens, does not stop at each look.
"""
