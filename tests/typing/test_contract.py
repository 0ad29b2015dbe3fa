"""The typing contract, against the real package: what must type-check does, each mistake is found, with its message."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RIGHT = ("usage.py", "mocks.py")
WRONG = ("miswired.py", "mismocked.py")
FILES = [str((HERE / name).relative_to(ROOT)) for name in (*RIGHT, *WRONG)]
EXPECTATION = re.compile(r"\s*# (E\d\d) [^|]*\| (.+)")

Found = Mapping[str, Mapping[int, Sequence[str]]]
"""Messages by file name and line."""


def expectations(name: str) -> dict[int, tuple[str, str]]:
    """Name and fragment of the message by the line that must be an error: the one under the comment."""
    lines = (HERE / name).read_text().splitlines()
    matches = ((number, EXPECTATION.fullmatch(line)) for number, line in enumerate(lines, start=1))
    return {number + 1: (match[1], match[2]) for number, match in matches if match is not None}


def path_of(name: str) -> str:
    """As the reports have it."""
    return str((HERE / name).relative_to(ROOT))


def checked(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The finished type checker; it ends with 1 because some of the files have errors."""
    done = subprocess.run(
        [sys.executable, "-m", *command, *FILES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def mypy() -> Found:
    """What `mypy --strict` reports."""
    command = ["mypy", "--strict", "--output=json", "--enable-error-code=unused-coroutine", "--no-error-summary"]
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in checked(command).stdout.splitlines():
        report = json.loads(line)
        if report["severity"] == "error":
            found[report["file"]][report["line"]].append(report["message"])
    return found


@pytest.fixture(scope="module")
def pyright() -> Found:
    """What pyright reports in strict mode."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for report in json.loads(checked(["pyright", "--outputjson"]).stdout)["generalDiagnostics"]:
        if report["severity"] == "error":
            name = str(Path(report["file"]).relative_to(ROOT))
            found[name][report["range"]["start"]["line"] + 1].append(report["message"])
    return found


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_has_no_error_under_mypy(mypy: Found, name: str) -> None:
    """Inference needs no annotation of the user's."""
    assert dict(mypy[path_of(name)]) == {}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_has_no_error_under_pyright(pyright: Found, name: str) -> None:
    """As under mypy."""
    assert dict(pyright[path_of(name)]) == {}


def test_the_package_itself_is_strictly_typed(mypy: Found, pyright: Found) -> None:
    """Nothing is reported of any other file."""
    assert {name for found in (mypy, pyright) for name, lines in found.items() if lines} <= set(map(path_of, WRONG))


@pytest.mark.parametrize("name", WRONG)
def test_mypy_finds_each_mistake_and_nothing_else(mypy: Found, name: str) -> None:
    """The lines with an error are exactly the marked ones."""
    assert sorted(mypy[path_of(name)]) == sorted(expectations(name))


@pytest.mark.parametrize("name", WRONG)
def test_pyright_finds_each_mistake_and_nothing_else(pyright: Found, name: str) -> None:
    """As under mypy."""
    assert sorted(pyright[path_of(name)]) == sorted(expectations(name))


MISTAKES = [(name, line, *both) for name in WRONG for line, both in expectations(name).items()]


@pytest.mark.parametrize(("name", "line", "mistake", "fragment"), MISTAKES)
def test_a_mistake_has_a_message_that_names_what_is_wrong(
    mypy: Found, name: str, line: int, mistake: str, fragment: str
) -> None:
    """The message that a user of mypy reads holds the promised part."""
    messages = mypy[path_of(name)][line]
    assert any(fragment in message for message in messages), f"{mistake}: {messages}"
