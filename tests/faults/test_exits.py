"""Programs that end, fork or are told to end with an engine open: none of them hangs (P11, P12)."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.arena import ROOT

_PROGRAM = """
import asyncio, os, signal, sys, threading, time
from gorkflow import connect, step, workflow

begun = asyncio.Event()

@step
async def waits(value: int) -> int:
    print("waits", flush=True)
    begun.set()
    await asyncio.get_running_loop().create_future()
    return value

@step
def threaded(value: int) -> int:
    time.sleep(float(os.environ.get("NAP", "0")))
    return value

flow = workflow("w").then(threaded).then(waits).build()
short = workflow("short").then(threaded).build()
URL = sys.argv[1]

def leave_open():
    async def main():
        engine = await connect(URL, workflows=[flow, short]).__aenter__()
        await engine.run(short, 1)
        await engine.start(flow, 1)
        await begun.wait()
        return engine
    return asyncio.run(main())
"""

ENDS = {
    "loop ends": "leave_open()",
    "exit in the loop": """
async def main():
    async with connect(URL, grace=0.3) as engine:
        await engine.run(short, 1)
        await engine.start(flow, 1)
        await asyncio.sleep(0.1)
        sys.exit(5)
asyncio.run(main())
""",
    "an error in the loop": """
async def main():
    async with connect(URL, grace=0.3) as engine:
        await engine.start(flow, 1)
        await asyncio.sleep(0.1)
        raise ValueError("mine")
asyncio.run(main())
""",
    "a hanging thread body": """
async def main():
    engine = await connect(URL).__aenter__()
    os.environ["NAP"] = "60"
    await engine.start(short, 1)
    await asyncio.sleep(0.2)
asyncio.run(main())
""",
    "closing with a hanging thread body": """
async def main():
    async with connect(URL, grace=0.2) as engine:
        os.environ["NAP"] = "60"
        await engine.start(short, 1)
        await asyncio.sleep(0.2)
asyncio.run(main())
""",
    "a fork": """
async def main():
    async with connect(URL, workflows=[flow]) as engine:
        await engine.run(short, 1)
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        assert await engine.run(short, 2) == 2
asyncio.run(main())
""",
    "a fork after the loop": """
leave_open()
pid = os.fork()
if pid == 0:
    sys.exit(0)
assert os.waitpid(pid, 0)[1] == 0
""",
    "multiprocessing by fork": """
import multiprocessing
def child():
    print("child", flush=True)
async def main():
    async with connect(URL) as engine:
        await engine.run(short, 1)
        process = multiprocessing.get_context("fork").Process(target=child)
        process.start()
        await asyncio.to_thread(process.join)
        assert process.exitcode == 0
        assert await engine.run(short, 2) == 2
asyncio.run(main())
""",
    "run() in a thread at the end": """
import gorkflow
thread = threading.Thread(target=lambda: print(gorkflow.run(short, 3)))
thread.start()
""",
}
CODES = {"exit in the loop": 5, "an error in the loop": 1}


def run_program(text: str, database: Path, timeout: float = 30.0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM + text, f"sqlite:///{database}"],
        capture_output=True, text=True, timeout=timeout, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_a_program_ends_with_an_engine_open(tmp_path: Path, name: str) -> None:
    """In its own way and with its own exit code, whatever it has left open; what was started is in the store."""
    database = tmp_path / "runs.db"
    done = run_program(ENDS[name], database)
    assert done.returncode == CODES.get(name, 0), done.stderr
    assert "gorkflow" not in "".join(line for line in done.stderr.splitlines() if line.startswith("Exception ignored"))
    if not database.exists():
        return
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM runs WHERE status = 'FAILED'").fetchone() == (0,)
    again = run_program(
        "async def main():\n"
        "    async with connect(URL, workflows=[short]) as engine:\n"
        "        await engine.idle()\n"
        "        print(len((await engine.list_runs()).items))\n"
        "asyncio.run(main())\n",
        database,
    )
    assert again.returncode == 0, again.stderr
    assert int(again.stdout.splitlines()[-1]) >= 1


def test_sigterm_of_a_program_that_handles_no_signals(tmp_path: Path) -> None:
    """The library installs no handlers of its own: the program dies of it, and the next one goes on."""
    database = tmp_path / "runs.db"
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM + "asyncio.run(asyncio.sleep(60)) if leave_open() else None", f"sqlite:///{database}"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "waits\n"
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == -signal.SIGTERM
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM runs WHERE status = 'RUNNING'").fetchone() == (1,)
