"""The options of an engine: how a caller writes them and how the engine reads them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from gorkflow.audience import observer_problem
from gorkflow.core.durations import Timeout, count_of, seconds_of, timeout_seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.policy import RetryPolicy, checked_retry
from gorkflow.core.restore import MAX_RECOVERIES
from gorkflow.core.settings import Settings
from gorkflow.errors import SettingError
from gorkflow.ports import Clock, Observer

if TYPE_CHECKING:
    from gorkflow.core.durations import Seconds
    from gorkflow.core.workflow import Workflow

T = TypeVar("T")

DEFAULT_MAX_PAYLOAD_BYTES = 2 * 1024 * 1024
WARN_PAYLOAD_BYTES = 256 * 1024


class EngineOptions(TypedDict, total=False):
    """The keyword arguments of `Engine(store, ...)` and `connect(url, ...)`; each may be left out.

    workflows: definitions whose unfinished runs are to go on when the engine opens.
    observers: told of every event after it is durable.
    resources: instances, or async context-manager factories, that bodies get by `ctx.resource(Type)`.
    max_concurrent_runs: runs driven at once; further ones are PENDING in the store.
    max_concurrent_steps: bodies at once, over all runs.
    thread_workers: bodies in threads at once; None for 4 more than the machine's cores, at most 32.
    process_workers: bodies in processes at once; None for the machine's cores.
    max_abandoned: thread bodies that may ignore their time-out before no new one starts; None for thread_workers.
    max_recoveries: a step whose process died under it so often fails its run with PoisonStepError.
    lease_ttl: after so long without a heartbeat the engine counts as dead.
    grace: how long closing waits for bodies in flight.
    retry: for steps and workflows that say nothing themselves.
    timeout: as retry, of one attempt.
    max_payload_bytes: the largest JSON of one input or output.
    warn_payload_bytes: from this size on a warning is logged.
    recover: whether runs that nobody alive owns are taken over, at opening and later, and schedules are fired.
    read_only: no runs are started, resumed or changed.
    clock: tests give a FakeClock.
    """

    workflows: Sequence[Workflow[Any, Any]]
    observers: Sequence[Observer]
    resources: Sequence[object]
    max_concurrent_runs: int
    max_concurrent_steps: int
    thread_workers: int | None
    process_workers: int | None
    max_abandoned: int | None
    max_recoveries: int
    lease_ttl: Seconds
    grace: Seconds
    retry: RetryPolicy | None
    timeout: Timeout | None
    max_payload_bytes: int
    warn_payload_bytes: int
    recover: bool
    read_only: bool
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The checked options."""

    workflows: tuple[Workflow[Any, Any], ...]
    observers: tuple[Observer, ...]
    resources: tuple[object, ...]
    max_concurrent_runs: int
    max_concurrent_steps: int
    thread_workers: int
    process_workers: int
    max_abandoned: int
    max_recoveries: int
    lease_seconds: float
    grace_seconds: float
    steps: Settings
    max_payload_bytes: int
    warn_payload_bytes: int
    recover: bool
    read_only: bool
    clock: Clock | None


def checked_engine_options(options: EngineOptions) -> EngineSettings:
    """The options, checked.

    Raises:
        SettingError: one of them is out of its range.
    """
    unknown = sorted(options.keys() - EngineOptions.__annotations__.keys())
    if unknown:
        msg = f"there is no option {shown(unknown[0])}; the options are {', '.join(EngineOptions.__annotations__)}"
        raise SettingError(msg)
    cores = os.cpu_count() or 1
    threads = _count(options, "thread_workers", min(32, cores + 4))
    return EngineSettings(
        workflows=tuple(_several(options.get("workflows", ()), "workflows")),
        observers=_observers(_several(options.get("observers", ()), "observers")),
        resources=tuple(_several(options.get("resources", ()), "resources")),
        max_concurrent_runs=_count(options, "max_concurrent_runs", 1000),
        max_concurrent_steps=_count(options, "max_concurrent_steps", 100),
        thread_workers=threads,
        process_workers=_count(options, "process_workers", cores),
        max_abandoned=_count(options, "max_abandoned", threads),
        max_recoveries=_count(options, "max_recoveries", MAX_RECOVERIES),
        lease_seconds=_lease(options),
        grace_seconds=seconds_of(options.get("grace", 10.0), "grace"),
        steps=Settings(
            retry=checked_retry(options.get("retry"), "retry"),
            timeout_seconds=timeout_seconds_of(options.get("timeout"), "timeout"),
        ),
        max_payload_bytes=_count(options, "max_payload_bytes", DEFAULT_MAX_PAYLOAD_BYTES),
        warn_payload_bytes=_count(options, "warn_payload_bytes", WARN_PAYLOAD_BYTES),
        recover=_flag(options, "recover", True),
        read_only=_flag(options, "read_only", False),
        clock=_clock(options.get("clock")),
    )


def run_timeout_seconds_of(value: object) -> float | None:
    """A run's time-out in seconds; None for none of its own."""
    seconds = timeout_seconds_of(value, "run_timeout")
    return None if seconds is None or math.isinf(seconds) else seconds


def _several(values: Iterable[T], name: str) -> Iterable[T]:
    if not _is_several(values):
        msg = f"{name} must be a list, not {shown(values)}; write {name}=[...]"
        raise SettingError(msg)
    return values


def _is_several(values: object) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, str | bytes)


def _observers(observers: Iterable[Observer]) -> tuple[Observer, ...]:
    several = tuple(observers)
    for one in several:
        if (problem := observer_problem(one)) is not None:
            raise SettingError(problem)
    return several


def _clock(clock: Clock | None) -> Clock | None:
    if clock is not None and not is_instance_of(Clock, clock):
        msg = f"clock must be a gorkflow.ports.Clock, not {shown(clock)}; leave it out for the machine's own"
        raise SettingError(msg)
    return clock


def is_instance_of(protocol: type[object], value: object) -> bool:
    """Whether the value has what the protocol asks for; a class is no instance."""
    return isinstance(value, protocol) and not isinstance(value, type)


def _count(options: EngineOptions, name: str, default: int) -> int:
    value = options.get(name)
    return default if value is None else count_of(value, name)


def _lease(options: EngineOptions) -> float:
    seconds = seconds_of(options.get("lease_ttl", 30.0), "lease_ttl", positive=True)
    if seconds < 1.0:
        msg = f"lease_ttl must be at least 1 second, not {seconds:g}; a shorter lease is lost on a busy machine"
        raise SettingError(msg)
    return seconds


def _flag(options: EngineOptions, name: str, default: bool) -> bool:
    value = options.get(name, default)
    if not isinstance(value, bool):
        msg = f"{name} must be True or False, not {shown(value)}"
        raise SettingError(msg)
    return value
