"""`gorkflow runs`."""

from __future__ import annotations

import asyncio
import json
import shlex
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from gorkflow import WorkflowRun, connect
from gorkflow.cli.listing import Listed, _age, _took
from gorkflow.cli.locating import find_workflow
from gorkflow.cli.schemas import RunsDocument
from gorkflow.core.run import RunStatus
from tests.cli.conftest import STORE, Folder
from tests.cli.processes import command
from tests.cli.test_terminal import CONTROL, Terminal
from tests.cli.yard import YARD, waiting_run

RUNS = ("runs", "--store", STORE)


async def start_many(target: str, values: list[object], **tags: str) -> list[str]:
    """The ids of runs, oldest first, which are over."""
    ids: list[str] = []
    async with connect(STORE) as engine:
        for value in values:
            handle = await engine.start(find_workflow(target), value, tags=tags, resource_id=f"about {value}")
            await engine.idle()
            ids.append(handle.run_id)
    return ids


def rows(out: str) -> list[list[str]]:
    """The words of each run's own line."""
    return [line.split() for line in out.splitlines()[1:] if not line.startswith(" ")]


def test_runs_are_listed_newest_first_with_why_they_are_as_they_are(folder: Folder) -> None:
    """Of a failure step, code, type and message; of a wait its signal; of an open run how far it is."""
    waiting = waiting_run(folder)
    failed = folder.run_id("yard:breaking", "--input", "1")
    done = folder.gorkflow(*RUNS)
    assert (done.code, done.err) == (0, "")
    head, first, why, second, what = done.out.splitlines()
    assert head.split() == ["run", "workflow", "version", "status", "created", "duration"]
    assert first.split()[1:4] == ["breaking", "1", "FAILED"]
    assert why.startswith(
        r"  break_down: [execution] RuntimeError: \x1b[31mred\r\nrun 0 completed \u202eesrever 日本語"
    )
    assert second.split()[1:5] == ["asking", "1", "WAITING", "50%"]
    assert what == "  waits for signal 'approval'"
    for id_, run_id in zip((first.split()[0], second.split()[0]), (failed, waiting), strict=True):
        assert run_id.startswith(id_)
        assert folder.gorkflow("show", id_, "--store", STORE).code == 0


def test_ids_are_as_long_as_tells_them_apart(folder: Folder) -> None:
    """Also from runs that the filter leaves out; each of them is one that `show` takes."""
    folder.write("yard.py", YARD)
    ids = asyncio.run(start_many("yard:dying", list(range(5))))
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:  # two of one millisecond
        twin = ids[2][:-1] + ("0" if ids[2][-1] != "0" else "1")
        for table in ("runs", "run_inputs", "step_executions", "events"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "run_id"]
            columns = ", ".join(names)
            connection.execute(
                f"INSERT INTO {table} (run_id, {columns}) SELECT ?, {columns} FROM {table} WHERE run_id = ?",  # noqa: S608  names of the schema
                (twin, ids[2]),
            )
        connection.execute("UPDATE runs SET workflow_id = 'twin' WHERE run_id = ?", (twin,))
        connection.commit()
    for arguments in ((), ("--workflow", "dying"), ("--workflow", "twin")):
        shown = [row[0] for row in rows(folder.gorkflow(*RUNS, *arguments).out)]
        for short in shown:
            assert folder.gorkflow("show", short, "--store", STORE).code == 0, short


def test_conditions_select(folder: Folder) -> None:
    """Those of RunFilter; every one must hold."""
    folder.write("yard.py", YARD)
    north = asyncio.run(start_many("yard:dying", [1, 2], office="north"))
    failed = folder.run_id("yard:breaking", "--input", "1", "--tag", "office=south", "--tag", "a=b")
    every = [failed, *reversed(north)]

    def found(*arguments: str) -> list[str]:
        done = folder.gorkflow(*RUNS, *arguments, "--json")
        assert done.code == 0
        return [item["run_id"] for item in done.document["items"]]

    assert found() == every
    assert found("--workflow", "dying") == every[1:]
    assert found("--workflow", "dying", "--version", "2") == []
    assert found("--status", "failed") == [failed]
    assert found("--status", "FAILED", "--status", "COMPLETED") == every
    assert found("--tag", "office=north") == every[1:]
    assert found("--tag", "office=south", "--tag", "a=b") == [failed]
    assert found("--resource", "about 2") == [north[1]]
    assert found("--since", "1h") == every
    assert found("--until", "1h") == []
    assert found("--since", "2000-01-01", "--until", "2000-01-31T08:00+01:00") == []
    assert found("--limit", "2") == every[:2]


def test_the_end_tells_how_many_more_and_the_command_of_the_next_page(folder: Folder) -> None:
    """Typed in as it is, with the same conditions, it goes on where this page ends; the last page says nothing."""
    folder.write("yard.py", YARD)
    ids = asyncio.run(start_many("yard:dying", list(range(7)), office="north pole"))
    folder.run_id("yard:dying", "--input", "1")
    arguments = [*RUNS, "--tag", "office=north pole", "--since", "30d", "--status", "completed", "--limit", "3"]
    found: list[str] = []
    for left in (4, 1, None):
        done = folder.gorkflow(*arguments)
        page = [row[0] for row in rows(done.out)]
        found += [run_id for short in page for run_id in ids if run_id.startswith(short)]
        if left is None:
            assert done.err == ""
            break
        more, _, text = done.err.strip().partition("; the next page: ")
        assert more == f"{left} more"
        arguments = shlex.split(text)[1:]
    assert found == ids[::-1]


def test_the_document_has_the_page_and_the_cursor(folder: Folder) -> None:
    """Each run with how long it took and what its workflow usually takes."""
    folder.write("yard.py", YARD)
    ids = asyncio.run(start_many("yard:dying", [1, 2, 3]))
    first = folder.gorkflow(*RUNS, "--json", "--limit", "2")
    assert (first.code, first.err) == (0, "")
    assert [item["output"] for item in first.document["items"]] == [3, 2]
    items = RunsDocument.model_validate(first.document).items
    assert all(item.median_seconds and item.duration_seconds for item in items)
    second = folder.gorkflow(*RUNS, "--json", "--limit", "2", "--cursor", first.document["next_cursor"])
    assert [item["run_id"] for item in second.document["items"]] == [ids[0]]
    assert second.document["next_cursor"] is None


def test_durations_are_compared_where_there_are_three(folder: Folder) -> None:
    """COMPLETED ones of the same workflow; fewer say nothing."""
    folder.write("yard.py", YARD)
    asyncio.run(start_many("yard:dying", [1, 2]))
    assert "median" not in folder.gorkflow(*RUNS).out
    asyncio.run(start_many("yard:dying", [3]))
    out = folder.gorkflow(*RUNS).out
    assert out.count("x median)") == 3
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
        connection.execute("UPDATE runs SET started_at = created_at, completed_at = created_at + 2")
        connection.execute(
            "UPDATE runs SET completed_at = created_at + 5 WHERE created_at = (SELECT min(created_at) FROM runs)"
        )
        connection.commit()
    assert [line.rpartition("  ")[2] for line in folder.gorkflow(*RUNS).out.splitlines()[1:]] == [
        "(1.0x median)", "(1.0x median)", "(2.5x median)",
    ]  # fmt: skip


@pytest.mark.parametrize("store", [STORE, "memory://"])
def test_an_empty_store_is_no_failure(folder: Folder, store: str) -> None:
    """It says so, on stderr; the document has no items."""
    if store == STORE:
        run_id = folder.run_id("shop:greeting")
        with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
            connection.execute("DELETE FROM runs WHERE run_id = ?", (run_id,))
            connection.commit()
    done = folder.gorkflow("runs", "--store", store)
    assert (done.code, done.out, done.err) == (0, "", f"no run in {store}\n")
    assert folder.gorkflow("runs", "--store", store, "--status", "FAILED").err == f"no run in {store} is as wanted\n"
    assert folder.gorkflow("runs", "--store", store, "--json").document == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("--store", "sqlite:///none.db"), 1, "does not exist"),
        (("--store", "postgres://user:secret@host/x"), 2, "names no store"),
        (("--status", "GONE"), 2, "--status 'GONE' is none; give one of PENDING, RUNNING,"),
        (("--tag", "office"), 2, "--tag 'office' is not NAME=VALUE"),
        (("--since", "soon"), 2, "--since 'soon' is no age and no time"),
        (("--until", "99999999w"), 2, "--until '99999999w' is longer than any run is old"),
        (("--since", "999999999s\x1b[2J"), 2, r"--since '999999999s\x1b[2J' is no age"),
        (("--limit", "0"), 2, "a page has 1 to 1000 runs"),
        (("--limit", "1001"), 2, "a page has 1 to 1000 runs"),
        (("--cursor", "nonsense"), 2, "cursor"),
    ],
)
def test_what_will_not_do_is_one_line(folder: Folder, arguments: tuple[str, ...], code: int, part: str) -> None:
    """With the option's name."""
    folder.run_id("shop:greeting")
    done = folder.gorkflow(*RUNS, *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.complains(part), done.err
    assert "secret" not in done.err


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "x" * 100_000, "' OR 1=1 --", "%", "日本語"])
def test_any_text_may_be_asked_for(folder: Folder, text: str) -> None:
    """It is nobody's: there is nothing to list, or one line says why not."""
    folder.run_id("shop:greeting")
    for option in ("--workflow", "--version", "--resource"):
        done = folder.gorkflow(*RUNS, option, text)
        assert done.out == ""
        assert done.err == f"no run in {STORE} is as wanted\n" or done.complains()


def test_what_others_have_written_cannot_move_the_cursor(folder: Folder) -> None:
    """Names, versions and errors are shown, not obeyed; wide characters take their room."""
    folder.write("yard.py", YARD)
    folder.run_id("yard:breaking", "--input", "1", "--tag", "t=\x1b[2J\u202e")
    folder.run_id("yard:dying", "--input", "1")
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
        connection.execute(
            "UPDATE runs SET workflow_id = ?, workflow_version = ? WHERE status = 'FAILED'",
            ("\x1b]0;日本\x07\n", "\u2066版"),
        )
        connection.commit()
    out = folder.gorkflow(*RUNS).out
    assert not any(character in out for character in "\x1b\x07\r\u202e\u2066")
    head, done, failed, _ = out.splitlines()
    assert r"\x1b]0;日本\x07\n" in failed
    place = head.index("status")
    assert cell_len(failed[: failed.index("FAILED")]) == cell_len(done[: done.index("COMPLETED")]) == place


def test_a_damaged_run_hides_no_other(folder: Folder) -> None:
    """It is FAILED, and says what is wrong with it."""
    run_id = folder.run_id("shop:greeting")
    folder.run_id("shop:greeting")
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
        connection.execute("UPDATE runs SET status = 'WHAT' WHERE run_id = ?", (run_id,))
        connection.commit()
    done = folder.gorkflow(*RUNS)
    assert [row[3] for row in rows(done.out)] == ["COMPLETED", "FAILED"]
    assert "[corrupt_record]" in done.out


@pytest.mark.parametrize("width", [60, 100, 160])
def test_at_a_terminal_every_line_fits(folder: Folder, width: int) -> None:
    """What is too long is cut off, statuses are coloured; where it is narrow some columns are left out."""
    waiting_run(folder)
    folder.run_id("yard:breaking", "--input", "1")
    asyncio.run(start_many("yard:dying", [1, 2, 3]))
    terminal = Terminal(*RUNS, cwd=folder.path, COLUMNS=str(width))
    assert terminal.end() == 0
    lines = [CONTROL.sub("", line) for line in terminal.screen.replace("\r", "").splitlines()]
    assert max(map(cell_len, lines)) <= width
    assert ("version" in lines[0]) is (width > 60)
    assert any(line.endswith("…") for line in lines)
    assert "\x1b[31mFAILED" in terminal.screen
    assert "\x1b[31mred" not in terminal.screen


def test_a_run_whose_process_died_is_as_it_was_left(folder: Folder) -> None:
    """Nothing says that it failed."""
    folder.write("yard.py", YARD)
    killed = command("run", "yard:dying", "--input", "1", "--store", STORE, cwd=folder.path, DIE="1")
    assert killed.returncode == -signal.SIGKILL
    [row] = rows(folder.gorkflow(*RUNS).out)
    assert row[3:5] == ["RUNNING", "0%"]


def test_listing_reads_no_outputs(folder: Folder) -> None:
    """Of runs with large ones it is as quick as of others: a damaged output is not even seen."""
    folder.run_id("shop:greeting")
    with closing(sqlite3.connect(folder.path / "runs.db")) as connection:
        connection.execute("UPDATE step_executions SET output = x'00'")
        connection.commit()
    assert [row[3] for row in rows(folder.gorkflow(*RUNS).out)] == ["COMPLETED"]
    [item] = json.loads(folder.gorkflow(*RUNS, "--json").out)["items"]
    assert item["error"]["code"] == "corrupt_record"


@pytest.mark.parametrize(
    ("age", "text"),
    [(-5, "0 s ago"), (59.9, "59 s ago"), (60, "1 min ago"), (7199, "1 h ago"), (86_400 * 3, "3 d ago")],
)
def test_ages_are_read_at_a_glance(age: float, text: str) -> None:
    """In one unit."""
    assert _age(timedelta(seconds=age)) == text


def test_a_run_at_rest_is_not_compared() -> None:
    """How long it waits says nothing of how it does."""
    now = datetime.now(UTC)
    run = WorkflowRun(
        run_id="r", workflow_id="w", workflow_version="1", fingerprint="f", status=RunStatus.WAITING, progress=0.5,
        input=None, created_at=now, updated_at=now,
    )  # fmt: skip
    assert _took(Listed(run, None, 12.0, 3.0), has_median=True) == "12.0 s"
    running = run.model_copy(update={"status": RunStatus.RUNNING})
    assert _took(Listed(running, None, 12.0, 3.0), has_median=True) == "12.0 s  (4.0x median)"
    assert _took(Listed(running, None, None, 3.0), has_median=True) == ""
