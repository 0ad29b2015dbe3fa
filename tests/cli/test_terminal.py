"""What a person at a terminal sees: the command in a pseudo-terminal."""

from __future__ import annotations

import codecs
import errno
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import COMMAND, DEADLINE_SECONDS, environment
from tests.cli.test_run import CHOOSING

HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
ROWS, COLUMNS = 12, 100


class Terminal:
    """A command in a pseudo-terminal of 12 lines."""

    def __init__(self, *arguments: str, cwd: Path, **more: str) -> None:
        self._here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        colours = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)} | more
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=cwd,
            env=environment(**colours),
            stdin=there,
            stdout=there,
            stderr=there,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C becomes a signal
        )
        os.close(there)
        self._watchdog = threading.Timer(DEADLINE_SECONDS, self._process.kill)
        self._watchdog.start()
        self.screen = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def until(self, text: str) -> None:
        """Read up to that text."""
        while text not in self.screen:
            assert self._read(), f"no {text!r} in:\n{self.screen}"

    def press(self, keys: str) -> None:
        """What the user types."""
        os.write(self._here, keys.encode())

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._read():
            pass
        os.close(self._here)
        code = self._process.wait()
        self._watchdog.cancel()
        return code

    def resize(self, rows: int, columns: int) -> None:
        """As a user does with the mouse: the command gets SIGWINCH."""
        fcntl.ioctl(self._here, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def last(self) -> list[str]:
        """The lines of the last drawing, and what came after it."""
        drawing = self.screen.replace("\r", "").rpartition("\x1b[2K")[2]
        return [CONTROL.sub("", line).rstrip() for line in drawing.split("\n")]

    def _read(self) -> bool:
        try:
            data = os.read(self._here, 65536)
        except OSError as error:  # Linux says so when the other side is closed
            if error.errno != errno.EIO:
                raise
            data = b""
        self.screen += self._decoder.decode(data)  # a read may end within a character
        return bool(data)


def test_a_terminal_shows_one_line_per_step_that_changes_in_place(folder: Folder) -> None:
    """All steps are there from the beginning; at the end the cursor is back and the table stays."""
    terminal = Terminal("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path)
    terminal.until("RUNNING")
    terminal.until("stamp")
    assert re.search(r"send +.*PENDING", terminal.screen) is not None
    (folder.path / "go").touch()
    assert terminal.end() == 0
    assert terminal.screen.count(HIDE_CURSOR) == terminal.screen.count(SHOW_CURSOR) == 1
    head, *steps, output, end = terminal.last
    assert re.fullmatch(r"run \S+ COMPLETED 3/3 done in [0-9.]+ s", head) is not None
    assert [line.split()[:3] for line in steps] == [[name, "COMPLETED", "1"] for name in ("weigh", "stamp", "send")]
    assert (output, end) == ('"stamped 7 g, sent"', "")


def test_ctrl_c_at_a_terminal_closes_the_engine_and_gives_the_cursor_back(folder: Folder) -> None:
    """The table shows what is done and what is not."""
    terminal = Terminal("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path)
    terminal.until("RUNNING")
    terminal.until("stamp")
    terminal.press("\x03")
    terminal.until("SIGINT: waiting for the bodies in flight")
    (folder.path / "go").touch()
    assert terminal.end() == 130
    assert terminal.screen.count(SHOW_CURSOR) == 1
    assert [line.split()[:2] for line in terminal.last[1:4]] == [
        ["weigh", "COMPLETED"],
        ["stamp", "COMPLETED"],
        ["send", "PENDING"],
    ]


def test_a_decision_stands_among_the_steps_and_does_not_count(folder: Folder) -> None:
    """With the arm that it took, in its place."""
    folder.write("chooser.py", CHOOSING)
    terminal = Terminal("run", "chooser:choosing", "--input", "12", "--store", STORE, cwd=folder.path)
    assert terminal.end() == 0
    head, *steps, _, _ = terminal.last
    assert re.fullmatch(r"run \S+ COMPLETED 2/2 done in [0-9.]+ s", head) is not None
    assert [line.split()[:2] for line in steps] == [
        ["@branch-1", "COMPLETED"], ["shout", "COMPLETED"], ["text", "SKIPPED"],
    ]  # fmt: skip
    assert steps[0].endswith("then")


def test_a_second_ctrl_c_gives_the_cursor_back_too(folder: Folder) -> None:
    """Though it ends the process in the middle of everything."""
    terminal = Terminal("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path)
    terminal.until("stamp")
    terminal.press("\x03")
    terminal.until("SIGINT: waiting")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert terminal.screen.rindex(SHOW_CURSOR) > terminal.screen.rindex(HIDE_CURSOR)
    (folder.path / "go").touch()


def test_what_a_body_prints_stands_above_the_table(folder: Folder) -> None:
    """And is not drawn over."""
    terminal = Terminal("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE, cwd=folder.path)
    assert terminal.end() == 0
    text = CONTROL.sub("", terminal.screen)
    assert "loading 1\r\n" in text
    assert text.index("loading 1") < text.rindex("COMPLETED 4/4 done")


def test_an_error_cannot_colour_or_forge_lines(folder: Folder) -> None:
    """What the body wrote into its error is shown, not obeyed."""
    terminal = Terminal("run", "shop:failing", "--input", "7", "--store", STORE, cwd=folder.path)
    assert terminal.end() == 1
    assert "no 7\x1b" not in terminal.screen
    assert r"no 7\x1b[31m\nrun 0 completed" in CONTROL.sub("", terminal.screen)


def test_more_steps_than_lines_are_cut_to_those_that_matter(folder: Folder) -> None:
    """What runs comes first, and the head counts the rest."""
    source = (
        "import asyncio\nfrom gorkflow import Step, step, workflow\n\n\n"
        "async def body(n: int) -> int:\n    await asyncio.sleep(0.3)\n    return n\n\n\n"
        "@step\ndef total(ns: list[int]) -> int:\n    return sum(ns)\n\n\n"
        'wide = workflow("wide").parallel_all([Step(f"s{i}", body) for i in range(50)]).then(total).build()\n'
    )
    folder.write("wide.py", source)
    terminal = Terminal("run", "wide:wide", "--input", "2", "--store", STORE, cwd=folder.path)
    assert terminal.end() == 0
    assert re.search(r"run \S+ .*COMPLETED.* 51/51 done in [0-9.]+ s, 43 more steps", terminal.screen) is not None
    assert terminal.last[-2:] == ["100", ""]
    assert len(terminal.last) <= ROWS


MAPPING = """
import time
from pathlib import Path

from gorkflow import RetryPolicy, StepContext, step, workflow


@step
async def count_up(to: int) -> list[int]:
    return list(range(to))


@step(retry=RetryPolicy(2, delay=0, jitter=0))
async def price(ctx: StepContext, item: int) -> int:
    if item in (3, 7) or (item == 5 and ctx.attempt == 1):
        raise ValueError(f"no price for {item}")
    return item


@step
def ship(ctx: StepContext, prices: list[int | None]) -> int:
    ctx.progress(3, 20)
    while not Path("go").exists():
        time.sleep(0.01)
    return len(prices)


@step
async def grow(value: int) -> int:
    return value + 1


mapping = workflow("mapping").then(count_up).map(price.or_none()).then(ship).repeat(3, grow).build()
"""


def test_the_items_of_a_map_are_one_line_with_their_counts(folder: Folder) -> None:
    """Below it stands what a body reports, and at the end the turns of a loop; resizing the terminal is harmless."""
    folder.write("mapping.py", MAPPING)
    terminal = Terminal(
        "run", "mapping:mapping", "--input", "2000", "--store", STORE, cwd=folder.path, COLUMNS="", LINES=""
    )
    terminal.until("price x 2,000: ")
    terminal.until("3/20 (15%)")
    terminal.resize(30, 40)
    terminal.until("price x 2,000: 1,998 done, 2 failed;…")
    terminal.resize(30, 140)
    terminal.until("price x 2,000: 1,998 done, 2 failed; price[3]: [execution] ValueError: no price for 3")
    (folder.path / "go").touch()
    assert terminal.end() == 0
    head, *steps, output, end = terminal.last
    assert re.fullmatch(r"run \S+ COMPLETED 4/4 done in [0-9.]+ s", head) is not None
    assert [line.split()[:2] for line in steps] == [
        [name, "COMPLETED"] for name in ("count_up", "@map-1", "ship", "@repeat-1")
    ]
    assert steps[1].endswith("price x 2,000: 1,998 done, 2 failed; price[3]: [execution] ValueError: no price for 3")
    assert steps[3].endswith("grow: 3 turns")
    assert (output, end) == ("2003", "")


def test_the_time_left_is_told_from_the_runs_before(folder: Folder) -> None:
    """Of the first run there is nothing to tell."""
    (folder.path / "go").touch()
    first = Terminal("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path)
    assert first.end() == 0
    assert " left" not in first.screen
    (folder.path / "go").unlink()
    second = Terminal("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path)
    second.until(", about 1 s left")
    (folder.path / "go").touch()
    assert second.end() == 0


def test_a_run_that_goes_on_shows_what_was_before(folder: Folder) -> None:
    """Steps that the killed process has done are in the table, as done."""
    killed = Terminal("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE, cwd=folder.path, KILLED="1")
    assert killed.end() == -9
    terminal = Terminal("--app", "shop", "--store", STORE, "resume", cwd=folder.path)
    assert terminal.end() == 0
    table = terminal.last[: terminal.last.index(next(line for line in terminal.last if " is COMPLETED" in line))]
    assert re.fullmatch(r"run \S+ COMPLETED 4/4 done in [0-9.]+ s", table[0]) is not None
    assert [line.split()[:3] for line in table[1:]] == [
        ["load", "COMPLETED", "1"], ["price", "COMPLETED", "1"], ["risk", "COMPLETED", "1"],
        ["charge", "COMPLETED", "2"],
    ]  # fmt: skip


def test_several_runs_are_one_line_each(folder: Folder) -> None:
    """Those that are over are counted."""
    for _ in range(2):
        killed = Terminal("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE, cwd=folder.path, KILLED="1")
        assert killed.end() == -9
    terminal = Terminal("--app", "shop", "--store", STORE, "resume", cwd=folder.path)
    assert terminal.end() == 0
    assert "2 of 2 runs are over" in terminal.screen
    assert terminal.screen.count("  kept: load, price, risk") == 2


@pytest.mark.parametrize(("term", "is_live"), [("dumb", False), ("xterm", True)])
def test_a_dumb_terminal_gets_lines(folder: Folder, term: str, is_live: bool) -> None:
    """It cannot move its cursor."""
    terminal = Terminal("run", "shop:greeting", "--store", STORE, cwd=folder.path, TERM=term)
    assert terminal.end() == 0
    assert (HIDE_CURSOR in terminal.screen) is is_live
    assert ("hello started" in terminal.screen) is not is_live


def test_without_colours_nothing_is_coloured(folder: Folder) -> None:
    """NO_COLOR is obeyed, by the table and by the red line."""
    for arguments, code in ((("run", "shop:failing", "--input", "7"), 1), (("show", "0"), 2)):
        terminal = Terminal(*arguments, "--store", STORE, cwd=folder.path, NO_COLOR="1")
        assert terminal.end() == code
        assert "\x1b[3" not in terminal.screen
        coloured = Terminal(*arguments, "--store", STORE, cwd=folder.path)
        assert coloured.end() == code
        assert "\x1b[31m" in coloured.screen
