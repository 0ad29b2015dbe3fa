"""Writing: what waits together is one batch in one request; where its answer is lost, it is read back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence

from gorkflow.errors import GorkflowError, StoreConnectionError
from gorkflow.stores.libsql_batch import Batch, Job, Reply
from gorkflow.stores.libsql_errors import CallError, Fate, statement_failure, with_fate
from gorkflow.stores.libsql_hrana import Fault, Statement
from gorkflow.stores.libsql_http import Client
from gorkflow.stores.libsql_patience import Patience

__all__ = ["Writer"]

# Bounds of one batch: a server ends a transaction after 5 s, in which this many take a tenth of that.
_JOBS = 512
_STATEMENTS = 4096
_CHARACTERS = 4 * 1024 * 1024
_LAST_PATIENCE_SECONDS = 2.0  # when the store is being closed


class Writer:
    """One request at a time; a job whose waiter was cancelled is carried out like every other.

    Args:
        store: what messages call it.
        patience_seconds: how long a write is tried again.
    """

    def __init__(self, store: str, client: Client, patience_seconds: float) -> None:
        self._store = store
        self._client = client
        self._patience_seconds = patience_seconds
        self._jobs: deque[Job] = deque()
        self._task: asyncio.Task[None] | None = None
        self._patience: Patience | None = None  # of the batch that is under way
        self._is_closed = False

    def submit(
        self,
        statements: Sequence[Statement],
        /,
        *,
        guard: int | None = None,
        proof: Statement | None = None,
    ) -> asyncio.Future[Reply]:
        """Have the statements carried out together or not at all; see `Job`."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        if self._is_closed:
            future.set_exception(StoreConnectionError(f"{self._store} is closed; open it again"))
            return future
        self._jobs.append(Job(future, statements, guard, proof))
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="gorkflow-libsql-writer")
        return future

    async def close(self) -> None:
        """Carry out what waits, and then no more; a server that is away is waited for a little only."""
        self._is_closed = True
        self._patience_seconds = min(self._patience_seconds, _LAST_PATIENCE_SECONDS)
        if self._patience is not None:
            self._patience.cut(_LAST_PATIENCE_SECONDS)
        if self._task is not None:
            await asyncio.wait([self._task])

    async def abandon(self) -> None:
        """Stop as the death of the process would: what waits is not written, what is under way may be."""
        self._is_closed = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        error = StoreConnectionError(f"{self._store} was abandoned before it wrote this; open it again")
        _fail_all(self._jobs, error)
        self._jobs.clear()

    async def _work(self) -> None:
        jobs: list[Job] = []
        try:
            while self._jobs:
                jobs = self._take()
                self._patience = Patience(self._patience_seconds)
                await self._carry_out(jobs, self._patience)
        except asyncio.CancelledError:
            _fail_all(jobs, StoreConnectionError(f"{self._store} was abandoned while it wrote this; open it again"))
            raise
        except Exception as error:
            # A defect must not strand who waits.
            failure = error if isinstance(error, GorkflowError) else StoreConnectionError(f"{self._store}: {error!r}")
            _fail_all([*jobs, *self._jobs], failure)
            self._jobs.clear()
            raise
        finally:
            self._task = self._patience = None

    def _take(self) -> list[Job]:
        """As many as one batch holds; at least one."""
        jobs: list[Job] = []
        statements = characters = 0
        while self._jobs and len(jobs) < _JOBS:
            job = self._jobs[0]
            statements += len(job.statements)
            characters += job.size
            if jobs and (statements > _STATEMENTS or characters > _CHARACTERS):
                break
            jobs.append(self._jobs.popleft())
        return jobs

    async def _carry_out(self, jobs: list[Job], patience: Patience) -> None:
        is_unknown = False
        while jobs:
            try:
                if is_unknown:
                    jobs = await self._without_those_done(jobs)
                    is_unknown = False
                jobs = await self._try(jobs)
                for job in await self._without_those_done(jobs):
                    _settle(job, Reply(True, []))
                jobs = []
            except CallError as failure:
                if failure.fate is Fate.UNKNOWN:
                    is_unknown = True
                    for job in jobs:
                        job.is_repeated = True
                if not (failure.is_passing and await patience.wait()):
                    _give_up(jobs, failure)
                    return

    async def _try(self, jobs: list[Job]) -> list[Job]:
        """Carry them out; gives back those refused that may have been carried out before."""
        batch = Batch(jobs)
        (answers,) = await self._client.ask(batch.steps)
        failure = batch.failure_of(answers)
        if failure is not None:
            raise statement_failure(self._store, failure)
        doubtful: list[Job] = []
        for number, job in enumerate(jobs):
            reply = batch.reply_to(number, answers)
            if isinstance(reply, Fault):
                _fail(job, statement_failure(self._store, reply).error)
            elif reply.is_refused and job.is_repeated and job.proof is not None:
                doubtful.append(job)
            else:
                _settle(job, reply)
        return doubtful

    async def _without_those_done(self, jobs: list[Job]) -> list[Job]:
        """Tell those that were carried out, by what the store holds now; the others are left."""
        proofs = [job.proof for job in jobs if job.proof is not None]
        if not proofs:
            return jobs
        answers = iter(await self._client.ask(*proofs))
        left: list[Job] = []
        for job in jobs:
            if job.proof is None:
                left.append(job)
                continue
            (answer,) = next(answers)
            if answer.fault is not None:
                raise statement_failure(self._store, answer.fault)
            if answer.rows:
                _settle(job, Reply(False, []))
            else:
                left.append(job)
        return left


def _settle(job: Job, reply: Reply) -> None:
    if not job.future.done():  # its waiter was cancelled
        job.future.set_result(reply)


def _fail(job: Job, error: GorkflowError) -> None:
    if not job.future.done():
        job.future.set_exception(error)


def _give_up(jobs: Iterable[Job], failure: CallError) -> None:
    for job in jobs:
        _fail(job, with_fate(failure.error, is_unknown=job.is_repeated))


def _fail_all(jobs: Iterable[Job], error: GorkflowError) -> None:
    for job in jobs:
        _fail(job, error)
