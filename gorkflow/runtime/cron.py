"""The times of a cron expression in a zone. cronsim says which times of day match; here is said when these are.

An expression that names hours ("30 2 * * *") has each time of day once: one that a clock set forward leaps over comes
right after the leap, one that a clock set back gives twice comes the first time. An expression for every hour
("*/15 * * * *") goes by the time that passes: it leaps with the clock, and runs through both of the repeated hours.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from gorkflow.core.error_text import shown
from gorkflow.errors import SettingError

__all__ = ["CronTimes", "cron_times"]

_FIELDS = 5
_DAY_SECONDS = 86_400
_HOURS = frozenset(range(24))
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # times of day of a zone, and of none
_MAX_LENGTH = 200


class CronTimes:
    """A `gorkflow.core.schedules.Timetable`.

    Raises:
        SettingError: the expression is none.
    """

    def __init__(self, expression: str, zone: tzinfo) -> None:
        self._expression = expression
        self._zone = zone
        self._goes_by_passing_time = _parsed(expression).hours >= _HOURS

    def after(self, at: float, /) -> float | None:
        """The first time later than that; None when none comes within fifty years."""
        try:
            return self._next_that_passes(at) if self._goes_by_passing_time else self._next_of_day(at)
        except (OverflowError, ValueError, OSError):  # beyond the calendar
            return None

    def _next_of_day(self, at: float) -> float | None:
        """Each time of day once."""
        local = at + self._offset(at)
        while (found := self._matching(local)) is not None:
            instant = self._instant_of(found)
            if instant > at:  # in the second of two equal hours it was in the first
                return instant
            local = found
        return None

    def _next_that_passes(self, at: float) -> float | None:
        """Piece by piece between the turns of the clock: within each the zone is so many seconds from UTC."""
        start, since = at, at
        while True:
            offset = self._offset(since)
            local = self._matching(start + offset)
            if local is None:
                return None
            turn = self._turn(since, local - offset)
            if turn is None:
                return local - offset
            start, since = turn - 1, turn

    def _matching(self, local: float) -> float | None:
        """The first matching time of day after that one, both in seconds as if the zone were UTC."""
        moment = next(CronSim(self._expression, _EPOCH + timedelta(seconds=local)), None)
        return None if moment is None else (moment - _EPOCH).total_seconds()

    def _instant_of(self, local: float) -> float:
        """When it is that time of day for the first time, or the clock leaps over it."""
        moment = _EPOCH + timedelta(seconds=local)
        before = _seconds(moment.replace(tzinfo=self._zone).utcoffset())
        after = _seconds(moment.replace(tzinfo=self._zone, fold=1).utcoffset())
        if after <= before:  # no leap; twice, where less
            return local - before
        turn = self._turn(local - after - 1, local - before + 1)
        return local - before if turn is None else turn

    def _turn(self, start: float, end: float) -> float | None:
        """The first instant after `start` and not after `end` from which the zone has another offset."""
        offset = self._offset(start)
        while start < end:
            later = min(start + _DAY_SECONDS, end)
            if self._offset(later) != offset:
                return self._bisected(start, later)
            start = later
        return None

    def _bisected(self, start: float, end: float) -> float:
        """The whole second at which the offset changes."""
        same, other = int(start // 1), int(-(-end // 1))
        offset = self._offset(start)
        while other - same > 1:
            middle = (same + other) // 2
            if self._offset(middle) == offset:
                same = middle
            else:
                other = middle
        return other

    def _offset(self, at: float) -> float:
        return _seconds(datetime.fromtimestamp(at, self._zone).utcoffset())


@lru_cache(maxsize=1024)
def cron_times(expression: str, zone: str) -> CronTimes:
    """The times of an expression.

    Args:
        zone: a name of the time zone database: "Europe/Berlin", "UTC".

    Raises:
        SettingError: the expression is none, or there is no such zone.
    """
    return CronTimes(expression, _zone_of(zone))


def _parsed(expression: str) -> CronSim:
    problem = f"it has {len(expression.split())} fields; it takes five: minute, hour, day of month, month, day of week"
    if len(expression) <= _MAX_LENGTH and len(expression.split()) == _FIELDS:
        try:
            return CronSim(expression, _EPOCH)
        except CronSimError as error:
            problem = f"{error}".lower()
        except Exception as error:  # noqa: BLE001  # of "L/2" and the like it says nothing itself
            problem = f"it cannot be read ({type(error).__name__})"
    msg = f"cron={shown(expression)} is no cron expression: {problem}; write for example '30 2 * * MON-FRI'"
    raise SettingError(msg)


def _zone_of(name: str) -> tzinfo:
    if name == "UTC":  # which needs no database
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = (
            f"zone={shown(name)} is not in the time zone database of this machine; check the name, as in "
            "'Europe/Berlin', or install the database: pip install tzdata"
        )
        raise SettingError(msg) from error


def _seconds(offset: timedelta | None) -> float:
    return 0.0 if offset is None else offset.total_seconds()
