"""The command `gorkflow`. It needs the extra `cli`, which is looked for when the command runs and not before."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from io import TextIOWrapper

__all__ = ["main"]

NEEDED = ("typer", "rich")


def main() -> None:
    """Run the command with the arguments of this process; ends the process."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f"The command gorkflow needs {' and '.join(missing)}, which the extra `cli` brings: "
            "pip install 'gorkflow[cli]'\n"
        )
        sys.exit(2)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal's encoding lacks is shown by its number
            stream.reconfigure(errors="backslashreplace")
    from gorkflow.cli.commands import app  # the extra is there

    app(prog_name="gorkflow")


def _open_what_is_closed() -> None:
    """A stream that the caller has closed is none in Python: what goes there is to get lost, and end nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # each gets the lowest number that is free
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
