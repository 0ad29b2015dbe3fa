"""What commands print at their end: results on stdout, all else on stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.text import Text

import gorkflow
from gorkflow.cli.escaping import json_line, printable
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.resting import Rest, sample_of, signals_of
from gorkflow.cli.wording import reason
from gorkflow.core.run import ErrorInfo, RunStatus, WorkflowRun

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

_PACKAGE = str(Path(gorkflow.__file__).parent) + os.sep
_FRAME = re.compile(r'^ *(?:\| *)*File "(?P<file>[^"]*)", line (?P<line>\d+)')
_LIBRARY = re.compile(r"[/\\](site-packages|dist-packages|python3\.\d+)[/\\]|^<frozen ")
_MOST_LINES = 60
_CODES = {
    RunStatus.COMPLETED: ExitCode.OK,
    RunStatus.SUSPENDED: ExitCode.INCOMPATIBLE,
    RunStatus.FAILED: ExitCode.FAILED,
    RunStatus.CANCELLED: ExitCode.FAILED,
}


def console(*, stderr: bool = False) -> Console:
    """Prints text as it is given: nothing in it is markup, numbers are not coloured."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def say(text: str, style: str = "") -> None:
    """One line on stderr."""
    console(stderr=True).print(Text(printable(text), style), soft_wrap=True)


def print_line(text: str) -> None:
    """One line on stdout, before what is said after it on stderr."""
    sys.stdout.write(printable(text) + "\n")
    sys.stdout.flush()


def print_json(value: object) -> None:
    """The value as one line of JSON on stdout."""
    sys.stdout.write(json_line(value, ascii_only=not is_utf8(sys.stdout)) + "\n")
    sys.stdout.flush()


def is_utf8(stream: TextIO) -> bool:
    """Whether every character can be written to it."""
    return (stream.encoding or "").lower().replace("-", "") == "utf8"


def counted(number: int, noun: str) -> str:
    """Such as "1 run", "2,000 runs"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def status_code(status: RunStatus) -> ExitCode:
    """The exit code for a run of that status."""
    return _CODES.get(status, ExitCode.OK)


def say_waits(
    target: Target, run: WorkflowRun, rest: Rest, workflow: Workflow[Any, Any] | None, apps: Sequence[str] | None = None
) -> None:
    """What a run at rest waits for, with a command for each signal that gives it."""
    say(f"run {run.run_id} of workflow {run.workflow_id!r} waits {rest}", "cyan")
    known = {} if workflow is None else signals_of(workflow)
    for name in rest.signals:
        words = ("signal", run.run_id, name, sample_of(known.get(name)))
        say(f"give it with: {target.command(*words, apps=apps)}")


def print_failure(run: WorkflowRun, look: str, retry: str | None) -> None:
    """Why a run has no output, with the user's own frames, and how to look at it and to take it up again."""
    err = console(stderr=True)
    err.print(failure_line(run), soft_wrap=True)
    if run.error is not None:
        for line in own_frames(run.error):
            err.print(Text(f"  {line}", "dim"), soft_wrap=True)
    say(f"look at it: {look}")
    say_how_to_go_on(run, retry)


def say_suspended(run: WorkflowRun) -> None:
    """Why a run is SUSPENDED: what differs in its definition."""
    first, *differences = ("its definition differs" if run.error is None else reason(run.error)).split("\n")
    say(f"run {run.run_id} of workflow {run.workflow_id!r} is SUSPENDED: {first}", "yellow")
    for difference in differences:
        say(difference)


def say_how_to_go_on(run: WorkflowRun, retry: str | None) -> None:
    """The command that takes a run up again which FAILED or was CANCELLED; None where nothing does."""
    if run.error is not None and run.error.not_undone is not None:
        say("what it did was undone" + _not_undone(run.error.not_undone))
    elif retry is not None:
        say(f"go on from there, once that is mended: {retry}")


def _not_undone(paths: Sequence[str]) -> str:
    return f", but not that of: {printable(', '.join(paths))}" if paths else ""


def failure_line(run: WorkflowRun) -> Text:
    """One red line: what failed where, and why."""
    where = f"run {run.run_id} of workflow {run.workflow_id!r} is {run.status}"
    error = run.error
    if error is None:
        return Text(printable(where), "red")
    at = "" if error.step_id is None else f" at step {error.step_id!r}"
    at += "" if error.attempt is None else f" (attempt {error.attempt})"
    return Text(printable(f"{where}{at}: {reason(error)}"), "red")


def own_frames(error: ErrorInfo) -> list[str]:
    """The lines of the traceback without the frames of gorkflow, of libraries and of Python, and how many those are.

    Where no frame would be left, all of them; of very many lines the first and the last.
    """
    kept: list[str] = []
    left_out = 0
    is_own = True
    for line in (error.traceback or "").splitlines():
        frame = _FRAME.match(line)
        if frame is not None:
            is_own = not _is_foreign(frame["file"])
            left_out += not is_own
        elif not line.startswith("    ") and not line.startswith("  |     "):
            is_own = True  # the error's own lines
        if is_own:
            kept.append(printable(line))
    if not any(_FRAME.match(line) for line in kept):
        return _some([printable(line) for line in (error.traceback or "").splitlines()])
    more = f"({left_out} frame{'' if left_out == 1 else 's'} of libraries left out; show --json has all)"
    return [*_some(kept), more] if left_out else _some(kept)


def _some(lines: list[str]) -> list[str]:
    """An error's text may have thousands of lines."""
    left_out = len(lines) - _MOST_LINES
    if left_out <= 0:
        return lines
    half = _MOST_LINES // 2
    return [*lines[:half], f"({left_out:,} lines left out; show --json has all)", *lines[-half:]]


def _is_foreign(file: str) -> bool:
    return file.startswith(_PACKAGE) or _LIBRARY.search(file) is not None
