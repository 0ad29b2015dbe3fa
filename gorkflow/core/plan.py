"""A workflow compiled for execution: arrays instead of a graph, settings merged, references written out.

A plan is made once per engine and workflow and shared by all its runs. Everything that a transition touches is indexed
by the node's place in topological order, so that a transition costs O(out-degree of the step).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.body_code import code_hash
from gorkflow.core.graph import Decision, FromAll, FromChoice, FromInput, FromNarrowed, FromNode, Source, StepNode
from gorkflow.core.ids import is_step_path
from gorkflow.core.narrowing import is_list
from gorkflow.core.plan_nodes import (
    CHOICE,
    GIVEN,
    INPUT,
    LIST,
    NODE,
    NOTHING,
    SKIP_ARM,
    TUPLE,
    AnyPlanNode,
    Binding,
    PlanDecision,
    PlanStep,
)
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.records import GIVEN_PREFIX, INPUT_REFERENCE
from gorkflow.core.values import (
    DEFAULT_ARM,
    Codec,
    Encoded,
    UnsupportedTypeError,
    codec_for,
    default_codec,
    union_members,
)
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


class Settings(NamedTuple):
    """What an engine, a workflow or an operator says of steps; None inherits from the next in line."""

    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None


Overrides = Callable[[str, str], Settings]
"""Settings of the environment and of gorkflow.toml for (workflow id, path): they win over the step's own."""


@dataclass(slots=True, frozen=True, eq=False)
class Plan:
    """A compiled workflow."""

    workflow: Workflow[Any, Any]
    nodes: tuple[AnyPlanNode, ...]
    total: int  # of the steps: what progress is measured by
    successors: tuple[tuple[int, ...], ...]
    in_degree: tuple[int, ...]
    roots: tuple[int, ...]
    by_path: Mapping[str, int]
    input: Codec
    output: Binding
    output_ref: str | None
    run_timeout_seconds: float | None

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """The nodes that have a body."""
        return tuple(node for node in self.nodes if isinstance(node, PlanStep))

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


def compile_plan(workflow: Workflow[Any, Any], *, engine: Settings, overrides: Overrides | None = None) -> Plan:
    """Compile a workflow under an engine's settings.

    Raises:
        DefinitionError: a default that cannot be stored.
    """
    index_of: dict[int, int] = {id(node): index for index, node in enumerate(workflow.nodes)}
    successors: list[list[int]] = [[] for _ in workflow.nodes]
    in_degree: list[int] = []
    for index, node in enumerate(workflow.nodes):
        in_degree.append(len(node.after))
        for before in node.after:
            successors[index_of[id(before)]].append(index)
    arms = _arms_of(workflow, index_of)
    nodes: list[AnyPlanNode] = []
    problems: list[str] = []
    for index, node in enumerate(workflow.nodes):
        if isinstance(node, Decision):
            nodes.append(_compile_decision(node, index, index_of, arms[index]))
            continue
        wanted = overrides(workflow.id, node.path) if overrides is not None else Settings()
        try:
            nodes.append(_compile_node(workflow, node, index, index_of, _merged(workflow, node, wanted, engine)))
        except UnsupportedTypeError as error:
            problems.append(f"step {node.path!r}: its default cannot be stored: {error.reason}; give another default")
    if problems:
        raise DefinitionError(problems, subject=f"workflow {workflow.id!r}")
    return Plan(
        workflow=workflow,
        nodes=tuple(nodes),
        total=sum(node.counts for node in nodes),
        successors=tuple(tuple(following) for following in successors),
        in_degree=tuple(in_degree),
        roots=tuple(index for index, degree in enumerate(in_degree) if degree == 0),
        by_path={node.path: index for index, node in enumerate(workflow.nodes)},
        input=codec_for(workflow.input_type),
        output=_binding(workflow.output, index_of),
        output_ref=_reference(workflow.output),
        run_timeout_seconds=_finite(workflow.run_timeout_seconds),
    )


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


def _arms_of(workflow: Workflow[Any, Any], index_of: Mapping[int, int]) -> Mapping[int, list[list[int]]]:
    """For each decision and each of its arms the nodes that stand there, at any depth."""
    found: dict[int, list[list[int]]] = {}
    for index, node in enumerate(workflow.nodes):
        if isinstance(node, Decision):
            found[index] = [[] for _ in node.chooser.labels]
        for guard in node.guards():
            found[index_of[id(guard.decision)]][guard.arm].append(index)
    return found


def _compile_decision(
    node: Decision, index: int, index_of: Mapping[int, int], arms: Sequence[Sequence[int]]
) -> PlanDecision:
    return PlanDecision(
        index=index,
        path=node.path,
        binding=_binding(node.source, index_of),
        input_ref=_reference(node.source),
        output=codec_for(str),
        runs_on="inline",
        code="",
        pure=False,
        counts=False,
        retry=NO_RETRY,
        chooser=node.chooser,
        arms=tuple(map(tuple, arms)),
    )


def _merged(workflow: Workflow[Any, Any], node: StepNode, wanted: Settings, engine: Settings) -> Settings:
    options = node.step.options
    retries = (wanted.retry, options.retry, node.retry, workflow.retry, engine.retry)
    timeouts = (
        wanted.timeout_seconds,
        options.timeout_seconds,
        node.timeout_seconds,
        workflow.timeout_seconds,
        engine.timeout_seconds,
    )
    return Settings(
        retry=next((retry for retry in retries if retry is not None), NO_RETRY),
        timeout_seconds=_finite(next((timeout for timeout in timeouts if timeout is not None), None)),
        concurrency=wanted.concurrency if wanted.concurrency is not None else options.concurrency,
    )


def _compile_node(
    workflow: Workflow[Any, Any], node: StepNode, index: int, index_of: Mapping[int, int], settings: Settings
) -> PlanStep:
    step = node.step
    signature = step.signature
    output = codec_for(signature.output)
    tolerated_codec, tolerated = _default(output, None if step.tolerance is None else (step.tolerance.default,))
    skipped_codec, skipped = _default(output, None if node.default is None else (node.default.value,))
    if skipped is not None and skipped.arm == DEFAULT_ARM:
        skipped = skipped._replace(arm=SKIP_ARM)
    return PlanStep(
        index=index,
        path=node.path,
        step=step,
        handler=step.handler,
        code=code_hash(step.handler),
        runs_on=step.runs_on,
        is_async=signature.is_async,
        takes_context=signature.takes_context,
        takes_value=bool(signature.parameters),
        spread=signature.spread,
        counts=is_step_path(node.path),
        pure=step.options.pure and node.condition is None,  # a decision must be durable before the body begins
        binding=Binding(NOTHING) if node.source is None else _binding(node.source, index_of),
        input_ref=None if node.source is None else _reference(node.source),
        input_codecs=() if node.source is None else _input_codecs(workflow, node, node.source),
        output=output,
        condition=node.condition,
        tolerated=tolerated,
        tolerated_codec=tolerated_codec,
        skipped=skipped,
        skipped_codec=skipped_codec,
        retry=settings.retry or NO_RETRY,
        timeout_seconds=settings.timeout_seconds,
        concurrency=settings.concurrency,
    )


def _default(own: Codec, default: tuple[object] | None) -> tuple[Codec | None, Encoded | None]:
    return (None, None) if default is None else default_codec(own, default[0])


def _binding(source: Source, index_of: Mapping[int, int]) -> Binding:
    if isinstance(source, FromInput):
        return Binding(INPUT)
    if isinstance(source, FromNode):
        return Binding(NODE, index_of[id(source.node)])
    if isinstance(source, FromNarrowed):
        return _binding(source.source, index_of)
    members = tuple(_binding(member, index_of) for member in source.members)
    if isinstance(source, FromChoice):
        return Binding(CHOICE, index_of[id(source.decision)], members)
    return Binding(TUPLE if source.kind == "tuple" else LIST, members=members)


def _reference(source: Source) -> str | None:
    """JSON text that says where the value is held (`gorkflow.core.records`); paths need no escapes.

    None where a decision has to be taken first.
    """
    if isinstance(source, FromInput):
        return INPUT_REFERENCE
    if isinstance(source, FromNode):
        return f'"{source.node.path}"'
    if isinstance(source, FromNarrowed):
        return _reference(source.source)
    if isinstance(source, FromChoice):
        return None
    members = [_reference(member) for member in source.members]
    return None if None in members else f"[{','.join(map(str, members))}]"


def _input_codecs(workflow: Workflow[Any, Any], node: StepNode, source: Source) -> tuple[Codec, ...]:
    """What checks the bound value: nothing where producer and consumer declare the same types."""
    parameters = node.step.signature.parameters
    if not parameters:
        return ()
    if node.step.signature.spread and isinstance(source, FromAll):
        same = all(_gives(workflow, member, parameter) for member, parameter in _pairs(source, parameters))
    else:
        same = _gives(workflow, source, node.step.signature.value)
    return () if same else tuple(codec_for(parameter) for parameter in parameters)


def _pairs(source: FromAll, parameters: tuple[object, ...]) -> list[tuple[Source, object]]:
    return list(zip(source.members, parameters, strict=False))


def _gives(workflow: Workflow[Any, Any], source: Source, wanted: object) -> bool:
    """Whether every value of the source is one of the wanted type without looking at it."""
    if wanted is object:
        return True
    if isinstance(source, FromInput):
        return bool(workflow.input_type == wanted)
    if not isinstance(source, FromNode):
        return False
    node = source.node
    if (
        not isinstance(node, StepNode)
        or node.default is not None
        or node.step.tolerance is not None
        or node.condition is not None
    ):
        return False
    given = node.step.signature.output
    return bool(given == wanted) or any(bool(given == member) for member in union_members(wanted))


def _finite(seconds: float | None) -> float | None:
    """NO_TIMEOUT is kept as infinity while settings are merged."""
    return None if seconds is None or math.isinf(seconds) else seconds
