"""The type forms of sources: what comes to a node, and what a workflow gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args, get_origin

from gorkflow.core.forms import is_union, normalised, union_of
from gorkflow.core.graph import (
    AnyNode,
    FromChoice,
    FromInput,
    FromNarrowed,
    FromNode,
    LoopNode,
    SleepNode,
    Source,
    StepNode,
    members_of,
)

MAX_NESTING: Final = 50


class SourceForms:
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
            node, passed = source.node, _passed_on(source.node)
            if passed is None:
                return node.output_type, 0
            form, depth = self._get(passed)
            return (union_of(form, node.output_type), depth) if isinstance(node, LoopNode) else (form, depth)
        members = [self._get(one) for one in members_of(source)]
        if isinstance(source, FromNarrowed):
            return source.form, members[0][1]
        if isinstance(source, FromChoice):
            return union_of(*(one[0] for one in members)), max(one[1] for one in members)
        depth = 1 + max((one[1] for one in members), default=0)
        if depth > MAX_NESTING:
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
    """What a step without a default gives where its condition is false, and a loop without any turn: its input."""
    is_skippable = isinstance(node, StepNode) and node.condition is not None and node.default is None
    return node.source if is_skippable or isinstance(node, LoopNode | SleepNode) else None


def item_form(form: object) -> object | None:
    """The type form of the items of a list, or of a tuple; None of what is neither."""
    plain = normalised(form)
    if is_union(plain):
        members = [item_form(member) for member in get_args(plain)]
        return None if None in members else union_of(*members)
    origin = get_origin(plain)
    if not isinstance(origin, type) or not issubclass(origin, list | tuple):
        return None
    arguments = [one for one in get_args(plain) if one is not Ellipsis]
    return union_of(*arguments) if arguments else None
