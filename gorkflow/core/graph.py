"""The graph of a workflow: its nodes, where their inputs come from, and what makes it invalid."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from gorkflow.core.ids import path_problem, shortened
from gorkflow.core.step import Step, Tolerance, output_with

if TYPE_CHECKING:
    import networkx

    from gorkflow.core.choices import Chooser
    from gorkflow.core.policy import RetryPolicy

_SHOWN = 20


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
    """One node in a definition: a StepNode or a Decision.

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


AnyNode = StepNode | Decision


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


def topological_order(dependencies: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    """Ids in topological order, ties in the order given; what is on or behind a cycle is left out.

    Args:
        dependencies: each id, once, with the ids before it. Unknown ids are not waited for.
    """
    place = {id: index for index, (id, _) in enumerate(dependencies)}
    waiting = {id: len({one for one in before if one in place}) for id, before in dependencies}
    successors: dict[str, list[str]] = {id: [] for id in place}
    for id, before in dependencies:
        for one in set(before) & place.keys():
            successors[one].append(id)
    ready = [place[id] for id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    found: list[str] = []
    while ready:
        current = dependencies[heapq.heappop(ready)][0]
        found.append(current)
        for successor in successors[current]:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                heapq.heappush(ready, place[successor])
    return found


def graph_problems(dependencies: Sequence[tuple[str, Collection[str]]], ends: Collection[str]) -> list[str]:
    """Everything that makes a graph invalid, one sentence each; empty for a valid one.

    Args:
        dependencies: each id with the ids before it, in order of definition.
        ends: the ids whose outputs are wanted: of the workflow's output and of its taps.
    """
    if not dependencies:
        return ["it has no steps; add one with .then(step)"]
    problems = [problem for problem in (path_problem(id) for id, _ in dependencies) if problem is not None]
    problems += _duplicates(dependencies)
    known = {id for id, _ in dependencies}
    problems += [
        f"step {shortened(id)} comes after {shortened(one)}, which is not in the graph; define it or correct the name"
        for id, before in dependencies
        for one in before
        if one not in known
    ]
    problems += [
        f"{shortened(end)} is wanted as an output, but is not in the graph" for end in ends if end not in known
    ]
    problems += _cycles(dependencies)
    problems += _unreachable(dependencies, ends)
    return problems


def _duplicates(dependencies: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    counts = Counter(id for id, _ in dependencies)
    return [
        f"the step id {shortened(id)} is used {count} times; give the others ids of their own with .named('...')"
        for id, count in counts.items()
        if count > 1
    ]


def _cycles(dependencies: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    """One sentence for each group of steps that wait for each other."""
    # of several with one id the first counts: the others are a problem of their own
    unique = list(dict(reversed(dependencies)).items())[::-1]
    if len(topological_order(unique)) == len(unique):
        return []
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(id for id, _ in unique)
    graph.add_edges_from((one, id) for id, before in unique for one in before)
    problems: list[str] = []
    for group in networkx.strongly_connected_components(graph):
        if len(group) > 1 or any(graph.has_edge(id, id) for id in group):
            around = _walk_around(graph, group)
            left_out = ["..."] if len(around) > _SHOWN else []
            shown = [*map(shortened, around[:_SHOWN]), *left_out, shortened(around[0])]
            problems.append(f"a cycle: {' -> '.join(shown)}; remove one of these edges")
    return sorted(problems)


def _walk_around(graph: networkx.DiGraph[str], group: Collection[str]) -> list[str]:
    """One cycle of a group of steps that wait for each other, from its alphabetically first step on."""
    place: dict[str, int] = {}
    current = min(group)
    while current not in place:
        place[current] = len(place)
        current = min(successor for successor in graph.successors(current) if successor in group)
    return list(place)[place[current] :]


def _unreachable(dependencies: Sequence[tuple[str, Collection[str]]], ends: Collection[str]) -> list[str]:
    before_of: dict[str, list[str]] = {}
    for id, before in dependencies:
        before_of.setdefault(id, []).extend(before)
    reached = set(ends)
    todo = deque(ends)
    while todo:
        for one in before_of.get(todo.popleft(), ()):
            if one not in reached:
                reached.add(one)
                todo.append(one)
    return [
        f"step {shortened(id)} leads to no output; connect it, or add it with .tap(step)"
        for id in before_of
        if id not in reached
    ]
