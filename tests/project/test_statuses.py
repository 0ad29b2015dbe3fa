"""The reference of statuses is made from the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from gorkflow.core.transitions import RUN_TRANSITIONS, STEP_TRANSITIONS
from tests.project.blocks import ROOT, blocks_of

S = TypeVar("S", bound=StrEnum)

PAGE = ROOT / "docs" / "reference" / "statuses.md"


def diagram(transitions: Mapping[S, Sequence[S]]) -> str:
    """A mermaid state diagram: from the start, along every transition, to the end."""
    lines = ["stateDiagram-v2", "    [*] --> PENDING"]
    lines += [f"    {source} --> {target}" for source, targets in transitions.items() for target in targets]
    lines += [f"    {status} --> [*]" for status, targets in transitions.items() if not targets]
    return "\n".join(lines) + "\n"


def test_the_diagrams_are_the_tables_of_transitions() -> None:
    """First the run's, then the step's; on a difference, copy what this test expects."""
    drawn = [block.text for block in blocks_of(PAGE) if block.language == "mermaid"]
    assert drawn == [diagram(RUN_TRANSITIONS), diagram(STEP_TRANSITIONS)]
