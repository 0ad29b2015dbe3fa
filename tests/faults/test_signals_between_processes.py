"""Signals from processes that know nothing of the workflow, while the one that has it is there, or was killed (C6)."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from gorkflow import Engine, Signal, Workflow, step, workflow
from gorkflow.stores.sqlite import SqliteStore
from tests.project.blocks import ROOT

note = Signal("note", str)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@step
async def keep(one: str, other: str) -> str:
    return f"{one}+{other}"


begun = workflow("between", int)
flow: Workflow[int, str] = begun.wait_for(note).join(begun.wait_for(note)).then(keep).build()

SENDER = """
import asyncio, sys
from gorkflow import Signal, connect
async def main(url, run_id, *texts):
    async with connect(url) as engine:
        for text in texts:
            await engine.signal(run_id, Signal("note", str), text, signal_id=text)
            await engine.signal(run_id, Signal("note", str), text, signal_id=text)
asyncio.run(main(*sys.argv[1:]))
"""

WAITER = """
import asyncio, sys
from gorkflow import connect
from tests.faults.test_signals_between_processes import flow
async def main(url):
    async with connect(url, workflows=[flow]) as engine:
        handle = await engine.start(flow, 1)
        await engine.idle()
        print(handle.run_id, flush=True)
        print(await handle.result(), flush=True)
asyncio.run(main(*sys.argv[1:]))
"""


@contextmanager
def _waiter(url: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """The process that starts a run and waits for its result, with what it says."""
    with subprocess.Popen(
        [sys.executable, "-c", WAITER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as program:
        assert program.stdout is not None
        yield program, program.stdout


async def _send(url: str, *arguments: str) -> None:
    """From a process of its own."""
    sender = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SENDER, url, *arguments, cwd=ROOT, env=ENVIRONMENT
    )
    assert await sender.wait() == 0


@pytest.mark.long
async def test_a_run_hears_signals_of_another_process(tmp_path: Path) -> None:
    """Each counts once though it is sent twice, and the process that waits goes on with the run."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    with _waiter(url) as (program, said):
        run_id = said.readline().strip()
        await _send(url, run_id, "a", "b")
        assert said.readline().strip() == "a+b"
        assert program.wait(30) == 0


@pytest.mark.long
async def test_signals_to_a_run_whose_process_was_killed(tmp_path: Path) -> None:
    """They are there for the one that takes the run over."""
    path = tmp_path / "runs.db"
    url = f"sqlite:///{path}"
    with _waiter(url) as (program, said):
        run_id = said.readline().strip()
        program.kill()
        program.wait(30)
    await _send(url, run_id, "a")
    async with Engine(SqliteStore(path), workflows=[flow]) as engine:
        await _send(url, run_id, "a", "b")
        assert await engine.handle(run_id, flow).result(timeout=10) == "a+b"
        received = [event async for event in engine.events(run_id) if event.type == "SignalReceived"]
        assert len(received) == 2
