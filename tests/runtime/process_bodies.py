"""Bodies for worker processes, which find them by import."""

from __future__ import annotations

import io
import logging
import os
import signal
import time

from gorkflow import InputError, LogContext, RetryPolicy, StateKey, StepContext, step

COUNT = StateKey("count", int)
TEXT = StateKey("text", str)


class CannotBePickledError(Exception):
    """Has neither a plain signature nor plain attributes."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.frame = lambda: reason


@step(executor="process")
def doubles(value: int) -> int:
    return 2 * value


def write_much(ctx: StepContext, value: int) -> int:
    try:
        ctx.state.set(TEXT, "x" * value)
    except InputError:
        return -1
    return value


writes_much = step(executor="process")(write_much)


@step(executor="process", timeout=0.3)
def hangs(value: int) -> int:
    time.sleep(60)
    return value


@step(executor="process")
def counts(ctx: StepContext, value: int) -> int:
    ctx.state.set(COUNT, ctx.state.get(COUNT, 0) + value)
    return ctx.output_of(doubles)


@step(executor="process")
def raises(value: int) -> int:
    raise CannotBePickledError(reason=f"no {value}")


@step(executor="process", retry=RetryPolicy(2, delay=0))
def dies_once(ctx: StepContext, value: int) -> int:
    if ctx.attempt == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return value


@step(executor="process")
def exits(value: int) -> int:
    raise SystemExit(3)


@step(executor="process")
def sleeps(value: int) -> int:
    time.sleep(60)
    return value


def log_where(value: int) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(run_id)s %(step_id)s"))
    handler.addFilter(LogContext())
    log = logging.getLogger("far")
    log.addHandler(handler)
    log.warning("here")
    log.removeHandler(handler)
    return stream.getvalue().strip()


CALLED = "GORKFLOW_TEST_CALLED"


@step(executor="process", pure=True, cache=60)
def cached_in_process(value: int) -> int:
    with open(os.environ[CALLED], "a", encoding="utf-8") as file:
        file.write("called\n")
    return 2 * value


@step(executor="process", pure=True, cache=60)
def cached_and_looks(ctx: StepContext, value: int) -> int:
    return value + ctx.state.get(COUNT, 0)


@step(executor="process", pure=True, cache=60)
def cached_and_asks(ctx: StepContext, value: int) -> int:
    return value + ctx.output_of(doubles)
