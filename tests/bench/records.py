"""Recorded attempts, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gorkflow.bench.advice import InForce
from gorkflow.bench.attempts import TIMED_OUT, Attempt, Series, StepHistory, Usage
from gorkflow.core.policy import NO_RETRY, RetryPolicy

AT = 1_800_000_000.0
CODE = "c0de"


def attempt(seconds: float = 1.0, error: str | None = None, *, queued: float | None = 0.0, code: str = CODE) -> Attempt:
    """One, that ended at `AT`."""
    return Attempt(seconds, error, queued, code, AT)


def once(seconds: Iterable[float], *, code: str = CODE) -> list[Series]:
    """Series of one attempt that gave its output."""
    return [
        Series(f"run-{code}-{place}", "price", (attempt(one, code=code),), True) for place, one in enumerate(seconds)
    ]


def cut(count: int, seconds: float) -> list[Series]:
    """Series of one attempt that timed out."""
    return [Series(f"cut-{place}", "price", (attempt(seconds, TIMED_OUT),), True) for place in range(count)]


def tried(count: int, *errors: str | None) -> list[Series]:
    """Series with an attempt for each error; None for one that gave its output."""
    attempts = tuple(attempt(error=error) for error in errors)
    return [Series(f"tried-{errors}-{place}", "price", attempts, True) for place in range(count)]


def history(series: Sequence[Series], usages: Sequence[Usage] = ()) -> StepHistory:
    """Of the step price."""
    return StepHistory("price", list(series), list(usages))


def in_force(
    timeout: float | None = None,
    retry: RetryPolicy = NO_RETRY,
    concurrency: int | None = None,
    *,
    runs_on: str = "thread",
    code: str = CODE,
) -> InForce:
    """What holds for it."""
    return InForce(timeout, retry, concurrency, runs_on, code)
