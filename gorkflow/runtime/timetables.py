"""By what the times of a schedule come: the seconds of a grid, or a cron expression, for which there is an extra."""

from __future__ import annotations

from gorkflow.core.extras import needing
from gorkflow.core.records import ScheduleRow
from gorkflow.core.schedules import Grid, Timetable

_LIBRARY = "cronsim"


def timetable_of(row: ScheduleRow) -> Timetable:
    """The times of a schedule.

    Raises:
        SettingError: its cron expression or its zone cannot be read here.
    """
    if row.every_seconds is not None:
        return Grid(row.created_at, row.every_seconds)
    remedy = "install it: pip install 'gorkflow[cron]', or schedule by every="
    with needing(_LIBRARY, f"cron={row.cron!r} needs {_LIBRARY}; {remedy}"):
        from gorkflow.runtime.cron import cron_times  # when it is needed: the library is an extra
    return cron_times(row.cron or "", row.zone)
