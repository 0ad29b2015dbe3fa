"""RetryPolicy: the waits it gives, the errors it retries, the settings it refuses."""

from __future__ import annotations

import dataclasses
import math
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from gorkflow.core.durations import MAX_SECONDS
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.errors import (
    ConditionError,
    OutputSerializationError,
    OutputTypeError,
    PayloadTooLargeError,
    PoisonStepError,
    SettingError,
    StepAbortedError,
    StepError,
    StepExecutionError,
    StepTimeoutError,
)


def waits(policy: RetryPolicy, count: int = 3) -> list[float]:
    return [policy.wait_seconds(failures, 0.5) for failures in range(1, count + 1)]


def failed_with(cause: Exception) -> StepExecutionError:
    error = StepExecutionError("the body raised")
    error.__cause__ = cause
    return error


def test_linear_waits_grow_by_the_delay() -> None:
    """delay * n."""
    assert waits(RetryPolicy(4, delay=0.25, backoff="linear", jitter=0)) == [0.25, 0.5, 0.75]


def test_exponential_waits_grow_by_the_factor() -> None:
    """delay * factor ** (n - 1)."""
    assert waits(RetryPolicy(4, delay=timedelta(milliseconds=100), jitter=0)) == [0.1, 0.2, 0.4]
    assert waits(RetryPolicy(4, delay=1, factor=3, jitter=0)) == [1, 3, 9]


def test_no_backoff_is_no_wait() -> None:
    """Attempts follow each other at once."""
    assert waits(RetryPolicy(4, backoff="none")) == [0, 0, 0]


def test_waits_are_capped_and_never_overflow() -> None:
    """2 ** 1000 failures are a number like any other."""
    for backoff in ("linear", "exponential"):
        policy = RetryPolicy(3, delay=1, factor=1e300, max_delay=60, backoff=backoff)
        assert policy.wait_seconds(2**1000, 0.999) == pytest.approx(60, rel=0.1)
        assert policy.wait_seconds(2**1000, 0.999) <= 60


def test_jitter_spreads_a_wait_to_both_sides() -> None:
    """A tenth of a wait of 10 s is from 9 s to 11 s."""
    policy = RetryPolicy(3, delay=10, jitter=0.1)
    assert [policy.wait_seconds(1, random) for random in (0.0, 0.5, 1.0)] == pytest.approx([9, 10, 11])


@given(
    st.integers(1, 10**30),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, MAX_SECONDS),
    st.floats(1, 1e308),
    st.floats(0, MAX_SECONDS),
    st.floats(0, 1),
    st.sampled_from(["none", "linear", "exponential"]),
)
def test_a_wait_is_never_negative_nor_above_the_cap(
    failures: int, random: float, delay: float, factor: float, max_delay: float, jitter: float, backoff: Any
) -> None:
    """Whatever the settings."""
    policy = RetryPolicy(delay=delay, factor=factor, max_delay=max_delay, jitter=jitter, backoff=backoff)
    assert 0 <= policy.wait_seconds(failures, random) <= max_delay


def test_every_error_of_a_body_is_retried_by_default() -> None:
    """A time-out too."""
    policy = RetryPolicy()
    assert policy.retries(failed_with(KeyError("x")))
    assert policy.retries(StepTimeoutError("too slow"))


def test_retry_on_chooses_by_the_body_s_own_exception() -> None:
    """Classes below the named one count."""
    policy = RetryPolicy(retry_on=(LookupError,))
    assert policy.retries(failed_with(KeyError("x")))
    assert not policy.retries(failed_with(ValueError("x")))
    assert RetryPolicy(retry_on=(TimeoutError,)).retries(StepTimeoutError("too slow"))


def test_give_up_on_wins() -> None:
    """A class in both is not retried."""
    policy = RetryPolicy(retry_on=(LookupError,), give_up_on=(KeyError,))
    assert not policy.retries(failed_with(KeyError("x")))
    assert policy.retries(failed_with(IndexError("x")))


@pytest.mark.parametrize("kind", [OutputTypeError, OutputSerializationError, PayloadTooLargeError, StepAbortedError])
def test_what_would_fail_again_is_retried_only_by_name(kind: type[StepError]) -> None:
    """Exception and StepError do not name it."""
    assert not RetryPolicy().retries(kind("x"))
    assert not RetryPolicy(retry_on=(StepError,)).retries(kind("x"))
    assert RetryPolicy(retry_on=(kind,)).retries(kind("x"))


def test_conditions_and_poison_are_never_retried() -> None:
    """Not even by name."""
    for kind in (ConditionError, PoisonStepError):
        assert not RetryPolicy(retry_on=(kind,)).retries(kind("x"))


@pytest.mark.parametrize(
    "settings",
    [
        {"max_attempts": 0},
        {"max_attempts": -1},
        {"max_attempts": True},
        {"max_attempts": 2.0},
        {"delay": -1},
        {"delay": math.nan},
        {"delay": math.inf},
        {"delay": "1"},
        {"delay": True},
        {"delay": 10**400},
        {"delay": timedelta(seconds=-1)},
        {"max_delay": -1},
        {"max_delay": 1e308},
        {"max_delay": timedelta.max},
        {"factor": 0.5},
        {"factor": math.nan},
        {"factor": math.inf},
        {"factor": 10**400},
        {"jitter": -0.1},
        {"jitter": 1.5},
        {"jitter": math.nan},
        {"backoff": "quadratic"},
        {"retry_on": (BaseException,)},
        {"retry_on": ("ValueError",)},
        {"give_up_on": (3,)},
    ],
    ids=str,
)
def test_settings_out_of_range_are_refused(settings: dict[str, Any]) -> None:
    """The message names the option."""
    with pytest.raises(SettingError, match=f"RetryPolicy: {next(iter(settings))}"):
        RetryPolicy(**settings)


def test_a_policy_is_a_frozen_value() -> None:
    """Equal settings are equal policies, and none can be changed."""
    assert RetryPolicy(2, delay=1) == RetryPolicy(2, delay=timedelta(seconds=1))
    assert hash(RetryPolicy(2)) == hash(RetryPolicy(2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        NO_RETRY.max_attempts = 3  # type: ignore[misc]  # that it is refused is what is tested
    assert NO_RETRY.max_attempts == 1
