"""Lists and counts of runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from gorkflow import Engine, InputError, RunFilter, RunStatus, SettingError, WorkflowRun, step, workflow
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine


@step
async def check(value: int) -> int:
    if value < 0:
        raise ValueError(value)
    return value


first = workflow("first").then(check).build()
second = workflow("second", version="2").then(check).build()


async def fill(engine: Engine, clock: FakeClock) -> list[str]:
    """Six runs, a second apart: ids in order of creation."""
    ids: list[str] = []
    for number in range(6):
        flow = first if number % 2 else second
        value = -1 if number == 5 else number
        tags = {"parity": "odd" if number % 2 else "even", "number": str(number)}
        handle = await engine.start(flow, value, tags=tags, resource_id=f"r{number // 2}")
        await engine.idle()
        await clock.advance(1)
        ids.append(handle.run_id)
    return ids


async def test_runs_are_listed_by_what_was_said_of_them(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Newest first; every condition given must hold."""
    engine = await open_engine(clock=clock)
    ids = await fill(engine, clock)

    async def listed(filter: RunFilter) -> list[int]:
        page = await engine.list_runs(filter)
        assert page.next_cursor is None
        return [ids.index(run.run_id) for run in page.items]

    assert [ids.index(run.run_id) for run in (await engine.list_runs()).items] == [5, 4, 3, 2, 1, 0]
    assert await listed(RunFilter(workflow_id="first")) == [5, 3, 1]
    assert await listed(RunFilter(version="2")) == [4, 2, 0]
    assert await listed(RunFilter(workflow_id="first", version="2")) == []
    assert await listed(RunFilter(status=RunStatus.FAILED)) == [5]
    assert await listed(RunFilter(status=[RunStatus.FAILED, RunStatus.COMPLETED])) == [5, 4, 3, 2, 1, 0]
    assert await listed(RunFilter(tags={"parity": "odd"})) == [5, 3, 1]
    assert await listed(RunFilter(tags={"parity": "odd", "number": "3"})) == [3]
    assert await listed(RunFilter(tags={"parity": "none"})) == []
    assert await listed(RunFilter(resource_id="r1")) == [3, 2]
    at = (await engine.get_run(ids[2])).created_at
    assert await listed(RunFilter(created_after=at)) == [5, 4, 3, 2]
    assert await listed(RunFilter(created_before=at)) == [1, 0]
    assert await listed(RunFilter(created_after=at, created_before=at)) == []


async def test_pages_follow_their_cursor(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Every run once, also where new ones come in between."""
    engine = await open_engine(clock=clock)
    ids = await fill(engine, clock)
    seen: list[WorkflowRun] = []
    cursor: str | None = None
    for size in (2, 2, 2):
        page = await engine.list_runs(RunFilter(limit=2, cursor=cursor))
        assert len(page.items) == size
        seen += page.items
        cursor = page.next_cursor
        await engine.run(first, 1)
    assert cursor is None
    assert [run.run_id for run in seen] == ids[::-1]


async def test_runs_of_one_instant_are_on_one_page_each(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The order is total: the id decides."""
    engine = await open_engine(clock=clock)
    ids = {(await engine.start(first, number)).run_id for number in range(7)}
    await engine.idle()
    seen: list[str] = []
    cursor: str | None = None
    while len(seen) < 7:
        page = await engine.list_runs(RunFilter(limit=3, cursor=cursor))
        seen += [run.run_id for run in page.items]
        cursor = page.next_cursor
    assert set(seen) == ids
    assert seen == sorted(seen, reverse=True)


async def test_runs_are_counted_by_status(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Those of a filter as well; statuses without runs are left out."""
    engine = await open_engine(clock=clock)
    assert await engine.count_runs() == {}
    await fill(engine, clock)
    assert await engine.count_runs() == {RunStatus.COMPLETED: 5, RunStatus.FAILED: 1}
    assert await engine.count_runs(RunFilter(workflow_id="second")) == {RunStatus.COMPLETED: 3}


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_size(limit: int) -> None:
    """From 1 to 1000."""
    with pytest.raises(SettingError, match=f"RunFilter\\(limit={limit}\\): a page has 1 to 1000 runs"):
        RunFilter(limit=limit)


@pytest.mark.parametrize("limit", [True, 5.0, "5", None])
def test_the_size_of_a_page_is_an_int(limit: Any) -> None:
    """Nothing is converted; the text names the condition, and nothing of pydantic's."""
    with pytest.raises(SettingError, match="RunFilter: limit will not do: Input should be a valid integer;"):
        RunFilter(limit=limit)


def test_a_condition_is_checked() -> None:
    """Unknown ones, unknown statuses and times without a zone, each with its name."""
    with pytest.raises(SettingError, match="RunFilter: workflow will not do"):
        RunFilter(workflow="first")  # type: ignore[call-arg]  # that is what is tested
    with pytest.raises(SettingError, match="RunFilter: status will not do"):
        RunFilter(status="DONE")  # type: ignore[arg-type]  # that is what is tested
    with pytest.raises(SettingError, match="the time has no zone"):
        RunFilter(created_after=datetime(2026, 1, 1))  # noqa: DTZ001  # that is what is tested


@pytest.mark.parametrize("cursor", ["nonsense", "", "e30=", "\x00", "é"])
async def test_a_cursor_of_somebody_else_is_refused(engine: Engine, cursor: str) -> None:
    """With a typed error."""
    with pytest.raises(InputError, match="cursor"):
        await engine.list_runs(RunFilter(cursor=cursor))
