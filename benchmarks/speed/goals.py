"""The goals of the performance page, and whether a result meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks.speed.results import Figures, Results

MEMORY, PROCESS, POWER, PURE = (
    "gorkflow, memory",
    "gorkflow, SQLite, process",
    "gorkflow, SQLite, power",
    "gorkflow, SQLite, power, pure",
)


class Verdict(NamedTuple):
    """A goal, and how far it is.

    Attributes:
        what: of the measure, with its unit.
        found: None when it was not measured.
    """

    store: str
    load: str
    what: str
    goal: float
    found: float | None

    @property
    def text(self) -> str:
        """For the table."""
        if self.found is None:
            return "not measured"
        return "met" if self.found <= self.goal else f"missed: {self.found / self.goal:.3g} times"


RATIOS = {
    MEMORY: {"W1": 4, "W2": 4, "W3": 4, "W4 10k": 4},
    PROCESS: {"W1": 18, "W2": 7, "W3": 10, "W4 10k": 8},
    POWER: {"W1": 30, "W2": 7, "W3": 10, "W4 10k": 8},
    PURE: {"W1": 8, "W2": 6, "W3": 8, "W4 10k": 7},
}

OTHERS: tuple[tuple[str, str, str, float, Callable[[Figures], float | None]], ...] = (
    (POWER, "W1", "time / raw commit", 1.6, lambda one: one.wall_over_raw),
    (MEMORY, "W4 10k", "build, s of CPU", 1.0, lambda one: one.middle(lambda answer: answer.build)),
    (MEMORY, "W4 memory", "KiB per finished step", 2.0, lambda one: kib_per_step(one)),
    (POWER, "W4 memory", "KiB per finished step", 2.0, lambda one: kib_per_step(one)),
    (POWER, "W5", "import over pydantic, ms of CPU", 50, lambda one: one.middle(lambda answer: answer.imports * 1e3)),
    (POWER, "W5", "from there to the first run's end, s", 0.25, lambda one: one.middle(lambda answer: answer.first)),
    (PROCESS, "W6", "s for 1,000 runs", 0.5, lambda one: one.seconds),
    (POWER, "W6", "s for 1,000 runs", 0.5, lambda one: one.seconds),
    (MEMORY, "timers", "KiB per waiting run", 2.0, lambda one: kib_per_step(one)),
    (POWER, "timers", "KiB per waiting run", 2.0, lambda one: kib_per_step(one)),
)  # fmt: skip


def kib_per_step(figures: Figures) -> float | None:
    """Of the memory at the peak."""
    return figures.middle(lambda answer: None if answer.memory is None else answer.memory / answer.steps / 1024)


def growth(results: Results, store: str) -> float | None:
    """The largest ratio of W4 at any size over the smallest: 1 for what is linear."""
    rows = [results.of(store, load) for load in ("W4 1k", "W4 10k", "W4 50k")]
    found = [row.ratio for row in rows if row is not None and row.ratio is not None]
    return max(found) / min(found) if len(found) == len(rows) else None


def verdicts(results: Results) -> Iterator[Verdict]:
    """Every goal, in the order of the page."""
    for store, limits in RATIOS.items():
        for load, goal in limits.items():
            row = results.of(store, load)
            yield Verdict(store, load, "CPU / floor", goal, None if row is None else row.ratio)
    for store in RATIOS:
        yield Verdict(
            store, "W4", "per node: the dearest of 1k, 10k, 50k over the cheapest", 1.3, growth(results, store)
        )
    for store, load, what, limit, measure in OTHERS:
        row = results.of(store, load)
        yield Verdict(store, load, what, limit, None if row is None else measure(row))
