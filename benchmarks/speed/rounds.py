"""Processes in turns: each round, everybody does each load once, so that what is compared was measured together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from benchmarks.peers.catalogue import ROOT
from benchmarks.peers.environments import Interpreter, prepare
from benchmarks.peers.trials import SETTINGS
from benchmarks.speed.contestants import PROGRAMS, Contestant
from benchmarks.speed.loads import Load
from benchmarks.speed.programs.stand import Answer, Request
from benchmarks.speed.results import Entry, Figures, Trial
from gorkflow import __version__

HERE = Interpreter(Path(sys.executable), ROOT)
QUIET = SETTINGS | {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL"}


class Track:
    """Where the contestants run: their interpreters, a cache of compiled modules that all processes share, a clock.

    Args:
        patience: seconds that one process may take.
    """

    def __init__(self, environments: Path, scratch: Path, patience: float) -> None:
        self._environments = environments
        self._scratch = scratch
        self._patience = patience
        self._interpreters: dict[str, Interpreter] = {}
        self._count = 0

    def admit(self, contestant: Contestant) -> Entry:
        """Make its environment, where there is none."""
        version = __version__
        interpreter = HERE
        if contestant.requirements:
            place = prepare(self._environments, contestant.requirements)
            interpreter = place.interpreter
            version = dict(item.split("==") for item in place.distributions)[contestant.library]
        self._interpreters[contestant.name] = interpreter
        return Entry(name=contestant.name, version=version, store=contestant.store, checks=contestant.checks)

    def run(self, contestant: Contestant, request: Request) -> Trial:
        """One process, in a folder of its own; whatever it leaves behind is ended."""
        self._count += 1
        folder = self._scratch / f"run-{self._count}"
        folder.mkdir()
        interpreter = self._interpreters[contestant.name]
        variables = os.environ | QUIET | {"HOME": str(folder), "PYTHONPYCACHEPREFIX": str(self._scratch / "compiled")}
        variables |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": ""} | interpreter.variables()
        program = PROGRAMS / f"{contestant.program}.py"
        output, errors = folder / "output.txt", folder / "errors.txt"
        with output.open("wb") as out, errors.open("wb") as err:
            # as late as can be: the process's start counts
            asked = request.model_copy(update={"spawned_at": time.perf_counter()})
            process = subprocess.Popen(
                [interpreter.python, program, asked.model_dump_json()],
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            is_late = False
            try:
                process.wait(self._patience)
            except subprocess.TimeoutExpired:
                is_late = True
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return _judged(request, is_late, self._patience, output, errors)


def race(
    contestants: Sequence[Contestant], loads: Sequence[Load], rounds: int, environments: Path, patience: float
) -> tuple[list[Entry], list[Figures]]:
    """All of them with all of these, and who they were."""
    figures: dict[tuple[str, str], Figures] = {}
    with tempfile.TemporaryDirectory(prefix="gorkflow-race-", ignore_cleanup_errors=True) as scratch:
        track = Track(environments, Path(scratch), patience)
        entries: list[Entry] = []
        for contestant in contestants:
            _say(f"{contestant.name} gets ready")
            entries.append(track.admit(contestant))
        for number in range(rounds):
            for load in loads:
                _say(f"round {number + 1} of {rounds}: {load.name}")
                for contestant in contestants:
                    request = load.request(contestant)
                    if request is None or number >= min(contestant.rounds, load.rounds):
                        continue
                    key = (contestant.name, load.name)
                    row = figures.setdefault(key, Figures(contestant=key[0], load=key[1], trials=[]))
                    if not any(trial.problem for trial in row.trials):
                        began = time.monotonic()
                        row.trials.append(track.run(contestant, request))
                        _say(f"    {contestant.name}: {time.monotonic() - began:.1f} s {row.trials[-1].problem}")
    return entries, list(figures.values())


def failures(figures: Sequence[Figures]) -> Mapping[str, str]:
    """By contestant and load, why there is no figure."""
    return {f"{row.contestant}, {row.load}": trial.problem for row in figures for trial in row.trials if trial.problem}


def _judged(request: Request, is_late: bool, patience: float, output: Path, errors: Path) -> Trial:
    trial = Trial(size=request.size, runs=request.runs)
    if is_late:
        return trial.model_copy(update={"problem": f"over {patience:.0f} s"})
    lines = output.read_text(encoding="utf-8", errors="replace").split("\n")
    found = [line for line in lines if line.startswith('{"steps"')]
    try:
        return trial.model_copy(update={"answer": Answer.model_validate_json(found[-1])})
    except (IndexError, ValidationError):
        told = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return trial.model_copy(update={"problem": (told or ["it ended without an answer"])[-1][:200]})


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)
