"""Durations and counts as a caller writes them, turned into what the engine computes with."""

from __future__ import annotations

import math
from datetime import timedelta
from enum import Enum
from typing import Final

from gorkflow.core.error_text import shown
from gorkflow.errors import SettingError

Seconds = float | timedelta
"""A duration: seconds (fractions count) or a timedelta."""


class NoTimeout(Enum):
    """The type of `NO_TIMEOUT`; an enum, so that type checkers and `repr` know its one member."""

    NO_TIMEOUT = "NO_TIMEOUT"


NO_TIMEOUT: Final = NoTimeout.NO_TIMEOUT
"""Switches a time-out off, where `None` would inherit one from the workflow or the engine."""

MAX_SECONDS: Final = 100 * 365.25 * 86_400.0
"""A hundred years: what a duration is added to stays within the calendar, and a slip of unit is found."""

Timeout = float | timedelta | NoTimeout
"""A time-out as an option takes it; `None` beside it means: inherit."""


def seconds_of(value: object, option: str, *, positive: bool = False) -> float:
    """A duration in seconds.

    Args:
        value: what the caller gave for the option.
        option: how an error names it: "step 'price': timeout".
        positive: whether zero is refused too.

    Raises:
        SettingError: not a number or timedelta, or negative, NaN, or above a hundred years.
    """
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = _as_float(value)
    else:
        message = f"{option} must be seconds or a timedelta, not {shown(value)}"
        raise SettingError(message)
    if not math.isfinite(seconds) or seconds < 0 or (positive and seconds == 0):
        message = (
            f"{option} must be a finite duration {'above' if positive else 'of at least'} zero, not {shown(value)}"
        )
        raise SettingError(message)
    if seconds > MAX_SECONDS:
        message = f"{option} must be at most 100 years ({MAX_SECONDS:.0f} seconds), not {shown(value)}"
        raise SettingError(message)
    return seconds


def timeout_seconds_of(value: object, option: str) -> float | None:
    """A time-out in seconds; None inherits, infinity stands for `NO_TIMEOUT`.

    Raises:
        SettingError: as `seconds_of`, and for zero.
    """
    if value is None:
        return None
    if value is NO_TIMEOUT:
        return math.inf
    return seconds_of(value, option, positive=True)


def count_of(value: object, option: str, *, least: int = 1) -> int:
    """A limit of at least one, or another whole number.

    Raises:
        SettingError: not an int (a bool is none here), or below the least.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        message = f"{option} must be an int of at least {least}, not {shown(value)}"
        raise SettingError(message)
    if value < least:
        message = f"{option} must be at least {least}, not {shown(value)}"
        raise SettingError(message)
    return value


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # an int beyond the range of float
        return math.inf if value > 0 else -math.inf
