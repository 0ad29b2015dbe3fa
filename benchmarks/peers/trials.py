"""Programs that are run to see what becomes of them: killed, or with a mistake; and what type checkers say of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.catalogue import PROGRAMS
from benchmarks.peers.environments import Interpreter
from benchmarks.peers.results import Kill, Report, Trial
from benchmarks.peers.variants import Mistake, variant

BODIES = ["load", "price", "charge"]
RECEIPT = "receipt for Priced(id=42, total=190)"
PROGRAM = "program.py"
PATIENCE_SECONDS = 300
ERROR = re.compile(r"\W*((?:\w+\.)*\w*(?:Error|Exception)\b.*)")
SETTINGS = {
    "DO_NOT_TRACK": "1",
    "HAMILTON_TELEMETRY_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "200",
    "NO_COLOR": "1",
}
"""No peer waits for a network that is not there, tells anybody, or gives up because the machine is busy."""


class Run(NamedTuple):
    """One process of a program, ended."""

    code: int
    is_built: bool
    result: str | None
    errors: list[str]


class Place:
    """A folder with a program and what it leaves behind.

    Args:
        folder: is made; must not be there.
    """

    def __init__(self, folder: Path, source: str, interpreter: Interpreter, mistake: Mistake | None = None) -> None:
        self.folder = folder
        self.interpreter = interpreter
        folder.mkdir(parents=True)
        shutil.copy(PROGRAMS / "stage.py", folder)
        (folder / PROGRAM).write_text(variant(source, mistake), encoding="utf-8")

    @property
    def bodies(self) -> list[str]:
        """Those that have begun, over all processes, in order."""
        path = self.folder / "bodies.txt"
        return path.read_text(encoding="utf-8").split() if path.exists() else []

    def die_in(self, body: str) -> None:
        """The next process of the program dies by SIGKILL as the body begins."""
        (self.folder / "kill").write_text(body, encoding="utf-8")

    def run(self) -> Run:
        """Start the program, wait for its end, and end the processes that it left behind."""
        output, errors = self.folder / "output.txt", self.folder / "errors.txt"
        variables = os.environ | SETTINGS | {"HOME": str(self.folder)} | self.interpreter.variables()
        # Into files: a pipe stays open for as long as a server lives that the program has started.
        with output.open("wb") as out, errors.open("wb") as err:
            process = subprocess.Popen(
                [self.interpreter.python, PROGRAM],
                cwd=self.folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                code = process.wait(PATIENCE_SECONDS)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        notes = _notes(output.read_text(encoding="utf-8"))
        text = errors.read_text(encoding="utf-8")
        return Run(code, "built" in notes, notes.get("result"), [line for line in text.splitlines() if line.strip()])


def kill(source: str, interpreter: Interpreter, folder: Path, times: int) -> Kill:
    """Kill the program in its third body and start it again, each time in a new folder.

    Raises:
        RuntimeError: the first start did not get to be killed there.
    """
    again: list[list[str]] = []
    right = 0
    for number in range(times):
        place = Place(folder / f"kill-{number}", source, interpreter)
        place.die_in(BODIES[-1])
        first = place.run()
        if first.code != -signal.SIGKILL or place.bodies != BODIES:
            raise RuntimeError(f"{place.folder}: expected {BODIES} and a kill: {place.bodies}, {first}")
        second = place.run()
        again.append(place.bodies[len(BODIES) :])
        right += second.code == 0 and second.result == RECEIPT
    return Kill(again=again, right=right)


def run_with(mistake: Mistake, source: str, interpreter: Interpreter, folder: Path) -> Trial:
    """Run the program with a mistake in it, and see when it is found: twice, to take no accident for an answer.

    Raises:
        RuntimeError: the two differ.
    """
    first, second = (_run_with(mistake, source, interpreter, folder / f"{mistake}-{number}") for number in (1, 2))
    if (first.found, first.ran, first.result) != (second.found, second.ran, second.result):
        raise RuntimeError(f"{folder}: {mistake}: {first}, and then {second}")
    return first


def _run_with(mistake: Mistake, source: str, interpreter: Interpreter, folder: Path) -> Trial:
    place = Place(folder, source, interpreter, mistake)
    run = place.run()
    if run.code == 0:
        return Trial(found="never", ran=place.bodies, error="", result=run.result)
    if not run.is_built:
        return Trial(found="build", ran=place.bodies, error=_error_of(run), result=None)
    return Trial(found="run" if place.bodies else "start", ran=place.bodies, error=_error_of(run), result=None)


Parser = Callable[[str], list[str]]
"""From what a checker prints to its errors in the program, each with its line."""


class Checker:
    """A type checker, asked about a program as it should be and with the wiring wrong.

    Args:
        python: the interpreter in whose environment the checkers are installed.
    """

    def __init__(self, python: Path, source: str, interpreter: Interpreter, folder: Path) -> None:
        self._python = python
        self._interpreter = interpreter
        self._right = Place(folder / "typed", source, interpreter)
        self._miswired = Place(folder / "typed-miswired", source, interpreter, "miswired")

    def mypy(self) -> Report:
        """`mypy --strict`."""
        options = [
            "--strict",
            "--output=json",
            "--no-error-summary",
            "--cache-dir",
            str(self._right.folder.parent / "mypy-cache"),
        ]
        return self._report(["mypy", *options, "--python-executable", str(self._interpreter.python)], _of_mypy)

    def pyright(self) -> Report:
        """pyright as it is without a configuration."""
        if self._interpreter.path is not None:
            settings = json.dumps({"extraPaths": [str(self._interpreter.path)]})
            for place in (self._right, self._miswired):
                (place.folder / "pyrightconfig.json").write_text(settings, encoding="utf-8")
        return self._report(["pyright", "--outputjson", "--pythonpath", str(self._interpreter.python)], _of_pyright)

    def _report(self, command: Sequence[str], parse: Parser) -> Report:
        right = parse(self._checked(command, self._right))
        miswired = parse(self._checked(command, self._miswired))
        return Report(right=len(right), miswired=[message for message in miswired if message not in right])

    def _checked(self, command: Sequence[str], place: Place) -> str:
        done = subprocess.run(
            [self._python, "-m", *command, PROGRAM],
            cwd=place.folder,
            env=os.environ | self._interpreter.variables(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"{command[0]} in {place.folder}: {done.stdout}{done.stderr}")
        return done.stdout


def _of_mypy(output: str) -> list[str]:
    reports = [json.loads(line) for line in output.splitlines()]
    return [
        f"{report['line']}: {report['message']}"
        for report in reports
        if report["severity"] == "error" and report["file"] == PROGRAM
    ]


def _of_pyright(output: str) -> list[str]:
    return [
        f"{report['range']['start']['line'] + 1}: {report['message']}"
        for report in json.loads(output)["generalDiagnostics"]
        if report["severity"] == "error" and Path(report["file"]).name == PROGRAM
    ]


def _notes(output: str) -> dict[str, str]:
    """What the program said: its lines of JSON; a peer may print lines of its own between them."""
    notes: dict[str, str] = {}
    for line in output.splitlines():
        if line.startswith("{"):
            notes |= json.loads(line)
    return notes


def _error_of(run: Run) -> str:
    """The line that names the last error, or the last line."""
    named = [found[1] for found in map(ERROR.match, run.errors) if found is not None]
    return [*run.errors[-1:], *named][-1][:240]
