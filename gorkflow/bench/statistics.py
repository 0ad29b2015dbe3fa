"""What measured times say: quantiles, paired ratios with a bootstrap interval, and the verdict."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from statistics import median
from typing import Final, Literal, NamedTuple

Verdict = Literal["slower", "faster", "no difference", "not judged"]

FEWEST_PAIRS: Final = 6
"""From fewer pairs nothing is concluded: an interval of them means nothing."""

SMALLEST_RATIO: Final = 0.05
"""A difference of less than 5 % is none."""

SMALLEST_SECONDS: Final = 0.001
"""So is one of less than a millisecond."""

_RESAMPLES: Final = 1000
_CONFIDENCE: Final = 0.95


class Interval(NamedTuple):
    """An estimate with the bounds between which it lies with 95 % confidence."""

    low: float
    middle: float
    high: float


class Comparison(NamedTuple):
    """One variant against another.

    Attributes:
        ratio: of the times, the first to the second, pair by pair: their median.
        seconds: the median of the differences.
        pairs: how many there were.
    """

    ratio: Interval
    seconds: float
    pairs: int


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies, interpolated between neighbours.

    Raises:
        ValueError: there are none.
    """
    if not values:
        raise ValueError("a quantile of no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def quantile_interval(values: Sequence[float], share: float) -> tuple[float, float] | None:
    """Bounds of a quantile with 95 % confidence, whatever the distribution: two of the values in their order.

    None where so few values do not bound it from above.
    """
    count = len(values)
    spread = 1.96 * math.sqrt(count * share * (1.0 - share))
    low, high = math.floor(count * share - spread), math.ceil(count * share + spread)
    if high >= count:
        return None
    ordered = sorted(values)
    return ordered[max(low, 0)], ordered[high]


def bootstrap(values: Sequence[float], estimate: Callable[[Sequence[float]], float], *, seed: int = 0) -> Interval:
    """An estimate with the interval that resampling gives it. The same values give the same interval."""
    chance = random.Random(seed)  # noqa: S311 - resampling is no secret
    found = [estimate(chance.choices(values, k=len(values))) for _ in range(_RESAMPLES)]
    tail = (1.0 - _CONFIDENCE) / 2.0
    return Interval(quantile(found, tail), estimate(values), quantile(found, 1.0 - tail))


def compare(first: Sequence[Sequence[float]], second: Sequence[Sequence[float]]) -> Comparison | None:
    """The times of two variants, by input and round, in pairs that were measured one right after the other.

    Each input gives one ratio, the median of its rounds. Where there are fewer inputs than `FEWEST_PAIRS`, each round
    of them gives one. None where even those are fewer.
    """
    rounds = [list(zip(one, other, strict=False)) for one, other in zip(first, second, strict=True)]
    rounds = [pairs for pairs in rounds if pairs]
    if len(rounds) < FEWEST_PAIRS:
        rounds = [[pair] for pairs in rounds for pair in pairs]
    if len(rounds) < FEWEST_PAIRS:
        return None
    ratios = [median(one / other for one, other in pairs) for pairs in rounds]
    differences = [median(one - other for one, other in pairs) for pairs in rounds]
    return Comparison(bootstrap(ratios, median), median(differences), len(rounds))


def noise_floor(same: Comparison | None) -> float:
    """By how much one and the same variant differs from itself: as far as the interval of its ratio reaches from 1."""
    return 0.0 if same is None else max(abs(same.ratio.low - 1.0), abs(same.ratio.high - 1.0))


def judge(found: Comparison | None, floor: float) -> Verdict:
    """Whether the first variant is slower or faster than the second.

    It is slower only if the interval lies above 1, the ratio is more than 5 % and more than the noise floor above it,
    and the difference is above a millisecond; faster likewise.
    """
    if found is None:
        return "not judged"
    least = max(SMALLEST_RATIO, floor)
    if abs(found.seconds) <= SMALLEST_SECONDS:
        return "no difference"
    if found.ratio.low > 1.0 and found.ratio.middle > 1.0 + least and found.seconds > 0.0:
        return "slower"
    if found.ratio.high < 1.0 and found.ratio.middle < 1.0 / (1.0 + least) and found.seconds < 0.0:
        return "faster"
    return "no difference"
