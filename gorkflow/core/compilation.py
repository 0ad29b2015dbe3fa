"""From a definition to its execution plan: arrays instead of a graph, settings merged, references written out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.body_code import code_hash
from gorkflow.core.caching import Caching, caching_of
from gorkflow.core.compiled_sources import binding_of_source, input_codecs, reference_of
from gorkflow.core.fingerprint import placed
from gorkflow.core.graph import (
    AnyNode,
    Body,
    Container,
    Decision,
    FromNode,
    LoopNode,
    MapNode,
    SleepNode,
    Source,
    StepNode,
    WaitNode,
)
from gorkflow.core.ids import is_step_path
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import (
    NODE,
    NOTHING,
    SKIP_ARM,
    UNDO,
    AnyPlanNode,
    Binding,
    PlanBody,
    PlanDecision,
    PlanGraph,
    PlanLoop,
    PlanMap,
    PlanSleep,
    PlanStep,
    PlanWait,
)
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.positions import INPUT as FROM_INPUT
from gorkflow.core.settings import Overrides, Settings
from gorkflow.core.source_forms import SourceForms, item_form
from gorkflow.core.values import (
    DEFAULT_ARM,
    Codec,
    Encoded,
    UnsupportedTypeError,
    codec_for,
    default_codec,
)
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.step import AnyStep, Step
    from gorkflow.core.workflow import Workflow


def compile_plan(workflow: Workflow[Any, Any], *, engine: Settings, overrides: Overrides | None = None) -> Plan:
    """Compile a workflow under an engine's settings.

    Raises:
        DefinitionError: a default that cannot be stored.
    """
    problems: list[str] = []
    scope = _Scope(
        settings_of=Settings if overrides is None else partial(overrides, workflow.id),
        inherited=(workflow, engine),
        forms=SourceForms(workflow.input_type),
        problems=problems,
        caching_of=partial(caching_of, workflow),
    )
    graph = _compile_graph(workflow.nodes, workflow.output, scope)
    if problems:
        raise DefinitionError(problems, subject=f"workflow {workflow.id!r}")
    return Plan(
        workflow=workflow,
        nodes=graph.nodes,
        total=sum(node.counts for node in graph.nodes),
        successors=graph.successors,
        in_degree=graph.in_degree,
        roots=graph.roots,
        by_path=graph.by_path,
        containers=graph.containers,
        input=codec_for(workflow.input_type),
        output=graph.output,
        output_ref=reference_of(workflow.output),
        run_timeout_seconds=_finite(workflow.run_timeout_seconds),
        pauses=any(isinstance(node, SleepNode | WaitNode) for node, _ in placed(workflow.nodes)),
    )


class _Inherited(NamedTuple):
    """What a body's steps inherit of the workflow or the map around them."""

    retry: RetryPolicy | None
    timeout_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What nodes are compiled in: the workflow itself, or the body of a map or loop.

    Attributes:
        settings_of: what the environment and gorkflow.toml say of a name.
        inherited: what settings come from after the step's own, the innermost first.
        forms: of the sources there.
        problems: that were found, for all scopes.
        caching_of: how the outputs of the step of that name are kept.
        is_inner: what comes in is an item, not the run's input.
        container: the map or loop whose body it is; None of the workflow itself.
        name: of the container.
        may_write: bodies may write the run's state: not in a map.
        is_decided: that it begins at all is a decision, to be durable before the first body does.
    """

    settings_of: Callable[[str], Settings] | type[Settings]
    inherited: tuple[_Inherited | Workflow[Any, Any] | Settings, ...]
    forms: SourceForms
    problems: list[str]
    caching_of: Callable[[str, AnyStep], Caching | None]
    is_inner: bool = False
    container: Container | None = None
    name: str = ""
    may_write: bool = True
    is_decided: bool = False

    def name_of(self, path: str) -> str:
        """What settings call a node."""
        return path if self.container is None else self.container.body.below(self.name, path, "")

    def wanted(self, name: str) -> Settings:
        """What the environment and gorkflow.toml say of it."""
        return Settings() if isinstance(self.settings_of, type) else self.settings_of(name)

    def inside(self, node: MapNode | LoopNode, *, is_root: bool) -> _Scope:
        """That of the body of a map or loop."""
        body = node.body
        inherited = (_Inherited(body.retry, body.timeout_seconds), _Inherited(node.retry, node.timeout_seconds))
        form = self.forms.of(FromNode(node)) if isinstance(node, LoopNode) else item_form(self.forms.of(node.source))
        return _Scope(
            settings_of=self.settings_of,
            inherited=(*inherited, *self.inherited),
            forms=SourceForms(form),
            problems=self.problems,
            is_inner=True,
            caching_of=self.caching_of,
            container=node,
            name=self.name_of(node.path),
            may_write=self.may_write and isinstance(node, LoopNode),
            is_decided=node.kind == "repeat_while" or (self.is_decided and is_root),
        )


def _compile_graph(nodes: Sequence[AnyNode], output: Source, scope: _Scope) -> PlanGraph:
    index_of: dict[int, int] = {id(node): index for index, node in enumerate(nodes)}
    successors: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        for before in node.after:
            successors[index_of[id(before)]].append(index)
    arms = _arms_of(nodes, index_of)
    compiled: list[AnyPlanNode] = []
    paths = ["" if scope.container is not None and scope.container.body.kind == "step" else node.path for node in nodes]
    for index, node in enumerate(nodes):
        place = _Place(index, paths[index], scope.name_of(node.path), index_of, scope)
        if isinstance(node, Decision):
            compiled.append(_compile_decision(node, place, arms[index]))
        elif isinstance(node, StepNode):
            try:
                compiled.append(_compile_step(node, place))
            except UnsupportedTypeError as error:
                scope.problems.append(
                    f"step {place.name!r}: its default cannot be stored: {error.reason}; give another default"
                )
        elif isinstance(node, SleepNode | WaitNode):
            compiled.append(_compile_pause(node, place))
        else:
            compiled.append(_compile_container(node, place))
    return PlanGraph(
        nodes=tuple(compiled),
        successors=tuple(map(tuple, successors)),
        in_degree=tuple(len(node.after) for node in nodes),
        roots=tuple(index for index, node in enumerate(nodes) if not node.after),
        by_path={path: index for index, path in enumerate(paths)},
        containers={
            node.body.below(node.path, "", "").rstrip("/"): index
            for index, node in enumerate(nodes)
            if isinstance(node, Container)
        },
        output=binding_of_source(output, index_of, is_inner=scope.is_inner),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node is compiled."""

    index: int
    path: str
    name: str
    index_of: Mapping[int, int]
    scope: _Scope

    def binding(self, source: Source | None) -> Binding:
        """Where a value comes from."""
        return (
            Binding(NOTHING)
            if source is None
            else binding_of_source(source, self.index_of, is_inner=self.scope.is_inner)
        )

    def reference(self, source: Source | None) -> str | None:
        """The same as it is stored; in a body it depends on the item."""
        return None if source is None or self.scope.is_inner else reference_of(source)


def _arms_of(nodes: Sequence[AnyNode], index_of: Mapping[int, int]) -> Mapping[int, list[list[int]]]:
    """For each decision and each of its arms the nodes that stand there, at any depth."""
    found: dict[int, list[list[int]]] = {}
    for index, node in enumerate(nodes):
        if isinstance(node, Decision):
            found[index] = [[] for _ in node.chooser.labels]
        for guard in node.guards():
            found[index_of[id(guard.decision)]][guard.arm].append(index)
    return found


def _compile_container(node: MapNode | LoopNode, place: _Place) -> PlanMap | PlanLoop:
    scope = place.scope.inside(node, is_root=not node.after)
    inner = _compile_graph(node.body.nodes, node.body.output, scope)
    body = PlanBody(
        nodes=inner.nodes,
        successors=inner.successors,
        in_degree=inner.in_degree,
        roots=inner.roots,
        by_path=inner.by_path,
        containers=inner.containers,
        output=inner.output,
        definition=node.body,
    )
    if isinstance(node, MapNode):
        return PlanMap(
            index=place.index, path=place.path, name=place.name, binding=place.binding(node.source),
            input_ref=place.reference(node.source), output=codec_for(node.output_type), runs_on="inline", code="",
            pure=False, counts=not place.scope.is_inner, retry=NO_RETRY, body=body,
            item=codec_for(scope.forms.of(FROM_INPUT)), concurrency=node.concurrency,
        )  # fmt: skip
    return PlanLoop(
        index=place.index, path=place.path, name=place.name, binding=place.binding(node.source),
        input_ref=place.reference(node.source), output=codec_for(node.output_type), runs_on="inline", code="",
        pure=False, counts=not place.scope.is_inner, retry=NO_RETRY, body=body,
        condition=node.condition, limit=node.limit,
    )  # fmt: skip


def _compile_decision(node: Decision, place: _Place, arms: Sequence[Sequence[int]]) -> PlanDecision:
    return PlanDecision(
        index=place.index,
        path=place.path,
        name=place.name,
        binding=place.binding(node.source),
        input_ref=place.reference(node.source),
        output=codec_for(str),
        runs_on="inline",
        code="",
        pure=False,
        counts=False,
        retry=NO_RETRY,
        chooser=node.chooser,
        arms=tuple(map(tuple, arms)),
    )


def _compile_pause(node: SleepNode | WaitNode, place: _Place) -> PlanSleep | PlanWait:
    if isinstance(node, SleepNode):
        return PlanSleep(
            index=place.index, path=place.path, name=place.name, binding=place.binding(node.source),
            input_ref=place.reference(node.source), output=codec_for(type(None)),  # never asked for: it gives its input
            runs_on="inline", code="", pure=False, counts=False, retry=NO_RETRY, delay_seconds=node.delay_seconds,
            until=node.until,
        )  # fmt: skip
    output = node.signal.codec
    tolerated_codec, tolerated = _default(output, None if node.default is None else (node.default.value,))
    return PlanWait(
        index=place.index, path=place.path, name=place.name, binding=Binding(NOTHING), input_ref=None, output=output,
        runs_on="inline", code="", pure=False, counts=False, retry=NO_RETRY, tolerated=tolerated,
        tolerated_codec=tolerated_codec, signal=node.signal.name, timeout_seconds=node.timeout_seconds,
    )  # fmt: skip


def _merged(node: StepNode, place: _Place) -> Settings:
    wanted, options = place.scope.wanted(place.name), node.step.options
    sources = (wanted, options, node, *place.scope.inherited)
    timeouts = (source.timeout_seconds for source in sources)
    return Settings(
        retry=next((source.retry for source in sources if source.retry is not None), NO_RETRY),
        timeout_seconds=_finite(next((timeout for timeout in timeouts if timeout is not None), None)),
        concurrency=wanted.concurrency if wanted.concurrency is not None else options.concurrency,
    )


def _compile_step(node: StepNode, place: _Place) -> PlanStep:
    step, scope, settings = node.step, place.scope, _merged(node, place)
    signature = step.signature
    output = codec_for(signature.output)
    tolerated_codec, tolerated = _default(output, None if step.tolerance is None else (step.tolerance.default,))
    skipped_codec, skipped = _default(output, None if node.default is None else (node.default.value,))
    if skipped is not None and skipped.arm == DEFAULT_ARM:
        skipped = skipped._replace(arm=SKIP_ARM)
    is_decided = node.condition is not None or (scope.is_decided and not node.after)
    codecs = () if node.source is None else input_codecs(scope.forms, node, node.source)
    return PlanStep(
        index=place.index,
        path=place.path,
        name=place.name,
        step=step,
        handler=step.handler,
        code=code_hash(step.handler),
        runs_on=step.runs_on,
        is_async=signature.is_async,
        takes_context=signature.takes_context,
        takes_value=bool(signature.parameters),
        spread=signature.spread,
        counts=not scope.is_inner and is_step_path(node.path),
        pure=step.options.pure and not is_decided,  # a decision must be durable before the body begins
        binding=place.binding(node.source),
        input_ref=place.reference(node.source),
        input_codecs=codecs,
        may_write=scope.may_write and not step.options.pure,
        output=output,
        condition=node.condition,
        caching=scope.caching_of(place.name, step),
        tolerated=tolerated,
        tolerated_codec=tolerated_codec,
        undo=None if step.undo is None else _compile_undo(step, place, is_checked=bool(codecs)),
        skipped=skipped,
        skipped_codec=skipped_codec,
        retry=settings.retry or NO_RETRY,
        timeout_seconds=settings.timeout_seconds,
        concurrency=settings.concurrency,
    )


def _compile_undo(step: Step[Any, Any], place: _Place, *, is_checked: bool) -> PlanBody:
    """The undo step, which takes the input and the output of its step.

    Args:
        is_checked: what is bound as the step's input need not be of the type that it takes.
    """
    undo, scope = step.undo, place.scope
    assert undo is not None  # noqa: S101  narrows the type
    takes, gives = tuple[step.signature.input, step.signature.output], undo.signature.output  # type: ignore[name-defined]  # types that are made at run time
    inner = _Scope(
        settings_of=scope.settings_of,
        inherited=scope.inherited,
        caching_of=scope.caching_of,
        forms=SourceForms(None if is_checked else takes),
        problems=scope.problems,
        is_inner=True,
    )
    source = FROM_INPUT if undo.signature.takes_value else None
    node = StepNode(path="", source=source, after=(), order=0, step=undo)
    compiled = _compile_step(node, _Place(0, "", f"{place.name}{UNDO}", {}, inner))
    definition = Body(
        id=undo.id, nodes=(node,), output=FROM_INPUT, kind="step", takes=lambda: takes, gives=lambda: gives
    )  # fmt: skip
    return PlanBody(
        nodes=(compiled,), successors=((),), in_degree=(0,), roots=(0,), by_path={"": 0}, containers={},
        output=Binding(NODE, 0), definition=definition,
    )  # fmt: skip


def _default(own: Codec, default: tuple[object] | None) -> tuple[Codec | None, Encoded | None]:
    return (None, None) if default is None else default_codec(own, default[0])


def _finite(seconds: float | None) -> float | None:
    """NO_TIMEOUT is kept as infinity while settings are merged."""
    return None if seconds is None or math.isinf(seconds) else seconds
