"""What can stand in a graph, by what it takes and gives."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypeIs

from gorkflow.core.cases import Cases
from gorkflow.core.forms import union_of
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow

Placeable = Step[Any, Any] | Workflow[Any, Any] | Cases[Any, Any]


def is_placeable(runs: object) -> TypeIs[Placeable]:
    """Whether it can stand in a graph."""
    return isinstance(runs, Step | Workflow | Cases)


def taken_by(runs: object) -> object:
    """The type form of the value that it takes."""
    if isinstance(runs, Cases):
        return union_of(*map(taken_by, runs.members))
    if isinstance(runs, Workflow):
        return runs.input_type
    return runs.signature.input if isinstance(runs, Step) else object


def given_by(runs: object) -> object:
    """The type form of the value that it gives."""
    if isinstance(runs, Cases):
        return union_of(*map(given_by, runs.members))
    return runs.output_type if isinstance(runs, Step | Workflow) else object
