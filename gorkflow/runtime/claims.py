"""An engine's claims: also of what it owns without knowing it, because an answer was lost or a request came late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gorkflow.core.orphan import let_go
from gorkflow.errors import ConflictError, StoreConnectionError, StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow, Snapshot
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.runs import Runs

CLAIM_BATCH = 100
LATE_SECONDS = 120.0  # longer than a server, or what is between, keeps a request whose sender has given up


class Claims:
    """Gets runs from the store for this engine, and gives back those that it cannot drive. One claim at a time."""

    def __init__(self, kit: Kit, runs: Runs) -> None:
        self._kit = kit
        self._runs = runs
        self._may_have_lost = False  # runs that the store gave to this engine without an answer
        self._late_until = 0.0  # until then it may yet do so
        self._known: list[tuple[str, str]] = []  # what was registered at the last claim
        self._differing: set[str] = set()  # fingerprints of runs that cannot go on under it

    def look_out(self) -> None:
        """The store may give this engine a run, now or later, and nobody is told: the next claims look for it."""
        self._may_have_lost = True
        self._late_until = self._kit.clock.monotonic() + LATE_SECONDS

    def leave_alone(self, run: RunRow) -> None:
        """Runs of this definition differ, and are not claimed again for as long as nothing else is registered."""
        self._differing.add(run.fingerprint)

    async def claim(
        self,
        known: list[tuple[str, str]],
        run_id: str | None = None,
        *,
        aside: Iterable[Snapshot] = (),
        due: float | None = None,
    ) -> Sequence[Snapshot]:
        """A batch of runs; after a write of unknown outcome, also what this engine owns without knowing it.

        Args:
            aside: runs that were claimed and are not driven yet.
            due: also runs at rest that are to wake by then.

        Raises:
            StoreError: the store cannot be asked.
        """
        if run_id is None and known != self._known:
            self._known = known
            self._differing.clear()
        has_lost, is_late = self._may_have_lost, self._kit.clock.monotonic() < self._late_until
        held = self._runs.held.union(one.run.run_id for one in aside) if has_lost else None
        self._may_have_lost = True  # until the answer is here
        try:
            claimed = await self._kit.store.claim(
                known, limit=CLAIM_BATCH, run_id=run_id, held=held, differing=self._differing, due=due
            )
        except StoreConnectionError:
            self.look_out()
            raise
        self._may_have_lost = has_lost and (is_late or run_id is not None)
        return claimed

    async def let_go(self, snapshot: Snapshot) -> None:
        """Have a claimed run be nobody's again: whoever claims next tries anew, here or elsewhere."""
        try:
            await self._kit.store.commit(let_go(snapshot))
        except ConflictError:  # it was written before it failed, or is another's
            pass
        except StoreError:
            self.look_out()
