"""A folder with a user's module, which worker processes import."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gorkflow.bench.samples import Sample
from gorkflow.bench.workers import Place, Variant
from tests.project.blocks import ROOT

STEPS = """
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from gorkflow import StateKey, StepContext, step, workflow

RATE = StateKey("rate", float)


class Bank:
    fee = 3


@step(pure=True)
async def double(number: int) -> int:
    print("noise " * 100_000)
    print("noise", file=sys.stderr)
    return number * 2


@step(pure=True)
def refuse(number: int) -> int:
    raise ValueError(f"no {number}\\\\x1b[31m")


@step(pure=True)
def leave(number: int) -> int:
    sys.exit(number)


@step(pure=True)
def hang(number: int) -> int:
    Path(f"hanging-{os.getpid()}").touch()
    child = subprocess.Popen(["sleep", "600"])
    Path(f"child-{child.pid}").touch()
    while True:
        time.sleep(1)


@step(pure=True)
def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@step(pure=True)
def quit_at_once(number: int) -> int:
    os._exit(7)


@step(pure=True)
def swell(number: int) -> str:
    return "x" * number


@step(pure=True, executor="process")
def square(number: int) -> int:
    return number * number


@step(pure=True)
def fork(number: int) -> int:
    if os.fork() == 0:
        return -1
    os.wait()
    return number


@step(pure=True)
def wrong(number: int) -> int:
    return "text"  # type: ignore[return-value]


@step(pure=True)
def read(ctx: StepContext, number: int) -> str:
    return f"{ctx.run_id} {ctx.step_id} {ctx.attempt} {ctx.state.get(RATE)} {ctx.output_of(double)}"


@step(pure=True)
def write(ctx: StepContext, number: int) -> int:
    ctx.state.set(RATE, 2.0)
    return number


@step
def charge(ctx: StepContext, number: int) -> int:
    ctx.state.set(RATE, 2.0)
    return number + ctx.resource(Bank).fee


@step
def notify(number: int) -> int:
    Path("notified").touch()
    return number


ALL = (refuse, leave, hang, die, quit_at_once, swell, square, fork, wrong, read, write, charge, notify)
position = workflow("many", int).then(double)
flow = position.tap(ALL[0])
for one in ALL[1:]:
    flow = flow.tap(one)
flow = flow.build()
"""


@pytest.fixture
def variant(tmp_path: Path) -> Callable[..., Variant]:
    """Makes a variant of the module above, in a folder of its own."""
    (tmp_path / "steps.py").write_text(STEPS, encoding="utf-8")

    def make(fakes: str | None = None) -> Variant:
        path = (str(tmp_path), str(ROOT), *sys.path)
        return Variant("the code", Place("steps", "flow"), path, str(tmp_path), fakes=fakes)

    return make


@pytest.fixture
def sample() -> Callable[..., Sample]:
    """Makes an input of a step of that module."""

    def make(step: str, number: int = 4, **more: object) -> Sample:
        given = {"state": {}, "outputs": {}, "attempt": 1, "path": step, **more}
        return Sample(
            run_id="run-1", step=step, values=(str(number).encode(),), members=(None,), seconds=0.0, completed_at=0.0,
            **given,  # type: ignore[arg-type]  # as a test names them
        )  # fmt: skip

    return make
