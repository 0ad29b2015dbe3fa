"""What `gorkflow --help` costs beside a command of typer's own that says hello."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gorkflow.cli.commands import app
from tests.cli.processes import environment
from tests.project.blocks import ROOT
from tests.project.import_time import cpu_seconds

# As many commands as ours has, each with an argument and an option.
HELLO = f"""
import typer
app = typer.Typer(rich_markup_mode=None)
@app.callback()
def top(store: str = "") -> None: "Say hello."
def make(number: int) -> None:
    def command(name: str, times: int = 1) -> None: "Say hello to somebody."
    app.command(f"hello-{{number}}")(command)
for number in range({len(app.registered_commands)}): make(number)
def main(): app(prog_name="hello")
"""
OURS = "from gorkflow.cli import main\n"
CALL = "import io, sys\nsys.argv = ['x', '--help']\nsys.stdout = io.StringIO()\ntry: main()\nexcept SystemExit: pass\n"
COUNTED = """
import sys
calls = 0
def count(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")
sys.setprofile(count)
{program}
sys.setprofile(None)
print(calls, *sys.modules, file=sys.stderr)
"""
FORBIDDEN = {
    "aiosqlite",
    "asyncio",
    "cronsim",
    "httpx",
    "networkx",
    "pydantic",
    "resvg_py",
    "rich",
    "sqlite3",
    "tomllib",
}
OWN = (
    "gorkflow.composition",
    "gorkflow.config",
    "gorkflow.core",
    "gorkflow.runtime",
    "gorkflow.stores",
    "gorkflow.sql",
)
MOST_CALLS = 1.75  # times those of hello; it is 1.5 with twelve commands, which have more options
MOST_SECONDS = 1.5  # of CPU; it is 1.1


def _counted(program: str) -> tuple[int, list[str]]:
    """Calls of functions, imports included, and the modules that are there at the end: the same every time."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED.format(program=program)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    calls, *modules = done.stderr.split()
    return int(calls), modules


def test_help_makes_few_more_calls_than_hello() -> None:
    """Counted in fresh processes, so that no other load changes it; without the modules that commands need."""
    for _ in range(2):  # the first compiles modules
        hello, _ = _counted(HELLO + CALL)
        ours, modules = _counted(OURS + CALL)
    assert ours < MOST_CALLS * hello
    assert FORBIDDEN.isdisjoint(modules)
    assert [name for name in modules if name.startswith(OWN)] == []


def test_help_takes_little_longer_than_hello() -> None:
    """Taken in turns. Whatever else the machine has to do makes it more: one good measurement of four is enough."""
    measured: list[list[float]] = []
    for _ in range(4):
        measured.append(cpu_seconds(HELLO + CALL, OURS + CALL))
        hello, ours = measured[-1]
        if ours < MOST_SECONDS * hello:
            return
    pytest.fail(f"CPU seconds of hello, and of gorkflow --help: {measured}")
