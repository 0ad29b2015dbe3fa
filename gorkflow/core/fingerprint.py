"""The fingerprint of a definition: the same for the same structure and types, in every process and Python version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from gorkflow.core.choices import ByType
from gorkflow.core.graph import (
    Container,
    Decision,
    FromAll,
    FromInput,
    FromNarrowed,
    FromNode,
    SleepNode,
    Source,
    WaitNode,
)
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.values import Codec

if TYPE_CHECKING:
    from gorkflow.core.graph import AnyNode, LoopNode, MapNode
    from gorkflow.core.workflow import Workflow

Mode = Literal["validation", "serialization"]

# what a schema says for people: not the type. Default texts also differ between versions of Python
_FOR_PEOPLE: Final = frozenset({"title", "description", "examples", "deprecated", "$comment"})
# keywords whose value maps names that the user chose to schemas
_NAMED: Final = frozenset({"properties", "$defs", "patternProperties", "dependentSchemas"})
# keywords whose value is data
_DATA: Final = frozenset({"default", "const", "enum", "required"})


def fingerprint_of(workflow: Workflow[Any, Any]) -> str:
    """SHA-256, in hex, of everything that a stored run depends on."""
    digest = hashlib.sha256()
    for line in workflow.structure:
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def structure_of(workflow: Workflow[Any, Any]) -> tuple[str, ...]:
    """All that the fingerprint covers, as JSON: a line for the input, one for each node in order, one for the output.

    `gorkflow.core.shape` reads it.
    """
    known: dict[tuple[int, Mode], str] = {}  # by identity: most steps of a large graph share their types
    dump = json.JSONEncoder(separators=(",", ":")).encode
    head = dump(["input", digest_of(workflow.input_type, "validation")])
    kept: list[object] = []  # forms that are made on the way: an id stands for one only as long as it lives

    def digest(form: object, mode: Mode) -> str:
        key = (id(form), mode)
        kept.append(form)
        return known.get(key) or known.setdefault(key, digest_of(form, mode))

    nodes = (dump(_described(place, digest)) for place in placed(workflow.nodes))
    return (head, *nodes, dump(["output", *_reference(workflow.output, _TOP)]))


class Scope(NamedTuple):
    """Where nodes stand: in the workflow itself, or in the body of a map or loop.

    Attributes:
        path_of: gives the path of a node as the definition has it: "price[]", "ship#/pack".
        input: the word for what comes in there.
    """

    path_of: Callable[[str], str]
    input: str


_TOP: Final = Scope(str, "@input")


def placed(nodes: Iterable[AnyNode], scope: Scope = _TOP) -> Iterator[tuple[AnyNode, Scope]]:
    """All nodes, those inside maps and loops behind these, each with its scope."""
    for node in nodes:
        yield node, scope
        if isinstance(node, Container):
            yield from placed(node.body.nodes, _inside(node, scope))


def _inside(node: MapNode | LoopNode, scope: Scope) -> Scope:
    path = scope.path_of(node.path)
    return Scope(partial(node.body.below, path, mark=node.mark), "@item")


def _described(place: tuple[AnyNode, Scope], digest: Callable[[object, Mode], str]) -> list[object]:
    node, scope = place
    head: list[object] = [
        scope.path_of(node.path),
        node.kind,
        [*_reference(node.source, scope)] if node.source is not None else None,
        sorted(scope.path_of(before.path) for before in node.after),
        [digest(form, "validation") for form in taken_by(node)],
    ]
    if isinstance(node, Decision):
        return [*head, "", node.is_tap, False, False, node.chooser.labels]
    if isinstance(node, Container):
        inner = [*_reference(node.body.output, _inside(node, scope))]
        return [*head, digest(node.body.gives(), "serialization"), node.is_tap, False, False, (), inner]
    if isinstance(node, SleepNode):
        return [*head, "", node.is_tap, False, False]
    if isinstance(node, WaitNode):
        payload = digest(node.signal.codec.type_form, "serialization")
        return [*head, payload, node.is_tap, node.default is not None, False, [node.signal.name]]
    output = digest(node.step.signature.output, "serialization")
    plain = [*head, output, node.is_tap, node.default is not None, node.step.tolerance is not None]
    return plain if node.step.undo is None else [*plain, (), (), True]


def taken_by(node: AnyNode) -> Sequence[object]:
    """The types that a node takes: of a decision by type those of its arms, of a map or loop that of an item."""
    if isinstance(node, Decision):
        return node.chooser.forms if isinstance(node.chooser, ByType) else ()
    if isinstance(node, Container):
        return (node.body.takes(),)
    if isinstance(node, SleepNode | WaitNode):
        return ()
    return node.step.signature.parameters


def _reference(source: Source, scope: Scope) -> Iterable[str]:
    """The source as a flat sequence of words, so that depth does not matter."""
    todo: list[Source | str] = [source]
    while todo:
        current = todo.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, FromInput):
            yield scope.input
        elif isinstance(current, FromNode):
            yield scope.path_of(current.node.path)
        elif isinstance(current, FromNarrowed):
            todo.append(current.source)
        else:
            kind = current.kind if isinstance(current, FromAll) else f"choice {scope.path_of(current.decision.path)}"
            yield f"@{kind}("
            todo.extend((")", *reversed(current.members)))


def digest_of(form: object, mode: Mode) -> str:
    """SHA-256, in hex, of what a type's JSON schema says of its values."""
    # the text is part of the key, because A | B equals B | A, and the order of the members counts in the store
    try:
        return _cached_digest(form, mode, repr(form))
    except TypeError:  # unhashable metadata in Annotated
        return _cached_digest.__wrapped__(form, mode, "")


@lru_cache(maxsize=4096)
def _cached_digest(form: object, mode: Mode, _text: str) -> str:
    schema = Codec(form).json_schema(mode)
    text = json.dumps(_essential(schema), sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _essential(schema: object) -> object:
    """The schema without its texts for people."""
    if is_list(schema):
        return [_essential(item) for item in schema]
    if not is_mapping(schema):
        return schema
    found: dict[object, object] = {}
    for keyword, value in schema.items():
        if keyword in _DATA:
            found[keyword] = value
        elif keyword in _NAMED and is_mapping(value):
            found[keyword] = {name: _essential(inner) for name, inner in value.items()}
        elif keyword not in _FOR_PEOPLE:
            found[keyword] = _essential(value)
    return found
