"""What the engine costs per step, as a ratio to the floor: `python -m benchmarks.engine`.

The floor is the plain loop of `workloads.floor`, probed before and after every repetition in the same process, so that
a noisy machine moves both. CPU time is that of the whole process, all threads. The wall time of durable commits is
quoted against raw SQLite commits (one row, synchronous=FULL) made in the same repetition. Medians.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import workloads
from gorkflow import Engine, connect
from gorkflow.core.handle import Durability

FLOOR_CALLS = 5_000
RAW_COMMITS = 100


class Load(NamedTuple):
    """A workload: so many steps, and how they are run."""

    name: str
    steps: int
    run: Callable[[Engine], Awaitable[None]]


class Measure(NamedTuple):
    """What one repetition took, per step."""

    ratio: float  # CPU over the floor
    cpu_us: float
    wall_us: float
    wall_over_raw: float


def loads() -> Iterator[Load]:
    """W1 to W3, and W1 and W2 with pure steps."""
    chain, fan, short = workloads.chain(100), workloads.fan(1000), workloads.chain(3)
    yield Load("W1", 1000, lambda engine: workloads.w1(engine, chain, 10))
    yield Load("W2", 2004, lambda engine: workloads.w1(engine, fan, 2))
    yield Load("W3", 3000, lambda engine: workloads.w3(engine, short, 1000, 64))


def pure_loads() -> Iterator[Load]:
    """W1 and W2 again with pure steps, which need no record of their start."""
    chain, fan = workloads.chain(100, pure=True), workloads.fan(1000, pure=True)
    yield Load("W1 pure", 1000, lambda engine: workloads.w1(engine, chain, 10))
    yield Load("W2 pure", 2004, lambda engine: workloads.w1(engine, fan, 2))


async def timed(work: Awaitable[None]) -> tuple[float, float]:
    """CPU and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    await work
    return time.process_time() - cpu, time.perf_counter() - wall


def raw_commit_us(folder: Path) -> float:
    """Wall time of one raw commit of one row with synchronous=FULL."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, data BLOB)")
    started = time.perf_counter()
    for _ in range(RAW_COMMITS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (data) VALUES (?)", (b"x" * 100,))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    connection.close()
    return seconds / RAW_COMMITS * 1e6


async def measure(engine: Engine, load: Load, folder: Path) -> Measure:
    """One repetition between two probes of the floor."""
    before, _ = await timed(workloads.floor(FLOOR_CALLS))
    raw_before = raw_commit_us(folder)
    cpu, wall = await timed(load.run(engine))
    raw_after = raw_commit_us(folder)
    after, _ = await timed(workloads.floor(FLOOR_CALLS))
    floor = (before + after) / (2 * FLOOR_CALLS)
    wall_us = wall / load.steps * 1e6
    return Measure(cpu / load.steps / floor, cpu / load.steps * 1e6, wall_us, 2 * wall_us / (raw_before + raw_after))


async def measure_store(kind: str, repetitions: int) -> dict[str, Measure]:
    """Every workload on one kind of store, each on a fresh one; medians."""
    results: dict[str, Measure] = {}
    for chosen in (loads, pure_loads):
        with scratch() as folder:
            async with connect(url_of(kind, folder), durability=durability_of(kind)) as engine:
                for load in chosen():
                    taken = [await measure(engine, load, folder) for _ in range(repetitions)]
                    results[load.name] = Measure(*(statistics.median(values) for values in zip(*taken, strict=True)))
    return results


def url_of(kind: str, folder: Path) -> str:
    """The store of a kind, or the URL of one on a server."""
    if "://" in kind:
        return kind
    return "memory://" if kind == "memory" else f"sqlite:///{folder}/runs.db"


def durability_of(kind: str) -> Durability:
    """What the kind asks of its store."""
    return "process" if kind == "sqlite-process" else "power"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one engine's files, on the disk of the working directory's machine."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-bench-") as folder:
        yield Path(folder)


def table(results: dict[str, dict[str, Measure]]) -> str:
    """Markdown: CPU per step over the floor, microseconds, and wall over one raw commit."""
    lines = [
        "| store | workload | CPU / floor | CPU us | wall us | wall / raw FULL commit |",
        "|---|---|---|---|---|---|",
    ]
    for kind, measures in results.items():
        for name, one in measures.items():
            raw = f"{one.wall_over_raw:.2f}" if kind == "sqlite-power" and name == "W1" else ""
            lines.append(f"| {kind} | {name} | {one.ratio:.1f} | {one.cpu_us:.1f} | {one.wall_us:.1f} | {raw} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print; with --json also write the figures to a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", default="memory,sqlite-process,sqlite-power", help="kinds or URLs of servers")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()

    async def measure_all() -> dict[str, dict[str, Measure]]:
        return {kind: await measure_store(kind, chosen.repetitions) for kind in chosen.stores.split(",")}

    work: Coroutine[Any, Any, dict[str, dict[str, Measure]]] = measure_all()
    results = asyncio.run(work)
    sys.stdout.write(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n\n{table(results)}\n")
    if chosen.json is not None:
        figures = {kind: {name: one._asdict() for name, one in taken.items()} for kind, taken in results.items()}
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
