"""`gorkflow retry`, `fork`, `migrate` and `cancel`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gorkflow.cli import going_on, lookup, resuming, showing, signalling
from gorkflow.cli.options import Target
from gorkflow.composition import store_of
from gorkflow.config import Config
from gorkflow.errors import RunNotFoundError
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import Running
from tests.cli.test_resume import get_run, killed_in_charge, leave_open

MILL = """
from pathlib import Path

from gorkflow import step, workflow


@step
async def sow(grains: int) -> int:
    with open("sown", "a") as file:
        file.write(".")
    return grains * 2


@step
async def grind(grains: int) -> int:
    if not Path("mended").exists():
        raise ValueError("the mill stands still")
    return grains + 1


@step
async def bake(flour: int) -> str:
    return f"{flour} loaves"


milling = workflow("milling").then(sow).then(grind).then(bake).build()
"""
AT_MILL = ("--app", "mill", "--store", STORE)


@pytest.fixture
def failed(folder: Folder) -> str:
    """A run that failed in `grind`, which is mended by now."""
    folder.write("mill.py", MILL)
    run_id = folder.run_id("mill:milling", "--input", "4")
    Path("mended").touch()
    return run_id


def test_a_retry_goes_on_from_what_failed(folder: Folder, failed: str) -> None:
    """What was done is kept; the rest runs, under the same id."""
    done = folder.gorkflow(*AT_MILL, "retry", failed[:13])
    assert (done.code, done.out.splitlines()) == (0, [
        f"run {failed} of workflow milling is COMPLETED",
        "  kept: sow",
        "  ran: grind (attempt 2), bake",
    ])  # fmt: skip
    assert "run is taken up again" in done.err
    again = folder.gorkflow(*AT_MILL, "retry", failed)
    assert (again.code, again.complains(failed, "is COMPLETED", "nothing to retry", "fork()")) == (1, True)


def test_a_retry_as_json(folder: Folder, failed: str) -> None:
    """The document of `resume`."""
    [run] = folder.gorkflow(*AT_MILL, "retry", failed, "--json").document["runs"]
    assert (run["run_id"], run["output"], run["kept"], run["ran"]) == (failed, "9 loaves", ["sow"], ["grind", "bake"])


def test_a_retry_that_fails_again(folder: Folder, failed: str) -> None:
    """Exit code and report are those of a failed run."""
    Path("mended").unlink()
    done = folder.gorkflow(*AT_MILL, "retry", failed)
    assert (done.code, done.out.splitlines()[2]) == (1, "  ran: grind FAILED (attempt 2)")
    assert "the mill stands still" in done.err


def test_a_fork_with_another_input(folder: Folder, failed: str) -> None:
    """A run of its own, which says where it comes from; the first stays as it was."""
    done = folder.gorkflow(*AT_MILL, "fork", failed, "--from", "grind", "--input", "40", "--json")
    [run] = done.document["runs"]
    assert (done.code, run["output"], run["forked_from"]) == (0, "41 loaves", failed)
    assert (run["kept"], run["ran"]) == (["sow"], ["grind", "bake"])
    assert f"run {run['run_id']} is forked from {failed}" in done.err
    assert asyncio.run(get_run(failed)).status == "FAILED"
    assert Path("sown").read_text() == "."


def test_a_fork_without_input_and_as_text(folder: Folder, failed: str) -> None:
    """The step takes what it is bound to."""
    done = folder.gorkflow(*AT_MILL, "fork", failed, "--from", "sow")
    assert (done.code, done.out.splitlines()[1:]) == (0, ["  ran: sow, grind, bake"])
    assert Path("sown").read_text() == ".."


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("--from", "reap"), 4, "no step 'reap' to fork from; it has sow, grind, bake"),
        (("--from", "reap", "--input", "1"), 4, "no step 'reap' to fork from; it has sow, grind, bake"),
        (("--from", "grind", "--input", '"x"'), 2, "step 'grind' takes int, and --input does not fit"),
        (("--from", "grind", "--input", "x"), 2, "--input is not JSON"),
    ],
)
def test_what_cannot_be_forked(folder: Folder, failed: str, arguments: tuple[str, ...], code: int, text: str) -> None:
    """One line says why, and no run is made."""
    done = folder.gorkflow(*AT_MILL, "fork", failed, *arguments)
    assert (done.code, done.complains(text)) == (code, True), done.err


def test_a_suspended_run_is_taken_over(folder: Folder) -> None:
    """`resume` tells every difference on a line of its own and the command; `migrate` goes on with the new code."""
    killed_in_charge(folder)
    source = (folder.path / "shop.py").read_text()
    folder.write("shop.py", source.replace(".parallel(price, risk).then(charge)", ".then(price)"))
    done = folder.gorkflow("--app", "shop", "--store", STORE, "resume")
    assert done.code == 3
    differences = [line for line in done.err.splitlines() if line.startswith("  - ")]
    assert differences == ["  - step 'risk' is gone", "  - step 'charge' is gone"]
    run_id = done.out.split()[1]
    assert f"gorkflow migrate {run_id}" in done.err
    taken = folder.gorkflow("--app", "shop", "--store", STORE, "migrate", run_id)
    assert (taken.code, taken.out.splitlines()[0]) == (0, f"run {run_id} of workflow checkout is COMPLETED")
    assert asyncio.run(get_run(run_id)).output == {"total": 9.5}
    over = folder.gorkflow("--app", "shop", "--store", STORE, "migrate", run_id)
    assert (over.code, over.complains("is COMPLETED, and only an open run")) == (1, True)


def test_migrate_to_another_version(folder: Folder) -> None:
    """Where the apps have no other; `retry` does not do that."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    source = (folder.path / "shop.py").read_text()
    folder.write("shop.py", source.replace('workflow("greeting")', 'workflow("greeting", version="2")'))
    refused = folder.gorkflow("--app", "shop", "--store", STORE, "retry", run_id)
    assert (refused.code, refused.complains("in version 2 only")) == (2, True)
    done = folder.gorkflow("--app", "shop", "--store", STORE, "migrate", run_id, "--json")
    [run] = done.document["runs"]
    assert (done.code, run["workflow_version"], run["status"]) == (0, "2", "COMPLETED")


def test_an_open_run_of_a_dead_process_is_cancelled(folder: Folder) -> None:
    """Without its code; a second time it says the same; one that is over says what it is."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    for _ in range(2):
        done = folder.gorkflow("--store", STORE, "cancel", run_id)
        assert (done.code, done.out) == (0, f"run {run_id} of workflow greeting is CANCELLED\n")
    over = folder.run_id("shop:greeting", "--input", "null")
    done = folder.gorkflow("--store", STORE, "cancel", over, "--json")
    assert (done.code, done.document["status"]) == (1, "COMPLETED")


def test_a_run_of_another_process_is_cancelled(folder: Folder) -> None:
    """It ends there; `retry` takes it up again."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as owner:
        owner.until("stamp started")
        run_id = owner.err[0].split()[1]
        done = folder.gorkflow("--store", STORE, "cancel", run_id)
        assert (done.code, done.out) == (0, f"run {run_id} of workflow posting is CANCELLED\n")
        (folder.path / "go").touch()
        assert owner.end()[0] == 1
    again = folder.gorkflow("--app", "shop", "--store", STORE, "retry", run_id)
    assert (again.code, again.out.splitlines()[1]) == (0, "  kept: weigh")


@pytest.mark.parametrize("command", ["retry", "migrate", "cancel", "fork"])
def test_an_unknown_run_is_not_found(folder: Folder, failed: str, command: str) -> None:
    """Exit code 4; too short a beginning is wrong use; no store is made."""
    more = ("--from", "sow") if command == "fork" else ()
    assert folder.gorkflow(*AT_MILL, command, "0" * 36, *more).code == 4
    assert folder.gorkflow(*AT_MILL, command, "0123", *more).code == 2
    assert folder.gorkflow("--app", "mill", "--store", "sqlite:///no.db", command, failed, *more).code == 1
    assert not Path("no.db").exists()


@pytest.mark.parametrize("command", ["show", "resume", "retry", "fork", "migrate", "cancel", "signal"])
def test_no_command_shows_the_token_of_its_store(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no such run, the line says in which store, as it may be shown."""
    monkeypatch.setattr(lookup, "store_of", lambda url: store_of("memory://"))
    target = Target("libsql://host?authToken=hush", (), Config())
    wanted = "0123456789"
    commands = {
        "show": lambda: showing.show(target, wanted, as_json=False),
        "resume": lambda: resuming.resume(target, wanted, as_json=False),
        "retry": lambda: going_on.retry(target, wanted, as_json=False),
        "fork": lambda: going_on.fork(target, wanted, "step", None, as_json=False),
        "migrate": lambda: going_on.migrate(target, wanted, as_json=False),
        "cancel": lambda: going_on.cancel(target, wanted, as_json=False),
        "signal": lambda: signalling.send(target, wanted, "go", "1", None, as_json=False),
    }
    with pytest.raises(RunNotFoundError, match="no run '0123456789' in libsql://host; look") as caught:
        commands[command]()
    assert "hush" not in str(caught.value)
