"""The commands: measure some contestants with some loads, print the tables, keep what came out."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pydantic

from benchmarks.peers.catalogue import ROOT
from benchmarks.speed import tables
from benchmarks.speed.contestants import Contestant
from benchmarks.speed.loads import Load
from benchmarks.speed.results import STORED, Machine, Results
from benchmarks.speed.rounds import race
from tests.stores.libsql import sqld

ENVIRONMENTS = Path.home() / ".cache" / "gorkflow-peers"
OUT = ROOT / "out" / "benchmarks"
PAGE = ROOT / "docs" / "explanation" / "speed.md"
PICTURE = PAGE.with_suffix(".svg")
BEGIN, END = "<!-- python -m benchmarks --keep writes from here -->", "<!-- to here -->"


def measured(
    contestants: Sequence[Contestant],
    loads: Sequence[Load],
    rounds: int,
    *,
    environments: Path = ENVIRONMENTS,
    patience: float = 180.0,
) -> Results:
    """Everything, in rounds."""
    began = time.monotonic()
    if any(one.variant == "libsql" for one in contestants):
        os.environ[sqld.BINARY] = str(sqld.find())  # it is found by the user's home, which the programs do not have
    entries, figures = race(contestants, loads, rounds, environments, patience)
    return Results(
        measured=datetime.now(UTC).date(),
        seconds=time.monotonic() - began,
        rounds=rounds,
        machine=this_machine(),
        entries=entries,
        figures=figures,
    )


def this_machine() -> Machine:
    """Where this process runs."""
    cores = os.cpu_count() or 1
    return Machine(
        processor=_processor(),
        cores=cores,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        pydantic=pydantic.VERSION,
        busy=[round(load / cores, 2) for load in os.getloadavg()],
    )


def write(results: Results, folder: Path) -> None:
    """results.json, results.md and results.svg."""
    from benchmarks.speed.picture import draw  # matplotlib takes a second, and tables need none

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (folder / "results.md").write_text(tables.all_of(results) + "\n", encoding="utf-8")
    draw(results, folder / "results.svg")


def keep(results: Results) -> None:
    """In the repository: the results, and the page of the documentation with its picture."""
    from benchmarks.speed.picture import draw

    STORED.write_text(results.model_dump_json() + "\n", encoding="utf-8")
    draw(results, PICTURE)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{shown(results)}{rest.partition(END)[2]}", encoding="utf-8")


def shown(results: Results) -> str:
    """The part of the page that the command writes."""
    return f"{BEGIN}\n\n{tables.all_of(results)}\n\n{END}"


def say(text: str) -> None:
    """To standard output."""
    sys.stdout.write(f"{text}\n")


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "an unknown processor"
