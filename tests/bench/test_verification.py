"""What was predicted, beside what happened since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from gorkflow import RetryPolicy
from gorkflow.bench.advice import Confidence, InForce, Setting
from gorkflow.bench.attempts import Series
from gorkflow.bench.evidence import Evidence
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
