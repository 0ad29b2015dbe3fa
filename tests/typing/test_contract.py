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
FILES = [str((HERE / name).relative_to(ROOT)) for name in ("usage.py", "miswired.py")]
EXPECTATION = re.compile(r"\s*# (E\d\d) [^|]*\| (.+)")

Found = Mapping[str, Mapping[int, Sequence[str]]]
"""Messages by file name and line."""


def expectations() -> dict[int, tuple[str, str]]:
    """Name and fragment of the message by the line that must be an error: the one under the comment."""
    lines = (HERE / "miswired.py").read_text().splitlines()
    matches = ((number, EXPECTATION.fullmatch(line)) for number, line in enumerate(lines, start=1))
    return {number + 1: (match[1], match[2]) for number, match in matches if match is not None}


def checked(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The finished type checker; it ends with 1 because miswired.py has errors."""
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


def test_what_is_right_has_no_error_under_mypy(mypy: Found) -> None:
    """Inference needs no annotation of the user's, and the package itself is strictly typed."""
    assert {name: dict(lines) for name, lines in mypy.items() if not name.endswith("miswired.py")} == {}


def test_what_is_right_has_no_error_under_pyright(pyright: Found) -> None:
    """As under mypy."""
    assert {name: dict(lines) for name, lines in pyright.items() if not name.endswith("miswired.py")} == {}


def test_mypy_finds_each_mistake_and_nothing_else(mypy: Found) -> None:
    """The lines with an error are exactly the marked ones."""
    assert sorted(mypy[FILES[1]]) == sorted(expectations())


def test_pyright_finds_each_mistake_and_nothing_else(pyright: Found) -> None:
    """As under mypy."""
    assert sorted(pyright[FILES[1]]) == sorted(expectations())


@pytest.mark.parametrize(("line", "name", "fragment"), [(line, *both) for line, both in expectations().items()])
def test_a_mistake_has_a_message_that_names_what_is_wrong(mypy: Found, line: int, name: str, fragment: str) -> None:
    """The message that a user of mypy reads holds the promised part."""
    messages = mypy[FILES[1]][line]
    assert any(fragment in message for message in messages), f"{name}: {messages}"
