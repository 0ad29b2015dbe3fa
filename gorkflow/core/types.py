"""Whether a value of one type may go where another is expected, for wiring that no type checker has seen.

The answer is lenient: what mypy accepts is accepted, and so is what cannot be decided from the classes alone
(protocols, types that pydantic shows to type checkers as others). Only a clear mismatch is refused.
"""

from __future__ import annotations

import collections
import collections.abc
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import (
    Any,
    Final,
    ForwardRef,
    Literal,
    LiteralString,
    Never,
    NewType,
    NoReturn,
    ParamSpec,
    TypeVar,
    TypeVarTuple,
    get_args,
    get_origin,
)

from pydantic import BaseModel
from typing_extensions import is_typeddict

from gorkflow.core.forms import (
    describe,
    describe_two,
    field_forms,
    is_named_tuple,
    is_union,
    normalised,
    required_keys,
    union_of,
)
from gorkflow.core.narrowing import is_class

__all__ = ["assignable", "describe", "describe_two"]

_MAX_DEPTH: Final = 40
_UNKNOWN: Final = (TypeVar, TypeVarTuple, ParamSpec, ForwardRef, str)
_BOTTOM: Final = (Any, Never, NoReturn)
_PROMOTIONS: Final[Mapping[object, tuple[type, ...]]] = {
    float: (int,),
    complex: (int, float),
    bytes: (bytearray, memoryview),
}
_INVARIANT: Final = frozenset({
    list, set, dict, collections.deque, collections.defaultdict, collections.OrderedDict, collections.Counter,
    collections.abc.MutableSequence, collections.abc.MutableSet, collections.abc.MutableMapping,
})  # fmt: skip
_ITEM_TYPES: Final[Mapping[type, object]] = {str: str, bytes: int, bytearray: int, memoryview: int, range: int}


def assignable(source: object, target: object) -> bool:
    """Whether every value of type form `source` may be given where `target` is expected; True where it is unknown."""
    if source is target:
        return True
    try:
        return _cached(source, target)
    except TypeError:  # a form with unhashable metadata
        return _Comparison().fits(source, target)


@lru_cache(maxsize=8192)
def _cached(source: object, target: object) -> bool:
    return _Comparison().fits(source, target)


class _Comparison:
    """One comparison. Pairs under way count as fitting, so that recursive types end."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int], tuple[object, object]] = {}  # the values keep the ids valid

    def fits(self, source: object, target: object) -> bool:
        pair = (id(source), id(target))
        if source is target or pair in self._open or len(self._open) > _MAX_DEPTH:
            return True
        self._open[pair] = (source, target)
        try:
            return self._fits(normalised(source), normalised(target))
        finally:
            del self._open[pair]

    def _fits(self, source: object, target: object) -> bool:
        if source is target or target is object or target is Any or any(source is one for one in _BOTTOM):
            return True
        if isinstance(source, _UNKNOWN) or isinstance(target, _UNKNOWN):
            return True
        if is_union(source) or _is_choice(source):
            return all(self.fits(member, target) for member in _alternatives(source))
        if is_union(target):
            members = get_args(target)
            return any(self.fits(source, member) for member in members) or _covered(source, members)
        return self._special_fits(source, target)

    def _special_fits(self, source: object, target: object) -> bool:
        if isinstance(source, NewType):
            return self.fits(source.__supertype__, target)  # the same NewType is handled by identity
        if isinstance(target, NewType):
            return _is_opaque(source)
        if get_origin(source) is Literal:
            return self._literal_fits(get_args(source)[0], target)
        if get_origin(target) is Literal:
            return _covered(source, (target,))
        return self._class_fits(source, target)

    def _literal_fits(self, value: object, target: object) -> bool:
        if get_origin(target) is Literal:
            allowed: tuple[object, ...] = get_args(target)
            return any(type(value) is type(one) and value == one for one in allowed)
        return self.fits(type(value), target)

    def _class_fits(self, source: object, target: object) -> bool:
        source_class, target_class = _class_of(source), _class_of(target)
        if not is_class(source_class) or not is_class(target_class):
            return True
        if _is_opaque(source_class) or _is_opaque(target_class):
            return True
        if is_typeddict(source_class) or is_typeddict(target_class):
            return self._typed_dict_fits(source_class, target_class)
        if issubclass(source_class, _PROMOTIONS.get(target_class, ())):
            return True
        if not _is_subclass(source_class, target_class):
            return False
        return self._arguments_fit(source, target, target_class)

    def _typed_dict_fits(self, source: type, target: type) -> bool:
        if not is_typeddict(target):
            return issubclass(dict, target)
        if not is_typeddict(source):
            return False
        given, wanted = field_forms(source), field_forms(target)
        if not required_keys(target) <= required_keys(source):
            return False
        return all(name in given and self.fits(given[name], form) for name, form in wanted.items())

    def _arguments_fit(self, source: object, target: object, target_class: type) -> bool:
        wanted = _arguments_of(target)
        if not wanted:
            return True
        if target_class is tuple:
            return self._tuple_fits(_tuple_items(source), wanted)
        given = _arguments_as(source, target_class)
        if given is None or len(given) != len(wanted):
            return True
        variances = _variances(target_class, len(wanted))
        return all(
            self._argument_fits(one, other, variance)
            for one, other, variance in zip(given, wanted, variances, strict=True)
        )

    def _argument_fits(self, given: object, wanted: object, variance: str) -> bool:
        if given is Ellipsis or isinstance(given, list) or isinstance(wanted, list):
            return True
        if variance == "covariant":
            return self.fits(given, wanted)
        if variance == "contravariant":
            return self.fits(wanted, given)
        if variance == "unknown":
            return self.fits(given, wanted) or self.fits(wanted, given)
        return self.fits(given, wanted) and self.fits(wanted, given)

    def _tuple_fits(self, given: tuple[object, ...] | None, wanted: tuple[object, ...]) -> bool:
        if given is None:
            return True
        if _is_variadic(wanted):
            return all(self.fits(item, wanted[0]) for item in given if item is not Ellipsis)
        if _is_variadic(given):
            return False
        if any(get_origin(item) is not None and _is_unpacked(item) for item in (*given, *wanted)):
            return True
        return len(given) == len(wanted) and all(
            self.fits(one, other) for one, other in zip(given, wanted, strict=True)
        )


def _is_choice(form: object) -> bool:
    return get_origin(form) is Literal and len(get_args(form)) > 1


def _alternatives(form: object) -> Iterator[object]:
    """The members of a union, or of a Literal with several values."""
    if is_union(form):
        yield from get_args(form)
    else:
        yield from (Literal[value] for value in get_args(form))


def _covered(source: object, members: Sequence[object]) -> bool:
    """Whether the literals among the members name every value of an enum, of bool or of None."""
    values = [value for member in members if get_origin(normalised(member)) is Literal
              for value in get_args(normalised(member))]  # fmt: skip
    if source is NoneType:
        return any(value is None for value in values)
    if source is bool:
        return any(value is True for value in values) and any(value is False for value in values)
    if isinstance(source, type) and issubclass(source, Enum):
        return bool(values) and all(member in values for member in source)
    return False


def _class_of(form: object) -> object:
    if form is LiteralString:
        return str
    origin = get_origin(form)
    if origin is not None:
        return origin
    metadata = _generic_metadata(form)
    return form if metadata is None or metadata["origin"] is None else metadata["origin"]


def _arguments_of(form: object) -> tuple[object, ...]:
    arguments = get_args(form)
    metadata = None if arguments else _generic_metadata(form)
    return arguments if metadata is None else metadata["args"]


def _generic_metadata(form: object) -> Any:
    """Pydantic keeps origin and arguments of `Box[int]` in its class, for which typing knows neither."""
    if isinstance(form, type) and issubclass(form, BaseModel):
        return form.__dict__.get("__pydantic_generic_metadata__")
    return None


def _is_opaque(form: object) -> bool:
    """Pydantic's own types (EmailStr, AwareDatetime, ...) are other types to a type checker than at run time."""
    module = getattr(form, "__module__", None)
    is_model = isinstance(form, type) and issubclass(form, BaseModel)
    return isinstance(module, str) and module.partition(".")[0].startswith("pydantic") and not is_model


def _is_subclass(source: type, target: type) -> bool:
    if getattr(target, "_is_protocol", False):
        return True
    try:
        return issubclass(source, target)
    except TypeError:
        return True


def _is_variadic(items: tuple[object, ...]) -> bool:
    return len(items) == 2 and items[1] is Ellipsis


def _is_unpacked(item: object) -> bool:
    return bool(getattr(item, "__typing_is_unpacked_typevartuple__", False) or getattr(item, "__unpacked__", False))


def _tuple_items(form: object) -> tuple[object, ...] | None:
    form_class = _class_of(form)
    if is_class(form_class) and is_named_tuple(form_class):
        return tuple(field_forms(form_class).values())
    return _arguments_as(form, tuple)


def _arguments_as(form: object, target: type) -> tuple[object, ...] | None:
    """The type arguments of `target` that a value of `form` has; None where they are not known."""
    form_class, arguments = _class_of(form), _arguments_of(form)
    if form_class is target:
        return arguments or None
    if not is_class(form_class):
        return None
    found = _builtin_arguments(form_class, arguments, target)
    return found if found is not None else _inherited_arguments(form_class, arguments, target)


def _builtin_arguments(form_class: type, arguments: tuple[object, ...], target: type) -> tuple[object, ...] | None:
    """Items of a builtin collection seen as one of the abstract collections."""
    if target.__module__ != "collections.abc":
        return None
    if form_class in _ITEM_TYPES:
        return (_ITEM_TYPES[form_class],)
    if form_class is tuple and arguments:
        items = tuple(item for item in arguments if item is not Ellipsis)
        return (union_of(*items),)
    if form_class.__module__ not in {"builtins", "collections", "collections.abc"} or not arguments:
        return None
    if form_class is collections.Counter:
        arguments = (arguments[0], int)
    is_mapping_target = issubclass(target, Mapping)
    return arguments if is_mapping_target else arguments[:1]


def _inherited_arguments(form_class: type, arguments: tuple[object, ...], target: type) -> tuple[object, ...] | None:
    """Arguments that the class, or a base on the way to `target`, fixes: `class Prices(list[float])`."""
    bound: dict[object, object] = dict(zip(getattr(form_class, "__parameters__", ()), arguments, strict=False))
    for base in form_class.__dict__.get("__orig_bases__", form_class.__bases__):
        base_class = _class_of(base)
        if not is_class(base_class) or base_class is object or not _is_subclass(base_class, target):
            continue
        base_arguments = tuple(bound.get(argument, argument) for argument in _arguments_of(base))
        if base_class is target:
            return base_arguments or None
        found = _builtin_arguments(base_class, base_arguments, target)
        found = found if found is not None else _inherited_arguments(base_class, base_arguments, target)
        if found is not None:
            return found
    return None


def _variances(target: type, count: int) -> list[str]:
    if target in _INVARIANT:
        return ["invariant"] * count
    if target is collections.abc.Mapping:
        return ["invariant", "covariant"][:count]
    if target.__module__ in {"builtins", "collections.abc"}:
        return ["covariant"] * count
    parameters = getattr(target, "__parameters__", None) or getattr(target, "__pydantic_generic_metadata__", {}).get(
        "parameters", ()
    )
    variances = [_variance(parameter) for parameter in parameters]
    return variances if len(variances) == count else ["unknown"] * count


def _variance(parameter: object) -> str:
    if getattr(parameter, "__covariant__", False):
        return "covariant"
    if getattr(parameter, "__contravariant__", False):
        return "contravariant"
    return "unknown" if getattr(parameter, "__infer_variance__", False) else "invariant"
