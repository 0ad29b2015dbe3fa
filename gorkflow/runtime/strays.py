"""Tasks that a body leaves behind, told in asyncio's debug mode."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Iterator
from contextvars import Context
from typing import Any

from gorkflow.core.current import BODY

__all__ = ["warn_of_strays"]

_OWN_PACKAGE = "gorkflow."
_SHOWN = 5

_log = logging.getLogger("gorkflow")


def warn_of_strays(run_id: str, path: str) -> None:
    """Say which tasks the body that ends now has started and not awaited.

    Looks at every task of the loop, so it is for debug mode only. What the engine itself starts on a body's behalf,
    as another run, is no stray.
    """
    strays = sorted(task.get_name() for task in _others() if _body_of(task) == (run_id, path))
    if strays:
        shown = ", ".join(strays[:_SHOWN]) + (", ..." if len(strays) > _SHOWN else "")
        _log.warning(
            "step %r of run %s ended and left %d of its tasks running (%s): nobody waits for them, and a crash loses "
            "them; await them, or start them in an asyncio.TaskGroup",
            path, run_id, len(strays), shown,
        )  # fmt: skip


def _others() -> Iterator[asyncio.Task[Any]]:
    """The tasks at work that are not this one and not the engine's."""
    current = asyncio.current_task()
    for task in asyncio.all_tasks():
        frame = getattr(task.get_coro(), "cr_frame", None)
        module = "" if frame is None else str(frame.f_globals.get("__name__", ""))
        if task is not current and not module.startswith(_OWN_PACKAGE):
            yield task


def _body_of(task: asyncio.Task[Any]) -> tuple[str, str] | None:
    if sys.version_info >= (3, 12):
        return task.get_context().get(BODY)
    # Before 3.12 only the garbage collector knows: a task's first context is its own.
    context = next((one for one in gc.get_referents(task) if isinstance(one, Context)), None)
    return None if context is None else context.get(BODY)
