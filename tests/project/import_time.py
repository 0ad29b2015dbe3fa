"""`python -m tests.project.import_time`: what imports cost beside pydantic; test_import_time.py judges it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from tests.project.blocks import ROOT

REPETITIONS = 5
PYDANTIC = "from pydantic import BaseModel, TypeAdapter\nclass Order(BaseModel): id: int\nTypeAdapter(Order)\n"
README = "from gorkflow import RetryPolicy, connect, step, workflow"
PROGRAMS = {
    "nothing": "pass",
    "pydantic with a model": PYDANTIC,
    "... and asyncio": f"{PYDANTIC}import asyncio",
    "... and gorkflow": f"{PYDANTIC}import gorkflow",
    "... and the README's line": f"{PYDANTIC}{README}",
}


def cpu_seconds(*programs: str) -> list[float]:
    """CPU time of each in fresh processes, after one that warms the files: the least of several, taken in turns.

    The least, because whatever else the machine does makes a process dearer and never cheaper. Compiled modules are
    kept, as for every user, though the environment may say that none are to be written.
    """
    took: dict[str, list[float]] = {program: [] for program in programs}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
        for _ in range(REPETITIONS + 1):
            for program, seconds in took.items():
                seconds.append(_once(program, environment))
    return [min(seconds[1:]) for seconds in took.values()]


def _once(program: str, environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """One line per program."""
    for name, seconds in zip(PROGRAMS, cpu_seconds(*PROGRAMS.values()), strict=True):
        print(f"{name:<26} {seconds * 1000:6.0f} ms of CPU")


if __name__ == "__main__":
    main()
