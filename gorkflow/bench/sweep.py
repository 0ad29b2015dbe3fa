"""How many at once: 1, 2, 4, 8, ... until more of them gains nothing, or what is put up with is exceeded.

What decides is pure; whoever measures is asked for one round at a time, and neighbouring levels are measured in turns,
so that what else the machine does meets both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, Literal, NamedTuple

from gorkflow.bench.statistics import quantile
from gorkflow.bench.tables import seconds_text

Objective = Literal["throughput", "latency"]

ROUNDS: Final = 3
MOST_AT_ONCE: Final = 256
SMALLEST_GAIN: Final = 0.05
"""A gain of less than 5 % is none."""


class Round(NamedTuple):
    """One measurement of one level.

    Attributes:
        seconds: from the begin of the first call to the end of the last.
        taken: seconds of each call that gave an output.
        failed: how many did not.
        items: that a call had, of batches.
    """

    seconds: float
    taken: tuple[float, ...]
    failed: int = 0
    items: int = 1

    @property
    def per_second(self) -> float:
        """Items that were done per second."""
        return len(self.taken) * self.items / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Level:
    """So many at once, or in one call, with all of its rounds."""

    size: int
    rounds: Sequence[Round]

    @property
    def per_second(self) -> float:
        """The median of its rounds."""
        return median(one.per_second for one in self.rounds)

    @property
    def calls(self) -> int:
        """In all of its rounds."""
        return sum(len(one.taken) + one.failed for one in self.rounds)

    @property
    def failed(self) -> float:
        """The share of calls that gave no output."""
        return sum(one.failed for one in self.rounds) / self.calls if self.calls else 1.0

    @property
    def noise(self) -> float:
        """How far its rounds are from each other: half of the range of their throughput, as a share of the median."""
        speeds = [one.per_second for one in self.rounds]
        return (max(speeds) - min(speeds)) / (2 * median(speeds)) if median(speeds) > 0 else 1.0

    def latency(self, share: float) -> float:
        """That quantile of what its calls took; infinite where none gave an output."""
        taken = [seconds for one in self.rounds for seconds in one.taken]
        return quantile(taken, share) if taken else float("inf")


@dataclass(frozen=True, slots=True)
class Bound:
    """What is to get better, and what is put up with.

    Attributes:
        quantile: of the latency: what is bounded, or is not to get worse.
        most_seconds: the bound of that; None for none.
        max_error: the share of calls that may fail.
    """

    objective: Objective = "throughput"
    quantile: float = 0.95
    most_seconds: float | None = None
    max_error: float = 0.01

    def broken_by(self, level: Level) -> str | None:
        """What is wrong with a level; None where nothing is."""
        if level.failed > self.max_error:
            return f"{level.failed:.1%} of its calls fail, and {self.max_error:.1%} may"
        latency = level.latency(self.quantile)
        if self.most_seconds is not None and latency > self.most_seconds:
            return f"p{self.quantile * 100:g} is {seconds_text(latency)}, and may be {seconds_text(self.most_seconds)}"
        return None


class Judgement(NamedTuple):
    """Whether the next level is better.

    Attributes:
        gains: whether the larger level is better.
        reason: why, for people.
        is_bounded: it is not because of a bound, or of its latency.
    """

    gains: bool
    reason: str
    is_bounded: bool = False


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep came to.

    Attributes:
        levels: all that were measured, by their sizes.
        best: None where not even the smallest is within the bounds.
        reason: why it ended there.
        is_bounded: what ended it is a bound that a larger level breaks, or a latency that gets worse.
    """

    levels: Sequence[Level]
    best: Level | None
    reason: str
    is_bounded: bool = False


def judged(first: Level, before: Level, after: Level, bound: Bound) -> Judgement:
    """Whether the next level is better than the one before it.

    The rounds of the two are pairs, in order, of which the median ratio counts. A gain has to be above 5 % and above
    the noise of either.

    Args:
        first: the smallest level.
        before: with the rounds that were measured in turns with those of `after`.
    """
    broken = bound.broken_by(after)
    if broken is not None:
        return Judgement(False, f"at {after.size} {broken}", is_bounded=True)
    least = max(SMALLEST_GAIN, before.noise, after.noise)
    gain = gain_of(before, after)
    if gain < least:
        what = f"changes what is done per second by {gain:+.1%}, and {least:.1%} would be a gain"
        return Judgement(False, f"{after.size} in the place of {before.size} {what}")
    if bound.objective == "latency":
        alone, together = first.latency(bound.quantile), after.latency(bound.quantile)
        if together > alone * (1 + max(SMALLEST_GAIN, first.noise, after.noise)):
            return Judgement(False, f"at {after.size} {_latencies(bound, together, alone)}", is_bounded=True)
    return Judgement(True, f"{after.size} in the place of {before.size} changes what is done per second by {gain:+.1%}")


def _latencies(bound: Bound, together: float, alone: float) -> str:
    return f"p{bound.quantile * 100:g} is {seconds_text(together)}, alone {seconds_text(alone)}"


def gain_of(before: Level, after: Level) -> float:
    """How much more is done per second, as a share: the median over the pairs of rounds."""
    ratios = [
        two.per_second / one.per_second for one, two in zip(before.rounds, after.rounds, strict=True) if one.per_second
    ]
    return median(ratios) - 1.0 if ratios else (1.0 if after.per_second else 0.0)


@dataclass(slots=True)
class Sweeper:
    """Runs a sweep.

    Attributes:
        measure: one round of a level of that size.
        rounds: how often each pair is measured.
        most: the largest size.
        on_level: is told which size is measured next.
    """

    measure: Callable[[int], Round]
    bound: Bound
    rounds: int = ROUNDS
    most: int = MOST_AT_ONCE
    on_level: Callable[[int], None] = lambda size: None
    _known: dict[int, list[Round]] = field(default_factory=dict[int, list[Round]])

    def run(self, current: int | None = None) -> Sweep:
        """Up from 1, and at the end the value that is in force against the best one.

        Args:
            current: what is in force; None where nothing is.
        """
        sizes = [1 << power for power in range(self.most.bit_length()) if 1 << power <= self.most]
        self.on_level(1)
        first = best = Level(1, [self.measure(1) for _ in range(self.rounds)])
        self._known[1] = list(first.rounds)
        broken = self.bound.broken_by(first)
        if broken is not None:
            return self._ended(None, Judgement(False, f"already at 1 {broken}", is_bounded=True))
        step = Judgement(True, "nothing larger was tried")
        for before, after in pairwise(sizes):
            step, level = self._pair(first, before, after)
            if not step.gains:
                break
            best = level
        if current is not None and current <= self.most and current not in self._known:
            other, level = self._pair(first, best.size, current)
            if other.gains or (current < best.size and self._is_as_good(level, best)):
                best, step = level, Judgement(True, f"{current} is in force, and as good as any", step.is_bounded)
        return self._ended(best, step)

    def _pair(self, first: Level, before: int, after: int) -> tuple[Judgement, Level]:
        """Two levels in turns, each of them first as often as second."""
        self.on_level(after)
        rounds: dict[int, list[Round]] = {before: [], after: []}
        for number in range(self.rounds):
            for size in (before, after) if number % 2 == 0 else (after, before):
                rounds[size].append(self.measure(size))
        for size, found in rounds.items():
            self._known.setdefault(size, []).extend(found)
        level = Level(after, rounds[after])
        return judged(first, Level(before, rounds[before]), level, self.bound), level

    def _is_as_good(self, level: Level, best: Level) -> bool:
        least = max(SMALLEST_GAIN, level.noise, best.noise)
        return self.bound.broken_by(level) is None and level.per_second * (1 + least) >= best.per_second

    def _ended(self, best: Level | None, step: Judgement) -> Sweep:
        levels = [Level(size, self._known[size]) for size in sorted(self._known)]
        return Sweep(levels, best, step.reason, step.is_bounded)
