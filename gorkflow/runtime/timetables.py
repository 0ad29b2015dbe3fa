"""By what the times of a schedule come: the seconds of a grid, or a cron expression, for which there is an extra."""

from __future__ import annotations

from gorkflow.core.records import ScheduleRow
from gorkflow.core.schedules import Grid, Timetable
from gorkflow.errors import SettingError

_LIBRARY = "cronsim"


def timetable_of(row: ScheduleRow) -> Timetable:
    """The times of a schedule.

    Raises:
        SettingError: its cron expression or its zone cannot be read here.
    """
    if row.every_seconds is not None:
        return Grid(row.created_at, row.every_seconds)
    try:
        from gorkflow.runtime.cron import cron_times  # when it is needed: the library is an extra
    except ModuleNotFoundError as error:
        if error.name != _LIBRARY:
            raise
        msg = f"cron={row.cron!r} needs {_LIBRARY}; install it: pip install 'gorkflow[cron]', or schedule by every="
        raise SettingError(msg) from error
    return cron_times(row.cron or "", row.zone)
