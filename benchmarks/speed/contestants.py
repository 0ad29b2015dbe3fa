"""Who takes part, how its program is started, and what it does for its price."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.peers import catalogue

PROGRAMS = Path(__file__).parent / "programs"
GORKFLOW = "gorkflow"
PYDANTIC = "pydantic==2.14.3"
"""For the model that travels, where the contestant does not bring pydantic itself."""

PEERS = {peer.name: peer for peer in catalogue.PEERS}
DASK = ("dask[distributed]==2026.8.0", PYDANTIC)


class Size(NamedTuple):
    """A smaller measure for who is too slow for the whole: the ratio is per step.

    Attributes:
        size: as in `programs.stand.Request`; None for that of the load.
        runs: of a repetition; None for those of the load.
    """

    size: int | None = None
    runs: int | None = None


class Contestant(NamedTuple):
    """One row of the tables.

    Attributes:
        name: the library, and which way of it.
        requirements: what pip installs into its environment; nothing for the interpreter and checkout of this command.
        program: name of its file in `programs/`, without the ending.
        variant: what the program is told about the way.
        store: where what is done is kept; empty for nowhere.
        checks: what the library validates of the values that travel.
        sizes: by name of the load, where they differ; None for a load that cannot be written, or that takes too long.
        rounds: takes part in so many of them.
    """

    name: str
    requirements: tuple[str, ...]
    program: str
    variant: str
    store: str
    checks: str
    sizes: Mapping[str, Size | None] = MappingProxyType({})
    rounds: int = sys.maxsize

    @property
    def is_gorkflow(self) -> bool:
        """Whether it is measured against the goals."""
        return self.name.partition(",")[0] == GORKFLOW

    @property
    def library(self) -> str:
        """The distribution whose version is told."""
        return self.requirements[0].partition("==")[0].partition("[")[0] if self.requirements else GORKFLOW


EVERY_VALUE = "every output, and that it comes back"


def of_gorkflow(variant: str, way: str, store: str) -> Contestant:
    """gorkflow on one store."""
    sizes: dict[str, Size | None] = {}
    if "sqlite" not in variant:
        sizes["W6"] = None  # memory survives no process, and a server knows of a death when the lease is over
    if variant != "sqlite-power":
        sizes["W5"] = None if variant != "memory" else Size()
    if variant not in {"memory", "sqlite-power"}:  # the others would say the same, and these take minutes
        sizes |= dict.fromkeys(("W4 50k", "W4 memory", "timers"))
    if variant == "libsql":
        sizes |= {"W1": Size(runs=2), "W3": Size(runs=300)}
    return Contestant(f"{GORKFLOW}, {way}", (), "with_gorkflow", variant, store, EVERY_VALUE, sizes)


OURS = (
    of_gorkflow("memory", "memory", ""),
    of_gorkflow("sqlite-process", "SQLite, process", "SQLite"),
    of_gorkflow("sqlite-power", "SQLite, power", "SQLite, fsync"),
    of_gorkflow("sqlite-power-pure", "SQLite, power, pure", "SQLite, fsync"),
    of_gorkflow("libsql", "libSQL", "libSQL server"),
)

SLOW = {"W1": Size(runs=2), "W3": Size(runs=200), "W2": Size(runs=1)}

THEIRS = (
    Contestant(
        "DBOS", (*PEERS["dbos"].requirements, PYDANTIC), "with_dbos", "", "SQLite, fsync", "nothing (pickle)", SLOW
    ),
    Contestant(
        "LangGraph", PEERS["langgraph graph"].requirements, "with_langgraph", "", "SQLite, fsync",
        "the state, when read", SLOW,
    ),
    Contestant(
        "Hamilton", (*PEERS["hamilton"].requirements, PYDANTIC), "with_hamilton", "", "", "nothing"
    ),
    Contestant(
        "pydantic-graph", PEERS["pydantic-graph"].requirements, "with_pydantic_graph", "", "", "nothing",
        {"W4 1k": None},
    ),
    Contestant("Dask, threads", DASK, "with_dask", "threads", "", "nothing"),
    Contestant("Dask, cluster", DASK, "with_dask", "distributed", "", "nothing", SLOW),
    Contestant("Luigi", (*PEERS["luigi"].requirements, PYDANTIC), "with_luigi", "", "files", "what a task reads", SLOW),
    Contestant(
        "Burr", PEERS["burr"].requirements, "with_burr", "", "SQLite, fsync", "the state",
        {"W1": Size(runs=1), "W2": None, "W3": Size(runs=50), "W4 1k": None},
    ),
    Contestant(
        "Prefect", PEERS["prefect"].requirements, "with_prefect", "", "SQLite, files", "a flow's parameters",
        {"W1": Size(size=50, runs=1), "W2": Size(size=100, runs=1), "W3": Size(runs=10), "W4 1k": None},
        rounds=1,
    ),
)  # fmt: skip

CONTESTANTS = (*OURS, *THEIRS)


def chosen(names: str | None, among: Iterable[Contestant] = CONTESTANTS) -> list[Contestant]:
    """Those whose names begin so, of a list with commas, or all.

    Raises:
        ValueError: a name that nobody has.
    """
    everybody = list(among)
    if names is None:
        return everybody
    wanted = [name.strip().lower() for name in names.split(",")]
    for name in wanted:
        if not any(one.name.lower().startswith(name) for one in everybody):
            raise ValueError(f"nobody is called {name}; there are {'; '.join(one.name for one in everybody)}")
    return [one for one in everybody if one.name.lower().startswith(tuple(wanted))]
