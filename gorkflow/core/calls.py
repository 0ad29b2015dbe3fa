"""A body's call on its way to a thread or a worker process, and what comes back, as values.

Not as exceptions, because a future cannot hold every one of them: `asyncio.Future.set_exception` refuses
StopIteration, and SystemExit or KeyboardInterrupt would stop the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Returned(NamedTuple, Generic[T]):
    """The body returned.

    Attributes:
        cpu_seconds: CPU time of the thread or process that ran it.
    """

    value: T
    cpu_seconds: float


class Raised(NamedTuple):
    """The body raised.

    Attributes:
        error: anything, BaseExceptions included; its traceback starts in the body. From a worker process a RemoteError,
            or what the engine has to say itself: ProcessDiedError, StepInputError, ValueRefusedError, DefinitionError.
        cpu_seconds: CPU time of the thread or process that ran it.
    """

    error: BaseException
    cpu_seconds: float


class ProcessCall(NamedTuple):
    """All that a worker process needs to run a body.

    Attributes:
        module: where the body is found again by import; "__main__" for the main script.
        qualname: its name there; what it names may also be the step made of it.
        values: JSON and union arm of each value, encoded by the codec of the parameter's own type.
        state: the run's state as the attempt sees it.
    """

    module: str
    qualname: str
    values: tuple[tuple[bytes, int], ...]
    run_id: str
    step_id: str
    attempt: int
    state: Mapping[str, bytes]
    reads_only: bool = False
    is_cached: bool = False


class ProcessOutput(NamedTuple):
    """What a body in a worker process gave.

    Attributes:
        data: JSON of its output, encoded by the codec of the declared type.
        arm: which member of a union made it.
        writes: of the run's state; None deletes the key.
    """

    data: bytes
    arm: int
    writes: dict[str, bytes | None]


class CallEvents(NamedTuple):
    """What is told and asked while a body runs in a worker process, on the event loop.

    Attributes:
        started: the worker is up, has imported the body and calls it now: a time-out counts from here.
        progressed: `ctx.progress(done, total)`, at most 20 times a second.
        output_of: JSON and arm of the output of the step with this id, for `ctx.output_of(step)`; a GorkflowError says
            why there is none.
    """

    started: Callable[[], None] = lambda: None
    progressed: Callable[[float, float | None], None] = lambda _done, _total: None
    output_of: Callable[[str], tuple[bytes, int]] | None = None


class RemoteError(Exception):
    """Stands for what a body raised in a worker process; the exception itself stays there.

    Attributes:
        type_name: qualified class name, without "builtins.".
        classes: qualified names of its class and all classes above it, with their modules.
        traceback_text: its frames and causes, bounded.
        is_abort: a BaseException that is no Exception: SystemExit, KeyboardInterrupt.
    """

    def __init__(
        self, message: str, *, type_name: str, classes: tuple[str, ...], traceback_text: str, is_abort: bool
    ) -> None:
        super().__init__(message)
        self.type_name = type_name
        self.classes = classes
        self.traceback_text = traceback_text
        self.is_abort = is_abort

    def is_a(self, classes: type | tuple[type, ...]) -> bool:
        """What isinstance would have said of the exception itself; classes are compared by their names."""
        wanted = (classes,) if isinstance(classes, type) else classes
        return any(f"{one.__module__}.{one.__qualname__}" in self.classes for one in wanted)


class ProcessDiedError(Exception):
    """The worker process ended under the body: it was killed, crashed, or the body called os._exit().

    Attributes:
        exit_code: as the system tells it; None where a signal ended the process.
        signal: name of that signal, "SIGKILL"; None where the process exited.
    """

    def __init__(self, exit_code: int | None, signal: str | None) -> None:
        how = f"exit code {exit_code}" if signal is None else signal
        super().__init__(f"the worker process died under the body: {how}")
        self.exit_code = exit_code
        self.signal = signal
