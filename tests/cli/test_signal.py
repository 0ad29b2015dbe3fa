"""`gorkflow signal`, and commands that end because a run waits for one: exit code 5."""

from __future__ import annotations

import asyncio
import json
import shlex
import signal
from datetime import UTC, datetime, timedelta

import pytest

from gorkflow.cli.resting import Rest, Wait
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import Running, command
from tests.cli.test_resume import get_run
from tests.cli.yard import AT_YARD, YARD, waiting_run

GIVE = "give it with: "


def test_a_run_that_waits_for_a_signal_ends_the_command_with_5(folder: Folder) -> None:
    """It says which, and the command that gives it, with something to fill in; that command works as it is."""
    folder.write("yard.py", YARD)
    done = folder.gorkflow("run", "yard:asking", "--input", "7", "--store", STORE)
    assert (done.code, done.out) == (5, "")
    *_, why, line = done.err.splitlines()
    assert why.endswith(" of workflow 'asking' waits for signal 'approval'")
    assert line.startswith(GIVE)
    words = shlex.split(line.removeprefix(GIVE))
    assert (words[:5], words[-2:]) == (
        ["gorkflow", "--app", "yard:asking", "--store", STORE],
        ["approval", '{"by": "..."}'],
    )
    sent = folder.gorkflow(*words[1:])
    run_id = words[-3]
    assert (sent.code, sent.out) == (0, f"signal approval was sent to run {run_id} of workflow asking\n")
    shown = folder.gorkflow(*AT_YARD, "show", run_id).err
    assert GIVE not in shown
    assert shown.endswith(f"where there is none: gorkflow --app yard --store {STORE} resume {run_id}\n")
    resumed = folder.gorkflow(*AT_YARD, "resume", run_id)
    assert (resumed.code, resumed.out.splitlines()[0]) == (0, f"run {run_id} of workflow asking is COMPLETED")
    assert asyncio.run(get_run(run_id)).output == "approved by ..."


def test_the_document_says_what_it_waits_for(folder: Folder) -> None:
    """Under `waits`, of every command that ends so."""
    run_id = waiting_run(folder)
    for arguments, runs in ((("show", run_id), None), (("resume", run_id), "runs"), (("runs",), "items")):
        done = folder.gorkflow(*AT_YARD, *arguments, "--json")
        document = done.document if runs is None else done.document[runs][0]
        [wait] = document["waits"]
        assert (wait["step_id"], wait["signal"], wait["until"]) == ("@wait-1", "approval", None)
        assert done.code == (5 if arguments[0] == "resume" else 0)


def test_a_fork_that_comes_to_wait_ends_with_5_too(folder: Folder) -> None:
    """So do retry and migrate: they wait by the same means."""
    run_id = waiting_run(folder)
    done = folder.gorkflow(*AT_YARD, "fork", run_id, "--from", "die")
    assert done.code == 5
    forked = done.out.split()[1]
    assert forked != run_id
    assert f'signal {forked} approval \'{{"by": "..."}}\'' in done.err.splitlines()[-1]


def test_resume_of_all_leaves_what_is_at_rest_and_is_no_failure(folder: Folder) -> None:
    """It was not touched, and where to look is said; what it took up itself and came to wait gives code 5."""
    run_id = waiting_run(folder)
    done = folder.gorkflow(*AT_YARD, "resume")
    assert (done.code, done.out) == (0, "")
    assert f"open run {run_id} of workflow 'asking' version '1' was left as before: at rest" in done.err
    killed = command("run", "yard:asking", "--input", "1", "--store", STORE, cwd=folder.path, DIE="1")
    assert killed.returncode == -signal.SIGKILL
    done = folder.gorkflow(*AT_YARD, "resume")
    assert (done.code, run_id in done.out) == (5, False)
    assert done.err.count("give it with: ") == 1


def test_a_run_that_waits_for_a_time_is_waited_for(folder: Folder) -> None:
    """The command says for what; a signal with a time-out that is over soon is a time as well."""
    folder.write("yard.py", YARD)
    for name, output in (("napping", 3), ("hoping", "approved by nobody")):
        done = folder.gorkflow("run", f"yard:{name}", "--input", "3", "--store", STORE)
        assert (done.code, json.loads(done.out)) == (0, output)
        assert " waits until " in done.err or " waits for signal 'approval', until " in done.err


def test_a_sleeping_run_is_resumed_by_its_id_to_its_end(folder: Folder) -> None:
    """`resume RUN` waits for its time, `resume` does not: it would be at work for as long as anything sleeps."""
    folder.write("yard.py", YARD.replace("sleep(0.2)", "sleep(3600)"))
    with Running("run", "yard:napping", "--input", "3", "--store", STORE, cwd=folder.path) as sleeping:
        sleeping.until("waits until")
        run_id = sleeping.err[0].split()[1]
    every = folder.gorkflow(*AT_YARD, "resume")
    assert (every.code, every.out) == (0, "")
    with Running(*AT_YARD, "resume", run_id, cwd=folder.path) as resumed:
        resumed.until("waits until")


def test_show_asks_for_no_signal_that_has_come(folder: Folder) -> None:
    """It says what makes the run go on, as `runs` does."""
    run_id = waiting_run(folder)
    assert "give it with: " in folder.gorkflow("show", run_id, "--store", STORE).err
    assert folder.gorkflow(*AT_YARD, "signal", run_id, "approval", '{"by": "me"}').code == 0
    shown = folder.gorkflow(*AT_YARD, "show", run_id)
    assert "may go on" in shown.out
    assert shown.err.endswith(f"where there is none: gorkflow --app yard --store sqlite:///runs.db resume {run_id}\n")
    assert "give it with" not in shown.err


def test_a_signal_reaches_the_process_that_drives_the_run(folder: Folder) -> None:
    """Sent by another one, while the first waits for a time as well."""
    text = YARD.replace(
        'asking = workflow("asking").then(die).wait_for(approval)',
        "asking = workflow(\"asking\").then(die).wait_for(approval, timeout=55, default=Approval(by='nobody'))",
    )
    folder.write("yard.py", text)
    with Running("run", "yard:asking", "--input", "3", "--store", STORE, cwd=folder.path) as waiting:
        waiting.until("waits for signal 'approval', until ")
        run_id = waiting.err[0].split()[1]
        sent = folder.gorkflow(*AT_YARD, "signal", run_id[:13], "approval", '{"by": "Ada"}', "--id", "m-1", "--json")
        code, out = waiting.end()
    assert (sent.code, sent.document["signal_id"], sent.document["run_id"]) == (0, "m-1", run_id)
    assert (code, out) == (0, '"approved by Ada"\n')


def test_the_payload_comes_from_a_file_or_stdin(folder: Folder) -> None:
    """As any input; the same id is one signal."""
    run_id = waiting_run(folder)
    folder.write("ada.json", '\ufeff{"by": "Ada"}')
    for payload, stdin in (("@ada.json", None), ("-", '{"by": "Ada"}')):
        done = folder.gorkflow(*AT_YARD, "signal", run_id, "approval", payload, "--id", "1", stdin=stdin)
        assert done.code == 0
    shown = folder.gorkflow("show", run_id, "--store", STORE)
    assert "waits       may go on" in shown.out
    assert folder.gorkflow(*AT_YARD, "resume", run_id).code == 0
    over = folder.gorkflow(*AT_YARD, "signal", run_id, "approval", '{"by": "Ada"}')
    assert (over.code, over.complains(run_id, "is COMPLETED and takes no signals")) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("approval", '{"by": 3}'), 2, "signal 'approval' has Approval, and the payload does not fit: "),
        (("approval", "{"), 2, "the payload is not JSON"),
        (("approval", "@none.json"), 2, "the payload @none.json: the file cannot be read"),
        (("aproval", '{"by": "x"}'), 2, "has no wait for signal 'aproval'; it waits for 'approval'"),
        (("\x1b[31m", '{"by": "x"}'), 2, r"has no wait for signal '\x1b[31m'"),
        (("approval", '{"by": "x"}', "--id", ""), 2, "signal_id must be a text of 1 to 500"),
        (("approval", '{"by": "x"}', "--id", "a\nb"), 2, "signal_id must be a text of 1 to 500"),
    ],
)
def test_what_is_refused_is_one_line(folder: Folder, arguments: tuple[str, ...], code: int, part: str) -> None:
    """And the run waits as before."""
    run_id = waiting_run(folder)
    done = folder.gorkflow(*AT_YARD, "signal", run_id, *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.complains(part), done.err
    assert asyncio.run(get_run(run_id)).status == "WAITING"
    assert folder.gorkflow(*AT_YARD, "resume", run_id).code == 5


def test_without_the_run_or_its_code_nothing_is_sent(folder: Folder) -> None:
    """Code 4, and 2 where no app tells of which type the signal is."""
    run_id = waiting_run(folder)
    missing = folder.gorkflow(*AT_YARD, "signal", "ffffffff", "approval", '{"by": "x"}')
    assert (missing.code, missing.complains("no run 'ffffffff'")) == (4, True)
    unknown = folder.gorkflow("--store", STORE, "signal", run_id, "approval", '{"by": "x"}')
    assert (unknown.code, unknown.complains("no app was given", "--app MODULE")) == (2, True)
    lost = folder.gorkflow("--app", "yard", "--store", "sqlite:///none.db", "signal", run_id, "approval", "1")
    assert (lost.code, lost.complains("does not exist")) == (1, True)
    assert not (folder.path / "none.db").exists()


def test_in_memory_a_run_that_waits_is_lost(folder: Folder) -> None:
    """Nobody could ever send it anything."""
    folder.write("yard.py", YARD)
    done = folder.gorkflow("run", "yard:asking", "--input", "7", "--store", "memory://")
    assert (done.code, done.out) == (1, "")
    assert "is lost: memory:// keeps nothing" in done.err.splitlines()[-1]


NOW = datetime(2026, 1, 31, tzinfo=UTC).timestamp()
SIGNAL = Wait("@wait-1", "go", NOW, None)
SLEEP = Wait("@sleep-1", None, NOW, NOW + 7200)


@pytest.mark.parametrize(
    ("rest", "needs_input"),
    [
        (Rest((SIGNAL,), None, 9), True),
        (Rest((SIGNAL, SLEEP), NOW + 7200, 9), True),
        (Rest((SIGNAL, SLEEP), NOW + 30, 9), False),
        (Rest((SLEEP,), NOW + 7200, 9), False),
        (Rest((SIGNAL,), 0.0, 9), False),
    ],
)
def test_input_is_needed_where_no_time_comes_soon(rest: Rest, needs_input: bool) -> None:
    """A time within the minute is waited for, and one that is all there is; a signal that has come is none."""
    assert rest.needs_input(NOW) is needs_input


def test_waits_are_told_in_words() -> None:
    """Each once."""
    until = (datetime.fromtimestamp(NOW, UTC) + timedelta(hours=2)).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
    assert str(Rest((SIGNAL, SIGNAL, SLEEP), None, 9)) == f"for signal 'go', and until {until}"
    assert str(Rest((), None, 9)) == "for a signal"
    assert Rest((SLEEP,), NOW - 1, 9).told(NOW).startswith("may go on")
    assert Rest((SLEEP,), NOW + 7200, 9).told(NOW) == f"waits until {until}"
