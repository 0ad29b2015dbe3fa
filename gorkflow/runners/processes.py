"""Bodies in processes of the engine's own: for work that holds the GIL, or that must be killed when it takes too long.

Why not concurrent.futures, anyio.to_process or pebble: docs/adr/0003-process-workers.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path

from gorkflow.core.calls import CallEvents, ProcessCall, ProcessDiedError, ProcessOutput, Raised, RemoteError, Returned
from gorkflow.core.error_text import encodable
from gorkflow.core.roundtrip import Refusal
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import DefinitionError, EngineError, GorkflowError, StepInputError
from gorkflow.runners.main_module import is_loading_main, own_main_module
from gorkflow.runners.messages import (
    PREFIX,
    Answer,
    Asked,
    Call,
    Failed,
    Frame,
    Gave,
    Hello,
    Message,
    Progressed,
    Refused,
    Started,
    pack,
    unpack,
)

__all__ = ["ProcessRunner"]

Outcome = Returned[ProcessOutput] | Raised

EXIT_SECONDS = 1.0  # what a worker gets to end by itself
_IMPORT_ROOT = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[2]); from gorkflow.runners.worker import main; main()"


class ProcessRunner:
    """Calls bodies in up to `workers` processes, started when needed and reused, in order of arrival.

    A worker is a fresh interpreter (nothing is forked) that takes over the import path, the arguments and, where a body
    of the main script is called, that script. It inherits standard output and error, and runs in a process group of its
    own: Ctrl-C does not reach it, and whatever its body has started is killed with it.

    Args:
        workers: bodies at work at a time.
        max_payload_bytes: how large an output, or a value of the state, may be.
    """

    def __init__(self, workers: int, *, max_payload_bytes: int) -> None:
        self._slots = asyncio.Semaphore(workers)
        self._max_payload_bytes = max_payload_bytes
        self._idle: list[_Worker] = []
        self._workers: set[_Worker] = set()
        self._starting: set[asyncio.Task[_Worker]] = set()
        self._active = 0
        self._is_closed = False

    @property
    def active(self) -> int:
        """Calls that somebody waits for, running or not: while there are any, a clock must not skip time."""
        return self._active

    async def run(self, call: ProcessCall, events: CallEvents = CallEvents(), /) -> Outcome:  # noqa: B008 - a constant
        """Run a body in a worker; how it ended, as a value.

        When the awaiting task is cancelled, the worker is killed, and this ends at once.

        Raises:
            EngineError: the runner is closed, this system has no worker processes, or it gives no more.
        """
        self._active += 1
        try:
            async with self._slots:
                return await self._run(call, events)
        finally:
            self._active -= 1

    async def close(self) -> None:
        """Let idle workers end, kill the others, and wait for all of them."""
        self._is_closed = True
        if self._starting:
            await asyncio.wait(self._starting)
        idle, self._idle = self._idle, []
        for worker in self._workers:
            if worker in idle:
                worker.dismiss()
            else:
                worker.kill()
        if self._workers:
            await asyncio.wait([worker.ended for worker in self._workers])

    async def _run(self, call: ProcessCall, events: CallEvents) -> Outcome:
        while True:
            is_reused = bool(self._idle)
            worker = self._idle.pop() if is_reused else await self._start()
            try:
                outcome = await worker.perform(call, events)
            except BaseException:
                worker.kill()
                raise
            if not (isinstance(outcome, Raised) and isinstance(outcome.error, ProcessDiedError)):
                self._idle.append(worker)
                return outcome
            if worker.has_started or not is_reused:
                return outcome
            # it died while it was idle, and the body has not run: another worker takes it

    async def _start(self) -> _Worker:
        if self._is_closed:
            raise EngineError("the engine is closed and starts no bodies; open it again")
        if is_loading_main():
            raise EngineError(
                "the main script starts its engine also where a worker process runs it to find a body; "
                "put the start below `if __name__ == '__main__':`"
            )
        # in a task of its own: a start that is given up in the middle would leave a process that nobody knows of
        starting = asyncio.create_task(_Worker.start(self._hello()))
        self._starting.add(starting)
        starting.add_done_callback(self._on_started)
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(_kill_started)
            raise
        except (OSError, NotImplementedError) as error:
            raise EngineError(f"no worker process can be started: {error}; use executor='thread'") from error

    def _on_started(self, starting: asyncio.Task[_Worker]) -> None:
        self._starting.discard(starting)
        if not starting.cancelled() and starting.exception() is None:
            worker = starting.result()
            self._workers.add(worker)
            worker.ended.add_done_callback(lambda _: self._workers.discard(worker))

    def _hello(self) -> Hello:
        main = own_main_module()
        return Hello(
            path=tuple(encodable(os.path.abspath(entry)) for entry in sys.path),
            argv=tuple(map(encodable, sys.argv)),
            main_module=main.module,
            main_file=main.file,
            max_payload_bytes=self._max_payload_bytes,
        )


class _Worker:
    """The engine's end of one worker process."""

    def __init__(self, process: Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self.has_started = False  # the body of the latest call
        self.ended = asyncio.create_task(self._watch())

    @classmethod
    async def start(cls, hello: Hello) -> _Worker:
        """Start a process and greet it."""
        if os.name != "posix":
            raise NotImplementedError("they need the pipes and process groups of POSIX")
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, *_interpreter_options(), "-P", "-c", _START, str(theirs.fileno()), _IMPORT_ROOT,
                    stdin=DEVNULL, pass_fds=(theirs.fileno(),), start_new_session=True,
                )  # fmt: skip
            reader, writer = await asyncio.open_unix_connection(sock=ours)
        except BaseException:
            ours.close()
            raise
        worker = cls(process, reader, writer)
        writer.write(pack(hello))
        return worker

    async def perform(self, call: ProcessCall, events: CallEvents) -> Outcome:
        """Have one body run."""
        self.has_started = False
        said = Call(
            module=call.module, qualname=call.qualname, run_id=call.run_id, step_id=call.step_id, attempt=call.attempt,
            reads_only=call.reads_only, is_cached=call.is_cached, arms=tuple(arm for _, arm in call.values),
            keys=tuple(call.state),
        )  # fmt: skip
        try:
            await self._send(said, *(data for data, _ in call.values), *call.state.values())
            while True:
                frame = await self._receive()
                outcome = _outcome(frame, call)
                if outcome is not None:
                    return outcome
                await self._attend(frame.message, events)
        except (EOFError, OSError):
            return await self._died()

    def kill(self) -> None:
        """Kill the process and what its body has started. Harmless when they are gone."""
        if not self.ended.done():
            self._kill_group()

    def dismiss(self) -> None:
        """Let the idle process end by itself, and kill it when it does not."""
        self._writer.close()
        asyncio.get_running_loop().call_later(EXIT_SECONDS, self.kill)

    async def _send(self, message: Message, *parts: bytes) -> None:
        self._writer.write(pack(message, parts))
        await self._writer.drain()

    async def _receive(self) -> Frame:
        header_size, rest_size = PREFIX.unpack(await self._reader.readexactly(PREFIX.size))
        header = await self._reader.readexactly(header_size)
        rest = await self._reader.readexactly(rest_size)
        try:
            return unpack(header, rest)
        except ValueError as error:
            raise ConnectionError("the body has written to the worker's socket") from error

    async def _attend(self, message: Message, events: CallEvents) -> None:
        if isinstance(message, Started):
            self.has_started = True
            events.started()
        elif isinstance(message, Progressed):
            events.progressed(message.done, message.total)
        elif isinstance(message, Asked):
            await self._answer(message, events)

    async def _answer(self, asked: Asked, events: CallEvents) -> None:
        if events.output_of is None:
            await self._send(Answer(problem=f"the output of step {asked.step_id!r} is not to be had here"))
            return
        try:
            data, arm = events.output_of(asked.step_id)
        except GorkflowError as error:
            await self._send(Answer(problem=encodable(str(error))))
            return
        await self._send(Answer(arm=arm), data)

    async def _died(self) -> Raised:
        """The socket is closed: the process is ending, which no signal changes, or it must be ended."""
        self._kill_group()
        await asyncio.shield(self.ended)
        code = self._process.returncode or 0
        name = signal.Signals(-code).name if code < 0 else None
        return Raised(ProcessDiedError(code if name is None else None, name), 0.0)

    async def _watch(self) -> None:
        """Until the process has ended. The socket is closed then: a process that the body left may hold it open."""
        try:
            await self._process.wait()
        except asyncio.CancelledError:  # the loop ends, and nobody has closed the runner
            self._kill_group()
            raise
        finally:
            self._writer.transport.abort()

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left in it
            os.killpg(self._process.pid, signal.SIGKILL)


def _kill_started(starting: asyncio.Task[_Worker]) -> None:
    """Nobody waits for the worker any more."""
    if not starting.cancelled() and starting.exception() is None:
        starting.result().kill()


def _outcome(frame: Frame, call: ProcessCall) -> Outcome | None:
    """What a message says of the end of a call; None when it goes on."""
    message = frame.message
    if isinstance(message, Gave):
        writes: dict[str, bytes | None] = dict(zip(message.written, frame.parts[1:], strict=True))
        writes.update(dict.fromkeys(message.deleted))
        return Returned(ProcessOutput(frame.parts[0], message.arm, writes), message.cpu_seconds)
    if isinstance(message, Failed):
        error = RemoteError(
            message.text, type_name=message.type_name, classes=message.classes,
            traceback_text=message.traceback, is_abort=message.is_abort,
        )  # fmt: skip
        return Raised(error, message.cpu_seconds)
    if isinstance(message, Refused):
        return Raised(_refusal(message, call), message.cpu_seconds)
    return None


def _refusal(message: Refused, call: ProcessCall) -> Exception:
    where = f"step {call.step_id!r} of run {call.run_id}"
    if message.what == "definition":
        return DefinitionError(f"{message.reason}; define it at the top of a module that imports there", subject=where)
    if message.what == "input":
        return StepInputError(f"{where} does not take its input: {message.reason}; mend its annotation")
    return ValueRefusedError(Refusal(message.what, message.reason))


def _interpreter_options() -> list[str]:
    """What this interpreter was started with and the environment does not tell a child."""
    options = [f"-W{option}" for option in sys.warnoptions]
    if sys.flags.optimize:
        options.append("-" + "O" * sys.flags.optimize)
    if sys.flags.dev_mode:
        options.append("-Xdev")
    if sys.flags.utf8_mode:
        options.append("-Xutf8")
    return options
