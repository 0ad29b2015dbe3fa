"""Worker processes as the bench holds them: started, asked, killed when they take too long, and started anew."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from gorkflow.bench.samples import Sample
from gorkflow.bench.wire import Call, Frame, Open, Opened, Refused, StoredPart, Timed, receive
from gorkflow.errors import BenchError
from gorkflow.runners.messages import Message, pack

OPEN_SECONDS: Final = 120.0
_IMPORT_ROOT = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[2]); from gorkflow.bench.worker import main; main()"


class Place(NamedTuple):
    """Where a workflow is: the module as it is imported, and its name there."""

    module: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Variant:
    """The code that a worker has.

    Attributes:
        name: how it is called in messages.
        place: of the workflow.
        path: `sys.path` of the worker.
        folder: it works there.
        root: the folder that the workflow's module has to come from; None for any.
        fakes: the module of fakes; None for none.
    """

    name: str
    place: Place
    path: tuple[str, ...]
    folder: str
    root: str | None = None
    fakes: str | None = None


class Trouble(NamedTuple):
    """Why a call gave no measurement.

    Attributes:
        what: "raised", "timed out", "died", or as in `gorkflow.bench.wire.Refused`.
    """

    what: str
    reason: str


def call_of(sample: Sample) -> tuple[Call, tuple[bytes, ...]]:
    """The message that calls a body with a recorded input, and its bytes."""
    outputs = tuple(
        StoredPart(path=path, is_default=one.is_default, member=one.member) for path, one in sample.outputs.items()
    )
    message = Call(
        step=sample.step, run_id=sample.run_id, path=sample.path, attempt=sample.attempt, members=sample.members,
        keys=tuple(sample.state), outputs=outputs,
    )  # fmt: skip
    return message, (*sample.values, *sample.state.values(), *(one.data for one in sample.outputs.values()))


class WorkerProcess:
    """One worker. It is started when it is first asked, and again when it was killed or has died.

    It runs in a process group of its own: Ctrl-C does not reach it, and whatever its bodies have started is killed
    with it. What its bodies print is thrown away.
    """

    def __init__(self, variant: Variant, *, timeout_seconds: float) -> None:
        """Start nothing yet.

        Args:
            variant: its code.
            timeout_seconds: of one call.
        """
        self.variant = variant
        self.timeout_seconds = timeout_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._facts: Opened | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def facts(self) -> Opened:
        """What it knows of the workflow.

        Raises:
            BenchError: it cannot be started, or does not get at the workflow.
        """
        if self._facts is None or self._process is None:
            self._facts = self._start()
        return self._facts

    def call(self, sample: Sample) -> Timed | Trouble:
        """Call the body with a recorded input.

        Raises:
            BenchError: as `facts`.
        """
        self.facts()
        message, parts = call_of(sample)
        answer = self.ask(message, parts, self.timeout_seconds)
        if isinstance(answer, Trouble):
            return answer
        if isinstance(answer.message, Refused):
            return Trouble(answer.message.what, answer.message.reason)
        if isinstance(answer.message, Timed):
            return answer.message
        raise BenchError(f"a worker process of {self.variant.name} answered {answer.message.kind!r} to a call")

    def ask(self, message: Message, parts: tuple[bytes, ...], seconds: float) -> Frame | Trouble:
        """Send a message and wait for its answer; a worker that gives none in that time is killed."""
        connection = self._socket
        if connection is None:
            raise BenchError(f"the worker process of {self.variant.name} is not open")
        try:
            connection.settimeout(seconds)
            connection.sendall(pack(message, parts))
            frame = receive(connection)
        except TimeoutError:
            self.close()
            return Trouble("timed out", f"it took longer than {seconds:g} s, and its process was killed")
        except (OSError, ValueError):
            frame = None
        return Trouble("died", self._death()) if frame is None else frame

    def close(self) -> None:
        """End it, with all that its bodies have started."""
        process, self._process = self._process, None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self) -> Opened:
        variant = self.variant
        mine, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - this interpreter
                    [sys.executable, "-P", "-c", _START, str(theirs.fileno()), _IMPORT_ROOT],
                    cwd=variant.folder,
                    # texts hash alike in every worker, so that sets and dicts of theirs cost alike
                    env={**os.environ, "PYTHONHASHSEED": "0"},
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                mine.close()
                raise BenchError(f"no worker process can be started: {error}") from error
        self._socket = mine
        message = Open(
            path=variant.path, module=variant.place.module, attribute=variant.place.attribute, fakes=variant.fakes
        )
        answer = self.ask(message, (), OPEN_SECONDS)
        if isinstance(answer, Trouble):
            raise BenchError(f"{variant.name} cannot be measured: its process {answer.what}: {answer.reason}")
        if not isinstance(answer.message, Opened):
            self.close()
            reason = answer.message.reason if isinstance(answer.message, Refused) else answer.message.kind
            raise BenchError(f"{variant.name} cannot be measured: {reason}")
        self._check_root(answer.message.file)
        return answer.message

    def _check_root(self, file: str | None) -> None:
        root = self.variant.root
        if root is None or (file is not None and Path(file).resolve().is_relative_to(Path(root).resolve())):
            return
        self.close()
        where = "no file" if file is None else file
        message = (
            f"{self.variant.name} cannot be measured: its module {self.variant.place.module!r} comes from {where}, not "
            "from the files of that revision; is it installed, and not found by its folder?"
        )
        raise BenchError(message)

    def _death(self) -> str:
        process = self._process
        self.close()
        code = None if process is None else process.returncode
        if code is None or code >= 0:
            return f"its process ended with code {code}"
        with contextlib.suppress(ValueError):
            return f"its process was killed by {signal.Signals(-code).name}"
        return f"its process was killed by signal {-code}"


def today(place: Place, *, fakes: str | None = None) -> Variant:
    """The code as it is in this process's folder and on its path."""
    path = tuple(entry or str(Path.cwd()) for entry in sys.path)
    return Variant("the code as it is", place, path, str(Path.cwd()), fakes=fakes)
