"""One call of one body: bind, validate, time out, run, encode. The result is an Outcome; nothing a user's code does
is raised from here."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
from collections.abc import Callable
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING, Any

from gorkflow.core.calls import Raised, Returned
from gorkflow.core.context import StepContext
from gorkflow.core.current import BODY
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed, Failed, Outcome, Stopped
from gorkflow.core.plan_nodes import PlanStep
from gorkflow.core.records import make_row
from gorkflow.core.values import Encoded, ValueRefusedError
from gorkflow.errors import CorruptRecordError, SchemaMismatchError, StepError, StepInputError
from gorkflow.runtime.binding import arguments_of
from gorkflow.runtime.cache import recall
from gorkflow.runtime.failures import body_error, error_info, refused_output, timeout_error, warn_of_size
from gorkflow.runtime.remote import RemoteBody, call_remotely
from gorkflow.runtime.strays import warn_of_strays

if TYPE_CHECKING:
    from gorkflow.ports import Timer
    from gorkflow.runtime.kit import Kit

GRACE_SECONDS = 1.0


class Attempt:
    """One call, from its start to its outcome. Whoever holds it may interrupt the body."""

    __slots__ = (
        "_cache_key", "_grace", "_kit", "_live", "_timer", "context", "cpu_seconds", "is_left_behind", "node", "number",
        "on_stubborn", "reason", "started_at", "task",
    )  # fmt: skip

    def __init__(
        self, kit: Kit, live: LiveRun, node: PlanStep, number: int, on_stubborn: Callable[[Attempt], None]
    ) -> None:
        self._kit = kit
        self._live = live
        self.node = node
        self.number = number
        self.on_stubborn = on_stubborn
        self.reason: str | None = None  # "timeout" or "stop", once interrupted
        self.is_left_behind = False
        self.started_at: float | None = None
        self.cpu_seconds: float | None = None
        self.context: StepContext | None = None
        self.task: asyncio.Task[Any] | None = None  # set while the body runs
        self._timer: Timer | None = None
        self._grace: Timer | None = None
        self._cache_key: str | None = None  # under which the output is kept

    async def run(self, task: asyncio.Task[Any] | None) -> Outcome:
        """Call the body, in this task. Raises CancelledError only when the engine gives up the task itself."""
        node = self.node
        self.started_at = self._kit.clock.now()
        if self.reason is not None:  # stopped before it began
            return self.interrupted()
        try:
            values = arguments_of(self._live, node)
            arguments = (self._open_context(), *values) if node.takes_context else values
        except (CorruptRecordError, SchemaMismatchError, StepError) as error:
            return self._failed(error)
        self.task = task
        try:
            if node.caching is not None and (recalled := await self._recall(values, task)) is not None:
                return recalled
            if node.timeout_seconds is not None and node.runs_on not in {"thread", "process"}:
                self._start_timer()
            BODY.set((self._live.run_id, self.node.path))
            if node.runs_on == "loop":  # without another coroutine in between
                encoded = node.output.encode(await node.handler(*arguments), self._kit.max_payload_bytes)
            else:
                result = await self._call_elsewhere(arguments)
                if isinstance(result, Raised):  # a value: some exceptions cannot be raised through a coroutine
                    return self._raised(result.error, task)
                encoded = result.value
        except BaseException as error:  # noqa: BLE001  # whatever a body raises is an outcome; the engine's own goes on
            return self._raised(error, task)
        finally:
            writes = self._end()
        return self._returned(encoded, writes, task)

    def interrupt(self, reason: str) -> None:
        """Cancel the body. One that does not obey within its grace is left behind."""
        if self.reason is not None:
            return
        self.reason = reason
        if self.task is not None:
            self.task.cancel()
            self._grace = self._kit.clock.call_later(GRACE_SECONDS, self._leave_behind)

    def interrupted(self) -> Outcome:
        """The outcome of an attempt that was interrupted."""
        if self.reason == "timeout":
            return self._failed(timeout_error(self.node, self._live.run_id, self.number))
        return Stopped(self.node.index, self.started_at, self._kit.clock.now())

    async def _recall(self, values: tuple[object, ...], task: asyncio.Task[Any] | None) -> Outcome | None:
        """The outcome of the same call in this run or another one, where it is kept; else None."""
        self._cache_key, found = await recall(self._kit, self._live, self.node, values)
        if found is None:
            return None
        if self.reason is not None:
            return self._swallowed(task)
        ended = self._kit.clock.now()
        return make_row(
            Completed, (self.node.index, found.output, {}, self.started_at, ended, None, None, found.run_id)
        )

    def _open_context(self) -> StepContext:
        node, live = self.node, self._live
        context = self.context = StepContext(
            live.run_id,
            node.path,
            self.number,
            state=live.state,
            host=self._kit.host(live),
            reads_only=not node.may_write,
            is_cached=node.caching is not None,
            max_bytes=self._kit.max_payload_bytes,
            is_cancelled=lambda: self.reason is not None,
        )
        return context

    async def _call_elsewhere(self, arguments: tuple[object, ...]) -> Returned[Encoded] | Raised:
        node, kit = self.node, self._kit

        def call() -> Encoded:
            return _call_and_encode(node, arguments, kit.max_payload_bytes)

        if node.runs_on == "thread":
            result = await kit.threads.run(call if node.timeout_seconds is None else _telling(self._start_timer, call))
        elif node.runs_on == "process":
            host = kit.host(self._live)
            body = RemoteBody(node, arguments, self._live, self.number, self.context, host, self._start_timer)
            result = await call_remotely(kit.processes, body)
        else:
            called_at = kit.clock.monotonic()
            result = _call_inline(call)
            if node.timeout_seconds is not None and kit.clock.monotonic() - called_at > node.timeout_seconds:
                self.reason = "timeout"  # it held the loop: its timer had no chance to fire
        self.cpu_seconds = result.cpu_seconds
        return result

    def _raised(self, error: BaseException, task: asyncio.Task[Any] | None) -> Outcome:
        """The outcome of a body that raised; what was raised by the engine's own hand goes on."""
        if isinstance(error, asyncio.CancelledError):
            return self._cancelled(error, task)
        if isinstance(error, GeneratorExit) and not _is_running(task):
            raise error  # the loop throws this task away
        if self.reason is not None:  # that it complained of its cancellation is no other failure
            return self._swallowed(task)
        if isinstance(error, ValueRefusedError):
            return self._failed(refused_output(self.node, self._live.run_id, error))
        if isinstance(error, StepInputError):  # found in a worker process
            return self._failed(error)
        return self._failed(body_error(self.node, self._live.run_id, error))

    def _cancelled(self, error: asyncio.CancelledError, task: asyncio.Task[Any] | None) -> Outcome:
        """By the engine, which interrupts the body or gives up its task; or by the body's own doing."""
        if self.is_left_behind or self._kit.is_torn_down:
            raise error
        while task is not None and task.cancelling():
            task.uncancel()
        if self.reason is not None:
            return self.interrupted()
        return self._failed(body_error(self.node, self._live.run_id, error))

    def _swallowed(self, task: asyncio.Task[Any] | None) -> Outcome:
        if task is not None:
            task.uncancel()  # or a later body in this task would pass for a cancelled one
        return self.interrupted()

    def _returned(self, encoded: Encoded, writes: dict[str, bytes | None], task: asyncio.Task[Any] | None) -> Outcome:
        """The outcome of a body that returned; one that was cancelled and returned all the same is too late."""
        if self.reason is not None:
            return self._swallowed(task)
        if len(encoded.data) > self._kit.warn_payload_bytes:
            warn_of_size(self.node, self._live.run_id, len(encoded.data))
        ended = self._kit.clock.now()
        return make_row(
            Completed,
            (self.node.index, encoded, writes, self.started_at, ended, self.cpu_seconds, self._cache_key, None),
        )

    def _end(self) -> dict[str, bytes | None]:
        self.task = None
        BODY.set(None)
        if self._kit.is_debugging:
            warn_of_strays(self._live.run_id, self.node.path)
        if self._timer is not None:
            self._timer.cancel()
        if self._grace is not None:
            self._grace.cancel()
        return {} if self.context is None else self.context.end()

    def _failed(self, error: StepError | CorruptRecordError | SchemaMismatchError) -> Failed:
        now = self._kit.clock.now()
        info = error_info(error, path=self.node.path, attempt=self.number)
        is_retryable = self.node.retry.retries(error)
        return Failed(self.node.index, info, is_retryable, self.started_at or now, now, self.cpu_seconds)

    def _start_timer(self) -> None:
        """The body is called now (a thread or a worker process had to be free first); it may be over already."""
        if self.node.timeout_seconds is not None and self._timer is None and self.task is not None:
            self._timer = self._kit.clock.call_later(self.node.timeout_seconds, partial(self.interrupt, "timeout"))

    def _leave_behind(self) -> None:
        self.is_left_behind = True
        self.on_stubborn(self)


def _call_and_encode(node: PlanStep, arguments: tuple[object, ...], limit: int) -> Encoded:
    output = node.handler(*arguments)
    if inspect.iscoroutine(output):
        output.close()  # it would warn that nobody awaited it; encoding refuses it
    return node.output.encode(output, limit)


def _telling(begun: Callable[[], None], call: Callable[[], Encoded]) -> Callable[[], Encoded]:
    """The call for a thread, which tells the loop when it begins: until then it may have queued for the thread."""
    loop = asyncio.get_running_loop()

    def told() -> Encoded:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
            loop.call_soon_threadsafe(begun)
        return call()

    return told


def _call_inline(call: Callable[[], Encoded]) -> Returned[Encoded] | Raised:
    started = thread_time()
    try:
        encoded = call()
    except BaseException as error:  # noqa: BLE001  # whatever a body raises is its outcome
        return Raised(error, thread_time() - started)
    return Returned(encoded, thread_time() - started)


def _is_running(task: asyncio.Task[Any] | None) -> bool:
    try:
        return task is not None and asyncio.current_task() is task
    except RuntimeError:
        return False
