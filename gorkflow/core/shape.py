"""What a definition was, as text that outlives its code: stored once per fingerprint, compared when the code differs.

It holds what the fingerprint covers, and of each type its name and fields, for people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.fingerprint import Mode, digest_of, placed, taken_by
from gorkflow.core.forms import describe
from gorkflow.core.graph import AnyNode, Container, StepNode, WaitNode
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.records import DefinitionRow
from gorkflow.core.values import codec_for

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


class TypeShape(NamedTuple):
    """A type as people read it; `fields` are names and kinds, empty where it has none."""

    name: str
    fields: Mapping[str, str]


class NodeShape(NamedTuple):
    """One node of a definition. Types are digests; `source` is a flat list of words, None without an input.

    `labels` are those of the arms of a decision, which has no output, or the name of the signal of a wait. `inner` is
    where the output of an item or turn comes from, of a map or loop. `has_undo` tells that a run may not end without
    the code that undoes what it did.
    """

    path: str
    kind: str
    source: Sequence[str] | None
    after: Sequence[str]
    parameters: Sequence[str]
    output: str
    is_tap: bool
    has_default: bool
    is_tolerant: bool
    labels: Sequence[str] = ()
    inner: Sequence[str] = ()
    has_undo: bool = False


class Shape(NamedTuple):
    """A definition. `types` are by digest."""

    input: str
    nodes: Mapping[str, NodeShape]
    types: Mapping[str, TypeShape]


def definition_row(workflow: Workflow[Any, Any]) -> DefinitionRow:
    """The definition as it is stored."""
    text = f'{{"lines":[{",".join(workflow.structure)}],"types":{json.dumps(_types_of(workflow))}}}'
    return DefinitionRow(workflow.fingerprint, workflow.id, workflow.version, text)


def shape_of(workflow: Workflow[Any, Any]) -> Shape:
    """The shape of a definition."""
    return read_shape(definition_row(workflow).shape)


def read_shape(text: str) -> Shape:
    """The shape that was stored.

    Raises:
        ValueError: it is none.
    """
    try:
        stored = json.loads(text)
        (_, input_), *lines, _ = stored["lines"]
        nodes = {line[0]: NodeShape(*line) for line in lines}
        types = {digest: TypeShape(name, fields) for digest, (name, fields) in stored["types"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        msg = "this is no description of a definition"
        raise ValueError(msg) from error
    return Shape(input_, nodes, types)


def nodes_of(workflow: Workflow[Any, Any]) -> list[NodeShape]:
    """The nodes of a definition in order, those inside of maps and loops behind these; without its types."""
    return [NodeShape(*json.loads(line)) for line in workflow.structure[1:-1]]


class Payload(NamedTuple):
    """The type of a signal that a definition waits for."""

    digest: str
    name: str


def awaited_by(shape: Shape) -> dict[str, Payload]:
    """The signals that a definition waits for, by name."""
    waits = [node for node in shape.nodes.values() if node.kind == "wait_for"]
    unknown = TypeShape("a type unknown", {})
    return {node.labels[0]: Payload(node.output, shape.types.get(node.output, unknown).name) for node in waits}


def _types_of(workflow: Workflow[Any, Any]) -> dict[str, tuple[str, dict[str, str]]]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    seen: dict[tuple[int, Mode], object] = {}  # the forms, so that their ids stay theirs

    def add(form: object, mode: Mode) -> None:
        if (id(form), mode) in seen:
            return
        seen[id(form), mode] = form
        digest = digest_of(form, mode)
        if digest not in found:
            found[digest] = (describe(form), _fields_of(form, mode))

    add(workflow.input_type, "validation")
    for node, _ in placed(workflow.nodes):
        for form in taken_by(node):
            add(form, "validation")
        for form in _given_by(node):
            add(form, "serialization")
    return found


def _given_by(node: AnyNode) -> Sequence[object]:
    if isinstance(node, StepNode):
        return (node.step.signature.output,)
    if isinstance(node, WaitNode):
        return (node.signal.codec.type_form,)
    return (node.body.gives(),) if isinstance(node, Container) else ()


def _fields_of(form: object, mode: Mode) -> dict[str, str]:
    schema: dict[str, object] = codec_for(form).json_schema(mode)
    properties = schema.get("properties")
    if not is_mapping(properties):
        return {}
    required = schema.get("required")
    needed = required if is_list(required) else []
    return {str(name): _kind_of(kind) + ("" if name in needed else "?") for name, kind in properties.items()}


def _kind_of(schema: object) -> str:
    """A field's type in a word or two."""
    if not is_mapping(schema):
        return "any"
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return reference.rpartition("/")[2]
    members = schema.get("anyOf")
    if is_list(members):
        return " | ".join(_kind_of(member) for member in members)
    kind = schema.get("type")
    if kind == "array" and "items" in schema:
        return f"array of {_kind_of(schema['items'])}"
    return kind if isinstance(kind, str) else "any"
