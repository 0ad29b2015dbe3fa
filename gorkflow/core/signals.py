"""Signals: what a run can wait for, and how one is stored until a wait takes it."""

from __future__ import annotations

import json
from typing import Any, Generic, NamedTuple, TypeVar

from typing_extensions import TypeForm, TypeIs

from gorkflow.core.ids import id_problem
from gorkflow.core.narrowing import is_mapping
from gorkflow.core.records import InboxRow
from gorkflow.core.storable import UndefinedNameError, output_problem
from gorkflow.core.values import Encoded, codec_for
from gorkflow.errors import CorruptRecordError, DefinitionError

T = TypeVar("T")
SIGNAL_KIND = "signal"  # of messages


class Signal(Generic[T]):
    """A typed message to a run, by name. A workflow waits for it with `.wait_for(signal)`.

    Args:
        name: letters, digits, `_ - .`, at most 200; in one workflow the same name means the same signal.
        type_: the type of the payload, anything that pydantic turns into JSON and back.

    Raises:
        DefinitionError: the name or the type will not do.
    """

    __slots__ = ("codec", "name")

    def __init__(self, name: str, type_: TypeForm[T], /) -> None:
        problem = id_problem("signal", name)
        if problem is not None:
            raise DefinitionError(problem)
        form = _form_of(type_)
        problem = _payload_problem(form)
        if problem is not None:
            raise DefinitionError(problem, subject=f"signal {name!r}")
        self.name = name
        self.codec = codec_for(form)

    def __repr__(self) -> str:
        return f"Signal({self.name!r}, {self.codec.type_form!r})"


AnySignal = Signal[Any]


def is_signal(value: object) -> TypeIs[AnySignal]:
    """Whether it is one: a caller without a type checker may give anything."""
    return isinstance(value, Signal)


def _form_of(type_: object) -> object:
    return type(None) if type_ is None else type_


def _payload_problem(form: object) -> str | None:
    try:
        return output_problem(form)
    except UndefinedNameError as error:
        return f"the name {error.name!r} in its type is not defined; define it before"


class Received(NamedTuple):
    """A signal that was sent to a run.

    Attributes:
        data: the payload as JSON.
        arm: which member of a union made it.
    """

    name: str
    data: bytes
    arm: int


def signal_body(name: str, payload: Encoded) -> str:
    """The body of the message that brings a signal; the payload's JSON stands in it as a text, kept to the letter."""
    return json.dumps({"name": name, "arm": payload.arm, "payload": payload.data.decode()})


def read_signal(message: InboxRow) -> Received:
    """The signal that a message brings.

    Raises:
        CorruptRecordError: it brings none: it is damaged.
    """
    try:
        body: object = json.loads(message.body)
    except ValueError:
        body = None
    name, arm, payload = (body.get(key) if is_mapping(body) else None for key in ("name", "arm", "payload"))
    if not (isinstance(name, str) and isinstance(arm, int) and isinstance(payload, str)):
        msg = (
            f"run {message.run_id}: the message {message.message_id!r} is damaged and brings no signal; it is left as "
            "it is, look at it with the CLI"
        )
        raise CorruptRecordError(msg)
    return Received(name, payload.encode(), arm)
