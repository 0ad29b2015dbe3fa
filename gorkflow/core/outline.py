"""A definition as far as a look at its runs needs it: its nodes in order, and what stands inside of maps and loops.

It is read from the text that a store keeps of a definition, so that no code of the user's is needed for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gorkflow.core.ids import Into, led_into
from gorkflow.core.shape import NodeShape, nodes_of

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow

__all__ = ["Outline", "OutlineNode", "outline_of", "outline_of_shape"]

_DECISIONS: Final = frozenset({"branch", "switch", "cases"})
_MARKS: Final = {"map": "[]", "repeat": "#", "repeat_while": "#"}


@dataclass(frozen=True, slots=True, eq=False)
class OutlineNode:
    """One node.

    Attributes:
        path: in its graph: "load", "ship/pack", "@map-1"; in a body that is one step, "".
        place: in the definition: "load", "parcel[]/weigh". `recorded medians` are found under it.
        kind: what made it: "step", "map", "repeat", "wait_for", ...
        name: of a map or loop what the paths of its items or turns begin with, else its path.
        after: paths of the nodes that must be done before, in its graph.
        may_be_left_out: a run may complete without it: it is conditional, tolerated, or behind a decision.
        body: of a map or loop.
    """

    path: str
    place: str
    kind: str
    name: str
    after: tuple[str, ...]
    may_be_left_out: bool
    body: Outline | None

    @property
    def is_map(self) -> bool:
        """Whether it has items; with a body and without items it has turns."""
        return self.kind == "map"


class Outline:
    """The nodes of a graph: of a whole definition, or of the body of a map or loop.

    Attributes:
        nodes: by path, in order of definition, which is a topological order.
    """

    __slots__ = ("_containers", "nodes")

    def __init__(self, nodes: Sequence[OutlineNode] = ()) -> None:
        self.nodes: Mapping[str, OutlineNode] = {node.path: node for node in nodes}
        self._containers = {node.name: node for node in nodes if node.body is not None}

    def find(self, path: str) -> tuple[OutlineNode | None, Into | None]:
        """The node that a path leads to or into, and into which of its items or turns; None of what there is not."""
        node = self.nodes.get(path)
        into = None if node is not None else led_into(path)
        if into is not None:
            node = self._containers.get(into.name)
            if node is not None and node.is_map is not into.is_item:
                node = None
        return node, into


def outline_of(workflow: Workflow[Any, Any]) -> Outline:
    """The outline of a definition."""
    return outline_of_shape(nodes_of(workflow))


def outline_of_shape(nodes: Sequence[NodeShape]) -> Outline:
    """The outline of a definition that was stored; `nodes` are all of it, in order."""
    return _graph(nodes, "")


def _graph(nodes: Sequence[NodeShape], prefix: str) -> Outline:
    """The nodes of one graph; `prefix` is the path of the item or turn that they are in."""
    found: list[OutlineNode] = []
    uncertain: set[str] = set()  # those behind which all may be left out
    place = 0
    while place < len(nodes):
        shape = nodes[place]
        place += 1
        after = tuple(_within(path, prefix) for path in shape.after)
        path = name = _within(shape.path, prefix)
        body = None
        if shape.kind in _MARKS and place < len(nodes):
            inner = _prefix_of_body(shape, nodes[place].path)
            end = _end_of_body(nodes, place, inner)
            body, name = _graph(nodes[place:end], inner), _within(inner.removesuffix(_MARKS[shape.kind]), prefix)
            place = end
        is_behind = not uncertain.isdisjoint(after)
        if is_behind or shape.kind in _DECISIONS:
            uncertain.add(path)
        may_be_left_out = is_behind or shape.is_tolerant or shape.kind == "then_if"
        found.append(OutlineNode(path, shape.path, shape.kind, name, after, may_be_left_out, body))
    return Outline(found)


def _within(path: str, prefix: str) -> str:
    return path.removeprefix(prefix).removeprefix("/") if prefix else path


def _prefix_of_body(container: NodeShape, first: str) -> str:
    """What all paths of a body begin with: that of its first node tells, which follows the map or loop."""
    scope, slash, _ = container.path.rpartition("/")
    start = scope + slash
    mark = _MARKS[container.kind]
    return start + first.removeprefix(start).partition(mark)[0] + mark


def _end_of_body(nodes: Sequence[NodeShape], start: int, prefix: str) -> int:
    below = f"{prefix}/"
    for place in range(start, len(nodes)):
        if nodes[place].path != prefix and not nodes[place].path.startswith(below):
            return place
    return len(nodes)
