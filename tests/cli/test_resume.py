"""`gorkflow resume`."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest

from gorkflow import Engine, connect
from gorkflow.cli.locating import find_workflow
from gorkflow.stores.sqlite import SqliteStore
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import Running, command

if TYPE_CHECKING:
    from gorkflow import WorkflowRun

RESUME = ("--app", "shop", "--store", STORE, "resume")


async def leave_open(target: str, value: object) -> str:
    """A run of which nothing but its creation and first write took place: its engine died."""
    store = SqliteStore("runs.db")
    engine = Engine(store)
    await engine.__aenter__()
    handle = await engine.start(find_workflow(target), value)
    await engine.abandon()
    await store.abandon()
    return handle.run_id


async def get_run(run_id: str) -> WorkflowRun:
    """The record as another process sees it."""
    async with connect(STORE, read_only=True) as engine:
        return await engine.get_run(run_id)


def killed_in_charge(folder: Folder) -> None:
    """A run of `checkout` whose process was killed in its last step."""
    arguments = ("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE)
    assert command(*arguments, cwd=folder.path, KILLED="1").returncode == -signal.SIGKILL


def test_a_killed_run_goes_on_where_it_stopped(folder: Folder) -> None:
    """Its process died by kill -9 in `charge`: three results are kept, and that body alone runs."""
    killed_in_charge(folder)
    done = folder.gorkflow(*RESUME)
    first, *rest = done.out.splitlines()
    assert done.code == 0
    assert first.endswith("of workflow checkout is COMPLETED")
    assert rest == ["  kept: load, price, risk", "  ran: charge (attempt 2)"]
    assert "was interrupted in charge" in done.err
    assert "loading" not in done.err


def test_resuming_twice_finds_nothing_the_second_time(folder: Folder) -> None:
    """Which is no failure."""
    killed_in_charge(folder)
    folder.gorkflow(*RESUME)
    done = folder.gorkflow(*RESUME)
    assert (done.code, done.out, done.err) == (0, "", f"nothing to resume in {STORE}\n")


def test_the_json_tells_what_was_kept_and_what_ran(folder: Folder) -> None:
    """Beside the records of the runs."""
    killed_in_charge(folder)
    document = folder.gorkflow(*RESUME, "--json").document
    assert set(document) == {"runs", "left"}
    assert document["left"] == []
    (run,) = document["runs"]
    assert (run["status"], run["output"]) == ("COMPLETED", "receipt 9.50")
    assert (run["kept"], run["ran"]) == (["load", "price", "risk"], ["charge"])


def test_one_run_is_resumed_and_the_others_are_left_alone(folder: Folder) -> None:
    """The one that is named, whatever else is open."""
    wanted = asyncio.run(leave_open("shop:greeting", None))
    other = asyncio.run(leave_open("shop:greeting", None))
    done = folder.gorkflow(*RESUME, wanted, "--json")
    assert [run["run_id"] for run in done.document["runs"]] == [wanted]
    assert asyncio.run(get_run(other)).status == "RUNNING"


def test_several_runs_are_told_apart_line_by_line(folder: Folder) -> None:
    """Each event names its run."""
    ids = {asyncio.run(leave_open("shop:greeting", None)) for _ in range(3)}
    done = folder.gorkflow(*RESUME)
    assert done.code == 0
    assert {line.split()[1] for line in done.out.splitlines() if line.startswith("run ")} == ids
    assert all(f"run {run_id} completed" in done.err for run_id in ids)


def test_a_run_that_failed_tells_why_and_gives_code_1(folder: Folder) -> None:
    """As it would in `gorkflow run`."""
    asyncio.run(leave_open("shop:failing", 7))
    done = folder.gorkflow(*RESUME)
    assert done.code == 1
    assert "is FAILED at step 'explode'" in done.err
    assert "ran: explode FAILED (attempt " in done.out


def test_without_an_app_the_open_runs_are_named_and_left(folder: Folder) -> None:
    """Rows of the store never name code to import."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    done = folder.gorkflow("--store", STORE, "resume")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"open run {run_id} of workflow 'greeting' version '1' was left as before: no app was given; "
        "name the module that defines it: --app MODULE\n"
    )
    assert asyncio.run(get_run(run_id)).status == "RUNNING"


def test_runs_of_other_apps_are_no_failure(folder: Folder) -> None:
    """A store may serve several."""
    asyncio.run(leave_open("shop:greeting", None))
    asyncio.run(leave_open("shop:greeting", None))
    folder.write("other.py", "from gorkflow import step, workflow\n@step\ndef f() -> int: return 1\n")
    folder.write("other.py", (folder.path / "other.py").read_text() + "flow = workflow('flow').then(f).build()\n")
    done = folder.gorkflow("--app", "other", "--store", STORE, "resume")
    assert done.code == 0
    assert "2 open runs, the oldest 0" in done.err
    assert "none of the apps (other) has it" in done.err


def test_a_named_run_whose_workflow_nobody_has_is_wrong_use(folder: Folder) -> None:
    """It says which workflow and version, and what to do."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    done = folder.gorkflow("--store", STORE, "resume", run_id)
    assert done.code == 2
    assert done.complains(run_id, "workflow 'greeting' version '1'", "--app MODULE")


def test_another_version_of_the_workflow_does_not_do(folder: Folder) -> None:
    """A run stays on the version it was started with."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    folder.write(
        "shop.py",
        (folder.path / "shop.py").read_text().replace('workflow("greeting")', 'workflow("greeting", version="2")'),
    )
    done = folder.gorkflow(*RESUME, run_id)
    assert (done.code, done.complains(run_id, "in version 2 only")) == (2, True)


def test_a_run_whose_definition_changed_is_suspended_with_the_reason(folder: Folder) -> None:
    """It is no failure of the run, and goes on when the code is back."""
    killed_in_charge(folder)
    source = (folder.path / "shop.py").read_text()
    folder.write("shop.py", source.replace(".parallel(price, risk).then(charge)", ".then(price)"))
    done = folder.gorkflow(*RESUME)
    assert done.code == 3
    assert "is SUSPENDED: [definition_mismatch]" in done.err
    assert "risk" in done.err
    again = folder.gorkflow(*RESUME)
    assert (again.code, again.out) == (3, "")
    assert "was left as before: SUSPENDED, as this code differs from what it has executed" in again.err
    [left] = folder.gorkflow(*RESUME, "--json").document["left"]
    assert left["reason"].endswith(f"gorkflow --store {STORE} show {left['run_id']}")
    folder.write("shop.py", source)
    assert folder.gorkflow(*RESUME).code == 0


@pytest.mark.parametrize(("target", "value", "code"), [("shop:greeting", "null", 0), ("shop:failing", "7", 1)])
def test_a_run_that_is_over_stays_so(folder: Folder, target: str, value: str, code: int) -> None:
    """It says so, with the exit code of the run."""
    run_id = folder.run_id(target, "--input", value)
    done = folder.gorkflow(*RESUME, run_id)
    assert done.code == code
    assert done.out.endswith(f"is {asyncio.run(get_run(run_id)).status} already\n")


def test_the_beginning_of_an_id_is_enough(folder: Folder) -> None:
    """Down to where it names no other run."""
    run_id = asyncio.run(leave_open("shop:greeting", None))
    assert folder.gorkflow(*RESUME, run_id[:8].upper(), "--json").document["runs"][0]["run_id"] == run_id


def test_a_run_of_a_living_process_is_waited_for(folder: Folder) -> None:
    """And not taken away from it."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as owner:
        owner.until("stamp started")
        run_id = owner.err[0].split()[1]
        with Running(*RESUME, run_id, cwd=folder.path) as waiting:
            waiting.until("is driven by another process")
            (folder.path / "go").touch()
            code, out = waiting.end()
        assert owner.end() == (0, '"stamped 7 g, sent"\n')
    assert (code, out.splitlines()[0]) == (0, f"run {run_id} of workflow posting is COMPLETED")


def test_a_run_of_a_living_process_is_not_resumed_with_the_rest(folder: Folder) -> None:
    """It is listed with the reason."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as owner:
        owner.until("stamp started")
        done = folder.gorkflow(*RESUME)
        (folder.path / "go").touch()
        assert owner.end()[0] == 0
    assert (done.code, done.out) == (0, "")
    assert "was left as before: another process drives it" in done.err


def test_the_run_of_a_key_goes_on_when_its_process_is_dead(folder: Folder) -> None:
    """`run --key` again, after kill -9: the same run, resumed."""
    arguments = ("run", "shop:checkout", "--input", '{"no": 1}', "--key", "k", "--store", STORE)
    assert command(*arguments, cwd=folder.path, KILLED="1").returncode == -signal.SIGKILL
    done = folder.gorkflow(*arguments)
    assert (done.code, done.out) == (0, '"receipt 9.50"\n')
    assert "was interrupted in charge" in done.err


def test_a_store_that_does_not_exist_is_not_made(folder: Folder) -> None:
    """A mistyped URL leaves no file behind."""
    done = folder.gorkflow("--app", "shop", "--store", "sqlite:///rums.db", "resume")
    assert (done.code, done.complains("rums.db", "does not exist", "start a run, which makes it")) == (1, True)
    assert list(folder.path.glob("rums*")) == []


@pytest.mark.parametrize(
    ("setting", "text"),
    [("gorkflow.toml", 'app = "shop"\n'), ("pyproject.toml", '[tool.gorkflow]\napp = ["shop:greeting"]\n')],
)
def test_the_app_may_be_named_in_a_file(folder: Folder, setting: str, text: str) -> None:
    """Of gorkflow, or of the project."""
    asyncio.run(leave_open("shop:greeting", None))
    folder.write(setting, text)
    done = folder.gorkflow("--store", STORE, "resume")
    assert (done.code, done.out.splitlines()[1]) == (0, "  ran: hello (attempt 2)")


def test_the_app_may_be_named_in_the_environment(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several, with commas; a flag replaces them."""
    monkeypatch.setenv("GORKFLOW_APP", "none_such, shop")
    asyncio.run(leave_open("shop:greeting", None))
    assert folder.gorkflow("--store", STORE, "resume").complains("no module 'none_such'")
    assert folder.gorkflow("--store", STORE, "resume", "--app", "shop:greeting").code == 0
