"""What a notebook shows of a run's handle: the workflow, and how far the run is, without asking the store."""

from __future__ import annotations

import asyncio
import re
import weakref
from pathlib import Path

from gorkflow import RunHandle, Signal, connect, step, workflow
from gorkflow.stores.memory import MemoryStore
from tests.conftest import OpenEngine, on_memory, on_sqlite

approval = Signal("approval", str)


class Gate:
    """Lets bodies through once it is open."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.reached = asyncio.Semaphore(0)


@step
async def load(count: int) -> list[int]:
    return list(range(count))


@step
async def through(value: int) -> int:
    gate = GATES[-1]
    gate.reached.release()
    await gate.opened.wait()
    return value


@step
async def settle(answer: str) -> str:
    return answer


GATES: list[Gate] = []
asking = workflow("asking").then(load).map(through).wait_for(approval).then(settle).build()
plain = workflow("plain").then(load).build()


def marks(handle: RunHandle[str]) -> dict[str, str]:
    """The word beside each box of the picture."""
    picture = handle._repr_mimebundle_()["image/svg+xml"]
    found = re.findall(r"<title>([^<]*)</title>", picture)
    return {text.split("&#10;")[0]: text.split("&#10;")[-1] for text in found}


def text_of(handle: RunHandle[object]) -> str:
    """The line of text, behind the handle itself."""
    return handle._repr_mimebundle_()["text/plain"].removeprefix(repr(handle))


@on_memory
async def test_a_handle_shows_how_far_its_run_is(open_engine: OpenEngine) -> None:
    """From its start to its end, over a rest in between; of items those at work."""
    GATES.append(Gate())
    engine = await open_engine(asking)
    handle = await asking.start(3, on=engine)
    for _ in range(3):
        await GATES[-1].reached.acquire()
    assert text_of(handle) == ": RUNNING, 1 of 3 steps done"
    shown = marks(handle)
    assert (shown["load"], shown["through"], shown["settle"]) == ("done", "3 running", "pending")
    GATES[-1].opened.set()
    await engine.idle()
    assert text_of(handle) == ": WAITING, 2 of 3 steps done"
    shown = marks(handle)
    assert (shown["through"], shown["@wait-1"], shown["settle"]) == ("done", "waiting", "pending")
    await handle.signal(approval, "yes")
    assert await handle.result() == "yes"
    assert text_of(handle) == ": COMPLETED, 3 of 3 steps done"
    shown = marks(handle)
    assert {shown[one] for one in ("load", "through", "@wait-1", "settle")} == {"done"}


@on_sqlite
async def test_a_run_that_nobody_here_has_driven_is_a_line_of_text(open_engine: OpenEngine) -> None:
    """The store is not asked; once an engine here takes it up, its handle shows it."""
    engine = await open_engine()
    run_id = (await plain.start(1, on=engine)).run_id
    await engine.idle()
    other = await open_engine()
    handle = other.handle(run_id, plain)
    assert handle._repr_mimebundle_() == {"text/plain": f"RunHandle({run_id!r}, workflow='plain')"}
    assert handle._repr_mimebundle_(exclude=["text/plain"]) == {}


@on_memory
async def test_two_handles_of_one_run_show_the_same(open_engine: OpenEngine) -> None:
    """One from the start, one asked for later; also when the engine is closed."""
    engine = await open_engine(asking)
    GATES.append(Gate())
    handle = await asking.start(1, on=engine)
    await GATES[-1].reached.acquire()
    other = engine.handle(handle.run_id, asking)
    assert other._repr_mimebundle_() == handle._repr_mimebundle_()
    await handle.cancel()
    assert other._repr_mimebundle_() == handle._repr_mimebundle_()
    assert text_of(other) == ": CANCELLED, 1 of 3 steps done"


@on_memory
async def test_only_what_is_wanted_is_made(open_engine: OpenEngine) -> None:
    """As a notebook asks for it."""
    engine = await open_engine()
    handle = await plain.start(1, on=engine)
    assert set(handle._repr_mimebundle_()) == {"image/svg+xml", "text/plain"}
    assert set(handle._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(handle._repr_mimebundle_(exclude=["text/plain"])) == {"image/svg+xml"}


async def test_a_handle_that_is_kept_does_not_keep_the_values_of_its_run(tmp_path: Path) -> None:
    """A thousand of them in a list are a thousand small things; dropped, nothing is left of them."""
    async with connect(f"sqlite:///{tmp_path}/runs.db") as engine:
        handle = await plain.start(3, on=engine)
        await handle.result()
        await engine.idle()
        assert handle._sight is not None
        assert handle._sight._live is None
        sight = weakref.ref(handle._sight)
        del handle
        assert sight() is None


async def test_a_closed_engine_leaves_what_it_saw() -> None:
    """The handle still shows it."""
    from gorkflow import Engine

    GATES.append(Gate())
    async with Engine(MemoryStore(), grace=0) as engine:
        handle = await asking.start(1, on=engine)
        await GATES[-1].reached.acquire()
    assert text_of(handle) == ": RUNNING, 1 of 3 steps done"
