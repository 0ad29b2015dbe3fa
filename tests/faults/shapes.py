"""Workflows of the fault tests, whose bodies note when they begin and return: in files, which outlive the process.

All settings come from the environment, so that worker processes have them too.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
import zlib
from pathlib import Path

from gorkflow import Step, StepContext, Workflow, step, workflow

NOTES, LIFE, BODY, DIE = "FAULTS_NOTES", "FAULTS_LIFE", "FAULTS_BODY", "FAULTS_DIE"
FILE_BYTES = 32 * 1024  # below the limit that stands for a full disk
KINDS = ("loop", "thread", "process", "mixed")
SHAPES = ("chain", "diamond", "dynamic")
AFTER = {  # who uses whose output
    "chain": {"a": ["b"], "b": ["c"], "c": ["d"], "d": []},
    "diamond": {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []},
    "dynamic": {
        "a": ["b[0]", "b[1]", "b[2]"],
        "b[0]": ["c"],
        "b[1]": ["c"],
        "b[2]": ["c"],
        "c": ["t#1"],
        "t#1": ["t#2"],
        "t#2": [],
    },
}


class Notes:
    """Lines of one process in files of a folder: one write each, to a file opened for appending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._file = -1
        self._left = 0
        self._number = 0

    def add(self, *words: object) -> None:
        """Note it, with the time and this life of the program."""
        line = " ".join(map(str, [time.monotonic_ns(), os.environ[LIFE], *words])).encode() + b"\n"
        with self._lock:
            if self._left < len(line):
                self._turn()
            self._left -= os.write(self._file, line)

    def _turn(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._number += 1
        path = self._folder / f"{os.environ[LIFE]}-{os.getpid()}-{self._number}"
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._left = FILE_BYTES


_notes: dict[str, Notes] = {}


def note(*words: object) -> None:
    """See `Notes.add`."""
    key = f"{os.environ[NOTES]} {os.environ[LIFE]} {os.getpid()}"
    _notes.setdefault(key, Notes(Path(os.environ[NOTES]))).add(*words)


def seconds_of(ctx: StepContext) -> float:
    """How long that body takes: anything between the two bounds, the same in every life."""
    low, high = map(float, os.environ.get(BODY, "0:0").split(":"))
    share: float = (zlib.crc32(f"{ctx.run_id}/{ctx.step_id}".encode()) % 1000) / 1000
    return low + (high - low) * share


def begin(ctx: StepContext) -> None:
    """A body begins, and uses its input."""
    note("begin", ctx.run_id, ctx.step_id, ctx.attempt)
    _die_at("begin", ctx)


def end(ctx: StepContext, *values: int) -> int:
    """A body returns this."""
    note("end", ctx.run_id, ctx.step_id, ctx.attempt)
    _die_at("end", ctx)
    return result_of(ctx.step_id, *values)


def result_of(step_id: str, *values: int) -> int:
    """What each step makes of its input."""
    return (sum((7 * place + 3) * value for place, value in enumerate(values)) + ord(step_id[-1])) % 1_000_003


def expected(shape: str, number: int) -> int:
    """What a run of this shape must give."""
    a = result_of("a", number)
    if shape == "chain":
        return result_of("d", result_of("c", result_of("b", a)))
    if shape == "dynamic":
        items = [result_of(f"b[{place}]", value) for place, value in enumerate(spread_out(a))]
        return result_of("t#2", result_of("t#1", result_of("c", *items)))
    return result_of("d", result_of("b", a), result_of("c", a))


def spread_out(value: int) -> list[int]:
    """The items of the map."""
    return [value, value + 1, value + 2]


def _die_at(point: str, ctx: StepContext) -> None:
    """Kill the engine's process here, at the first attempt of that step."""
    if os.environ.get(DIE) == f"{ctx.step_id}:{point}" and ctx.attempt == 1:
        in_worker = threading.current_thread() is threading.main_thread() and not _has_loop()
        os.kill(os.getppid() if in_worker else os.getpid(), signal.SIGKILL)
        time.sleep(60)


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@step
async def on_loop(ctx: StepContext, value: int) -> int:
    begin(ctx)
    await asyncio.sleep(seconds_of(ctx))
    return end(ctx, value)


@step
async def join_on_loop(ctx: StepContext, one: int, other: int) -> int:
    begin(ctx)
    await asyncio.sleep(seconds_of(ctx))
    return end(ctx, one, other)


@step
def in_thread(ctx: StepContext, value: int) -> int:
    begin(ctx)
    time.sleep(seconds_of(ctx))
    return end(ctx, value)


@step
def join_in_thread(ctx: StepContext, one: int, other: int) -> int:
    begin(ctx)
    time.sleep(seconds_of(ctx))
    return end(ctx, one, other)


@step(executor="process")
def in_process(ctx: StepContext, value: int) -> int:
    begin(ctx)
    time.sleep(seconds_of(ctx))
    return end(ctx, value)


@step(executor="process")
def join_in_process(ctx: StepContext, one: int, other: int) -> int:
    begin(ctx)
    time.sleep(seconds_of(ctx))
    return end(ctx, one, other)


@step
async def total_on_loop(ctx: StepContext, values: list[int]) -> int:
    begin(ctx)
    await asyncio.sleep(seconds_of(ctx))
    return end(ctx, *values)


@step
async def items(value: int) -> list[int]:
    return spread_out(value)


@step
def killer(ctx: StepContext, value: int) -> int:
    """Kills its process, every time."""
    begin(ctx)
    time.sleep(seconds_of(ctx))
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    return value


_ONE: dict[str, list[Step[int, int]]] = {
    "loop": [on_loop] * 3,
    "thread": [in_thread] * 3,
    "process": [in_process] * 3,
    "mixed": [on_loop, in_process, in_thread],
}


def chain(kind: str) -> Workflow[int, int]:
    """a, b, c, d."""
    one = [*_ONE[kind], _ONE[kind][0]]
    named = [body.named(name) for body, name in zip(one, "abcd", strict=True)]
    return workflow(f"chain-{kind}", int).then(named[0]).then(named[1]).then(named[2]).then(named[3]).build()


def diamond(kind: str) -> Workflow[int, int]:
    """a, then b and c, then d of both."""
    a, b, c = (body.named(name) for body, name in zip(_ONE[kind], "abc", strict=True))
    branches = workflow(f"diamond-{kind}", int).then(a).parallel(b, c)
    joins = {"loop": join_on_loop, "thread": join_in_thread, "process": join_in_process, "mixed": join_on_loop}
    return branches.then(joins[kind].named("d")).build()


def dynamic(kind: str) -> Workflow[int, int]:
    """a, then b for each of three items, then c of all, then two turns of t."""
    a, b, turn = (body.named(name) for body, name in zip(_ONE[kind], "abt", strict=True))
    mapped = workflow(f"dynamic-{kind}", int).then(a).then(items).map(b).then(total_on_loop.named("c"))
    return mapped.repeat(2, turn).build()


WORKFLOWS: dict[str, Workflow[int, int]] = {
    **{f"chain-{kind}": chain(kind) for kind in KINDS},
    **{f"diamond-{kind}": diamond(kind) for kind in KINDS},
    **{f"dynamic-{kind}": dynamic(kind) for kind in KINDS},
    "poison": workflow("poison", int).then(on_loop.named("a")).then(killer.named("k")).build(),
}
