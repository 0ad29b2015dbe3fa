"""Places in a graph under construction: linked, immutable, never copied."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gorkflow.core.graph import AnyNode, FromInput, FromNode, Guard, Source, sources_in

if TYPE_CHECKING:
    from gorkflow.core.policy import RetryPolicy

INPUT: Final = FromInput()


class Undecided:
    """The input type of a workflow whose first step decides it."""


UNDECIDED: Final = Undecided()


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """What all positions of one workflow share.

    Attributes:
        input_type: as given to `workflow()`.
        orders: numbers the nodes in order of definition.
        counts: of the nodes without a step, by their kind: "@branch-1".
    """

    id: str
    version: str = "1"
    name: str | None = None
    description: str | None = None
    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    run_timeout_seconds: float | None = None
    input_type: object = UNDECIDED
    orders: Iterator[int] = field(default_factory=itertools.count)
    counts: Counter[str] = field(default_factory=Counter[str])

    def new_path(self, kind: str) -> str:
        """The path of the next node of a kind without a step."""
        self.counts[kind] += 1
        return f"@{kind}-{self.counts[kind]}"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A workflow was put at a position: its own input type must fit what comes there."""

    workflow_id: str
    input_type: object
    source: Source


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trail:
    """What hangs on the way to a position besides the nodes that its output needs."""

    taps: tuple[AnyNode, ...]
    entries: tuple[Entry, ...]
    before: tuple[Trail, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Position:
    """A place in the graph: whose output comes next.

    Attributes:
        guard: the arm of a decision that what comes next stands in.
    """

    root: Root
    source: Source
    trail: Trail | None = None
    guard: Guard | None = None

    def nodes(self) -> tuple[AnyNode, ...]:
        """The nodes that are done when this position is reached, without repeats."""
        if isinstance(self.source, FromNode):
            return (self.source.node,)
        return tuple(dict.fromkeys(one.node for one in sources_in(self.source) if isinstance(one, FromNode)))


def trails_of(trail: Trail | None) -> Iterator[Trail]:
    """All trails that lead here, each once."""
    todo, seen = [trail], set[int]()
    while todo:
        current = todo.pop()
        if current is not None and id(current) not in seen:
            seen.add(id(current))
            yield current
            todo.extend(current.before)
