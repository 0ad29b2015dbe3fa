"""The workflows that an engine knows, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gorkflow.core.compilation import compile_plan
from gorkflow.core.error_text import shown
from gorkflow.core.plan import Plan
from gorkflow.core.settings import Overrides, Settings
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow
    from gorkflow.ports import Store

MAX_REPLACED = 256  # plans


def check_workflow(value: object) -> None:
    """For callers without a type checker, who may give anything.

    Raises:
        DefinitionError: it is no workflow.
    """
    if not isinstance(value, Workflow):
        msg = f"{shown(value)} is no workflow; give what build() returns"
        raise DefinitionError(msg)


def _unregistered(row: RunRow, versions: list[str]) -> str:
    what = f"workflow {row.workflow_id!r} version {row.workflow_version!r} of run {row.run_id} is not registered"
    if not versions:
        return f"{what}; register(...) its definition first"
    has = ", ".join(repr(version) for version in versions)
    choice = "; of several, register only the one that the run is to go over to" if len(versions) > 1 else ""
    return f"{what}, but version {has} is; register the run's own version beside it{choice}"


class Definitions:
    """Plans by workflow id and version. They stay when the engine is closed and opened again.

    A fingerprint holds no bodies, conditions, defaults and options: a workflow that was built again (by a factory, in a
    cell of a notebook) is of the same structure and still another. So each object has a plan of its own, and under its
    id and version stands the one that was registered last: by it runs go on that nobody drives.
    """

    def __init__(self, steps: Settings, overrides: Overrides | None) -> None:
        self._steps = steps
        self._overrides = overrides
        self._plans: dict[tuple[str, str], Plan] = {}
        self._former: dict[str, str] = {}  # shapes of other definitions by fingerprint
        self._replaced: dict[int, Plan] = {}  # by the id of their workflows, which they keep alive; oldest first

    @property
    def known(self) -> list[tuple[str, str]]:
        """(workflow id, version) of every registered definition."""
        return list(self._plans)

    @property
    def pausing(self) -> list[tuple[str, str]]:
        """Of those with sleeps or waits: their runs may be at rest."""
        return [key for key, plan in self._plans.items() if plan.pauses]

    def plan_of(self, workflow: Workflow[Any, Any]) -> Plan:
        """The compiled workflow; it is registered by this.

        Raises:
            DefinitionError: it is none, or another structure is registered under the same id and version.
        """
        plan = self.plan_to_read(workflow)
        key = (workflow.id, workflow.version)
        former = self._plans[key]
        if former is not plan:
            self._plans[key] = plan
            self._replaced.pop(id(workflow), None)
            self._keep(former)
        return plan

    def plan_to_read(self, workflow: Workflow[Any, Any]) -> Plan:
        """As `plan_of`, but what is registered already stays so: for the values of runs that were started before.

        Raises:
            DefinitionError: as `plan_of`.
        """
        check_workflow(workflow)
        key = (workflow.id, workflow.version)
        registered = self._plans.get(key)
        if registered is None:
            plan = self._plans[key] = self._compiled(workflow)
            return plan
        if registered.workflow is workflow:
            return registered
        if registered.workflow.fingerprint != workflow.fingerprint:
            msg = (
                f"workflow {workflow.id!r} version {workflow.version!r} is registered with another structure or other "
                "types; give the changed one another version: workflow(..., version='2')"
            )
            raise DefinitionError(msg)
        plan = self._replaced.get(id(workflow)) or self._compiled(workflow)
        self._keep(plan)
        return plan

    def _compiled(self, workflow: Workflow[Any, Any]) -> Plan:
        return compile_plan(workflow, engine=self._steps, overrides=self._overrides)

    def _keep(self, plan: Plan) -> None:
        """Of workflows that take turns none is compiled again each time; of those thrown away not all are kept."""
        self._replaced[id(plan.workflow)] = plan
        if len(self._replaced) > MAX_REPLACED:
            del self._replaced[next(iter(self._replaced))]

    def plan_for(self, row: RunRow) -> Plan | None:
        """The plan of a stored run's workflow and version, if it is registered; its structure may differ."""
        return self._plans.get((row.workflow_id, row.workflow_version))

    def find(self, workflow_id: str, version: str) -> Plan | None:
        """The plan of that workflow and version, if it is registered."""
        return self._plans.get((workflow_id, version))

    def registered(self, row: RunRow) -> Plan:
        """The plan of a stored run's workflow and version.

        Raises:
            DefinitionError: it is not registered.
        """
        plan = self.plan_for(row)
        if plan is None:
            raise DefinitionError(_unregistered(row, self._versions_of(row.workflow_id)))
        return plan

    def target_for(self, row: RunRow) -> Plan:
        """The plan that a stored run can be taken over to: of its version, else of the only other one.

        Raises:
            DefinitionError: none is registered, or several others are.
        """
        plan = self.plan_for(row)
        if plan is not None:
            return plan
        versions = self._versions_of(row.workflow_id)
        if len(versions) != 1:
            raise DefinitionError(_unregistered(row, versions))
        return self._plans[row.workflow_id, versions[0]]

    async def former(self, store: Store, row: RunRow) -> str | None:
        """The stored shape of the definition that a run has, where the registered one is another."""
        if self.fits(row):
            return None
        if row.fingerprint not in self._former:
            definition = await store.get_definition(row.fingerprint)
            if definition is None:
                return None
            self._former[row.fingerprint] = definition.shape
        return self._former[row.fingerprint]

    def _versions_of(self, workflow_id: str) -> list[str]:
        return sorted(version for known, version in self._plans if known == workflow_id)

    def fits(self, row: RunRow) -> bool:
        """Whether the registered definition is the one that the run was started with."""
        plan = self.plan_for(row)
        return plan is not None and plan.workflow.fingerprint == row.fingerprint
