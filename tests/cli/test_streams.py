"""Streams that cannot be written, and errors too long to be shown whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import COMMAND, DEADLINE_SECONDS, environment

LONG = """
from gorkflow import step, workflow


@step
async def talk(lines: int) -> int:
    raise ValueError("many words\\n" * lines)


talking = workflow("talking").then(talk).build()
"""
FULL = Path("/dev/full")


def with_streams(folder: Folder, redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with its streams as a shell redirects them."""
    return subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirection}', "sh", *COMMAND, *arguments],
        cwd=folder.path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_ends_no_run(folder: Folder, redirection: str) -> None:
    """What would have gone there is lost, and nothing else."""
    done = with_streams(folder, redirection, "run", "shop:greeting", "--store", STORE)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert (done.stdout != "") == (">&-" not in redirection.replace("2>&-", ""))
    listed = folder.gorkflow("runs", "--store", STORE, "--json").document["items"]
    assert [run["status"] for run in listed] == ["COMPLETED"]


@pytest.mark.parametrize("command", [("runs",), ("runs", "--json"), ("doctor",), ("graph", "shop:greeting")])
def test_a_full_disk_is_one_line(folder: Folder, command: tuple[str, ...]) -> None:
    """With the exit code of what failed."""
    folder.run_id("shop:greeting")
    done = with_streams(folder, f"> {FULL}", *command, "--store", STORE)
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, last) == (1, "error: the output cannot be written (No space left on device)")
    assert "Traceback" not in done.stderr


def test_an_error_of_very_many_lines_leaves_the_frames_on_the_screen(folder: Folder) -> None:
    """Its first and last lines are shown; the frames of the user come first, however long its text is."""
    folder.write("long.py", LONG)
    done = folder.gorkflow("run", "long:talking", "--input", "100000", "--store", STORE)
    assert done.code == 1
    assert f'File "{folder.path}/long.py"' in done.err
    assert "lines left out; show --json has all)" in done.err
    assert len(done.err.splitlines()) < 100
