"""Who is compared: the pinned packages, the program, and how a run is named in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"
CHECKERS = ("mypy==2.4.1", "pyright==1.1.414")
"""The type checkers, in an environment of their own; they read the peer's packages from the peer's."""


class Peer(NamedTuple):
    """One row.

    Attributes:
        name: what `--only` takes and the tables show.
        requirements: what pip installs, the peer itself first; nothing for the standard library alone.
        program: name of its file in `programs/`, without the ending.
        store: where its program keeps results.
        named_by: what the user wrote so that the second start finds the first one's run.
    """

    name: str
    requirements: tuple[str, ...]
    program: str
    store: str
    named_by: str

    @property
    def source(self) -> str:
        """The text of the program."""
        return (PROGRAMS / f"{self.program}.py").read_text(encoding="utf-8")


LANGGRAPH = ("langgraph==1.2.22", "langgraph-checkpoint-sqlite==3.1.2")

PEERS = (
    Peer("plain functions", (), "with_plain", "none", "nothing"),
    Peer("gorkflow", (str(ROOT),), "with_gorkflow", "SQLite", "an idempotency key"),
    Peer("dbos", ("dbos==3.4.0",), "with_dbos", "SQLite", "a workflow id"),
    # 3.9.0 and 3.9.1 ask for a certifi (2026.10.19) that PyPI did not have on the day. 3.8.8 sets no bound for fastapi;
    # 3.9 does (below 0.151), because with later ones such as 0.165.0 the local API does not start.
    Peer("prefect", ("prefect==3.8.8", "fastapi==0.150.0"), "with_prefect", "SQLite, files", "a cache policy per task"),
    Peer("langgraph tasks", LANGGRAPH, "with_langgraph_tasks", "SQLite", "a thread id; None as the input to go on"),
    Peer("langgraph graph", LANGGRAPH, "with_langgraph_graph", "SQLite", "a thread id; None as the input to go on"),
    Peer("hamilton", ("apache-hamilton==1.90.0",), "with_hamilton", "SQLite, files", "nothing; the inputs do"),
    Peer("pydantic-graph", ("pydantic-graph==2.68.0",), "with_pydantic_graph", "none", "nothing"),
    Peer("luigi", ("luigi==3.8.1",), "with_luigi", "files", "a file name per task"),
    Peer("burr", ("apache-burr[pydantic]==0.43.0",), "with_burr", "SQLite", "an app id and a partition key"),
)


def chosen(names: str | None) -> list[Peer]:
    """The peers of a list with commas, or all.

    Raises:
        ValueError: a name that no peer has.
    """
    if names is None:
        return list(PEERS)
    wanted = [name.strip() for name in names.split(",")]
    unknown = sorted(set(wanted) - {peer.name for peer in PEERS})
    if unknown:
        raise ValueError(f"no peer is called {', '.join(unknown)}; there are {', '.join(peer.name for peer in PEERS)}")
    return [peer for peer in PEERS if peer.name in wanted]
