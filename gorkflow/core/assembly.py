"""From a position to a workflow: which nodes belong to it, whether their types fit, what else is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from gorkflow.core.case_checks import decision_problems
from gorkflow.core.choices import ByType
from gorkflow.core.container_checks import container_problems, origin_of
from gorkflow.core.fingerprint import digest_of, placed
from gorkflow.core.forms import union_of
from gorkflow.core.graph import (
    AnyNode,
    Container,
    Decision,
    FromAll,
    FromInput,
    SleepNode,
    Source,
    StepNode,
    WaitNode,
    ancestors_of,
    steps_in,
)
from gorkflow.core.graph_checks import graph_problems
from gorkflow.core.positions import INPUT, UNDECIDED, Entry, Position, Root, trails_of
from gorkflow.core.source_forms import MAX_NESTING, SourceForms
from gorkflow.core.step import check_executor
from gorkflow.core.types import assignable, describe, describe_two
from gorkflow.core.values import UnsupportedTypeError, codec_for, default_codec
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError


def build(position: Position) -> Workflow[Any, Any]:
    """The workflow whose output is that of the position.

    Raises:
        DefinitionError: the definition is invalid; it lists all problems.
    """
    root = position.root
    trails = list(trails_of(position.trail))
    taps = [node for trail in trails for node in trail.taps]
    entries = [entry for trail in reversed(trails) for entry in trail.entries]
    ends = [*position.nodes(), *taps]
    nodes = ancestors_of(ends)
    dependencies = [(node.path, [one.path for one in node.after]) for node in nodes]
    problems = graph_problems(dependencies, [node.path for node in ends], names_of(nodes))
    unknown = _step_problems(nodes)
    if unknown:  # types are compared where all of them are known
        raise DefinitionError([*problems, *unknown], subject=f"workflow {root.id!r}")
    forms = SourceForms(_input_type(root, nodes, entries))
    problems += _type_problems(position, nodes, entries, forms)
    problems += _signal_problems(nodes)
    if problems:
        raise DefinitionError(problems, subject=f"workflow {root.id!r}")
    input_type, output_type = forms.of(INPUT), forms.of(position.source)
    return Workflow(root, tuple(nodes), position.source, input_type, output_type)


def _type_problems(
    position: Position, nodes: Sequence[AnyNode], entries: Sequence[Entry], forms: SourceForms
) -> list[str]:
    problems = _entry_problems(entries, forms)
    for node in nodes:
        problems += _problems_of(node, forms)
    if forms.depth_of(position.source) > MAX_NESTING:
        problems.append(f"its output is nested deeper than {MAX_NESTING} tuples; end it with a step that sums it up")
    return problems


def _problems_of(node: AnyNode, forms: SourceForms) -> list[str]:
    if isinstance(node, StepNode):
        return _node_problems(node, forms)
    if isinstance(node, Decision):
        return decision_problems(node, forms.of)
    if isinstance(node, SleepNode):
        return []
    if isinstance(node, WaitNode):
        return _wait_problems(node)
    return container_problems(node, forms, _problems_of)


def names_of(nodes: Sequence[AnyNode]) -> list[str]:
    """What the steps of a definition are called in settings and in `Workflow.steps`; also those in maps and loops."""
    return [path for path, _ in steps_in(nodes)]


def _step_problems(nodes: Sequence[AnyNode]) -> list[str]:
    """What is wrong with single steps now that every name should be known."""
    problems: list[str] = []
    steps = [node.step for _, node in steps_in(nodes)]
    undos = [step.undo for step in steps if step.undo is not None]
    for step in dict.fromkeys([*steps, *undos]):
        try:
            step.signature.resolve()
            check_executor(step)
        except DefinitionError as error:
            problems.extend(f"step {step.id!r}: {problem}" for problem in error.problems)
    return problems


def _input_type(root: Root, nodes: Sequence[AnyNode], entries: Sequence[Entry]) -> object:
    """As given to `workflow()`; else the narrowest type that a reader of the input takes; `object` without readers."""
    if root.input_type is not UNDECIDED:
        return root.input_type
    wanted = [entry.input_type for entry in entries if isinstance(entry.source, FromInput)]
    wanted += [_wanted(node) for node in nodes if isinstance(node.source, FromInput) and "/" not in node.path]
    if not wanted:
        return object
    return reduce(lambda narrow, other: narrow if assignable(narrow, other) else other, wanted)


def _wanted(node: AnyNode) -> object:
    """The type that a node takes; a decision by type takes those of all its arms."""
    if isinstance(node, StepNode):
        return node.step.signature.input
    if isinstance(node, Container):
        return node.takes()
    if isinstance(node, SleepNode | WaitNode):
        return object
    return union_of(*node.chooser.forms) if isinstance(node.chooser, ByType) else object


def _entry_problems(entries: Sequence[Entry], forms: SourceForms) -> list[str]:
    problems: list[str] = []
    for entry in entries:
        given = forms.of(entry.source)
        if not assignable(given, entry.input_type):
            wanted, got = describe_two(entry.input_type, given)
            problems.append(
                f"workflow {entry.workflow_id!r} inside it takes {wanted}, but {origin_of(entry.source)} {got}; "
                f"put a step between them that takes {got} and gives {wanted}"
            )
    return problems


def _node_problems(node: StepNode, forms: SourceForms) -> list[str]:
    problems = [*_default_problems(node), *_undo_problems(node)]
    source, signature = node.source, node.step.signature
    if source is None:
        return problems
    if signature.parameters:
        if signature.spread and isinstance(source, FromAll) and source.kind == "tuple":
            problems += _spread_problems(node, source, forms)
        else:
            problems += _value_problems(node, source, forms)
    if node.condition is not None and node.default is None:
        problems += _pass_problems(node, source, forms)
    return problems


def _value_problems(node: StepNode, source: Source, forms: SourceForms) -> list[str]:
    given, expected = forms.of(source), node.step.signature.input
    if assignable(given, expected):
        return []
    wanted, got = describe_two(expected, given)
    return [
        f"step {node.path!r} takes {wanted}, but {origin_of(source)} {got}; "
        f"change one of the two, or put a step between them that takes {got} and gives {wanted}"
    ]


def _spread_problems(node: StepNode, source: FromAll, forms: SourceForms) -> list[str]:
    signature = node.step.signature
    pairs = list(zip(signature.parameter_names, signature.parameters, strict=True))
    if len(pairs) != len(source.members):
        takes = ", ".join(f"{name}: {describe(form)}" for name, form in pairs)
        comes = ", ".join(describe(forms.of(member)) for member in source.members)
        return [
            f"step {node.path!r} takes {len(pairs)} values ({takes}), but {len(source.members)} come from the join "
            f"before it ({comes}); join as many as it takes"
        ]
    problems: list[str] = []
    for (name, expected), member in zip(pairs, source.members, strict=True):
        given = forms.of(member)
        if not assignable(given, expected):
            wanted, got = describe_two(expected, given)
            problems.append(
                f"step {node.path!r} takes {wanted} as {name!r}, but {origin_of(member)} {got}; "
                "join in the order of the parameters"
            )
    return problems


def _pass_problems(node: StepNode, source: Source, forms: SourceForms) -> list[str]:
    """Without a default a false condition passes the input on, so the step must give what it takes."""
    given, output = forms.of(source), node.step.output_type
    if assignable(output, given):
        return []
    wanted, got = describe_two(given, output)
    return [
        f"step {node.path!r} gives {got}, but then_if() without default= passes on {wanted} where its condition is "
        f"false; add default=..., or let the step give {wanted}"
    ]


def _undo_problems(node: StepNode) -> list[str]:
    """The undo step takes the input and the output of its step, or nothing."""
    undo = node.step.undo
    if undo is None or not undo.signature.parameters:
        return []
    given = tuple[node.step.signature.input, node.step.signature.output]  # type: ignore[name-defined]  # a type that is made at run time
    wanted = undo.signature.input
    if assignable(given, wanted):
        return []
    expected, got = describe_two(wanted, given)
    return [
        f"step {undo.id!r}, which undoes {node.path!r}, takes {expected}, but its input and output are {got}; "
        "let it take both, or nothing"
    ]


def _signal_problems(nodes: Sequence[AnyNode]) -> list[str]:
    """Signals of one name and several types: whoever sends one could not know which is meant."""
    first: dict[str, WaitNode] = {}
    problems: list[str] = []
    for node, _ in placed(nodes):
        if not isinstance(node, WaitNode):
            continue
        other = first.setdefault(node.signal.name, node)
        one, two = (each.signal.codec.type_form for each in (other, node))
        if one != two and digest_of(one, "serialization") != digest_of(two, "serialization"):
            wanted, got = describe_two(one, two)
            problems.append(
                f"{other.path!r} and {node.path!r} wait for signal {node.signal.name!r} with {wanted} and with {got}; "
                "give one of them another name"
            )
    return problems


def _wait_problems(node: WaitNode) -> list[str]:
    try:
        if node.default is not None:
            default_codec(node.signal.codec, node.default.value)
    except UnsupportedTypeError as error:
        what = f"the default of wait_for({node.signal.name!r})"
        return [f"{what} at {node.path!r} cannot be stored: {error.reason}; give a value of the signal's type"]
    return []


def _default_problems(node: StepNode) -> list[str]:
    defaults = [one.default for one in (node.step.tolerance,) if one is not None]
    defaults += [one.value for one in (node.default,) if one is not None]
    problems: list[str] = []
    for default in defaults:
        try:
            default_codec(codec_for(node.step.signature.output), default)
        except UnsupportedTypeError as error:
            problems.append(
                f"the default of step {node.path!r} cannot be stored: {error.reason}; give a value of the step's type"
            )
    return problems
