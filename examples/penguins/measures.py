"""Statistics of a group of penguins, with Python's own `statistics`."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import correlation, fmean, linear_regression, stdev

from examples.penguins.models import Group, Measure, Penguin, Trend


def describe(name: str, penguins: Sequence[Penguin]) -> Group:
    """Means, deviations and the trend of the bill; at least two penguins are needed."""
    lengths = [penguin.bill_length_mm for penguin in penguins]
    depths = [penguin.bill_depth_mm for penguin in penguins]
    line = linear_regression(lengths, depths)
    return Group(
        name=name,
        count=len(penguins),
        bill_length_mm=_measure(lengths),
        bill_depth_mm=_measure(depths),
        flipper_length_mm=_measure([penguin.flipper_length_mm for penguin in penguins]),
        body_mass_g=_measure([penguin.body_mass_g for penguin in penguins]),
        trend=Trend(slope=line.slope, intercept=line.intercept, correlation=correlation(lengths, depths)),
    )


def _measure(values: Sequence[float]) -> Measure:
    return Measure(mean=fmean(values), deviation=stdev(values))
