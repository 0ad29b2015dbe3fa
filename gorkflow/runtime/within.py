"""Waiting for so long and no longer, by the engine's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from gorkflow.runtime.bell import Bell

if TYPE_CHECKING:
    from gorkflow.ports import Clock, Timer


async def within(
    clock: Clock, awaited: Collection[asyncio.Future[Any]], seconds: float | None, *, also_real: bool = False
) -> bool:
    """Wait for all of them, at most that long; whether they are done. None of them is cancelled, nor its result taken.

    Args:
        seconds: by the clock; None for ever.
        also_real: no longer than that by the machine's time either. For the end of an engine: who waits for that may be
            the only one to move a test's clock.
    """
    left = {one for one in awaited if not one.done()}
    if not left:
        return True
    bell = Bell()

    def on_done(one: asyncio.Future[Any]) -> None:
        left.discard(one)
        if not left:
            bell.ring()

    for one in left:
        one.add_done_callback(on_done)
    timers = [] if seconds is None else _timers(clock, seconds, bell.ring, also_real=also_real)
    try:
        await bell.wait()
    finally:
        for timer in timers:
            timer.cancel()
        for one in left:
            one.remove_done_callback(on_done)
    return not left


def _timers(clock: Clock, seconds: float, ring: Callable[[], None], *, also_real: bool) -> list[Timer]:
    timers = [clock.call_later(seconds, ring)]
    if also_real:
        timers.append(asyncio.get_running_loop().call_later(seconds, ring))
    return timers
