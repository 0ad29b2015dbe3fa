"""Advice from records: what is said, and when nothing is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow import RetryPolicy
from gorkflow.bench.advice import Advice, Confidence, Setting, Verdict, rounded_up
from gorkflow.bench.attempts import Usage
from gorkflow.bench.history import (
    advise,
    executor_advice,
    in_vain_advice,
    queue_advice,
    retry_advice,
    timeout_advice,
)
from tests.bench.records import attempt, cut, history, in_force, once, tried

EVEN = [0.5 + place / 1000 for place in range(1000)]  # 0.5 to 1.5 s


def test_a_time_out_is_twice_the_tail_that_the_records_bound() -> None:
    """With what is predicted of it: how many would have been cut off, and between what that lies."""
    advice = timeout_advice(history(once(EVEN)), in_force())
    assert (advice.verdict, advice.samples, advice.confidence) == (Verdict.CHANGE, 1000, Confidence.MEDIUM)
    assert advice.value == 3.0
    assert advice.prediction["quantile"] == 0.99
    assert 1.48 < advice.prediction["low_seconds"] < 1.49 < advice.prediction["high_seconds"] < 1.5
    assert (advice.prediction["timed_out"], advice.prediction["timed_out_low"]) == (0.0, 0.0)
    assert 0.003 < advice.prediction["timed_out_high"] < 0.004


@pytest.mark.parametrize("count", [0, 1, 20, 199])
def test_of_fewer_than_two_hundred_attempts_no_tail_is_known(count: int) -> None:
    """And it is said why."""
    advice = timeout_advice(history(once(EVEN[:count])), in_force(5.0))
    assert (advice.verdict, advice.value, advice.samples) == (Verdict.REFUSED, None, count)
    assert f"{count} attempt" in advice.reason
    assert "fewer than 200" in advice.reason


def test_from_two_hundred_on_there_is_one() -> None:
    """The confidence in it is low."""
    advice = timeout_advice(history(once(EVEN[:200])), in_force())
    assert (advice.verdict, advice.confidence, advice.prediction["quantile"]) == (Verdict.CHANGE, Confidence.LOW, 0.95)


def test_one_attempt_of_an_hour_does_not_make_the_time_out() -> None:
    """It is one in so many that would have been cut off, and the prediction says so."""
    advice = timeout_advice(history(once([*EVEN[:300], 3600.0])), in_force())
    assert isinstance(advice.value, float)
    assert advice.value < 2.0
    assert advice.prediction["timed_out"] == pytest.approx(1 / 301)
    assert advice.prediction["timed_out_high"] < 0.02


def test_a_tail_that_is_long_is_left_its_time() -> None:
    """At most half of the failures that are put up with may be the time-out's."""
    chance = random.Random(7)
    taken = [chance.lognormvariate(0.0, 1.5) for _ in range(3000)]
    for max_error in (0.05, 0.01, 0.001):
        advice = timeout_advice(history(once(taken)), in_force(), max_error=max_error)
        assert isinstance(advice.value, float)
        assert advice.prediction["timed_out"] <= max_error / 2
        assert advice.prediction["timed_out"] == sum(one > advice.value for one in taken) / len(taken)


def test_all_of_one_length_have_a_time_out_of_twice_that() -> None:
    """There is nothing to bound, and nothing uncertain."""
    advice = timeout_advice(history(once([0.3] * 5000)), in_force())
    assert (advice.value, advice.confidence) == (0.6, Confidence.HIGH)


def test_bodies_that_take_no_time_have_the_shortest_time_out_that_makes_sense() -> None:
    """A busy machine holds anything up for a moment."""
    assert timeout_advice(history(once([0.0] * 300)), in_force()).value == 0.1


def test_of_attempts_that_all_failed_nothing_is_known() -> None:
    """How long a failure takes says nothing of the others; one that was cut off would have taken longer."""
    assert timeout_advice(history(tried(500, "ValueError")), in_force()).verdict is Verdict.REFUSED
    advice = timeout_advice(history(cut(500, 2.0)), in_force(2.0))
    assert (advice.verdict, advice.value) == (Verdict.REFUSED, None)
    assert "500 of 500 attempts timed out" in advice.reason
    assert "(now 2 s)" in advice.reason


def test_a_tail_that_was_cut_off_is_not_known() -> None:
    """The time-out in force hides it."""
    advice = timeout_advice(history([*once(EVEN[:900]), *cut(60, 1.4)]), in_force(1.4))
    assert advice.verdict is Verdict.REFUSED
    assert "60 of 960 attempts timed out" in advice.reason


def test_few_that_hung_do_not_hide_the_tail() -> None:
    """They are lost under the advice as well."""
    advice = timeout_advice(history([*once(EVEN), *cut(2, 30.0)]), in_force(30.0))
    assert (advice.verdict, advice.value) == (Verdict.CHANGE, 3.0)
    assert advice.prediction["timed_out"] == pytest.approx(2 / 1002)


@pytest.mark.parametrize(
    ("now", "verdict"), [(2.0, "keep"), (3.0, "keep"), (3.5, "keep"), (1.2, "change"), (30.0, "change")]
)
def test_a_time_out_that_is_as_good_is_kept(now: float, verdict: str) -> None:
    """It is left alone unless it is much longer, or cuts off too many."""
    assert timeout_advice(history(once(EVEN)), in_force(now)).verdict == verdict


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(200, 400),
    spread=st.floats(0.0, 4.0),
    hung=st.integers(0, 5),
    max_error=st.floats(0, 0.5),
)
def test_whatever_was_recorded_a_time_out_cuts_off_few_of_it(
    seed: int, count: int, spread: float, hung: int, max_error: float
) -> None:
    """No more than half of the failures that are put up with; where more hung than that, nothing is known."""
    chance = random.Random(seed)
    taken = [round(chance.lognormvariate(0.0, spread), chance.randrange(4)) for _ in range(count)]
    advice = timeout_advice(history([*once(taken), *cut(hung, 1e9)]), in_force(), max_error=max_error)
    allowed = max_error / 2 * (count + hung)
    if advice.verdict is Verdict.REFUSED or hung > allowed:
        assert (advice.verdict, hung > 0) == (Verdict.REFUSED, True)
        return
    assert isinstance(advice.value, float)
    assert advice.value >= 0.1
    assert sum(one > advice.value for one in taken) + hung <= allowed
    low, share, high = (advice.prediction[name] for name in ("timed_out_low", "timed_out", "timed_out_high"))
    assert 0.0 <= low <= share <= high <= 1.0


def test_attempts_that_gain_nothing_are_left_out() -> None:
    """From attempt 3 on none did well."""
    series = [*tried(500, None), *tried(60, "OSError", None), *tried(40, *["OSError"] * 4)]
    advice = retry_advice(history(series), in_force(retry=RetryPolicy(4, delay=0.5)))
    assert advice.verdict is Verdict.CHANGE
    assert advice.value == RetryPolicy(2, delay=0.5)
    assert advice.reason == "attempt 3 did well in none of 40 cases"
    assert advice.prediction["failed"] == pytest.approx(40 / 600)


def test_where_no_attempt_ever_did_well_there_is_one() -> None:
    """All of them failed: a retry has not helped yet."""
    advice = retry_advice(history(tried(30, "OSError", "OSError")), in_force(retry=RetryPolicy(2)))
    assert isinstance(advice.value, RetryPolicy)
    assert advice.value.max_attempts == 1


def test_few_that_were_tried_again_say_nothing() -> None:
    """19 failures may be chance."""
    series = [*tried(500, None), *tried(19, "OSError", "OSError")]
    assert retry_advice(history(series), in_force(retry=RetryPolicy(2))).verdict is Verdict.REFUSED


def test_one_more_attempt_is_advised_where_the_last_one_still_helps() -> None:
    """As many as bring the failures below what is put up with, and no further than ten."""
    series = [*tried(400, None), *tried(50, "OSError", None), *tried(50, "OSError", "OSError")]
    advice = retry_advice(history(series), in_force(retry=RetryPolicy(2)))
    assert isinstance(advice.value, RetryPolicy)
    assert advice.value.max_attempts == 6  # 10 % failed, and half of it does well each time
    assert advice.prediction["failed"] == pytest.approx(0.1 / 16)
    for max_error in (0.0, 1e-9):
        strict = retry_advice(history(series), in_force(retry=RetryPolicy(2)), max_error=max_error)
        assert isinstance(strict.value, RetryPolicy)
        assert strict.value.max_attempts == 10


@pytest.mark.parametrize(
    ("series", "verdict", "part"),
    [
        ([], "refused", "nothing is recorded"),
        (tried(50, None), "keep", "no attempt failed"),
        (tried(50, "OSError"), "refused", "50 of 50 failed, and none was tried again"),
        ([*tried(500, None), *tried(30, "OSError", None)], "keep", "attempt 2 was made 30 times"),
    ],
)
def test_of_retries_that_were_not_needed_or_not_made_nothing_is_changed(
    series: list[object], verdict: str, part: str
) -> None:
    """It is said what is known."""
    advice = retry_advice(history(series), in_force(retry=RetryPolicy(2)))  # type: ignore[arg-type]  # of Series
    assert (advice.verdict, advice.value) == (verdict, None)
    assert part in advice.reason


def test_a_policy_that_names_errors_is_for_the_code() -> None:
    """A file cannot name classes, and its policy would replace this one whole."""
    series = [*tried(500, None), *tried(30, "OSError", "OSError", "OSError")]
    advice = retry_advice(history(series), in_force(retry=RetryPolicy(3, retry_on=(OSError,))))
    assert (advice.verdict, advice.value) == (Verdict.EDIT, None)


def test_errors_that_no_retry_ever_mended_are_named() -> None:
    """Each by its class; one that was mended once is not."""
    series = [
        *tried(30, "BadCard", "BadCard"),
        *tried(25, "OSError", "BadCard"),
        *tried(1, "OSError", None),
        *tried(19, "RareError", "RareError"),
    ]
    [advice] = in_vain_advice(history(series), in_force(retry=RetryPolicy(2)))
    assert (advice.verdict, advice.samples) == (Verdict.EDIT, 30)
    assert "give_up_on=(BadCard,)" in advice.reason


@pytest.mark.parametrize(
    ("cpu", "seconds", "count", "runs_on", "is_advised"),
    [
        (0.095, 0.1, 30, "thread", True),
        (0.05, 0.1, 30, "thread", False),
        (0.0095, 0.01, 30, "thread", False),
        (0.02, 0.021, 30, "thread", True),
        (0.095, 0.1, 29, "thread", False),
        (0.095, 0.1, 30, "process", False),
        (0.0, 0.0, 30, "thread", False),
    ],
)
def test_a_body_that_computes_in_a_thread_is_for_a_process(
    cpu: float, seconds: float, count: int, runs_on: str, is_advised: bool
) -> None:
    """If it takes long enough for that; where it runs is said in the code alone."""
    found = executor_advice(history([], [Usage(cpu, seconds, "thread")] * count), in_force(runs_on=runs_on))
    assert [one.verdict for one in found] == ([Verdict.EDIT] if is_advised else [])
    assert all('@step(executor="process")' in one.reason for one in found)


def test_bodies_that_take_turns_at_computing_are_for_processes_too() -> None:
    """Each takes four times as long as it computes, because four of a run are at it."""
    together = [one._replace(run_id="one", attempts=(attempt(0.4),)) for one in once([0.4] * 4)]
    apart = [one._replace(attempts=(attempt(0.4),)) for one in once([0.4] * 4)]
    usages = [Usage(0.1, 0.4, "thread")] * 30
    assert [one.verdict for one in executor_advice(history(together, usages), in_force())] == [Verdict.EDIT]
    assert executor_advice(history(apart, usages), in_force()) == []


@pytest.mark.parametrize(
    ("queued", "count", "is_advised"), [(2.0, 30, True), (0.4, 30, False), (2.0, 29, False), (None, 30, False)]
)
def test_a_step_that_waits_long_for_its_place_is_to_be_measured(
    queued: float | None, count: int, is_advised: bool
) -> None:
    """Records do not say how many at once would do."""
    series = [one._replace(attempts=(attempt(1.0, queued=queued),)) for one in once([1.0] * count)]
    found = queue_advice(history(series), in_force(concurrency=4))
    assert [(one.verdict, one.setting) for one in found] == ([("measure", Setting.CONCURRENCY)] if is_advised else [])
    assert all("concurrency = 4" in one.reason and "--tune price" in one.reason for one in found)


def verdict_on(advice: list[Advice], setting: Setting) -> Advice:
    """What is said of that."""
    return next(one for one in advice if one.setting is setting)


def test_what_ran_with_another_body_does_not_count_where_there_is_enough_of_this_one() -> None:
    """Where there is not, it counts with low confidence, and that is said."""
    old = once([9.0] * 3000, code="0ld")
    new = verdict_on(advise(history([*once(EVEN), *old]), in_force()), Setting.TIMEOUT)
    assert (new.value, new.samples) == (3.0, 1000)
    mixed = verdict_on(advise(history([*once(EVEN[:100]), *old]), in_force()), Setting.TIMEOUT)
    assert (mixed.samples, mixed.confidence) == (3100, Confidence.LOW)
    assert "before its body was edited" in mixed.reason


def test_a_step_of_which_nothing_was_recorded_is_refused_everything() -> None:
    """As one that was renamed."""
    assert [one.verdict for one in advise(history([]), in_force())] == [Verdict.REFUSED, Verdict.REFUSED]


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(2.53, 2.6), (121, 130), (0.0412, 0.042), (2.6, 2.6), (100.0, 100.0), (0.0, 0.0), (99.1, 100.0), (3.0, 3.0)],
)
def test_values_are_rounded_up_to_what_people_write(value: float, rounded: float) -> None:
    """Two digits; what has no more is left."""
    assert rounded_up(value) == rounded
