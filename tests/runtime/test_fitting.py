"""Which open runs could go on under another definition: told beforehand what an engine then does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow import Engine, RunFilter, RunStatus, Step, Workflow, workflow
from gorkflow.core.compatibility import Comparison, differences
from gorkflow.core.records import Snapshot
from gorkflow.core.shape import definition_row, shape_of
from gorkflow.runtime.fitting import OpenRuns, open_runs_under
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.conformance_stage import engine_row
from tests.conftest import settle
from tests.core.machine import random_workflow


def passes(id: str, gives: type[Any] = int) -> Step[Any, Any]:
    """A step that gives its input on as `gives`."""

    async def body(given: Any) -> Any:
        return gives(given)

    body.__annotations__ |= {"given": int, "return": gives}
    return Step(id, body)


def holds(id: str, number: int | None = None) -> Step[Any, Any]:
    """A step that holds the run with this input, or every run."""

    async def body(given: int) -> int:
        if number in (None, given):
            await asyncio.get_running_loop().create_future()
        return given

    return Step(id, body)


def chain(*steps: Step[Any, Any], version: str = "1") -> Workflow[int, Any]:
    at: Any = workflow("flow", int, version=version)
    for one in steps:
        at = at.then(one)
    built: Workflow[int, Any] = at.build()
    return built


OLD = chain(holds("a", 0), holds("b", 1), holds("c", 2), holds("end"))
NEW = {
    "the same": OLD,
    "longer": chain(*OLD.steps.values(), passes("more")),
    "c is gone": chain(passes("a"), passes("b"), passes("end")),
    "b gives another type": chain(passes("a"), passes("b", str)),
}


class CountingStore(MemoryStore):
    """Counts the snapshots that are asked for."""

    loads = 0

    async def load(self, run_id: str, /) -> Snapshot | None:
        self.loads += 1
        return await super().load(run_id)


async def _left(store: MemoryStore, *definitions: Workflow[int, Any], inputs: Iterable[int] = range(4)) -> list[str]:
    """Open runs of the definitions, held at as many steps as there are inputs, left by a dead engine; their ids."""
    ids: list[str] = []
    for definition in definitions:
        engine = Engine(store, workflows=[definition], recover=False)
        await engine.__aenter__()
        ids += [(await engine.start(definition, number)).run_id for number in inputs]
        await settle()
        await engine.abandon()
        await store.abandon()
    return ids


async def _told(store: MemoryStore, definition: Workflow[int, Any], *known: tuple[str, str]) -> list[OpenRuns]:
    await store.open(engine_row("reader"), read_only=True)
    return await open_runs_under(store, definition, known)


@pytest.mark.parametrize("name", list(NEW))
async def test_what_is_told_is_what_an_engine_does(name: str) -> None:
    """Runs that are told to go on do, the others become SUSPENDED, with the same differences; nothing was written."""
    definition = NEW[name]
    store = MemoryStore()
    ids = await _left(store, OLD)
    before = [await store.load(run_id) for run_id in ids]
    told = await _told(store, definition)
    assert [await store.load(run_id) for run_id in ids] == before
    async with Engine(store, workflows=[definition], grace=0.01) as engine:
        await settle()
        runs = [await engine.get_run(run_id) for run_id in ids]
    suspended = [run for run in runs if run.status is RunStatus.SUSPENDED]
    assert sum(one.runs for one in told if one.differences) == len(suspended)
    assert sum(one.runs for one in told) == len(ids)
    lines = {f"  - {line}" for one in told for line in one.differences}
    assert lines == {line for run in suspended if run.error for line in run.error.message.splitlines()[1:]}
    assert (len(suspended) > 0) == (name in ("c is gone", "b gives another type"))


async def test_runs_are_told_apart_by_what_differs() -> None:
    """Each group has its number, its oldest run and its differences; those that go on come first."""
    store = MemoryStore()
    ids = await _left(store, OLD, OLD, inputs=(0, 1, 2, 3, 3))
    told = await _told(store, NEW["b gives another type"])
    assert [(one.runs, list(one.differences), one.oldest_run_id) for one in told] == [
        (4, [], ids[0]),
        (4, ["step 'b': output type int -> str", "step 'c' is gone", "step 'end' is gone"], ids[3]),
        (2, ["step 'b': output type int -> str", "step 'c' is gone"], ids[2]),
    ]
    assert {(one.workflow_version, one.fingerprint, one.has_code) for one in told} == {("1", OLD.fingerprint, True)}


async def test_runs_of_other_versions_count_where_there_is_no_code() -> None:
    """Those that there is code for are for their own check; runs that are over, and of other workflows, for none."""
    store = MemoryStore()
    second, third = chain(holds("a"), version="2"), chain(holds("a"), version="3")
    ids = await _left(store, second, third, inputs=range(2))
    other: Workflow[int, int] = workflow("other", int).then(holds("a")).build()
    await _left(store, other, inputs=[1])
    async with Engine(store, recover=False) as engine:
        await engine.cancel(ids[1])
    assert [one[:4] for one in await _told(store, OLD)] == [
        ("2", second.fingerprint, 1, ids[0]), ("3", third.fingerprint, 2, ids[2]),
    ]  # fmt: skip
    told = await _told(store, OLD, ("flow", "3"), ("other", "2"))
    assert [(one.workflow_version, one.has_code) for one in told] == [("2", False)]
    assert [(one.workflow_version, one.has_code) for one in await _told(store, second, ("flow", "3"))] == [("2", True)]


async def test_only_runs_that_may_differ_are_loaded() -> None:
    """Those of the very definition are not, nor where whatever they may have executed is unchanged."""
    store = CountingStore()
    await _left(store, OLD)
    for name, loads in (("the same", 0), ("longer", 0), ("c is gone", 4)):
        store.loads = 0
        await _told(store, NEW[name])
        assert store.loads == loads


async def test_a_run_that_was_taken_over_before_is_looked_at() -> None:
    """It may have executed what its present definition does not have."""
    store = CountingStore()
    (run_id,) = await _left(store, OLD, inputs=[2])
    without = chain(passes("a"), passes("b"), holds("end"))
    async with Engine(store, workflows=[without], recover=False, grace=0.01) as engine:
        await engine.migrate(run_id)
        await settle()
    store.loads = 0
    (found,) = await _told(store, chain(*without.steps.values(), passes("more")))
    assert (found.differences, store.loads) == ([], 1)
    (found,) = await _told(store, OLD)
    assert found.differences == ["step 'c' is back: it was executed under an earlier definition"]


async def test_a_definition_that_is_gone_from_the_store_is_a_difference() -> None:
    """Nothing is known to be unchanged."""
    store = MemoryStore()
    await _left(store, OLD, inputs=[1])
    store._definitions.clear()
    (found,) = await _told(store, NEW["longer"])
    assert found.differences == ("what it was started with is not described in the store",)


class MovingStore(MemoryStore):
    """As where engines are at work: a run that was listed is over, or another's, when it is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: AsyncIterator[object] | None = None

    async def load(self, run_id: str, /) -> Snapshot | None:
        if self.moves is not None:
            await anext(self.moves)
        return await super().load(run_id)


async def test_what_ends_or_is_taken_over_meanwhile_is_told_as_it_is_then() -> None:
    """Neither twice nor under what it was."""
    store = MovingStore()
    over, migrated = await _left(store, OLD, inputs=[2, 3])
    new = chain(passes("a"), passes("b"), holds("end"))

    async def moves() -> AsyncIterator[object]:
        async with Engine(store, workflows=[new], recover=False, grace=0.01) as engine:
            store.moves = None
            await engine.migrate(migrated)  # the newest is loaded first
            await settle()
            await engine.cancel(over)
            await settle()
        yield None

    store.moves = moves()
    told = await _told(store, new)
    assert [one[:4] for one in told] == [("1", new.fingerprint, 1, migrated)]


@given(st.integers(0, 2**32), st.integers(0, 2**32), st.data())
@settings(max_examples=60, deadline=None)
def test_what_fits_all_fits_each(seed: int, other: int, data: st.DataObject) -> None:
    """Whatever a run has begun and done of its definition; a definition fits itself."""
    before, _ = random_workflow(Random(seed))
    after, _ = random_workflow(Random(data.draw(st.sampled_from([seed, other]))))
    comparison = Comparison(definition_row(before).shape, after)
    shape = shape_of(before)
    begun = data.draw(st.lists(st.sampled_from(list(shape.nodes)), unique=True))
    executed = frozenset(data.draw(st.lists(st.sampled_from(begun), unique=True)) if begun else ())
    found = differences(shape, shape_of(after), begun, executed)
    assert not (comparison.fits_all and found)
    assert comparison.fits_all or differences(shape, shape_of(after), shape.nodes, frozenset(shape.nodes))


async def test_many_runs_are_told_page_by_page() -> None:
    """Each once, newest first within, the oldest named."""
    store = MemoryStore()
    ids = await _left(store, OLD, inputs=[3] * 450)
    (found,) = await _told(store, NEW["longer"])
    assert (found.runs, found.oldest_run_id) == (450, ids[0])
    filter = RunFilter(status=RunStatus.RUNNING, limit=1000)
    assert len((await store.list_runs(filter)).items) == 450
