"""Recorded inputs of steps, and which of very many are measured."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

_SIZE_BANDS = 4


class Sized(Protocol):
    """What samples are chosen by."""

    @property
    def size_bytes(self) -> int:
        """Of the input's JSON."""
        ...

    @property
    def seconds(self) -> float:
        """That the body took when it was recorded."""
        ...


S = TypeVar("S", bound=Sized)


class StoredOutput(NamedTuple):
    """The output of a step before the one that is measured, for `ctx.output_of`.

    Attributes:
        is_default: what consumers got in the place of an output that never came.
        member: as in `Sample.members`.
    """

    data: bytes
    is_default: bool
    member: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One recorded input of a step.

    Attributes:
        step: the step, by its path without the marks of items and turns.
        path: its path in the run: "price[3]".
        values: JSON of each parameter's value.
        members: for each parameter the name of the member of a union that made it; None where it is no union, or where
            that is not recorded.
        seconds: that the body took.
        attempt: the one that gave the output.
        completed_at: seconds since the epoch.
        state: the run's state when the step started, by key; empty where its body takes no context.
        outputs: of the steps that were done by then, by their paths; empty where its body takes no context.
    """

    run_id: str
    step: str
    path: str
    values: tuple[bytes, ...]
    members: tuple[str | None, ...]
    seconds: float
    attempt: int
    completed_at: float
    state: dict[str, bytes]
    outputs: dict[str, StoredOutput]

    @property
    def size_bytes(self) -> int:
        """Of the JSON of its values."""
        return sum(map(len, self.values))


def stratify(candidates: Sequence[S], count: int, *, seed: int = 0) -> list[S]:
    """So many of them, spread evenly over sizes and, within each quarter of these, over durations.

    The slowest one is always among them. The same candidates in the same order give the same choice.
    """
    if count >= len(candidates):
        return list(candidates)
    if count < 1:
        return []
    slowest = max(range(len(candidates)), key=lambda index: candidates[index].seconds)
    others = [index for index in range(len(candidates)) if index != slowest]
    others.sort(key=lambda index: candidates[index].size_bytes)
    band = -(-len(others) // _SIZE_BANDS)
    ordered: list[int] = []
    for start in range(0, len(others), band):
        ordered += sorted(others[start : start + band], key=lambda index: candidates[index].seconds)
    chance = random.Random(seed)  # noqa: S311 - which inputs are measured is no secret
    wanted = count - 1
    bounds = [place * len(ordered) // wanted for place in range(wanted + 1)] if wanted else []
    chosen = [ordered[chance.randrange(low, high)] for low, high in pairwise(bounds)]  # one of each slice
    return [candidates[index] for index in sorted({slowest, *chosen})]
