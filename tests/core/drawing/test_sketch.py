"""What a picture has in it: every node, and where values go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from gorkflow.core.cases import case
from gorkflow.core.drawing.picture import Box, ClusterKind, Mark, Picture, Shape
from gorkflow.core.drawing.sketch import picture_of
from gorkflow.core.ids import unmarked
from gorkflow.core.run import StepExecution, StepStatus
from gorkflow.core.signals import Signal
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.errors import SettingError


def same(value: int) -> int:
    return value


def is_big(value: int) -> bool:
    return value > 9


def several(value: int) -> list[int]:
    return [value]


def add(a: int, b: int) -> int:
    return a + b


def nothing() -> int:
    return 1


def s(id: str) -> Step[int, int]:
    return Step(id, same)


def edges(picture: Picture) -> set[tuple[str, str, str]]:
    """Start, end and label; boxes by the first line in them."""
    names = {box.key: box.path or box.key for box in picture.boxes}
    return {(names[edge.start], names[edge.end], edge.label) for edge in picture.edges}


def box_of(picture: Picture, path: str) -> Box:
    return next(box for box in picture.boxes if box.path == path)


def done(path: str, status: StepStatus = StepStatus.COMPLETED, **more: Any) -> StepExecution:
    return StepExecution.model_validate({"run_id": "r", "step_id": path, "attempt": 1, "status": status} | more)


def test_an_arm_without_steps_is_an_edge_of_the_decision() -> None:
    """The value passes the decision, and is drawn to come from there, not from where it was made."""
    inner = workflow("inner", int).then(s("x")).build()
    built = workflow("w", int).then(s("a")).then_if(is_big, inner).then(s("b")).build()
    assert edges(picture_of(built, None)) == {
        ("input", "a", "int"),
        ("a", "@branch-1", "int"),
        ("@branch-1", "inner/x", "then"),
        ("@branch-1", "b", "otherwise"),
        ("inner/x", "b", "int"),
        ("b", "output", "int"),
    }


def test_a_default_arm_stands_in_the_picture() -> None:
    """As a node that gives the value."""
    inner = workflow("inner", int).then(s("x")).build()
    built = workflow("w", int).then_if(is_big, inner, default=0).build()
    assert edges(picture_of(built, None)) == {
        ("input", "@branch-1", "int"),
        ("@branch-1", "inner/x", "then"),
        ("@branch-1", "@default-1", "otherwise"),
        ("inner/x", "output", "int"),
        ("@default-1", "output", "int"),
    }


def test_a_choice_in_an_arm_begins_at_the_choice_around_it() -> None:
    """Each value comes from the last decision that it passed."""
    inner = workflow("inner", int).then_if(is_big, workflow("deep", int).then(s("x")).build()).build()
    built = workflow("w", int).branch(is_big, then=inner, otherwise=s("y")).build()
    assert edges(picture_of(built, None)) == {
        ("input", "@branch-1", "int"),
        ("@branch-1", "inner/@branch-1", "then"),
        ("@branch-1", "y", "otherwise"),
        ("inner/@branch-1", "inner/deep/x", "then"),
        ("inner/@branch-1", "output", "otherwise"),
        ("inner/deep/x", "output", "int"),
        ("y", "output", "int"),
    }


def test_what_takes_no_value_stands_behind_what_it_follows_without_a_label() -> None:
    """Behind a choice it follows the ends of its arms, and the decision where an arm is empty."""
    at = workflow("w", int).then(s("a")).then_if(is_big, workflow("inner", int).then(s("x")).build())
    built = at.then(Step("b", nothing)).then(Step("c", nothing)).build()
    assert {one for one in edges(picture_of(built, None)) if one[1] in "bc"} == {
        ("inner/x", "b", ""),
        ("@branch-1", "b", "otherwise"),
        ("b", "c", ""),
    }


def test_what_takes_no_value_at_the_beginning_of_an_arm() -> None:
    """Comes from the decision."""
    built = workflow("w", int).then(s("a")).branch(is_big, then=Step("x", nothing), otherwise=s("y")).build()
    assert ("@branch-1", "x", "then") in edges(picture_of(built, None))
    assert ("a", "x", "") not in edges(picture_of(built, None))


def test_a_map_is_a_cluster_with_its_body() -> None:
    """Values go into what the body begins with, and the list comes out of what it ends with."""
    twice: Any = workflow("twice", int).parallel(s("left"), s("right"))
    body = twice.then(Step("add", add)).build()
    built = workflow("w", int).then(Step("list", several)).map(body, concurrency=3).build()
    picture = picture_of(built, None)
    assert [(one.title, one.kind) for one in picture.clusters] == [("map twice, 3 at once", ClusterKind.MAP)]
    assert edges(picture) == {
        ("input", "list", "int"),
        ("list", "twice/left", "list[int]"),
        ("list", "twice/right", "list[int]"),
        ("twice/left", "twice/add", "int"),
        ("twice/right", "twice/add", "int"),
        ("twice/add", "output", "list[int]"),
    }
    assert {box.cluster for box in picture.boxes if box.path.startswith("twice/")} == {"g0"}


def test_maps_and_loops_stand_in_each_other_and_in_workflows() -> None:
    """Each in a cluster of its own, with the paths that their steps are called by."""
    inner = workflow("inner", int).then(Step("list", several)).map(s("x")).then(Step("sum", sum_of)).build()
    outer = workflow("outer", int).repeat(2, inner).build()
    built = workflow("w", int).then(outer).repeat_while(is_big, s("y"), max_iterations=1).build()
    picture = picture_of(built, None)
    assert {(one.title, one.parent) for one in picture.clusters} == {
        ("outer", None),  # g0
        ("repeat inner, 2 times", "g0"),  # g1
        ("map x", "g1"),
        ("repeat y while is_big, at most 1 time", None),
    }
    assert set(built.steps) == {box.path for box in picture.boxes if box.path}
    assert ("outer/inner/list", "outer/inner/x", "list[int]") in edges(picture)
    assert ("outer/inner/sum", "y", "int") in edges(picture)


def sum_of(values: list[int]) -> int:
    return sum(values)


def test_one_workflow_in_two_maps_is_drawn_twice() -> None:
    """Its nodes are the same objects in both."""
    body = workflow("body", int).then(s("x")).build()
    start = workflow("w", int).then(Step("list", several))
    built = start.map(body).join(start.map(body.named("other"))).build()
    picture = picture_of(built, None)
    assert [box.path for box in picture.boxes if box.path] == ["list", "body/x", "other/x"]
    assert ("body/x", "output", "list[int]") in edges(picture)
    assert ("other/x", "output", "list[int]") in edges(picture)


def test_functions_are_named_where_they_have_a_name() -> None:
    """In diamonds and hexagons; a lambda has none."""
    at = workflow("w", int).then_if(is_big, s("a")).then_if(lambda _: True, s("b"))
    built = at.branch(is_big, then=s("c"), otherwise=s("d")).build()
    picture = picture_of(built, None)
    assert box_of(picture, "a").lines == ("a", "if is_big")
    assert box_of(picture, "b").lines == ("b", "if its condition holds")
    assert box_of(picture, "@branch-1").lines == ("@branch-1", "is_big")
    assert box_of(picture, "@branch-1").shape is Shape.DIAMOND


def test_a_member_of_an_enumeration_is_drawn_by_its_name() -> None:
    """Not by its whole repr, which is what is recorded."""
    at = workflow("w", int).switch(lambda _: StepStatus.FAILED, case(StepStatus.FAILED, s("a")), default=s("b"))
    assert ("@switch-1", "a", "StepStatus.FAILED") in edges(picture_of(at.build(), None))


def test_a_mark_says_status_attempt_and_duration() -> None:
    """What has no record has not begun; so has a map or loop, whose body says it."""
    built = workflow("w", int).then(s("a")).then(s("b")).then(Step("list", several)).map(s("x")).build()
    records = [done("a", attempt=3, duration_seconds=61.6), done("b", StepStatus.RUNNING), done("gone")]
    picture = picture_of(built, records)
    assert box_of(picture, "a").mark == Mark(StepStatus.COMPLETED, "done, attempt 3, 1 min 2 s")
    assert box_of(picture, "b").mark == Mark(StepStatus.RUNNING, "running")
    assert box_of(picture, "x").mark == Mark(StepStatus.PENDING, "pending")
    assert picture.clusters[0].mark is None
    assert picture.boxes[0].mark is None


def test_items_and_turns_are_counted() -> None:
    """The status that needs looking at is the one that is shown."""
    built = workflow("w", int).then(Step("list", several)).map(s("x")).then(Step("n", sum_of)).repeat(3, s("y")).build()
    records = [done(f"x[{number}]") for number in range(1_990)]
    records += [done("x[1990]", StepStatus.FAILED), done("x[1991]", StepStatus.FAILED)]
    records += [done("@map-1", StepStatus.FAILED), done("y#1"), done("y#2", StepStatus.RUNNING, attempt=2)]
    picture = picture_of(built, records)
    assert box_of(picture, "x").mark == Mark(StepStatus.FAILED, "1,990 done, 2 failed")
    assert box_of(picture, "y").mark == Mark(StepStatus.RUNNING, "1 done, 1 running")
    assert picture.clusters[0].mark == Mark(StepStatus.FAILED, "failed")
    first = picture_of(built, [done("x[0]", attempt=2, duration_seconds=1.0)])
    assert box_of(first, "x").mark == Mark(StepStatus.COMPLETED, "1 done")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "<1 ms"),
        (0.0126, "13 ms"),
        (0.9996, "1.0 s"),
        (59.96, "1 min"),
        (3_599.6, "1 h"),
        (90_060, "1 d 1 h"),
    ],
)
def test_durations_are_short(seconds: float, text: str) -> None:
    """And never sixty of a unit."""
    built = workflow("w", int).then(s("a")).build()
    mark = box_of(picture_of(built, [done("a", duration_seconds=seconds)]), "a").mark
    assert mark == Mark(StepStatus.COMPLETED, f"done, {text}")


@pytest.mark.parametrize("status", StepStatus)
def test_every_status_can_be_drawn(status: StepStatus) -> None:
    """Alone and among others, in every format."""
    built = workflow("w", list[int]).map(s("x")).then(Step("a", sum_of)).build()
    records = [done("a", status), done("x[0]", status), done("x[1]")]
    word = box_of(picture_of(built, records), "a").mark
    assert word is not None
    for drawn in (built.to_mermaid(executions=records), built.to_dot(executions=records)):
        assert word.text in drawn
    assert f">{word.text}</text>" in built.to_svg(executions=records)


def test_records_of_two_runs_are_refused() -> None:
    """They would be counted as one."""
    built = workflow("w", int).then(s("a")).build()
    with pytest.raises(SettingError, match=r"records of 2; give those of one: await engine.list_step_executions"):
        built.to_svg(executions=[done("a"), done("a", run_id="other")])


@pytest.mark.parametrize("wrong", [3, "r", [3], {"a": 1}])
def test_what_is_no_list_of_records_is_refused(wrong: Any) -> None:
    """With a word on where to get one."""
    built = workflow("w", int).then(s("a")).build()
    with pytest.raises(SettingError, match=r"takes what `await engine.list_step_executions\(run_id\)` gives, not "):
        built.to_mermaid(executions=wrong)


def test_a_path_without_marks() -> None:
    """Without the marks of items and turns, wherever they stand."""
    assert unmarked("price") == "price"
    assert unmarked("price[3]") == "price"
    assert unmarked("ship[12]/pack#2/@map-1") == "ship/pack/@map-1"


@given(st.lists(st.tuples(st.from_regex(r"[A-Za-z0-9_.-]{1,9}", fullmatch=True), st.sampled_from(["", "[7]", "#12"]))))
def test_without_marks_a_path_has_the_same_ids(parts: list[tuple[str, str]]) -> None:
    """Ids have none of the characters of marks."""
    assert unmarked("/".join(id + mark for id, mark in parts)) == "/".join(id for id, _ in parts)


def test_sleeps_and_waits_say_how_long() -> None:
    """And for which signal; each in the shape of what waits."""
    flow = workflow("waits", int).sleep(3600).sleep_until(noon).wait_for(Signal("go", int), timeout=90, default=0)
    picture = picture_of(flow.then(s("end")).build(), None)
    boxes = [box_of(picture, path) for path in ("@sleep-1", "@sleep-2", "@wait-1")]
    assert [(box.shape, box.lines) for box in boxes] == [
        (Shape.HOURGLASS, ("sleep 1 h",)),
        (Shape.HOURGLASS, ("sleep until noon",)),
        (Shape.HOURGLASS, ("wait for go", "at most 1 min 30 s")),
    ]  # fmt: skip


def noon(value: int) -> datetime:
    """An instant."""
    return datetime(2030, 1, 1, 12, tzinfo=UTC)
