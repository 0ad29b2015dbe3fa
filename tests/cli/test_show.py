"""`gorkflow show`."""

from __future__ import annotations

import re
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from gorkflow import StepExecution, WorkflowRun
from gorkflow.cli.commands import app
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.reports import own_frames
from gorkflow.cli.schemas import ShowDocument
from gorkflow.core.run import ErrorInfo
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import command
from tests.cli.test_terminal import CONTROL, Terminal
from tests.cli.yard import AT_YARD, YARD


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are shown where the user is."""
    monkeypatch.setenv("TZ", "UTC-5")
    time.tzset()


def test_a_run_is_shown_with_its_facts_and_steps(folder: Folder) -> None:
    """One fact per line, then a table."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}', "--tag", "office=north", "--key", "k")
    done = folder.gorkflow("show", run_id, "--store", STORE)
    facts, table, _ = done.out.split("\n\n")
    assert done.code == 0
    assert done.err == ""
    names = {line[:12].strip(): line[12:] for line in facts.splitlines()}
    assert list(names) == ["run", "workflow", "status", "created", "started", "ended", "tags", "key", "input", "output"]
    assert (names["run"], names["workflow"], names["status"]) == (run_id, "checkout, version 1", "COMPLETED")
    assert (names["tags"], names["input"]) == ("office=north", '{"number": 1, "cents": 950}')
    assert names["output"] == '"receipt 9.50"'
    head, *steps = [line.split() for line in table.splitlines()]
    assert head == ["step", "status", "attempt", "start", "duration", "queued"]
    assert [step[:3] for step in steps] == [[name, "COMPLETED", "1"] for name in ("load", "price", "risk", "charge")]


def test_times_are_local_with_their_offset(folder: Folder) -> None:
    """The zone of this test is five hours east."""
    run_id = folder.run_id("shop:greeting")
    created = next(
        line for line in folder.gorkflow("show", run_id, "--store", STORE).out.splitlines() if "created" in line
    )
    assert created.endswith(" +0500")


def test_a_failed_run_shows_its_users_frames(folder: Folder) -> None:
    """And one line for each failed step, with everything escaped."""
    run_id = folder.run_id("shop:failing", "--input", "7")
    out = folder.gorkflow("show", run_id, "--store", STORE).out
    assert r"step explode, attempt 2: [execution] ValueError: no 7\x1b[31m\nrun 0 completed" in out
    assert f'File "{folder.path}/shop.py"' in out
    assert "runtime/" not in out
    assert "\x1b" not in out
    assert not any(line.startswith("run 0 completed") for line in out.splitlines())


def test_an_unfinished_run_shows_how_far_it_is(folder: Folder) -> None:
    """In percent, without an output."""
    run_id = folder.run_id("shop:failing", "--input", "7")
    with sqlite3.connect(folder.path / "runs.db") as connection:
        connection.execute("UPDATE runs SET status = 'RUNNING', completed_at = NULL, error = NULL")
    connection.close()
    facts = folder.gorkflow("show", run_id, "--store", STORE).out.splitlines()
    assert "status      RUNNING, 0% done; no living process drives it" in facts
    assert not any(line.startswith(("output", "ended", "error")) for line in facts)


def test_a_long_value_is_cut_off_with_its_length(folder: Folder) -> None:
    """The whole is in the JSON."""
    folder.write(
        "long.py",
        "from gorkflow import step, workflow\n@step\ndef repeat(n: int) -> str: return 'x' * n\n"
        "flow = workflow('long').then(repeat).build()\n",
    )
    run_id = folder.run_id("long:flow", "--input", "5000")
    shown = folder.gorkflow("show", run_id, "--store", STORE).out
    assert f'"{"x" * 159}... (5,002 characters; --json shows them all)' in shown
    assert folder.gorkflow("show", run_id, "--store", STORE, "--json").document["output"] == "x" * 5000


def test_the_json_is_the_record_with_its_steps(folder: Folder) -> None:
    """WorkflowRun, and under `steps` a list of StepExecution."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    document = folder.gorkflow("show", run_id, "--store", STORE, "--json").document
    assert set(document) == set(ShowDocument.model_fields)
    steps = [StepExecution.model_validate(step) for step in document["steps"]]
    assert WorkflowRun.model_validate(document).run_id == run_id
    assert [track["step_id"] for track in document["timeline"]] == ["load", "price", "risk", "charge"]
    assert [span["kind"] for track in document["timeline"] for span in track["spans"]] == ["ran"] * 4
    assert [step.step_id for step in steps] == ["load", "price", "risk", "charge"]


def test_looking_imports_nothing_of_the_user(folder: Folder) -> None:
    """Also where an app is set: its code may be broken, or gone."""
    run_id = folder.run_id("shop:greeting")
    folder.write("shop.py", "raise SystemExit('imported')\n")
    folder.write("gorkflow.toml", "app = 'shop'\n")
    assert folder.gorkflow("show", run_id, "--store", STORE).code == 0


def test_looking_changes_nothing(folder: Folder) -> None:
    """The file may be read-only."""
    run_id = folder.run_id("shop:greeting")
    before = (folder.path / "runs.db").read_bytes()
    assert folder.gorkflow("show", run_id, "--store", STORE).code == 0
    assert (folder.path / "runs.db").read_bytes() == before


def test_a_beginning_that_several_runs_have_lists_them(folder: Folder) -> None:
    """Ids begin with the time, so that runs of the same minute begin alike."""
    ids = [folder.run_id("shop:greeting"), folder.run_id("shop:greeting")]
    shared = "".join(a for a, b in zip(*ids, strict=True) if a == b)
    prefix = ids[0][: max(8, next(place for place in range(36) if ids[0][place] != ids[1][place]))]
    assert len(prefix) >= 8, shared
    done = folder.gorkflow("show", prefix, "--store", STORE)
    assert (done.code, done.complains(*ids)) == (2, True)


@pytest.mark.parametrize(
    ("run", "code", "part"),
    [
        ("0123456", 2, "'0123456' is too short"),
        ("ffffffff", 4, "no run 'ffffffff'"),
        ("nonsense", 4, "no run 'nonsense'"),
        ("--------", 4, "no run '--------'"),
        ("12345678-\x1b[31m", 4, r"no run '12345678-\x1b[31m'"),
        ("01234567-0123-7123-8123-0123456789ab", 4, "no run '01234567-0123-7123-8123-0123456789ab'"),
        ("x" * 100_000, 4, "no run 'xxx"),
        ("ffffffff-ffff", 4, "no run 'ffffffff-ffff'"),
    ],
)
def test_an_unknown_run_is_one_line(folder: Folder, run: str, code: int, part: str) -> None:
    """Code 4, or 2 where the id is too short to be one."""
    folder.run_id("shop:greeting")
    done = folder.gorkflow("show", "--store", STORE, "--", run)
    assert (done.code, done.out) == (code, "")
    assert done.complains(part)
    assert len(done.err) < 500


@pytest.mark.parametrize(
    ("store", "code", "part"),
    [
        ("sqlite:///none.db", 1, "does not exist"),
        ("sqlite:///empty.db", 1, "empty file"),
        ("sqlite:///text.db", 1, "text.db"),
        ("postgres://user:secret@host/x", 2, "names no store"),
        ("", 2, "names no store"),
        ("memory://", 4, "no run"),
    ],
)
def test_a_store_that_cannot_be_read_is_one_line(folder: Folder, store: str, code: int, part: str) -> None:
    """Without secrets, and the file is not touched."""
    folder.write("empty.db", "")
    folder.write("text.db", "some text " * 100)
    done = folder.gorkflow("show", "01234567", f"--store={store}")
    assert (done.code, done.out) == (code, "")
    assert done.complains(part), done.err
    assert "secret" not in done.err
    assert not (folder.path / "none.db").exists()


def bars(out: str) -> dict[str, str]:
    """The bars of the timeline by the names of their rows."""
    rows = [line for line in out.split("\n\n")[2].splitlines() if line.count("|") == 2]
    return {row.partition("|")[0].strip(): row.split("|")[1] for row in rows}


def test_the_timeline_shows_what_a_crash_cut_off(folder: Folder) -> None:
    """The attempt ends where the run was resumed, and is marked so; the one after it begins there."""
    folder.write("yard.py", YARD)
    arguments = ("run", "yard:dying", "--input", "1", "--store", STORE)
    assert command(*arguments, cwd=folder.path, DIE="1").returncode == -signal.SIGKILL
    run_id = folder.gorkflow(*AT_YARD, "resume", "--json").document["runs"][0]["run_id"]
    out = folder.gorkflow("show", run_id, "--store", STORE).out
    assert re.fullmatch(r" *1!+ *[2=]+ *", bars(out)["die"]) is not None
    assert "! interrupted" in out
    spans = folder.gorkflow("show", run_id, "--store", STORE, "--json").document["timeline"][0]["spans"]
    assert [(span["kind"], span["attempt"]) for span in spans] == [("interrupted", 1), ("ran", 2)]


def test_items_are_one_row_unless_each_is_asked_for(folder: Folder) -> None:
    """With how many are done, the shortest, median and longest of them, and why the first failed."""
    folder.write("yard.py", YARD)
    done = folder.run_id("yard:pricing", "--input", "9")
    out = folder.gorkflow("show", done, "--store", STORE).out
    table = out.split("\n\n")[1].splitlines()
    assert [line.split()[0] for line in table[1:]] == ["split", "price", "9", "total"]
    assert table[2].startswith("price x 9  COMPLETED")
    assert re.fullmatch(r"  9 done; min \S+ s, median \S+ s, max \S+ s", table[3]) is not None
    assert set(bars(out)) == {"", "split", "price x 9", "total"}
    every = folder.gorkflow("show", done, "--store", STORE, "--items").out
    assert [f"price[{item}]" in bars(every) for item in range(10)] == [True] * 9 + [False]
    assert re.fullmatch(r" *1?x+~* *2?=+ *", bars(every)["price[3]"]) is not None
    assert "@map-1" in bars(every)
    failed = folder.run_id("yard:pricing", "--input", "100")
    out = folder.gorkflow("show", failed, "--store", STORE).out
    assert "price x 100  FAILED" in out
    assert "  99 done, 1 failed; min " in out
    assert "  price[99]: [execution] LookupError: never a price" in out


def test_one_step_is_shown_in_full(folder: Folder) -> None:
    """Values whole, every frame, each attempt; also as a document."""
    folder.write("yard.py", YARD)
    run_id = folder.run_id("yard:pricing", "--input", "100")
    out = folder.gorkflow("show", run_id, "--store", STORE, "--step", "price[99]").out
    facts, attempts = out.split("\n\n")
    names = {line[:12].strip(): line[12:] for line in facts.splitlines()}
    assert (names["step"], names["status"], names["attempt"], names["input"]) == ("price[99]", "FAILED", "3", "99")
    assert "output" not in names
    assert "runtime/" in facts  # frames of gorkflow's own as well
    assert "LookupError: never a price" in facts
    assert [line.split()[:2] for line in attempts.splitlines()[1::2]] == [
        ["1", "failed"], ["waits", "for"], ["[execution]", "LookupError:"], ["3", "failed"],
    ]  # fmt: skip
    document = folder.gorkflow("show", run_id, "--store", STORE, "--step", "price[99]", "--json").document
    kinds = [span["kind"] for span in document["attempts"]]
    assert kinds == ["failed", "backoff", "failed", "backoff", "failed"]
    assert "Traceback" in document["attempts"][0]["error"]["traceback"]
    long = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    assert 'output      "receipt 9.50"' in folder.gorkflow("show", long, "--store", STORE, "--step", "charge").out


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("price", "has no step 'price' that has started; there is one for each item or turn: price[0], price[1],"),
        ("pric\x1b[2J", r"has no step 'pric\x1b[2J' that has started; it has split, price[0],"),
    ],
)
def test_a_step_that_is_not_there_gives_code_4(folder: Folder, path: str, part: str) -> None:
    """With what there is."""
    folder.write("yard.py", YARD)
    run_id = folder.run_id("yard:pricing", "--input", "3")
    done = folder.gorkflow("show", run_id, "--store", STORE, "--step", path)
    assert (done.code, done.out, done.complains(part)) == (4, "", True), done.err


def test_undo_steps_and_kept_steps_are_told_apart(folder: Folder) -> None:
    """What was undone says so; what a fork has kept has no bar of its own."""
    folder.write("yard.py", YARD)
    undone = folder.run_id("yard:paying", "--input", "1")
    out = folder.gorkflow("show", undone, "--store", STORE).out
    assert list(bars(out)) == ["", "pay", "break_down", "pay/@undo"]
    assert re.search(r"^pay +COMPENSATED .*\n  undone$", out, re.M) is not None
    first = folder.run_id("yard:pricing", "--input", "3")
    forked = folder.gorkflow(*AT_YARD, "fork", first, "--from", "total", "--json").document["runs"][0]["run_id"]
    out = folder.gorkflow("show", forked, "--store", STORE).out
    assert bars(out)["split"].strip() == ""
    assert re.search(r"^split .*\| kept$", out, re.M) is not None
    assert "=" in bars(out)["total"]


def test_a_failed_run_shows_frames_first_and_then_the_command_that_goes_on(folder: Folder) -> None:
    """At its end, on stderr; it needs the module where none is known. What was undone does not go on."""
    folder.write("yard.py", YARD)
    terminal = Terminal("show", folder.run_id("yard:breaking", "--input", "1"), "--store", STORE, cwd=folder.path)
    assert terminal.end() == 0
    screen = CONTROL.sub("", terminal.screen)
    assert "raise RuntimeError" in screen
    assert screen.index("raise RuntimeError") < screen.index("gorkflow --app MODULE --store")
    assert "\x1b[31mred" not in terminal.screen
    undone = folder.gorkflow(*AT_YARD, "show", folder.run_id("yard:paying", "--input", "1"))
    assert undone.err == "what it did was undone\n"


def test_a_suspended_run_shows_each_difference_on_a_line(folder: Folder) -> None:
    """They are gorkflow's own words."""
    arguments = ("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE)
    assert command(*arguments, cwd=folder.path, KILLED="1").returncode == -signal.SIGKILL
    source = (folder.path / "shop.py").read_text()
    folder.write("shop.py", source.replace(".parallel(price, risk).then(charge)", ".then(price)"))
    run_id = folder.gorkflow("--app", "shop", "--store", STORE, "resume", "--json").document["runs"][0]["run_id"]
    lines = folder.gorkflow("show", run_id, "--store", STORE).out.splitlines()
    assert "              - step 'risk' is gone" in lines


def test_damaged_events_hide_nothing_else(folder: Folder) -> None:
    """The table is that of the rows; the bar is of what can be read."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
        connection.execute("UPDATE events SET data = '{' WHERE type = 'StepCompleted' AND step_id = 'price'")
        connection.execute("DELETE FROM events WHERE step_id = 'risk'")
        connection.commit()
    done = folder.gorkflow("show", run_id, "--store", STORE)
    assert done.code == 0
    table = done.out.split("\n\n")[1].splitlines()
    assert {line.split()[0] for line in table[1:]} == {"load", "price", "risk", "charge"}
    assert set(bars(done.out)) == {"", "load", "price", "charge"}


def test_frames_of_libraries_are_left_out_of_a_chain_of_errors() -> None:
    """What the errors themselves say stays, in order."""
    text = (
        "Traceback (most recent call last):\n"
        '  File "/home/u/.venv/lib/python3.11/site-packages/httpx/_client.py", line 5, in get\n'
        "    return self.send()\n"
        "           ^^^^^^^^^^^\n"
        "KeyError: 'a'\n"
        "\n"
        "The above exception was the direct cause of the following exception:\n"
        "\n"
        "Traceback (most recent call last):\n"
        '  File "/home/u/shop.py", line 9, in price\n'
        "    raise ValueError from error\n"
        '  File "/usr/lib/python3.11/json/decoder.py", line 1, in decode\n'
        "    x\n"
        "ValueError\n"
    )
    shown = own_frames(ErrorInfo(code="execution", type="ValueError", message="", traceback=text))
    assert shown == [
        "Traceback (most recent call last):",
        "KeyError: 'a'",
        "",
        "The above exception was the direct cause of the following exception:",
        "",
        "Traceback (most recent call last):",
        '  File "/home/u/shop.py", line 9, in price',
        "    raise ValueError from error",
        "ValueError",
        "(2 frames of libraries left out; show --json has all)",
    ]


def test_where_no_frame_is_the_users_all_are_shown() -> None:
    """Better than none."""
    text = (
        'Traceback (most recent call last):\n  File "/usr/lib/python3.11/json/x.py", line 1, in f\n    x\nValueError\n'
    )
    error = ErrorInfo(code="execution", type="ValueError", message="", traceback=text)
    assert own_frames(error) == text.splitlines()


def test_the_exit_codes_are_those_of_the_help() -> None:
    """Each is named in the help of the command."""
    help_text = str(app.registered_callback.callback.__doc__) if app.registered_callback else ""
    assert [code for code in ExitCode if str(int(code)) not in help_text] == []
