"""The typed key-value state of a run, as one attempt sees it: a snapshot plus its own writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, overload

from typing_extensions import TypeForm

from gorkflow.core.error_text import shown
from gorkflow.core.ids import id_problem
from gorkflow.core.storable import value_problem
from gorkflow.core.values import MAX_BYTES, UnsupportedTypeError, ValueRefusedError, codec_for
from gorkflow.errors import ContextError, DefinitionError, InputError, StateKeyError

T = TypeVar("T")
U = TypeVar("U")
_MISSING = object()


class StateKey(Generic[T]):
    """A typed key of the run's state.

    Args:
        name: letters, digits, `_ - .`, at most 200; the same name means the same value in every step.
        type_: the type of the value, anything that pydantic turns into JSON and back.

    Raises:
        DefinitionError: the name or the type will not do.
    """

    __slots__ = ("codec", "name")

    def __init__(self, name: str, type_: TypeForm[T], /) -> None:
        problem = id_problem("state key", name)
        if problem is not None:
            raise DefinitionError(problem)
        problem = value_problem(type_)
        if problem is not None:
            raise DefinitionError(problem, subject=f"state key {name!r}")
        self.name = name
        try:
            self.codec = codec_for(type_)
        except UnsupportedTypeError as error:
            msg = f"state key {name!r}: {error.reason}; give a type that pydantic can turn into JSON and back"
            raise DefinitionError(msg) from error

    def __repr__(self) -> str:
        return f"StateKey({self.name!r}, {self.codec.type_form!r})"


class RunState:
    """The run's state in one attempt. Writes become durable in the commit of the step that made them, or not at all.

    The attempt reads what was committed when it started, and its own writes; a failed attempt's writes are dropped.
    Of several steps that write one key the last to complete wins.
    """

    __slots__ = ("_guard", "_is_item", "_is_readable", "_is_writable", "_max_bytes", "_snapshot", "writes")

    def __init__(
        self,
        snapshot: Mapping[str, bytes],
        guard: Callable[[], None],
        *,
        is_writable: bool = True,
        is_readable: bool = True,
        is_item: bool = False,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """`guard` raises ContextError where the state may no longer be used; `max_bytes` bounds the JSON of a value."""
        self._snapshot = snapshot
        self._guard = guard
        self._is_writable = is_writable
        self._is_readable = is_readable
        self._is_item = is_item
        self._max_bytes = max_bytes
        self.writes: dict[str, bytes | None] = {}

    @overload
    def get(self, key: StateKey[T], /) -> T: ...
    @overload
    def get(self, key: StateKey[T], /, default: U) -> T | U: ...
    def get(self, key: StateKey[Any], /, default: object = _MISSING) -> object:
        """The value, decoded afresh.

        Raises:
            StateKeyError: there is none and no default was given.
            ContextError: another StateKey of this name has written a value that does not fit this one's type, or the
                step may not read (steps with `cache=`).
        """
        data = self._lookup(key)
        if data is not None:
            return _decoded(key, data)
        if default is _MISSING:
            msg = f"the run's state has no {key.name!r}; set it in an earlier step or give a default"
            raise StateKeyError(msg)
        return default

    def set(self, key: StateKey[T], value: T, /) -> None:
        """Write the value; it is validated and encoded now.

        Raises:
            InputError: the value does not fit the key's type, or is larger than max_payload_bytes.
            ContextError: the step may not write (pure steps, items of maps).
        """
        self._writable(key)
        try:
            encoded = key.codec.encode(value, self._max_bytes)
        except ValueRefusedError as refused:
            msg = f"state key {key.name!r}: {refused.reason}; give a value of the key's type"
            raise InputError(msg) from refused
        # one byte tells the union member, so that the value comes back as itself
        self.writes[key.name] = bytes((encoded.arm + 1,)) + encoded.data

    def delete(self, key: StateKey[Any], /) -> None:
        """Remove the key; harmless when it is not there."""
        self._writable(key)
        self.writes[key.name] = None

    def __contains__(self, key: StateKey[Any], /) -> bool:
        return self._lookup(key) is not None

    def _lookup(self, key: StateKey[Any]) -> bytes | None:
        self._check(key)
        if not self._is_readable:
            msg = (
                f"state key {key.name!r} is read by a step with cache=, whose cached output does not depend on it; "
                "take the value as a parameter, or leave cache= out"
            )
            raise ContextError(msg)
        if key.name in self.writes:
            return self.writes[key.name]
        return self._snapshot.get(key.name)

    def _check(self, key: object) -> None:
        self._guard()
        if not isinstance(key, StateKey):  # a caller without a type checker may give anything
            msg = f"the run's state takes a StateKey, not {shown(key)}; make one: StateKey('name', int)"
            raise ContextError(msg)

    def _writable(self, key: StateKey[Any]) -> None:
        self._check(key)
        if not self._is_writable:
            why = "a pure step; a pure step has no effects: leave out pure=True"
            if self._is_item:
                why = "an item of a map; items run side by side: let the step behind the map write it"
            msg = f"state key {key.name!r} is written by {why}"
            raise ContextError(msg)


def _decoded(key: StateKey[Any], data: bytes) -> object:
    try:
        return key.codec.decode(data[1:], data[0] - 1)
    except ValueRefusedError as refused:
        msg = (
            f"state key {key.name!r}: the stored value does not fit this key's type: {refused.reason}; "
            "use one StateKey for one name in all steps"
        )
        raise ContextError(msg) from refused
