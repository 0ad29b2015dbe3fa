"""What an import costs, and which module may import which."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.blocks import ROOT

DRIVERS = {"aiosqlite", "networkx", "sqlite3"}
SERVERS_AND_TOOLS = {"http.server", "multiprocessing", "numpy", "rich", "typer", "unittest", "urllib.request"}
DEFINING = "from gorkflow import RetryPolicy, connect, step, workflow"
LISTING = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def test_import_gorkflow_imports_nothing_of_others() -> None:
    """The names come when they are asked for: no asyncio, no pydantic, no driver by `import gorkflow` alone."""
    heavy = DRIVERS | SERVERS_AND_TOOLS | {"asyncio", "pydantic", "typing_extensions"}
    assert _modules("import gorkflow") & heavy == set()


def test_defining_a_workflow_needs_no_driver() -> None:
    """The names of a definition and connect() cost pydantic and asyncio; stores and networkx wait for their use."""
    assert _modules(DEFINING) & (DRIVERS | SERVERS_AND_TOOLS) == set()


def test_a_memory_engine_needs_no_driver() -> None:
    """A run on memory:// opens no database, so it imports none."""
    program = """
import asyncio
from gorkflow import run, step, workflow
@step
async def one(value: int) -> int: return value + 1
assert run(workflow("w").then(one).build(), 1) == 2
"""
    assert _modules(program) & (DRIVERS | SERVERS_AND_TOOLS) == set()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package with the contracts, to break."""
    shutil.copytree(ROOT / "gorkflow", tmp_path / "gorkflow", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold(checkout: Path) -> None:
    """import-linter keeps every contract of pyproject.toml."""
    report = _lint_imports(checkout)
    assert report.returncode == 0, report.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/ids.py", "import asyncio"),
        ("core/ids.py", "import random"),
        ("core/ids.py", "import gorkflow.ports"),
        ("core/ids.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gorkflow.ports"),
        ("ports.py", "import gorkflow.runtime"),
        ("runtime/clock.py", "import gorkflow.sql"),
        ("runtime/clock.py", "import gorkflow.stores"),
        ("surprise.py", "VALUE = 1"),
    ],
)
def test_a_breach_of_the_layers_is_found(checkout: Path, module: str, line: str) -> None:
    """Impure core, an import upwards (for types as well), a look at a sibling, a module that no layer has."""
    with (checkout / "gorkflow" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    report = _lint_imports(checkout)
    assert report.returncode == 1
    assert "BROKEN" in report.stdout or "Missing layer" in report.stdout


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = str(Path(sys.executable).with_name("lint-imports"))
    return subprocess.run(
        [tool, "--no-cache"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def _modules(program: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after the program."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LISTING}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded: list[str] = json.loads(run.stdout.splitlines()[-1])
    return set(loaded)
