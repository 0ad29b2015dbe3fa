"""What a user installs: the wheel, without extras, in an environment that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.project.blocks import ROOT

pytestmark = pytest.mark.long

REQUIRED = {"aiosqlite", "networkx", "pydantic", "typing_extensions"}
PROGRAM = """
import asyncio
import importlib.util

from gorkflow import connect, step, workflow

for extra in ("typer", "rich", "pytest"):
    assert importlib.util.find_spec(extra) is None, f"{extra} is here: the environment is not bare"


@step
def double(value: int) -> int:
    return value * 2


async def main() -> None:
    async with connect("sqlite:///bare.db") as engine:
        print(await workflow("bare").then(double).build().run(21, on=engine))


asyncio.run(main())
"""


TEST = """
from gorkflow import step, workflow


@step
def double(value: int) -> int:
    return value * 2


def test_it(gorkflow_runner):
    assert gorkflow_runner.run(workflow("bare").then(double).build(), 21).output == 42
"""
_BARE = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON"))}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with nothing but pip."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin"


@pytest.fixture(scope="module")
def wheel(empty: Path) -> Path:
    """Built from the checkout, as pip does it: with what the build needs in an environment that pip makes for it."""
    command = [str(empty / "pip"), "wheel", "--quiet", "--no-deps", "--wheel-dir", str(empty.parent), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(empty.parent.glob("gorkflow-*.whl"))


@pytest.fixture(scope="module")
def bare(empty: Path, wheel: Path) -> Path:
    """The programs of the environment, now with the wheel and what it requires."""
    subprocess.run([str(empty / "pip"), "install", "--quiet", str(wheel)], check=True, capture_output=True)
    return empty


def test_the_wheel_has_the_package_whole_and_nothing_else(wheel: Path) -> None:
    """Every module, every .sql file and the marker of types; no tests, no examples."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = ROOT / "gorkflow"
    files = {str(path.relative_to(ROOT)) for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert names == files
    assert "gorkflow/py.typed" in names
    assert any(name.endswith(".sql") for name in names)


def test_a_bare_environment_runs_a_workflow(bare: Path, tmp_path: Path) -> None:
    """Imported from the wheel, into an SQLite file, with none of the extras."""
    run = subprocess.run(
        [str(bare / "python"), "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "42\n", "")


@pytest.mark.parametrize(
    ("options", "says"), [((), "1 passed"), (("-p", "no:gorkflow"), "fixture 'gorkflow_runner' not found")]
)
def test_pytest_finds_the_plugin_by_itself(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    """In an environment with the wheel and pytest alone, without any configuration; and not, if it is not wanted."""
    folder = tmp_path_factory.getbasetemp() / "with-pytest"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run(
            [str(folder / "bin" / "pip"), "install", "--quiet", str(wheel), "pytest>=9,<10"],
            check=True,
            capture_output=True,
        )
    (tmp_path / "test_it.py").write_text(TEST, encoding="utf-8")
    command = [str(folder / "bin" / "python"), "-W", "error", "-m", "pytest", "-q", *options]
    run = subprocess.run(command, cwd=tmp_path, env=_BARE, capture_output=True, text=True, check=False)
    assert says in run.stdout, run.stdout + run.stderr


def test_the_command_without_its_extra_names_the_extra(bare: Path, tmp_path: Path) -> None:
    """No traceback: what to install."""
    run = subprocess.run([str(bare / "gorkflow"), "resume"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "gorkflow[cli]" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_requirements_are_the_four(wheel: Path) -> None:
    """And each is bounded below and above."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    required = [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist:")]
    bare_user = [line for line in required if "extra ==" not in line]
    assert {line.partition("<")[0].replace("-", "_") for line in bare_user} == REQUIRED
    assert [line for line in required if "gorkflow[" not in line and not (">=" in line and "<" in line)] == []
