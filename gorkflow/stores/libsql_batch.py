"""Writes as one batch: a transaction in which each job stands behind its own check, and fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gorkflow.sql.queries import load_queries
from gorkflow.stores.libsql_errors import is_known
from gorkflow.stores.libsql_hrana import Answer, Fault, Statement, Step, statement_of

__all__ = ["Batch", "Job", "Reply"]


class Reply(NamedTuple):
    """What became of a job.

    Attributes:
        rows: of each of its statements that were carried out.
        is_repeated: whether it had been sent before, and may have been carried out then.
    """

    is_refused: bool
    rows: list[list[list[Any]]]
    is_repeated: bool = False


@dataclass(eq=False)
class Job:
    """Statements that are carried out together or not at all.

    Args:
        future: who waits.
        statements: in order; each only after the one before succeeded.
        guard: place of the statement whose failure means that the job is refused; None where none does.
        proof: a statement that gives a row when the job was carried out, for where the answer was lost; None where the
            job may be carried out twice.
    """

    future: asyncio.Future[Reply]
    statements: Sequence[Statement]
    guard: int | None = None
    proof: Statement | None = None
    is_repeated: bool = False  # an answer to it was lost

    @property
    def size(self) -> int:
        """Characters to be sent, about."""
        return sum(len(statement.arguments) for statement in self.statements)


class _Span(NamedTuple):
    """Where a job's statements are among the steps."""

    first: int
    last: int
    undo: int
    release: int


class Batch:
    """The steps of some jobs, and what the answers to them mean."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        named = load_queries("libsql", "batch")
        savepoint, undo, release = (statement_of(named[name]) for name in ("savepoint", "undo", "release"))
        self._jobs = jobs
        self._spans: list[_Span] = []
        steps = self.steps = [Step(statement_of(named["begin"]))]
        for job in jobs:
            steps.append(Step(savepoint, after=len(steps) - 1))
            opened = len(steps) - 1
            # Each only after the one before: where the server has ended the transaction, nothing is written outside it.
            for statement in job.statements:
                steps.append(Step(statement, after=len(steps) - 1))
            last = len(steps) - 1
            steps.append(Step(undo, after=opened, unless=last))
            steps.append(Step(release, after=last, or_after=len(steps) - 1))
            self._spans.append(_Span(opened + 1, last, len(steps) - 2, len(steps) - 1))
        steps.append(Step(statement_of(named["commit"]), after=len(steps) - 1))
        steps.append(Step(statement_of(named["rollback"]), unless=len(steps) - 1))

    def failure_of(self, answers: Sequence[Answer]) -> Fault | None:
        """Why nothing of the batch was written; None where it was."""
        if len(answers) == len(self.steps) and answers[-2].is_ok:
            return None
        ending = {len(self.steps) - 1, *(span.undo for span in self._spans)}  # they fail where there is nothing to end
        faults = [answer.fault for place, answer in enumerate(answers) if answer.fault and place not in ending]
        # The last one: a job that is merely refused comes before what broke the transaction.
        return faults[-1] if faults else Fault("", "the batch was not carried out")

    def reply_to(self, number: int, answers: Sequence[Answer]) -> Reply | Fault:
        """What became of the job of that number in a batch that was written: carried out, refused or failed."""
        span, guard = self._spans[number], self._jobs[number].guard
        is_repeated = self._jobs[number].is_repeated
        if answers[span.last].is_ok:
            return Reply(False, [answer.rows or [] for answer in answers[span.first : span.last + 1]], is_repeated)
        for place in range(span.first, span.last + 1):
            fault = answers[place].fault
            if fault is not None:
                if guard is None or place != span.first + guard or is_known(fault):
                    return fault
                return Reply(True, [answer.rows or [] for answer in answers[span.first : place]], is_repeated)
        return Fault("", "a part of the batch was not carried out")
