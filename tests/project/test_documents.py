"""What README and documentation show is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.blocks import ROOT, blocks_of, dialogue, environment, matches, pages, place, run_command

RUN = {"console", "python"}  # executed below
# bash: .ci/run executes the commands of the README; ipython: tests/notebook runs them in a kernel
SHOWN = {"bash", "ipython", "mermaid", "text", "toml"}
PAGES = pages()
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
WITH_CODE = [page for page in PAGES if any(block.language in RUN for block in blocks_of(page))]
CODE_IDS = [str(page.relative_to(ROOT)) for page in WITH_CODE]
WITH_PYTHON = [page for page in PAGES if any(block.language == "python" for block in blocks_of(page))]
PYTHON_IDS = [str(page.relative_to(ROOT)) for page in WITH_PYTHON]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home per worker, so that the type checker's cache is shared by its pages."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    return home


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_block_says_what_it_is(page: Path) -> None:
    """A block without a language, or of one that nothing checks, does not get in."""
    strange = [(block.line, block.language) for block in blocks_of(page) if block.language not in RUN | SHOWN]
    assert strange == []


@pytest.mark.long
@pytest.mark.parametrize("page", WITH_CODE, ids=CODE_IDS)
def test_blocks_of_a_page_run_and_print_what_is_shown(page: Path, tmp_path: Path, home: Path) -> None:
    """In order: titled blocks become files, console blocks are typed in, all other Python is one script."""
    script: list[str] = []
    for block in blocks_of(page):
        if block.language == "python" and block.title is not None:
            place(block, tmp_path)
        elif block.language == "python":
            script.append(block.text)
        elif block.language == "console":
            for command, shown in dialogue(block):
                actual = run_command(command, tmp_path, home)
                assert matches(shown, actual), f"line {block.line}: $ {command}\n{actual}"
    if script:
        (tmp_path / "page.py").write_text("\n".join(script), encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "page.py"],
            cwd=tmp_path,
            env=environment(home),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.long
@pytest.mark.parametrize("page", WITH_PYTHON, ids=PYTHON_IDS)
def test_blocks_of_a_page_are_typed(page: Path, tmp_path: Path, home: Path) -> None:
    """`mypy --strict` accepts all Python of a page: each file, and the rest as one script."""
    script: list[str] = []
    files: set[str] = set()
    for block in blocks_of(page):
        if block.language == "python" and block.title is not None:
            path = place(block, tmp_path)
            files |= set() if block.is_wrong else {path.name}
        elif block.language == "python":
            script.append(block.text)
    if script:
        (tmp_path / "page.py").write_text("\n".join(script), encoding="utf-8")
        files.add("page.py")
    checked = run_command(f"mypy --strict {' '.join(sorted(files))}", tmp_path, home)
    assert checked.startswith("Success"), checked


@pytest.mark.parametrize("page", WITH_PYTHON, ids=PYTHON_IDS)
def test_a_mistake_is_shown_with_its_message(page: Path) -> None:
    """What the test above leaves out, a console block gives to mypy, and shows an error of that file."""
    blocks = blocks_of(page)
    dialogues = [turn for block in blocks if block.language == "console" for turn in dialogue(block)]
    for block in blocks:
        if block.is_wrong:
            shown = [text for command, text in dialogues if command == f"mypy --strict {block.title}"]
            assert [text.startswith(f"{block.title}:") for text in shown] == [True]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    missing = [target for target in _links(page) if not (page.parent / target).exists()]
    assert missing == []


def test_a_reader_of_the_index_finds_every_page() -> None:
    """Each page of the documentation is in the index, and the decisions through their first."""
    docs = ROOT / "docs"
    listed = {(docs / target).resolve() for target in _links(docs / "index.md")}
    wanted = [page for page in pages() if page.is_relative_to(docs) and page.parent.name != "adr"]
    assert [str(page.relative_to(docs)) for page in wanted if page not in listed and page.name != "index.md"] == []


def _links(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    return [target for target in found if "://" not in target]
