"""What a run remembers of a store that held it up."""

from __future__ import annotations

import json

from gorkflow.core.advance import emit
from gorkflow.core.events import EventType
from gorkflow.core.live import LiveRun


def note_delay(live: LiveRun, code: str, message: str, since: float, now: float) -> None:
    """The store was in trouble from `since` to `now`; in a run that is over nobody can write that any more."""
    if not live.is_over and live.owner is not None:
        data = json.dumps({"code": code, "message": message, "since": since})
        emit(live, now, EventType.RUN_DELAYED.value, data=data)
