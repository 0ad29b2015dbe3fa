"""What is in force for the steps of a workflow, and what a change of gorkflow.toml is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gorkflow.bench.advice import Advice, InForce, Setting, Verdict
from gorkflow.bench.evidence import Evidence, evidence_for, read_evidence
from gorkflow.bench.settings_file import Change, Edit, edit_of
from gorkflow.config import FILE, MAX_ATTEMPTS, TIMEOUT, Config, dotted_key
from gorkflow.core.compilation import compile_plan
from gorkflow.core.plan_nodes import AnyPlanNode, PlanLoop, PlanMap, PlanStep
from gorkflow.core.settings import Settings

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


def settings_in_force(workflow: Workflow[Any, Any], config: Config) -> dict[str, InForce]:
    """What holds for each step after environment, file and code; what an engine says in `connect` is not known here.

    Returns:
        By path without the marks of items and turns, in order of definition.
    """
    plan = compile_plan(workflow, engine=Settings(), overrides=config.overrides)
    found = {
        node.name: InForce(node.timeout_seconds, node.retry, node.concurrency, node.runs_on, node.code)
        for node in _steps(plan.nodes)
    }
    return {name: found[name] for name in workflow.steps if name in found}


def file_of(config: Config) -> Path:
    """The gorkflow.toml that was read, or that there is to be."""
    return config.path if config.path is not None else Path(FILE)


def edit_for(
    advice: Iterable[Advice],
    workflow: Workflow[Any, Any],
    config: Config,
    at: datetime,
    *,
    others: Sequence[Workflow[Any, Any]] = (),
) -> Edit:
    """The change of gorkflow.toml that follows the advice to change something.

    Args:
        at: now.
        others: workflows beside it, whose steps the change is not to be about.

    Raises:
        SettingError: the file cannot take it.
    """
    changes = [
        Change(
            workflow_id=workflow.id,
            step=one.step,
            setting=one.setting,
            value=one.value,
            evidence=evidence_for(one, at),
            is_shared=is_shared(one.step, workflow, others),
        )
        for one in advice
        if one.verdict is Verdict.CHANGE and one.value is not None
    ]
    return edit_of(file_of(config), changes)


def is_shared(step: str, workflow: Workflow[Any, Any], others: Iterable[Workflow[Any, Any]]) -> bool:
    """Whether a table for that step in every workflow would be about another step as well."""
    beside = [path for other in others if other.id != workflow.id for path in other.steps]
    paths = [*beside, *(path for path in workflow.steps if path != step)]
    return any(step in (path, path.rpartition("/")[2]) for path in paths)


def overridden(advice: Iterable[Advice], config: Config) -> list[str]:
    """What the environment keeps from coming into force here, in sentences."""
    changed = {one.setting for one in advice if one.verdict is Verdict.CHANGE}
    notes: list[str] = []
    if Setting.TIMEOUT in changed and config.environment.timeout_seconds is not None:
        notes.append(f"{TIMEOUT} is set: here it holds, and not the time-out of the file")
    if Setting.RETRY in changed and config.environment.retry is not None:
        notes.append(f"{MAX_ATTEMPTS} is set: here it holds, and not the attempts of the file")
    return notes


def evidence_of(workflow: Workflow[Any, Any], config: Config) -> dict[str, dict[Setting, Evidence]]:
    """What the file says of where values are from, by step; only steps of which it says something.

    Raises:
        SettingError: it was changed by hand into something that cannot be read.
    """
    found: dict[str, dict[Setting, Evidence]] = {}
    for step in workflow.steps:
        table = config.section_of(workflow.id, step).evidence
        if table is not None and table.get("workflow", workflow.id) == workflow.id:
            where = f"{file_of(config)}: {dotted_key('steps', step)}.evidence"
            evidence = read_evidence(table, where)
            if evidence:
                found[step] = evidence
    return found


def _steps(nodes: Iterable[AnyPlanNode]) -> Iterator[PlanStep]:
    for node in nodes:
        if isinstance(node, PlanStep):
            yield node
        elif isinstance(node, PlanMap | PlanLoop):
            yield from _steps(node.body.nodes)
