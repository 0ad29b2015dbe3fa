"""From a position to a workflow: which nodes belong to it, whether their types fit, what else is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, Final

from gorkflow.core.case_checks import decision_problems
from gorkflow.core.choices import ByType
from gorkflow.core.forms import union_of
from gorkflow.core.graph import (
    AnyNode,
    FromAll,
    FromChoice,
    FromInput,
    FromNarrowed,
    FromNode,
    Source,
    StepNode,
    ancestors_of,
    graph_problems,
    members_of,
)
from gorkflow.core.positions import INPUT, UNDECIDED, Entry, Position, Root, trails_of
from gorkflow.core.step import check_executor
from gorkflow.core.types import assignable, describe, describe_two
from gorkflow.core.values import UnsupportedTypeError, codec_for, default_codec
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError

_MAX_NESTING: Final = 50


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
    problems = graph_problems(dependencies, [node.path for node in ends])
    unknown = _step_problems(nodes)
    if unknown:  # types are compared where all of them are known
        raise DefinitionError([*problems, *unknown], subject=f"workflow {root.id!r}")
    forms = _Forms(_input_type(root, nodes, entries))
    problems += _type_problems(position, nodes, entries, forms)
    if problems:
        raise DefinitionError(problems, subject=f"workflow {root.id!r}")
    input_type, output_type = forms.of(INPUT), forms.of(position.source)
    return Workflow(root, tuple(nodes), position.source, input_type, output_type)


def _type_problems(position: Position, nodes: Sequence[AnyNode], entries: Sequence[Entry], forms: _Forms) -> list[str]:
    problems = _entry_problems(entries, forms)
    for node in nodes:
        problems += _node_problems(node, forms) if isinstance(node, StepNode) else decision_problems(node, forms.of)
    if forms.depth_of(position.source) > _MAX_NESTING:
        problems.append(f"its output is nested deeper than {_MAX_NESTING} tuples; end it with a step that sums it up")
    return problems


class _Forms:
    """Type forms of sources, each computed once."""

    def __init__(self, input_type: object) -> None:
        self._input_type = input_type
        self._known: dict[int, tuple[object, int]] = {}

    def of(self, source: Source) -> object:
        """What the source gives."""
        return self._form(source)[0]

    def depth_of(self, source: Source) -> int:
        """How deep its tuples and lists are nested."""
        return self._form(source)[1]

    def _form(self, source: Source) -> tuple[object, int]:
        if isinstance(source, FromInput):
            return self._input_type, 0
        known = self._known.get(_key(source))
        if known is not None:
            return known
        todo = [source]
        while todo:
            current = todo[-1]
            needed = [one for one in _needed(current) if not isinstance(one, FromInput)]
            missing = [one for one in needed if _key(one) not in self._known]
            if missing:
                todo.extend(missing)
                continue
            self._known[_key(todo.pop())] = self._combined(current)
        return self._known[_key(source)]

    def _combined(self, source: Source) -> tuple[object, int]:
        """The form of a source whose members are known."""
        if isinstance(source, FromInput):
            return self._input_type, 0
        if isinstance(source, FromNode):
            passed = _passed_on(source.node)
            return self._get(passed) if passed is not None else (source.node.output_type, 0)
        members = [self._get(one) for one in members_of(source)]
        if isinstance(source, FromNarrowed):
            return source.form, members[0][1]
        if isinstance(source, FromChoice):
            return union_of(*(one[0] for one in members)), max(one[1] for one in members)
        depth = 1 + max((one[1] for one in members), default=0)
        if depth > _MAX_NESTING:
            return tuple, depth  # a type without items: nothing is said about what it holds
        forms = [one[0] for one in members]
        if source.kind == "list":
            return list[union_of(*forms)], depth  # type: ignore[misc]  # a type that is made at run time
        return tuple[tuple(forms)], depth  # type: ignore[misc]  # as above

    def _get(self, source: Source) -> tuple[object, int]:
        return (self._input_type, 0) if isinstance(source, FromInput) else self._known[_key(source)]


def _key(source: Source) -> int:
    return id(source.node) if isinstance(source, FromNode) else id(source)


def _needed(source: Source) -> Sequence[Source]:
    if not isinstance(source, FromNode):
        return members_of(source)
    passed = _passed_on(source.node)
    return () if passed is None else (passed,)


def _passed_on(node: AnyNode) -> Source | None:
    """What a step gives where its condition is false: its input, unless it has a default."""
    passes_on = isinstance(node, StepNode) and node.condition is not None and node.default is None
    return node.source if passes_on else None


def _step_problems(nodes: Sequence[AnyNode]) -> list[str]:
    """What is wrong with single steps now that every name should be known."""
    problems: list[str] = []
    for step in dict.fromkeys(node.step for node in nodes if isinstance(node, StepNode)):
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
    return union_of(*node.chooser.forms) if isinstance(node.chooser, ByType) else object


def _entry_problems(entries: Sequence[Entry], forms: _Forms) -> list[str]:
    problems: list[str] = []
    for entry in entries:
        given = forms.of(entry.source)
        if not assignable(given, entry.input_type):
            wanted, got = describe_two(entry.input_type, given)
            problems.append(
                f"workflow {entry.workflow_id!r} inside it takes {wanted}, but {_origin(entry.source)} {got}; "
                f"put a step between them that takes {got} and gives {wanted}"
            )
    return problems


def _node_problems(node: StepNode, forms: _Forms) -> list[str]:
    problems = _default_problems(node)
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


def _value_problems(node: StepNode, source: Source, forms: _Forms) -> list[str]:
    given, expected = forms.of(source), node.step.signature.input
    if assignable(given, expected):
        return []
    wanted, got = describe_two(expected, given)
    return [
        f"step {node.path!r} takes {wanted}, but {_origin(source)} {got}; "
        f"change one of the two, or put a step between them that takes {got} and gives {wanted}"
    ]


def _spread_problems(node: StepNode, source: FromAll, forms: _Forms) -> list[str]:
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
                f"step {node.path!r} takes {wanted} as {name!r}, but {_origin(member)} {got}; "
                "join in the order of the parameters"
            )
    return problems


def _pass_problems(node: StepNode, source: Source, forms: _Forms) -> list[str]:
    """Without a default a false condition passes the input on, so the step must give what it takes."""
    given, output = forms.of(source), node.step.output_type
    if assignable(output, given):
        return []
    wanted, got = describe_two(given, output)
    return [
        f"step {node.path!r} gives {got}, but then_if() without default= passes on {wanted} where its condition is "
        f"false; add default=..., or let the step give {wanted}"
    ]


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


def _origin(source: Source) -> str:
    if isinstance(source, FromInput):
        return "the workflow's input is"
    if isinstance(source, FromNode):
        return f"{source.node.path!r} before it gives"
    if isinstance(source, FromNarrowed):
        return "there comes"
    if isinstance(source, FromChoice):
        return f"the {source.decision.kind} before it gives"
    return "the join before it gives"
