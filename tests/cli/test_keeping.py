"""`gorkflow prune` and `backup`, and of all three that a mistyped store is not made."""

# ruff: noqa: S608 - the statements are the test's own

from __future__ import annotations

import sqlite3
import stat

import pytest

from gorkflow.cli.schemas import PruneDocument
from tests.cli.conftest import STORE, Folder


def _change(folder: Folder, statement: str) -> None:
    with sqlite3.connect(folder.path / "runs.db") as connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


def _ids(folder: Folder) -> set[str]:
    with sqlite3.connect(folder.path / "runs.db") as connection:
        found = {run_id for (run_id,) in connection.execute("SELECT run_id FROM runs")}
    connection.close()
    return found


def test_old_runs_are_pruned(folder: Folder) -> None:
    """By their age; the others and the open ones stay, and the number is printed."""
    old, new, failed, running = (
        folder.run_id("shop:greeting"),
        folder.run_id("shop:greeting"),
        folder.run_id("shop:failing", "--input", "1"),
        folder.run_id("shop:greeting"),
    )
    _change(folder, "UPDATE runs SET completed_at = completed_at - 40 * 86400")
    _change(folder, f"UPDATE runs SET completed_at = completed_at + 39 * 86400 WHERE run_id = '{new}'")
    _change(folder, f"UPDATE runs SET status = 'RUNNING', completed_at = NULL WHERE run_id = '{running}'")
    done = folder.gorkflow("prune", "--older-than", "30d", "--status", "completed", "--store", STORE)
    assert (done.code, done.out, done.err) == (0, "removed 1 run that ended more than 30d ago\n", "")
    assert _ids(folder) == {new, failed, running}
    done = folder.gorkflow("prune", "--older-than", "4w", "--store", STORE, "--json")
    document = PruneDocument.model_validate(done.document)
    assert (document.removed, document.older_than_seconds) == (1, 4 * 7 * 86400.0)
    assert document.statuses == ["COMPLETED", "FAILED", "CANCELLED"]
    assert _ids(folder) == {new, running}
    assert old not in _ids(folder)


def test_pruning_takes_no_run_over(folder: Folder) -> None:
    """What a dead process left open is for resume; the app is not imported."""
    run_id = folder.run_id("shop:greeting")
    _change(folder, "UPDATE runs SET status = 'RUNNING', completed_at = NULL, owner = 'dead'")
    folder.write("shop.py", "raise SystemExit('imported')\n")
    assert folder.gorkflow("--app", "shop", "prune", "--older-than", "0s", "--store", STORE).code == 0
    with sqlite3.connect(folder.path / "runs.db") as connection:
        assert connection.execute("SELECT run_id, owner, epoch FROM runs").fetchall() == [(run_id, "dead", 1)]
    connection.close()


@pytest.mark.parametrize(
    "age", ["30", "d", "-1d", "1y", "1d2h", "", "٣d", "1e3d", "99999999999d", "nan d", "999999999w"]
)
def test_an_age_that_is_none_is_wrong_use(folder: Folder, age: str) -> None:
    """One line with an example; nothing is removed."""
    folder.run_id("shop:greeting")
    done = folder.gorkflow("prune", f"--older-than={age}", "--store", STORE)
    assert (done.code, done.complains("30d")) == (2, True)
    assert len(_ids(folder)) == 1


@pytest.mark.parametrize("status", ["RUNNING", "done", "", "x\x1b[31m"])
def test_open_statuses_are_wrong_use(folder: Folder, status: str) -> None:
    """With those that there are."""
    done = folder.gorkflow("prune", "--older-than", "1d", "--status", status, "--store", STORE)
    assert (done.code, done.complains("COMPLETED, FAILED, CANCELLED")) == (2, True)
    assert "\x1b" not in done.err


@pytest.mark.parametrize("words", [("prune", "--older-than", "1d"), ("backup", "copy.db"), ("doctor",)])
def test_a_mistyped_store_is_not_made(folder: Folder, words: tuple[str, ...]) -> None:
    """One line says that there is none."""
    done = folder.gorkflow(*words, "--store", "sqlite:///none.db")
    assert (done.code, done.out, done.complains("does not exist")) == (1, "", True)
    assert sorted(entry.name for entry in folder.path.iterdir()) == ["shop.py"]


def test_a_backup_is_made(folder: Folder) -> None:
    """To a path from the current folder, for its user alone; the copy is a store."""
    run_id = folder.run_id("shop:greeting")
    done = folder.gorkflow("backup", "copy.db", "--store", STORE)
    copy = folder.path / "copy.db"
    assert (done.code, done.out) == (0, f"backed up to {copy} ({copy.stat().st_size:,} bytes)\n")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert folder.gorkflow("show", run_id, "--store", "sqlite:///copy.db").code == 0
    other = folder.gorkflow("backup", "other.db", "--store", STORE, "--json").document
    assert other == {"path": str(folder.path / "other.db"), "size_bytes": copy.stat().st_size}


@pytest.mark.parametrize(
    ("target", "part"), [("runs.db", "nothing is overwritten"), (".", "nothing"), ("no/copy.db", "folder does not")]
)
def test_a_backup_overwrites_nothing(folder: Folder, target: str, part: str) -> None:
    """Code 2, one line."""
    folder.run_id("shop:greeting")
    done = folder.gorkflow("backup", target, "--store", STORE)
    assert (done.code, done.out, done.complains(part)) == (2, "", True)


@pytest.mark.parametrize("store", ["memory://"])
def test_a_store_without_a_file_has_no_backup(folder: Folder, store: str) -> None:
    """It says so."""
    done = folder.gorkflow("backup", "copy.db", "--store", store)
    assert (done.code, done.complains("no file")) == (1, True)
