"""Sleeps and waits in a graph under construction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gorkflow.core.durations import seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.graph import Default, FromNode, SleepNode, WaitNode
from gorkflow.core.positions import Position
from gorkflow.core.signals import AnySignal, is_signal
from gorkflow.core.wiring import checked_function
from gorkflow.errors import DefinitionError, SettingError


def slept(position: Position, delay: object) -> Position:
    """The position behind so long a time.

    Raises:
        SettingError: no finite duration between zero and a hundred years.
    """
    seconds = seconds_of(delay, f"workflow {position.root.id!r}: the delay of sleep()")
    return _behind_sleep(position, seconds, None)


def slept_until(position: Position, when: Callable[[Any], datetime]) -> Position:
    """The position behind an instant that a function gives.

    Raises:
        DefinitionError: no plain function.
    """
    return _behind_sleep(position, None, checked_function(when, "function", "sleep_until", position))


def _behind_sleep(position: Position, seconds: float | None, until: Callable[[Any], datetime] | None) -> Position:
    root = position.root
    node = SleepNode(
        path=root.new_path("sleep"),
        source=position.source,
        after=position.nodes(),
        order=next(root.orders),
        guard=position.guard,
        delay_seconds=seconds,
        until=until,
    )
    return Position(root, FromNode(node), position.trail, position.guard)


def awaited(position: Position, signal: object, timeout: object, default: Default | None) -> Position:
    """The position behind a signal, or the default that stands for it.

    Raises:
        DefinitionError: no signal.
        SettingError: a time-out without a default or the other way round, or one that is no duration above zero.
    """
    root = position.root
    found = _checked_signal(signal, f"workflow {root.id!r}")
    option = f"workflow {root.id!r}: the timeout of wait_for({found.name!r})"
    if (timeout is None) != (default is None):
        msg = f"{option} and its default go together: give both, or neither to wait for as long as it takes"
        raise SettingError(msg)
    node = WaitNode(
        path=root.new_path("wait"),
        source=None,
        after=position.nodes(),
        order=next(root.orders),
        guard=position.guard,
        signal=found,
        timeout_seconds=None if timeout is None else seconds_of(timeout, option, positive=True),
        default=default,
    )
    return Position(root, FromNode(node), position.trail, position.guard)


def _checked_signal(signal: object, subject: str) -> AnySignal:
    if not is_signal(signal):
        raise DefinitionError(f"wait_for() takes a Signal, not {shown(signal)}", subject=subject)
    return signal
