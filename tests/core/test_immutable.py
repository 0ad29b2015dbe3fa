"""Which values are shared between consumers: those of types that cannot be changed, all through."""

from __future__ import annotations

import datetime as dt
import enum
import pathlib
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

import pytest
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, RootModel

from gorkflow.core.immutable import is_immutable

T = TypeVar("T")
FROZEN = ConfigDict(frozen=True)


class Frozen(BaseModel):
    model_config = FROZEN
    name: str
    tags: tuple[str, ...] = ()


class Inherited(Frozen):
    more: frozenset[int] = frozenset()


class Thawed(Frozen):
    model_config = ConfigDict(frozen=False)


class FrozenWithList(BaseModel):
    model_config = FROZEN
    items: list[int]


class FrozenOpen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class FrozenWithCache(BaseModel):
    model_config = FROZEN
    name: str
    _cache: list[int] = PrivateAttr(default_factory=list[int])


class FrozenTree(BaseModel):
    model_config = FROZEN
    child: FrozenTree | None = None


class FrozenRoot(RootModel[tuple[int, ...]]):
    model_config = FROZEN


class FrozenBox(BaseModel, Generic[T]):
    model_config = FROZEN
    content: T


class Model(BaseModel):
    name: str


@dataclass(frozen=True)
class Point:
    x: int


@dataclass(frozen=True)
class PointWithList:
    items: list[int]


@dataclass
class Mutable:
    x: int


class Pair(NamedTuple):
    left: int
    right: Frozen


class PairWithList(NamedTuple):
    items: list[int]


class Color(enum.Enum):
    RED = "red"


ATOMS = [int, str, bytes, bool, float, None, type(None), Decimal, uuid.UUID, pathlib.Path, dt.datetime, dt.timedelta]
SHARED = [
    *ATOMS, Color, Literal["a"], Annotated[int, Field(gt=0)], tuple[int, str], tuple[int, ...], frozenset[str],
    int | str, Frozen | None, Frozen, Inherited, Point, FrozenRoot, FrozenBox[int], Pair, tuple[Frozen, ...],
]  # fmt: skip
OWN = [
    list[int], set[int], dict[str, int], tuple[list[int], int], frozenset[Any], Frozen | list[int], Model, Thawed,
    FrozenWithList, FrozenOpen, FrozenWithCache, FrozenBox[list[int]], PointWithList, PairWithList, Mutable, Any,
    object, "Frozen", T, FrozenTree,
]  # fmt: skip


@pytest.mark.parametrize("form", SHARED)
def test_what_cannot_be_changed_is_shared(form: object) -> None:
    """All through: each field, each item."""
    assert is_immutable(form if form is not None else type(None))


@pytest.mark.parametrize("form", OWN)
def test_what_may_be_changed_is_not(form: object) -> None:
    """Nor what cannot be known; a type that contains itself counts as that."""
    assert not is_immutable(form)
