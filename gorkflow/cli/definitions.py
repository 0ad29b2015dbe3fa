"""The workflows that a command has code for, and what is said where it has none for a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.run import WorkflowRun
    from gorkflow.core.workflow import Workflow

Definitions = Mapping[tuple[str, str], "Workflow[Any, Any]"]
"""Workflows by id and version."""


def by_version(workflows: Iterable[Workflow[Any, Any]]) -> Definitions:
    """The workflows by id and version."""
    return {(workflow.id, workflow.version): workflow for workflow in workflows}


def definition_of(run: WorkflowRun, known: Definitions) -> Workflow[Any, Any] | None:
    """The code for a run; None where there is none."""
    return known.get((run.workflow_id, run.workflow_version))


def definition_name(run: WorkflowRun) -> str:
    """Such as "workflow 'checkout' version '2'"."""
    return f"workflow {run.workflow_id!r} version {run.workflow_version!r}"


def unregistered(run: WorkflowRun, known: Definitions, target: Target) -> str:
    """Why there is no code for the run, and what to do."""
    versions = sorted(version for workflow_id, version in known if workflow_id == run.workflow_id)
    if versions:
        return f"the apps have it in version {', '.join(versions)} only; bring that version back beside it"
    where = f"none of the apps ({', '.join(target.apps)}) has it" if target.apps else "no app was given"
    return f"{where}; name the module that defines it: --app MODULE"
