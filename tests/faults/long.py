"""The long fault tests, and their figures.

    python -m tests.faults.long                     # all of it, about half an hour
    python -m tests.faults.long --kills 20 --only kills

Prints one line per series, and ends with 1 where a figure that must be 0 is not.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from tests.faults.arena import Arena, Child
from tests.faults.evidence import Figures, judge

RUNS = 200


@contextmanager
def an_arena(body: tuple[float, float]) -> Generator[Arena, None, None]:
    """An arena of its own, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-long-") as folder, closing(Arena(Path(folder), body=body)) as one:
        yield one


def killed_and_finished(flow: str, body: tuple[float, float], moment: random.Random) -> Figures:
    """200 runs, one kill -9 at a random moment, and another process that goes on with all that is left."""
    with an_arena(body) as arena:
        child = arena.spawn(flow=flow, runs=RUNS, stays=True)
        child.until("open")
        time.sleep(moment.uniform(0.02, 0.9 if body[1] < 0.1 else 4.0))
        child.kill()
        arena.observe()
        heir = arena.spawn()
        heir.until("idle")
        heir.wait()
        return judge(arena)


def killed_in_a_row(flow: str, body: tuple[float, float], kills: int, moment: random.Random) -> Figures:
    """200 runs under that many kills, each life taking over from the one before."""
    with an_arena(body) as arena:
        for life in range(kills):
            child = arena.spawn(flow=flow, runs=0 if life else RUNS, stays=True, max_recoveries=1000)
            child.until("open")
            time.sleep(moment.uniform(0.0, 0.5))
            child.kill()
            arena.observe()
        heir = arena.spawn(max_recoveries=1000)
        heir.until("idle")
        heir.wait()
        return judge(arena)


def two_processes(moment: random.Random) -> Figures:
    """Two with 60 runs each, bodies of all kinds; one is killed or frozen past its lease, again and again."""
    with an_arena((0.02, 0.2)) as arena:
        children = [spawn_open(arena, 60, 100 * number) for number in range(2)]
        for number in range(4):
            time.sleep(moment.uniform(0.2, 1.0))
            children[number % 2].kill()
            children[number % 2] = spawn_open(arena, 20, 1000 + 100 * number)
        wait_until_over(children[0])
        for child in children:
            child.kill()
        return judge(arena)


def zombie(flow: str, moment: random.Random) -> tuple[Figures, int, int]:
    """An owner frozen past its lease while another one takes over; bodies in flight then, and begun when it woke."""
    with an_arena((0.05, 0.3)) as arena:
        child = arena.spawn(flow=flow, runs=20, steps=8, lease=1, listens=True)
        child.until("started")
        time.sleep(moment.uniform(0.05, 0.5))
        frozen_at = arena.freeze(child)
        with arena.look() as connection:
            sql = "SELECT run_id, step_id FROM step_executions WHERE status = 'RUNNING'"
            in_flight = set(connection.execute(sql))
        wait_until_over(spawn_open(arena, 0, 0))
        arena.observe()
        child.send(signal.SIGCONT)
        child.ask("idle")
        time.sleep(1.5)
        late = [
            note for note in arena.notes()
            if note.life == 1 and note.at > frozen_at and note.what == "begin" and note.words[:2] in in_flight
        ]  # fmt: skip
        return judge(arena, but_for=late), len(in_flight), len(late)


def flapping_disk(rounds: int) -> dict[str, object]:
    """A disk that is full and free again under 100 runs: what failed, what was stranded, how often it was told."""
    with an_arena((0.05, 0.2)) as arena:
        child = arena.spawn(flow="diamond-mixed", runs=100, steps=6, listens=True)
        child.until("started")
        degraded = 0
        for _ in range(rounds):
            resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY))
            time.sleep(0.7)
            degraded += json.loads(child.ask("health"))["status"] == "degraded"
            resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
            time.sleep(0.3)
        child.ask("idle")
        child.kill()
        figures = judge(arena)
        statuses = [run.status for run in arena.runs().values()]
    return {
        "failed": statuses.count("FAILED"), "stranded": len(statuses) - statuses.count("COMPLETED"),
        "degraded": f"{degraded} of {rounds}", "faults": figures.faults(),
    }  # fmt: skip


def spawn_open(arena: Arena, runs: int, first: int) -> Child:
    """A process that takes over whatever is free, every third of a second."""
    child = arena.spawn(flow="diamond-mixed", runs=runs, first=first, lease=1, steps=8, listens=True, max_recoveries=99)
    child.until("started")
    return child


def wait_until_over(child: Child) -> None:
    """Until every run of the database is over."""
    deadline = time.monotonic() + 120
    while set(json.loads(child.ask("counts"))) - {"COMPLETED", "FAILED", "CANCELLED"}:
        if time.monotonic() > deadline:
            print("NOT OVER in 120 s:", child.ask("counts"), child.ask("health"))
            return
        time.sleep(0.1)


class Report:
    """Prints the figures, and remembers whether one of them was wrong."""

    def __init__(self) -> None:
        self.is_bad = False

    def tell(self, name: str, figures: Figures, began: float) -> None:
        again = figures.returned_again or [0]
        took = figures.takeover_seconds or [0.0]
        faults = figures.faults()
        self.is_bad = self.is_bad or bool(faults)
        print(
            f"{name}: {figures.kills} kills, {figures.runs} runs; faults {faults or 'none'}; returned and ran again "
            f"per kill: {statistics.mean(again):.2f} (most {max(again)}); begun and ran again: "
            f"{statistics.mean(figures.run_again or [0]):.2f}; takeover: median {statistics.median(took):.3f} s, most "
            f"{max(took):.3f} s ({time.monotonic() - began:.0f} s)",
            flush=True,
        )

    def series(self, name: str, one: Callable[[], Figures], times: int) -> None:
        """That many of them, told as one."""
        figures, began = Figures(), time.monotonic()
        for number in range(times):
            found = one()
            if found.faults():
                print(f"{name}, number {number}: {found.faults()}", flush=True)
            figures.add(found)
        self.tell(name, figures, began)


def kills(report: Report, count: int, moment: random.Random) -> None:
    """kill -9 with 200 runs each time."""
    short, long = (0.0, 0.02), (0.3, 1.0)
    cases = [
        ("chain-loop", short, count), ("diamond-loop", short, count // 2), ("diamond-thread", short, count // 2),
        ("diamond-mixed", short, count // 5), ("dynamic-loop", short, count // 5),
        ("dynamic-mixed", short, count // 10), ("chain-process", short, count // 10), ("chain-loop", long, count // 20),
    ]  # fmt: skip
    for flow, body, times in cases:
        name = f"kill -9, {flow}, bodies of {body[0] * 1000:.0f} to {body[1] * 1000:.0f} ms"
        report.series(name, partial(killed_and_finished, flow, body, moment), max(1, times))
    row = max(2, count // 3)
    report.series(f"{row} kills in a row", lambda: killed_in_a_row("diamond-thread", (0.0, 0.3), row, moment), 1)


def zombies(report: Report, count: int, moment: random.Random) -> None:
    """Frozen owners; what they had in flight may overlap."""
    total, began, excess, overlapping, woken = Figures(), time.monotonic(), 0, 0, 0
    for number in range(count):
        figures, in_flight, late = zombie(["diamond-loop", "chain-thread", "diamond-mixed"][number % 3], moment)
        woken += late
        overlapping += figures.overlapping
        excess += max(0, figures.overlapping - in_flight)
        figures.overlapping = 0
        total.add(figures)
    report.is_bad = report.is_bad or excess > 0
    name = (
        f"zombies ({overlapping} bodies in flight overlapped, {excess} others; {woken} that were STARTED when it froze "
        "began when it woke)"
    )
    report.tell(name, total, began)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="kills of the first series; the others scale with it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["kills", "processes", "zombies", "disk"])
    options = parser.parse_args()
    moment, report = random.Random(options.seed), Report()
    wanted: Callable[[str], bool] = lambda name: options.only in (None, name)  # noqa: E731 - it is one line
    if wanted("kills"):
        kills(report, options.kills, moment)
    if wanted("processes"):
        report.series("two processes", lambda: two_processes(moment), max(1, options.kills // 10))
    if wanted("zombies"):
        zombies(report, max(3, options.kills // 10), moment)
    if wanted("disk"):
        found = flapping_disk(max(3, options.kills // 5))
        report.is_bad = report.is_bad or bool(found["failed"] or found["stranded"] or found["faults"])
        print("flapping disk:", found, flush=True)
    print("NOT as promised" if report.is_bad else "all as promised")
    return int(report.is_bad)


if __name__ == "__main__":
    sys.exit(main())
