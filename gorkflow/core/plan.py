"""A workflow compiled for execution: arrays instead of a graph, settings merged, references written out.

A plan is made once per engine and workflow and shared by all its runs. Everything that a transition touches is indexed
by the node's place in topological order, so that a transition costs O(out-degree of the step).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.body_code import code_hash
from gorkflow.core.graph import FromAll, FromInput, FromNode, Node, Source
from gorkflow.core.narrowing import is_list
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
    from gorkflow.core.step import Step
    from gorkflow.core.workflow import Workflow

SKIP_ARM = -2  # the output is the default of a then_if

# kinds of a binding
NOTHING, INPUT, NODE, TUPLE, LIST, GIVEN = range(6)


class Binding(NamedTuple):
    """Where a value comes from, in indices."""

    kind: int
    node: int = -1  # its place in the plan; of GIVEN, the step that takes it
    members: tuple[Any, ...] = ()  # of Binding; a NamedTuple cannot name itself


class Settings(NamedTuple):
    """What an engine, a workflow or an operator says of steps; None inherits from the next in line."""

    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None


Overrides = Callable[[str, str], Settings]
"""Settings of the environment and of gorkflow.toml for (workflow id, path): they win over the step's own."""


@dataclass(slots=True, frozen=True, eq=False)
class PlanNode:
    """One step, ready to be executed."""

    index: int
    path: str
    step: Step[Any, Any]
    handler: Callable[..., Any]
    code: str  # hash of the body's code, in each attempt's first event
    runs_on: str  # "loop", "inline", "thread", "process"
    is_async: bool
    takes_context: bool
    takes_value: bool
    spread: bool
    pure: bool  # needs no record of its start
    binding: Binding
    input_ref: str | None
    input_codecs: tuple[Codec, ...]  # empty where the value's type is the consumer's own
    output: Codec
    condition: Callable[[Any], object] | None
    tolerated: Encoded | None  # what consumers get instead of an output that never came
    tolerated_codec: Codec | None
    skipped: Encoded | None  # what consumers get when the condition is false
    skipped_codec: Codec | None
    retry: RetryPolicy
    timeout_seconds: float | None
    concurrency: int | None

    @property
    def late_code(self) -> dict[str, str]:
        """The hash of the code for an attempt's later events, where none of its start has it."""
        return {"code": self.code} if self.pure else {}

    def codec(self, arm: int) -> Codec:
        """The codec that decodes an output of that arm."""
        if arm == DEFAULT_ARM and self.tolerated_codec is not None:
            return self.tolerated_codec
        if arm == SKIP_ARM and self.skipped_codec is not None:
            return self.skipped_codec
        return self.output


@dataclass(slots=True, frozen=True, eq=False)
class Plan:
    """A compiled workflow."""

    workflow: Workflow[Any, Any]
    nodes: tuple[PlanNode, ...]
    successors: tuple[tuple[int, ...], ...]
    in_degree: tuple[int, ...]
    roots: tuple[int, ...]
    by_path: Mapping[str, int]
    input: Codec
    output: Binding
    output_ref: str | None
    run_timeout_seconds: float | None

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
    nodes: list[PlanNode] = []
    problems: list[str] = []
    for index, node in enumerate(workflow.nodes):
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
    nodes = list(plan.nodes)
    for path in paths:
        index = plan.by_path.get(path)
        if index is not None:
            reference = f'"{GIVEN_PREFIX}{path}"'
            nodes[index] = replace(nodes[index], binding=Binding(GIVEN, index), input_ref=reference, input_codecs=())
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


def _merged(workflow: Workflow[Any, Any], node: Node, wanted: Settings, engine: Settings) -> Settings:
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
    workflow: Workflow[Any, Any], node: Node, index: int, index_of: Mapping[int, int], settings: Settings
) -> PlanNode:
    step = node.step
    signature = step.signature
    output = codec_for(signature.output)
    tolerated_codec, tolerated = _default(output, None if step.tolerance is None else (step.tolerance.default,))
    skipped_codec, skipped = _default(output, None if node.default is None else (node.default.value,))
    if skipped is not None and skipped.arm == DEFAULT_ARM:
        skipped = skipped._replace(arm=SKIP_ARM)
    return PlanNode(
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
    kind = TUPLE if source.kind == "tuple" else LIST
    return Binding(kind, members=tuple(_binding(member, index_of) for member in source.members))


def _reference(source: Source) -> str:
    """JSON text that says where the value is held (`gorkflow.core.records`); paths need no escapes."""
    if isinstance(source, FromInput):
        return INPUT_REFERENCE
    if isinstance(source, FromNode):
        return f'"{source.node.path}"'
    return "[" + ",".join(_reference(member) for member in source.members) + "]"


def _input_codecs(workflow: Workflow[Any, Any], node: Node, source: Source) -> tuple[Codec, ...]:
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
    if isinstance(source, FromAll):
        return False
    node = source.node
    if node.default is not None or node.step.tolerance is not None or node.condition is not None:
        return False
    given = node.step.signature.output
    return bool(given == wanted) or any(bool(given == member) for member in union_members(wanted))


def _finite(seconds: float | None) -> float | None:
    """NO_TIMEOUT is kept as infinity while settings are merged."""
    return None if seconds is None or math.isinf(seconds) else seconds
