"""The command as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

COMMAND = [sys.executable, "-m", "gorkflow"]
DEADLINE_SECONDS = 60.0


def environment(**more: str) -> dict[str, str]:
    """What the test's own environment says, but for settings of gorkflow, of colours and of buffers."""
    theirs = ("GORKFLOW_", "NO_COLOR", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"} | more


def command(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


class Running:
    """A command at work: its stderr is read as it comes, so that a test can wait for a line."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=cwd,
            env=environment(PYTHONUNBUFFERED="1"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._watchdog = threading.Timer(DEADLINE_SECONDS, self._process.kill)
        self._watchdog.start()
        self.err: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watchdog.cancel()
        self._process.kill()
        self._process.communicate()

    def until(self, text: str) -> None:
        """Read stderr up to a line with that text; fails the test where there is none."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.err.append(line.rstrip("\n"))
            if text in line:
                return
        raise AssertionError("\n".join([f"no line with {text!r}:", *self.err]))

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """Wait for its end: exit code and stdout."""
        out, err = self._process.communicate()
        self.err.extend(err.splitlines())
        return self._process.returncode, out
