"""What an engine and its worker processes say to each other.

A message is a frame: two lengths, a header of JSON, and the bytes that belong to it (values as they are stored, so that
they are neither escaped nor decoded on the way). Nothing else is ever read: no pickle, no code, no names but those of
the body that the engine itself asks for.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

PREFIX = struct.Struct("!II")  # bytes of the header, bytes after it


class Message(BaseModel):
    """Anything that is said; `sizes` tells the bytes after the header apart."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="constants")

    sizes: tuple[int, ...] = ()


class Hello(Message):
    """Engine to worker, first: how to become like the engine's process."""

    kind: Literal["hello"] = "hello"
    path: tuple[str, ...]
    argv: tuple[str, ...]
    main_module: str | None
    main_file: str | None
    max_payload_bytes: int


class Call(Message):
    """Engine to worker: run this body. Bytes: the values, then the state's values."""

    kind: Literal["call"] = "call"
    module: str
    qualname: str
    run_id: str
    step_id: str
    attempt: int
    reads_only: bool
    is_cached: bool
    arms: tuple[int, ...]
    keys: tuple[str, ...]


class Answer(Message):
    """Engine to worker: the output that was asked for (bytes), or why there is none."""

    kind: Literal["answer"] = "answer"
    arm: int = 0
    problem: str | None = None


class Started(Message):
    """Worker to engine: the body is called now."""

    kind: Literal["started"] = "started"


class Progressed(Message):
    """Worker to engine: how far the body is."""

    kind: Literal["progressed"] = "progressed"
    done: float
    total: float | None


class Asked(Message):
    """Worker to engine: the output of that step, please."""

    kind: Literal["asked"] = "asked"
    step_id: str


class Gave(Message):
    """Worker to engine: the body returned. Bytes: the output, then the state's new values."""

    kind: Literal["gave"] = "gave"
    arm: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    cpu_seconds: float


class Failed(Message):
    """Worker to engine: the body raised."""

    kind: Literal["failed"] = "failed"
    type_name: str
    classes: tuple[str, ...]
    text: str
    traceback: str
    is_abort: bool
    cpu_seconds: float


class Refused(Message):
    """Worker to engine: the body could not be called (definition, input), or its output cannot be taken (the rest)."""

    kind: Literal["refused"] = "refused"
    what: Literal["definition", "input", "type", "serialization", "size"]
    reason: str
    cpu_seconds: float = 0.0


AnyMessage = Annotated[
    Hello | Call | Answer | Started | Progressed | Asked | Gave | Failed | Refused, Field(discriminator="kind")
]
_messages: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)


class Frame(NamedTuple):
    """A message with its bytes."""

    message: AnyMessage
    parts: tuple[bytes, ...]


def pack(message: Message, parts: Sequence[bytes] = ()) -> bytes:
    """The frame of a message."""
    sized = message.model_copy(update={"sizes": tuple(map(len, parts))})
    header = sized.model_dump_json().encode()
    return b"".join((PREFIX.pack(len(header), sum(sized.sizes)), header, *parts))


def unpack(header: bytes, rest: bytes) -> Frame:
    """The message of a frame, whose prefix told the two lengths.

    Raises:
        ValueError: it is none.
    """
    message = _messages.validate_json(header)
    return Frame(message, parts_of(message, rest))


def parts_of(message: Message, rest: bytes) -> tuple[bytes, ...]:
    """The bytes that belong to a message, each by itself.

    Raises:
        ValueError: they are not those that it tells of.
    """
    parts: list[bytes] = []
    start = 0
    for size in message.sizes:
        parts.append(rest[start : start + size])
        start += size
    if start != len(rest):
        raise ValueError("the sizes in the frame's header are not those of its parts")
    return tuple(parts)
