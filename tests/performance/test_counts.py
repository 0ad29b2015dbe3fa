"""What a step costs in things that can be counted, on every store: an unwanted task or statement per step fails here.

Seconds are measured by `benchmarks`; these are the same on a busy machine, and on every version of Python.
`python -m tests.performance.test_counts` prints the first table as it is now: after a change that makes a figure
smaller, or that is worth a larger one, it goes in the place of the one below.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pytest
from pydantic import TypeAdapter

from gorkflow import RetryPolicy
from tests.performance import loads
from tests.performance.counting import NAMES, measure, per_step, watched
from tests.performance.loads import LOADS, Load
from tests.stores.libsql.proxy import Proxy

STORES = ("memory", "sqlite-process", "sqlite-power")

# Per step, rounded to hundredths. Of W3 the start and the end of each run are in them, spread over its three steps.
#   statements  of SQL, without BEGIN and COMMIT
#   bytes       of type, step and data of the events
#   encodes     by pydantic-core, as are decodes
#   callbacks   of the event loop: turns of tasks, and what is told to those who wait
#   hops        of another thread to the loop
#   calls       of functions of the package on the loop's thread; a coroutine that goes on is called again
TABLE: Mapping[tuple[str, str], Sequence[float]] = {
    #                    statements, commits, events, bytes, encodes, decodes, tasks, callbacks, timers, hops, calls
    ("memory", "W1"):         (     0,      0,      2,    166,      1,      1,      0,      0,      0,      0,     50),
    ("memory", "W2"):         (     0,      0,      2,    166,      1,      2,   0.01,   0.04,      0,      0,  36.43),
    ("memory", "W3"):         (     0,      0,      3, 178.67,   1.33,   1.67,   0.33,   0.67,      0,      0,     89),
    ("sqlite-process", "W1"): (     5,      1,      2,    166,      1,      1,      0,   0.12,      0,      0,  66.36),
    ("sqlite-process", "W2"): (  4.05,   0.01,      2,    166,      1,      2,   0.01,   0.05,      0,   0.02,  36.54),
    ("sqlite-process", "W3"): (  6.67,   0.29,      3, 178.67,   1.33,   1.67,   0.33,   1.89,      0,      0, 103.93),
    ("sqlite-power", "W1"):   (     5,      1,      2,    166,      1,      1,      0,      1,      0,      1,     63),
    ("sqlite-power", "W2"):   (  4.01,   0.01,      2,    166,      1,      2,   0.01,   0.05,      0,   0.01,  36.56),
    ("sqlite-power", "W3"):   (  6.67,   0.08,      3, 178.67,   1.33,   1.67,   0.33,   2.08,      0,   0.08, 100.54),
}  # fmt: skip

ON_A_SERVER = ("requests", "statements", "commits", "encodes", "decodes")
SERVER: Mapping[str, Sequence[float]] = {
    "W1": (1, 5, 1, 1, 1),
    "W2": (0.03, 4.03, 0.03, 1, 2),
    "W3": (0.08, 6.67, 0.08, 1.33, 1.67),
}
"""Of libSQL. The frame of each job in a batch (savepoint, conditions, release) is no part of its statements."""

ROOM, SLACK = 1.1, 0.2
"""How far a figure may be exceeded that depends on which of two threads was quicker: by a factor, and a part of one."""

TIMED = ("statements", "commits", "tasks", "callbacks", "hops", "calls", "requests")
"""Those that do, on stores that write in a thread of theirs or on a server."""

TRIES = 3


@pytest.mark.parametrize("load", LOADS, ids=lambda load: load.name)
@pytest.mark.parametrize("kind", STORES)
def test_a_step_costs_what_the_table_says(kind: str, load: Load) -> None:
    """Not more of anything; nor less, lest it come back unnoticed."""
    problems = [""]
    for _ in range(TRIES):  # on a busy machine a thread may find less to write at once
        problems = differences(f"{load.name} on {kind}", NAMES, TABLE[kind, load.name], measure(kind, load))
        if not problems:
            break
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("load", LOADS, ids=lambda load: load.name)
async def test_a_step_costs_a_server_what_the_table_says(proxy: Proxy, load: Load) -> None:
    """As on the other stores; what counts most is the requests."""

    def asked() -> Counter[str]:
        counts = Counter({"requests": len(proxy.requests)})
        for text in (text for batch in proxy.batches for text in batch):
            counts["commits" if text.startswith("COMMIT") else "frames" if is_frame(text) else "statements"] += 1
        proxy.requests.clear()
        return counts

    few, many = load.sizes
    taken = await per_step(proxy.url, load._replace(sizes=(few // 2, many // 3)), requests=asked)
    problems = differences(f"{load.name} on libSQL", ON_A_SERVER, SERVER[load.name], taken)
    assert not problems, "\n".join(problems)


def is_frame(text: str) -> bool:
    """Whether a statement only holds the others of its batch together."""
    return text.startswith(("BEGIN", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT CASE WHEN changes()"))


def differences(what: str, names: Sequence[str], table: Sequence[float], taken: Mapping[str, float]) -> list[str]:
    """What is not as the table has it, each as a sentence."""
    is_alone = what.endswith("memory")
    problems: list[str] = []
    for name, expected in zip(names, table, strict=True):
        found = round(taken[name], 2)
        is_timed = name in TIMED and not is_alone
        bound = expected * ROOM if name == "calls" else expected * ROOM + SLACK if is_timed else expected
        if found > bound:
            problems.append(f"{what}: {name} per step grew from {expected:g} to {found:g}")
        elif found < expected and not (is_timed or name == "calls"):
            problems.append(f"{what}: {name} per step fell from {expected:g} to {found:g}; write it into the table")
    return problems


WASTES: Mapping[str, Callable[[], object]] = {
    "statements": lambda: [connection.execute("SELECT 1") for connection in watched],
    "commits": lambda: [connection.executescript("BEGIN; COMMIT") for connection in watched],
    "encodes": lambda: TypeAdapter(int).dump_json(1),
    "decodes": lambda: TypeAdapter(int).validate_json(b"1"),
    "tasks": lambda: asyncio.ensure_future(asyncio.sleep(0)),
    "callbacks": lambda: asyncio.get_running_loop().call_soon(int),
    "timers": lambda: asyncio.get_running_loop().call_later(3600, int).cancel(),
    "hops": lambda: asyncio.get_running_loop().call_soon_threadsafe(int),
    "calls": lambda: [RetryPolicy().wait_seconds(1, 0.5) for _ in range(10)],
}


@pytest.mark.parametrize("name", WASTES)
def test_waste_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more of it per step, and the table says so."""
    monkeypatch.setattr(loads, "waste", WASTES[name])
    taken = measure("sqlite-process", LOADS[0])
    problems = differences("W1 on sqlite-process", NAMES, TABLE["sqlite-process", "W1"], taken)
    assert [problem for problem in problems if f": {name} per step grew" in problem], problems


@pytest.mark.parametrize(
    ("taken", "problems"),
    [
        ({"tasks": 0.0, "calls": 50.0}, []),
        ({"tasks": 0.0, "calls": 55.0}, []),
        ({"tasks": 0.0, "calls": 40.0}, []),
        ({"tasks": 0.0, "calls": 56.0}, ["W1 on memory: calls per step grew from 50 to 56"]),
        ({"tasks": 1.0, "calls": 50.0}, ["W1 on memory: tasks per step grew from 0 to 1"]),
    ],
)
def test_what_grew_is_said(taken: Mapping[str, float], problems: list[str]) -> None:
    """By its name, with both figures."""
    assert differences("W1 on memory", ("tasks", "calls"), (0, 50), taken) == problems


def shown() -> str:
    """The table as it is measured."""
    lines: list[str] = []
    for kind in STORES:
        for load in LOADS:
            taken = measure(kind, load)
            figures = ", ".join(f"{round(taken[name], 2):>6g}" for name in NAMES)
            key = json.dumps(kind) + ", " + json.dumps(load.name)
            lines.append(f"    {f'({key}):':<26}({figures}),")
    return "\n".join(lines)


if __name__ == "__main__":
    print(shown())
