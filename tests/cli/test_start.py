"""How the command begins: what it imports, its help, and what it says without its extra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Folder
from tests.cli.processes import command, environment

HEAVY = {"aiosqlite", "asyncio", "networkx", "pydantic", "rich", "sqlite3"}
MODULES = "import sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"


def modules_after(program: str, cwd: Path) -> set[str]:
    """What a fresh process has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{MODULES}"],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


LOUD = """
import subprocess

from gorkflow import step, workflow

print("imported")


@step
def by_program() -> int:
    return subprocess.run(["echo", "from a program"], check=True).returncode


@step(executor="process")
def in_worker(code: int) -> int:
    print("from a worker", flush=True)
    return code


flow = workflow("loud").then(by_program).then(in_worker).build()
"""
LEAST = """
import sys, typer
main = typer.Typer()
@main.callback()
def options(store: str = "") -> None: ...
for name in ("run", "resume", "show"):
    main.command(name)(lambda: None)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["resume", "--help"], ["show", "--help"]])
def test_help_imports_no_more_than_typer_does(tmp_path: Path, arguments: list[str]) -> None:
    """Neither the engine nor a store nor a graph; what typer needs for any command with options, typer may import."""
    call = f"sys.argv[1:] = {arguments}\ntry: main()\nexcept SystemExit: pass"
    ours = modules_after(f"import sys\nfrom gorkflow.cli import main\n{call}", tmp_path)
    assert (ours - modules_after(LEAST + call, tmp_path)) & HEAVY == set()
    assert not ours & {"aiosqlite", "networkx", "sqlite3"}


def test_help_names_every_command(folder: Folder) -> None:
    """With the exit codes."""
    done = folder.gorkflow("--help")
    assert done.code == 0
    assert all(f"\n  {name} " in done.out for name in ("run", "resume", "show"))
    assert "130 interrupted" in " ".join(done.out.split())


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["run"], ["show"], ["run", "a:b", "--run-timeout", "x"], ["--nope"]]
)
def test_an_unknown_command_or_option_is_code_2(folder: Folder, arguments: list[str]) -> None:
    """With typer's own words."""
    assert folder.gorkflow(*arguments).code == 2


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_one_sentence_names_it(tmp_path: Path, missing: str) -> None:
    """No traceback."""
    program = (
        "import importlib.util, sys\nfind = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name: None if name == '{missing}' else find(name)\n"
        "from gorkflow.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"The command gorkflow needs {missing}, which the extra `cli` brings: pip install 'gorkflow[cli]'\n"
    )


def test_the_module_and_the_script_are_the_same_command(folder: Folder) -> None:
    """`python -m gorkflow` calls itself gorkflow too."""
    by_module = command("--help", cwd=folder.path)
    script = Path(sys.executable).with_name("gorkflow")
    by_script = subprocess.run(
        [str(script), "--help"], cwd=folder.path, env=environment(), capture_output=True, text=True, check=True
    )
    assert by_module.stdout == by_script.stdout
    assert by_module.stdout.startswith("Usage: gorkflow ")


def test_what_programs_of_a_body_print_does_not_reach_stdout(folder: Folder) -> None:
    """Nor what its worker process prints: stdout is one JSON object and nothing else."""
    folder.write("loud.py", LOUD)
    done = command("run", "loud:flow", "--store", "memory://", cwd=folder.path)
    assert (done.returncode, done.stdout) == (0, "0\n")
    assert all(text in done.stderr for text in ("imported", "from a program", "from a worker"))


def test_an_encoding_without_the_letters_gets_escapes(folder: Folder) -> None:
    """The JSON stays JSON."""
    done = command("run", "shop:greeting", "--store", "memory://", cwd=folder.path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout) == (0, '"h\\u00e9llo \\u009b31m"\n')


def test_a_reader_that_goes_away_is_no_traceback(folder: Folder) -> None:
    """As with `gorkflow show ... | head -1`."""
    run_id = folder.run_id("shop:checkout", "--input", '{"no": 1}')
    pipe = f"{sys.executable} -m gorkflow show {run_id} --store sqlite:///runs.db | true"
    done = subprocess.run(
        ["bash", "-c", pipe], cwd=folder.path, env=environment(), capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr
