"""A worker process of the bench: `python -P -m gorkflow.bench.worker FD` calls bodies one at a time and times them.

The bench is at the other end of one socket, so that standard input and output stay the body's. When that end closes,
the worker ends. It knows no store: nothing that a body does here can reach the user's runs.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import os
import socket
import sys
import time
from collections.abc import Coroutine, Sequence
from typing import Any, NamedTuple

from typing_extensions import TypeIs

from gorkflow.bench.fakes import Body, Fakes, load_fakes
from gorkflow.bench.inputs import UnfitInputError, arguments_of
from gorkflow.bench.load import Load
from gorkflow.bench.process_memory import Peak
from gorkflow.bench.replaying import ReplayContext
from gorkflow.bench.samples import StoredOutput
from gorkflow.bench.wire import Call, Frame, Keep, Kept, Level, Open, Opened, Refused, StepFacts, Timed, receive
from gorkflow.core.error_text import encodable, text_of
from gorkflow.core.step import AnyStep
from gorkflow.core.values import ValueRefusedError, checksum, codec_for
from gorkflow.core.workflow import Workflow
from gorkflow.runners.failure import class_name
from gorkflow.runners.messages import Message, pack

_NANO = 1e-9


class Worker:
    """The workflow of one variant, whose bodies are called."""

    def __init__(self, steps: dict[str, AnyStep], fakes: Fakes, file: str | None) -> None:
        self._steps = steps
        self._fakes = fakes
        self._file = file
        self._runner = asyncio.Runner()

    @classmethod
    def opened(cls, wanted: Open) -> Worker:
        """Import the workflow, and the module of fakes behind it.

        Raises:
            BaseException: whatever the user's modules raise.
        """
        sys.path[:] = wanted.path
        module = importlib.import_module(wanted.module)
        found: object = module
        for name in wanted.attribute.split("."):
            found = getattr(found, name)
        if not _is_workflow(found):
            raise TypeError(f"{wanted.module}:{wanted.attribute} is no workflow there")
        fakes = Fakes() if wanted.fakes is None else load_fakes(wanted.fakes)
        return cls(dict(found.steps), fakes, getattr(module, "__file__", None))

    def facts(self) -> Opened:
        """What the bench is to know."""
        steps = {
            name: StepFacts(
                is_pure=step.options.pure,
                takes_context=self._fakes.body_of(step).takes_context,
                is_covered=self._fakes.covers(step),
            )
            for name, step in self._steps.items()
        }
        return Opened(file=self._file, steps=steps)

    def keep(self, keep: Keep, parts: Sequence[bytes], load: Load) -> Kept | Refused:
        """Make the input ready for levels."""
        call = keep.call
        step = self._steps.get(call.step)
        if step is None:
            return Refused(what="step", reason=f"there is no step {call.step!r}")
        body, count = self._fakes.body_of(step), len(call.members)
        context = [self._context(call, step, parts[count:])] if body.takes_context else []
        load.add(keep.group, step, body, context, call.members, parts[:count])
        return Kept()

    def perform(self, call: Call, parts: Sequence[bytes]) -> Timed | Refused:
        """Call the body once. Nothing that it does is raised from here."""
        step = self._steps.get(call.step)
        if step is None:
            return Refused(what="step", reason=f"there is no step {call.step!r}")
        body = self._fakes.body_of(step)
        count = len(call.members)
        context = [self._context(call, step, parts[count:])] if body.takes_context else []
        gc.collect()  # what was made before is not to be collected in this call
        timed = _timed(step, body, context, call, parts[:count])
        try:
            return self._runner.run(timed) if body.is_async else _driven(timed)
        except UnfitInputError as unfit:
            return Refused(what="input", reason=encodable(str(unfit)))
        except ValueRefusedError as refused:
            return Refused(what="output", reason=encodable(refused.reason))
        except BaseException as error:  # noqa: BLE001 - whatever a body raises is told
            name = class_name(type(error)).removeprefix("builtins.")
            return Refused(what="raised", reason=encodable(f"{name}: {text_of(error)}"))

    def _context(self, call: Call, step: AnyStep, parts: Sequence[bytes]) -> ReplayContext:
        outputs = {
            one.path: StoredOutput(data, one.is_default, one.member)
            for one, data in zip(call.outputs, parts[len(call.keys) :], strict=True)
        }
        return ReplayContext(
            call.run_id,
            call.path,
            call.attempt,
            state=dict(zip(call.keys, parts, strict=False)),
            outputs=outputs,
            resources=self._fakes.resources,
            reads_only=step.options.pure,
            is_cached=step.options.cache_seconds is not None,
        )


class _Mark(NamedTuple):
    """A moment, in nanoseconds of both clocks."""

    wall: int
    cpu: int

    @classmethod
    def now(cls) -> _Mark:
        return cls(time.perf_counter_ns(), time.process_time_ns())


async def _timed(step: AnyStep, body: Body, context: list[ReplayContext], call: Call, parts: Sequence[bytes]) -> Timed:
    """One call from its values' JSON to its output's. What the event loop takes before and after is not in it."""
    output_codec = codec_for(step.signature.output)
    peak, waited = Peak(), _waited_ns()
    begun = _Mark.now()
    arguments = arguments_of(step, parts, call.members)
    decoded = _Mark.now()
    output = body.function(*context, *arguments)
    if body.is_async and inspect.isawaitable(output):
        output = await output
    ended = _Mark.now()
    encoded = output_codec.encode(output)
    done = _Mark.now()
    return Timed(
        decode_seconds=(decoded.wall - begun.wall) * _NANO,
        body_seconds=(ended.wall - decoded.wall) * _NANO,
        encode_seconds=(done.wall - ended.wall) * _NANO,
        cpu_seconds=(done.cpu - begun.cpu) * _NANO,
        waited_seconds=(_waited_ns() - waited) * _NANO,
        peak_bytes=peak.grown(),
        output_bytes=len(encoded.data),
        checksum=checksum(encoded.data),
    )


def _driven(timed: Coroutine[object, None, Timed]) -> Timed:
    """The result of a coroutine that waits for nothing: no event loop runs around a `def`, as none does elsewhere."""
    try:
        timed.send(None)
    except StopIteration as done:
        result: Timed = done.value
        return result
    raise RuntimeError("a coroutine of a body that is no coroutine has waited")


def _waited_ns() -> int:
    """How long this thread was ready and had no core, since it began; 0 where the system does not tell."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as file:
            return int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _is_workflow(value: object) -> TypeIs[Workflow[Any, Any]]:
    return isinstance(value, Workflow)


def _opened(frame: Frame | None) -> Worker | Refused | None:
    if frame is None or not isinstance(frame.message, Open):
        return None
    try:
        return Worker.opened(frame.message)
    except BaseException as error:  # noqa: BLE001 - a module may raise anything, sys.exit() too, when it is imported
        name = class_name(type(error)).removeprefix("builtins.")
        return Refused(what="workflow", reason=encodable(f"{name}: {text_of(error)}"))


def serve(connection: socket.socket) -> None:
    """Answer the bench until it closes the socket."""

    def tell(message: Message) -> None:
        connection.sendall(pack(message))

    worker = _opened(receive(connection))
    if not isinstance(worker, Worker):
        if worker is not None:
            tell(worker)
        return
    gc.collect()
    gc.freeze()  # what the modules hold is not looked through before every call
    tell(worker.facts())
    load = Load()
    while (frame := receive(connection)) is not None:
        if isinstance(frame.message, Call):
            tell(worker.perform(frame.message, frame.parts))
        elif isinstance(frame.message, Keep):
            tell(worker.keep(frame.message, frame.parts, load))
        elif isinstance(frame.message, Level):
            tell(load.run(frame.message))


def main() -> None:
    """Serve the bench at the file descriptor that is the first argument."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    connection.set_inheritable(False)
    os.register_at_fork(after_in_child=connection.close)  # a process that a body forks is not to answer
    try:
        serve(connection)
    finally:
        os._exit(0)  # threads that bodies have left behind are not waited for


if __name__ == "__main__":
    main()
