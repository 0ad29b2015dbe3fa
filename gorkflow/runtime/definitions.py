"""The workflows that an engine knows, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gorkflow.core.error_text import shown
from gorkflow.core.plan import Overrides, Plan, Settings, compile_plan
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow


def check_workflow(value: object) -> None:
    """For callers without a type checker, who may give anything.

    Raises:
        DefinitionError: it is no workflow.
    """
    if not isinstance(value, Workflow):
        msg = f"{shown(value)} is no workflow; give what build() returns"
        raise DefinitionError(msg)


class Definitions:
    """Plans by workflow id and version. They stay when the engine is closed and opened again."""

    def __init__(self, steps: Settings, overrides: Overrides | None) -> None:
        self._steps = steps
        self._overrides = overrides
        self._plans: dict[tuple[str, str], Plan] = {}

    @property
    def known(self) -> list[tuple[str, str]]:
        """(workflow id, version) of every registered definition."""
        return list(self._plans)

    def plan_of(self, workflow: Workflow[Any, Any]) -> Plan:
        """The compiled workflow; it is registered by this.

        Raises:
            DefinitionError: it is none, or another structure is registered under the same id and version.
        """
        check_workflow(workflow)
        key = (workflow.id, workflow.version)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = compile_plan(workflow, engine=self._steps, overrides=self._overrides)
        elif plan.workflow is not workflow and plan.workflow.fingerprint != workflow.fingerprint:
            msg = (
                f"workflow {workflow.id!r} version {workflow.version!r} is registered with another structure or other "
                "types; give the changed one another version: workflow(..., version='2')"
            )
            raise DefinitionError(msg)
        return plan

    def plan_for(self, row: RunRow) -> Plan | None:
        """The plan of a stored run's workflow and version, if it is registered; its structure may differ."""
        return self._plans.get((row.workflow_id, row.workflow_version))

    def fits(self, row: RunRow) -> bool:
        """Whether the registered definition is the one that the run was started with."""
        plan = self.plan_for(row)
        return plan is not None and plan.workflow.fingerprint == row.fingerprint
