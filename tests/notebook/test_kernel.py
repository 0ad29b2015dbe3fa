"""A real Jupyter kernel: what cells show, what an interruption leaves, and every cell of the documentation's page."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from tests.project.blocks import ROOT, blocks_of, matches

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore"),  # of jupyter_client and zmq, which are not ours
]
SECONDS = 60.0
DEFINING = """
import asyncio, threading
from gorkflow import connect, run, step, workflow

@step
async def up(number: int) -> int:
    return number + 1

@step
async def hang(number: int) -> int:
    print("hanging", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        print("stopped", flush=True)
    return number

plain = workflow("plain").then(up).build()
stuck = workflow("stuck").then(hang).build()
"""


class Shown(NamedTuple):
    """What a cell shows: printed text, the value of its last line by format, and the error that it ended with."""

    text: str
    value: Mapping[str, str]
    error: str


class Kernel:
    """A kernel process and the connection to it."""

    def __init__(self, manager: AsyncKernelManager, client: AsyncKernelClient) -> None:
        self._manager = manager
        self._client = client

    async def run(self, cell: str, *, interrupt_at: str | None = None) -> Shown:
        """Run a cell to its end; interrupted, as by the stop button, once it has printed that."""
        message_id = self._client.execute(cell)
        text, value, error = "", dict[str, str](), ""
        while True:
            message: dict[str, Any] = await self._client.get_iopub_msg(timeout=SECONDS)
            content = message["content"]
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "stream" and content["name"] == "stdout":
                text += content["text"]
                if interrupt_at is not None and interrupt_at in text:
                    interrupt_at = None
                    await self._manager.interrupt_kernel()
            elif message["msg_type"] == "execute_result":
                value = content["data"]
            elif message["msg_type"] == "error":
                error = f"{content['ename']}: {content['evalue']}"
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                return Shown(text, value, error)


@pytest.fixture
async def kernel(tmp_path: Path) -> AsyncIterator[Kernel]:
    """In an empty folder."""
    manager = AsyncKernelManager(kernel_name="python3")
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    await manager.start_kernel(cwd=str(tmp_path), env=os.environ | {"PYTHONPATH": paths, "HOME": str(tmp_path)})
    client: AsyncKernelClient = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=SECONDS)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def test_the_cells_of_the_page_show_what_it_says(kernel: Kernel) -> None:
    """In order; a text block is the text of the value before it."""
    shown = Shown("", {}, "")
    cells = 0
    for block in blocks_of(ROOT / "docs" / "how-to" / "use-in-a-notebook.md"):
        if block.language == "ipython":
            cells += 1
            shown = await kernel.run(block.text)
            assert shown.error == "", f"line {block.line}: {shown.error}"
            if block.text.rstrip().splitlines()[-1] in ("booking", "handle"):
                assert shown.value["image/svg+xml"].startswith("<svg")
        else:
            assert matches(block.text, shown.value["text/plain"]), f"line {block.line}: {shown.value['text/plain']}"
    assert cells >= 7


async def test_an_interrupted_run_is_stopped_and_not_left_behind(kernel: Kernel) -> None:
    """Its body is cancelled and its thread gone before the cell ends; the next cell runs as ever."""
    await kernel.run(DEFINING)
    shown = await kernel.run("run(stuck, 1)", interrupt_at="hanging")
    assert (shown.text, shown.error) == ("hanging\nstopped\n", "KeyboardInterrupt: ")
    names = await kernel.run("[one.name for one in threading.enumerate() if one.name.startswith('gorkflow')]")
    assert names.value["text/plain"] == "[]"
    assert (await kernel.run("run(plain, 1)")).value["text/plain"] == "2"


async def test_an_interrupted_await_leaves_the_run_alone(kernel: Kernel) -> None:
    """It goes on with the kernel, its handle shows it, and it can be cancelled."""
    await kernel.run(DEFINING)
    await kernel.run("engine = await connect().__aenter__()\nhandle = await stuck.start(1, on=engine)")
    shown = await kernel.run("print('waiting', flush=True); await handle.result()", interrupt_at="waiting")
    assert "Error" in shown.error or "Interrupt" in shown.error
    assert (await kernel.run("handle")).value["text/plain"].endswith(": RUNNING, 0 of 1 steps done")
    assert "CANCELLED" in (await kernel.run("await handle.cancel()")).value["text/plain"]
    assert (await kernel.run("handle")).value["text/plain"].endswith(": CANCELLED, 0 of 1 steps done")
    await kernel.run("await engine.__aexit__(None, None, None)")
