"""Positions in a graph under construction, without their types: linked, immutable, never copied."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from gorkflow.core.cases import Cases
from gorkflow.core.choices import ByCondition, ByType, Chooser
from gorkflow.core.error_text import shown
from gorkflow.core.expansion import Expansion
from gorkflow.core.graph import (
    AnyNode,
    Body,
    Decision,
    Default,
    FromAll,
    FromChoice,
    FromNarrowed,
    FromNode,
    Guard,
    LoopNode,
    MapNode,
    StepNode,
    ancestors_of,
    sources_in,
)
from gorkflow.core.placeable import Placeable, given_by, is_placeable, taken_by
from gorkflow.core.positions import INPUT, Position, Root, Trail
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError


class Pass:
    """An arm in which nothing runs: the value goes on as it is."""


PASS: Final = Pass()


def then(position: Position, runs: object, method: str = "then") -> Position:
    """The position behind a step or workflow."""
    return parallel(position, (runs,), method)[0]


def parallel(position: Position, runs: Sequence[object], method: str) -> list[Position]:
    """The positions behind several steps or workflows that all follow one position."""
    before = position.nodes()
    return [_placed(position, one, before, method) for one in runs]


def gathered(kind: str, root: Root, positions: Sequence[Position]) -> Position:
    """The position where several come together, as a tuple or a list."""
    members = tuple(one.source for one in positions)
    return Position(root, FromAll("list" if kind == "list" else "tuple", members), _merged(positions))


def _merged(positions: Sequence[Position]) -> Trail | None:
    trails = tuple(dict.fromkeys(one.trail for one in positions if one.trail is not None))
    return trails[0] if len(trails) == 1 else Trail((), (), trails) if trails else None


def joined(positions: Sequence[Position]) -> Position:
    """The position where several of one workflow come together.

    Raises:
        DefinitionError: one of them is of another workflow.
    """
    root = positions[0].root
    for other in positions[1:]:
        if other.root is not root:
            message = (
                f"workflow {root.id!r}: join() got a position of workflow {other.root.id!r}, made by another call of "
                "workflow(); join positions that go back to the same one"
            )
            raise DefinitionError(message)
    return gathered("tuple", root, positions)


def tapped(position: Position, runs: object) -> Position:
    """The same position, with a step or workflow beside it."""
    behind = _placed(position, runs, position.nodes(), "tap", is_tap=True)
    taps = tuple(one.node for one in sources_in(behind.source) if isinstance(one, FromNode))
    before = () if behind.trail is None else (behind.trail,)
    return Position(position.root, position.source, Trail(taps, (), before))


def conditional(
    position: Position, condition: Callable[[Any], bool] | None, runs: object, default: Default | None
) -> Position:
    """The position behind a step that runs only where the condition holds; a workflow is an arm of a branch.

    Raises:
        DefinitionError: nothing that can stand in a graph, or no plain function as the condition.
    """
    step = checked_runnable(runs, "then_if")
    asked = checked_function(condition, f"condition of step {step.id!r}", "then_if", position)
    if not isinstance(step, Step):
        return decided(position, ByCondition(asked), (step, PASS if default is None else default), "then_if")
    # the condition needs the value even where the step takes none
    before, order = position.nodes(), next(position.root.orders)
    node = StepNode(
        path=step.id, source=position.source, after=before, order=order, step=step, condition=condition, default=default
    )
    return Position(position.root, FromNode(node), position.trail)


def checked_function(function: object, what: str, method: str, position: Position) -> Callable[[Any], Any]:
    """The argument itself, if it is a plain function.

    Raises:
        DefinitionError: it is none.
    """
    if not callable(function) or inspect.iscoroutinefunction(inspect.unwrap(function)):
        problem = f"{method}(): the {what} must be a plain function of the value, not {shown(function)}"
        raise DefinitionError(problem, subject=f"workflow {position.root.id!r}")
    return function


def decided(position: Position, chooser: Chooser, arms: Sequence[object], method: str) -> Position:
    """The position behind a decision and its arms: steps or workflows, in the order of the chooser's labels."""
    return _decided(position, chooser, arms, position.nodes(), method)


def _decided(
    position: Position,
    chooser: Chooser,
    arms: Sequence[object],
    before: tuple[AnyNode, ...],
    method: str,
    *,
    is_tap: bool = False,
    forms: Sequence[object] = (),
) -> Position:
    """As `decided`; `forms` are the types of the value in each arm, where they are narrower than before it."""
    root = position.root
    decision = Decision(
        path=root.new_path(chooser.kind),
        source=position.source,
        after=before,
        order=next(root.orders),
        is_tap=is_tap,
        guard=position.guard,
        chooser=chooser,
    )
    ends: list[Position] = []
    for number, runs in enumerate(arms):
        source = FromNarrowed(position.source, forms[number]) if forms else position.source
        inside = Position(root, source, position.trail, Guard(decision, number))
        ends.append(_arm(inside, runs, (decision, *before), method, is_tap=is_tap))
    source = FromChoice(decision, tuple(end.source for end in ends))
    return Position(root, source, _merged(ends), position.guard)


def _arm(inside: Position, runs: object, before: tuple[AnyNode, ...], method: str, *, is_tap: bool) -> Position:
    """The end of an arm: of a step or workflow, of nothing, or of a value that stands for their output."""
    if isinstance(runs, Pass):
        return inside
    if not isinstance(runs, Default):
        return _placed(inside, runs, before, method, is_tap=is_tap)
    node = StepNode(
        path=inside.root.new_path("default"),
        source=None,
        after=before,
        order=next(inside.root.orders),
        is_tap=is_tap,
        guard=inside.guard,
        step=_constant(runs.value),
    )
    return Position(inside.root, FromNode(node), inside.trail, inside.guard)


def _constant(value: object) -> Step[Any, Any]:
    """A step that gives the value."""

    def default() -> object:
        return value

    default.__annotations__["return"] = type(value)
    return Step("default", default, executor="inline", pure=True)


def mapped(position: Position, runs: object, concurrency: int | None) -> Position:
    """The position behind a step or workflow that runs for each item of the list that comes there."""
    node = MapNode(
        path=position.root.new_path("map"),
        source=position.source,
        after=position.nodes(),
        order=next(position.root.orders),
        guard=position.guard,
        body=_body(runs, "map"),
        concurrency=concurrency,
    )
    return Position(position.root, FromNode(node), position.trail, position.guard)


def repeated(position: Position, runs: object, limit: int, condition: Callable[[Any], bool] | None = None) -> Position:
    """The position behind the turns of a loop: so many, or while the condition holds."""
    method = "repeat" if condition is None else "repeat_while"
    node = LoopNode(
        path=position.root.new_path("repeat"),
        source=position.source,
        after=position.nodes(),
        order=next(position.root.orders),
        guard=position.guard,
        body=_body(runs, method),
        limit=limit,
        condition=None if condition is None else checked_function(condition, "condition", method, position),
    )
    return Position(position.root, FromNode(node), position.trail, position.guard)


def _body(runs: object, method: str) -> Body:
    """A graph of its own, in which the step or workflow takes the input."""
    found = checked_runnable(runs, method)
    takes, gives = partial(taken_by, found), partial(given_by, found)
    if isinstance(found, Workflow):
        return Body(
            id=found.id, nodes=found.nodes, output=found.output, kind="workflow", takes=takes, gives=gives,
            retry=found.retry, timeout_seconds=found.timeout_seconds,
        )  # fmt: skip
    end = _placed(Position(Root(found.id), INPUT), found, (), method)
    return Body(
        id=found.id, nodes=tuple(ancestors_of(end.nodes())), output=end.source, takes=takes, gives=gives,
        kind="cases" if isinstance(found, Cases) else "step",
    )  # fmt: skip


def checked_runnable(runs: object, method: str) -> Placeable:
    """The argument itself, if it can stand in a graph.

    Raises:
        DefinitionError: it cannot; the message says what to write instead.
    """
    if is_placeable(runs):
        return runs
    if inspect.iscoroutine(runs):
        runs.close()
        message = f"{method}() got the result of a call; pass the step itself, without the parentheses"
    elif callable(runs):
        name = getattr(runs, "__name__", "it")
        message = f"{method}() got the plain function {name!r}; decorate it with @step"
    elif hasattr(runs, "build"):
        message = f"{method}() got a workflow that is not built; call .build() on it first"
    else:
        message = f"{method}() got a {type(runs).__name__}; pass a step or a workflow"
    raise DefinitionError(message)


def _placed(
    position: Position, runs: object, before: tuple[AnyNode, ...], method: str, *, is_tap: bool = False
) -> Position:
    found = checked_runnable(runs, method)
    if isinstance(found, Workflow):
        return Expansion(position, found, before, is_tap=is_tap).position()
    if isinstance(found, Cases):
        forms = [taken_by(checked_runnable(member, "cases")) for member in found.members]
        return _decided(position, ByType(forms), found.members, before, "cases", is_tap=is_tap, forms=forms)
    node = StepNode(
        path=found.id,
        source=position.source if found.signature.takes_value else None,
        after=before,
        order=next(position.root.orders),
        is_tap=is_tap,
        guard=position.guard,
        step=found,
    )
    return Position(position.root, FromNode(node), position.trail, position.guard)
