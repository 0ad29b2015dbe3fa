"""Open runs of a store against a definition: which of them could go on under it. Nothing is claimed or written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.compatibility import Comparison
from gorkflow.core.run import FINAL_RUN_STATUSES, OPEN_RUN_STATUSES, RunFilter

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import StoreReads

_PAGE = 200


class OpenRuns(NamedTuple):
    """Open runs of one version and definition that differ from another definition in the same.

    Attributes:
        oldest_run_id: the one that was created first.
        differences: what keeps them from going on; empty where nothing does.
        has_code: whether there is a definition of their version at all.
    """

    workflow_version: str
    fingerprint: str
    runs: int
    oldest_run_id: str
    differences: Sequence[str]
    has_code: bool


async def open_runs_under(
    store: StoreReads, workflow: Workflow[Any, Any], known: Collection[tuple[str, str]] = ()
) -> list[OpenRuns]:
    """The open runs of a workflow, compared with a definition of it; those of other versions only where none is known.

    Every open run of the workflow is listed. Of those with another fingerprint only such are loaded whose definition
    differs in something that a run may have executed.

    Args:
        store: open; it is only read.
        workflow: the definition.
        known: (workflow id, version) of other definitions that there are.

    Raises:
        StoreError: by kind; it cannot be read.
    """
    check = _Check(store, workflow, known)
    async for row in _open_runs(store, workflow.id):
        await check.add(row)
    return check.found()


async def _open_runs(store: StoreReads, workflow_id: str) -> AsyncIterator[RunRow]:
    filter = RunFilter(workflow_id=workflow_id, status=OPEN_RUN_STATUSES, limit=_PAGE)
    while True:
        page = await store.list_runs(filter)
        for row in page.items:
            yield row
        if page.next_cursor is None:
            return
        filter = filter.model_copy(update={"cursor": page.next_cursor})


class _Check:
    """Takes runs, newest first."""

    def __init__(self, store: StoreReads, workflow: Workflow[Any, Any], known: Collection[tuple[str, str]]) -> None:
        self._store = store
        self._workflow = workflow
        self._known = known
        self._comparisons: dict[str, Comparison] = {}
        self._groups: dict[tuple[str, str, frozenset[str]], OpenRuns] = {}

    async def add(self, row: RunRow) -> None:
        """Take note of a run."""
        if row.workflow_version == self._workflow.version:
            await self._compare(row)
        elif (row.workflow_id, row.workflow_version) not in self._known:
            self._count(row, (), has_code=False)

    async def _compare(self, row: RunRow) -> None:
        comparison = await self._comparison(row.fingerprint)
        if comparison is None or (comparison.fits_all and row.migrated_from is None):
            self._count(row, ())
            return
        snapshot = await self._store.load(row.run_id)
        if snapshot is None or snapshot.run.status in FINAL_RUN_STATUSES:
            return  # it ended meanwhile
        if snapshot.run.fingerprint != row.fingerprint:  # it was taken over meanwhile
            await self.add(snapshot.run)
            return
        self._count(row, comparison.of(snapshot.executions))

    async def _comparison(self, fingerprint: str) -> Comparison | None:
        """None where it is the very definition."""
        if fingerprint == self._workflow.fingerprint:
            return None
        if fingerprint not in self._comparisons:
            stored = await self._store.get_definition(fingerprint)
            self._comparisons[fingerprint] = Comparison(None if stored is None else stored.shape, self._workflow)
        return self._comparisons[fingerprint]

    def _count(self, row: RunRow, differences: Sequence[str], *, has_code: bool = True) -> None:
        key = (row.workflow_version, row.fingerprint, frozenset(differences))
        before = self._groups.get(key)
        runs, same = (1, differences) if before is None else (before.runs + 1, before.differences)
        self._groups[key] = OpenRuns(row.workflow_version, row.fingerprint, runs, row.run_id, same, has_code)

    def found(self) -> list[OpenRuns]:
        """The definition's own first, then what goes on, what does not, and what there is no code for; many first."""
        own = (self._workflow.version, self._workflow.fingerprint)

        def place(one: OpenRuns) -> tuple[bool, bool, bool, str, int, str]:
            is_other = (one.workflow_version, one.fingerprint) != own
            version, run_id = one.workflow_version, one.oldest_run_id
            return not one.has_code, bool(one.differences), is_other, version, -one.runs, run_id

        return sorted(self._groups.values(), key=place)
