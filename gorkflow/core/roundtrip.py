"""Why a value and its JSON differ: the slow path of encoding, where a value is refused or proven harmless."""

from __future__ import annotations

import datetime
import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json, to_json
from typing_extensions import TypeIs

from gorkflow.core.narrowing import is_list, is_mapping

MAX_DEPTH: Final = 200
MAX_STEPS: Final = 12  # of a path in a message
MAX_STEP_LENGTH: Final = 60

RefusalKind = Literal["type", "serialization", "size"]


class Refusal(NamedTuple):
    """Why a value is refused: not of its declared type, not to be held by JSON, or too large."""

    kind: RefusalKind
    reason: str


def first_problem(error: Exception) -> str:
    """The first problem of a validation error with its path, without the value itself."""
    if not isinstance(error, ValidationError):
        return f"its validation raised {type(error).__name__}"
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    first = problems[0]
    where = path_text(first["loc"])
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{where}: {first['msg']}{more}"


def path_text(location: Iterable[object]) -> str:
    """`value.items[3].price` of ("items", 3, "price"); bounded, and one line whatever the keys are."""
    steps = list(location)
    if len(steps) > MAX_STEPS:
        head, tail = steps[: MAX_STEPS - 3], steps[-3:]
        return "value" + "".join(map(_step_text, head)) + f"...({len(steps)} deep)" + "".join(map(_step_text, tail))
    return "value" + "".join(map(_step_text, steps))


def _step_text(step: object) -> str:
    if isinstance(step, str) and step.isidentifier() and len(step) <= MAX_STEP_LENGTH:
        return f".{step}"
    text = repr(step) if isinstance(step, str | int | float | bytes) else type(step).__name__
    shown = text if len(text) <= MAX_STEP_LENGTH else f"{text[:MAX_STEP_LENGTH]}..."
    return f"[{shown}]"


def explain_dump(adapter: TypeAdapter[Any], value: object, error: Exception) -> Refusal:
    """Pydantic could not dump the value at all."""
    wrong = _wrong_type(adapter, value)
    if wrong is not None:
        return wrong
    around = _cycle(value)
    if around is not None:
        return Refusal("serialization", f"{around} contains itself, which JSON cannot hold")
    bad = next(_unserialisable(value), None)
    if bad is not None:
        where, what = bad
        remedy = "; set ser_json_bytes and val_json_bytes of its model's config to 'base64'" if "bytes" in what else ""
        return Refusal("serialization", f"{where} is {what} that JSON cannot hold{remedy}")
    return Refusal("serialization", f"JSON cannot hold it: {_first_line(error)}")


def explain_load(adapter: TypeAdapter[Any], value: object, error: Exception) -> Refusal:
    """The dumped JSON does not validate."""
    return _wrong_type(adapter, value) or _infinite(value) or Refusal("type", first_problem(error))


def check_difference(
    adapter: TypeAdapter[Any], value: object, copy: object, data: bytes, *, is_equal: bool = False
) -> Refusal | None:
    """The copy that came back is not provably the same as the value: why that must not pass; None if it may.

    It may for types that compare by identity, and for what is no part of the data by design (cached properties, private
    attributes that a factory made, which zone an offset came from).
    """
    difference = _difference(value, copy, (), 0)
    if difference is not None:
        where, what = difference
        return _wrong_type(adapter, value) or _infinite(value) or Refusal("type", f"{path_text(where)} {what}")
    if is_equal:  # only the classes were in doubt
        return None
    try:
        again = adapter.dump_json(copy, warnings=False, round_trip=True, by_alias=False)
        # a dump by the actual classes tells what the declared type leaves out
        everything = adapter.dump_json(value, serialize_as_any=True, warnings=False, round_trip=True, by_alias=False)
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        return Refusal("serialization", f"JSON cannot hold it: {_first_line(error)}")
    if again != data and _canonical(from_json(again)) != _canonical(from_json(data)):
        return Refusal("serialization", "value would come back from JSON altered")
    if everything != data:
        return Refusal("type", "value has parts that its declared type would lose; return the declared type itself")
    return None


def same_values(one: object, other: object, depth: int = 0) -> bool:
    """Whether two values of one type, both read from JSON, are the same; sets and dicts come in any order.

    Of what lies in a set only its `==` is asked: whether the JSON is the same, too, is for `same_json` to say.
    """
    if type(one) is not type(other) or depth > MAX_DEPTH:
        return False
    if _is_set(one) or not _has_parts(one):
        return _same_known(one, other)
    parts, others = dict(_children(one)), dict(_children(other))
    return parts.keys() == others.keys() and all(same_values(parts[at], others[at], depth + 1) for at in parts)


def _same_known(one: object, other: object) -> bool:
    """As `_same_leaf`, but that two of a class that compares by identity are not the same."""
    return (one is other or type(one).__eq__ is not object.__eq__) and _same_leaf(one, other)


def same_json(one: bytes, other: bytes) -> bool:
    """Whether two JSON texts differ in the order of keys and items at most."""
    return _canonical(from_json(one)) == _canonical(from_json(other))


def _canonical(value: object) -> str:
    """JSON whose arrays are sorted: sets come in any order. Of lists the order has been compared before."""
    if is_list(value):
        return f"[{','.join(sorted(map(_canonical, value)))}]"
    if is_mapping(value):
        return f"{{{','.join(sorted(f'{key!r}:{_canonical(part)}' for key, part in value.items()))}}}"
    return repr(value)


def _wrong_type(adapter: TypeAdapter[Any], value: object) -> Refusal | None:
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError as error:
        return Refusal("type", first_problem(error))
    except Exception as error:  # noqa: BLE001  # a user's validator may raise anything
        return Refusal("type", first_problem(error))
    return None


def _infinite(value: object) -> Refusal | None:
    for link, current in _walk(value):
        if isinstance(current, float) and not math.isfinite(current):
            what = "is NaN or infinite, which JSON cannot hold; use None or a string"
            return Refusal("serialization", f"{_place(link)} {what}")
    return None


_QUOTED: Final = re.compile(r",? ?\[?input_value=.*|(?<=`)(: \w+): .*")


def _first_line(error: Exception) -> str:
    """What pydantic says, without the value that it quotes (it may be a secret), nor what a user's serialiser says."""
    lines = str(error).splitlines() if isinstance(error, PydanticSerializationError) else []
    return _QUOTED.sub(r"\1", lines[0]) if lines else type(error).__name__


Path = tuple[object, ...]


def _difference(before: object, after: object, where: Path, depth: int) -> tuple[Path, str] | None:
    """Path and text of the first place where the two values differ in class or content."""
    if type(before) is not type(after) and not _is_normalised(before, after):
        return where, _class_text(before, after)
    if depth > MAX_DEPTH:
        return where, f"is nested deeper than {MAX_DEPTH}; flatten it"
    if _maxlen(before) != _maxlen(after):
        return where, "has a maxlen, which would be lost; keep it in a field of its own"
    if _is_set(before):
        return None if _same_leaf(before, after) else (where, "would come back with other items")
    if not _has_parts(before):
        return None if _same_leaf(before, after) else (where, "would come back with another value")
    parts, others = dict(_children(before)), dict(_children(after))
    if parts.keys() != others.keys():
        odd = next(step for step in (*parts, *others) if (step in parts) != (step in others))
        return (*where, odd), "would be lost" if odd in parts else "would be added"
    found = (_difference(part, others[step], (*where, step), depth + 1) for step, part in parts.items())
    return next((one for one in found if one is not None), None) or _private_difference(before, after, where, depth)


def _private_difference(before: object, after: object, where: Path, depth: int) -> tuple[Path, str] | None:
    """A private attribute that JSON would lose. What a factory makes is working state: it is made again."""
    if not (isinstance(before, BaseModel) and isinstance(after, BaseModel)):
        return None
    mine, its = before.__pydantic_private__ or {}, after.__pydantic_private__ or {}
    for name, attribute in type(before).__private_attributes__.items():
        is_same = (name in mine) == (name in its) and _difference(mine.get(name), its.get(name), (), depth + 1) is None
        if attribute.default_factory is None and not is_same:
            return (*where, name), "is a private attribute and would be lost; make it a field"
    return None


def _class_text(before: object, after: object) -> str:
    was, becomes = type(before), type(after)
    names = was.__name__, becomes.__name__
    if names[0] == names[1]:
        names = f"{was.__module__}.{was.__qualname__}", f"{becomes.__module__}.{becomes.__qualname__}"
    is_plain = issubclass(was, becomes) or becomes in _PLAIN
    remedy = "return the declared type itself" if is_plain else "a union there needs a discriminator"
    return f"is of class {names[0]} and would come back as {names[1]}; {remedy}"


_PLAIN: Final = (int, float, complex, str)
_NARROWER: Final[Mapping[type, tuple[type, ...]]] = {float: (float, int), complex: (complex, float, int)}


def passes_for(before: object, after: object) -> bool:
    """Whether a type checker lets the value pass for one of the other's class: True for an int, 1 for a float, a
    StrEnum's member for a str; 3.0 is no int, and 1 no bool."""
    return isinstance(before, _NARROWER.get(type(after), type(after)))


def _is_normalised(before: object, after: object) -> bool:
    """Whether the declared type only chose the class."""
    if isinstance(before, Set):
        return isinstance(after, Set)
    return type(after) in _PLAIN and passes_for(before, after) and _same_leaf(before, after)


def _same_leaf(before: object, after: object) -> bool:
    if isinstance(before, datetime.datetime | datetime.time) and isinstance(after, type(before)):
        return _same_time(before, after)
    if type(before).__eq__ is object.__eq__:
        return True  # compared by identity; whether both dump to the same JSON is looked at as well
    try:
        return bool(before == after)
    except Exception:  # noqa: BLE001  # a user's __eq__ may raise anything: then nothing is proven
        return False


def _same_time(before: datetime.datetime | datetime.time, after: datetime.datetime | datetime.time) -> bool:
    """The same digits and offset: two zones may have that in common, and Python calls them unequal around a change."""
    if (before.tzinfo is None) != (after.tzinfo is None):
        return False
    is_same_fold = before.tzinfo is not None or before.fold == after.fold
    plain = before.replace(tzinfo=None), after.replace(tzinfo=None)
    return is_same_fold and plain[0] == plain[1] and before.utcoffset() == after.utcoffset()


def _has_parts(value: object) -> bool:
    return is_mapping(value) or _is_series(value) or isinstance(value, BaseModel) or bool(_dataclass_fields(value))


def _children(value: object) -> Iterator[tuple[object, object]]:
    if is_mapping(value):
        yield from value.items()
    elif _is_series(value):
        yield from enumerate(value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name in value.__dict__:
                yield name, value.__dict__[name]
        yield from (value.__pydantic_extra__ or {}).items()
    else:
        yield from ((name, getattr(value, name)) for name in _dataclass_fields(value) if hasattr(value, name))


def _is_series(value: object) -> TypeIs[list[object] | tuple[object, ...] | Set[object] | deque[object]]:
    return isinstance(value, list | tuple | Set | deque)


def _is_deque(value: object) -> TypeIs[deque[object]]:
    return isinstance(value, deque)


def _is_set(value: object) -> TypeIs[Set[object]]:
    return isinstance(value, Set)


def _maxlen(value: object) -> object:
    return value.maxlen if _is_deque(value) else None


def _dataclass_fields(value: object) -> Mapping[str, object]:
    fields: Mapping[str, object] = {} if isinstance(value, type) else getattr(value, "__dataclass_fields__", {})
    return fields


def leaves_of(value: object) -> Iterator[object]:
    """What a value is made of, down to what has no parts."""
    return (leaf for _, leaf in _walk(value))


class _Link(NamedTuple):
    """A path as a linked list: a value of 10,000 levels does not cost 10,000 long tuples."""

    above: _Link | None
    step: object

    def path(self) -> Path:
        steps: list[object] = []
        link: _Link | None = self
        while link is not None:
            steps.append(link.step)
            link = link.above
        return tuple(reversed(steps))


def _walk(value: object) -> Iterator[tuple[_Link | None, object]]:
    """Every leaf of the value with its place; what occurs twice is walked once."""
    seen: set[int] = set()
    todo: list[tuple[_Link | None, object]] = [(None, value)]
    while todo:
        link, current = todo.pop()
        if id(current) in seen:
            continue
        children = list(_children(current))
        if not children:
            yield link, current
            continue
        seen.add(id(current))
        todo.extend((_Link(link, step), child) for step, child in reversed(children))


def _unserialisable(value: object) -> Iterator[tuple[str, str]]:
    for link, current in _walk(value):
        try:
            to_json(current)
        except (ValueError, TypeError, RecursionError, AttributeError):
            is_bytes = isinstance(current, bytes | bytearray)
            yield _place(link), "bytes, no UTF-8," if is_bytes else f"a {type(current).__name__}"


def _place(link: _Link | None) -> str:
    return path_text(() if link is None else link.path())


def _cycle(value: object) -> str | None:
    """The place of the first container that contains itself."""
    above: set[int] = set()
    done: set[int] = set()
    todo: list[tuple[_Link | None, object, bool]] = [(None, value, False)]
    while todo:
        link, current, is_left = todo.pop()
        if is_left:
            above.discard(id(current))
            done.add(id(current))
        elif id(current) in above:
            return _place(link)
        elif id(current) not in done:
            above.add(id(current))
            todo.append((link, current, True))
            todo.extend((_Link(link, step), child, False) for step, child in _children(current) if _has_parts(child))
    return None
