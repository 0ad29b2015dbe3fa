"""A virtual environment per peer, what is in it, and what its imports cost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.catalogue import ROOT

LIST = "import importlib.metadata as m; print(*sorted({f'{d.name}=={d.version}' for d in m.distributions()}))"
PYDANTIC = "from pydantic import BaseModel\nclass Order(BaseModel): id: int"


class Interpreter(NamedTuple):
    """A Python with packages.

    Attributes:
        path: a folder to import from besides; None for what is installed alone.
    """

    python: Path
    path: Path | None = None

    def variables(self) -> dict[str, str]:
        """The environment variables by which the interpreter and mypy find the folder."""
        return {} if self.path is None else {"PYTHONPATH": str(self.path), "MYPYPATH": str(self.path)}


class Environment(NamedTuple):
    """A finished environment, with what pip added to the empty one."""

    interpreter: Interpreter
    distributions: list[str]
    bytes: int


def prepare(folder: Path, requirements: Sequence[str]) -> Environment:
    """Make the environment, or take the one that is there: it is kept by its requirements.

    One with a checkout in it is made afresh each time, because the checkout may have changed.
    """
    home = folder / _name_of(requirements)
    note = home / "installed.json"
    if note.exists() and str(ROOT) not in requirements:
        kept = json.loads(note.read_text(encoding="utf-8"))
        return Environment(Interpreter(_python(home)), kept["distributions"], kept["bytes"])
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    before, bytes_before = _distributions(home), _bytes(home)
    if requirements:
        _install(home, requirements)
    added = [item for item in _distributions(home) if item not in before]
    size = _bytes(home) - bytes_before
    note.write_text(json.dumps({"distributions": added, "bytes": size}), encoding="utf-8")
    return Environment(Interpreter(_python(home)), added, size)


def import_ratios(programs: Mapping[str, tuple[Interpreter, str]], rounds: int) -> dict[str, float]:
    """CPU time of each program over `pass` in the same interpreter: medians of rounds in which all take turns."""
    ratios: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as cache:  # compiled modules are kept, though the environment may say otherwise
        keep = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
        for _ in range(rounds + 1):  # the first one compiles
            for name, (interpreter, program) in programs.items():
                nothing = _cpu_seconds(interpreter, "pass", keep)
                ratios[name].append(_cpu_seconds(interpreter, program, keep) / nothing)
    return {name: statistics.median(values[1:]) for name, values in ratios.items()}


def _cpu_seconds(interpreter: Interpreter, program: str, keep: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [interpreter.python, "-c", program], env={**os.environ, **interpreter.variables(), **keep}, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _install(home: Path, requirements: Sequence[str]) -> None:
    command = [str(_python(home)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
    subprocess.run(command, check=True)


def _name_of(requirements: Sequence[str]) -> str:
    if not requirements:
        return "nothing"
    return "+".join("checkout" if item == str(ROOT) else item for item in requirements)


def _python(home: Path) -> Path:
    return home / "bin" / "python"


def _distributions(home: Path) -> list[str]:
    done = subprocess.run([_python(home), "-c", LIST], capture_output=True, text=True, check=True)
    return done.stdout.split()


def _bytes(home: Path) -> int:
    return sum(path.stat().st_size for path in (home / "lib").rglob("*") if path.is_file())
