"""A workflow compiled for execution: arrays instead of a graph, settings merged, references written out.

A plan is made once per engine and workflow and shared by all its runs. Everything that a transition touches is indexed
by the node's place in topological order, so that a transition costs O(out-degree of the step).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gorkflow.core.narrowing import is_list
from gorkflow.core.plan_nodes import (
    GIVEN,
    INPUT,
    NODE,
    TUPLE,
    AnyPlanNode,
    Binding,
    PlanGraph,
    PlanStep,
)
from gorkflow.core.records import GIVEN_PREFIX, INPUT_REFERENCE
from gorkflow.core.values import Codec

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class Plan(PlanGraph):
    """A compiled workflow."""

    workflow: Workflow[Any, Any]
    total: int  # of the steps: what progress is measured by
    input: Codec
    output_ref: str | None
    run_timeout_seconds: float | None
    pauses: bool  # it has sleeps or waits: its runs may rest

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """The nodes that have a body."""
        return tuple(node for node in self.nodes if isinstance(node, PlanStep))


def with_given(plan: Plan, paths: Iterable[str]) -> Plan:
    """The plan of one run, whose fork gave these steps their inputs: they take nothing from the steps before them."""
    nodes: list[AnyPlanNode] = list(plan.nodes)
    for path in paths:
        index = plan.by_path.get(path)
        if index is not None:
            reference = f'"{GIVEN_PREFIX}{path}"'
            node = nodes[index]
            if isinstance(node, PlanStep):
                nodes[index] = replace(node, binding=Binding(GIVEN, index), input_ref=reference, input_codecs=())
    return replace(plan, nodes=tuple(nodes))


def binding_of(plan: Plan, reference: object) -> Binding | None:
    """A decoded reference (`gorkflow.core.records`) as a binding; None where the plan has not all that it names."""
    if is_list(reference):
        members = [binding_of(plan, member) for member in reference]
        known = tuple(member for member in members if member is not None)
        return Binding(TUPLE, members=known) if len(known) == len(members) else None
    if reference == json.loads(INPUT_REFERENCE):
        return Binding(INPUT)
    path = str(reference)
    index = plan.by_path.get(path.removeprefix(GIVEN_PREFIX))
    return None if index is None else Binding(GIVEN if path.startswith(GIVEN_PREFIX) else NODE, index)
