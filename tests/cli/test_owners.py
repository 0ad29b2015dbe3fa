"""Runs whose process was killed: what looks at them says so, and how to go on."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import Running
from tests.cli.test_resume import killed_in_charge

NOBODY = "no living process drives it"


def killed(folder: Folder) -> str:
    """The id of a run whose process was killed in its last step."""
    killed_in_charge(folder)
    run_id: str = folder.gorkflow("--store", STORE, "runs", "--json").document["items"][0]["run_id"]
    return run_id


def test_a_run_whose_process_was_killed_is_told_apart(folder: Folder) -> None:
    """In the list and by itself, with the command that goes on with it; that command works as it is."""
    run_id = killed(folder)
    assert f"  {NOBODY}: gorkflow resume" in folder.gorkflow("--store", STORE, "runs").out.splitlines()
    done = folder.gorkflow("--app", "shop", "--store", STORE, "show", run_id)
    assert f"status      RUNNING, 75% done; {NOBODY}" in done.out.splitlines()
    assert done.err == f"{NOBODY}; go on with it: gorkflow --app shop --store {STORE} resume {run_id}\n"
    assert folder.gorkflow(*done.err.split("gorkflow ")[1].split()).code == 0
    for words in (("runs",), ("show", run_id)):
        done = folder.gorkflow("--store", STORE, *words)
        assert NOBODY not in done.out + done.err


def test_without_an_app_the_command_has_a_place_for_it(folder: Folder) -> None:
    """As all commands have that are to be filled in."""
    run_id = killed(folder)
    err = folder.gorkflow("--store", STORE, "show", run_id).err
    assert err == f"{NOBODY}; go on with it: gorkflow --app MODULE --store {STORE} resume {run_id}\n"


def test_a_run_of_a_living_process_is_none_of_nobody(folder: Folder) -> None:
    """However long its body takes."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as owner:
        owner.until("stamp started")
        run_id = owner.err[0].split()[1]
        for words in (("runs",), ("show", run_id)):
            done = folder.gorkflow("--store", STORE, *words)
            assert "RUNNING" in done.out
            assert NOBODY not in done.out + done.err
        (folder.path / "go").touch()
        assert owner.end()[0] == 0


def test_a_watch_says_that_nobody_drives_the_run_and_goes_on_when_somebody_does(folder: Folder) -> None:
    """There would be no news, and no word about it."""
    run_id = killed(folder)
    with Running("--app", "shop", "watch", run_id, "--store", STORE, cwd=folder.path) as watch:
        watch.until(f"{NOBODY}; go on with it: gorkflow --app shop --store {STORE} resume {run_id}")
        assert folder.gorkflow("--app", "shop", "--store", STORE, "resume").code == 0
        assert watch.end() == (0, '"receipt 9.50"\n')


@pytest.mark.parametrize("command", ["show", "watch", "events", "retry", "cancel"])
def test_without_an_id_it_is_said_where_they_are(folder: Folder, command: str) -> None:
    """Another argument that is missing has no such remedy."""
    done = folder.gorkflow(command)
    assert done.code == 2
    assert done.err.splitlines()[-1].endswith(
        "Missing argument 'RUN'. The ids of runs are in the list of: gorkflow runs"
    )
    assert folder.gorkflow("check").err.splitlines()[-1].endswith("Missing argument 'MODULE:WORKFLOW'.")
