"""The options of a step: how a caller writes them and how the engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypedDict, get_args

from gorkflow.core.durations import Seconds, Timeout, count_of, seconds_of, timeout_seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.narrowing import is_mapping
from gorkflow.core.policy import RetryPolicy, checked_retry
from gorkflow.errors import SettingError

Executor = Literal["inline", "thread", "process"]

NO_TAGS: Final[Mapping[str, str]] = MappingProxyType({})


class StepSettings(TypedDict, total=False):
    """The keyword arguments of `Step(...)` and `@step(...)`; each may be left out or None.

    name: what people read instead of the id.
    description: a sentence for drawings and reports.
    retry: when a failed attempt is repeated; None inherits, `NO_RETRY` switches off.
    timeout: of one attempt; None inherits, `NO_TIMEOUT` switches off.
    concurrency: bodies of this step at once in one engine, over all runs; None for no limit of its own.
    executor: where the body runs; None for a thread (`def`) or the event loop (`async def`).
    pure: the body has no effects and gives the same output for the same input.
    cache: how long an output is given again for the same input, also in other runs; only of a pure step.
    tags: labels for people and drawings.
    """

    name: str | None
    description: str | None
    retry: RetryPolicy | None
    timeout: Timeout | None
    concurrency: int | None
    executor: Executor | None
    pure: bool
    cache: Seconds | None
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepOptions:
    """The checked options of a step.

    Attributes:
        timeout_seconds: None inherits, infinity is no time-out at all.
        cache_seconds: how long an output is kept for other runs; None for not at all.
    """

    name: str | None = None
    description: str | None = None
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None
    executor: Executor | None = None
    pure: bool = False
    cache_seconds: float | None = None
    tags: Mapping[str, str] = field(default_factory=lambda: NO_TAGS, hash=False)


DEFAULT_OPTIONS: Final = StepOptions()


def checked_options(settings: StepSettings, subject: str) -> StepOptions:
    """The options as the engine reads them.

    Args:
        settings: as the caller gave them; checked here, since not everybody has a type checker.
        subject: how errors name the step: "step 'price'".

    Raises:
        SettingError: an option is unknown, of the wrong type or out of its range.
    """
    if not settings:
        return DEFAULT_OPTIONS
    unknown = sorted(settings.keys() - StepSettings.__annotations__.keys())
    if unknown:
        known = ", ".join(StepSettings.__annotations__)
        message = f"{subject}: there is no option {unknown[0]!r}; the options are id, {known}"
        raise SettingError(message)
    concurrency = settings.get("concurrency")
    pure = _flag(settings.get("pure", False), f"{subject}: pure")
    return StepOptions(
        name=text_of(settings.get("name"), f"{subject}: name"),
        description=text_of(settings.get("description"), f"{subject}: description"),
        retry=checked_retry(settings.get("retry"), f"{subject}: retry"),
        timeout_seconds=timeout_seconds_of(settings.get("timeout"), f"{subject}: timeout"),
        concurrency=None if concurrency is None else count_of(concurrency, f"{subject}: concurrency"),
        executor=_executor(settings.get("executor"), subject),
        pure=pure,
        cache_seconds=_cache_seconds(settings.get("cache"), subject, is_pure=pure),
        tags=_tags(settings.get("tags", NO_TAGS), f"{subject}: tags"),
    )


def text_of(value: object, option: str) -> str | None:
    """A text for people, or None.

    Raises:
        SettingError: something else than a str.
    """
    if value is None or isinstance(value, str):
        return value
    message = f"{option} must be a str, not {shown(value)}"
    raise SettingError(message)


def _executor(value: object, subject: str) -> Executor | None:
    for known in get_args(Executor):
        if value == known:
            executor: Executor = known
            return executor
    if value is None:
        return None
    message = f"{subject}: executor must be 'inline', 'thread' or 'process', not {shown(value)}"
    raise SettingError(message)


def _cache_seconds(value: object, subject: str, *, is_pure: bool) -> float | None:
    if value is None:
        return None
    seconds = seconds_of(value, f"{subject}: cache", positive=True)
    if not is_pure:
        message = (
            f"{subject}: cache= is for pure steps: add pure=True if the body has no effects and gives the same output "
            f"for the same input; otherwise leave cache= out"
        )
        raise SettingError(message)
    return seconds


def _flag(value: object, option: str) -> bool:
    if isinstance(value, bool):
        return value
    message = f"{option} must be True or False, not {shown(value)}"
    raise SettingError(message)


def _tags(value: object, option: str) -> Mapping[str, str]:
    tags = (
        {key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str)}
        if (is_mapping(value))
        else None
    )
    if tags is None or not is_mapping(value) or len(tags) < len(value):
        message = f"{option} must be a mapping of str to str, not {shown(value)}"
        raise SettingError(message)
    return MappingProxyType(tags) if tags else NO_TAGS
