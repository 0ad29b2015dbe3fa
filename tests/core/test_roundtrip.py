"""How a refusal names the place: exact, bounded, on one line; and which differences do not count."""

from __future__ import annotations

import datetime as dt
import enum
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from pydantic import AnyUrl, AwareDatetime, BaseModel, JsonValue, TypeAdapter
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict

from gorkflow.core.equality import proves_sameness
from gorkflow.core.roundtrip import MAX_STEP_LENGTH, check_difference, explain_dump, first_problem, path_text

BERLIN = ZoneInfo("Europe/Berlin")


class Item(BaseModel):
    price: float


class Order(BaseModel):
    items: list[Item]

    @cached_property
    def total(self) -> float:
        return sum(item.price for item in self.items)


class Uncompared(BaseModel):
    x: int

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]  # as Python itself does


@dataclass
class Plain:
    x: int


@dataclass
class Noted:
    x: int
    note: str = field(default="", compare=False)


@pydantic_dataclass
class Checked:
    x: int


@dataclass
class Late:
    when: dt.time


class Keyed(TypedDict):
    at: dt.time


class Pair(NamedTuple):
    x: int


class Word(enum.StrEnum):
    YES = "yes"


class Size(enum.IntEnum):
    SMALL = 1


class Looped(BaseModel):
    inner: Looped | None = None
    items: deque[int] = deque()


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ((), "value"),
        (("items", 3, "price"), "value.items[3].price"),
        (("a b",), "value['a b']"),
        (("a\nb",), r"value['a\nb']"),
        (("\ud800",), r"value['\ud800']"),
        ((1.5, None, dt.date.max), "value[1.5][NoneType][date]"),
    ],
)
def test_a_path_reads_like_python(steps: tuple[object, ...], text: str) -> None:
    """Keys that are no names stand in brackets; of other objects only the class is told."""
    assert path_text(steps) == text


def test_a_long_path_is_shortened_in_the_middle() -> None:
    """The beginning and the end tell most."""
    text = path_text(["a", *range(500), "end"])
    assert text.startswith("value.a[0][1]")
    assert text.endswith("...(502 deep)[498][499].end")
    assert len(path_text(["k" * 5000])) < 2 * MAX_STEP_LENGTH


def test_the_first_problem_stands_for_all() -> None:
    """With the number of the others, without the value."""
    with pytest.raises(ValueError, match="validation") as caught:
        TypeAdapter(list[int]).validate_python(["hunter2", "hunter3", 1])
    text = "value[0]: Input should be a valid integer, unable to parse string as an integer (and 1 more)"
    assert first_problem(caught.value) == text
    assert first_problem(KeyError("hunter2")) == "its validation raised KeyError"


def test_a_cached_property_is_no_field() -> None:
    """It may have been asked for, or not."""
    asked, fresh = Order(items=[Item(price=2)]), Order(items=[Item(price=2)])
    assert asked.total == 2
    adapter = TypeAdapter(Order)
    assert check_difference(adapter, asked, fresh, adapter.dump_json(fresh)) is None


def test_the_place_where_a_value_contains_itself_is_named() -> None:
    """What occurs twice is no cycle."""
    shared: list[Any] = [1]
    holder: dict[str, Any] = {"a": shared, "b": {"c": shared}}
    adapter: TypeAdapter[Any] = TypeAdapter(Any)
    assert "itself" not in explain_dump(adapter, holder, ValueError("no")).reason
    holder["b"]["d"] = holder
    refusal = explain_dump(adapter, holder, ValueError("no"))
    assert refusal == ("serialization", "value.b.d contains itself, which JSON cannot hold")


@pytest.mark.parametrize(
    ("value", "copy", "reason"),
    [
        ([1], [1, 2], "value[1] would be added"),
        ([1, 2], [1], "value[1] would be lost"),
        ({"a": [1]}, {"a": [2]}, "value.a[0] would come back with another value"),
        ({"a": (1,)}, {"a": [1]}, "value.a is of class tuple and would come back as list; a union there needs"),
        ({1: "a"}, {"1": "a"}, "value[1] would be lost"),
        ([{1}], [{2}], "value[0] would come back with other items"),
    ],
)
def test_the_first_difference_is_named(value: object, copy: object, reason: str) -> None:
    """By path and kind."""
    refusal = check_difference(TypeAdapter(Any), value, copy, b"")
    assert refusal is not None
    assert refusal.reason.startswith(reason)


TIMES: list[tuple[object, object, bool]] = [
    (dt.datetime(2020, 1, 1, tzinfo=BERLIN), dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))), True),
    (dt.datetime(2020, 1, 1, tzinfo=BERLIN), dt.datetime(2019, 12, 31, 23, tzinfo=dt.UTC), False),
    (dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2020, 1, 1), False),  # noqa: DTZ001  # that is the point
    (dt.datetime(2020, 1, 1, fold=1), dt.datetime(2020, 1, 1), False),  # noqa: DTZ001  # as above
    (dt.time(1, tzinfo=dt.UTC), dt.time(1, tzinfo=dt.UTC), True),
    (dt.time(1, tzinfo=BERLIN), dt.time(1), False),
]


@pytest.mark.parametrize(("value", "copy", "is_same"), TIMES)
def test_of_a_zone_its_offset_counts(value: object, copy: object, is_same: bool) -> None:
    """The digits and the offset are what JSON holds."""
    adapter: TypeAdapter[Any] = TypeAdapter(Any)
    assert (check_difference(adapter, [value], [copy], adapter.dump_json([value])) is None) == is_same


@pytest.mark.parametrize(
    "form",
    [
        *(int, list[Order], Order | None, Plain, Checked, Pair, AnyUrl, Literal["a"], dt.date, JsonValue),
        *(list[int | float | bool | str | None], Order | Plain, list[Order] | Order, int | str | bytes),
        *(dict[str, Decimal | None], dt.date | AwareDatetime | str, Literal["a", 1] | None),
    ],
)
def test_comparison_is_trusted_where_it_looks_at_everything(form: object) -> None:
    """Python's own classes, pydantic's, and what dataclasses generate."""
    assert proves_sameness(form)


@pytest.mark.parametrize(
    "form",
    [
        *(
            Uncompared,
            list[Uncompared],
            Annotated[Uncompared, 1],
            Noted,
            dt.time,
            dt.datetime,
            deque[int],
            Late,
            Keyed,
            Looped,
        ),
        *(int | Decimal, Decimal | complex, list[Word | str], Size | int, list[int] | list[float], Pair | tuple[int]),
        *(Literal["a"] | str, set[int] | frozenset[int], Order | Late),
    ],
)
def test_comparison_is_not_trusted_where_it_may_hide_something(form: object) -> None:
    """A user's own __eq__, fields that it leaves out, and what Python calls equal though it is not the same."""
    assert not proves_sameness(form)
