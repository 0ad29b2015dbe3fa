"""Blocking work on a daemon thread, awaited from the loop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

__all__ = ["on_daemon_thread"]

T = TypeVar("T")


async def on_daemon_thread(work: Callable[[], T], /) -> T:
    """The result of `work`, carried out on a thread of its own.

    Threads that `work` makes without starting them are daemons too, since they inherit it: so an interpreter ends
    although somebody forgot to close what it opened. When the caller is cancelled, the work goes on to its end.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(resolve: Callable[[], None]) -> None:
        if not future.done():
            resolve()

    def run() -> None:
        resolve: Callable[[], None]
        try:
            resolve = partial(future.set_result, work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            resolve = partial(future.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the loop was closed
            loop.call_soon_threadsafe(settle, resolve)

    threading.Thread(target=run, name="gorkflow-sqlite-open", daemon=True).start()
    return await future
