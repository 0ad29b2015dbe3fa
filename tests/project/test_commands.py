"""Every command of gorkflow that a message, a docstring or a page names exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from gorkflow.cli.commands import app
from gorkflow.cli.exits import ExitCode
from tests.project.blocks import ROOT

# in code quotes, or behind the prompt of a console block, also within an f-string
QUOTED = re.compile(r"(?:`|\$ |^)gorkflow((?: +[^\s`]+)+)", re.M)
WITH_VALUE = {"--store", "--app"}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted((ROOT / "gorkflow").rglob("*.py"))
COMMANDS = set(getattr(get_command(app), "commands", {}))


def texts_of(source: str) -> Iterator[str]:
    """Every text of a module, also those of which an f-string is made, with what is put in as a star."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def commands_in(text: str) -> Iterator[str]:
    """The commands that a text names, without the options before them."""
    for found in QUOTED.finditer(text):
        words = iter(found[1].split())
        for word in words:
            if word in WITH_VALUE:
                next(words, None)
            elif not word.startswith("-"):
                if re.fullmatch(r"[a-z][a-z-]*[,.;:]?", word):
                    yield word.rstrip(",.;:")
                break


def test_commands_are_found_where_they_are_named() -> None:
    """In code quotes and behind a prompt, with options before them; prose about gorkflow is none."""
    text = "ask `gorkflow doctor` or `gorkflow --store sqlite:///x.db runs --json`; gorkflow too\n$ gorkflow show RUN"
    assert list(commands_in(text)) == ["doctor", "runs", "show"]
    assert {"run", "resume", "show"} <= COMMANDS


def test_the_pages_agree_on_what_exit_codes_mean() -> None:
    """The reference and the how-to have the same rows, one for each code that there is."""
    pages = [ROOT / "docs" / "reference" / "cli.md", ROOT / "docs" / "how-to" / "command-line.md"]
    one, other = [re.findall(r"^\| (\d+) \| (.+) \|$", page.read_text(encoding="utf-8"), re.M) for page in pages]
    assert one == other
    assert [int(code) for code, _ in one] == list(ExitCode)


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_a_page_names_commands_that_exist(path: Path) -> None:
    """Of what a reader types in none is refused."""
    named = set(commands_in(path.read_text(encoding="utf-8")))
    assert named <= COMMANDS


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_message_names_commands_that_exist(path: Path) -> None:
    """A remedy that is not there helps nobody."""
    source = path.read_text(encoding="utf-8")
    named = {command for text in texts_of(source) for command in commands_in(text)}
    assert named <= COMMANDS
