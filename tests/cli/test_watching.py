"""`gorkflow watch` and `events`: a run seen from another process than the one that drives it."""

from __future__ import annotations

import json
import re
import signal
import subprocess

import pytest

from gorkflow.core.events import EventType
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import COMMAND, DEADLINE_SECONDS, Running, command, environment
from tests.cli.test_maps_and_loops import TREE
from tests.cli.test_terminal import HIDE_CURSOR, SHOW_CURSOR, Terminal

WAITING = """
from gorkflow import Signal, step, workflow

approved = Signal("approved", str)


@step
async def ask(n: int) -> int:
    return n


@step
async def note(answer: str) -> str:
    return answer


asking = workflow("asking").then(ask).wait_for(approved).then(note).build()
sleeping = workflow("sleeping").then(ask).sleep(3600).then(ask.named("again")).build()
"""


def started(run: Running) -> str:
    """The id of the run that a command at work has made."""
    run.until("of workflow")
    found = re.search(r"run (\S+) of workflow", run.err[-1])
    assert found is not None
    return found[1]


def test_a_run_of_another_process_is_watched_to_its_end(folder: Folder) -> None:
    """From its first event, whenever the watch begins; its output is the result, as of `run`."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        with Running("watch", run_id, "--store", STORE, cwd=folder.path) as watch:
            watch.until("stamp started")
            (folder.path / "go").touch()
            assert watch.end() == (0, '"stamped 7 g, sent"\n')
        assert run.end()[0] == 0
    told = [line.split(" ", 1)[1].partition(" after")[0] for line in watch.err[1:]]
    assert watch.err[0] == f"run {run_id} of workflow posting"
    assert told == [
        "run started",
        *(f"{name} {word}" for name in ("weigh", "stamp", "send") for word in ("started", "completed")),
        "run completed",
    ]


def test_a_terminal_shows_the_steps_of_another_process(folder: Folder) -> None:
    """The same table as of `run`; the terminal is left as it was."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        terminal = Terminal("watch", run_id, "--store", STORE, cwd=folder.path)
        terminal.until("RUNNING")
        terminal.until("stamp")
        (folder.path / "go").touch()
        assert terminal.end() == 0
        assert run.end()[0] == 0
    head, *steps, output, end = terminal.last
    assert re.fullmatch(rf"run {run_id} COMPLETED 3/3 done in [0-9.]+ s", head) is not None
    assert [line.split()[:3] for line in steps] == [[name, "COMPLETED", "1"] for name in ("weigh", "stamp", "send")]
    assert (output, end) == ('"stamped 7 g, sent"', "")
    assert terminal.screen.count(HIDE_CURSOR) == terminal.screen.count(SHOW_CURSOR) == 1


def test_ctrl_c_ends_the_watch_and_not_the_run(folder: Folder) -> None:
    """Code 130, the cursor is back, and the run goes on."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        terminal = Terminal("watch", run_id, "--store", STORE, cwd=folder.path)
        terminal.until("RUNNING")
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.screen.count(SHOW_CURSOR) == 1
        assert (
            f"run {run_id} is RUNNING; watch it again with: gorkflow --store {STORE} watch {run_id}" in terminal.screen
        )
        (folder.path / "go").touch()
        assert run.end()[0] == 0


def test_a_run_that_is_over_is_shown_as_it_is(folder: Folder) -> None:
    """Code and last lines are those of `run`: nothing is waited for."""
    failed = folder.run_id("shop:failing", "--input", "7")
    done = folder.gorkflow("watch", failed[:20], "--store", STORE)
    assert (done.code, done.out) == (1, "")
    assert "is FAILED at step 'explode' (attempt 2)" in done.err
    assert f"retry {failed}" in done.err
    document = folder.gorkflow("watch", failed, "--json", "--store", STORE).document
    assert (document["run_id"], document["status"]) == (failed, "FAILED")
    greeting = folder.run_id("shop:greeting")
    assert folder.gorkflow("watch", greeting, "--store", STORE).out == '"héllo \\u009b31m"\n'


def test_a_suspended_run_ends_the_watch(folder: Folder) -> None:
    """With code 3: nothing happens to it by itself."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        run.send(signal.SIGKILL)
        run.end()
    source = (folder.path / "shop.py").read_text(encoding="utf-8")
    folder.write("shop.py", source.replace(".then(weigh).then(stamp)", ".then(stamp)"))
    assert folder.gorkflow("--app", "shop", "--store", STORE, "resume").code == 3
    done = folder.gorkflow("watch", run_id, "--store", STORE)
    assert (done.code, done.out) == (3, "")
    assert "is SUSPENDED: [" in done.err


def test_a_run_that_gets_another_definition_is_shown_with_its_steps(folder: Folder) -> None:
    """Those that it has now; what it has done before is kept in sight."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        run.send(signal.SIGKILL)
        run.end()
    terminal = Terminal("watch", run_id, "--store", STORE, cwd=folder.path)
    terminal.until("stamp")
    source = (folder.path / "shop.py").read_text(encoding="utf-8")
    folder.write("shop.py", source.replace(".then(send).build()", '.then(send).then(send.named("again")).build()'))
    (folder.path / "go").touch()
    resumed = command("--app", "shop", "--store", STORE, "resume", cwd=folder.path)
    assert resumed.returncode == 0, resumed.stderr
    assert terminal.end() == 0
    head, *steps, _, _ = terminal.last
    assert " COMPLETED 4/4 done in " in head
    assert [line.split()[:3] for line in steps] == [
        ["weigh", "COMPLETED", "1"], ["stamp", "COMPLETED", "2"], ["send", "COMPLETED", "1"],
        ["again", "COMPLETED", "1"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["watch", "events"])
def test_no_such_run(folder: Folder, name: str) -> None:
    """Code 4, and no store is made where there was none."""
    done = folder.gorkflow(name, "01234567", "--store", STORE)
    assert done.code == 1
    assert not (folder.path / "runs.db").exists()
    folder.run_id("shop:greeting")
    assert folder.gorkflow(name, "01234567-0000-7000-8000-000000000000", "--store", STORE).code == 4


def test_what_a_run_waits_for_is_said(folder: Folder) -> None:
    """A signal, or a time far off; it is watched until it goes on."""
    folder.write("waiting.py", WAITING)
    with Running("run", "waiting:asking", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("@wait-1 waits for signal 'approved'")
        with Running("watch", run_id, "--store", STORE, cwd=folder.path) as lines:
            lines.until("@wait-1 waits for signal 'approved'")
            lines.until("run waits")
            terminal = Terminal("watch", run_id, "--store", STORE, cwd=folder.path)
            terminal.until("for signal 'approved'")
            terminal.until("WAITING")
            cancelled = command("cancel", run_id, "--store", STORE, cwd=folder.path)
            assert cancelled.returncode == 0, cancelled.stderr
            assert terminal.end() == 1
            assert lines.end()[0] == 1
    assert "CANCELLED" in terminal.last[0]


def test_how_long_a_run_sleeps_is_said(folder: Folder) -> None:
    """With the time that it goes on."""
    folder.write("waiting.py", WAITING)
    with Running("run", "waiting:sleeping", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("@sleep-1 waits until ")
        assert run.err[-1].endswith("(1 h 0 min)")
        terminal = Terminal("watch", run_id, "--store", STORE, cwd=folder.path)
        terminal.until("from now")
        terminal.press("\x03")
        assert terminal.end() == 130
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.screen)
    assert re.search(r"@sleep-1 +WAITING .* until \S+ \S+ \S+, (59 min|1 h 0 min) from now", text) is not None


def test_events_are_lines(folder: Folder) -> None:
    """Each with its number, by which the next look may begin."""
    folder.write("tree.py", TREE)
    folder.write("mended", "")
    run_id = folder.run_id("tree:growing", "--input", "3")
    done = folder.gorkflow("events", run_id, "--store", STORE)
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert [int(line.split()[0]) for line in lines] == list(range(1, len(lines) + 1))
    assert lines[0].endswith(" run created")
    assert lines[-1].endswith(" run completed")
    assert [line.partition("@map-1 ")[2].partition(" after")[0] for line in lines if "@map-1" in line] == [
        "started: 3 items",
        "completed",
    ]
    assert folder.gorkflow("events", run_id, "--after", "10", "--store", STORE).out.splitlines() == lines[10:]
    assert folder.gorkflow("events", run_id, "--after", str(len(lines)), "--store", STORE).out == ""
    assert folder.gorkflow("events", run_id, "--after", "-1", "--store", STORE).code == 2


def test_events_as_json_are_one_object_per_line(folder: Folder) -> None:
    """The records of the API, whole."""
    run_id = folder.run_id("shop:failing", "--input", "7")
    done = folder.gorkflow("events", run_id, "--json", "--store", STORE)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert {event["run_id"] for event in events} == {run_id}
    assert {event["type"] for event in events} <= {str(kind) for kind in EventType}
    assert [event["data"]["error"]["type"] for event in events if event["type"] == "StepFailed"] == ["ValueError"]


def test_events_are_followed_until_the_run_is_over(folder: Folder) -> None:
    """What another process does is printed as it happens."""
    with Running("run", "shop:posting", "--input", "7", "--store", STORE, cwd=folder.path) as run:
        run_id = started(run)
        run.until("stamp started")
        follow = subprocess.Popen(
            [*COMMAND, "events", run_id, "--follow", "--json", "--store", STORE],
            cwd=folder.path, env=environment(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert follow.stdout is not None
        types = [json.loads(follow.stdout.readline())["type"] for _ in range(5)]
        assert types[-1] == "StepStarted"
        (folder.path / "go").touch()
        rest, _ = follow.communicate(timeout=DEADLINE_SECONDS)
        types += [json.loads(line)["type"] for line in rest.splitlines()]
        assert (follow.returncode, types[-1]) == (0, "RunCompleted")
        assert run.end()[0] == 0


def test_a_reader_who_goes_away_is_no_error(folder: Folder) -> None:
    """As `| head -1`: nothing on stderr, also where much is left to be written."""
    folder.write("tree.py", TREE)
    folder.write("mended", "")
    run_id = folder.run_id("tree:growing", "--input", "700")
    for flags in ((), ("--json",), ("--follow",)):
        process = subprocess.Popen(
            [*COMMAND, "events", run_id, *flags, "--store", STORE],
            cwd=folder.path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert "RunCreated" in (first := process.stdout.readline()) or first.endswith("run created\n")
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=DEADLINE_SECONDS)) == ("", 0)
        process.stderr.close()
