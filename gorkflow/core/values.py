"""Typed values as JSON and back. A value is stored as JSON bytes made by pydantic from its declared type: no pickle.

Encoding proves the round trip: what was written is read back at once and compared with the value. The common case costs
one dump, one load and one comparison, and the loaded copy is handed to the first consumer; only when the two differ
does `gorkflow.core.roundtrip` find out why, and whether that may pass.
"""

from __future__ import annotations

import sys
import types
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError
from pydantic_core import from_json

from gorkflow.core.equality import plain_model, proves_sameness
from gorkflow.core.error_text import printable, text_of
from gorkflow.core.forms import is_alias
from gorkflow.core.immutable import is_immutable
from gorkflow.core.records import make_row
from gorkflow.core.roundtrip import (
    Refusal,
    RefusalKind,
    check_difference,
    explain_dump,
    explain_load,
    first_problem,
    passes_for,
    same_json,
    same_values,
)

MAX_BYTES = sys.maxsize
DEFAULT_ARM = -1  # the value is a default that its step's own type does not describe


class UnsupportedTypeError(Exception):
    """Pydantic cannot turn values of this type into JSON and back; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ValueRefusedError(Exception):
    """A value does not fit its declared type, or would not come back from JSON the same.

    Attributes:
        kind: "type" (not of the declared type), "serialization" (JSON cannot hold it) or "size" (too large).
        reason: names the path inside the value and never the value itself.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.kind: RefusalKind = refusal.kind
        self.reason = refusal.reason


class NotJsonError(ValueRefusedError):
    """What is stored is no JSON at all: it is damaged, and no type could read it."""


class Encoded(NamedTuple):
    """A value in the form that is stored.

    Attributes:
        data: JSON.
        arm: which member of a union made it; 0 for other types, DEFAULT_ARM for a default of another type.
        copy: the value as loaded from `data`: nobody else holds it.
    """

    data: bytes
    arm: int
    copy: object


class Codec:
    """Turns values of one declared type into JSON and back."""

    __slots__ = (
        "_adapter",
        "_classes",
        "_dump",
        "_load",
        "_members",
        "_model",
        "_trusts_equality",
        "is_immutable",
        "type_form",
    )

    def __init__(self, type_form: object) -> None:
        self.type_form = type_form
        self.is_immutable = is_immutable(type_form)
        self._members: tuple[Codec, ...] = tuple(codec_for(member) for member in union_members(type_form))
        self._classes = tuple(_runtime_class(codec.type_form) for codec in self._members)
        self._adapter = _adapter(type_form)
        self._trusts_equality = proves_sameness(type_form)
        self._model = plain_model(type_form)
        # plain bound methods: the hot path calls them without a lookup
        self._dump: Callable[..., bytes] = self._adapter.serializer.to_json
        self._load: Callable[..., object] = self._adapter.validator.validate_json

    def encode(self, value: object, max_bytes: int = MAX_BYTES) -> Encoded:
        """The value as JSON, proven to come back the same.

        Raises:
            ValueRefusedError: it would not, or its JSON is larger than `max_bytes`.
        """
        if self._members:
            return self._encode_member(value, max_bytes)
        try:
            data = self._dump(value, by_alias=False, round_trip=True, warnings=False)
        except Exception as error:  # a user's serialiser may raise anything
            raise ValueRefusedError(explain_dump(self._adapter, value, error)) from error
        if len(data) > max_bytes:  # before the copy is made
            raise ValueRefusedError(Refusal("size", f"its JSON has {len(data):,} bytes, more than {max_bytes:,}"))
        try:
            copy, is_exact = self._load(data, strict=True, by_name=True, by_alias=False), True
        except Exception:  # noqa: BLE001  # 3.0 for an int, or a serialiser of the user's: the slow path tells them apart
            copy, is_exact = self._copy(data, value), False
        is_exact = is_exact and (type(copy) is type(value) or passes_for(value, copy))
        is_equal = self._trusts_equality and self._is_equal(copy, value)
        if not (is_exact and is_equal):
            refusal = check_difference(self._adapter, value, copy, data, is_equal=is_equal)
            if refusal is not None:
                raise ValueRefusedError(refusal)
        return make_row(Encoded, (data, 0, copy))

    def dump(self, value: object) -> tuple[bytes, int]:
        """JSON and arm of a value that was decoded by this codec, or as a part of one: it is not proven once more."""
        if self._members:
            encoded = self._encode_member(value, MAX_BYTES)
            return encoded.data, encoded.arm
        return self._dump(value, by_alias=False, round_trip=True, warnings=False), 0

    def decode(self, data: bytes, arm: int = 0) -> object:
        """A fresh value from stored JSON.

        Raises:
            NotJsonError: what is stored is damaged.
            ValueRefusedError: the JSON does not fit the type.
        """
        if self._members:
            if not 0 <= arm < len(self._members):
                msg = f"the stored union member {arm} is not one of {len(self._members)}"
                raise ValueRefusedError(Refusal("type", msg))
            return self._members[arm].decode(data)
        try:
            return self._load(data, strict=True, by_name=True, by_alias=False)  # as when it was encoded
        except Exception:  # noqa: BLE001  # a user's serialiser may write a text for a number
            try:
                return self._converted(data, by_alias=False)
            except ValueRefusedError as refused:
                if is_json(data):
                    raise
                raise NotJsonError(Refusal("type", refused.reason)) from refused

    def is_same(self, data: bytes, other: bytes, arm: int = 0) -> bool:
        """Whether both are JSON of the same value: in what order a set or a dict is written says nothing."""
        if data == other:
            return True
        try:
            is_same = same_values(self.decode(data, arm), self.decode(other, arm))
        except ValueRefusedError:  # one was made by another type
            return False
        return is_same and same_json(data, other)

    def parse(self, data: bytes) -> object:
        """A value from JSON that a person wrote: aliases and field names both count.

        Raises:
            ValueRefusedError: the JSON does not fit the type.
        """
        return self._converted(data, by_alias=True)

    def check(self, value: object) -> object:
        """The value as the type's own, for a consumer whose type differs from the producer's.

        Raises:
            ValueRefusedError: it does not fit.
        """
        try:
            return self._adapter.validate_python(value)
        except Exception as error:  # a user's validator may raise anything
            raise ValueRefusedError(Refusal("type", first_problem(error))) from error

    def json_schema(self, mode: Literal["validation", "serialization"] = "validation") -> dict[str, Any]:
        """JSON Schema of the type."""
        return self._adapter.json_schema(mode=mode)

    def _copy(self, data: bytes, value: object) -> object:
        try:
            return self._load(data, by_name=True, by_alias=False)
        except Exception as error:  # a user's validator may raise anything
            raise ValueRefusedError(explain_load(self._adapter, value, error)) from error

    def _converted(self, data: bytes, *, by_alias: bool) -> object:
        """The value of JSON that pydantic may convert: 3.0 for an int, "3" for a number."""
        try:
            return self._load(data, by_name=True, by_alias=by_alias)
        except Exception as error:  # a user's validator may raise anything
            raise ValueRefusedError(Refusal("type", first_problem(error))) from error

    def _is_equal(self, copy: object, value: object) -> bool:
        try:
            model = self._model
            # a model's own `==` is Python that asks the same, and costs as much as the dump and the load
            if model is not None and type(copy) is model and type(value) is model and vars(copy) == vars(value):
                return not getattr(value, "__pydantic_extra__", None) or bool(copy == value)
            return bool(copy == value)
        except Exception:  # noqa: BLE001  # a user's __eq__ may raise anything; the slow comparison decides then
            return False

    def _encode_member(self, value: object, max_bytes: int) -> Encoded:
        """Under the member whose class is the value's own; else under the first that takes it."""
        own_class = type(value)
        ordered = sorted(range(len(self._members)), key=lambda arm: self._classes[arm] is not own_class)
        refusals: list[ValueRefusedError] = []
        for arm in ordered:
            try:
                encoded = self._members[arm].encode(value, max_bytes)
            except ValueRefusedError as refused:
                refusals.append(refused)
            else:
                return encoded._replace(arm=arm)
        raise next((refused for refused in refusals if refused.kind != "type"), refusals[0])


def codec_for(type_form: object) -> Codec:
    """The codec of a type; cached.

    Raises:
        UnsupportedTypeError: pydantic cannot turn its values into JSON and back.
    """
    if type_form is None:
        type_form = type(None)
    try:
        return _cached_codec(type_form, _in_order(type_form))
    except TypeError:  # unhashable metadata in Annotated
        return Codec(type_form)


@lru_cache(maxsize=4096)
def _cached_codec(type_form: object, order: object) -> Codec:  # `order` is a part of the key
    return Codec(type_form)


def _in_order(type_form: object) -> object:
    """The arguments all through: `A | B` equals `B | A`, but what is stored depends on the order."""
    if isinstance(type_form, type):  # most are plain classes, and every step of a large graph asks
        return ()
    return tuple([(argument, _in_order(argument)) for argument in get_args(type_form)])


def union_members(type_form: object) -> tuple[object, ...]:
    """The members of `A | B`, also under a name of its own, in order; empty for any other type."""
    while is_alias(type_form):
        type_form = getattr(type_form, "__value__", None)
    if get_origin(type_form) in (Union, types.UnionType):
        return get_args(type_form)
    return ()


checksum: Callable[[bytes], int] = zlib.crc32
"""Of stored JSON: by it a damaged record is told."""


def is_json(data: bytes) -> bool:
    """Whether it can be read as JSON, whatever the type."""
    try:
        from_json(data)
    except ValueError:
        return False
    return True


def default_codec(own: Codec, default: object) -> tuple[Codec, Encoded]:
    """How a default is stored: under the step's own type where it fits, else under its own class.

    Raises:
        UnsupportedTypeError: neither can hold it.
    """
    try:
        return own, own.encode(default)
    except ValueRefusedError:
        pass
    codec = codec_for(type(default))
    try:
        encoded = codec.encode(default)
    except ValueRefusedError as refused:
        raise UnsupportedTypeError(refused.reason) from refused
    return codec, encoded._replace(arm=DEFAULT_ARM)


def _runtime_class(type_form: object) -> object:
    while get_origin(type_form) is Annotated:
        type_form = get_args(type_form)[0]
    return get_origin(type_form) or type_form


# bytes are kept exactly where the type's own configuration does not rule
_CONFIG = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", arbitrary_types_allowed=False)


def _adapter(type_form: Any) -> TypeAdapter[Any]:
    try:
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(type_form, config=_CONFIG)
        except PydanticUserError as error:
            if error.code != "type-adapter-config-unused":
                raise
            adapter = TypeAdapter(type_form)  # models, dataclasses and TypedDicts bring their own configuration
        adapter.json_schema(mode="serialization")
    except PydanticUndefinedAnnotation as error:
        raise UnsupportedTypeError(f"the name {error.name!r} in it is not defined") from error
    except Exception as error:  # a class that makes its own schema may raise anything
        first = next(iter(text_of(error).splitlines()), type(error).__name__)
        reason = printable(first).partition(". Set `arbitrary_types_allowed")[0]  # pydantic's remedy is none here
        raise UnsupportedTypeError(reason) from error
    return adapter
