"""What every program of the race stands on: the model, the body, the shapes, and how a repetition is measured.

A program is started with a request (JSON) as its only argument, in an empty folder, and prints one answer. It needs
pydantic and the standard library; nothing else of the repository has to be importable. Linux alone: CPU of child
processes is read from /proc.

The floor is the plain loop `await body(Msg.model_validate(message.model_dump()))`, probed before and after every
repetition in the same process, so that a noisy machine moves both.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sqlite3
import statistics
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

FLOOR_CALLS = 5_000
RAW_COMMITS = 40
WIDTH = 100  # of the layers


class Msg(BaseModel):
    """What travels between the steps."""

    id: int
    name: str
    items: list[int]


Shape = Literal["chain", "fan", "layers", "resume", "timers"]
"""1 -> 1 -> ...; 1 -> many -> 1; layers of a hundred nodes with three parents each; for gorkflow alone: runs that a
process left unfinished, and runs that wait for a time."""


class Request(BaseModel):
    """What a process is to do.

    Attributes:
        variant: of the contestant: which store, and what else its program can vary.
        size: steps of a chain, width of a fan, nodes in layers.
        runs: per repetition; of them `at_once` at a time where the contestant can.
        repetitions: that count, at most: but for the first of them, none begins after so many `seconds`.
        warms: whether there is one more before them, that counts for nothing.
        traces: whether the memory that the last repetition takes at its peak is measured, at the price of its time.
        spawned_at: when the process was started, by the machine's monotonic clock.
    """

    variant: str
    shape: Shape
    size: int
    runs: int = 1
    at_once: int = 1
    repetitions: int = 3
    seconds: float = 3.0
    warms: bool = True
    traces: bool = False
    spawned_at: float = 0.0

    @property
    def steps(self) -> int:
        """Of one repetition."""
        each = {"fan": self.size + 2, "layers": len(layers(self.size))}.get(self.shape, self.size)
        return each * self.runs


class Reading(BaseModel):
    """One repetition, in seconds.

    Attributes:
        cpu: of all threads of the process and of the processes that it started.
        floor: CPU of one turn of the floor's loop.
        raw: wall time of one raw commit of one row to SQLite with synchronous=FULL.
    """

    cpu: float
    wall: float
    floor: float
    raw: float


class Answer(BaseModel):
    """What a process found.

    Attributes:
        steps: of one repetition.
        imports: CPU seconds from pydantic with a model to the end of the program's imports.
        first: wall seconds from there to the end of the first repetition.
        started: wall seconds from the process's start to the end of the first repetition.
        build: CPU seconds that making the workflow took.
        memory: bytes that the repetition took at its peak over what was there before; None where not asked for.
    """

    steps: int
    readings: list[Reading]
    imports: float
    first: float
    started: float
    build: float
    memory: int | None = None


def message(number: int = 1) -> Msg:
    """The first input."""
    return Msg(id=number, name="gorkflow", items=list(range(10)))


async def body(message: Msg) -> Msg:
    """What the floor and every step call."""
    return Msg(id=message.id + 1, name=message.name, items=message.items)


def plain_body(message: Msg) -> Msg:
    """The same, for those who run functions that are not coroutines."""
    return Msg(id=message.id + 1, name=message.name, items=message.items)


def gathered(messages: list[Msg]) -> Msg:
    """The end of a fan."""
    return Msg(id=len(messages), name="total", items=[])


def met(first: Msg, second: Msg, third: Msg) -> Msg:
    """What a node with three parents gives."""
    return Msg(id=max(first.id, second.id, third.id) + 1, name=first.name, items=second.items)


def layers(nodes: int) -> list[tuple[int, ...]]:
    """The parents of each node of a layered graph; none for the first hundred, which take the input.

    So many nodes, a hundred to a layer, each with three parents in the layer above; behind them those that bring the
    last layer together, three by three, down to the one that is the output.
    """
    parents: list[tuple[int, ...]] = [()] * WIDTH
    while len(parents) < nodes:
        above, place = len(parents) // WIDTH * WIDTH - WIDTH, len(parents) % WIDTH
        parents.append(tuple(above + (place + shift) % WIDTH for shift in (0, 1, 7)))
    last = list(range(len(parents) - WIDTH, len(parents)))
    while len(last) > 1:
        count = max(3, -(-len(last) // 3)) if len(last) > 3 else 1
        starts = [number * len(last) // count for number in range(count)]
        trios = [tuple(last[(start + shift) % len(last)] for shift in range(3)) for start in starts]
        last = list(range(len(parents), len(parents) + count))
        parents.extend(trios)
    return parents


def depth(nodes: int) -> int:
    """What the output of `layers` says, when its input says 0: how many nodes are above it, and itself."""
    depths: list[int] = []
    for above in layers(nodes):
        depths.append(1 + max((depths[parent] for parent in above), default=0))
    return depths[-1]


class Building:
    """The CPU time that making the workflow takes: `with building: ...`, as often as there is something to make."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        began = time.process_time()
        yield
        self.seconds += time.process_time() - began


building = Building()
IMPORTED_CPU = time.process_time()  # pydantic is imported, and has made a model

Repetition = Callable[[], None]
AsyncRepetition = Callable[[], Awaitable[None]]


class Meter:
    """Takes the readings: `while meter.begin(): ...; meter.end()`."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._imports = time.process_time() - IMPORTED_CPU
        self._opened = time.perf_counter()
        self._first = self._started = self._warmed = 0.0
        self._readings: list[Reading] = []
        self._memory: int | None = None
        self._before: tuple[float, float, float, float] = (0, 0, 0, 0)

    def begin(self) -> bool:
        """Whether there is to be another repetition; the probes before it are taken."""
        done, request = len(self._readings), self._request
        wanted = request.repetitions + request.warms
        if done >= wanted or (done > request.warms and time.perf_counter() - self._warmed > request.seconds):
            return False
        # nothing is put before the first one, which the user of a cold process waits for
        floor, raw = (floor_seconds(), raw_commit_seconds()) if done else (0.0, 0.0)
        if done:
            gc.collect()
        if request.traces and done == wanted - 1:
            tracemalloc.start()
        self._before = (floor, raw, cpu_seconds(), time.perf_counter())
        return True

    def end(self) -> None:
        """The repetition is over."""
        wall, cpu = time.perf_counter(), cpu_seconds()
        if not self._readings:
            self._first, self._started = wall - self._opened, wall - self._request.spawned_at
            self._warmed = wall if self._request.warms else self._opened
        if tracemalloc.is_tracing():
            self._memory = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        floor, raw, cpu_before, wall_before = self._before
        floor_after, raw_after = floor_seconds(), raw_commit_seconds()
        self._readings.append(
            Reading(
                cpu=cpu - cpu_before,
                wall=wall - wall_before,
                floor=(floor + floor_after) / 2 if floor else floor_after,
                raw=(raw + raw_after) / 2 if raw else raw_after,
            )
        )

    def report(self) -> None:
        """Print the answer."""
        answer = Answer(
            steps=self._request.steps,
            readings=self._readings[self._request.warms :],
            imports=self._imports,
            first=self._first,
            started=self._started,
            build=building.seconds,
            memory=self._memory,
        )
        print(f"\n{answer.model_dump_json()}", flush=True)


def requested() -> Request:
    """What this process was started for."""
    return Request.model_validate_json(sys.argv[1])


def measure(opened: Callable[[Request], AbstractContextManager[Repetition]]) -> None:
    """The whole of a program that has no event loop of its own."""
    request = requested()
    meter = Meter(request)
    with opened(request) as repetition:
        while meter.begin():
            repetition()
            meter.end()
    meter.report()


def measure_async(opened: Callable[[Request], AbstractAsyncContextManager[AsyncRepetition]]) -> None:
    """The whole of a program that lives on an event loop."""
    request = requested()
    meter = Meter(request)

    async def go() -> None:
        async with opened(request) as repetition:
            while meter.begin():
                await repetition()
                meter.end()

    asyncio.run(go())
    meter.report()


async def some_at_a_time(run: AsyncRepetition, request: Request) -> None:
    """All runs of a repetition, so many of them at once as the request says."""
    left = request.runs

    async def work() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await run()

    await asyncio.gather(*(work() for _ in range(min(request.at_once, request.runs))))


async def floor(calls: int) -> None:
    """The plain loop that everything is measured against: validate, call."""
    current = message()
    for _ in range(calls):
        current = await body(Msg.model_validate(current.model_dump()))


def floor_seconds() -> float:
    """CPU of one turn of the floor's loop."""
    coroutine = floor(FLOOR_CALLS)
    began = time.thread_time()
    try:
        coroutine.send(None)  # nothing in it waits: one send takes it to its end, whatever loop may be running
    except StopIteration:
        return (time.thread_time() - began) / FLOOR_CALLS
    raise RuntimeError("the floor waited")


def raw_commit_seconds() -> float:
    """Wall time of one raw commit of one row with synchronous=FULL: the median of some."""
    connection = sqlite3.connect(Path("raw.db"), isolation_level=None)
    for statement in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {statement}")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, data BLOB)")
    took: list[float] = []
    for _ in range(RAW_COMMITS):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (data) VALUES (?)", (b"x" * 100,))
        connection.execute("COMMIT")
        took.append(time.perf_counter() - began)
    connection.close()
    return statistics.median(took)


def cpu_seconds() -> float:
    """Of this process, all its threads, and of the processes that it has started and those that they have."""
    return time.process_time() + sum(map(_cpu_of, _children(os.getpid())))


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0.0
    ticks = sum(map(int, fields[11:15]))  # user and system, its own and of its children that have ended
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(_cpu_of, _children(process)))


def _children(process: int) -> list[int]:
    try:
        lists = [path.read_text(encoding="ascii") for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for text in lists for child in text.split()]
