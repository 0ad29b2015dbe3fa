"""Advice from what was recorded of a step, without running anything. Pure.

Each function is about one setting. It says why where the records do not allow to say anything: too few, or such that
what would have to be known was cut off.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from gorkflow.bench.advice import Advice, Confidence, InForce, Setting, Verdict, confidence_of, rounded_up
from gorkflow.bench.attempts import Attempt, StepHistory
from gorkflow.bench.shares import Share, share_of
from gorkflow.bench.statistics import quantile, quantile_interval
from gorkflow.bench.tables import seconds_text
from gorkflow.core.policy import RetryPolicy

FEWEST_FOR_TAIL: Final = 200
"""From fewer attempts nothing is said of a tail: even the 95 % quantile of 100 may be their slowest one."""

FEWEST_RETRIED: Final = 20
"""So many attempts of one number, or with one error, and none of them did well: such a retry gains nothing."""

DEFAULT_MAX_ERROR: Final = 0.01
"""Share of failures that is put up with where the user says nothing."""

_QUANTILES: Final = (0.999, 0.995, 0.99, 0.98, 0.95)
_HEADROOM: Final = 2.0  # over the tail: what is slow and not lost is to come to its end
_OVER_SLOWEST: Final = 1.1
_SHORTEST_TIMEOUT: Final = 0.1  # a machine that is busy for a moment is no reason to give up
_CLOSE: Final = 1.25  # a time-out within that of the advice is left alone
_MOST_ATTEMPTS: Final = 10
_NEVER: Final = 1e-12  # a share that stands for no failure at all
_WORTH_ANOTHER: Final = 0.2  # share of attempts that do well, at least, for one more to be advised
_FEWEST_USAGES: Final = 30
_CPU_BOUND: Final = 0.8
_SHORTEST_FOR_PROCESS: Final = 0.02  # seconds; a process takes about a millisecond to be asked
_LONG_QUEUE: Final = 0.5  # of what the body takes
_SHORTEST_QUEUE: Final = 0.05


def advise(history: StepHistory, now: InForce, *, max_error: float = DEFAULT_MAX_ERROR) -> list[Advice]:
    """All that is to be said of one step.

    Only what was recorded with today's body counts, where that is enough to tell of a tail; else everything, and the
    confidence in it is low.

    Args:
        now: what is in force for it.
        max_error: the share of calls that may fail.
    """
    alike = history.of_code(now.code)
    is_mixed = len(alike.attempts) != len(history.attempts)
    if is_mixed and len(alike.attempts) >= FEWEST_FOR_TAIL:
        history, is_mixed = alike, False
    found = [
        timeout_advice(history, now, max_error=max_error),
        retry_advice(history, now, max_error=max_error),
        *in_vain_advice(history, now),
        *executor_advice(history, now),
        *queue_advice(history, now),
    ]
    return [_marked(one) for one in found] if is_mixed else found


def timeout_advice(history: StepHistory, now: InForce, *, max_error: float = DEFAULT_MAX_ERROR) -> Advice:
    """A time-out from the tail of what attempts took.

    It is twice the upper bound of the highest quantile that so many attempts bound without the slowest of them, and
    such that at most half of `max_error` of the recorded attempts would have been cut off.
    """
    done = [attempt.seconds for attempt in history.attempts if attempt.is_completed]
    cut = [attempt.seconds for attempt in history.attempts if attempt.is_timed_out]
    known = Advice(
        step=history.step,
        setting=Setting.TIMEOUT,
        verdict=Verdict.REFUSED,
        reason="",
        current=now.timeout_seconds,
        samples=len(done) + len(cut),
    )
    if known.samples < FEWEST_FOR_TAIL:
        reason = (
            f"{_counted(known.samples)} gave an output or timed out; of fewer than {FEWEST_FOR_TAIL} no tail is known"
        )
        return replace(known, reason=reason)
    taken = sorted([*done, *cut])
    share, (low, high) = _tail(taken)
    needed = _OVER_SLOWEST * taken[-1 - math.floor(len(taken) * max_error / 2)]
    if cut and max(high, needed) >= min(cut):
        return replace(known, reason=_hidden(cut, known.samples, now))
    value = rounded_up(max(_HEADROOM * high, needed, _SHORTEST_TIMEOUT))
    lost = share_of(len(cut) + sum(seconds > value for seconds in done), known.samples)
    tail = f"{share:.1%} of {_counted(known.samples)} took at most {seconds_text(low)} to {seconds_text(high)}"
    current = now.timeout_seconds
    if current is not None and needed <= current <= value * _CLOSE:
        return replace(known, verdict=Verdict.KEEP, reason=f"{tail}; {seconds_text(current)} suits that")
    return replace(
        known,
        verdict=Verdict.CHANGE,
        value=value,
        reason=f"{tail}; {_percent(lost)} of them would have timed out",
        prediction=_tail_prediction(share, low, high, lost),
        confidence=confidence_of(known.samples, (high - low) / high if high else 0.0),
    )


def retry_advice(history: StepHistory, now: InForce, *, max_error: float = DEFAULT_MAX_ERROR) -> Advice:
    """How many attempts, from how many of each number did well: none that gains nothing, more where they pay."""
    over = [series for series in history.series if series.is_over]
    known = Advice(
        step=history.step,
        setting=Setting.RETRY,
        verdict=Verdict.KEEP,
        reason="",
        current=now.retry,
        samples=len(over),
    )
    reached = Counter(number for series in over for number in range(1, len(series.attempts) + 1))
    failed = sum(not series.is_completed for series in over)
    if not over:
        return replace(known, verdict=Verdict.REFUSED, reason="nothing is recorded of it")
    if not reached[2]:
        reason = "no attempt failed" if not failed else f"{failed} of {len(over)} failed, and none was tried again"
        return replace(known, reason=reason, verdict=Verdict.REFUSED if failed else Verdict.KEEP)
    succeeded = Counter(len(series.attempts) for series in over if series.is_completed)
    useful = max(succeeded, default=1)
    limit = now.retry.max_attempts
    vain = reached[useful + 1]
    if useful < limit and vain >= FEWEST_RETRIED:
        reason = f"attempt {useful + 1} did well in none of {vain} cases"
        return _with_attempts(known, now.retry, useful, reason, share_of(failed, len(over)))
    if useful < limit:
        reason = f"attempt {useful + 1} was reached {vain} times; of fewer than {FEWEST_RETRIED} nothing is known"
        return replace(
            known, verdict=Verdict.REFUSED if vain else Verdict.KEEP, reason=reason if vain else _by(reached)
        )
    return _more_attempts(known, now.retry, reached, succeeded, failed, max_error)


def in_vain_advice(history: StepHistory, now: InForce) -> list[Advice]:
    """The errors after which no retry ever did well: classes cannot be named in a file."""
    tried: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    for series in history.series:
        errors = {attempt.error for attempt in series.attempts[:-1] if attempt.error is not None}
        tried.update(errors)
        helped.update(errors if series.is_completed else ())
    return [
        Advice(
            step=history.step,
            setting=Setting.RETRY,
            verdict=Verdict.EDIT,
            reason=(
                f"none of {count} retries after {error} did well; in the code: retry=RetryPolicy("
                f"{now.retry.max_attempts}, give_up_on=({error},))"
            ),
            current=now.retry,
            samples=count,
        )
        for error, count in sorted(tried.items())
        if count >= FEWEST_RETRIED and not helped[error]
    ]


def executor_advice(history: StepHistory, now: InForce) -> list[Advice]:
    """A process for a `def` that computes: threads take turns at computing.

    What counts is how much of an attempt is computing, or, where several take turns, how much of the time in which
    any of a run was at work.
    """
    usages = [usage for usage in history.usages if usage.ran_on == "thread" and usage.seconds > 0]
    if now.runs_on != "thread" or len(usages) < _FEWEST_USAGES:
        return []
    cpu = median(usage.cpu_seconds for usage in usages)
    share = min(1.0, max(median(usage.cpu_seconds / usage.seconds for usage in usages), _busy_share(history, cpu)))
    if share < _CPU_BOUND or cpu < _SHORTEST_FOR_PROCESS:
        return []
    reason = (
        f"{share:.0%} of the time of its bodies is computing, {seconds_text(cpu)} each, at which threads take turns; "
        'in the code: @step(executor="process")'
    )
    return [
        Advice(step=history.step, setting=Setting.EXECUTOR, verdict=Verdict.EDIT, reason=reason, samples=len(usages))
    ]


def _busy_share(history: StepHistory, cpu_seconds: float) -> float:
    """How much of the time in which any attempt of a run was at work is computing: the median over the runs."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for series in history.series:
        for one in series.attempts:
            spans.setdefault(series.run_id, []).append((one.ended_at - one.seconds, one.ended_at))
    busy = {run_id: _covered(found) for run_id, found in spans.items()}
    return median([cpu_seconds * len(spans[run_id]) / time for run_id, time in busy.items() if time > 0] or [0.0])


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    """How long at least one of them lasts."""
    total, until = 0.0, -math.inf
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total


def queue_advice(history: StepHistory, now: InForce) -> list[Advice]:
    """Where a step waits for its place for long: how many at once is found by a sweep, not from records."""
    pairs = [
        (attempt.queued_seconds, attempt.seconds)
        for attempt in history.attempts
        if attempt.queued_seconds is not None and attempt.is_completed
    ]
    if len(pairs) < _FEWEST_USAGES:
        return []
    queued, taken = quantile([one for one, _ in pairs], 0.9), median(one for _, one in pairs)
    if queued < max(_SHORTEST_QUEUE, _LONG_QUEUE * taken):
        return []
    limit = "the engine's own limits" if now.concurrency is None else f"concurrency = {now.concurrency}"
    reason = (
        f"1 in 10 attempts waited {seconds_text(queued)} or more for its place, half took {seconds_text(taken)}; "
        f"{limit} may be low: measure it with --tune {history.step}"
    )
    return [
        Advice(
            step=history.step,
            setting=Setting.CONCURRENCY,
            verdict=Verdict.MEASURE,
            reason=reason,
            current=now.concurrency,
            samples=len(pairs),
        )
    ]


def lost_to_timeout(attempts: Sequence[Attempt], timeout_seconds: float) -> Share:
    """The share of attempts that timed out, or took longer than that."""
    ended = [attempt for attempt in attempts if attempt.is_completed or attempt.is_timed_out]
    return share_of(sum(one.is_timed_out or one.seconds > timeout_seconds for one in ended), len(ended))


def _tail(ordered: Sequence[float]) -> tuple[float, tuple[float, float]]:
    """The highest quantile that is bounded from above by another than the slowest, with its bounds."""
    for share in _QUANTILES:
        bounds = quantile_interval(ordered, share)
        if bounds is not None and bounds[1] < ordered[-1]:
            return share, bounds
    bounds = quantile_interval(ordered, _QUANTILES[-1])
    return _QUANTILES[-1], (ordered[0], ordered[-1]) if bounds is None else bounds


def _tail_prediction(share: float, low: float, high: float, lost: Share) -> dict[str, float]:
    return {
        "quantile": share,
        "low_seconds": low,
        "high_seconds": high,
        "timed_out": lost.value,
        "timed_out_low": lost.low,
        "timed_out_high": lost.high,
    }


def _hidden(cut: Sequence[float], samples: int, now: InForce) -> str:
    limit = "" if now.timeout_seconds is None else f" (now {seconds_text(now.timeout_seconds)})"
    return (
        f"{len(cut)} of {_counted(samples)} timed out, so that it is not known how long they take; raise the time-out"
        f"{limit} for a while, and ask again"
    )


def _more_attempts(
    known: Advice,
    policy: RetryPolicy,
    reached: Counter[int],
    succeeded: Counter[int],
    failed: int,
    max_error: float,
) -> Advice:
    """As many as bring the failures below the bound, if the last attempt did well often enough."""
    last = max(reached)
    well = share_of(succeeded[last], reached[last])
    share = failed / known.samples
    if share <= max_error or well.low < _WORTH_ANOTHER or last >= _MOST_ATTEMPTS:
        return replace(known, reason=_by(reached))
    more = math.log(max(max_error, _NEVER) / share) / math.log(1.0 - min(well.value, 0.99))
    attempts = min(last + max(math.ceil(more), 1), _MOST_ATTEMPTS)
    left = share * (1.0 - well.value) ** (attempts - last)
    reason = (
        f"{share:.1%} fail for good, and attempt {last} still does well in {well.value:.0%} of {reached[last]} cases"
    )
    observed = share_of(failed, known.samples)
    bound = min(1.0, observed.high * (1.0 - well.low) ** (attempts - last))
    return _with_attempts(known, policy, attempts, reason, Share(left, 0.0, bound, known.samples))


def _with_attempts(known: Advice, policy: RetryPolicy, attempts: int, reason: str, failing: Share) -> Advice:
    if policy.retry_on != (Exception,) or policy.give_up_on:
        text = f"{reason}; in the code, because it names errors: RetryPolicy({attempts}, ...)"
        return replace(known, verdict=Verdict.EDIT, reason=text)
    return replace(
        known,
        verdict=Verdict.CHANGE,
        value=with_attempts(policy, attempts),
        reason=reason,
        prediction={"failed": failing.value, "failed_low": failing.low, "failed_high": failing.high},
        confidence=confidence_of(known.samples, failing.high - failing.low),
    )


def with_attempts(policy: RetryPolicy, attempts: int) -> RetryPolicy:
    """The same waits with another number of attempts."""
    return RetryPolicy(
        attempts,
        delay=policy.delay_seconds,
        backoff=policy.backoff,
        factor=policy.factor,
        max_delay=policy.max_delay_seconds,
        jitter=policy.jitter,
        retry_on=policy.retry_on,
        give_up_on=policy.give_up_on,
    )


def _by(reached: Counter[int]) -> str:
    return "; ".join(f"attempt {number} was made {count} times" for number, count in sorted(reached.items()))


def _percent(share: Share) -> str:
    return f"{share.value:.2%} ({share.low:.2%} to {share.high:.2%})"


def _counted(attempts: int) -> str:
    return f"{attempts:,} attempt{'' if attempts == 1 else 's'}"


def _marked(advice: Advice) -> Advice:
    """Of records with several bodies."""
    if advice.verdict is Verdict.REFUSED:
        return advice
    is_rated = advice.confidence is not None
    return replace(
        advice,
        reason=f"{advice.reason} (also attempts from before its body was edited)",
        confidence=Confidence.LOW if is_rated else None,
    )
