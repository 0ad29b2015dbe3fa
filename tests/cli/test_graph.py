"""`gorkflow graph`."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from gorkflow.cli import drawing
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import COMMAND, DEADLINE_SECONDS, command, environment

PNG = b"\x89PNG\r\n\x1a\n"
NAMED = """
from gorkflow import step, workflow


@step(name="pay\\x1b[31m\\nforged line\\u202e <script> é 價")
async def pay(cents: int) -> int:
    return cents


flow = workflow("flow").then(pay).build()
"""


def test_mermaid_is_the_default(folder: Folder) -> None:
    """On stdout, and nothing else there."""
    done = folder.gorkflow("graph", "shop:checkout")
    assert (done.code, done.err, done.out.splitlines()[0]) == (0, "", "flowchart TD")
    assert folder.gorkflow("graph", "shop:checkout", "--output", "-").out == done.out


@pytest.mark.parametrize(
    ("format", "start"), [("mermaid", "flowchart TD"), ("dot", "digraph"), ("svg", "<svg "), ("png", PNG)]
)
def test_a_drawing_is_written_to_a_file(folder: Folder, format: str, start: str | bytes) -> None:
    """In the format that is named; what was there is written over."""
    (folder.path / "flow.out").write_text("before")
    done = folder.gorkflow("graph", "shop:checkout", "--format", format, "--output", "flow.out")
    data = (folder.path / "flow.out").read_bytes()
    assert (done.code, done.out, done.err) == (0, "", f"drawn to flow.out ({len(data):,} bytes)\n")
    assert data.startswith(start if isinstance(start, bytes) else start.encode())


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.mmd", "mermaid"),
        ("a.mermaid", "mermaid"),
        ("a.dot", "dot"),
        ("a.GV", "dot"),
        ("a.svg", "svg"),
        ("a.png", "png"),
    ],
)
def test_the_ending_tells_the_format(folder: Folder, name: str, format: str) -> None:
    """Whatever the case."""
    document = folder.gorkflow("graph", "shop:checkout", "-o", name, "--json").document
    assert document.pop("fingerprint")
    path = folder.path / name
    assert document == {
        "workflow_id": "checkout", "workflow_version": "1", "format": format, "run_id": None, "path": str(path),
        "size_bytes": path.stat().st_size, "drawing": None,
    }  # fmt: skip


def test_json_has_the_text_where_there_is_no_file(folder: Folder) -> None:
    """The same that is printed without."""
    document = folder.gorkflow("graph", "shop:checkout", "--format", "svg", "--json").document
    assert document["drawing"] == folder.gorkflow("graph", "shop:checkout", "--format", "svg").out
    assert document["size_bytes"] == len(document["drawing"].encode())


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("-o", "plan.txt"), "--format"),
        (("-o", "plan"), ".svg"),
        (("-o", "no/such/plan.svg"), "cannot be written"),
        (("-o", "."), "--format"),
        (("-o", "pictures.svg"), "cannot be written"),
        (("-o", "nul\0.svg"), "cannot be written"),
        (("--format", "png", "--json"), "--output"),
    ],
)
def test_a_place_that_will_not_do_is_wrong_use(folder: Folder, words: tuple[str, ...], part: str) -> None:
    """One line, code 2, nothing made."""
    (folder.path / "pictures.svg").mkdir()
    done = folder.gorkflow("graph", "shop:checkout", *words)
    assert (done.code, done.out, done.complains(part)) == (2, "", True)
    assert sorted(entry.name for entry in folder.path.iterdir()) == ["pictures.svg", "shop.py"]


def test_a_format_that_there_is_not_is_wrong_use(folder: Folder) -> None:
    """With those that there are."""
    done = folder.gorkflow("graph", "shop:checkout", "--format", "gif")
    assert done.code == 2
    assert all(name in done.err for name in ("mermaid", "dot", "svg", "png"))


@pytest.mark.parametrize("words", [("-o", "flow.png"), ("--format", "png")])
def test_without_its_extra_a_png_names_the_extra(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """And what to draw instead; before the module is imported."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    folder.write("shop.py", "raise SystemExit('imported')\n")
    done = folder.gorkflow("graph", "shop:checkout", *words)
    assert (done.code, done.out) == (2, "")
    assert done.complains("pip install 'gorkflow[png]'", "--format svg")
    assert not (folder.path / "flow.png").exists()


def test_a_png_is_not_printed_on_a_terminal(folder: Folder) -> None:
    """It goes through a pipe."""
    words = ["graph", "shop:checkout", "--format", "png"]
    done = subprocess.run(
        [*COMMAND, *words],
        cwd=folder.path,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=DEADLINE_SECONDS,
    )
    assert done.stdout.startswith(PNG)
    ours, theirs = pty.openpty()
    try:
        shown = subprocess.run(
            [*COMMAND, *words], cwd=folder.path, env=environment(), stdout=theirs, stderr=subprocess.PIPE, text=True,
            check=False, timeout=DEADLINE_SECONDS,
        )  # fmt: skip
    finally:
        os.close(theirs)
        os.close(ours)
    assert (shown.returncode, "no text for a terminal" in shown.stderr) == (2, True)


def test_a_picture_that_would_be_too_large_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn at twice its size, else at its own, else not; an svg has no such limit."""
    sizes: list[int] = []
    for max_pixels in (10_000_000, 200_000):
        monkeypatch.setattr(drawing, "_MAX_PIXELS", max_pixels)
        assert folder.gorkflow("graph", "shop:checkout", "-o", "flow.png").code == 0
        header = (folder.path / "flow.png").read_bytes()[16:24]
        sizes.append(int.from_bytes(header[:4], "big") * int.from_bytes(header[4:], "big"))
    assert sizes[0] == pytest.approx(4 * sizes[1], rel=0.02)
    monkeypatch.setattr(drawing, "_MAX_PIXELS", sizes[1] // 2)
    done = folder.gorkflow("graph", "shop:checkout", "-o", "larger.png")
    assert (done.code, done.complains("too large", "--format svg")) == (2, True)
    assert not (folder.path / "larger.png").exists()
    assert folder.gorkflow("graph", "shop:checkout", "-o", "larger.svg").code == 0


def test_a_run_is_shown_in_its_workflow(folder: Folder) -> None:
    """What is done and what is not; the run by the beginning of its id."""
    run_id = folder.run_id("shop:failing", "--input", "1")
    drawn = folder.gorkflow("graph", "shop:failing", "--run", run_id[:18], "--store", STORE)
    assert (drawn.code, drawn.err) == (0, "")
    assert "failed, attempt 2" in drawn.out
    document = folder.gorkflow("graph", "shop:failing", "--run", run_id, "--store", STORE, "--json").document
    assert (document["run_id"], document["drawing"]) == (run_id, drawn.out)


def test_a_run_of_something_else_is_not_shown(folder: Folder) -> None:
    """Of another workflow it is wrong use, of none it is not found; of another definition it is said."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    done = folder.gorkflow("graph", "shop:failing", "--run", run_id, "--store", STORE)
    assert (done.code, done.complains("'checkout'", "'failing'")) == (2, True)
    done = folder.gorkflow("graph", "shop:failing", "--run", "0" * 36, "--store", STORE)
    assert (done.code, done.complains("0" * 36)) == (4, True)
    shop = (folder.path / "shop.py").read_text()
    folder.write("shop.py", shop.replace(".then(load).parallel", ".then(load.named('fetch')).parallel"))
    done = folder.gorkflow("graph", "shop:checkout", "--run", run_id, "--store", STORE)
    assert (done.code, "another definition" in done.err, "fetch" in done.out) == (0, True, True)


@pytest.mark.parametrize("format", ["mermaid", "dot", "svg"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_names_stay_text(folder: Folder, format: str, encoding: str) -> None:
    """Nothing that a terminal obeys, whatever its encoding; letters of all scripts stay what they are."""
    folder.write("named.py", NAMED)
    done = subprocess.run(
        [*COMMAND, "graph", "named:flow", "--format", format], cwd=folder.path, capture_output=True, check=True,
        env=environment(PYTHONIOENCODING=encoding), timeout=DEADLINE_SECONDS,
    )  # fmt: skip
    text = done.stdout.decode("utf-8")
    assert not {"\x1b", "\u202e"} & set(text)
    assert "é 價" in text
    assert not any(line.startswith("forged") for line in text.splitlines())


def test_what_the_module_prints_stays_out_of_the_drawing(folder: Folder) -> None:
    """It goes to stderr."""
    folder.write("loud.py", NAMED + 'print("imported")\n')
    done = command("graph", "loud:flow", cwd=folder.path)
    assert (done.stdout.startswith("flowchart TD\n"), "imported" in done.stdout, "imported" in done.stderr) == (
        True, False, True,
    )  # fmt: skip


def test_no_store_is_touched_without_a_run(folder: Folder) -> None:
    """Nor made."""
    assert folder.gorkflow("graph", "shop:checkout", "--store", STORE).code == 0
    assert sorted(Path(entry).name for entry in folder.path.iterdir()) == ["shop.py"]
