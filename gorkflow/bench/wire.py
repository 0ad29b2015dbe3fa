"""What the bench and its worker processes say to each other: frames as those of an engine and its workers."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, TypeAdapter

from gorkflow.runners.messages import PREFIX, Message, parts_of


class StepFacts(Message):
    """What a worker knows of a step.

    Attributes:
        is_covered: the module of fakes says that what it does outside is replaced.
    """

    kind: Literal["step"] = "step"
    is_pure: bool
    takes_context: bool
    is_covered: bool


class Open(Message):
    """Bench to worker, first: which workflow.

    Attributes:
        path: `sys.path` for the user's modules.
        module, attribute: where the workflow is.
        fakes: a module to be imported behind that; None for none.
    """

    kind: Literal["open"] = "open"
    path: tuple[str, ...]
    module: str
    attribute: str
    fakes: str | None


class Opened(Message):
    """Worker to bench: the workflow is there.

    Attributes:
        file: where its module came from; None where that is no file.
        steps: by path without the marks of items and turns.
    """

    kind: Literal["opened"] = "opened"
    file: str | None
    steps: dict[str, StepFacts]


class StoredPart(Message):
    """The output of a step before the one that is called, whose bytes are among the call's parts."""

    kind: Literal["stored"] = "stored"
    path: str
    is_default: bool
    member: str | None


class Call(Message):
    """Bench to worker: call this body once. Bytes: the values, the state's values, the outputs of steps before it.

    Attributes:
        members: see `gorkflow.bench.samples.Sample`.
        keys: of the state.
    """

    kind: Literal["call"] = "call"
    step: str
    run_id: str
    path: str
    attempt: int
    members: tuple[str | None, ...]
    keys: tuple[str, ...]
    outputs: tuple[StoredPart, ...]


class Keep(Message):
    """Bench to worker: keep this input, whose bytes are those of the call, for the levels of its group."""

    kind: Literal["keep"] = "keep"
    group: int
    call: Call


class Kept(Message):
    """Worker to bench: it has it."""

    kind: Literal["kept"] = "kept"


class Level(Message):
    """Bench to worker: call the body with the inputs of a group, so many at once, in whole passes over them.

    Attributes:
        calls: at least so many.
        seconds: at least so long.
    """

    kind: Literal["level"] = "level"
    group: int
    at_once: int
    calls: int
    seconds: float


class Levelled(Message):
    """Worker to bench: what the calls of a level took.

    Attributes:
        seconds: from the begin of the first to the end of the last.
        taken: of each that gave an output, validation and serialisation with the body.
        failed: how many others there were.
        error: of one of them; empty where there was none.
    """

    kind: Literal["levelled"] = "levelled"
    seconds: float
    taken: tuple[float, ...]
    failed: int
    error: str


class Timed(Message):
    """Worker to bench: what a call took.

    Attributes:
        decode_seconds: the values were made of their JSON, and validated.
        body_seconds: wall clock.
        encode_seconds: the output was validated and made JSON.
        cpu_seconds: of the whole process, over all three.
        waited_seconds: of all three, how long the process was ready to run and had no core; 0.0 where the system does
            not tell.
        peak_bytes: by how much the memory of the process had grown at its highest; None where the system does not tell.
        checksum: of the output's JSON.
    """

    kind: Literal["timed"] = "timed"
    decode_seconds: float
    body_seconds: float
    encode_seconds: float
    cpu_seconds: float
    waited_seconds: float
    peak_bytes: int | None
    output_bytes: int
    checksum: int


class Refused(Message):
    """Worker to bench: there is nothing to measure.

    Attributes:
        what: "workflow" where it cannot be had, "step" where it has no such step, "input" where the values do not fit,
            "output" where what the body gave cannot be taken, "raised" where it raised.
    """

    kind: Literal["refused"] = "refused"
    what: Literal["workflow", "step", "input", "output", "raised"]
    reason: str


AnyMessage = Annotated[
    Open | Opened | Call | Keep | Kept | Level | Levelled | Timed | Refused, Field(discriminator="kind")
]
_messages: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)


class Frame(NamedTuple):
    """A message with its bytes."""

    message: AnyMessage
    parts: Sequence[bytes]


def unpack(header: bytes, rest: bytes) -> Frame:
    """The message of a frame.

    Raises:
        ValueError: it is none.
    """
    message = _messages.validate_json(header)
    return Frame(message, parts_of(message, rest))


def receive(connection: socket.socket) -> Frame | None:
    """The next message; None when the other end is closed.

    Raises:
        OSError: the connection is broken, or its time is over.
        ValueError: what came is no message.
    """
    prefix = _exactly(connection, PREFIX.size)
    if prefix is None:
        return None
    header_size, rest_size = PREFIX.unpack(prefix)
    header, rest = _exactly(connection, header_size), _exactly(connection, rest_size)
    return None if header is None or rest is None else unpack(header, rest)


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = connection.recv(min(size - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return bytes(data)
