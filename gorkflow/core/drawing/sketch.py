"""From a workflow to a picture of it. A new kind of node is made known in `_outlined`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from gorkflow.core.choices import name_of
from gorkflow.core.drawing.arrows import Arrow, arrows_in
from gorkflow.core.drawing.marks import NOT_STARTED, duration, marks_of
from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Edge, Mark, Picture, Shape
from gorkflow.core.forms import describe
from gorkflow.core.graph import AnyNode, Container, Decision, LoopNode, MapNode, SleepNode, Source, StepNode, WaitNode
from gorkflow.core.run import StepExecution

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow

INPUT: Final = "input"
OUTPUT: Final = "output"


def picture_of(workflow: Workflow[Any, Any], executions: Sequence[StepExecution] | None) -> Picture:
    """The picture of a workflow, and of how far a run of it is where its records are given.

    Records of paths that the workflow does not have, because it was another one when they were made, are left out.

    Raises:
        SettingError: the executions are not records of one run.
    """
    sketch = _Sketch(None if executions is None else marks_of(executions))
    top = _Scope(workflow.nodes, workflow.output, None, lambda path: path)
    sketch.boxes.append(Box(INPUT, "", Shape.OVAL, (describe(workflow.input_type),)))
    scopes = sketch.scopes_of(top)
    sketch.boxes.append(Box(OUTPUT, "", Shape.OVAL, (describe(workflow.output_type),)))
    edges = _edges(scopes, describe(workflow.input_type))
    return Picture(workflow.id, sketch.boxes, sketch.clusters, edges)


@dataclass(frozen=True, slots=True, eq=False)
class _Scope:
    """A graph within the picture: the workflow's own, or the body of a map or loop.

    Attributes:
        cluster: that it stands in; None for the workflow's own.
        path: gives the whole path of a node, without the marks of items and turns.
        keys: of the boxes, by the identities of their nodes.
        bodies: the graphs of maps and loops in it, by the identities of their nodes.
        heads: the boxes that take its input.
        tails: the boxes that its output comes from.
    """

    nodes: Sequence[AnyNode]
    output: Source
    cluster: str | None
    path: Callable[[str], str]
    keys: dict[int, str] = field(default_factory=dict[int, str])
    bodies: dict[int, _Scope] = field(default_factory=dict[int, "_Scope"])
    heads: list[str] = field(default_factory=list[str])
    tails: list[str] = field(default_factory=list[str])

    def first(self, node: AnyNode) -> list[str]:
        """The boxes that what goes to the node comes to."""
        body = self.bodies.get(id(node))
        return [self.keys[id(node)]] if body is None else body.heads

    def last(self, node: AnyNode) -> list[str]:
        """The boxes that what the node gives comes from."""
        body = self.bodies.get(id(node))
        return [self.keys[id(node)]] if body is None else body.tails


class _Sketch:
    """Boxes and clusters as they are found."""

    def __init__(self, marks: Mapping[str, Mark] | None) -> None:
        self.boxes: list[Box] = []
        self.clusters: list[Cluster] = []
        self._marks = marks
        self._groups: dict[tuple[str | None, str], str] = {}

    def scopes_of(self, top: _Scope) -> list[_Scope]:
        """Draw the boxes and clusters of a graph and of those inside it: all graphs, the outer before the inner."""
        scopes = [top]
        for scope in scopes:  # grows on the way
            for node in scope.nodes:
                if isinstance(node, Container):
                    body = self._body(scope, node)
                    scope.bodies[id(node)] = body
                    scopes.append(body)
                else:
                    scope.keys[id(node)] = self._draw(scope, node)
        return scopes

    def _draw(self, scope: _Scope, node: StepNode | Decision | SleepNode | WaitNode) -> str:
        key = f"n{len(self.boxes) - 1}"  # the input's box comes first
        path = scope.path(node.path)
        shape, lines = _outlined(node)
        self.boxes.append(Box(key, path, shape, tuple(lines), self._cluster_of(scope, node), self._mark(path)))
        return key

    def _body(self, scope: _Scope, node: MapNode | LoopNode) -> _Scope:
        path, body = scope.path(node.path), node.body
        kind = ClusterKind.MAP if isinstance(node, MapNode) else ClusterKind.LOOP
        mark = None if self._marks is None else self._marks.get(path)
        cluster = self._new_cluster(_title(node), kind, self._cluster_of(scope, node), mark)
        return _Scope(body.nodes, body.output, cluster, lambda inner: body.below(path, inner, ""))

    def _cluster_of(self, scope: _Scope, node: AnyNode) -> str | None:
        """The cluster of the innermost workflow that a node stands in."""
        cluster = scope.cluster
        for name in node.path.split("/")[:-1]:
            known = self._groups.get((cluster, name))
            if known is None:
                known = self._groups[cluster, name] = self._new_cluster(name, ClusterKind.WORKFLOW, cluster, None)
            cluster = known
        return cluster

    def _new_cluster(self, title: str, kind: ClusterKind, parent: str | None, mark: Mark | None) -> str:
        key = f"g{len(self.clusters)}"
        self.clusters.append(Cluster(key, title, kind, parent, mark))
        return key

    def _mark(self, path: str) -> Mark | None:
        return None if self._marks is None else self._marks.get(path, NOT_STARTED)


def _outlined(node: StepNode | Decision | SleepNode | WaitNode) -> tuple[Shape, list[str]]:
    """The shape of a node, and what stands in it: its name, its description, how it is run, its tags."""
    name = node.path.rpartition("/")[2]
    tap = ["tap"] if node.is_tap else []
    if isinstance(node, Decision):
        return Shape.DIAMOND, [name, *([node.chooser.question] if node.chooser.question else []), *tap]
    if isinstance(node, SleepNode):
        return Shape.HOURGLASS, [_sleep_text(node), *tap]
    if isinstance(node, WaitNode):
        limit = [] if node.timeout_seconds is None else [f"at most {duration(node.timeout_seconds)}"]
        return Shape.HOURGLASS, [f"wait for {node.signal.name}", *limit, *tap]
    options = node.step.options
    lines = [options.name or name]
    lines += [options.description] if options.description else []
    lines += [f"if {name_of(node.condition) or 'its condition holds'}"] if node.condition is not None else []
    lines += [*tap, *(f"{key}: {value}" for key, value in options.tags.items())]
    return Shape.BOX if node.condition is None else Shape.HEXAGON, lines


def _sleep_text(node: SleepNode) -> str:
    if node.until is None:
        return f"sleep {duration(node.delay_seconds or 0.0)}"
    return f"sleep until {name_of(node.until) or 'an instant'}"


def _title(node: MapNode | LoopNode) -> str:
    """What a map or loop runs, and how often."""
    if isinstance(node, MapNode):
        bound = "" if node.concurrency is None else f", {node.concurrency:,} at once"
        return f"map {node.body.id}{bound}"
    times = f"{node.limit:,} time{'' if node.limit == 1 else 's'}"
    if node.condition is None:
        return f"repeat {node.body.id}, {times}"
    asked = name_of(node.condition)
    return f"repeat {node.body.id}{f' while {asked}' if asked else ''}, at most {times}"


def _edges(scopes: Sequence[_Scope], given: str) -> list[Edge]:
    """The edges of all graphs; those of a map or loop begin and end at the boxes of its body."""
    arrows = [list(arrows_in(scope.nodes, scope.output, given)) for scope in scopes]
    for scope, inner in zip(reversed(scopes), reversed(arrows), strict=True):  # bodies before what they stand in
        scope.heads.extend(_unique(key for one in inner if one.start is None for key in _ends(scope, one)))
        scope.tails.extend(_unique(key for one in inner if one.end is None for key in _starts(scope, one)))
        if not scope.tails:  # it gives what it takes, beside its taps
            scope.tails.extend(scope.last(scope.nodes[-1]))
    found: dict[Edge, None] = {}
    for scope, inner in zip(scopes, arrows, strict=True):
        is_top = scope.cluster is None
        for one in inner:
            starts = [INPUT] if is_top and one.start is None else _starts(scope, one)
            ends = [OUTPUT] if is_top and one.end is None else _ends(scope, one)
            found.update({Edge(start, end, one.label, one.is_dashed): None for start in starts for end in ends})
    return list(found)


def _starts(scope: _Scope, arrow: Arrow) -> list[str]:
    return [] if arrow.start is None else scope.last(arrow.start)


def _ends(scope: _Scope, arrow: Arrow) -> list[str]:
    return [] if arrow.end is None else scope.first(arrow.end)


def _unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
