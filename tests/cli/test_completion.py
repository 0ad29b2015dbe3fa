"""Completion in a shell: commands, options, ids of runs, paths of steps; in a real bash."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import DEADLINE_SECONDS, environment

TOOLS = str(Path(sys.executable).parent)
# What bash does when the tab key is pressed, with the script that the command prints itself.
PRESS = """
eval "$SCRIPT"
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
function="$(complete -p gorkflow | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
"$function" gorkflow
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@cache
def script() -> str:
    """What a user has in a file of bash's."""
    return subprocess.run(
        [sys.executable, "-m", "gorkflow", "--show-completion", "bash"], capture_output=True, text=True, check=True,
        env=environment(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"), timeout=DEADLINE_SECONDS,
    ).stdout  # fmt: skip


def tab(folder: Folder, *words: str, **variables: str) -> list[str]:
    """What bash offers for the last word."""
    program = PRESS.format(words=" ".join(map(shlex.quote, ("gorkflow", *words))))
    more = {"PATH": os.pathsep.join([TOOLS, os.environ["PATH"]]), "SCRIPT": script()}
    done = subprocess.run(
        ["bash", "--norc", "-c", program], cwd=folder.path, env=environment(**more, **variables), capture_output=True,
        text=True, check=True, timeout=DEADLINE_SECONDS, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


def test_commands_and_options_are_completed(folder: Folder) -> None:
    """By what they begin with."""
    assert set(tab(folder, "re")) == {"resume", "retry"}
    assert {"run", "show", "graph", "check", "doctor"} <= set(tab(folder, ""))
    assert tab(folder, "--install") == ["--install-completion"]
    assert {"--store", "--json", "--run-timeout"} <= set(tab(folder, "run", "--"))
    assert tab(folder, "graph", "shop:checkout", "--format", "s") == ["svg"]
    assert tab(folder, "runs", "--status", "C") == ["COMPENSATING", "COMPLETED", "CANCELLED"]
    assert tab(folder, "prune", "--status", "") == ["COMPLETED", "FAILED", "CANCELLED"]
    assert tab(folder, "nonsense") == []


def test_ids_of_runs_are_completed_newest_first(folder: Folder) -> None:
    """Of the store that the command line, the environment or a file names."""
    first, second = folder.run_id("shop:greeting"), folder.run_id("shop:greeting")
    for words in (("show", "--store", STORE, ""), ("--store", STORE, "retry", ""), ("resume", "--store", STORE, "")):
        assert tab(folder, *words) == [second, first]
    assert tab(folder, "show", "--store", STORE, second) == [second]
    assert tab(folder, "show", "--store", STORE, "ffffffff") == []
    assert tab(folder, "graph", "shop:greeting", "--run", "", GORKFLOW_STORE=STORE) == [second, first]
    folder.write("gorkflow.toml", f'store = "{STORE}"\n')
    assert tab(folder, "fork", "") == [second, first]


def test_steps_of_the_run_are_completed(folder: Folder) -> None:
    """For `fork --from`; of no run, or of several that begin so, none."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    assert set(tab(folder, "fork", run_id, "--store", STORE, "--from", "")) == {"load", "price", "risk", "charge"}
    assert tab(folder, "fork", run_id[:20], "--store", STORE, "--from", "c") == ["charge"]
    assert tab(folder, "show", run_id, "--store", STORE, "--step", "p") == ["price"]
    assert tab(folder, "fork", "--store", STORE, "--from", "") == []
    folder.run_id("shop:checkout", "--input", '{"no": 2}')
    assert tab(folder, "fork", run_id[:4], "--store", STORE, "--from", "") == []


def test_a_store_that_is_read_stays_as_it_is(folder: Folder) -> None:
    """No file appears beside one that was closed; one that is open is read with its newest rows."""
    run_id = folder.run_id("shop:greeting")
    before = sorted(entry.name for entry in folder.path.iterdir())
    assert tab(folder, "show", "--store", STORE, "") == [run_id]
    assert sorted(entry.name for entry in folder.path.iterdir()) == before
    writer = sqlite3.connect(folder.path / "runs.db", isolation_level=None)
    try:
        writer.execute("UPDATE runs SET run_id = 'abcd' || substr(run_id, 5)")
        assert tab(folder, "show", "--store", STORE, "ab") == [f"abcd{run_id[4:]}"]
        writer.execute("BEGIN EXCLUSIVE")
        assert tab(folder, "show", "--store", STORE, "ab") == [f"abcd{run_id[4:]}"]
    finally:
        writer.close()


@pytest.mark.parametrize("store", ["sqlite:///none.db", "sqlite:///text.db", "sqlite:///empty.db", "oracle://x", "memory://",
                                   "https://127.0.0.1:1", "sqlite:///", "nonsense", "sqlite:///.", ""])  # fmt: skip
def test_nothing_is_offered_and_nothing_said_where_no_store_can_be_read(folder: Folder, store: str) -> None:
    """Nor is one made; a damaged setting is as silent."""
    folder.write("text.db", "some text " * 1000)
    folder.write("empty.db", "")
    before = sorted(entry.name for entry in folder.path.iterdir())
    assert tab(folder, "show", "--store", store, "") == []
    assert sorted(entry.name for entry in folder.path.iterdir()) == before


def test_a_setting_that_will_not_do_is_silent(folder: Folder) -> None:
    """The command itself will tell."""
    folder.write("gorkflow.toml", "store = [")
    assert tab(folder, "show", "") == []
    assert tab(folder, "sh") == ["show"]


def test_what_a_shell_would_take_for_its_own_is_not_offered(folder: Folder) -> None:
    """A store may come from somebody else."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    hostile = [
        "$(touch made)",
        "`touch made`",
        "a;touch made",
        "a b",
        "*",
        "x\x1b[31m",
        "a\nb",
        "é",
        "'",
        '"',
        "\\",
        "~",
    ]
    with sqlite3.connect(folder.path / "runs.db") as connection:
        for number, name in enumerate(hostile):
            connection.execute(
                "INSERT INTO step_executions SELECT run_id, ?, 90 + ?, NULL, attempt, failures, recoveries, status, "
                "input_ref, output, output_ref, arm, checksum, error, ready_at, started_at, completed_at, "
                "next_attempt_at, cpu_seconds, executor FROM step_executions WHERE step_id = 'load'", (name, number),
            )  # fmt: skip
    connection.close()
    offered = tab(folder, "fork", run_id, "--store", STORE, "--from", "")
    assert set(offered) == {"load", "price", "risk", "charge"}
    assert not (folder.path / "made").exists()


def test_completing_imports_no_engine(folder: Folder) -> None:
    """A shell waits for it: nothing beside typer, which may import pydantic, and sqlite3; nothing of the user's."""
    run_id = folder.run_id("shop:greeting")
    folder.write("gorkflow.toml", f'app = "shop"\nstore = "{STORE}"\n')
    program = (
        "import sys\nfrom gorkflow.cli import main\nsys.argv = ['gorkflow']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder.path, capture_output=True, text=True, check=True,
        env=environment(_GORKFLOW_COMPLETE="complete_bash", COMP_WORDS="gorkflow show ", COMP_CWORD="2"),
        timeout=DEADLINE_SECONDS,
    )  # fmt: skip
    assert done.stdout.split() == [run_id]
    heavy = {"aiosqlite", "asyncio", "networkx", "rich", "shop", "gorkflow.core.run", "gorkflow.composition"}
    assert heavy.isdisjoint(done.stderr.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_there_is_a_script_for_each_shell(folder: Folder, shell: str) -> None:
    """To be read before it is installed."""
    done = subprocess.run(
        [sys.executable, "-m", "gorkflow", "--show-completion", shell], cwd=folder.path, capture_output=True, text=True,
        env=environment(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"), check=True, timeout=DEADLINE_SECONDS,
    )  # fmt: skip
    assert "gorkflow" in done.stdout
