"""`--help` and `--version`: what somebody types first."""

from __future__ import annotations

import gorkflow
from tests.cli.conftest import Folder


def test_each_command_is_told_in_one_whole_line(folder: Folder) -> None:
    """Of 80 columns: none is cut off."""
    done = folder.gorkflow("--help")
    commands = done.out.partition("Commands:\n")[2].splitlines()
    assert len(commands) > 15
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []
    assert max(map(len, done.out.splitlines())) <= 80


def test_h_is_help(folder: Folder) -> None:
    """Of the command, and of each of its commands."""
    assert folder.gorkflow("-h") == folder.gorkflow("--help")
    assert folder.gorkflow("show", "-h") == folder.gorkflow("show", "--help")


def test_the_version_is_printed(folder: Folder) -> None:
    """Alone, as other tools do; `runs --version` is another option."""
    done = folder.gorkflow("--version")
    assert (done.code, done.out, done.err) == (0, f"gorkflow {gorkflow.__version__}\n", "")
