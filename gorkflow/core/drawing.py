"""Drawings of a workflow as text: Mermaid and Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from gorkflow.core.graph import AnyNode, Container, Decision, FromInput, StepNode, sources_in
from gorkflow.core.types import describe

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


_MERMAID: Final = {"box": ("[", "]"), "hexagon": ("{{", "}}"), "diamond": ("{", "}")}
_DOT: Final = {"box": "", "hexagon": ", shape=hexagon", "diamond": ", shape=diamond"}


@dataclass(frozen=True, slots=True)
class _Group:
    """The nodes of one workflow and of those inside it."""

    name: str
    nodes: list[tuple[str, AnyNode]] = field(default_factory=list[tuple[str, "AnyNode"]])
    groups: dict[str, _Group] = field(default_factory=dict[str, "_Group"])


@dataclass(frozen=True, slots=True)
class _Edge:
    start: str
    end: str
    label: str
    is_dashed: bool


def mermaid_of(workflow: Workflow[Any, Any]) -> str:
    """The workflow as a Mermaid flowchart, top to bottom; workflows inside it are subgraphs."""
    lines = ["flowchart TD", f'  input(["{_for_mermaid(describe(workflow.input_type))}"])']
    keys = _keys(workflow)
    counter = iter(range(len(workflow.nodes) + 1))
    lines += _mermaid_group(_grouped(workflow, keys), "  ", counter)
    lines.append(f'  output(["{_for_mermaid(describe(workflow.output_type))}"])')
    for edge in _edges(workflow, keys):
        arrow = "-.->" if edge.is_dashed else "-->"
        lines.append(f'  {edge.start} {arrow}|"{_for_mermaid(edge.label)}"| {edge.end}')
    return "\n".join(lines) + "\n"


def dot_of(workflow: Workflow[Any, Any]) -> str:
    """The workflow in Graphviz's DOT language; workflows inside it are clusters."""
    keys = _keys(workflow)
    counter = iter(range(len(workflow.nodes) + 1))
    lines = [
        f"digraph {_for_dot(workflow.id)} {{",
        "  node [shape=box, style=rounded];",
        f"  input [shape=oval, label={_for_dot(describe(workflow.input_type))}];",
        *_dot_group(_grouped(workflow, keys), "  ", counter),
        f"  output [shape=oval, label={_for_dot(describe(workflow.output_type))}];",
    ]
    for edge in _edges(workflow, keys):
        style = ", style=dashed" if edge.is_dashed else ""
        lines.append(f"  {edge.start} -> {edge.end} [label={_for_dot(edge.label)}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _keys(workflow: Workflow[Any, Any]) -> dict[int, str]:
    """Short names for the drawing's own syntax, which the ids of steps may not fit."""
    return {id(node): f"n{index}" for index, node in enumerate(workflow.nodes)}


def _grouped(workflow: Workflow[Any, Any], keys: dict[int, str]) -> _Group:
    top = _Group("")
    for node in workflow.nodes:
        group = top
        for name in node.path.split("/")[:-1]:
            group = group.groups.setdefault(name, _Group(name))
        group.nodes.append((keys[id(node)], node))
    return top


def _edges(workflow: Workflow[Any, Any], keys: dict[int, str]) -> Iterator[_Edge]:
    """An edge for each order of two steps, labelled with the type where a value goes along it."""
    for node in workflow.nodes:
        feeds = [] if node.source is None else list(sources_in(node.source))
        if not node.after or any(isinstance(one, FromInput) for one in feeds):
            yield _Edge("input", keys[id(node)], describe(workflow.input_type), node.is_tap)
        for before in node.after:
            label = _label(before, node)
            if label is not None:
                yield _Edge(keys[id(before)], keys[id(node)], label, node.is_tap)
    for one in dict.fromkeys(one if isinstance(one, FromInput) else one.node for one in sources_in(workflow.output)):
        if isinstance(one, FromInput):
            yield _Edge("input", "output", describe(workflow.input_type), is_dashed=False)
        else:
            label = _label(one, one)
            if label is not None:
                yield _Edge(keys[id(one)], "output", label, is_dashed=False)


def _lines_of(node: AnyNode) -> list[str]:
    """What stands in a node's box: its name, its description, how it is run, its tags."""
    name = node.path.rpartition("/")[2]
    if isinstance(node, Decision):
        return [name, "tap"] if node.is_tap else [name]
    if isinstance(node, Container):
        return [f"{node.kind} {node.body.id}"]
    options = node.step.options
    found = [options.name or name]
    found += [options.description] if options.description else []
    found += ["if its condition holds"] if node.condition is not None else []
    found += ["tap"] if node.is_tap else []
    return found + [f"{key}: {value}" for key, value in options.tags.items()]


def _form_of(node: AnyNode) -> Literal["box", "hexagon", "diamond"]:
    if isinstance(node, Decision):
        return "diamond"
    return "hexagon" if isinstance(node, StepNode) and node.condition is not None else "box"


def _label(before: AnyNode, node: AnyNode) -> str | None:
    """What goes from one node to the next: a value of a type, or the word of a decision; None where nothing does.

    What stands at the beginning of an arm is drawn behind the decision alone.
    """
    if not isinstance(before, Decision):
        is_in_front = any(guard.decision in node.after and before in guard.decision.after for guard in node.guards())
        return None if is_in_front else describe(before.output_type)
    taken = next((guard.arm for guard in node.guards() if guard.decision is before), None)
    return None if taken is None else before.chooser.labels[taken]


def _mermaid_group(group: _Group, indent: str, counter: Iterator[int]) -> Iterator[str]:
    for key, node in group.nodes:
        label = "<br/>".join(_for_mermaid(line) for line in _lines_of(node))
        left, right = _MERMAID[_form_of(node)]
        yield f'{indent}{key}{left}"{label}"{right}'
    for inner in group.groups.values():
        yield f'{indent}subgraph g{next(counter)}["{_for_mermaid(inner.name)}"]'
        yield from _mermaid_group(inner, indent + "  ", counter)
        yield f"{indent}end"


def _dot_group(group: _Group, indent: str, counter: Iterator[int]) -> Iterator[str]:
    for key, node in group.nodes:
        shape = _DOT[_form_of(node)]
        yield f"{indent}{key} [label={_for_dot(chr(10).join(_lines_of(node)))}{shape}];"
    for inner in group.groups.values():
        yield f"{indent}subgraph cluster_{next(counter)} {{"
        yield f"{indent}  label={_for_dot(inner.name)};"
        yield from _dot_group(inner, indent + "  ", counter)
        yield f"{indent}}}"


def _for_mermaid(text: str) -> str:
    """The text as an entity-escaped label: Mermaid reads `#` as the start of an entity and quotes as its end."""
    import html  # only for who draws: imports are to be quick

    plain = html.escape(text.replace("#", "\0"), quote=True).replace("&", "#").replace("\0", "#35;")
    return " ".join(plain.replace("`", "#96;").split())


def _for_dot(text: str) -> str:
    """The text as a quoted string of DOT, line breaks kept."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\r", " ").replace("\n", "\\n").replace("\0", " ") + '"'
