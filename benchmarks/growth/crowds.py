"""Many runs at once: at work, at rest, and taken up by a fresh engine."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import tracemalloc

from benchmarks import workloads
from benchmarks.growth.probes import Figures, beside_floor, forget_peak, memory_bytes, metered, peak_bytes
from benchmarks.workloads import Msg
from gorkflow import Engine, RunStatus, Step, Workflow, connect, workflow

_STARTS_AT_ONCE = 200
_STEPS = 3
_LONG_SECONDS = 86_400.0


class _Gate:
    """Where bodies wait until all runs have come so far."""

    def __init__(self, runs: int) -> None:
        self._missing = runs
        self._is_open = asyncio.Event()
        self.all_there = asyncio.Event()

    async def pass_through(self, message: Msg) -> Msg:
        """As a body that waits for an answer."""
        self._missing -= 1
        if not self._missing:
            self.all_there.set()
        await self._is_open.wait()
        return message

    def open(self) -> None:
        """Let all go on."""
        self._is_open.set()


def resting() -> Workflow[Msg, Msg]:
    """A step, a day, a step."""
    start = workflow("resting", Msg).then(Step("before", workloads.body))
    return start.sleep(_LONG_SECONDS).then(Step("after", workloads.body)).build()


def running_runs(units: int, url: str) -> Figures:
    """So many runs of three steps whose second bodies are all at work at the same time."""
    return asyncio.run(_running(units, url))


def waiting_runs(units: int, url: str) -> Figures:
    """So many runs that have done a step and sleep for a day."""
    return asyncio.run(_waiting(units, url))


def resumed_runs(units: int, url: str) -> Figures:
    """So many unfinished runs, each with one step of three done, that a fresh engine takes up and ends."""
    program = f"import asyncio; from benchmarks.growth.crowds import leave; asyncio.run(leave({units}, {url!r}))"
    subprocess.run([sys.executable, "-c", program], check=True)
    return asyncio.run(_resumed(units, url))


async def _running(units: int, url: str) -> Figures:
    gate = _Gate(units)
    definition = _gated(gate)
    async with connect(url, max_concurrent_runs=units, max_concurrent_steps=units) as engine:
        await workloads.chain(_STEPS).run(workloads.message(), on=engine)
        forget_peak()
        before = memory_bytes()

        async def work() -> None:
            await _start(engine, definition, units)
            await gate.all_there.wait()
            gate.open()
            await engine.idle()

        _, meter, floor = await beside_floor(work())
        return {
            "floors per step": meter.cpu_seconds / units / _STEPS / floor,
            "bytes": (peak_bytes() - before) / units,
        }


async def _waiting(units: int, url: str) -> Figures:
    definition = resting()
    async with connect(url) as engine:
        await workloads.chain(_STEPS).run(workloads.message(), on=engine)
        gc.collect()
        before = memory_bytes()

        async def work() -> None:
            await _start(engine, definition, units)
            await engine.idle()

        _, meter, floor = await beside_floor(work())
        counts = await engine.count_runs()
        assert counts[RunStatus.WAITING] == units
        gc.collect()
        held = memory_bytes() - before
        tracemalloc.start()
        await work()
        gc.collect()
        traced, _ = tracemalloc.get_traced_memory()
        return {
            "floors": meter.cpu_seconds / units / floor,
            "bytes of the process": held / units,
            "bytes of Python's objects": traced / units,
        }


async def leave(units: int, url: str) -> None:
    """Start so many runs, and end this process with each in its second step."""
    gate = _Gate(units)
    async with connect(url, max_concurrent_runs=units, max_concurrent_steps=units) as engine:
        await _start(engine, _gated(gate), units)
        await gate.all_there.wait()
        os._exit(0)


async def _resumed(units: int, url: str) -> Figures:
    gate = _Gate(units)
    gate.open()
    definition = _gated(gate)
    with metered() as resuming:
        async with connect(url, workflows=[definition]) as engine:
            await gate.all_there.wait()
            await engine.idle()
    async with connect(url) as engine:
        counts = await engine.count_runs()
    assert counts[RunStatus.COMPLETED] == units
    return {"cpu us": resuming.cpu_seconds / units * 1e6, "time us": resuming.wall_seconds / units * 1e6}


def _gated(gate: _Gate) -> Workflow[Msg, Msg]:
    start = workflow("gated", Msg).then(Step("first", workloads.body))
    return start.then(Step("second", gate.pass_through)).then(Step("third", workloads.body)).build()


async def _start(engine: Engine, definition: Workflow[Msg, Msg], units: int) -> None:
    left = units

    async def work() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await engine.start(definition, workloads.message())

    await asyncio.gather(*(work() for _ in range(_STARTS_AT_ONCE)))
