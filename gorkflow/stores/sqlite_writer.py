"""Writing: what waits together is committed together, by a thread, or on the loop where that costs less."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

from gorkflow.core.records import make_row
from gorkflow.errors import GorkflowError, StoreConnectionError
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_errors import is_connection_spoilt, translate
from gorkflow.stores.sqlite_session import Session
from gorkflow.stores.sqlite_threads import on_daemon_thread

__all__ = ["LoopWriter", "Writer"]

T = TypeVar("T")
_BATCH = 512
_LARGE_BATCH = 4  # jobs that together may write much, small as each may be
_DIRECT_IN_A_ROW = 16  # writes of one run within one turn of the loop, before others get theirs
_log = logging.getLogger("gorkflow")


class _Job(NamedTuple):
    """What to do within a transaction, and who waits for it."""

    future: asyncio.Future[Any]
    act: Callable[[Session], Any]
    is_small: bool


class _Outcome(NamedTuple):
    future: asyncio.Future[Any]
    result: object
    error: Exception | None


class Writer:
    """A daemon thread with a connection of its own, which takes jobs from a queue.

    A job whose waiter was cancelled is carried out like every other: a transaction is never left in the middle.

    Args:
        open_session: called on the thread, at the first job and whenever the connection must be opened anew.
    """

    def __init__(self, path: Path, open_session: Callable[[], Session]) -> None:
        self._path = path
        self._open_session = open_session
        self._session: Session | None = None
        self._jobs: SimpleQueue[list[_Job] | None] = SimpleQueue()
        self._gathered: list[_Job] = []  # in this turn of the loop
        self._is_crowded = False  # the last batch had several jobs
        self._in_flight = 0  # jobs that are the thread's; the loop alone counts
        self._loop = asyncio.get_running_loop()
        self._is_closing = self._is_dropping = False
        named = load_queries("sqlite", "connection")
        self._begin, self._commit, self._rollback = named["begin"], named["commit"], named["rollback"]
        # A daemon: a process that forgets to close the store still ends.
        self._thread = threading.Thread(target=self._work, name="gorkflow-sqlite-writer", daemon=True)
        self._thread.start()

    def submit(self, act: Callable[[Session], T], /, *, small: str | None = None) -> asyncio.Future[T]:
        """Have `act` carried out in a transaction, together with what else waits; done when it is durable.

        `act` raises an error of gorkflow before it has written anything, and alone fails with it.

        Args:
            small: the run it is about, when it writes a few small rows only; None for everything else.
        """
        future: asyncio.Future[T] = self._loop.create_future()
        if self._is_closing:
            future.set_exception(StoreConnectionError(f"SQLite store {str(self._path)!r} is closed; open it again"))
        else:
            self._enqueue(make_row(_Job, (future, act, small is not None)))
        return future

    def end(self, last: Callable[[Session], object] | None = None, /) -> None:
        """Have the thread end after the jobs that wait and `last`; without `last`, at once. Harmless when ended.

        Nobody learns whether `last` was carried out.
        """
        if not self._is_closing:
            self._is_closing = True
            self._is_dropping = last is None
            if last is not None:
                self._enqueue(_job_of_nobody(self._loop, last))
            self._hand_over_gathered()
            self._jobs.put(None)

    async def join(self) -> None:
        """Wait for the end, also on another loop than the one of the jobs."""
        await on_daemon_thread(self._thread.join)

    def _enqueue(self, job: _Job) -> None:
        """Give the job to the thread: at once where it is the only one, else with all others of this turn of the loop.

        A thread that is woken in the middle of a turn commits a part, and competes with the loop for the interpreter.
        """
        self._in_flight += 1
        if not self._is_crowded:
            self._jobs.put([job])
            return
        if not self._gathered:
            self._loop.call_soon(self._hand_over_gathered)
        self._gathered.append(job)

    def _hand_over_gathered(self) -> None:
        gathered, self._gathered = self._gathered, []
        if gathered:
            self._jobs.put(gathered)

    def _work(self) -> None:
        while jobs := self._take():
            try:
                outcomes = self._refuse(jobs) if self._is_dropping else self._write(jobs)
                session = self._session
                if session is not None and session.count_batch(is_large=_is_large(jobs)):
                    self._call(_tell, outcomes)
                    session.tidy()  # while nobody waits; but the session is the thread's until the batch is settled
            except Exception as error:  # noqa: BLE001 - a defect must strand nobody who waits, now or later
                _log.exception("SQLite store %r: its connection is opened anew after an error", str(self._path))
                self._close_session()
                outcomes = [self._failure(job, error) for job in jobs]
            self._call(self._settle, outcomes)
        self._close_session()

    def _take(self) -> list[_Job]:
        """All that waits, at least one job; none at the end."""
        jobs = self._jobs.get()
        if jobs is None:
            return []
        while len(jobs) < _BATCH and not self._jobs.empty():  # nobody else takes from it
            more = self._jobs.get()
            if more is None:
                self._jobs.put(None)
                break
            jobs += more
        return jobs

    def _write(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        try:
            session = self._session = self._session or self._open_session()
            session.begin_patiently()
            try:
                outcomes = _act(session, jobs)
            except Exception:
                if len(jobs) == 1:
                    raise
            else:
                session.connection.execute(self._commit)
                return outcomes
        except Exception as error:  # noqa: BLE001 - each waiter gets it
            self._roll_back(error)
            return [self._failure(job, error) for job in jobs]
        # One job spoils the batch, unknown which: each alone, so that it fails alone.
        self._roll_back(None)
        return [outcome for job in jobs for outcome in self._write([job])]

    def _failure(self, job: _Job, error: Exception) -> _Outcome:
        failure = translate(error, self._path)
        if failure is not error:
            failure.__cause__ = error
        return _Outcome(job.future, None, failure)

    def _refuse(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        text = f"SQLite store {str(self._path)!r} was abandoned before it wrote this; open it again"
        return [_Outcome(job.future, None, StoreConnectionError(text)) for job in jobs]

    def _roll_back(self, error: Exception | None) -> None:
        session = self._session
        if session is None:
            return
        session.writes.discard()
        try:
            if session.connection.in_transaction:
                session.connection.execute(self._rollback)
        except sqlite3.Error:
            self._close_session()
        if error is not None and is_connection_spoilt(error):
            self._close_session()

    def _close_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(sqlite3.Error):
                session.connection.close()

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        # The loop may be closed: then nobody waits any more.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *arguments)

    def _settle(self, outcomes: Sequence[_Outcome]) -> None:
        self._in_flight -= len(outcomes)
        self._is_crowded = len(outcomes) > 1
        _tell(outcomes)


class LoopWriter(Writer):
    """Writes small jobs on the loop itself: for commits that do not wait for the disk, cheaper than another thread.

    One session serves both: the loop may use it while no job is the thread's. It never waits for a lock; where the
    database is taken, the job goes to the thread. The first write in a turn of the loop is made at once, as are more of
    the same run; those of other runs wait for the turn's end and are committed together.
    """

    def __init__(self, path: Path, open_session: Callable[[], Session]) -> None:
        super().__init__(path, open_session)
        self._waiting: list[_Job] = []
        self._turn: str | None = None  # the run that writes directly in this turn of the loop
        self._directly = 0

    def submit(self, act: Callable[[Session], T], /, *, small: str | None = None) -> asyncio.Future[T]:
        """See `Writer.submit`; what is small is already done when this returns, or is at the end of the turn."""
        if small is None or self._in_flight or self._session is None or self._is_closing:
            return super().submit(act, small=small)
        future: asyncio.Future[T] = self._loop.create_future()
        job = make_row(_Job, (future, act, True))
        if self._turn is None:
            self._turn = small
            self._directly = 0
            self._loop.call_soon(self._end_turn)
        if self._turn == small and self._directly < _DIRECT_IN_A_ROW:
            self._directly += 1
            self._write_here([job])
        else:
            self._waiting.append(job)
        return future

    def end(self, last: Callable[[Session], object] | None = None, /) -> None:
        """See `Writer.end`."""
        if last is None:
            waiting, self._waiting = self._waiting, []
            _tell(self._refuse(waiting))
        self._end_turn()
        super().end(last)

    def _end_turn(self) -> None:
        self._turn = None
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._write_here(waiting)

    def _write_here(self, jobs: Sequence[_Job]) -> None:
        session = self._session
        if session is None or self._in_flight or not session.begin_at_once():
            self._hand_over(jobs)
            return
        try:
            outcomes = _act(session, jobs)
        except Exception:  # noqa: BLE001 - the thread finds out whose it is
            self._roll_back(None)
            self._hand_over(jobs)
            return
        try:
            session.connection.execute(self._commit)
        except sqlite3.Error as error:
            self._roll_back(error)
            outcomes = [self._failure(job, error) for job in jobs]
        if session.count_batch(is_large=_is_large(jobs)):
            self._enqueue(_job_of_nobody(self._loop, _nothing))  # the thread tidies up after it
        _tell(outcomes)

    def _hand_over(self, jobs: Sequence[_Job]) -> None:
        for job in jobs:
            self._enqueue(job)


def _job_of_nobody(loop: asyncio.AbstractEventLoop, act: Callable[[Session], object]) -> _Job:
    nobody: asyncio.Future[None] = loop.create_future()
    nobody.cancel()
    return _Job(nobody, act, is_small=True)


def _is_large(jobs: Sequence[_Job]) -> bool:
    return len(jobs) > _LARGE_BATCH or not all(job.is_small for job in jobs)


def _act(session: Session, jobs: Sequence[_Job]) -> list[_Outcome]:
    outcomes: list[_Outcome] = []
    for job in jobs:
        try:
            outcomes.append(make_row(_Outcome, (job.future, job.act(session), None)))
        except GorkflowError as error:
            outcomes.append(_Outcome(job.future, None, error))
    session.writes.flush()
    return outcomes


def _tell(outcomes: Sequence[_Outcome]) -> None:
    for future, result, error in outcomes:
        if future.done():
            continue  # its waiter was cancelled
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def _nothing(_: Session) -> None:
    """A job without work."""
