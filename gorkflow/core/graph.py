"""The graph of a workflow: its nodes, and where their inputs come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from gorkflow.core.ids import is_step_path
from gorkflow.core.step import Step, Tolerance, output_with

if TYPE_CHECKING:
    from gorkflow.core.choices import Chooser
    from gorkflow.core.policy import RetryPolicy
    from gorkflow.core.signals import AnySignal


@dataclass(frozen=True, slots=True)
class FromInput:
    """The run's input."""


@dataclass(frozen=True, slots=True, eq=False)
class FromNode:
    """The output of a node."""

    node: AnyNode


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FromAll:
    """A tuple or list of several sources, in the order written."""

    kind: Literal["tuple", "list"]
    members: tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FromChoice:
    """What the arm gives that a decision took; a member for each arm."""

    decision: Decision
    members: tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FromNarrowed:
    """The same value, known to be of a narrower type: `form`."""

    source: Source
    form: object


Source = FromInput | FromNode | FromAll | FromChoice | FromNarrowed


@dataclass(frozen=True, slots=True)
class Default:
    """What stands for the output of a step whose condition was false."""

    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """An arm of a decision: what stands there runs only where the decision takes it."""

    decision: Decision
    arm: int


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Node:
    """One node in a definition: a StepNode, a Decision, a MapNode, a LoopNode, a SleepNode or a WaitNode.

    Attributes:
        path: unique: the step's id, behind the ids of the workflows around it: "ship/pack"; without a step "@branch-1".
        source: what its input is bound from; None where the step takes no value.
        after: the nodes that must be done before, without repeats.
        order: place in the order of definition, which is a topological order, because a node is made after those
            before it.
        is_tap: runs beside the path: nothing waits for it but the run.
        guard: the innermost arm that it stands in; None outside of all.
    """

    path: str
    source: Source | None
    after: tuple[AnyNode, ...]
    order: int
    is_tap: bool = False
    guard: Guard | None = None

    def guards(self) -> Iterator[Guard]:
        """All arms that it stands in, the innermost first."""
        guard = self.guard
        while guard is not None:
            yield guard
            guard = guard.decision.guard

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r}, after={[node.path for node in self.after]!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class StepNode(Node):
    """A step in a definition.

    Attributes:
        condition: of `then_if`; None where the step always runs.
        default: of `then_if`; None where a false condition passes the input on.
        retry: what the workflow that the step was written in says, where that stands inside another one.
        timeout_seconds: as retry.
    """

    step: Step[Any, Any]
    condition: Callable[[Any], bool] | None = None
    default: Default | None = None
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None

    @property
    def kind(self) -> Literal["step", "tap", "then_if"]:
        """What made the node."""
        if self.condition is not None:
            return "then_if"
        return "tap" if self.is_tap else "step"

    @property
    def output_type(self) -> object:
        """Type form of what its consumers get, defaults included."""
        default = None if self.default is None else Tolerance(self.default.value)
        return output_with(self.step.output_type, default)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Decision(Node):
    """Where a workflow takes one of several arms, by the value that comes there; its output is the label of the arm.

    Attributes:
        chooser: says which arm a value takes.
    """

    source: Source
    chooser: Chooser

    @property
    def kind(self) -> Literal["branch", "switch", "cases"]:
        """What made the node."""
        return self.chooser.kind

    @property
    def output_type(self) -> object:
        """Type form of the label of the arm."""
        return str


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Body:
    """What runs for each item of a map, or in each turn of a loop: a graph of its own.

    Attributes:
        id: of the step or workflow: what stands before "[3]" and "#2" in paths.
        nodes: in topological order; their paths begin below the item's, and what they take from FromInput is the item.
        output: where the item's output comes from.
        kind: one step, whose path is the item's own; or a workflow, or `cases(...)`.
        takes: gives the type form of an item, once all names are known.
        gives: gives that of its output.
        retry: what the workflow says that it is; None of a step.
        timeout_seconds: as retry.
    """

    id: str
    nodes: tuple[AnyNode, ...]
    output: Source
    kind: Literal["step", "workflow", "cases"]
    takes: Callable[[], object]
    gives: Callable[[], object]
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None

    def below(self, path: str, item: str, mark: str) -> str:
        """The path of one of its nodes.

        Args:
            path: of the map or loop; only the workflows around it count.
            item: the node's path within the body.
            mark: says which item or turn: "[3]", "#2".
        """
        scope, _, _ = path.rpartition("/")
        whole = f"{scope}/{self.id}{mark}" if scope else f"{self.id}{mark}"
        return whole if self.kind == "step" else f"{whole}/{item}"


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Container(Node):
    """A node that runs its body any number of times: a MapNode or a LoopNode.

    Attributes:
        retry: see StepNode.
        timeout_seconds: as retry.
    """

    source: Source
    body: Body
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class MapNode(Container):
    """Runs its body for each item of a list; its output is the list of theirs, in order.

    Attributes:
        concurrency: so many items at once; None for as many as there are places.
    """

    concurrency: int | None = None

    @property
    def kind(self) -> Literal["map"]:
        """What made the node."""
        return "map"

    @property
    def mark(self) -> str:
        """What tells items in the paths of a definition."""
        return "[]"

    def takes(self) -> object:
        """Type form of the lists that it takes."""
        return list[self.body.takes()]  # type: ignore[misc]  # a type that is made at run time

    @property
    def output_type(self) -> object:
        """Type form of the list."""
        return list[self.body.gives()]  # type: ignore[misc]  # a type that is made at run time


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class LoopNode(Container):
    """Runs its body in turns: what a turn gives, the next one takes; its output is that of the last.

    Attributes:
        limit: so many turns; with a condition, at most.
        condition: of `repeat_while`: asked before each turn.
    """

    limit: int
    condition: Callable[[Any], bool] | None = None

    @property
    def kind(self) -> Literal["repeat", "repeat_while"]:
        """What made the node."""
        return "repeat" if self.condition is None else "repeat_while"

    @property
    def mark(self) -> str:
        """What tells turns in the paths of a definition."""
        return "#"

    def takes(self) -> object:
        """Type form of the values that it takes."""
        return self.body.takes()

    @property
    def output_type(self) -> object:
        """Type form of what a turn gives; without any turn it is that of the value before."""
        return self.body.gives()


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class SleepNode(Node):
    """Passes its input on when its time has come.

    Attributes:
        delay_seconds: from the moment that it begins; None where `until` says.
        until: gives the instant for the value; asked once.
    """

    source: Source
    delay_seconds: float | None
    until: Callable[[Any], datetime] | None

    @property
    def kind(self) -> Literal["sleep", "sleep_until"]:
        """What made the node."""
        return "sleep" if self.until is None else "sleep_until"

    @property
    def output_type(self) -> object:
        """Type form of what the node before it gives; `object` where several do, or none."""
        source = self.source
        while isinstance(source, FromNode) and isinstance(source.node, SleepNode):
            source = source.node.source
        return source.node.output_type if isinstance(source, FromNode) else object


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class WaitNode(Node):
    """Waits for a signal; its output is the payload.

    Attributes:
        timeout_seconds: how long it waits; None for as long as it takes.
        default: its output when it has waited for so long; None without a time-out.
    """

    signal: AnySignal
    timeout_seconds: float | None
    default: Default | None

    @property
    def kind(self) -> Literal["wait_for"]:
        """What made the node."""
        return "wait_for"

    @property
    def output_type(self) -> object:
        """Type form of the payload, or of the default that may stand for it."""
        default = None if self.default is None else Tolerance(self.default.value)
        return output_with(self.signal.codec.type_form, default)


AnyNode = StepNode | Decision | MapNode | LoopNode | SleepNode | WaitNode


def sources_in(source: Source) -> Iterator[FromInput | FromNode]:
    """The plain sources that a source is made of, in order, repeats included; any depth of nesting.

    A decision is one of them where it decides which of the others counts.
    """
    todo: list[Source] = [source]
    while todo:
        current = todo.pop()
        if isinstance(current, FromInput | FromNode):
            yield current
            continue
        if isinstance(current, FromNarrowed):
            todo.append(current.source)
            continue
        todo.extend(reversed(current.members))
        if isinstance(current, FromChoice):
            yield FromNode(current.decision)


def members_of(source: Source) -> tuple[Source, ...]:
    """The sources that a source is made of; none of a plain one."""
    if isinstance(source, FromInput | FromNode):
        return ()
    return (source.source,) if isinstance(source, FromNarrowed) else source.members


def ancestors_of(ends: Iterable[AnyNode]) -> list[AnyNode]:
    """The nodes and all before them, in order of definition."""
    found: dict[int, AnyNode] = {}
    todo = list(ends)
    while todo:
        node = todo.pop()
        if id(node) not in found:
            found[id(node)] = node
            todo.extend(node.after)
    return sorted(found.values(), key=lambda node: node.order)


def steps_in(nodes: Iterable[AnyNode]) -> Iterator[tuple[str, StepNode]]:
    """The nodes that have a step of the user's, those inside maps and loops too, each with what it is called.

    That is its path without the marks of items and turns.
    """
    for node in nodes:
        if isinstance(node, StepNode):
            if is_step_path(node.path):
                yield node.path, node
        elif isinstance(node, MapNode | LoopNode):
            for name, inner in steps_in(node.body.nodes):
                yield node.body.below(node.path, name, ""), inner
