"""`gorkflow check`: a definition, and the open runs of a store against it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import command

FLOW = """
import os
import signal

from gorkflow import step, workflow


@step
async def weigh(grams: int) -> int:
    return grams


@step
async def stamp(grams: int) -> {stamped}:
    return {stamped}(grams)


@step
async def send(letter: {stamped}) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "sent"


flow = workflow("flow", version="{version}").then(weigh).then(stamp).then(send).build()
"""
FIRST = FLOW.format(stamped="int", version="1")
OTHER_TYPE = FLOW.format(stamped="str", version="1")
SECOND = FLOW.format(stamped="int", version="2")
LONGER = FIRST.replace(".build()", ".tap(weigh.named('after')).build()").replace("-> str:", "-> int:")
WRONG = """
from gorkflow import step, workflow


@step
async def one(value: int) -> int:
    return value


flow = workflow("flow").then(one).then(one).then(one).build()
"""


@pytest.fixture
def killed(folder: Folder) -> None:
    """In `flow`: a run that was killed in its last step."""
    folder.write("flow.py", FIRST)
    command("run", "flow:flow", "--input", "7", "--store", STORE, cwd=folder.path)


def test_a_definition_without_a_store_is_checked_alone(folder: Folder) -> None:
    """And that is said; no store is made. One that was named is to be there."""
    done = folder.gorkflow("check", "shop:checkout")
    assert done.code == 0
    assert done.out.startswith("workflow 'checkout' version '1': 4 steps, fingerprint ")
    assert done.err == "there is no store at sqlite:///gorkflow.db: the definition alone was checked\n"
    assert not (folder.path / "gorkflow.db").exists()
    document = folder.gorkflow("check", "shop:checkout", "--json").document
    assert (document["store"], document["fits"], document["open_runs"], document["steps"]) == (None, True, [], 4)
    assert len(document["fingerprint"]) == 64
    assert folder.gorkflow("check", "shop:checkout", "--store", "memory://").code == 0
    done = folder.gorkflow("check", "shop:checkout", "--store", STORE)
    assert (done.code, done.out, done.complains("does not exist")) == (1, "", True)


def test_all_problems_of_a_definition_are_told(folder: Folder) -> None:
    """Code 2; nothing on stdout."""
    folder.write("wrong.py", WRONG)
    done = folder.gorkflow("check", "wrong:flow")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert "'one'" in done.err


def test_settings_for_a_step_that_there_is_not_are_told(folder: Folder) -> None:
    """As an engine would refuse them."""
    folder.write("gorkflow.toml", "[workflows.checkout.steps.lod]\ntimeout = 3\n")
    done = folder.gorkflow("check", "shop:checkout")
    assert (done.code, done.complains("lod")) == (2, True)


@pytest.mark.usefixtures("killed")
def test_runs_that_go_on_are_counted(folder: Folder) -> None:
    """Under the very definition, and under one that differs in what is to come only; code 0, nothing is written."""
    before = (folder.path / "runs.db").read_bytes()
    done = folder.gorkflow("check", "flow", "--store", STORE)
    assert (done.code, done.out.splitlines()[1:], done.err) == (0, ["1 open run of this definition goes on"], "")
    folder.write("flow.py", LONGER)
    done = folder.gorkflow("check", "flow:flow", "--store", STORE)
    (line,) = done.out.splitlines()[1:]
    assert (done.code, line.startswith("1 open run of another definition ("), line.endswith(") goes on")) == (
        0,
        True,
        True,
    )
    assert (folder.path / "runs.db").read_bytes() == before
    assert folder.gorkflow("check", "shop:checkout", "--store", STORE).out.endswith(f"no open runs in {STORE}\n")


@pytest.mark.usefixtures("killed")
def test_runs_that_do_not_fit_are_told_with_what_differs(folder: Folder) -> None:
    """As `resume` tells it; code 3, and the commands that help."""
    folder.write("flow.py", OTHER_TYPE)
    done = folder.gorkflow("check", "flow:flow", "--store", STORE)
    _, head, *differences, remedy = done.out.splitlines()
    assert head.startswith("1 open run of another definition (")
    assert " cannot go on, the oldest " in head
    run_id = head.rpartition(" ")[2]
    assert differences == ["  - step 'stamp': output type int -> str"]
    migrate = f"gorkflow --app flow:flow --store {STORE} migrate {run_id}"
    assert remedy == (
        "  remedy: bring the code back, give the changed one a version of its own, or take it over as it is: " + migrate
    )
    assert (done.code, done.err) == (3, "")
    done = folder.gorkflow("check", "flow:flow", "--store", STORE, "--json")
    (item,) = done.document["open_runs"]
    assert (done.code, done.document["fits"], item["fits"], item["runs"]) == (3, False, False, 1)
    assert (item["oldest_run_id"], item["differences"]) == (run_id, ["step 'stamp': output type int -> str"])
    resumed = folder.gorkflow("--app", "flow", "resume", "--store", STORE)
    assert resumed.code == 3
    assert "step 'stamp': output type int -> str" in resumed.err


@pytest.mark.usefixtures("killed")
def test_runs_of_a_version_without_code_are_told_of(folder: Folder) -> None:
    """Code 0: they may have their code elsewhere. Where an app has it, nothing is said."""
    folder.write("second.py", SECOND)
    done = folder.gorkflow("check", "second:flow", "--store", STORE)
    _, head, remedy = done.out.splitlines()
    assert head.startswith("1 open run of version '1': no code for that, the oldest ")
    assert "--app MODULE" in remedy
    assert f"gorkflow --app second:flow --store {STORE} migrate" in remedy
    assert done.code == 0
    (item,) = folder.gorkflow("check", "second:flow", "--store", STORE, "--json").document["open_runs"]
    assert (item["workflow_version"], item["has_code"], item["fits"], item["differences"]) == ("1", False, False, [])
    done = folder.gorkflow("check", "second:flow", "--app", "flow", "--store", STORE)
    assert done.out.splitlines()[1:] == [f"no open runs in {STORE}"]


@pytest.mark.usefixtures("killed")
def test_hostile_names_are_escaped(folder: Folder) -> None:
    """Of types in differences, and in what a module says of itself."""
    weight = "class Weight(int):\n    pass\n\n\n" + 'Weight.__name__ = Weight.__qualname__ = "x\\x1b[31m\\nok\\u202e"\n'
    folder.write("flow.py", weight + FLOW.format(stamped="Weight", version="1"))
    done = folder.gorkflow("check", "flow:flow", "--store", STORE)
    assert (done.code, r"x\x1b[31m\nok\u202e" in done.out + done.err) == (2, True)
    folder.write("flow.py", FIRST + 'raise RuntimeError("x\\x1b[31m\\nok\\u202e")\n')
    other = folder.gorkflow("check", "flow:flow", "--store", STORE)
    assert (other.code, other.complains("cannot be imported")) == (2, True)
    for text in (done.out, done.err, other.err):
        assert not {"\x1b", "\u202e"} & set(text)
        assert not any(line.startswith("ok") for line in text.splitlines())


def test_what_the_module_prints_stays_off_stdout(folder: Folder) -> None:
    """stdout is one JSON object."""
    folder.write("loud.py", FIRST + 'print("imported")\n')
    done = command("check", "loud:flow", "--json", cwd=folder.path)
    assert (done.returncode, done.stdout.count("\n"), "imported" in done.stderr) == (0, 1, True)
