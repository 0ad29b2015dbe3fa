"""How the command ends: its exit codes, and errors as one line."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from enum import IntEnum

import typer

from gorkflow.cli.escaping import printable
from gorkflow.errors import (
    DefinitionError,
    DefinitionMismatchError,
    GorkflowError,
    IdempotencyConflictError,
    InputError,
    RunError,
    RunNotFoundError,
    SettingError,
    StepNotFoundError,
    StoreError,
    StoreUrlError,
    UnknownSignalError,
)


class ExitCode(IntEnum):
    """What the exit code of the command says."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INCOMPATIBLE = 3
    REGRESSION = 3
    NOT_FOUND = 4
    WAITS_FOR_INPUT = 5
    INTERRUPTED = 130


class UsageError(Exception):
    """An argument of the command that will not do; the text is one line for the user."""


# In this order: the first class that fits tells the code.
_CODES: tuple[tuple[type[Exception], ExitCode], ...] = (
    (UsageError, ExitCode.USAGE),
    (StoreUrlError, ExitCode.USAGE),
    (RunNotFoundError, ExitCode.NOT_FOUND),
    (StepNotFoundError, ExitCode.NOT_FOUND),
    (DefinitionMismatchError, ExitCode.INCOMPATIBLE),
    (IdempotencyConflictError, ExitCode.USAGE),
    (UnknownSignalError, ExitCode.USAGE),
    (RunError, ExitCode.FAILED),
    (StoreError, ExitCode.FAILED),
    (DefinitionError, ExitCode.USAGE),
    (InputError, ExitCode.USAGE),
    (SettingError, ExitCode.USAGE),
)

_DISK_ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)  # those of stores have types of their own


@contextmanager
def reported() -> Generator[None, None, None]:
    """Ends the command with one red line and its exit code where an error of gorkflow or of its use comes out.

    What is no such error is a defect and keeps its traceback.
    """
    try:
        yield
    except (GorkflowError, UsageError) as error:
        complain(error)
        raise typer.Exit(code_of(error)) from error
    except OSError as error:
        if error.errno not in _DISK_ERRORS:  # a pipe that is broken ends the command without a word
            raise
        _give_output_up()
        _print_red(f"error: the output cannot be written ({error.strerror})")
        raise typer.Exit(ExitCode.FAILED) from error
    except KeyboardInterrupt as error:  # while no engine is open, so that nothing has to be put away
        _print_red("interrupted")
        raise typer.Exit(ExitCode.INTERRUPTED) from error


def _give_output_up() -> None:
    """What could not be written is still in the stream's buffer, and would be tried again when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):  # it is no stream of the operating system, as in a test
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def code_of(error: Exception) -> ExitCode:
    """The exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.FAILED)


def complain(error: Exception) -> None:
    """The first line of the error's text in red; of a definition with several problems or differences, all of them."""
    first, *others = _lines(error)
    _print_red(f"error: {printable(first)}")
    for other in others:
        typer.echo(printable(other), err=True)
    sys.stderr.flush()


def _lines(error: Exception) -> list[str]:
    """What is said of an error. Names in it may have line feeds of their own, which begin no line."""
    text = str(error) or type(error).__name__
    if isinstance(error, DefinitionError):
        others = [f"  - {problem}" for problem in error.problems[1:]]
        return [text.removesuffix("\n".join(["", *others])), *others]
    lines = [text] if isinstance(error, UsageError) else text.split("\n")
    return lines if isinstance(error, DefinitionMismatchError) else lines[:1]


def _print_red(line: str) -> None:
    """Without rich, which a wrong argument need not wait for."""
    typer.secho(line, fg=None if os.environ.get("NO_COLOR") else "red", err=True)
