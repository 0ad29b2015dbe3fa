"""The nodes of a compiled workflow, and where their inputs come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.ids import led_into
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.values import DEFAULT_ARM, Codec, Encoded

if TYPE_CHECKING:
    from gorkflow.core.caching import Caching
    from gorkflow.core.choices import Chooser
    from gorkflow.core.graph import Body
    from gorkflow.core.step import Step

UNDO = "/@undo"  # behind the path of the step that is undone
SKIP_ARM = -2  # the output is the default of a then_if

# kinds of a binding
NOTHING, INPUT, NODE, TUPLE, LIST, GIVEN, CHOICE, ITEM = range(8)


class Binding(NamedTuple):
    """Where a value comes from, in indices."""

    kind: int
    node: int = -1  # its slot; of GIVEN, the step that takes it; of CHOICE, the decision; of ITEM, the block's first
    members: tuple[Any, ...] = ()  # of Binding; a NamedTuple cannot name itself

    def shifted(self, base: int) -> Binding:
        """As it is in a block whose first slot is that."""
        kind, node, members = self
        return Binding(kind, node + base if node >= 0 else node, tuple(member.shifted(base) for member in members))


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanNode:
    """One node, ready to be executed: a PlanStep, a PlanDecision, a PlanMap, a PlanLoop, a PlanSleep or a PlanWait.

    Attributes:
        index: its slot; in a body, its place there.
        path: in a body, its path there: "" for the step that is the whole body.
        name: what settings call it: its path without the marks of items and turns.
        input_ref: where its input is held, in the form of `gorkflow.core.records`; None where it has none, or where
            that depends on the arm that a decision takes.
        pure: it needs no record of its start.
        counts: it is a step of the user's: one of those that progress is measured by.
        caching: how its outputs are kept for other runs; None where they are not.
        tolerated: what consumers get instead of an output that never came.
        undo: takes back what its body did; None of what needs none.
    """

    index: int
    path: str
    name: str
    binding: Binding
    input_ref: str | None
    output: Codec
    runs_on: str  # "loop", "inline", "thread", "process"
    code: str  # hash of the body's code, in each attempt's first event
    pure: bool
    counts: bool
    retry: RetryPolicy
    caching: Caching | None = None
    tolerated: Encoded | None = None
    tolerated_codec: Codec | None = None
    undo: PlanBody | None = None

    @property
    def late_code(self) -> dict[str, str]:
        """The hash of the code for an attempt's later events, where none of its start has it."""
        return {"code": self.code} if self.pure else {}

    def codec(self, arm: int) -> Codec:
        """The codec that decodes an output of that arm."""
        if arm == DEFAULT_ARM and self.tolerated_codec is not None:
            return self.tolerated_codec
        return self.output


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanDecision(PlanNode):
    """A decision. Its output is the label of the arm that it takes.

    Attributes:
        arms: for each arm all nodes that stand in it, also those in arms of decisions in it.
    """

    chooser: Chooser
    arms: tuple[tuple[int, ...], ...]


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanStep(PlanNode):
    """One step.

    Attributes:
        input_codecs: empty where the value's type is the consumer's own.
        may_write: its body may write the run's state.
        skipped: what consumers get when the condition is false.
    """

    step: Step[Any, Any]
    handler: Callable[..., Any]
    is_async: bool
    takes_context: bool
    takes_value: bool
    spread: bool
    input_codecs: tuple[Codec, ...]
    may_write: bool
    condition: Callable[[Any], object] | None
    skipped: Encoded | None
    skipped_codec: Codec | None
    timeout_seconds: float | None
    concurrency: int | None

    def codec(self, arm: int) -> Codec:
        """See `PlanNode`."""
        if arm == SKIP_ARM and self.skipped_codec is not None:
            return self.skipped_codec
        return PlanNode.codec(self, arm)


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanMap(PlanNode):
    """A map. Its output is put together from those of its items.

    Attributes:
        item: of an item's value.
        concurrency: so many items at once; None for as many as there are places.
    """

    body: PlanBody
    item: Codec
    concurrency: int | None


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanLoop(PlanNode):
    """A loop. Its output is that of its last turn.

    Attributes:
        limit: so many turns; with a condition, at most.
    """

    body: PlanBody
    condition: Callable[[Any], object] | None
    limit: int


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanSleep(PlanNode):
    """A sleep. It passes its input on: it has no output of its own.

    Attributes:
        delay_seconds: None where `until` gives the instant.
    """

    delay_seconds: float | None
    until: Callable[[Any], datetime] | None


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanWait(PlanNode):
    """A wait for a signal; `tolerated` is its output when the time is over.

    Attributes:
        signal: name of the signal; `output` is the codec of its payload.
        timeout_seconds: None for as long as it takes.
    """

    signal: str
    timeout_seconds: float | None


AnyPlanNode = PlanStep | PlanDecision | PlanMap | PlanLoop | PlanSleep | PlanWait


class ItemPlace(NamedTuple):
    """Where a path leads: into an item of a map or a turn of a loop."""

    container: int
    key: int
    path: str  # within the body


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanGraph:
    """Nodes with what is before and behind them, by their places.

    Attributes:
        containers: the maps and loops by what stands before the marks of their items and turns.
    """

    nodes: tuple[AnyPlanNode, ...]
    successors: tuple[tuple[int, ...], ...]
    in_degree: tuple[int, ...]
    roots: tuple[int, ...]
    by_path: Mapping[str, int]
    containers: Mapping[str, int]
    output: Binding

    def find(self, path: str) -> AnyPlanNode | None:
        """The node at a path; of one inside an item or a turn what its copies are made of; None without one."""
        index = self.by_path.get(path)
        if index is not None:
            return self.nodes[index]
        if path.endswith(UNDO):
            undone = self.find(path.removesuffix(UNDO))
            return None if undone is None or undone.undo is None else undone.undo.nodes[0]
        place = self.place_of(path)
        if place is None:
            return None
        container = self.nodes[place.container]
        assert isinstance(container, PlanMap | PlanLoop)  # noqa: S101  narrows the type: `containers` has no others
        return container.body.find(place.path)

    def place_of(self, path: str) -> ItemPlace | None:
        """The item or turn that a path leads into; None where it leads into none that there is."""
        found = led_into(path)
        container = None if found is None else self.containers.get(found.name)
        if found is None or container is None or found.is_item is not isinstance(self.nodes[container], PlanMap):
            return None
        return ItemPlace(container, found.key, found.rest)

    def owner_of(self, path: str) -> int | None:
        """The node of this graph itself that a path leads to or into; also without the mark of an item or turn."""
        index = self.by_path.get(path)
        if index is not None:
            return index
        place = self.place_of(path)
        if place is not None:
            return place.container
        if path.endswith(UNDO):
            return self.owner_of(path.removesuffix(UNDO))
        scopes = (path[:end] for end in range(len(path), 0, -1) if end == len(path) or path[end] == "/")
        return next((self.containers[scope] for scope in scopes if scope in self.containers), None)

    def first_of(self, path: str) -> str:
        """The path in the first items and turns of what a definition has in maps and loops: of "price" "price[0]"."""
        index = None if path in self.by_path else self.owner_of(path)
        container = None if index is None else self.nodes[index]
        if not isinstance(container, PlanMap | PlanLoop):
            return path
        body = container.body.definition
        before = body.below(container.path, "", "").removesuffix("/")
        inner = path.removeprefix(before).removeprefix("/")
        return body.below(
            container.path, container.body.first_of(inner), "[0]" if isinstance(container, PlanMap) else "#1"
        )

    def is_ancestor(self, ancestor: int, of: int) -> bool:
        """Whether `of` can only start after `ancestor` is done."""
        seen: set[int] = set()
        todo = list(self.successors[ancestor])
        while todo:
            index = todo.pop()
            if index == of:
                return True
            if index < of and index not in seen:
                seen.add(index)
                todo.extend(self.successors[index])
        return False


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanBody(PlanGraph):
    """The body of a map or loop: each item and each turn gets copies of its nodes, in slots of their own.

    Also an undo step alone.
    """

    definition: Body


def located(node: AnyPlanNode, base: int, path: str) -> AnyPlanNode:
    """A copy of a body's node, in the block whose first slot is `base`."""
    names, values_of = _FIELDS[type(node)]
    twin = object.__new__(type(node))
    put = object.__setattr__  # the copy is nobody's yet
    for name, value in zip(names, values_of(node), strict=True):
        put(twin, name, value)
    put(twin, "index", base + node.index)
    put(twin, "path", path)
    put(twin, "binding", node.binding.shifted(base))
    if isinstance(node, PlanDecision):
        put(twin, "arms", tuple(tuple(base + one for one in arm) for arm in node.arms))
    return twin


_FIELDS = {
    kind: (names := tuple(field.name for field in fields(kind)), attrgetter(*names))
    for kind in (PlanStep, PlanDecision, PlanMap, PlanLoop, PlanSleep, PlanWait)
}
"""The names of what a node holds, and what gets it all at once: nodes are copied for every item."""
