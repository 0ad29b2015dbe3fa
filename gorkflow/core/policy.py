"""When a failed step is called again, and after how long."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Final, Literal, get_args

from gorkflow.core.calls import RemoteError
from gorkflow.core.durations import Seconds, count_of, seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.narrowing import is_class, is_tuple
from gorkflow.errors import (
    ConditionError,
    CorruptRecordError,
    OutputSerializationError,
    OutputTypeError,
    PayloadTooLargeError,
    PoisonStepError,
    SchemaMismatchError,
    SettingError,
    StepAbortedError,
    StepError,
    StepInputError,
)

Backoff = Literal["none", "linear", "exponential"]

_NEVER: Final = (ConditionError, CorruptRecordError, PoisonStepError, SchemaMismatchError)
_ONLY_BY_NAME: Final = (
    OutputTypeError,
    OutputSerializationError,
    PayloadTooLargeError,
    StepAbortedError,
    StepInputError,
)


@dataclass(frozen=True, slots=True, init=False)
class RetryPolicy:
    """How often a failing step is called, and how long the engine waits in between.

    The wait after n failures is, before the cap and the jitter,

        none         0
        linear       delay * n
        exponential  delay * factor ** (n - 1)

    then capped by `max_delay`, then drawn evenly from within +-`jitter` of that (a share: 0.1 is 10 %). A wait is
    never negative and never longer than `max_delay`.

    Attributes:
        max_attempts: calls in all, the first one included.
        retry_on: an error is retried if it is an instance of one of these ...
        give_up_on: ... and of none of these.
    """

    max_attempts: int
    delay_seconds: float
    backoff: Backoff
    factor: float
    max_delay_seconds: float
    jitter: float
    retry_on: tuple[type[Exception], ...]
    give_up_on: tuple[type[Exception], ...]

    def __init__(
        self,
        max_attempts: int = 3,
        *,
        delay: Seconds = 1.0,
        backoff: Backoff = "exponential",
        factor: float = 2.0,
        max_delay: Seconds = 60.0,
        jitter: float = 0.1,
        retry_on: tuple[type[Exception], ...] = (Exception,),
        give_up_on: tuple[type[Exception], ...] = (),
    ) -> None:
        """Check and keep the settings.

        Raises:
            SettingError: a count below one, a negative, NaN or infinite number, a factor below one, a jitter above
                one, an unknown back-off, or something else than classes of exceptions.
        """
        put = object.__setattr__  # the class is frozen for everybody else
        put(self, "max_attempts", count_of(max_attempts, "RetryPolicy: max_attempts"))
        put(self, "delay_seconds", seconds_of(delay, "RetryPolicy: delay"))
        put(self, "backoff", _known_backoff(backoff))
        put(self, "factor", _number_within(factor, "factor", 1.0, math.inf))
        put(self, "max_delay_seconds", seconds_of(max_delay, "RetryPolicy: max_delay"))
        put(self, "jitter", _number_within(jitter, "jitter", 0.0, 1.0))
        put(self, "retry_on", _exception_types(retry_on, "retry_on"))
        put(self, "give_up_on", _exception_types(give_up_on, "give_up_on"))

    def wait_seconds(self, failures: int, random: float) -> float:
        """How long to wait before the next attempt.

        Args:
            failures: failed attempts so far, at least 1.
            random: evenly distributed in [0, 1); 0.5 gives the wait without jitter.

        Raises:
            SettingError: no such number of failures.
        """
        count_of(failures, "RetryPolicy: failures")
        wait = min(self._uncapped_seconds(failures), self.max_delay_seconds)
        shortest = wait * (1.0 - self.jitter)
        longest = min(wait * (1.0 + self.jitter), self.max_delay_seconds)
        return max(0.0, min(longest, shortest + (longest - shortest) * random))

    def retries(self, error: BaseException) -> bool:
        """Whether an error of this type is worth another attempt; the number of attempts is not looked at.

        An output of the wrong type, a value that cannot be stored and an aborted body are retried only where
        `retry_on` names their class (or one below it), because the next attempt would end the same way. For a
        StepExecutionError the exception of the body, its `__cause__`, counts too.
        """
        if isinstance(error, _NEVER):
            return False
        _check_exception(error)
        causes = (error,) if error.__cause__ is None or not isinstance(error, StepError) else (error, error.__cause__)
        if any(_is_one_of(cause, self.give_up_on) for cause in causes):
            return False
        wanted = self.retry_on
        if isinstance(error, _ONLY_BY_NAME):
            wanted = tuple(named for named in wanted if issubclass(named, _ONLY_BY_NAME))
            causes = (error,)
        return any(_is_one_of(cause, wanted) for cause in causes)

    def _uncapped_seconds(self, failures: int) -> float:
        if self.backoff == "none" or self.delay_seconds == 0:
            return 0.0
        if self.backoff == "linear":
            return self.delay_seconds * min(failures, 2**53)  # beyond it a float counts no longer; the cap holds
        try:
            return float(self.delay_seconds * self.factor ** (failures - 1))
        except OverflowError:
            return math.inf


def checked_retry(value: object, option: str) -> RetryPolicy | None:
    """The policy itself; None inherits.

    Raises:
        SettingError: something else, such as a bare number of attempts.
    """
    if value is None or isinstance(value, RetryPolicy):
        return value
    message = f"{option} must be a RetryPolicy, not {shown(value)}; write retry=RetryPolicy(3) for three attempts"
    raise SettingError(message)


def _is_one_of(error: BaseException, classes: tuple[type[Exception], ...]) -> bool:
    """As isinstance; what a body raised in another process is told by the names of its classes."""
    return isinstance(error, classes) or (isinstance(error, RemoteError) and error.is_a(classes))


def _check_exception(error: object) -> None:
    if not isinstance(error, BaseException):  # a caller without a type checker may give anything
        message = f"RetryPolicy: retries() takes an exception, not {shown(error)}"
        raise SettingError(message)


def _known_backoff(value: object) -> object:
    if value not in get_args(Backoff):
        message = f"RetryPolicy: backoff must be 'none', 'linear' or 'exponential', not {shown(value)}"
        raise SettingError(message)
    return value


def _number_within(value: object, option: str, low: float, high: float) -> float:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not low <= number <= high or number > sys.float_info.max:  # an int may be beyond it
        bounds = f"between {low:g} and {high:g}" if math.isfinite(high) else f"finite and at least {low:g}"
        message = f"RetryPolicy: {option} must be {bounds}, not {shown(value)}"
        raise SettingError(message)
    return float(number)


def _exception_types(value: object, option: str) -> tuple[type[Exception], ...]:
    given = value if is_tuple(value) else (value,)
    types = tuple(one for one in given if is_class(one) and issubclass(one, Exception))
    if len(types) < len(given):
        message = f"RetryPolicy: {option} must be a tuple of classes of Exception, not {shown(value)}"
        raise SettingError(message)
    return types


NO_RETRY: Final = RetryPolicy(1)
"""One call and no more, where `None` would inherit a policy from the workflow or the engine."""
