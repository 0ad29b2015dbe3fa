"""Bodies for worker processes: found again by import, as a user's are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pydantic import BaseModel

from gorkflow.core.context import StepContext
from gorkflow.core.decorator import step
from gorkflow.core.state import StateKey


class Order(BaseModel):
    id: int


class Refund(BaseModel):
    id: int


TOTAL = StateKey("total", int)
GONE = StateKey("gone", str)


class OwnError(ValueError):
    pass


def double(value: int) -> int:
    return 2 * value


@step(executor="process")
def wrapped(value: int, word: str) -> str:
    return f"{word} {value}"


class Namespace:
    @staticmethod
    def method(value: int) -> int:
        return value + 1


def pid() -> int:
    return os.getpid()


def surroundings() -> list[str]:
    return [os.getcwd(), os.path.abspath(sys.path[0]), sys.argv[0], os.environ.get("PATH", "")]


def either(order: Order | Refund) -> Order | Refund:
    return Refund(id=order.id) if isinstance(order, Order) else Order(id=order.id)


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def nap(seconds: float) -> None:
    time.sleep(seconds)


def hold_the_gil(_: int) -> None:
    while True:
        pass


def use_context(ctx: StepContext, value: int) -> str:
    ctx.state.set(TOTAL, ctx.state.get(TOTAL, 0) + value)
    ctx.state.delete(GONE)
    ctx.progress(1, 2)
    ctx.progress(2, 2)
    return f"{ctx.run_id} {ctx.step_id} {ctx.attempt} {ctx.idempotency_key} {ctx.cancelled}"


def write_from_pure(ctx: StepContext) -> None:
    ctx.state.set(TOTAL, 1)


def ask_for_output(ctx: StepContext) -> str:
    return ctx.output_of(wrapped)


def ask_for_resource(ctx: StepContext) -> str:
    return ctx.resource(Path).name


def write_much(ctx: StepContext) -> None:
    ctx.state.set(StateKey("much", str), "x" * 5000)


def flood(ctx: StepContext) -> None:
    for done in range(20_000):
        ctx.progress(done, 20_000)
    ctx.progress(float("nan"), None)


def fail(text: str) -> None:
    raise OwnError(text) from KeyError("cause")


def leave(code: int) -> None:
    sys.exit(code)


def interrupt() -> None:
    raise KeyboardInterrupt


class Unprintable(Exception):
    def __str__(self) -> str:
        raise RuntimeError


def unprintable() -> None:
    raise Unprintable


def surrogate() -> None:
    raise ValueError("\udc80")


def recurse() -> None:
    recurse()


def wrong_type() -> int:
    return "seven"  # type: ignore[return-value]  # the mistake under test


def large(size: int) -> str:
    return "x" * size


def out(code: int) -> None:
    os._exit(code)


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    os.abort()


def print_a_lot() -> None:
    print("to stdout")
    print("to stderr", file=sys.stderr)
    os.write(1, b"raw \xff bytes\n")


def close_everything() -> None:
    os.closerange(3, 256)


def fork_and_return(path: str) -> str:
    """The forked process comes out of the body too."""
    child = os.fork()
    if child == 0:
        Path(path).write_text("child", encoding="utf-8")
        return "child"
    os.waitpid(child, 0)
    return "parent"


def fork_and_die(path: str) -> None:
    """The forked process lives on, for as long as it can, when its parent dies."""
    child = os.fork()
    if child == 0:
        time.sleep(60)
    Path(path).write_text(str(child), encoding="utf-8")
    os._exit(4)


def start_a_process(path: str) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as child:
        Path(path).write_text(str(child.pid), encoding="utf-8")
        child.wait()


def write_rubbish() -> None:
    """To every descriptor that may be the worker's socket."""
    for fd in range(3, 256):
        try:
            os.write(fd, b"\0\0\0\5\0\0\0\0junk!")
        except OSError:
            continue
    time.sleep(60)


async def awaitable() -> int:
    return 1


not_callable = "not_callable"
