"""How many at once: where it goes on, and where it ends."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.bench.sweep import Bound, Level, Round, Sweep, Sweeper, judged
from gorkflow.bench.sweeping import concurrency_advice
from tests.bench.records import in_force


def round_of(per_second: float, latency: float = 0.1, failed: int = 0) -> Round:
    """A hundred calls."""
    return Round(100 / per_second, (latency,) * 100, failed)


def level(size: int, *speeds: float, latency: float = 0.1, failed: int = 0) -> Level:
    """With a round for each of these calls per second."""
    return Level(size, [round_of(speed, latency, failed) for speed in speeds])


FIRST = level(1, 100, 100, 100)


@pytest.mark.parametrize(
    ("before", "after", "bound", "gains", "part"),
    [
        (level(2, 200, 200, 200), level(4, 400, 400, 400), Bound(), True, "+100.0%"),
        (level(2, 200, 200, 200), level(4, 211, 211, 211), Bound(), True, "+5.5%"),
        (level(2, 200, 200, 200), level(4, 209, 209, 209), Bound(), False, "+4.5%, and 5.0% would be a gain"),
        (level(2, 200, 200, 200), level(4, 100, 100, 100), Bound(), False, "-50.0%"),
        (level(2, 150, 200, 250), level(4, 180, 240, 300), Bound(), False, "+20.0%, and 25.0% would be a gain"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, latency=2.1), Bound(most_seconds=2), False, "p95 is 2.1 s"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, latency=2), Bound(most_seconds=2), True, "+100.0%"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, failed=2), Bound(), False, "2.0% of its calls fail"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, failed=1), Bound(), True, "+100.0%"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, latency=0.11), Bound("latency"), False, "alone 100 ms"),
        (level(2, 200, 200, 200), level(4, 400, 400, 400, latency=0.104), Bound("latency"), True, "+100.0%"),
    ],
)
def test_a_level_is_better_if_it_gains_more_than_noise_within_the_bounds(
    before: Level, after: Level, bound: Bound, gains: bool, part: str
) -> None:
    """5 % or the noise of either, whichever is more; a gain does not make up for a bound that it breaks."""
    step = judged(FIRST, before, after, bound)
    assert (step.gains, part in step.reason) == (gains, True), step


UNBOUNDED = Bound()


def swept(
    speed: Callable[[int], float], bound: Bound = UNBOUNDED, current: int | None = None, most: int = 256
) -> Sweep:
    """Of a step that does so much per second at each level, and has a latency that follows from it."""
    return Sweeper(lambda size: round_of(speed(size), size / speed(size)), bound, most=most).run(current)


def sizes(sweep: Sweep) -> list[int]:
    """Those that were measured."""
    return [one.size for one in sweep.levels]


@pytest.mark.parametrize(
    ("speed", "bound", "best", "measured"),
    [
        (lambda size: 10.0 * min(size, 8), Bound(), 8, [1, 2, 4, 8, 16]),
        (lambda size: 10.0 * size, Bound(), 256, [1, 2, 4, 8, 16, 32, 64, 128, 256]),
        (lambda size: 10.0, Bound(), 1, [1, 2]),
        (lambda size: 10.0 * min(size, 8), Bound(most_seconds=0.1), 8, [1, 2, 4, 8, 16]),
        (lambda size: 10.0 * min(size, 100), Bound(most_seconds=0.12), 64, [1, 2, 4, 8, 16, 32, 64, 128]),
        (lambda size: 10.0 * size**0.5, Bound(most_seconds=0.25), 4, [1, 2, 4, 8]),
        (lambda size: 10.0 * size**0.5, Bound("latency"), 1, [1, 2]),
    ],
)
def test_a_sweep_ends_where_more_gains_nothing_or_a_bound_is_broken(
    speed: Callable[[int], float], bound: Bound, best: int, measured: list[int]
) -> None:
    """One level beyond the best is measured, and no more."""
    found = swept(speed, bound)
    assert found.best is not None
    assert (found.best.size, sizes(found)) == (best, measured)


def test_where_not_even_one_at_a_time_is_within_the_bound_there_is_no_best() -> None:
    """And nothing else is tried."""
    found = swept(lambda size: 10.0, Bound(most_seconds=0.05))
    assert (found.best, sizes(found), found.reason) == (None, [1], "already at 1 p95 is 100 ms, and may be 50 ms")
    assert concurrency_advice("price", found, in_force()).verdict == "refused"


def test_calls_that_all_fail_are_no_level() -> None:
    """A step that cannot be called is not tuned."""
    found = Sweeper(lambda size: Round(1.0, (), failed=1), Bound()).run()
    assert found.best is None
    assert "100.0% of its calls fail" in found.reason


@pytest.mark.parametrize(
    ("current", "best", "measured"),
    [
        (None, 8, [1, 2, 4, 8, 16]),
        (8, 8, [1, 2, 4, 8, 16]),
        (4, 8, [1, 2, 4, 8, 16]),
        (6, 6, [1, 2, 4, 6, 8, 16]),
        (3, 8, [1, 2, 3, 4, 8, 16]),
        (100, 8, [1, 2, 4, 8, 16, 100]),
        (100_000, 8, [1, 2, 4, 8, 16]),
    ],
)
def test_what_is_in_force_is_kept_where_it_is_as_good(current: int | None, best: int, measured: list[int]) -> None:
    """It need not be a power of two; a larger one has to gain something."""
    found = swept(lambda size: 10.0 * min(size, 6), current=current)
    assert found.best is not None
    assert (found.best.size, sizes(found)) == (best, measured)


@pytest.mark.parametrize(
    ("speed", "bound", "current", "verdict", "value"),
    [
        (lambda size: 10.0 * min(size, 8), Bound(), None, "change", 8),
        (lambda size: 10.0 * min(size, 8), Bound(), 8, "keep", None),
        (lambda size: 10.0, Bound(), None, "keep", None),
        (lambda size: 10.0, Bound(), 8, "change", 1),
        (lambda size: 10.0 * size, Bound(), None, "keep", None),
        (lambda size: 10.0, Bound(most_seconds=0.1), None, "change", 1),
    ],
)
def test_a_limit_is_advised_where_it_is_of_use(
    speed: Callable[[int], float], bound: Bound, current: int | None, verdict: str, value: int | None
) -> None:
    """Without one that more at once would need, there need be none."""
    advice = concurrency_advice("price", swept(speed, bound, current), in_force(concurrency=current))
    assert (advice.verdict, advice.value, bool(advice.prediction)) == (verdict, value, verdict == "change")


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    noise=st.floats(0, 0.5),
    knee=st.integers(1, 300),
    most=st.integers(1, 256),
    most_seconds=st.none() | st.floats(0.01, 10),
)
def test_whatever_is_measured_the_best_level_is_within_the_bounds(
    seed: int, noise: float, knee: int, most: int, most_seconds: float | None
) -> None:
    """It is one that was measured, no larger than allowed, and at most one level beyond it was tried."""
    chance = random.Random(seed)
    bound = Bound(most_seconds=most_seconds)

    def measure(size: int) -> Round:
        speed = 10.0 * min(size, knee) * (1 + noise * chance.uniform(-1, 1))
        return round_of(speed, size / speed)

    found = Sweeper(measure, bound, most=most).run()
    assert sizes(found)[0] == 1
    assert sizes(found)[-1] <= most
    if found.best is None:
        assert bound.broken_by(found.levels[0]) is not None
        return
    assert bound.broken_by(found.best) is None
    assert sizes(found)[-1] <= found.best.size * 2


def test_neighbours_are_measured_in_turns() -> None:
    """Each of them first as often as second, as near as three rounds allow."""
    asked: list[int] = []

    def measure(size: int) -> Round:
        asked.append(size)
        return round_of(100.0)

    Sweeper(measure, Bound()).run()
    assert asked == [1, 1, 1, 1, 2, 2, 1, 1, 2]


@pytest.mark.parametrize(("noise", "fewest"), [(0.03, 85), (0.1, 70), (0.2, 60)])
def test_on_a_noisy_machine_the_knee_is_found_all_the_same(noise: float, fewest: int) -> None:
    """Of 100 sweeps of a step that gains nothing beyond 8 at once; nearly all others end one level beside it."""
    best: list[int] = []
    for seed in range(100):
        chance = random.Random(seed)
        speed = partial(noisy, chance, noise)
        found = swept(speed)
        assert found.best is not None
        best.append(found.best.size)
    assert best.count(8) >= fewest
    assert sum(size in (4, 8, 16) for size in best) >= 90


def noisy(chance: random.Random, noise: float, size: int) -> float:
    """Calls per second, as they are measured once."""
    return 10.0 * min(size, 8) * max(0.1, 1 + chance.gauss(0, noise))
