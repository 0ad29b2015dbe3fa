"""Positions in a graph under construction, without their types: linked, immutable, never copied."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import TypeIs

from gorkflow.core.error_text import shown
from gorkflow.core.graph import Default, FromAll, FromInput, FromNode, Node, Source, sources_in
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.policy import RetryPolicy

INPUT: Final = FromInput()


class Undecided:
    """The input type of a workflow whose first step decides it."""


UNDECIDED: Final = Undecided()

Placeable = Step[Any, Any] | Workflow[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """What all positions of one workflow share.

    Attributes:
        input_type: as given to `workflow()`.
        orders: numbers the nodes in order of definition.
    """

    id: str
    version: str = "1"
    name: str | None = None
    description: str | None = None
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    run_timeout_seconds: float | None = None
    input_type: object = UNDECIDED
    orders: Iterator[int] = field(default_factory=itertools.count)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A workflow was put at a position: its own input type must fit what comes there."""

    workflow_id: str
    input_type: object
    source: Source


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trail:
    """What hangs on the way to a position besides the nodes that its output needs."""

    taps: tuple[Node, ...]
    entries: tuple[Entry, ...]
    before: tuple[Trail, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Position:
    """A place in the graph: whose output comes next."""

    root: Root
    source: Source
    trail: Trail | None = None

    def nodes(self) -> tuple[Node, ...]:
        """The nodes that are done when this position is reached, without repeats."""
        if isinstance(self.source, FromNode):
            return (self.source.node,)
        return tuple(dict.fromkeys(one.node for one in sources_in(self.source) if isinstance(one, FromNode)))


def trails_of(trail: Trail | None) -> Iterator[Trail]:
    """All trails that lead here, each once."""
    todo, seen = [trail], set[int]()
    while todo:
        current = todo.pop()
        if current is not None and id(current) not in seen:
            seen.add(id(current))
            yield current
            todo.extend(current.before)


def then(position: Position, runs: object, method: str = "then") -> Position:
    """The position behind a step or workflow."""
    return parallel(position, (runs,), method)[0]


def parallel(position: Position, runs: Sequence[object], method: str) -> list[Position]:
    """The positions behind several steps or workflows that all follow one position."""
    before = position.nodes()
    return [_placed(position, one, before, method) for one in runs]


def gathered(kind: str, root: Root, positions: Sequence[Position]) -> Position:
    """The position where several come together, as a tuple or a list."""
    trails = tuple(dict.fromkeys(one.trail for one in positions if one.trail is not None))
    trail = trails[0] if len(trails) == 1 else Trail((), (), trails) if trails else None
    members = tuple(one.source for one in positions)
    return Position(root, FromAll("list" if kind == "list" else "tuple", members), trail)


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
    """The position behind a step that runs only where the condition holds.

    Raises:
        DefinitionError: no step, or no plain function as the condition.
    """
    step = checked_runnable(runs, "then_if")
    subject = f"workflow {position.root.id!r}"
    if not isinstance(step, Step):
        problem = (
            f"then_if() is not supported for the workflow {step.id!r}; make its first steps conditional, or wrap what "
            "it does in one step"
        )
        raise DefinitionError(problem, subject=subject)
    if condition is None or not callable(condition) or inspect.iscoroutinefunction(inspect.unwrap(condition)):
        problem = f"the condition of step {step.id!r} must be a plain function of the value, not {shown(condition)}"
        raise DefinitionError(problem, subject=subject)
    # the condition needs the value even where the step takes none
    before, order = position.nodes(), next(position.root.orders)
    node = Node(step.id, step, position.source, before, order, condition, default)
    return Position(position.root, FromNode(node), position.trail)


def checked_runnable(runs: object, method: str) -> Placeable:
    """The argument itself, if it can stand in a graph.

    Raises:
        DefinitionError: it cannot; the message says what to write instead.
    """
    if _is_placeable(runs):
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


def _is_placeable(runs: object) -> TypeIs[Placeable]:
    return isinstance(runs, Step | Workflow)


def _placed(
    position: Position, runs: object, before: tuple[Node, ...], method: str, *, is_tap: bool = False
) -> Position:
    found = checked_runnable(runs, method)
    if not isinstance(found, Step):
        return _Expansion(position, found, before, is_tap=is_tap).position()
    source = position.source if found.signature.takes_value else None
    node = Node(found.id, found, source, before, next(position.root.orders), is_tap=is_tap)
    return Position(position.root, FromNode(node), position.trail)


class _Expansion:
    """A workflow inside another: its nodes once more, with its id before their paths."""

    def __init__(
        self, position: Position, workflow: Workflow[Any, Any], before: tuple[Node, ...], *, is_tap: bool
    ) -> None:
        self._position = position
        self._workflow = workflow
        self._before = before
        self._is_tap = is_tap
        self._nodes: dict[int, Node] = {}
        self._sources: dict[int, Source] = {}

    def position(self) -> Position:
        """The position behind the workflow."""
        position, workflow = self._position, self._workflow
        for node in workflow.nodes:
            self._nodes[id(node)] = self._copy(node)
        taps = tuple(node for node in self._nodes.values() if node.is_tap)
        entry = Entry(workflow.id, workflow.input_type, position.source)
        before = () if position.trail is None else (position.trail,)
        return Position(position.root, self._source(workflow.output), Trail(taps, (entry,), before))

    def _copy(self, node: Node) -> Node:
        after = [self._nodes[id(one)] for one in node.after]
        source = None if node.source is None else self._source(node.source)
        if not after or (node.source is not None and any(one is INPUT for one in sources_in(node.source))):
            after.extend(self._before)
        return Node(
            path=f"{self._workflow.id}/{node.path}",
            step=node.step,
            source=source,
            after=tuple(dict.fromkeys(after)),
            order=next(self._position.root.orders),
            condition=node.condition,
            default=node.default,
            is_tap=node.is_tap or self._is_tap,
            retry=node.retry if node.retry is not None else self._workflow.retry,
            timeout_seconds=(
                node.timeout_seconds if node.timeout_seconds is not None else self._workflow.timeout_seconds
            ),
        )

    def _source(self, source: Source) -> Source:
        """The source as it is here; members before what is made of them, so that depth does not matter."""
        todo = [source]
        while todo:
            current = todo[-1]
            if isinstance(current, FromInput):
                self._sources[id(current)] = self._position.source
            elif isinstance(current, FromNode):
                self._sources[id(current)] = FromNode(self._nodes[id(current.node)])
            else:
                missing = [one for one in current.members if id(one) not in self._sources]
                if missing:
                    todo.extend(missing)
                    continue
                members = tuple(self._sources[id(one)] for one in current.members)
                self._sources[id(current)] = FromAll(current.kind, members)
            todo.pop()
        return self._sources[id(source)]
