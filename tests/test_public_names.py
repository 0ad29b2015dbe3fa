"""`import gorkflow`: the public names, each loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys


def in_fresh_process(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_import_itself_loads_nothing() -> None:
    """Neither pydantic nor networkx nor asyncio."""
    program = "import sys; before = set(sys.modules); import gorkflow; print(*sorted(set(sys.modules) - before))"
    loaded = set(in_fresh_process(program).split())
    assert loaded.isdisjoint({"pydantic", "networkx", "asyncio", "sqlite3", "aiosqlite", "typing_extensions"})
    assert {name for name in loaded if name.startswith("gorkflow")} == {"gorkflow", "gorkflow.lazy_names"}


def test_a_definition_is_built_without_networkx() -> None:
    """It costs 0.1 s and more, so only `Workflow.graph` and a cycle load it."""
    program = (
        "import sys\nfrom gorkflow import Step, workflow\ndef up(n: int) -> int: return n + 1\n"
        "built = workflow('w').then(Step('up', up)).build()\nprint(built.fingerprint[:0], 'networkx' in sys.modules)\n"
        "built.graph\nprint('networkx' in sys.modules)"
    )
    assert in_fresh_process(program).split() == ["False", "True"]


def test_functions_are_not_hidden_by_modules() -> None:
    """`gorkflow.connect`, `step`, `run` and `workflow` stay functions, whatever was imported before."""
    program = "import gorkflow.core.step, gorkflow.composition\nfrom gorkflow import connect, run, step, workflow\n"
    assert in_fresh_process(program + "print(*map(callable, (connect, run, step, workflow)))").split() == ["True"] * 4
