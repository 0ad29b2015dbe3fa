"""Code blocks of Markdown pages, and how each kind is made to prove itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What a renderer would stumble over behind the fence stands in a comment above it.
FENCE = re.compile(
    r"^(?:<!-- (?P<note>[^\n]*) -->\n)?"
    r"(?P<ticks>```+)(?P<language>\w*)(?P<options>[^\n`]*)\n(?P<text>.*?)^(?P=ticks)\s*$",
    re.M | re.S,
)
TITLE = re.compile(r'title="(?P<title>[^"]+)"')
KILLED = (-9, 137)


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Attributes:
        language: the first word behind the fence; empty when there is none.
        title: the file that the block is; None for a block without a file.
        replaces: the function of that file which the block takes the place of; None for the whole file.
        is_wrong: the block shows a mistake, and a console block of the page what the type checker says to it.
        line: of the fence, from 1.
    """

    language: str
    title: str | None
    replaces: str | None
    is_wrong: bool
    text: str
    line: int


def pages() -> list[Path]:
    """Every page that a reader of the project opens."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(page: Path) -> list[Block]:
    """The blocks of a page, in order."""
    content = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(content):
        title = TITLE.search(match["options"])
        note = match["note"] or ""
        replaces = re.search(r'replaces="(\w+)"', note)
        found.append(
            Block(
                language=match["language"],
                title=title["title"] if title else None,
                replaces=replaces[1] if replaces else None,
                is_wrong='shows="a mistake"' in note,
                text=match["text"],
                line=content.count("\n", 0, match.start("ticks")) + 1,
            )
        )
    return found


def place(block: Block, folder: Path) -> Path:
    """Write a titled block into its file, or over one function of the file that is there."""
    assert block.title is not None
    path = folder / block.title
    if block.replaces is None:
        path.write_text(block.text, encoding="utf-8")
        return path
    pattern = re.compile(rf"^@step.*\n(async )?def {block.replaces}\(.*(\n[ \t]+.*)*\n", re.M)
    text, count = pattern.subn(lambda _: block.text, path.read_text(encoding="utf-8"))
    assert count == 1, f"{block.title} has {count} steps {block.replaces}"
    path.write_text(text, encoding="utf-8")
    return path


def environment(home: Path) -> dict[str, str]:
    """What a reader's terminal has, with the interpreter and the tools of this test run, and no colours."""
    tools = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": os.pathsep.join([tools, os.environ.get("PATH", "")]),
        "HOME": str(home),
        "MYPY_CACHE_DIR": str(home / "mypy-cache"),
        "COLUMNS": "120",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }


def run_command(command: str, folder: Path, home: Path) -> str:
    """What a terminal shows for the command: both streams, and `Killed` where it was."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout + ("Killed\n" if done.returncode in KILLED else "")


def dialogue(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that the page shows below it."""
    turns: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            turns.append((line[2:], []))
        else:
            turns[-1][1].append(line)
    return [(command, "\n".join(output)) for command, output in turns]


def matches(shown: str, actual: str) -> bool:
    """Whether the output is what the page shows; `...` stands for anything, spaces at the end of lines for nothing."""
    pattern = ".*".join(re.escape(part) for part in _clean(shown).split("..."))
    return re.fullmatch(pattern, _clean(actual), re.S) is not None


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
