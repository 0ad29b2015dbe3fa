"""Inputs without what they say: shapes and sizes stay, texts and numbers do not.

Letters become `a` or `A`, digits `1`, other characters ones of as many bytes. What stays: the shape; null, true and
false; punctuation and spaces; exponents of numbers; names of fields; and what the type itself lists (`Literal`, an
enum). Keys of mappings and members of sets are told apart by a number in them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from gorkflow.core.narrowing import is_list, is_mapping

_TIMES = frozenset({"date", "date-time", "time", "duration"})
_LETTERS = 26
_DIGITS = 9  # without 0, which would stand at the beginning of a number
_WIDE = {1: "a", 2: "\u00e9", 3: "\u3042", 4: "\U00010348"}  # a letter by the bytes it takes

Schema = Mapping[object, object]


class Redactor:
    """Redacts values of one type."""

    def __init__(self, schema: Mapping[str, object]) -> None:
        """Take the type.

        Args:
            schema: its JSON Schema.
        """
        self._root: Schema = {name: one for name, one in schema.items()}
        definitions = schema.get("$defs", {})
        self._definitions: Schema = definitions if is_mapping(definitions) else {}

    def redacted(self, value: JsonValue) -> JsonValue:
        """A value of the same shape and about the same size."""
        return self._any(value, self._plain([self._root]), 0)

    def _any(self, value: JsonValue, schemas: Sequence[Schema], number: int) -> JsonValue:
        """Redacted, by the schemas that it may be of; the number tells values apart that are to stay different."""
        if isinstance(value, dict):
            return self._object(value, schemas)
        if isinstance(value, list):
            return self._array(value, schemas)
        if value is None or isinstance(value, bool) or any(_lists(schema, value) for schema in schemas):
            return value
        if isinstance(value, str):
            formats = {schema.get("format") for schema in schemas}
            return _text(value, number, letters=not formats & _TIMES)
        return _number(value, number)

    def _object(self, value: dict[str, JsonValue], schemas: Sequence[Schema]) -> JsonValue:
        found: dict[str, JsonValue] = {}
        for number, (key, one) in enumerate(value.items()):
            fields = [schema["properties"] for schema in schemas if "properties" in schema]
            named = [field[key] for field in fields if is_mapping(field) and key in field]
            inner = named or [schema.get("additionalProperties") for schema in schemas]
            name = key if named else _text(key, number)
            while name in found:
                name += "a"
            found[name] = self._any(one, self._plain(inner), 0)
        return found

    def _array(self, value: list[JsonValue], schemas: Sequence[Schema]) -> JsonValue:
        found: list[JsonValue] = []
        is_set = any(schema.get("uniqueItems") is True for schema in schemas)
        for place, one in enumerate(value):
            inner: list[object] = [schema.get("items") for schema in schemas]
            for schema in schemas:
                before = schema.get("prefixItems")
                inner += [before[place]] if is_list(before) and place < len(before) else []
            found.append(self._any(one, self._plain(inner), place if is_set else 0))
        return found

    def _plain(self, schemas: Sequence[object]) -> list[Schema]:
        """The schemas that these stand for: references followed, alternatives side by side."""
        return list(self._resolved(schemas, frozenset()))

    def _resolved(self, schemas: Sequence[object], seen: frozenset[str]) -> Iterator[Schema]:
        for schema in schemas:
            if not is_mapping(schema):
                continue
            yield schema
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                yield from self._resolved([self._definitions.get(name)], seen | {name})
            for word in ("anyOf", "oneOf", "allOf"):
                several = schema.get(word)
                yield from self._resolved(several if is_list(several) else [], seen)


def _lists(schema: Schema, value: JsonValue) -> bool:
    """Whether the type itself says that it may be this value: then it is no word of the user's."""
    listed = schema.get("enum")
    known = [*(listed if is_list(listed) else []), *([schema["const"]] if "const" in schema else [])]
    return any(type(one) is type(value) and one == value for one in known)


def _text(text: str, number: int, *, letters: bool = True) -> str:
    found: list[str] = []
    for one in reversed(text):
        if one.isascii() and one.isdigit():
            found.append(str(number % _DIGITS + 1))
            number //= _DIGITS
        elif one.isascii() and one.isalpha() and letters:
            found.append(chr(ord("A" if one.isupper() else "a") + number % _LETTERS))
            number //= _LETTERS
        elif one.isascii():
            found.append(one)
        else:
            found.append(_WIDE[len(one.encode("utf-8", "surrogatepass"))])
    return "".join(reversed(found))


def _number(value: float, number: int) -> JsonValue:
    if isinstance(value, float) and not math.isfinite(value):
        return value
    mantissa, mark, exponent = json.dumps(value).partition("e")
    made: JsonValue = json.loads(_text(mantissa, number) + mark + exponent)
    return made
