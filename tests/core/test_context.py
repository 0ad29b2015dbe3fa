"""What a body gets: its place in the run, its state, and an end after which nothing of it may be used."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from gorkflow.core.context import ContextHost, StepContext
from gorkflow.core.state import StateKey
from gorkflow.core.step import Step
from gorkflow.errors import ContextError
from tests.core.machine import one

T = TypeVar("T")
COUNT = StateKey("count", int)


class Host:
    """Answers, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def resource(self, type_: type[T], /) -> T:
        self.asked.append(("resource", type_))
        return type_()

    def output_of(self, path: str, step_id: str, /) -> object:
        self.asked.append(("output_of", path, step_id))
        return 42

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        self.asked.append(("progress", path, done, total))


def context(host: ContextHost | None = None, **options: Any) -> StepContext:
    return StepContext("run-1", "outer/a", 3, state=options.pop("state", {}), host=host or Host(), **options)


def test_a_context_tells_where_the_body_is() -> None:
    """The idempotency key is the same for all attempts."""
    ctx = context()
    assert (ctx.run_id, ctx.step_id, ctx.attempt, ctx.idempotency_key) == ("run-1", "outer/a", 3, "run-1/outer/a")
    assert StepContext("run-1", "outer/a", 9, state={}, host=Host()).idempotency_key == ctx.idempotency_key


def test_what_it_cannot_know_it_asks_its_host() -> None:
    """With the path of the step, so that a child workflow's steps are found first."""
    host = Host()
    ctx = context(host)
    assert ctx.resource(dict) == {}
    assert ctx.output_of(Step("before", one)) == 42
    ctx.progress(1, 10)
    ctx.progress(0.5)
    assert host.asked == [
        ("resource", dict),
        ("output_of", "outer/a", "before"),
        ("progress", "outer/a", 1, 10),
        ("progress", "outer/a", 0.5, None),
    ]


USES: dict[str, Callable[[StepContext], object]] = {
    "resource": lambda ctx: ctx.resource(dict),
    "output_of": lambda ctx: ctx.output_of(Step("before", one)),
    "progress": lambda ctx: ctx.progress(1),
    "state.get": lambda ctx: ctx.state.get(COUNT, 0),
    "state.set": lambda ctx: ctx.state.set(COUNT, 1),
    "state.delete": lambda ctx: ctx.state.delete(COUNT),
    "state.contains": lambda ctx: COUNT in ctx.state,
}


@pytest.mark.parametrize("name", list(USES))
def test_after_the_attempt_it_is_of_no_use(name: str) -> None:
    """The error names run and step; the host is not asked, nothing is written."""
    host = Host()
    ctx = context(host)
    USES[name](ctx)
    asked = list(host.asked)
    writes = dict(ctx.end())
    with pytest.raises(ContextError, match="step 'outer/a' of run run-1 was used after its attempt") as caught:
        USES[name](ctx)
    assert type(caught.value) is ContextError
    assert host.asked == asked
    assert ctx.end() == writes


def test_after_the_attempt_a_state_that_was_kept_is_of_no_use_either() -> None:
    """A body may have handed it to a task or a thread that outlives it."""
    ctx = context()
    state = ctx.state
    ctx.end()
    with pytest.raises(ContextError):
        state.set(COUNT, 1)


def test_another_thread_may_use_it_while_the_body_runs() -> None:
    """And not longer."""
    ctx = context()
    failures: list[BaseException] = []

    def use() -> None:
        try:
            ctx.state.set(COUNT, 1)
        except ContextError as error:
            failures.append(error)

    for _ in range(2):
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        writes = ctx.end()
    assert list(writes) == ["count"]
    assert len(failures) == 1


def test_its_end_gives_the_writes_of_the_attempt() -> None:
    """Deletions too."""
    ctx = context(state={"gone": b"\x011"})
    ctx.state.set(COUNT, 5)
    ctx.state.delete(StateKey("gone", int))
    assert ctx.end() == {"count": b"\x015", "gone": None}


def test_a_pure_steps_context_does_not_write() -> None:
    """It may read."""
    ctx = context(state={"count": b"\x015"}, reads_only=True)
    assert ctx.state.get(COUNT) == 5
    with pytest.raises(ContextError, match="pure"):
        ctx.state.set(COUNT, 6)


def test_a_body_sees_that_it_is_to_stop() -> None:
    """When the engine says so, and when its attempt is over: a thread that is left behind should end."""
    is_cancelled = False
    ctx = context(is_cancelled=lambda: is_cancelled)
    assert not ctx.cancelled
    is_cancelled = True
    assert ctx.cancelled
    other = context()
    assert not other.cancelled
    other.end()
    assert other.cancelled
