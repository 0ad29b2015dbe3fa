"""How much a share of so many cases is worth as a prediction: its interval, and whether two of them agree. Pure."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

_Z: Final = 1.96  # 95 %, two-sided


class Share(NamedTuple):
    """A share of cases with the bounds between which the true one lies with 95 % confidence."""

    value: float
    low: float
    high: float
    cases: int


def share_of(hits: int, cases: int) -> Share:
    """The share of hits among cases, with Wilson's score interval, which holds also for none and for all of them.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    Of no cases at all it is anything.
    """
    if cases <= 0:
        return Share(0.0, 0.0, 1.0, 0)
    value = hits / cases
    square = _Z * _Z
    middle = (value + square / (2 * cases)) / (1 + square / cases)
    reach = _Z * math.sqrt(value * (1 - value) / cases + square / (4 * cases * cases)) / (1 + square / cases)
    low = 0.0 if hits <= 0 else max(0.0, middle - reach)
    high = 1.0 if hits >= cases else min(1.0, middle + reach)
    return Share(value, low, high, cases)


def exceeds(observed: Share, predicted_high: float) -> bool:
    """Whether more is observed than the prediction allows for, by more than chance."""
    return observed.low > predicted_high
