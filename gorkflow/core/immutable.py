"""Which types are immutable all through: their values may be shared between consumers without a copy."""

from __future__ import annotations

import datetime
import decimal
import enum
import ipaddress
import pathlib
import types
import typing
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_ATOMS: Final[frozenset[object]] = frozenset(
    {
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        type(None),
        datetime.datetime,
        datetime.date,
        datetime.time,
        datetime.timedelta,
        decimal.Decimal,
        uuid.UUID,
        pathlib.Path,
        pathlib.PurePath,
        ipaddress.IPv4Address,
        ipaddress.IPv6Address,
    }
)


def is_immutable(type_form: object) -> bool:
    """Whether no value of the type can be changed; False where it cannot be known."""
    return _is_immutable(type_form, frozenset())


def _is_immutable(form: object, above: frozenset[object]) -> bool:
    origin = get_origin(form)
    if origin is None:
        return _is_immutable_class(form, above)
    if origin is Literal:
        return True
    if origin is Annotated:
        return _is_immutable(get_args(form)[0], above)
    if origin in (Union, types.UnionType, tuple, frozenset):
        return all(member is Ellipsis or _is_immutable(member, above) for member in get_args(form))
    return False


def _is_immutable_class(form: object, above: frozenset[object]) -> bool:
    if form in _ATOMS:
        return True
    if not isinstance(form, type) or form in above:
        return False
    cls: type[Any] = form
    above |= {cls}
    if issubclass(cls, enum.Enum):
        return True
    fields = _frozen_fields(cls)
    return fields is not None and all(_is_immutable(field, above) for field in fields)


def _frozen_fields(form: type[Any]) -> list[object] | None:
    """Types of the fields of a frozen model, frozen dataclass or NamedTuple; None for anything else."""
    if issubclass(form, BaseModel):
        is_frozen = form.model_config.get("frozen") and form.model_config.get("extra") != "allow"
        is_frozen = is_frozen and not form.__private_attributes__  # those may be set on a frozen model too
        return [field.annotation for field in form.model_fields.values()] if is_frozen else None
    parameters: Any = getattr(form, "__dataclass_params__", None)
    if parameters is not None:
        return _hints(form) if parameters.frozen else None
    if hasattr(form, "_fields") and tuple in form.__mro__:
        return _hints(form)
    return None


def _hints(form: type[Any]) -> list[object] | None:
    try:
        hints: Mapping[str, object] = typing.get_type_hints(form, include_extras=True)
    except (NameError, TypeError):
        return None
    return list(hints.values())
