"""`gorkflow doctor`."""

from __future__ import annotations

import re
import signal
import sqlite3
from typing import Any

import pytest

from gorkflow.core import driverless
from tests.cli.conftest import STORE, Done, Folder
from tests.cli.processes import command

RESUME = f"gorkflow --app shop --store {STORE} resume"
MAIL = """
from gorkflow import workflow
from shop import hello

flow = workflow("mail").then(hello).build()
"""
HOSTILE = "gone\x1b[31m\nall is well\u202e"


@pytest.fixture(autouse=True)
def sound_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this Python is linked with."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is about to claim what the tests leave open."""
    monkeypatch.setattr(driverless, "PATIENCE_SECONDS", -3600.0)


def _change(folder: Folder, statement: str, *values: object) -> None:
    with sqlite3.connect(folder.path / "runs.db") as connection:
        assert connection.execute(statement, values).rowcount > 0
    connection.close()


def _left_by_a_dead_engine(folder: Folder, engine_id: str = "dead") -> str:
    """The id of a run whose process was killed."""
    done = command("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE, cwd=folder.path, KILLED="1")
    assert done.returncode == -signal.SIGKILL
    _change(folder, "UPDATE runs SET owner = ?", engine_id)
    _change(folder, "UPDATE engines SET engine_id = ?, pid = 4242, started_at = 1700000000.0", engine_id)
    (run_id,) = _rows(folder, "SELECT run_id FROM runs")
    return str(run_id)


def _rows(folder: Folder, query: str) -> list[object]:
    with sqlite3.connect(folder.path / "runs.db") as connection:
        rows = [value for (value,) in connection.execute(query)]
    connection.close()
    return rows


def _notices(done: Done) -> list[tuple[Any, Any]]:
    return [(notice["kind"], notice["remedy"]) for notice in done.document["notices"]]


def test_the_doctor_finds_nothing_in_a_sound_store(folder: Folder) -> None:
    """Code 0, and what was examined on stderr."""
    folder.run_id("shop:checkout", "--input", '{"no": 1}')
    done = folder.gorkflow("doctor", "--store", STORE)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"sqlite:///{folder.path}/runs.db: 1 run examined, nothing is wrong\n"
    document = folder.gorkflow("doctor", "--store", STORE, "--json").document
    assert document == {
        "store": f"sqlite:///{folder.path}/runs.db", "runs": 1, "findings": [], "notices": [], "engines": [],
        "driverless": [],
    }  # fmt: skip


def test_the_doctor_names_what_is_damaged_with_a_remedy(folder: Folder) -> None:
    """Run, step and column; code 1; names in the store cannot forge lines or colours."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    _change(folder, "UPDATE step_executions SET output = X'35' WHERE step_id = 'load'")
    _change(folder, "INSERT INTO events VALUES ('gone\x1b[31m\nall is well', 1, 1.0, 'RunCreated', NULL, NULL, '{}')")
    before = (folder.path / "runs.db").read_bytes()
    done = folder.gorkflow("doctor", "--store", STORE)
    assert done.code == 1
    orphan, remedy, damage, other = done.out.splitlines()
    assert orphan.startswith(r"orphan: run gone\x1b[31m\nall is well: table events has 1 rows")
    assert damage == f"record: run {run_id}, step load, column output: output does not match its checksum"
    assert remedy.startswith("  remedy: ")
    assert other.startswith("  remedy: fork the run from this step")
    findings = folder.gorkflow("doctor", "--store", STORE, "--json").document["findings"]
    assert [set(finding) for finding in findings] == [
        {"kind", "problem", "remedy", "run_id", "step_id", "column"}
    ] * 2  # fmt: skip
    assert (folder.path / "runs.db").read_bytes() == before


def test_the_doctor_examines_what_is_left_of_a_damaged_file(folder: Folder) -> None:
    """As a process of its own: no traceback, the file as it was."""
    folder.run_id("shop:checkout", "--input", '{"no": 1}')
    path = folder.path / "runs.db"
    content = path.read_bytes()
    path.write_bytes(content[:-8192])
    done = command("doctor", "--store", STORE, cwd=folder.path)
    assert done.returncode == 1
    assert "truncated" in done.stdout
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == content[:-8192]


def test_the_doctor_refuses_what_is_no_store(folder: Folder) -> None:
    """One line, code 1."""
    folder.write("text.db", "some text " * 1000)
    done = folder.gorkflow("doctor", "--store", "sqlite:///text.db", "--json")
    assert (done.code, done.out, done.complains("text.db")) == (1, "", True)


def test_a_dead_engine_and_its_runs_are_no_damage(folder: Folder) -> None:
    """Code 0; the command that takes them up, with the app where one was given."""
    run_id = _left_by_a_dead_engine(folder)
    done = folder.gorkflow("--app", "shop", "doctor", "--store", STORE)
    engine, first, runs, second = done.out.splitlines()
    assert re.fullmatch(
        r"notice \(engine\): engine 'dead' \(process 4242 on '.+', started 2023-11-1.+\) is dead and owns 1 open run",
        engine,
    )
    assert runs.startswith(
        "notice (runs): 1 open run of workflow 'checkout' version '1' is driven by nobody, "
        f"the first, {run_id}, since 20"
    )
    assert (first, second) == (f"  remedy: take them up: {RESUME}", f"  remedy: take it up: {RESUME}")
    assert (done.code, done.err.endswith("1 run examined, nothing is wrong, 2 notices\n")) == (0, True)
    document = folder.gorkflow("--app", "shop", "doctor", "--store", STORE, "--json").document
    (engine_item,) = document["engines"]
    assert (engine_item["is_alive"], engine_item["open_runs"], engine_item["pid"]) == (False, 1, 4242)
    (item,) = document["driverless"]
    assert item.pop("since").startswith("20")
    assert item == {
        "workflow_id": "checkout", "workflow_version": "1", "runs": 1, "oldest_run_id": run_id, "has_code": True,
    }  # fmt: skip
    assert folder.gorkflow("--app", "shop", "resume", "--store", STORE).code == 0
    after = folder.gorkflow("--app", "shop", "doctor", "--store", STORE, "--json").document
    assert (after["findings"], after["notices"], after["engines"], after["driverless"]) == ([], [], [], [])


def test_runs_that_no_app_has_code_for_are_told_of(folder: Folder) -> None:
    """With the apps that were looked into, and what is to be named."""
    _left_by_a_dead_engine(folder)
    folder.write(
        "mail.py", "from shop import hello\nfrom gorkflow import workflow\nflow = workflow('m').then(hello).build()\n"
    )
    done = folder.gorkflow("--app", "mail", "doctor", "--store", STORE)
    assert "; of the apps (mail) none has that version of it" in done.out
    assert (
        "remedy: name the module that has: gorkflow --app mail --app MODULE --store sqlite:///runs.db resume"
        in done.out
    )
    assert (
        folder.gorkflow("--app", "mail", "doctor", "--store", STORE, "--json").document["driverless"][0]["has_code"]
        is False
    )
    done = folder.gorkflow("doctor", "--store", STORE, "--json")
    assert done.document["driverless"][0]["has_code"] is None
    assert _notices(done)[1] == ("runs", f"take it up: gorkflow --app MODULE --store {STORE} resume")


def test_an_app_that_cannot_be_imported_keeps_no_doctor_away(folder: Folder) -> None:
    """It says so and examines the store; what the module prints does not get into the report."""
    _left_by_a_dead_engine(folder)
    folder.write("broken.py", "print('imported')\nraise RuntimeError('no \\x1b[31m such')\n")
    done = command("--app", "broken", "doctor", "--store", STORE, "--json", cwd=folder.path)
    assert (done.returncode, done.stdout[:1], done.stdout.count("\n")) == (0, "{", 1)
    assert "the apps are left out: module 'broken' cannot be imported: RuntimeError: no \\x1b[31m such" in done.stderr
    assert "\x1b" not in done.stderr


def test_hostile_names_of_engines_and_workflows_are_escaped(folder: Folder) -> None:
    """They cannot colour, turn or forge a line."""
    _left_by_a_dead_engine(folder, HOSTILE)
    _change(folder, "UPDATE runs SET workflow_id = ?, workflow_version = ?", HOSTILE, HOSTILE)
    _change(folder, "UPDATE engines SET host = ?||host", HOSTILE)
    for words in ((), ("--json",)):
        done = folder.gorkflow("--app", "shop", "doctor", "--store", STORE, *words)
        assert not {"\x1b", "\u202e"} & set(done.out + done.err)
    done = folder.gorkflow("doctor", "--store", STORE)
    heads = [line.partition(":")[0] for line in done.out.splitlines()]
    assert heads == ["notice (engine)", "  remedy", "notice (runs)", "  remedy"]


def test_damage_and_notices_together_are_code_1(folder: Folder) -> None:
    """The damage first."""
    _left_by_a_dead_engine(folder)
    _change(folder, "UPDATE step_executions SET output = X'35' WHERE step_id = 'load'")
    done = folder.gorkflow("doctor", "--store", STORE)
    kinds = [line.partition(":")[0] for line in done.out.splitlines() if not line.startswith("  ")]
    assert (done.code, kinds[0], sorted(kinds)) == (1, "record", ["notice (engine)", "notice (runs)", "record"])
    assert done.err.endswith("1 finding, 2 notices\n")


def test_an_old_sqlite_is_told_of(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the release that mends it; code 0."""
    folder.run_id("shop:greeting")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    done = folder.gorkflow("doctor", "--store", STORE)
    assert (done.code, done.out.startswith("notice (sqlite): SQLite 3.40.1 ")) == (0, True)
    assert "3.51.3" in done.out.splitlines()[1]
