"""What was predicted, beside what happened since."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from gorkflow import RetryPolicy
from gorkflow.bench.advice import Confidence, InForce, Setting
from gorkflow.bench.attempts import Series
from gorkflow.bench.evidence import Evidence, evidence_for
from gorkflow.bench.history import timeout_advice
from gorkflow.bench.shares import share_of
from gorkflow.bench.verification import Holding, Verification, verify
from tests.bench.records import AT, cut, history, in_force, once, tried

BEFORE = datetime.fromtimestamp(AT - 3600, UTC)


def evidence(value: float, at: datetime = BEFORE, **prediction: float) -> Evidence:
    """Made before what is recorded, unless told else."""
    return Evidence(
        value=value, samples=300, confidence=Confidence.LOW, measured_at=at, machine="here", prediction=prediction
    )


def verified(setting: Setting, one: Evidence, series: Sequence[Series], now: InForce) -> Verification:
    """Of one prediction."""
    [found] = verify("price", {setting: one}, history(series), now)
    return found


TIMEOUT = evidence(2.0, timed_out=0.001, timed_out_high=0.01)


@pytest.mark.parametrize(
    ("done", "lost", "holding"),
    [
        (1000, 0, Holding.HELD),
        (990, 10, Holding.HELD),
        (950, 50, Holding.NOT_HELD),
        (0, 1000, Holding.NOT_HELD),
        (100, 0, Holding.HELD),
        (99, 0, Holding.TOO_FEW),
        (0, 0, Holding.TOO_FEW),
        (10, 10, Holding.NOT_HELD),  # so many of few are no chance
        (19, 1, Holding.TOO_FEW),
    ],
)
def test_a_share_that_times_out_is_compared_with_the_predicted_one(done: int, lost: int, holding: Holding) -> None:
    """By its interval: more than was predicted, and not by chance."""
    found = verified(Setting.TIMEOUT, TIMEOUT, [*once([1.0] * done), *cut(lost, 2.0)], in_force(2.0))
    assert (found.holding, found.cases, found.predicted) == (holding, done + lost, (0.001, 0.01))
    assert found.observed is not None
    assert found.observed[1] == (lost / (done + lost) if done + lost else 0.0)


def test_what_happened_before_does_not_count() -> None:
    """Nor does a series that had begun by then."""
    later = evidence(2.0, datetime.fromtimestamp(AT - 0.5, UTC), timed_out=0.0, timed_out_high=0.01)
    found = verified(Setting.TIMEOUT, later, cut(500, 2.0), in_force(2.0))
    assert (found.holding, found.cases) == (Holding.TOO_FEW, 0)


@pytest.mark.parametrize(("now", "shown"), [(None, "nothing"), (3.0, "3")])
def test_a_value_that_is_not_in_force_is_not_judged(now: float | None, shown: str) -> None:
    """The environment has another one, or somebody has changed it since."""
    found = verified(Setting.TIMEOUT, TIMEOUT, cut(500, 2.0), in_force(now))
    assert found.holding is Holding.NOT_IN_FORCE
    assert found.reason == f"{shown} is in force, not the 2 that it is about"


def test_attempts_that_were_not_cut_off_show_that_it_is_not_in_force() -> None:
    """An engine reads the file when it is made."""
    found = verified(Setting.TIMEOUT, TIMEOUT, once([1.0] * 500 + [9.0]), in_force(2.0))
    assert (found.holding, found.reason.partition(" ")[0]) == (Holding.NOT_IN_FORCE, "1")


@pytest.mark.parametrize(("seconds", "holding"), [(1.0, "held"), (1.49, "held"), (1.51, "not held")])
def test_a_tail_that_has_come_near_the_time_out_is_no_longer_what_was_foretold(seconds: float, holding: str) -> None:
    """Before anything is cut off: it was at half of the time-out, and is at three quarters."""
    one = evidence(2.0, timed_out=0.0, timed_out_high=0.01, quantile=0.99, high_seconds=1.0)
    found = verified(Setting.TIMEOUT, one, once([seconds] * 1000), in_force(2.0))
    assert (found.holding, found.what) == (holding, "timed_out" if holding == "held" else "high_seconds")
    few = verified(Setting.TIMEOUT, one, once([seconds] * 150), in_force(2.0))
    assert few.holding is Holding.HELD  # their 99 % quantile is not known


DISTRIBUTIONS: dict[str, Callable[[random.Random], float]] = {
    "normal": lambda chance: max(0.0, chance.gauss(1.0, 0.1)),
    "exponential": lambda chance: chance.expovariate(1.0),
    "lognormal": lambda chance: chance.lognormvariate(0.0, 1.5),
    "Pareto": lambda chance: chance.paretovariate(2.0),
    "two humps": lambda chance: 5.0 + chance.random() if chance.random() < 0.02 else 0.1,
}


@pytest.mark.parametrize(
    ("name", "factor", "fewest"),
    [
        ("normal", 3.0, 30),
        ("exponential", 3.0, 25),
        ("lognormal", 6.0, 18),
        ("Pareto", 6.0, 18),
        ("two humps", 6.0, 18),
    ],
)
def test_advice_is_verified_where_nothing_has_changed_and_not_where_everything_takes_longer(
    name: str, factor: float, fewest: int
) -> None:
    """Of 30 steps: none is a false alarm; of those that take so much longer so many are found."""
    draw = DISTRIBUTIONS[name]
    verdicts: dict[float, list[Holding]] = {1.0: [], factor: []}
    for seed in range(30):
        chance = random.Random(seed)
        advice = timeout_advice(history(once([draw(chance) for _ in range(400)])), in_force())
        assert isinstance(advice.value, float)
        told = evidence_for(advice, BEFORE)
        for times, found in verdicts.items():
            taken = [times * draw(chance) for _ in range(1000)]
            lost = sum(one > advice.value for one in taken)
            series = [*once([one for one in taken if one <= advice.value]), *cut(lost, advice.value)]
            found.append(verified(Setting.TIMEOUT, told, series, in_force(advice.value)).holding)
    assert set(verdicts[1.0]) == {Holding.HELD}
    assert verdicts[factor].count(Holding.NOT_HELD) >= fewest


@pytest.mark.parametrize(("failed", "holding"), [(0, Holding.HELD), (60, Holding.NOT_HELD)])
def test_failures_for_good_are_compared_with_the_predicted_share(failed: int, holding: Holding) -> None:
    """Of the steps, not of their attempts."""
    one = evidence(2, failed=0.02, failed_high=0.05)
    series = [*tried(440, "OSError", None), *tried(failed, "OSError", "OSError")]
    found = verified(Setting.RETRY, one, series, in_force(retry=RetryPolicy(2)))
    assert (found.holding, found.cases) == (holding, 440 + failed)


@pytest.mark.parametrize(
    ("taken", "count", "holding"), [(1.0, 200, Holding.HELD), (2.0, 200, Holding.NOT_HELD), (2.0, 99, Holding.TOO_FEW)]
)
def test_how_long_calls_take_is_compared_with_the_sweep(taken: float, count: int, holding: Holding) -> None:
    """How many come is not the setting's doing."""
    one = evidence(8, p95_seconds=1.1, per_second=7.0)
    found = verified(Setting.CONCURRENCY, one, once([taken] * count), in_force(concurrency=8))
    assert found.holding is holding


def test_evidence_without_a_prediction_is_not_judged() -> None:
    """Or with one that records tell nothing of."""
    assert verified(Setting.TIMEOUT, evidence(2.0), once([1.0] * 500), in_force(2.0)).holding is Holding.UNKNOWN
    concurrency = verified(Setting.CONCURRENCY, evidence(2), once([1.0] * 500), in_force(concurrency=2))
    assert concurrency.holding is Holding.UNKNOWN


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 100, 0.0, 0.037), (100, 100, 0.963, 1.0), (50, 100, 0.404, 0.596), (1, 1, 0.207, 1.0)],
)
def test_a_share_has_bounds_that_hold_for_none_and_all(hits: int, cases: int, low: float, high: float) -> None:
    """As published for Wilson's interval."""
    found = share_of(hits, cases)
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-4)
