"""Places for bodies: at most so many at once in an engine, and of one step over all its runs. First come, first served.

Nothing here waits: a run that gets no place is told (`offer`) when one is free for it.
"""

from __future__ import annotations

from typing import Protocol


class Applicant(Protocol):
    """A run that wants places."""

    def offer(self, place: Limit, /) -> None:
        """A place of that limit is kept for you: use it or give it back."""
        ...


class Limit:
    """So many places. A freed one goes to whoever waits longest, so that no run starves another."""

    __slots__ = ("_free", "_waiting", "total")

    def __init__(self, total: int) -> None:
        self.total = total
        self._free = total
        self._waiting: dict[Applicant, None] = {}  # in order of arrival

    @property
    def used(self) -> int:
        """Places taken or kept for somebody."""
        return self.total - self._free

    def take(self, applicant: Applicant) -> bool:
        """Take a place, or get in line for one."""
        if self._free and not self._waiting:
            self._free -= 1
            return True
        self._waiting.setdefault(applicant)
        return False

    def give_back(self) -> None:
        """A place is free."""
        if self._waiting:
            first = next(iter(self._waiting))
            del self._waiting[first]
            first.offer(self)
        else:
            self._free += 1

    def forget(self, applicant: Applicant) -> None:
        """The applicant wants no place any more."""
        self._waiting.pop(applicant, None)


class Limits:
    """The limits of one engine."""

    def __init__(self, max_concurrent_steps: int) -> None:
        self.steps = Limit(max_concurrent_steps)
        self._per_step: dict[tuple[str, str], Limit] = {}

    def of_step(self, workflow_id: str, path: str, concurrency: int) -> Limit:
        """The limit of one step over all its runs."""
        limit = self._per_step.get((workflow_id, path))
        if limit is None or limit.total != concurrency:
            limit = self._per_step[workflow_id, path] = Limit(concurrency)
        return limit
