"""Workflows of many nodes, and maps of many items: what a node costs to build, to run and to hold."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import Any

from benchmarks import workloads
from benchmarks.growth.probes import Figures, beside_floor, forget_peak, memory_bytes, metered, peak_bytes
from benchmarks.workloads import Msg
from gorkflow import Step, Workflow, connect, step, workflow

_WIDTH = 100


async def merge(parents: tuple[Msg, Msg, Msg]) -> Msg:
    """A node with three parents."""
    return Msg(id=len(parents), name=parents[0].name, items=parents[0].items)


@step
async def spread(message: Msg) -> list[int]:
    """The items of a map: as many as the message says."""
    return list(range(message.id))


@step
async def item(number: int) -> int:
    """What the map does with each."""
    return number + 1


def layered(nodes: int) -> Workflow[Msg, Any]:
    """Layers of a hundred, each node with three parents in the layer before."""
    start = workflow(f"layered-{nodes}", Msg)
    layer = [start.then(Step(f"n0-{place}", workloads.body)) for place in range(_WIDTH)]
    for number in range(1, nodes // _WIDTH):
        layer = [
            one.join(layer[place - 1], layer[place - 2]).then(Step(f"n{number}-{place}", merge))
            for place, one in enumerate(layer)
        ]
    return layer[0].join(*layer[1:]).build()


def mapped() -> Workflow[Msg, list[int]]:
    """One step for each item of a list."""
    return workflow("mapped", Msg).then(spread).map(item).build()


def layered_nodes(units: int, url: str) -> Figures:
    """A layered graph."""
    return _graph(lambda: layered(units), units, url)


def chained_nodes(units: int, url: str) -> Figures:
    """Steps in a row."""
    return _graph(lambda: workloads.chain(units), units, url)


def fanned_nodes(units: int, url: str) -> Figures:
    """1 -> units -> 1."""
    return _graph(lambda: workloads.fan(units), units, url)


def map_items(units: int, url: str) -> Figures:
    """A map over a list of so many numbers."""
    figures = asyncio.run(_run(mapped(), Msg(id=units, name="", items=[]), units, url))
    return {name: figures[name] for name in ("run, floors", "bytes of the run")}


def _graph(make: Callable[[], Workflow[Msg, Any]], units: int, url: str) -> Figures:
    workloads.chain(3)  # imports what every build needs
    gc.collect()
    before = memory_bytes()
    with metered() as building:
        definition = make()
    figures = asyncio.run(_run(definition, workloads.message(), units, url))
    held = figures.pop("bytes before") - before
    return {"build us": building.cpu_seconds / units * 1e6, "bytes of the definition": held / units, **figures}


async def _run(definition: Workflow[Msg, Any], message: Msg, units: int, url: str) -> Figures:
    async with connect(url) as engine:
        await workloads.chain(3).run(workloads.message(), on=engine)
        with metered() as compiling:
            engine.register(definition)
        forget_peak()
        before = memory_bytes()
        _, meter, floor = await beside_floor(definition.run(message, on=engine))
        return {
            "register us": compiling.cpu_seconds / units * 1e6,
            "run, floors": meter.cpu_seconds / units / floor,
            "bytes of the run": (peak_bytes() - before) / units,
            "bytes before": before,
        }
