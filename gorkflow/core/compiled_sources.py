"""Where a node's input comes from, as its run needs it: in slots, as references, checked or not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gorkflow.core.graph import (
    Container,
    FromAll,
    FromChoice,
    FromInput,
    FromNarrowed,
    FromNode,
    MapNode,
    SleepNode,
    Source,
    StepNode,
    WaitNode,
)
from gorkflow.core.plan_nodes import CHOICE, INPUT, ITEM, LIST, NODE, TUPLE, Binding
from gorkflow.core.records import INPUT_REFERENCE
from gorkflow.core.source_forms import SourceForms, item_form
from gorkflow.core.values import Codec, codec_for, union_members


def binding_of_source(source: Source, index_of: Mapping[int, int], *, is_inner: bool) -> Binding:
    if isinstance(source, FromInput):
        return Binding(INPUT) if not is_inner else Binding(ITEM, 0)
    if isinstance(source, FromNode):
        return _of_node(index_of[id(source.node)])
    if isinstance(source, FromNarrowed):
        return binding_of_source(source.source, index_of, is_inner=is_inner)
    members = tuple(binding_of_source(member, index_of, is_inner=is_inner) for member in source.members)
    if isinstance(source, FromChoice):
        return Binding(CHOICE, index_of[id(source.decision)], members)
    return Binding(TUPLE if source.kind == "tuple" else LIST, members=members)


@lru_cache(maxsize=4096)
def _of_node(index: int) -> Binding:  # one for all who take the value: in a large graph they are many
    return Binding(NODE, index)


def reference_of(source: Source) -> str | None:
    """JSON text that says where the value is held (`gorkflow.core.records`); paths need no escapes.

    None where a decision has to be taken first.
    """
    if isinstance(source, FromInput):
        return INPUT_REFERENCE
    if isinstance(source, FromNode):
        return f'"{source.node.path}"'
    if isinstance(source, FromNarrowed):
        return reference_of(source.source)
    if isinstance(source, FromChoice):
        return None
    members = [reference_of(member) for member in source.members]
    return None if None in members else f"[{','.join(map(str, members))}]"


def input_codecs(forms: SourceForms, node: StepNode, source: Source) -> tuple[Codec, ...]:
    """What checks the bound value: nothing where producer and consumer declare the same types."""
    parameters = node.step.signature.parameters
    if not parameters:
        return ()
    if node.step.signature.spread and isinstance(source, FromAll):
        same = all(_gives(forms, member, parameter) for member, parameter in _pairs(source, parameters))
    else:
        same = _gives(forms, source, node.step.signature.value)
    return () if same else tuple(codec_for(parameter) for parameter in parameters)


def _pairs(source: FromAll, parameters: tuple[object, ...]) -> list[tuple[Source, object]]:
    return list(zip(source.members, parameters, strict=False))


def _gives(forms: SourceForms, source: Source, wanted: object) -> bool:
    """Whether every value of the source is one of the wanted type without looking at it."""
    if wanted is object:
        return True
    if isinstance(source, FromInput):
        return bool(forms.of(source) == wanted)
    if not isinstance(source, FromNode):
        return False
    node = source.node
    if isinstance(node, SleepNode):
        return _gives(forms, node.source, wanted)
    if isinstance(node, MapNode) and item_form(forms.of(node.source)) != node.body.takes():
        return False  # a workflow may pass an item on as it came
    if isinstance(node, Container | WaitNode):
        return bool(forms.of(source) == wanted)
    if (
        not isinstance(node, StepNode)
        or node.default is not None
        or node.step.tolerance is not None
        or node.condition is not None
    ):
        return False
    given = node.step.signature.output
    return bool(given == wanted) or any(bool(given == member) for member in union_members(wanted))
