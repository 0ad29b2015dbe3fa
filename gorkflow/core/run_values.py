"""The values of one run: what holds them, and where they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gorkflow.core.held import Held, HeldParts, Kept, Passed
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import (
    CHOICE,
    GIVEN,
    INPUT,
    ITEM,
    LIST,
    NODE,
    NOTHING,
    TUPLE,
    AnyPlanNode,
    Binding,
    PlanNode,
)
from gorkflow.core.records import GIVEN_PREFIX, INPUT_REFERENCE

if TYPE_CHECKING:
    from gorkflow.core.blocks import Block


class RunValues:
    """What the steps of a run have given, by slots, and how bindings lead there.

    Attributes:
        plan: the run's definition.
        nodes: by slot: the plan's, and behind them those of items and turns.
        size: of the plan: from here on are the slots of items and turns.
        input: the run's.
        outputs: by slot; None where there is none yet.
        blocks: of the items and turns under way, by each of their slots.
        arms: that the decisions took.
        given: inputs that a fork gave to its steps.
    """

    __slots__ = ("arms", "blocks", "given", "input", "nodes", "outputs", "plan", "size")

    def __init__(self, plan: Plan, input_: Held) -> None:
        self.plan = plan
        self.nodes: Sequence[AnyPlanNode] = plan.nodes
        self.size = len(plan.nodes)
        self.input = input_
        self.outputs: list[Kept | Passed | None] = [None] * self.size
        self.blocks: dict[int, Block] = {}
        self.arms: dict[int, int] = {}
        self.given: dict[int, Held] = {}

    def bind(self, binding: Binding) -> object:
        """The value of a binding, for one consumer.

        Raises:
            ValueRefusedError: a stored value does not fit its type.
        """
        while (kind := binding.kind) == NODE or kind == CHOICE:
            # A loop, as thousands of steps in a row may pass their input on.
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            held = self.outputs[binding.node]
            if type(held) is Held:  # nearly always
                return held.take()
            if not isinstance(held, Passed):
                return None if held is None else held.take()
            binding = held.binding
        if kind == ITEM:
            return self.blocks[binding.node].item.take()
        if kind == INPUT:
            return self.input.take()
        if kind == GIVEN:
            return self.given[binding.node].take()
        parts = [self.bind(member) for member in binding.members]
        return tuple(parts) if kind == TUPLE else parts

    def held(self, binding: Binding) -> Kept:
        """What holds the value of a binding."""
        while (kind := binding.kind) == NODE or kind == CHOICE:
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            output = self.outputs[binding.node]
            assert output is not None  # noqa: S101  narrows the type: what comes before is done
            if not isinstance(output, Passed):
                return output
            binding = output.binding
        if kind == ITEM:
            return self.blocks[binding.node].item
        if kind == INPUT:
            return self.input
        if kind == GIVEN:
            return self.given[binding.node]
        return HeldParts([self.held(member) for member in binding.members], is_list=kind == LIST)

    def input_reference(self, node: PlanNode) -> str | None:
        """Where a node's input is held; None where it has none."""
        return node.input_ref or self.reference(node.binding)

    def reference(self, binding: Binding) -> str | None:
        """Where the value of a binding is held, as the plan's own references say it.

        None where it has none, or where a decision is still to be taken.
        """
        kind = binding.kind
        if kind in {TUPLE, LIST}:
            members = [self.reference(member) for member in binding.members]
            return None if None in members else f"[{','.join(map(str, members))}]"
        if kind == CHOICE:
            return self.reference(self._chosen(binding)) if binding.node in self.arms else None
        if kind == INPUT:
            return INPUT_REFERENCE
        if kind == ITEM:
            return self.blocks[binding.node].item_ref
        if kind == NOTHING:
            return None
        path = self.nodes[binding.node].path
        return f'"{GIVEN_PREFIX}{path}"' if kind == GIVEN else f'"{path}"'

    def holder(self, binding: Binding) -> str | None:
        """As `reference`, but of a step that passes its input on where that is held: a chain stays one link long."""
        while (kind := binding.kind) == NODE or kind == CHOICE:
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            output = self.outputs[binding.node]
            return output.reference if isinstance(output, Passed) else self.reference(binding)
        if kind in {TUPLE, LIST}:
            members = [self.holder(member) for member in binding.members]
            return None if None in members else f"[{','.join(map(str, members))}]"
        return self.reference(binding)

    def output_reference(self) -> str | None:
        """Where the run's output is held."""
        return self.plan.output_ref or self.reference(self.plan.output)

    def _chosen(self, binding: Binding) -> Binding:
        chosen: Binding = binding.members[self.arms[binding.node]]
        return chosen
