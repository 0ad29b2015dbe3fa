"""Counters, gauges and histograms by label values, in this process. Small, and safe to be read from another thread."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

Labels = tuple[str, ...]


class Family(NamedTuple):
    """A metric.

    Attributes:
        kind: "counter", "gauge" or "histogram".
        labels: names of its labels, in order.
    """

    name: str
    kind: str
    labels: tuple[str, ...]
    help: str


@dataclass(frozen=True)
class HistogramValue:
    """What was measured for one combination of label values.

    Attributes:
        count: how many values.
        sum_seconds: of all of them.
        buckets: upper bound in seconds, and how many values are not above it; the last bound is infinite.
    """

    count: int
    sum_seconds: float
    buckets: Sequence[tuple[float, int]]


@dataclass(frozen=True)
class MetricsSnapshot:
    """All metrics at one moment: by name, then by label values in the order in which the metric has its labels."""

    counters: Mapping[str, Mapping[Labels, int]]
    gauges: Mapping[str, Mapping[Labels, int]]
    histograms: Mapping[str, Mapping[Labels, HistogramValue]]


class Histogram:
    """Counts of values by fixed upper bounds."""

    __slots__ = ("_bounds", "_counts", "_sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, seconds: float) -> None:
        """One value more."""
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    def value(self) -> HistogramValue:
        """As it is now."""
        buckets: list[tuple[float, int]] = []
        total = 0
        for bound, count in zip((*self._bounds, float("inf")), self._counts, strict=True):
            total += count
            buckets.append((bound, total))
        return HistogramValue(total, self._sum, tuple(buckets))


@dataclass
class Series:
    """The values of all metrics of some families; its user sees to it that nobody reads while something changes."""

    families: Sequence[Family]
    bounds: Sequence[float]
    numbers: dict[str, dict[Labels, int]] = field(default_factory=dict[str, dict[Labels, int]])
    histograms: dict[str, dict[Labels, Histogram]] = field(default_factory=dict[str, dict[Labels, Histogram]])

    def __post_init__(self) -> None:
        for family in self.families:
            if family.kind == "histogram":
                self.histograms[family.name] = {}
            else:
                self.numbers[family.name] = {}

    def add(self, name: str, *labels: str, by: int = 1) -> None:
        """To a counter or gauge."""
        values = self.numbers[name]
        values[labels] = values.get(labels, 0) + by

    def observe(self, name: str, seconds: float, *labels: str) -> None:
        """One value more of a histogram."""
        histograms = self.histograms[name]
        histogram = histograms.get(labels)
        if histogram is None:
            histogram = histograms[labels] = Histogram(self.bounds)
        histogram.observe(seconds)

    def snapshot(self) -> MetricsSnapshot:
        """A copy of everything."""
        kinds = {family.name: family.kind for family in self.families}
        counters = {name: dict(values) for name, values in self.numbers.items() if kinds[name] == "counter"}
        gauges = {name: dict(values) for name, values in self.numbers.items() if kinds[name] == "gauge"}
        histograms = {
            name: {labels: histogram.value() for labels, histogram in values.items()}
            for name, values in self.histograms.items()
        }
        return MetricsSnapshot(counters, gauges, histograms)


OTHER: Final = "(other)"
"""In the place of label values beyond the bound; no id can be this one."""


class LabelBook:
    """The workflows and steps that have series of their own: so many at most, the others share one.

    Args:
        limit: of workflows, and of steps over all workflows.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._workflows: set[str] = set()
        self._steps: set[tuple[str, str]] = set()

    def workflow(self, workflow_id: str | None) -> str:
        """The value of the label `workflow`."""
        if workflow_id in self._workflows:
            return workflow_id
        if workflow_id is None or len(self._workflows) >= self._limit:
            return OTHER
        self._workflows.add(workflow_id)
        return workflow_id

    def step(self, workflow: str, step: str) -> str:
        """The value of the label `step`, where `workflow` is that of the other one."""
        key = (workflow, step)
        if key in self._steps:
            return step
        if workflow == OTHER or len(self._steps) >= self._limit:
            return OTHER
        self._steps.add(key)
        return step
