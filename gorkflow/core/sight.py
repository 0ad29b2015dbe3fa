"""How far a run is, for who looks at its handle: without asking anybody, as an engine here has seen it itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gorkflow.core.plan_nodes import PlanLoop, PlanMap
from gorkflow.core.run import RunStatus, StepExecution, StepStatus

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.plan_nodes import AnyPlanNode

_DONE = frozenset({StepStatus.COMPLETED, StepStatus.SKIPPED})
_OVER = _DONE | {StepStatus.COMPENSATED}


class Sight:
    """A run as it stands while an engine of this process drives it, and then as it was left.

    What was left is its statuses alone: whoever keeps a handle does not keep the run's values.
    """

    __slots__ = ("__weakref__", "_attempts", "_live", "_nodes", "_status", "_statuses")

    def __init__(self) -> None:
        self._live: LiveRun | None = None
        self._status: RunStatus | None = None
        self._nodes: Sequence[AnyPlanNode] = ()
        self._statuses: Sequence[StepStatus] = ()
        self._attempts: Sequence[int] = ()

    def follow(self, live: LiveRun) -> None:
        """The run is driven, as this."""
        self._live = live

    def settle(self) -> None:
        """It is driven no more."""
        live, self._live = self._live, None
        if live is not None:
            size = live.size
            self._status, self._nodes = live.status, live.plan.nodes
            self._statuses, self._attempts = live.statuses[:size], live.attempts[:size]

    @property
    def status(self) -> RunStatus | None:
        """Of the run; None where nothing of it was seen here."""
        return self._status if self._live is None else self._live.status

    def executions(self, run_id: str) -> list[StepExecution]:
        """Its steps, with status and attempt and nothing else.

        Of items and turns there are those at work; what is inside a map or loop that is over counts as that does.
        """
        live = self._live
        if live is None:
            seen = list(zip(self._nodes, self._statuses, self._attempts, strict=True))
        else:
            slots = [*range(live.size), *live.blocks]
            seen = [(live.nodes[slot], live.statuses[slot], live.attempts[slot]) for slot in slots]
        found = [(node.path, status, attempt) for node, status, attempt in seen]
        for node, status, _ in seen:
            if isinstance(node, PlanMap | PlanLoop) and status in _OVER:
                found += [(path, status, 0) for path in _inside(node, node.path)]
        return [
            StepExecution(run_id=run_id, step_id=path, attempt=attempt, status=status)
            for path, status, attempt in found
        ]

    def summary(self) -> str:
        """In a few words: "RUNNING, 2 of 4 steps done"; empty where nothing was seen."""
        live, status = self._live, self.status
        if status is None:
            return ""
        nodes, statuses = (self._nodes, self._statuses) if live is None else (live.plan.nodes, live.statuses)
        steps = [one for node, one in zip(nodes, statuses, strict=False) if node.counts]
        return f"{status}, {sum(one in _DONE for one in steps)} of {len(steps)} steps done"


def _inside(container: PlanMap | PlanLoop, path: str) -> Iterator[str]:
    """The paths of what runs in it, without the marks of items and turns."""
    for node in container.body.nodes:
        inner = container.body.definition.below(path, node.path, "")
        yield inner
        if isinstance(node, PlanMap | PlanLoop):
            yield from _inside(node, inner)
