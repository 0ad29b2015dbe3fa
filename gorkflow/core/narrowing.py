"""Type tests on `object` that keep type checkers exact: a bare isinstance leaves `list[Unknown]` behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypeIs


def is_class(value: object) -> TypeIs[type[object]]:
    """Whether the value is a class."""
    return isinstance(value, type)


def is_list(value: object) -> TypeIs[list[object]]:
    """Whether the value is a list."""
    return isinstance(value, list)


def is_tuple(value: object) -> TypeIs[tuple[object, ...]]:
    """Whether the value is a tuple."""
    return isinstance(value, tuple)


def is_frozenset(value: object) -> TypeIs[frozenset[object]]:
    """Whether the value is a frozenset."""
    return isinstance(value, frozenset)


def is_mapping(value: object) -> TypeIs[Mapping[object, object]]:
    """Whether the value is a mapping."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeIs[Sequence[object]]:
    """Whether the value is a sequence; a text is one, of texts."""
    return isinstance(value, Sequence)
