"""Why a value and its JSON differ: the slow path of encoding, where a value is refused or proven harmless."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

MAX_DEPTH = 200


RefusalKind = Literal["type", "serialization", "size"]


class Refusal(NamedTuple):
    """Why a value is refused: not of its declared type, not to be held by JSON, or too large."""

    kind: RefusalKind
    reason: str


def first_problem(error: Exception) -> str:
    """The first problem of a validation error with its path, without the value itself."""
    if not isinstance(error, ValidationError):
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    first = problems[0]
    where = path_text(first["loc"])
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{where}: {first['msg']}{more}"


def path_text(location: Iterable[int | str]) -> str:
    """`value.items[3].price` of ("items", 3, "price")."""
    return "value" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)


def explain_dump(adapter: TypeAdapter[Any], value: object, error: Exception) -> Refusal:
    """Pydantic could not dump the value at all."""
    wrong = _wrong_type(adapter, value)
    if wrong is not None:
        return wrong
    bad = next(_unserialisable(value), None)
    if bad is not None:
        where, what = bad
        return Refusal("serialization", f"{where} is a {what} that JSON cannot hold")
    return Refusal("serialization", f"JSON cannot hold it: {_first_line(error)}")


def explain_load(adapter: TypeAdapter[Any], value: object, error: Exception) -> Refusal:
    """The dumped JSON does not validate."""
    wrong = _wrong_type(adapter, value)
    if wrong is not None:
        return wrong
    nan = next(_not_finite(value), None)
    if nan is not None:
        return Refusal("serialization", f"{nan} is NaN or infinite, which JSON cannot hold; use None or a string")
    return Refusal("type", first_problem(error))


def check_difference(adapter: TypeAdapter[Any], value: object, copy: object, data: bytes) -> Refusal | None:
    """The copy that came back is not equal to the value: why that must not pass; None if it may.

    It may for types that compare by identity and for fields that pydantic does not serialise by design.
    """
    wrong = _wrong_type(adapter, value) or _unexpected(adapter, value)
    if wrong is not None:
        return wrong
    nan = next(_not_finite(value), None)
    if nan is not None:
        return Refusal("serialization", f"{nan} is NaN or infinite, which JSON cannot hold; use None or a string")
    lost = _lost_fields(adapter, value, data)
    if lost is not None:
        return lost
    if adapter.dump_json(copy, warnings=False, round_trip=True, by_alias=False) != data:
        return Refusal("serialization", "value would come back from JSON altered")
    where = _difference(value, copy, "value", 0)
    if where is None:
        return None
    return Refusal(
        "type",
        f"{where} would come back as something else (two union members that JSON cannot tell apart?); "
        "add a discriminator to the union",
    )


def _wrong_type(adapter: TypeAdapter[Any], value: object) -> Refusal | None:
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError as error:
        return Refusal("type", first_problem(error))
    except (ValueError, RecursionError) as error:
        return Refusal("serialization", f"it cannot be validated: {_first_line(error)}")
    return None


def _unexpected(adapter: TypeAdapter[Any], value: object) -> Refusal | None:
    """Something inside a trusted instance is not what its field declares."""
    try:
        adapter.dump_json(value, warnings="error", round_trip=True, by_alias=False)
    except PydanticSerializationError as error:
        lines = [line.strip() for line in str(error).splitlines()]
        return Refusal("type", _without_values(lines[1] if len(lines) > 1 else lines[0]))
    return None


def _without_values(line: str) -> str:
    """Pydantic's warnings quote the value; messages must not (it may be a secret)."""
    return line.split("[input_value=", 1)[0].rstrip(" [")


def _lost_fields(adapter: TypeAdapter[Any], value: object, data: bytes) -> Refusal | None:
    """A dump by the actual classes tells what the declared type leaves out (fields of a subclass)."""
    actual = adapter.dump_json(value, serialize_as_any=True, warnings=False, round_trip=True, by_alias=False)
    if actual == data:
        return None
    return Refusal("type", "value has fields that its declared type would lose; return the declared type itself")


def _first_line(error: Exception) -> str:
    text = str(error).splitlines()
    return _without_values(text[0]) if text else type(error).__name__


def _difference(before: object, after: object, where: str, depth: int) -> str | None:
    """Path of the first place where the two values differ in class or content."""
    if type(before) is not type(after) or depth > MAX_DEPTH:
        return where
    parts, others = list(_children(before)), list(_children(after))
    if isinstance(before, Set) or not (parts or others):
        return None if _same_leaf(before, after) else where
    if [step for step, _ in parts] != [step for step, _ in others]:
        return where
    pairs = zip(parts, others, strict=True)
    return _first(_difference(one, other, where + step, depth + 1) for (step, one), (_, other) in pairs)


def _same_leaf(before: object, after: object) -> bool:
    if type(before).__eq__ is object.__eq__:
        return True  # compared by identity; that both dump to the same JSON is known already
    try:
        return bool(before == after)
    except Exception:  # noqa: BLE001  # a user's __eq__ may raise anything: then nothing is proven
        return False


def _first(found: Iterable[str | None]) -> str | None:
    return next((where for where in found if where is not None), None)


def _children(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((f".{key}", child) for key, child in value.items())
    elif isinstance(value, list | tuple | Set):
        yield from ((f"[{at}]", child) for at, child in enumerate(value))
    elif isinstance(value, BaseModel):
        yield from ((f".{name}", child) for name, child in value.__dict__.items())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((f".{field.name}", getattr(value, field.name, None)) for field in dataclasses.fields(value))


def _walk(value: object) -> Iterator[tuple[str, object, bool]]:
    """Every part of the value with its path and whether it is a leaf; bounded, cycles are walked once."""
    seen: set[int] = set()
    todo: list[tuple[str, object]] = [("value", value)]
    while todo:
        where, current = todo.pop()
        if id(current) in seen:
            continue
        children = list(_children(current))
        if children:
            seen.add(id(current))
        yield where, current, not children
        todo.extend((where + step, child) for step, child in reversed(children))


def _not_finite(value: object) -> Iterator[str]:
    for where, current, _ in _walk(value):
        if isinstance(current, float) and not math.isfinite(current):
            yield where


def _unserialisable(value: object) -> Iterator[tuple[str, str]]:
    for where, current, is_leaf in _walk(value):
        if not is_leaf:
            continue
        try:
            to_json(current)
        except (ValueError, TypeError, RecursionError, AttributeError):
            yield where, type(current).__name__
