"""Which type may go where, for wiring that no type checker has seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, MutableSequence, Sequence, Sized
from dataclasses import dataclass
from enum import Enum
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NamedTuple,
    Never,
    NewType,
    NotRequired,
    Optional,
    Protocol,
    TypedDict,
    TypeVar,
    Union,
)

import pytest
from hypothesis import given, strategies as st
from pydantic import AwareDatetime, BaseModel, EmailStr, Field, JsonValue, PositiveInt
from typing_extensions import TypeAliasType

from gorkflow.core.forms import union_of
from gorkflow.core.types import assignable, describe, describe_two

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Base(BaseModel):
    id: int


class Sub(Base):
    more: int


class Other(BaseModel):
    id: int


class Box(BaseModel, Generic[T]):
    content: T


class IntBox(Box[int]):
    pass


@dataclass
class Holder(Generic[T]):
    value: T


@dataclass(frozen=True)
class View(Generic[T_co]):
    value: T_co


class Prices(list[float]):
    pass


class Pair(NamedTuple):
    left: int
    right: str


class Small(TypedDict):
    a: int


class Large(TypedDict):
    a: int
    b: str


class Partial(TypedDict):
    a: NotRequired[int]


class Color(Enum):
    red = "red"
    blue = "blue"


class HasId(Protocol):
    id: int


UserId = NewType("UserId", int)
Amount = TypeAliasType("Amount", Annotated[float, Field(ge=0)])
Both = TypeAliasType("Both", int | str)
Many = TypeAliasType("Many", list[T], type_params=(T,))
Tree = TypeAliasType("Tree", int | list["Tree"])  # type: ignore[misc]  # mypy resolves it in a `type` statement only

FITS = [
    (int, int),
    (bool, int),
    (int, float),
    (int, complex),
    (Sub, Base),
    (Base, Base | None),
    (None, Base | None),
    (None, None),
    (Base | None, Union[None, Base, int]),  # noqa: UP007  # the old spelling is what is tested
    (int, object),
    (Never, int),
    (int, Any),
    (Any, int),
    (Annotated[int, Field(gt=0)], int),
    (int, PositiveInt),
    (float, Amount),
    (Amount, float),
    (UserId, int),
    (UserId, UserId),
    (list[int], list[int]),
    (list[int], Sequence[int]),
    (list[Sub], Sequence[Base]),
    (list[int], Iterable[float]),
    (list[int], Collection[int]),
    (list[int], list),
    (list, list[int]),
    (list[int], MutableSequence[int]),
    (list[Any], list[int]),
    (set[int], Collection[int]),
    (frozenset[Sub], frozenset[Base]),
    (dict[str, Sub], Mapping[str, Base]),
    (dict[str, int], Iterable[str]),
    (str, Sequence[str]),
    (bytes, Sequence[int]),
    (tuple[int, str], tuple[int, str]),
    (tuple[Sub, int], tuple[Base, float]),
    (tuple[int, int], tuple[int, ...]),
    (tuple[int, str], Sequence[int | str]),
    (tuple[()], tuple[int, ...]),
    (Pair, tuple[int, str]),
    (Pair, tuple[int | str, ...]),
    (Literal["a"], str),
    (Literal["a"], Literal["a", "b"]),
    (Literal["a", 1], str | int),
    (Color, Literal[Color.red, Color.blue]),
    (Color, Literal[Color.red] | Literal[Color.blue]),
    (bool, Literal[True, False]),
    (Literal[Color.red], Color),
    (Large, Small),
    (Small, Partial),
    (Large, Mapping[str, object]),
    (Box[int], Box[int]),
    (IntBox, Box[int]),
    (Box[int], Box),
    (Holder[int], Holder[int]),
    (View[Sub], View[Base]),
    (Prices, list[float]),
    (Prices, Sequence[float]),
    (Base, HasId),
    (list[int], Sized),
    (str, EmailStr),
    (EmailStr, str),
    (AwareDatetime, AwareDatetime),
    (Tree, Tree),
    (int, Tree),
    (JsonValue, JsonValue),
    (T, int),
    (bytearray, bytes),
]

DOES_NOT_FIT = [
    (str, int),
    (float, int),
    (int, bool),
    (Base, Sub),
    (Base, Other),
    (Base | None, Base),
    (Base | Other, Base),
    (None, Base),
    (int, UserId),
    (list[int], list[float]),
    (list[Sub], list[Base]),
    (list[str], Sequence[int]),
    (Sequence[int], list[int]),
    (dict[str, int], Mapping[str, str]),
    (dict[int, str], Mapping[str, str]),
    (set[int], list[int]),
    (tuple[int, str], tuple[str, int]),
    (tuple[int, str, int], tuple[int, str]),
    (tuple[int, ...], tuple[int, int]),
    (tuple[int, str], tuple[int, ...]),
    (tuple[int, str], list[int]),
    (Pair, tuple[str, int]),
    (Literal["a"], Literal["b"]),
    (Literal[1], Literal[True]),
    (str, Literal["a"]),
    (Color, Literal[Color.red]),
    (Color, str),
    (Small, Large),
    (Partial, Small),
    (dict[str, int], Small),
    (Small, list[int]),
    (Box[int], Box[str]),
    (IntBox, Box[str]),
    (Holder[int], Holder[float]),
    (View[Base], View[Sub]),
    (Prices, list[int]),
    (str, Tree),
]


@pytest.mark.parametrize(("source", "target"), FITS, ids=str)
def test_what_mypy_accepts_fits(source: object, target: object) -> None:
    """And what cannot be known."""
    assert assignable(source, target)


@pytest.mark.parametrize(("source", "target"), DOES_NOT_FIT, ids=str)
def test_a_clear_mismatch_does_not_fit(source: object, target: object) -> None:
    """Invariance, arity and required keys count."""
    assert not assignable(source, target)


def test_unhashable_metadata_is_no_obstacle() -> None:
    """Such forms are compared without the cache."""
    assert assignable(Annotated[int, ["unhashable"]], int)
    assert not assignable(Annotated[int, ["unhashable"]], str)


def test_aliases_are_seen_through() -> None:
    """What `type Both = int | str` makes in Python 3.12, generic ones too."""
    assert assignable(int, Both)
    assert not assignable(float, Both)
    assert assignable(Many[int], list[int])
    assert not assignable(Many[int], list[str])


ATOMS = st.sampled_from([int, str, float, bool, None, Base, Sub, Other, Color, Pair, Small, Box[int], Literal["a", 1]])
FORMS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda form: list[form]),  # type: ignore[valid-type]  # made at run time
        inner.map(lambda form: dict[str, form]),  # type: ignore[valid-type]  # made at run time
        inner.map(lambda form: Sequence[form]),  # type: ignore[valid-type]  # made at run time
        inner.map(lambda form: Optional[form]),  # noqa: UP045  made at run time
        st.lists(inner, min_size=1, max_size=4).map(lambda forms: tuple[tuple(forms)]),  # type: ignore[misc]  # as above
        st.lists(inner, min_size=2, max_size=3).map(lambda forms: union_of(*forms)),
    ),
    max_leaves=8,
)


@given(FORMS)
def test_every_type_fits_itself(form: Any) -> None:
    """Also a copy of the same form."""
    assert assignable(form, form)
    assert assignable(Annotated[form, "copy"], form)


@given(FORMS, FORMS, FORMS)
def test_a_union_fits_where_all_its_members_do(form: Any, other: Any, target: Any) -> None:
    """And each member fits the union."""
    union = union_of(form, other)
    assert assignable(form, union)
    assert assignable(union, target) == (assignable(form, target) and assignable(other, target))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (int, "int"),
        (None, "None"),
        (type(None), "None"),
        (Base, "Base"),
        (Base | None, "Base | None"),
        (list[Base], "list[Base]"),
        (dict[str, list[int]], "dict[str, list[int]]"),
        (tuple[int, ...], "tuple[int, ...]"),
        (tuple[()], "tuple[()]"),
        (Literal["a", 1], "Literal['a', 1]"),
        (Annotated[int, Field(gt=0)], "int"),
        (Sequence[int], "Sequence[int]"),
        (Any, "Any"),
        (T, "T"),
        (UserId, "UserId"),
        (Amount, "Amount"),
        (Box[int], "Box[int]"),
    ],
    ids=str,
)
def test_a_message_names_a_type_as_the_user_wrote_it(form: object, text: str) -> None:
    """Without modules."""
    assert describe(form) == text


def test_two_classes_of_the_same_name_are_told_apart() -> None:
    """By their modules."""
    twin = type("Base", (), {"__module__": "elsewhere"})
    assert describe_two(Base, twin)[1] == "elsewhere.Base"
    assert describe_two(Base, Sub) == ("Base", "Sub")


def test_a_deep_type_is_described_in_bounded_space() -> None:
    """And without recursion limits."""
    form: Any = int
    for _ in range(5_000):
        form = tuple[form]
    assert len(describe(form)) < 100
