"""Whether the types fit where a map or a loop runs its body."""

from __future__ import annotations

from collections.abc import Callable

from gorkflow.core.graph import (
    AnyNode,
    Container,
    FromChoice,
    FromInput,
    FromNarrowed,
    FromNode,
    LoopNode,
    MapNode,
    Source,
)
from gorkflow.core.source_forms import SourceForms, item_form
from gorkflow.core.types import assignable, describe, describe_two

Check = Callable[[AnyNode, SourceForms], list[str]]


def container_problems(node: MapNode | LoopNode, forms: SourceForms, check: Check) -> list[str]:
    """One sentence for each problem.

    Args:
        check: finds what is wrong with a node where it takes those forms.
    """
    given = forms.of(node.source)
    if isinstance(node, LoopNode):
        problems = _loop_problems(node, given)
        return problems or _inner_problems(node, node.body.takes(), check)
    item = item_form(given)
    if item is None:
        return [
            f"{node.path}: map() takes a list, but {origin_of(node.source)} {describe(given)}; "
            "put a step between them that gives a list"
        ]
    wanted = node.body.takes()
    if node.body.kind != "cases" and not assignable(item, wanted):
        expected, got = describe_two(wanted, item)
        return [
            f"{_inside(node)} takes {expected}, but the items of {describe(given)} that come to {node.path} are {got}; "
            "change one of the two"
        ]
    return _inner_problems(node, item, check)


def _loop_problems(node: LoopNode, given: object) -> list[str]:
    takes, gives, method = node.body.takes(), node.body.gives(), f"{node.kind}()"
    problems: list[str] = []
    if not assignable(given, takes):
        expected, got = describe_two(takes, given)
        problems.append(f"{_inside(node)} in {method} takes {expected}, but {origin_of(node.source)} {got}")
    if not assignable(gives, takes):
        expected, got = describe_two(takes, gives)
        problems.append(
            f"{_inside(node)} gives {got}, and {method} gives that back to it, but it takes {expected}; "
            "let it give what it takes"
        )
    return problems


def _inner_problems(node: MapNode | LoopNode, item: object, check: Check) -> list[str]:
    """Of nodes that are checked where they stand; those of a workflow were when it was built."""
    if node.body.kind == "workflow":
        return []
    forms = SourceForms(item)
    return [problem for inner in node.body.nodes for problem in check(inner, forms)]


def _inside(node: Container) -> str:
    return node.body.kind if node.body.kind == "cases" else f"{node.body.kind} {node.body.id!r}"


def origin_of(source: Source) -> str:
    """Where a value comes from, as the beginning of a clause: "'fetch' before it gives"."""
    if isinstance(source, FromInput):
        return "the workflow's input is"
    if isinstance(source, FromNode):
        return f"{source.node.path!r} before it gives"
    if isinstance(source, FromNarrowed):
        return "there comes"
    if isinstance(source, FromChoice):
        return f"the {source.decision.kind} before it gives"
    return "the join before it gives"
