"""Verdicts on times that are made up: whose truth is known."""

from __future__ import annotations

import random

import pytest

from gorkflow.bench.statistics import (
    FEWEST_PAIRS,
    Comparison,
    Interval,
    Verdict,
    bootstrap,
    compare,
    judge,
    noise_floor,
    quantile,
    quantile_interval,
)

INPUTS, ROUNDS, TRIALS = 40, 5, 30


def taken(chance: random.Random, bases: list[float], factor: float) -> list[list[float]]:
    """Times of a machine that is at work: a drift that calls side by side share is added by `trial`; the rest is here.

    Each call is some per cent off, and one in twelve is held up for up to thrice its time.
    """
    return [
        [
            base * factor * chance.lognormvariate(0.0, 0.05) * (1.0 + (chance.random() < 1 / 12) * chance.random() * 2)
            for _ in range(ROUNDS)
        ]
        for base in bases
    ]


def trial(seed: int, factor: float) -> Verdict:
    """One bench: two processes of the same code, and one of another; each process is a little off by itself."""
    chance = random.Random(seed)
    bases = [chance.lognormvariate(-3.0, 1.0) for _ in range(INPUTS)]  # around 50 ms
    drifting = [base * chance.uniform(0.8, 1.5) for base in bases]
    first, second, other = (
        taken(chance, drifting, own * chance.lognormvariate(0.0, 0.008)) for own in (factor, factor, 1.0)
    )
    floor = noise_floor(compare(first, second))
    return judge(compare(first, other), floor)


def test_a_tenth_more_is_slower() -> None:
    """In nine of ten benches at least, with one call in twelve held up."""
    verdicts = [trial(seed, 1.1) for seed in range(TRIALS)]
    assert verdicts.count("slower") >= 0.9 * TRIALS
    assert "faster" not in verdicts


def test_a_tenth_less_is_faster() -> None:
    """Likewise."""
    verdicts = [trial(seed, 1 / 1.1) for seed in range(TRIALS)]
    assert verdicts.count("faster") >= 0.9 * TRIALS
    assert "slower" not in verdicts


def test_the_same_code_is_not_slower() -> None:
    """In one of ten benches at most."""
    verdicts = [trial(seed, 1.0) for seed in range(TRIALS)]
    assert verdicts.count("slower") <= 0.1 * TRIALS


@pytest.mark.parametrize(
    ("ratio", "seconds", "floor", "verdict"),
    [
        ((1.06, 1.10, 1.14), 0.002, 0.0, "slower"),
        ((0.99, 1.10, 1.14), 0.002, 0.0, "no difference"),  # the interval reaches below 1
        ((1.01, 1.04, 1.07), 0.002, 0.0, "no difference"),  # less than 5 %
        ((1.06, 1.10, 1.14), 0.002, 0.12, "no difference"),  # less than the noise
        ((1.06, 1.10, 1.14), 0.0009, 0.0, "no difference"),  # less than a millisecond
        ((0.80, 0.85, 0.90), -0.002, 0.0, "faster"),
        ((0.80, 0.85, 1.01), -0.002, 0.0, "no difference"),
        ((0.80, 0.85, 0.90), -0.0009, 0.0, "no difference"),
        ((0.80, 0.85, 0.90), -0.002, 0.2, "no difference"),
        ((0.80, 0.85, 0.90), 0.002, 0.0, "no difference"),  # ratio and difference contradict each other
    ],
)
def test_the_rules_of_the_verdict(
    ratio: tuple[float, float, float], seconds: float, floor: float, verdict: Verdict
) -> None:
    """All of them have to hold."""
    assert judge(Comparison(Interval(*ratio), seconds, 40), floor) == verdict


def test_nothing_is_judged_on_too_few_pairs() -> None:
    """One input with its rounds may be enough; fewer calls than that never are."""
    assert compare([[1.0] * (FEWEST_PAIRS - 1)], [[1.0] * (FEWEST_PAIRS - 1)]) is None
    assert judge(None, 0.0) == "not judged"
    one_input = compare([[1.2] * FEWEST_PAIRS], [[1.0] * FEWEST_PAIRS])
    assert one_input is not None
    assert judge(one_input, 0.0) == "slower"


def test_no_inputs_are_no_comparison() -> None:
    """Nor are inputs without calls."""
    assert compare([], []) is None
    assert compare([[]], [[]]) is None


def test_quantiles_lie_between_the_values() -> None:
    """As numpy's default does."""
    assert [quantile([3.0, 1.0, 2.0], share) for share in (0.0, 0.5, 0.75, 1.0)] == [1.0, 2.0, 2.5, 3.0]
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_the_interval_of_a_quantile_covers_it() -> None:
    """In about 95 of 100 samples of a heavy-tailed distribution, whose true 95th percentile is known."""
    truth = 20.0  # of a Pareto distribution with exponent 1: 1 / (1 - 0.95)
    covered = 0
    for seed in range(200):
        chance = random.Random(seed)
        bounds = quantile_interval([chance.paretovariate(1.0) for _ in range(400)], 0.95)
        assert bounds is not None
        covered += bounds[0] <= truth <= bounds[1]
    assert 0.92 * 200 <= covered <= 200


def test_few_values_do_not_bound_a_tail() -> None:
    """Nobody knows how long the slowest of a hundred takes from ten of them."""
    assert quantile_interval([float(number) for number in range(10)], 0.99) is None


def test_the_bootstrap_is_the_same_every_time() -> None:
    """A report that is made again says the same."""
    values = [random.Random(1).random() for _ in range(20)]
    assert bootstrap(values, max) == bootstrap(values, max)
