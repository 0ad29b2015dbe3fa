"""Records of the log that tell which run and step they come from."""

from __future__ import annotations

import logging
from collections.abc import Callable

from gorkflow.core.current import BODY
from gorkflow.core.log_fields import RUN_ID, STEP_ID


class LogContext(logging.Filter):
    """Gives each record that is logged inside a body `run_id` and `step_id`; lets every record pass.

    An open engine adds it to the handlers of the root logger. Add it to handlers of other loggers, to such as come
    later, and in the module of a body with `executor="process"`: `handler.addFilter(LogContext())`. Records from
    elsewhere are left as they are: a format that names the two needs `logging.Formatter(..., defaults={...})`.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Add what is known and not there yet."""
        body = BODY.get()
        if body is not None:
            record.__dict__.setdefault(RUN_ID, body[0])
            record.__dict__.setdefault(STEP_ID, body[1])
        return True


def add_to_root() -> Callable[[], None]:
    """Add a LogContext to the handlers that the root logger has; what takes it off again."""
    handlers, context = tuple(logging.getLogger().handlers), LogContext()
    for handler in handlers:
        handler.addFilter(context)

    def remove() -> None:
        for handler in handlers:
            handler.removeFilter(context)

    return remove
