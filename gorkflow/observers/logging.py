"""One log line per event, with the stdlib's logging."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

from gorkflow.core.error_text import printable, shown
from gorkflow.core.event_data import duration_of, failure_of, number_of
from gorkflow.core.events import Event, EventType
from gorkflow.core.log_fields import RUN_ID, STEP_ID
from gorkflow.errors import SettingError

LOGGER: Final = "gorkflow.events"

_T = EventType

# What is said of each event, and on which level unless the user says otherwise.
_TOLD: Final[Mapping[EventType, tuple[str, int]]] = {
    _T.RUN_CREATED: ("created", logging.INFO),
    _T.RUN_RETRIED: ("taken up again", logging.INFO),
    _T.RUN_MIGRATED: ("goes on under another definition", logging.INFO),
    _T.RUN_STARTED: ("started", logging.INFO),
    _T.RUN_RESUMED: ("resumed", logging.INFO),
    _T.RUN_RELEASED: ("let go of, to be resumed", logging.INFO),
    _T.RUN_SUSPENDED: ("suspended", logging.WARNING),
    _T.RUN_WAITING: ("at rest", logging.INFO),
    _T.RUN_DELAYED: ("was held up by the store", logging.WARNING),
    _T.RUN_CANCEL_REQUESTED: ("is to be cancelled", logging.INFO),
    _T.RUN_COMPENSATING: ("undoes what it did", logging.WARNING),
    _T.RUN_COMPLETED: ("completed", logging.INFO),
    _T.RUN_FAILED: ("failed", logging.ERROR),
    _T.RUN_CANCELLED: ("cancelled", logging.WARNING),
    _T.STEP_KEPT: ("kept", logging.DEBUG),
    _T.STEP_INPUT_GIVEN: ("given an input", logging.DEBUG),
    _T.STEP_STARTED: ("started", logging.DEBUG),
    _T.STEP_COMPLETED: ("completed", logging.DEBUG),
    _T.STEP_RETRY_SCHEDULED: ("failed and will be retried", logging.WARNING),
    _T.STEP_FAILED: ("failed for good", logging.ERROR),
    _T.STEP_SKIPPED: ("skipped", logging.DEBUG),
    _T.STEP_CANCELLED: ("cancelled", logging.INFO),
    _T.STEP_COMPENSATED: ("undone", logging.INFO),
    _T.DECISION_TAKEN: ("decided", logging.DEBUG),
    _T.MAP_STARTED: ("started", logging.DEBUG),
    _T.STEP_WAITING: ("waits", logging.DEBUG),
    _T.SLEEP_ENDED: ("has slept", logging.DEBUG),
    _T.SIGNAL_RECEIVED: ("got its signal", logging.DEBUG),
    _T.WAIT_TIMED_OUT: ("waited in vain", logging.INFO),
}


class LoggingObserver:
    """Logs every event in one line, with fields for whoever reads logs by machine.

    The fields are attributes of the record (`%(run_id)s`); each is there only where the event has it: `event`, `seq`,
    `run_id`, `workflow_id`, `step_id`, `attempt`, `duration_seconds`, `queued_seconds`, `error_code`, `error_type`,
    `error_message`. Those of the run and the step are named as `LogContext` names them. Line feeds and control
    characters are escaped, in the line and in the fields. A line that nobody wants costs next to nothing.

    Args:
        logger: to log with, or its name.
        levels: by type of event ("StepCompleted"), in place of what they have by default: failures ERROR, those that
            are retried or tolerated WARNING, other events of runs INFO, of steps DEBUG.

    Raises:
        SettingError: there is no such event, or a level is no number.
    """

    def __init__(self, logger: logging.Logger | str = LOGGER, *, levels: Mapping[str, int] | None = None) -> None:
        self._logger = logging.getLogger(logger) if isinstance(logger, str) else logger
        self._levels: dict[EventType, int] = {type_: level for type_, (_, level) in _TOLD.items()}
        self._set_by_user = frozenset(_checked(levels or {}))
        for name, level in (levels or {}).items():
            self._levels[EventType(name)] = level

    def on_event(self, event: Event, /) -> None:
        """Log it."""
        level = self._levels[event.type]
        if event.type is EventType.STEP_FAILED and self._is_tolerated(event):
            level = min(level, logging.WARNING)
        logger = self._logger
        if logger.isEnabledFor(level):
            record = logger.makeRecord(logger.name, level, __file__, 0, _line(event), (), None)
            for name, value in _fields(event).items():
                record.__dict__.setdefault(name, value)  # an application's record factory may have put its own there
            logger.handle(record)

    def _is_tolerated(self, event: Event) -> bool:
        return event.data.get("tolerated") is True and EventType.STEP_FAILED not in self._set_by_user


def _checked(levels: Mapping[str, int]) -> Mapping[str, int]:
    for name, level in levels.items():
        if name not in set(EventType):
            msg = f"LoggingObserver(levels=...): there is no event {shown(name)}; the events are {', '.join(EventType)}"
            raise SettingError(msg)
        if not _is_level(level):
            msg = f"LoggingObserver(levels=...): {name} has level {shown(level)}; give a number, as logging.INFO is"
            raise SettingError(msg)
    return levels


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _line(event: Event) -> str:
    where = f"run {event.run_id}" if event.workflow_id is None else f"run {event.run_id} of {event.workflow_id}"
    step = "" if event.step_id is None else f" step {event.step_id}"
    remarks: list[str] = []
    if event.attempt is not None:
        remarks.append(f"attempt {event.attempt}")
    if (seconds := duration_of(event)) is not None:
        remarks.append(f"{seconds:.3f} s")
    if "signal" in event.data:
        remarks.append(f"signal {event.data['signal']}")
    if "arm" in event.data:
        remarks.append(f"arm {event.data['arm']}")
    told = f" ({', '.join(remarks)})" if remarks else ""
    why = "" if (failure := failure_of(event)) is None else f": [{failure.code}] {failure.type}: {failure.message}"
    return printable(f"{where}:{step} {_TOLD[event.type][0]}{told}{why}")


def _fields(event: Event) -> dict[str, object]:
    failure = failure_of(event)
    fields: dict[str, object] = {
        "event": str(event.type),
        "seq": event.seq,
        RUN_ID: printable(event.run_id),
        "workflow_id": event.workflow_id,
        STEP_ID: None if event.step_id is None else printable(event.step_id),
        "attempt": event.attempt,
        "duration_seconds": duration_of(event),
        "queued_seconds": number_of(event.data.get("queued")),
        "error_code": None if failure is None else printable(failure.code),
        "error_type": None if failure is None else printable(failure.type),
        "error_message": None if failure is None else printable(failure.message),
    }
    return {name: value for name, value in fields.items() if value is not None}
