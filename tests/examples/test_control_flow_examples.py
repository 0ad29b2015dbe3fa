"""Conditions, loops, maps, observers and models of the examples give their results on every store."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from examples import conditional, counter, language_model, loop, observer, squares, typed_loop
from examples.conditional import Request, Result
from gorkflow import RunFilter, StepStatus, connect

DONE, LEFT_OUT = StepStatus.COMPLETED, StepStatus.SKIPPED


@pytest.mark.parametrize(
    ("wanted", "result", "double", "written"),
    [
        (
            Request(value=6),
            Result(value=12, is_doubled=True, text="Final value: 12 (doubled: True) - Doubled 6 to 12"),
            DONE,
            DONE,
        ),
        (Request(value=5), Result(value=10, is_doubled=True, text="Doubled 5 to 10"), DONE, LEFT_OUT),
        (Request(value=20, doubling=False), Result(value=0), LEFT_OUT, LEFT_OUT),
    ],
    ids=["large", "small", "off"],
)
async def test_steps_are_left_out(
    wanted: Request, result: Result, double: StepStatus, written: StepStatus, store: str
) -> None:
    """6 is doubled and put into words; 10 is too small for that; without doubling there is the default, 0."""
    assert await conditional.main(wanted, store) == (result, {"double": double, "format": written})


async def test_a_counted_loop_and_one_with_a_condition(store: str) -> None:
    """0, three turns, two more: 5."""
    assert await loop.main(store) == 5


async def test_loops_over_a_model(store: str) -> None:
    """1 + 2 + 3, and five more: 11."""
    assert await typed_loop.main(store) == 11


async def test_an_observer_counts_what_each_step_does(store: str) -> None:
    """With the attempt that failed."""
    assert await observer.main(store) == (
        "hello world!",
        {
            "greet: StepStarted": 1,
            "greet: StepCompleted": 1,
            "cheer: StepStarted": 2,
            "cheer: StepRetryScheduled": 1,
            "cheer: StepCompleted": 1,
        },
    )


async def test_squares_by_a_step_each_and_by_a_workflow_each(store: str) -> None:
    """55 both ways."""
    assert await squares.main(store) == (55, 55)


async def test_what_the_squares_leave_in_the_store(tmp_path: Path) -> None:
    """A row for each item, and for each step of an item's workflow."""
    store = f"sqlite:///{tmp_path / 'squares.db'}"
    await squares.main(store)
    paths: dict[str, list[str]] = {}
    async with connect(store) as engine:
        for run in (await engine.list_runs(RunFilter())).items:
            rows = await engine.list_step_executions(run.run_id)
            paths[run.workflow_id] = sorted(row.step_id for row in rows)
    items = [f"square[{item}]" for item in range(5)]
    children = [f"squaring[{item}]/{inner}" for item in range(5) for inner in ("check", "square")]
    assert paths == {
        "with-steps": ["@map-1", "add_up", "count_up", *items],
        "with-children": ["@map-1", "add_up", "count_up", *children],
    }


async def test_a_counter_counts_to_three(store: str) -> None:
    """In the state of its run."""
    assert await counter.count(store) == 3


def test_the_counter_is_in_one_file(tmp_path: Path) -> None:
    """Another engine finds it there; beside the file there are only the locks of engines."""
    store = f"sqlite:///{tmp_path / 'counter.db'}"
    assert (asyncio.run(counter.count(store)), asyncio.run(counter.look(store))) == (3, 3)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["counter.db", "counter.db.locks"]


async def test_a_model_is_asked_once_and_events_are_followed(store: str) -> None:
    """The model is the engine's: the workflow is the same for one of a provider."""
    asked: Counter[str] = Counter()

    async def mock(prompt: str) -> str:
        asked[prompt] += 1
        return await language_model.echo(prompt)

    answer, events = await language_model.main(store, language_model.Model(mock))
    assert answer == "Hello! You said: Hello, AI!"
    assert events == ["1 RunCreated", "2 RunStarted", "3 StepStarted ask", "4 StepCompleted ask", "5 RunCompleted"]
    assert asked == {"Hello, AI!": 1}
