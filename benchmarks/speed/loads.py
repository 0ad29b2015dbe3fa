"""What is measured: the workloads of the performance page, with their sizes."""

from __future__ import annotations

import sys
from typing import NamedTuple

from benchmarks.speed.contestants import Contestant, Size
from benchmarks.speed.programs.stand import Request, Shape


class Load(NamedTuple):
    """A workload, and how much of it.

    Attributes:
        name: as in the tables.
        size: as in `programs.stand.Request`, and so are the others of its names.
        for_all: whether the peers take part.
        rounds: it is done in so many of them.
    """

    name: str
    shape: Shape
    size: int
    runs: int = 1
    at_once: int = 1
    repetitions: int = 2
    seconds: float = 2.0
    warms: bool = True
    traces: bool = False
    for_all: bool = False
    rounds: int = sys.maxsize

    def request(self, contestant: Contestant) -> Request | None:
        """What the contestant's process is told; None when this load is not for it."""
        size = contestant.sizes.get(self.name, Size())
        if size is None or not (self.for_all or contestant.is_gorkflow):
            return None
        return Request(
            variant=contestant.variant,
            shape=self.shape,
            size=self.size if size.size is None else size.size,
            runs=self.runs if size.runs is None else size.runs,
            at_once=self.at_once,
            repetitions=self.repetitions,
            seconds=self.seconds,
            warms=self.warms,
            traces=self.traces,
        )


LOADS = (
    Load("W1", "chain", 100, runs=10, for_all=True),
    Load("W2", "fan", 1000, runs=2, for_all=True),
    Load("W3", "chain", 3, runs=1000, at_once=64, for_all=True),
    Load("W4 1k", "layers", 1_000, for_all=True),
    Load("W4 10k", "layers", 10_000),
    Load("W4 50k", "layers", 50_000, repetitions=1, rounds=1),
    Load("W4 memory", "layers", 10_000, repetitions=1, traces=True, rounds=1),
    Load("W5", "chain", 3, repetitions=1, warms=False, for_all=True),
    Load("W6", "resume", 3, runs=1000, repetitions=1, warms=False),
    Load("timers", "timers", 1, runs=10_000, repetitions=1, traces=True, rounds=1),
)
"""W5 comes late: by then everything is compiled, as it is for every user but the first. W4 counts the nodes that bring
the last layer together besides. `W4 memory` and `timers` take the memory's measure, which makes them slow: their time
counts for nothing."""


def loads_named(names: str | None) -> list[Load]:
    """Those of a list with commas, each by its beginning, or all.

    Raises:
        ValueError: a name that no load has.
    """
    if names is None:
        return list(LOADS)
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if not any(load.name.startswith(name) for load in LOADS):
            raise ValueError(f"no load is called {name}; there are {', '.join(load.name for load in LOADS)}")
    return [load for load in LOADS if load.name.startswith(tuple(wanted))]
