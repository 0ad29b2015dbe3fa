"""Where values go in a graph, as people see it: a value passes the decision that it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from gorkflow.core.forms import describe
from gorkflow.core.graph import AnyNode, Decision, FromChoice, FromInput, FromNarrowed, FromNode, Guard, Source

_MEMBER: Final = re.compile(r"<([\w.]+): .*>")


class Arrow(NamedTuple):
    """From a node to another.

    Attributes:
        start: None for the graph's input.
        end: None for its output.
        label: see `Edge`.
    """

    start: AnyNode | None
    end: AnyNode | None
    label: str
    is_dashed: bool


def arrows_in(nodes: Sequence[AnyNode], output: Source, given: str) -> Iterator[Arrow]:
    """The arrows of a graph, each once.

    Args:
        nodes: the graph.
        output: where its output comes from.
        given: the type of its input as text.
    """
    for node in nodes:
        starts = _orders(node) if node.source is None else _feeds(node.source, node.guard, given)
        for start, label in dict.fromkeys(starts):
            yield Arrow(start, node, label, node.is_tap)
    for start, label in dict.fromkeys(_feeds(output, None, given)):
        yield Arrow(start, None, label, is_dashed=False)


_Start = tuple[AnyNode | None, str]


def _feeds(source: Source, guard: Guard | None, given: str) -> Iterator[_Start]:
    """Where a value comes from that goes to a node behind that guard."""
    todo: list[tuple[Source, Guard | None]] = [(source, None)]
    while todo:
        current, choice = todo.pop()
        if isinstance(current, FromInput | FromNode):
            yield _passed(None if isinstance(current, FromInput) else current.node, (choice, guard), given)
        elif isinstance(current, FromNarrowed):
            todo.append((current.source, choice))
        elif isinstance(current, FromChoice):
            arms = [(one, Guard(current.decision, arm)) for arm, one in enumerate(current.members)]
            todo.extend(reversed(arms))
        else:
            todo.extend((one, choice) for one in reversed(current.members))


def _passed(start: AnyNode | None, guards: Iterable[Guard | None], given: str) -> _Start:
    """The last that a value passes: its maker, or a decision whose arm it goes along without being made there."""
    label = given if start is None else describe(start.output_type)
    for guard in guards:
        if guard is not None and not _stands_in(start, guard):
            start, label = guard.decision, _label_of(guard.decision, guard.arm)
    return start, label


def _stands_in(node: AnyNode | None, guard: Guard) -> bool:
    return node is not None and any(one.decision is guard.decision and one.arm == guard.arm for one in node.guards())


def _orders(node: AnyNode) -> Iterator[_Start]:
    """What a node follows that takes no value."""
    guard = node.guard
    if not node.after:
        yield None, ""
    elif guard is not None and guard.decision in node.after:
        yield guard.decision, _label_of(guard.decision, guard.arm)
    else:
        decisions = [one for one in node.after if isinstance(one, Decision)]
        implied = {id(one) for decision in decisions for one in decision.after}
        for one in node.after:
            if isinstance(one, Decision):
                yield from _empty_arms(one, node)
            elif id(one) not in implied:
                yield one, ""


def _empty_arms(decision: Decision, node: AnyNode) -> Iterator[_Start]:
    """The decision itself, for each arm in which nothing comes before the node."""
    for arm in range(len(decision.chooser.labels)):
        if not any(_stands_in(one, Guard(decision, arm)) for one in node.after):
            yield decision, _label_of(decision, arm)


def _label_of(decision: Decision, arm: int) -> str:
    """The label of an arm; of a member of an enumeration without its value."""
    label = decision.chooser.labels[arm]
    member = _MEMBER.fullmatch(label)
    return label if member is None else member[1]
