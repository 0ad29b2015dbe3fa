"""What all have in common who tell of runs, in logs or otherwise. Pure."""

from __future__ import annotations

import inspect
from typing import Final

from gorkflow.core.error_text import shown

RUN_ID: Final = "run_id"
"""Name of the field of a log record, from a body as from an observer; so is the next."""
STEP_ID: Final = "step_id"


def is_worth_telling(times: int) -> bool:
    """Whether it is news that something has happened so often by now: once, 10 times, 100 times and so on.

    What fails at every event of a thousand runs is then told of a few times, with its number, and not at every one.
    """
    while times > 1 and times % 10 == 0:
        times //= 10
    return times == 1


def observer_problem(value: object) -> str | None:
    """One sentence on why the value is no observer; None for one. It may come from a caller without a type checker."""
    handler: object = None if isinstance(value, type) else getattr(value, "on_event", None)
    if not callable(handler):
        return f"an observer has a method on_event(event), which {shown(value)} has not"
    if inspect.iscoroutinefunction(handler):
        return (
            f"on_event of observer {shown(value)} is async, and nobody would await it; make it a plain method that "
            "starts a task of its own"
        )
    try:
        inspect.signature(handler).bind(value)
    except TypeError as error:
        return f"on_event of observer {shown(value)} takes one argument, the event: {error}"
    except ValueError:  # written in C, it tells nobody what it takes
        return None
    return None
