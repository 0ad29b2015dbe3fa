"""What is measured of a piece of work: CPU time beside the floor, and memory, of this process."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from benchmarks import workloads

Figures = dict[str, float]
T = TypeVar("T")
_FLOOR_CALLS = 20_000
_STATUS = Path("/proc/self/status")


class Meter:
    """CPU and wall seconds of a block; zero until it has ended."""

    cpu_seconds = 0.0
    wall_seconds = 0.0


@contextmanager
def metered() -> Iterator[Meter]:
    """CPU time is that of the whole process, all its threads."""
    meter = Meter()
    cpu, wall = time.process_time(), time.perf_counter()
    try:
        yield meter
    finally:
        meter.cpu_seconds, meter.wall_seconds = time.process_time() - cpu, time.perf_counter() - wall


async def beside_floor(work: Awaitable[T]) -> tuple[T, Meter, float]:
    """What the work gave, what it took, and the seconds that one pass of the plain loop took before and after it."""
    gc.collect()
    with metered() as before:
        await workloads.floor(_FLOOR_CALLS)
    with metered() as meter:
        given = await work
    with metered() as after:
        await workloads.floor(_FLOOR_CALLS)
    return given, meter, (before.cpu_seconds + after.cpu_seconds) / (2 * _FLOOR_CALLS)


def memory_bytes() -> int:
    """What this process holds now, by Linux's count of its pages."""
    return _status("VmRSS")


def peak_bytes() -> int:
    """The most that this process has held since it began or `forget_peak` was called."""
    return _status("VmHWM")


def forget_peak() -> None:
    """From now on the peak is counted anew."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """k of cost = c * units ** k through the points (units, whole cost), by least squares of the logarithms.

    1 is linear. Constant costs, which small numbers feel most, make it smaller.
    """
    logs = [(math.log(units), math.log(cost)) for units, cost in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def _status(name: str) -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"{_STATUS} has no {name}")
