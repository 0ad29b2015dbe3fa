"""`gorkflow bench`: steps measured on what was recorded of them, and `gorkflow check --inputs`."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.test_revisions import git, trees
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import environment

PLANT = """
from gorkflow import step, workflow


@step(pure=True)
def grow(number: int) -> int:
    return sum(range(number * {work}))


@step(pure=True)
async def water(number: int) -> str:
    print("dripping")
    return "drop " * 3


@step
def sell(text: str) -> str:
    return text


plant = workflow("plant").then(grow).then(water).then(sell).build()
"""
QUICK = ("--rounds", "2", "--store", STORE)
BENCH = ("bench", "plant:plant", *QUICK)


@pytest.fixture
def plant(folder: Folder) -> Folder:
    """Three runs of a workflow whose last step is not pure."""
    folder.write("plant.py", PLANT.format(work=100))
    for number in ("1", "2", "3"):
        folder.run_id("plant:plant", "--input", number)
    return folder


def committed(folder: Folder) -> None:
    """The module as it is, in a repository."""
    folder.write(".gitignore", "runs.db*\n__pycache__\n")
    git(folder.path, "init", "-q")
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-q", "-m", "first")


def contents(folder: Folder) -> tuple[str, int]:
    """Bytes and time of the store's file."""
    path = folder.path / "runs.db"
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def test_pure_steps_are_measured_and_others_are_not(plant: Folder) -> None:
    """A row for each, and a reason for the one that has effects; what bodies print is not there."""
    done = plant.gorkflow(*BENCH)
    head, *rows = done.out.splitlines()
    assert head.split()[:5] == ["step", "inputs", "p50", "p90", "p99"]
    assert [row.split()[:4] for row in rows] == [["grow", "3", "x", "2"], ["water", "3", "x", "2"]]
    assert done.err.startswith("sell: not measured: it is not pure: ")
    assert "dripping" not in done.out + done.err
    assert done.code == 0


def test_the_store_is_not_touched(plant: Folder) -> None:
    """Not a byte and not the time of its file, whatever is asked for; SQLite's log beside it stays empty."""
    before = contents(plant)
    for more in (("--allow-effects",), ("--export", "corpus.jsonl"), ("--save", "base"), ("--markdown",)):
        assert plant.gorkflow(*BENCH, *more).code == 0
    assert plant.gorkflow("check", "plant:plant", "--inputs", "--store", STORE).code == 0
    assert contents(plant) == before
    assert [path for path in plant.path.glob("runs.db-wal") if path.stat().st_size] == []


def test_a_step_that_is_slower_ends_the_command_with_3(plant: Folder) -> None:
    """Beside the revision before; whose checkout is gone at the end."""
    committed(plant)
    plant.write("plant.py", PLANT.format(work=2_000_000))
    done = plant.gorkflow(*BENCH, "--steps", "grow", "--against", "HEAD", "--json")
    [step] = done.document["steps"]
    assert (done.code, step["comparison"]["verdict"], trees(plant.path)) == (3, "slower", 1)
    assert step["comparison"]["against"].startswith("revision HEAD (")
    assert step["comparison"]["differing_outputs"] == 3
    faster = plant.gorkflow("check", "plant:plant", "--store", STORE)
    assert faster.code == 0


def test_a_table_for_a_pull_request(plant: Folder) -> None:
    """Markdown with a column for the revision before; microseconds are no difference."""
    committed(plant)
    done = plant.gorkflow(*BENCH, "--against", "HEAD", "--markdown")
    lines = done.out.splitlines()
    assert lines[0].startswith("**plant** version 1 against revision HEAD")
    assert lines[2].endswith("| noise | before | ratio | verdict |")
    assert [line.count("|") for line in lines[2:6]] == [15] * 4
    assert lines[4].endswith("| no difference |")
    assert lines[-1].startswith("Measured on ")
    assert done.code == 0


def test_a_kept_result_is_shown_beside_and_not_judged(plant: Folder) -> None:
    """It was not measured in turns. On another machine it is no result."""
    assert plant.gorkflow(*BENCH, "--save", "base").code == 0
    done = plant.gorkflow(*BENCH, "--against", "saved:base", "--json")
    comparisons = [step["comparison"] for step in done.document["steps"] if step["figures"]]
    assert [(one["verdict"], one["figures"] is None) for one in comparisons] == [("not judged", False)] * 2
    assert plant.gorkflow(*BENCH, "--against", "saved:base").code == 0
    kept = plant.path / ".gorkflow" / "bench" / "base.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace('"cores": ', '"cores": 1'), encoding="utf-8")
    elsewhere = plant.gorkflow(*BENCH, "--against", "saved:base")
    assert elsewhere.complains("was measured elsewhere", "cores")
    assert plant.gorkflow(*BENCH, "--against", "saved:nothing").complains("no result 'nothing'", "base")
    assert plant.gorkflow(*BENCH, "--save", "../base").complains("is no name")


def test_inputs_are_exported_and_measured_elsewhere(plant: Folder) -> None:
    """A file that only its owner reads, without a store; redacted it says nothing of them."""
    done = plant.gorkflow(*BENCH, "--export", "corpus.jsonl")
    assert (done.code, done.out, done.err) == (0, "", "9 inputs in corpus.jsonl\n")
    assert stat.S_IMODE((plant.path / "corpus.jsonl").stat().st_mode) == 0o600
    read = plant.gorkflow("bench", "plant:plant", "--corpus", "corpus.jsonl", "--rounds", "2", "--json")
    assert (read.code, read.document["source"], read.document["runs"]) == (0, "corpus.jsonl", 3)
    assert plant.gorkflow(*BENCH, "--export", "safe.jsonl", "--redact").code == 0
    assert "drop" not in (plant.path / "safe.jsonl").read_text(encoding="utf-8")


def test_a_picture_of_the_distributions(plant: Folder) -> None:
    """Of both formats."""
    for name, start in (("times.svg", b"<?xml"), ("times.png", b"\x89PNG")):
        assert plant.gorkflow(*BENCH, "--picture", name).code == 0
        assert (plant.path / name).read_bytes().startswith(start)
    assert plant.gorkflow(*BENCH, "--picture", "times.pdf").complains("ends in .svg or .png")


def test_fakes_let_a_step_with_effects_be_measured(plant: Folder) -> None:
    """Named as a file, and covering it."""
    plant.write("free.py", "from plant import sell\ncovers = [sell]\n")
    done = plant.gorkflow(*BENCH, "--steps", "sell", "--with-fakes", "free.py", "--json")
    assert (done.code, done.document["steps"][0]["inputs"]) == (0, 3)
    plant.write("none.py", "")
    refused = plant.gorkflow(*BENCH, "--steps", "sell", "--with-fakes", "none")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("sell: not measured: it is not pure")


def test_bodies_that_fail_are_told_and_no_traceback(folder: Folder) -> None:
    """With the run and the path of the first; nothing in an error's text reaches the terminal raw."""
    flow = """
from gorkflow import step, workflow
import os

@step(pure=True)
def work(number: int) -> int:
    if "FAIL" in os.environ:
        raise ValueError("\\x1b[31mno\\n| row")
    return number

working = workflow("working").then(work).build()
"""
    folder.write("working.py", flow)
    run = folder.run_id("working:working", "--input", "1")
    os.environ["FAIL"] = "1"
    try:
        done = folder.gorkflow("bench", "working:working", "--store", STORE)
    finally:
        del os.environ["FAIL"]
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"work: 1 inputs could not be measured, the first at work of run {run} in the code as")
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "parts"),
    [
        (("bench", "plant:plant", "--store", "memory://"), 2, ("memory:// keeps nothing",)),
        (("bench", "plant:plant", "--steps", "gorw", *QUICK), 4, ("no step 'gorw'", "grow, water, sell")),
        (("bench", "plant:plant", "--steps", "../x\x1b[31m", *QUICK), 4, ("no step",)),
        (("bench", "plant:plant", "--sample", "0", *QUICK), 2, ("--sample 0",)),
        (("bench", "plant:plant", "--rounds", "0", "--store", STORE), 2, ("--rounds 0",)),
        (("bench", "plant:plant", "--timeout", "nan", *QUICK), 2, ("--timeout nan",)),
        (("bench", "plant:plant", "--since", "soon", *QUICK), 2, ("--since 'soon'",)),
        (("bench", "plant:plant", "--redact", *QUICK), 2, ("--redact goes with --export",)),
        (("bench", "plant:plant", "--against", "HEAD", *QUICK), 1, ("not a git repository",)),
        (("bench", "plant:plant", "--corpus", "nothing.jsonl"), 1, ("cannot be read",)),
        (("bench", "plant:plant", "--with-fakes", "nothing", *QUICK), 1, ("No module named 'nothing'",)),
        (("bench", "plant:plant", "--with-fakes", "no/such.py", *QUICK), 2, ("there is no file",)),
        (("bench", "plant:nothing", *QUICK), 2, ("has no workflow 'nothing'",)),
        (("bench", "verify", "plant:plant", "more", *QUICK), 2, ("unexpected",)),
        (("bench", "plant:plant", "--store", "sqlite:///none.db"), 1, ("none.db",)),
        (("check", "plant:plant", "--since", "1d", "--store", STORE), 2, ("--since goes with --inputs",)),
    ],
)
def test_what_cannot_be_done_is_one_line(
    plant: Folder, arguments: tuple[str, ...], code: int, parts: tuple[str, ...]
) -> None:
    """With the remedy, on stderr."""
    done = plant.gorkflow(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.complains(*parts)
    assert "\x1b" not in done.err


def test_nothing_recorded_is_told(plant: Folder) -> None:
    """By the code for what was not found."""
    plant.write("young.py", PLANT.format(work=1).replace('"plant"', '"young"'))
    done = plant.gorkflow("bench", "young:plant", *QUICK)
    assert (done.code, done.out) == (4, "")
    assert done.err.endswith(f"nothing of workflow 'young' is recorded in {STORE}\n")


RETYPED = PLANT.replace("def grow(number: int)", "def grow(number: bool)")


def test_inputs_that_do_not_fit_any_more_are_told(plant: Folder) -> None:
    """By check, with code 3, and by bench, which measures those that do."""
    done = plant.gorkflow("check", "plant:plant", "--inputs", "--store", STORE)
    assert (done.code, done.out.splitlines()[-1]) == (0, "9 recorded inputs of 3 runs: all fit their steps' types")
    plant.write("plant.py", RETYPED.format(work=100))
    done = plant.gorkflow("check", "plant:plant", "--inputs", "--store", STORE)
    assert done.code == 3
    *_, head, two, three = done.out.splitlines()
    assert head == "9 recorded inputs of 3 runs: 2 do not fit their steps' types"
    assert all("grow of run " in line and "parameter 'number'" in line for line in (two, three))
    document = plant.gorkflow("check", "plant:plant", "--inputs", "--store", STORE, "--json").document
    assert (document["inputs"]["fits"], len(document["inputs"]["unfit"])) == (False, 2)
    measured = plant.gorkflow(*BENCH, "--steps", "grow")
    assert "grow: 2 of 3 recorded inputs do not fit any more" in measured.err
    assert measured.out.splitlines()[1].startswith("grow   1 x 2")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_bench_leaves_nothing_behind(plant: Folder, number: int) -> None:
    """No checkout, no worker; and the code for an interrupt."""
    committed(plant)
    plant.write("plant.py", PLANT.format(work=100).replace("    return sum", "    slow()\n    return sum") + SLOW)
    with subprocess.Popen(
        [sys.executable, "-m", "gorkflow", *BENCH, "--against", "HEAD"],
        cwd=plant.path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        deadline = time.monotonic() + 60.0
        while not (plant.path / "slow").exists():
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.02)
        assert trees(plant.path) == 2
        worker = int((plant.path / "slow").read_text(encoding="utf-8"))
        process.send_signal(number)
        out, err = process.communicate(timeout=60.0)
    assert (process.returncode, out, err) == (130, "", "interrupted\n")
    assert trees(plant.path) == 1
    assert not Path(f"/proc/{worker}").exists()


SLOW = """

def slow() -> None:
    import os
    import time
    from pathlib import Path

    Path("slow.part").write_text(str(os.getpid()))
    os.rename("slow.part", "slow")
    time.sleep(600)
"""


def test_a_document_says_where_it_was_measured(plant: Folder) -> None:
    """And leaves out nothing that was asked for."""
    document = json.loads(plant.gorkflow(*BENCH, "--json").out)
    assert document["machine"]["python"] == sys.version.split()[0]
    assert [step["step"] for step in document["steps"]] == ["grow", "water", "sell"]
