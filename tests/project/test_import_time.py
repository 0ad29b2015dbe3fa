"""What the first lines of a program cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.project.blocks import ROOT
from tests.project.import_time import PYDANTIC, README, cpu_seconds

LIMIT_SECONDS = 0.1  # the goal is half of it
NOT_NEEDED = {"aiosqlite", "cronsim", "html", "networkx", "rich", "sqlite3", "tomllib", "typer"}


def test_the_first_lines_of_the_readme_cost_little() -> None:
    """Beside pydantic, which their models need anyway; with asyncio. On a slow machine no more than pydantic costs.

    Whatever else the machine has to do makes it more: one good measurement of four is enough.
    """
    measured: list[list[float]] = []
    for _ in range(4):
        measured.append(cpu_seconds(PYDANTIC, f"{PYDANTIC}{README}"))
        pydantic, readme = measured[-1]
        if readme - pydantic < max(LIMIT_SECONDS, pydantic):
            return
    pytest.fail(f"CPU seconds of pydantic, and with gorkflow: {measured}")


def test_the_first_lines_of_the_readme_import_what_they_need() -> None:
    """Stores, graphs, the command line and what reads files come when they are used."""
    program = f"import sys\n{README}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert NOT_NEEDED.isdisjoint(done.stdout.split())
