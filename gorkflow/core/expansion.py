"""A workflow inside another: its nodes once more, with its id before their paths."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gorkflow.core.graph import (
    AnyNode,
    Decision,
    FromAll,
    FromChoice,
    FromInput,
    FromNarrowed,
    FromNode,
    Guard,
    SleepNode,
    Source,
    WaitNode,
    members_of,
    sources_in,
)
from gorkflow.core.positions import INPUT, Entry, Position, Trail
from gorkflow.core.workflow import Workflow


class Expansion:
    """A workflow inside another: its nodes once more, with its id before their paths."""

    def __init__(
        self, position: Position, workflow: Workflow[Any, Any], before: tuple[AnyNode, ...], *, is_tap: bool
    ) -> None:
        self._position = position
        self._workflow = workflow
        self._before = before
        self._is_tap = is_tap
        self._nodes: dict[int, AnyNode] = {}
        self._sources: dict[int, Source] = {}

    def position(self) -> Position:
        """The position behind the workflow."""
        position, workflow = self._position, self._workflow
        for node in workflow.nodes:
            self._nodes[id(node)] = self._copy(node)
        taps = tuple(node for node in self._nodes.values() if node.is_tap)
        entry = Entry(workflow.id, workflow.input_type, position.source)
        before = () if position.trail is None else (position.trail,)
        return Position(position.root, self._source(workflow.output), Trail(taps, (entry,), before), position.guard)

    def _copy(self, node: AnyNode) -> AnyNode:
        path = f"{self._workflow.id}/{node.path}"
        source = None if node.source is None else self._source(node.source)
        after, order, is_tap = self._after(node), next(self._position.root.orders), node.is_tap or self._is_tap
        guard = self._position.guard
        if node.guard is not None:
            decision = self._nodes[id(node.guard.decision)]
            assert isinstance(decision, Decision)  # noqa: S101  narrows the type: it is a copy of one
            guard = Guard(decision, node.guard.arm)
        twin = replace(node, path=path, after=after, order=order, is_tap=is_tap, guard=guard)
        if source is not None:
            twin = replace(twin, source=source)
        if isinstance(twin, Decision | SleepNode | WaitNode):
            return twin
        workflow = self._workflow
        return replace(
            twin,
            retry=twin.retry if twin.retry is not None else workflow.retry,
            timeout_seconds=twin.timeout_seconds if twin.timeout_seconds is not None else workflow.timeout_seconds,
        )

    def _after(self, node: AnyNode) -> tuple[AnyNode, ...]:
        after = [self._nodes[id(one)] for one in node.after]
        if not after or (node.source is not None and any(one is INPUT for one in sources_in(node.source))):
            after.extend(self._before)
        return tuple(dict.fromkeys(after))

    def _source(self, source: Source) -> Source:
        """The source as it is here; members before what is made of them, so that depth does not matter."""
        todo = [source]
        while todo:
            current = todo[-1]
            missing = [one for one in members_of(current) if id(one) not in self._sources]
            if missing:
                todo.extend(missing)
                continue
            self._sources[id(current)] = self._made(todo.pop())
        return self._sources[id(source)]

    def _made(self, source: Source) -> Source:
        """The source as it is here, once that is known of its members."""
        if isinstance(source, FromInput):
            return self._position.source
        if isinstance(source, FromNode):
            return FromNode(self._nodes[id(source.node)])
        members = tuple(self._sources[id(one)] for one in members_of(source))
        if isinstance(source, FromAll):
            return FromAll(source.kind, members)
        if isinstance(source, FromNarrowed):
            return FromNarrowed(members[0], source.form)
        decision = self._nodes[id(source.decision)]
        assert isinstance(decision, Decision)  # noqa: S101  narrows the type: it is a copy of one
        return FromChoice(decision, members)
