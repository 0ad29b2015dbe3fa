"""What is said of one setting of one step: to change it or not, why, and what is predicted. Pure data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from gorkflow.core.policy import RetryPolicy

NO_LIMIT: Final = math.inf


class Setting(StrEnum):
    """What an advice is about."""

    TIMEOUT = "timeout"
    RETRY = "retry"
    CONCURRENCY = "concurrency"
    EXECUTOR = "executor"
    BATCH = "batch"


class Verdict(StrEnum):
    """What is to be done.

    CHANGE a value in gorkflow.toml, KEEP what is in force, EDIT the code, MEASURE by a sweep; REFUSED where the records
    do not allow to say anything.
    """

    CHANGE = "change"
    KEEP = "keep"
    EDIT = "edit"
    MEASURE = "measure"
    REFUSED = "refused"


class Confidence(StrEnum):
    """How far a value is to be trusted: by the number of cases, and how closely they bound it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class InForce(NamedTuple):
    """What holds for a step now, after environment, file and code.

    Attributes:
        timeout_seconds: None for none.
        concurrency: None for as many as there is room for.
        code: hash of its body's code.
    """

    timeout_seconds: float | None
    retry: RetryPolicy
    concurrency: int | None
    runs_on: str
    code: str


Value = float | int | RetryPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What is said of one setting of one step.

    Attributes:
        step: its path without the marks of items and turns.
        current: what is in force; None for nothing.
        value: what it is to be; None where the verdict is not CHANGE.
        reason: a sentence for people.
        samples: how many recorded cases it is made of.
        prediction: what is expected under `value`, by names: shares, seconds, calls per second.
        confidence: None where nothing is to be changed.
    """

    step: str
    setting: Setting
    verdict: Verdict
    reason: str
    current: Value | None = None
    value: Value | None = None
    samples: int = 0
    prediction: Mapping[str, float] = field(default_factory=dict[str, float])
    confidence: Confidence | None = None


def confidence_of(samples: int, spread: float, *, is_mixed: bool = False) -> Confidence:
    """How far a value is to be trusted.

    Args:
        samples: cases that it is made of.
        spread: width of its interval, as a share of the value.
        is_mixed: they are of several bodies of the step.
    """
    if is_mixed or samples < 500 or spread > 1.0:
        return Confidence.LOW
    return Confidence.HIGH if samples >= 2000 and spread <= 0.25 else Confidence.MEDIUM


def rounded_up(value: float, digits: int = 2) -> float:
    """The next number with so many significant digits: 2.6 for 2.53, 130 for 121. 0 stays 0."""
    if value <= 0 or not math.isfinite(value):
        return max(value, 0.0)
    places = digits - 1 - math.floor(math.log10(value))
    whole = math.ceil(round(value * 10.0**places, 6))
    return round(whole / 10.0**places, max(places, 0))
