"""Values as JSON and back: what comes back is what was given, class for class, or the value is refused."""

# ruff: noqa: UP007, UP045  # both ways to write a union are tested

from __future__ import annotations

import datetime as dt
import enum
import math
import pathlib
import threading
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, NamedTuple, Optional, TypeVar, Union
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Json,
    JsonValue,
    PlainSerializer,
    PrivateAttr,
    RootModel,
    computed_field,
    field_validator,
)
from typing_extensions import TypeAliasType, TypedDict

from gorkflow.core.references import assemble, paths_of
from gorkflow.core.values import (
    DEFAULT_ARM,
    Codec,
    Encoded,
    UnsupportedTypeError,
    ValueRefusedError,
    checksum,
    codec_for,
    default_codec,
    union_members,
)

T = TypeVar("T")
BERLIN = ZoneInfo("Europe/Berlin")
SECRET = "hunter2"  # noqa: S105  # stands in for one: no message may show it


class Point(BaseModel):
    x: int
    y: float = 0.0


class Point3(Point):
    z: str = SECRET


class Renamed(Point):
    """A subclass without fields of its own."""


class Spot(BaseModel):
    """The same shape as Point."""

    x: int
    y: float = 0.0


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)
    tags: tuple[str, ...] = ()


class Tree(BaseModel):
    value: int
    children: list[Tree] = Field(default_factory=list)


class Aliased(BaseModel):
    model_config = ConfigDict(validate_by_alias=True, validate_by_name=False, serialize_by_alias=True)
    width: int = Field(alias="Width")


class Computed(BaseModel):
    side: int

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own form
    @property
    def area(self) -> int:
        return self.side**2


class Hidden(BaseModel):
    name: str
    password: str = Field("", exclude=True)


class Visit(BaseModel):
    at: dt.datetime


class Marked(BaseModel):
    name: str
    _mark: int = 0
    _length: int = PrivateAttr()

    def model_post_init(self, context: object, /) -> None:
        self._length = len(self.name)


class Private(BaseModel):
    name: str
    _cache: list[int] = PrivateAttr(default_factory=list[int])


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Holder(BaseModel):
    anything: Any = None


class WithJson(BaseModel):
    numbers: Json[list[int]]


class Box(BaseModel, Generic[T]):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    content: T


class Blob(BaseModel):
    """Bytes as pydantic keeps them where nothing else is said: as UTF-8."""

    content: bytes


class Card(BaseModel):
    kind: Literal["card"] = "card"
    number: str


class Cash(BaseModel):
    kind: Literal["cash"] = "cash"
    cents: int


class Wallet(BaseModel):
    items: list[Annotated[Card | Cash, Field(discriminator="kind")]]


class Numbers(RootModel[list[int]]):
    pass


class Row(TypedDict):
    key: str
    value: int


@dataclass
class Pair:
    left: int
    right: list[int] = field(default_factory=list[int])


@dataclass
class Triple(Pair):
    last: str = SECRET


class Named(NamedTuple):
    left: int
    right: str


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Size(enum.IntEnum):
    SMALL = 1


class Word(enum.StrEnum):
    YES = "yes"


class Raising(BaseModel):
    x: int

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]  # as Python itself does


class Lying(BaseModel):
    x: int

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]  # as Python itself does


class LyingMore(Lying):
    more: str = SECRET


class Holey(BaseModel):
    """Serialises to less than it holds."""

    when: Annotated[float, PlainSerializer(round)]


class Normalising(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def _stripped(cls, name: str) -> str:
        return name.strip()


def _explode(value: int) -> int:
    if value == 13:
        raise KeyError(SECRET)
    return value


Exploding = Annotated[int, AfterValidator(_explode)]
Alias = TypeAliasType("Alias", Point | Spot)


def roundtrip(form: object, value: object) -> object:
    codec = codec_for(form)
    encoded = codec.encode(value)
    assert same(encoded.copy, codec.decode(encoded.data, encoded.arm))
    return encoded.copy


def refusal(form: object, value: object, max_bytes: int = 2**62) -> ValueRefusedError:
    with pytest.raises(ValueRefusedError) as caught:
        codec_for(form).encode(value, max_bytes)
    assert SECRET not in caught.value.reason
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) < 1000
    return caught.value


def same(one: object, other: object) -> bool:
    """Equal and of the same classes all through. Of a zone only the offset counts."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dt.datetime | dt.time):
        return str(one) == str(other)
    if isinstance(one, float):
        return repr(one) == repr(other)
    if isinstance(one, BaseModel):
        return same(one.__dict__, other.__dict__) and same(one.__pydantic_extra__, other.__pydantic_extra__)  # type: ignore[attr-defined]  # of one class
    if isinstance(one, dict):
        assert isinstance(other, dict)
        return list(map(type, one)) == list(map(type, other)) and same(list(one.items()), list(other.items()))
    if isinstance(one, list | tuple | deque):
        assert isinstance(other, list | tuple | deque)
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Pair):
        return same(vars(one), vars(other))
    return one == other


EXACT: list[tuple[object, object]] = [
    (int, 2**70),
    (int, -(2**70)),
    (float, -0.0),
    (float, 5e-324),
    (float, 1.7976931348623157e308),
    (str, ""),
    (str, "\x00 \u2028 \U0001f600"),
    (bool, True),
    (None, None),
    (bytes, b"\xff\x00"),
    (list[bytes], [b"\xff"]),
    (dict[str, bytes], {"a": b"\xff"}),
    (set[int], {1, 2}),
    (frozenset[str], frozenset({"a"})),
    (dict[int, str], {1: "a"}),
    (dict[dt.date, int], {dt.date(2020, 1, 1): 1}),
    (dict[str, list[dict[int, bool]]], {"a": [{1: True}]}),
    (OrderedDict[str, int], OrderedDict(b=1, a=2)),
    (Counter[str], Counter("aab")),
    (defaultdict[str, list[int]], defaultdict(list, a=[1])),
    (tuple[int, str], (1, "a")),
    (tuple[int, ...], (1, 2, 3)),
    (tuple[()], ()),
    (complex, 1 + 2j),
    (Decimal, Decimal("1.00")),
    (Decimal, Decimal("-0")),
    (Decimal, Decimal("1E+50")),
    (uuid.UUID, uuid.UUID(int=5)),
    (pathlib.Path, pathlib.Path("/a/b")),
    (dt.datetime, dt.datetime(2020, 1, 1)),  # noqa: DTZ001  # without a zone on purpose
    (dt.datetime, dt.datetime(2020, 1, 1, 0, 0, 0, 1, dt.UTC)),
    (dt.datetime, dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30)))),
    (dt.datetime, dt.datetime.min.replace(tzinfo=dt.UTC)),
    (dt.datetime, dt.datetime.max.replace(tzinfo=dt.UTC)),
    (dt.date, dt.date.max),
    (dt.time, dt.time(1, 2, 3, 4)),
    (dt.time, dt.time(1, 2, tzinfo=dt.UTC)),
    (dt.timedelta, dt.timedelta(days=-1, microseconds=1)),
    (dt.timedelta, dt.timedelta.max),
    (dt.timedelta, dt.timedelta(days=400_000, microseconds=7)),
    (Color, Color.RED),
    (Size, Size.SMALL),
    (Word, Word.YES),
    (list[Color], [Color.BLUE]),
    (Literal["a", 1], 1),
    (Annotated[int, Field(gt=0)], 3),
    (Point, Point(x=1)),
    (list[Point], [Point(x=1), Point(x=2, y=2.5)]),
    (Frozen, Frozen(tags=("a",))),
    (Tree, Tree(value=1, children=[Tree(value=2)])),
    (Aliased, Aliased(Width=3)),
    (list[Aliased], [Aliased(Width=3)]),
    (Computed, Computed(side=3)),
    (Hidden, Hidden(name="a", password="")),
    (Open, Open.model_validate({"name": "a", "more": [1, {"b": None}]})),
    (WithJson, WithJson.model_validate({"numbers": "[1, 2]"})),
    (Json[list[int]], [1, 2]),
    (JsonValue, {"a": [1, 2.5, None, True, "x"]}),
    (Box[int], Box[int](content=1)),
    (Box[Box[str]], Box[Box[str]](content=Box[str](content="a"))),
    (Box[bytes], Box[bytes](content=b"\xff")),
    (Blob, Blob(content=b"abc")),
    (Wallet, Wallet(items=[Card(number="1"), Cash(cents=2)])),
    (Annotated[Card | Cash, Field(discriminator="kind")], Cash(cents=2)),
    (Numbers, Numbers([1, 2])),
    (Row, {"key": "a", "value": 1}),
    (Pair, Pair(1, [2])),
    (Named, Named(1, "a")),
    (Normalising, Normalising(name=" a ")),
    (Lying, Lying(x=1)),
    (list[int | str], [1, "1"]),
    (list[int | float], [1, 1.0]),
    (list[int | bool], [1, True]),
    (list[Size | int], [1]),
    (list[list[int] | list[float]], [[1], [1.0]]),
    (Holder, Holder(anything={"a": [1]})),
    (Optional[Point], None),
    (Optional[Point], Point(x=1)),
]


@pytest.mark.parametrize(("form", "value"), EXACT, ids=[str(number) for number in range(len(EXACT))])
def test_a_value_comes_back_as_it_was(form: object, value: object) -> None:
    """Of the same classes all through."""
    assert same(roundtrip(form, value), value)


class Thing:
    """No pydantic type."""


async def coroutine() -> None:
    """Never awaited."""


def nested_lists(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def nested_trees(depth: int) -> Tree:
    value = Tree(value=0)
    for _ in range(depth):
        value = Tree.model_construct(value=1, children=[value])
    return value


def cyclic_list() -> list[Any]:
    value: list[Any] = []
    value.append([value])
    return value


def cyclic_model() -> Holder:
    value = Holder()
    value.anything = {"a": [value]}
    return value


REFUSED: list[tuple[object, Callable[[], object], str, str]] = [
    (float, lambda: math.nan, "serialization", "value is NaN or infinite"),
    (list[float], lambda: [1.0, math.inf], "serialization", "value[1] is NaN or infinite"),
    (Point, lambda: Point(x=1, y=math.nan), "serialization", "value.y is NaN or infinite"),
    (dict[str, float], lambda: {"a b": -math.inf}, "serialization", "value['a b'] is NaN or infinite"),
    (Holder, lambda: Holder(anything=[math.nan]), "serialization", "value.anything[0] is NaN or infinite"),
    (dict[float, int], lambda: {math.nan: 1}, "type", "value[nan] would be lost"),
    (float, lambda: 2**53 + 1, "type", "value is of class int and would come back as float"),
    (Decimal, lambda: Decimal("NaN"), "type", "value: Input should be a finite number"),
    (str, lambda: "a\ud800", "serialization", "value is a str that JSON cannot hold"),
    (dict[str, int], lambda: {"\ud800": 1}, "type", r"value['\ud800'] would be lost"),
    (JsonValue, lambda: nested_lists(10_000), "type", "value"),  # the words are of the release of pydantic
    (Tree, lambda: nested_trees(10_000), "serialization", "depth exceeded"),
    (JsonValue, cyclic_list, "type", "cyclic"),
    (Holder, cyclic_model, "serialization", "value.anything.a[0] contains itself"),
    (list[int], lambda: (n for n in range(3)), "type", "value: Input should be a valid list"),
    (Holder, lambda: Holder(anything=iter([1])), "type", "value.anything is of class list_iterator"),
    (Holder, lambda: Holder(anything=[lambda: 0]), "serialization", "value.anything[0] is a function that JSON"),
    (Holder, lambda: Holder(anything=threading.Lock()), "serialization", "value.anything is a lock that JSON"),
    (Holder, lambda: Holder(anything={"a": Thing()}), "serialization", "value.anything.a is a Thing that JSON"),
    (Holder, lambda: Holder(anything={1}), "type", "value.anything is of class set and would come back as list"),
    (Holder, lambda: Holder(anything=(1,)), "type", "value.anything is of class tuple and would come back as list"),
    (Holder, lambda: Holder(anything=b"a"), "type", "value.anything is of class bytes and would come back as str"),
    (
        Blob,
        lambda: Blob(content=b"\xff"),
        "serialization",
        "value.content is bytes, no UTF-8, that JSON cannot hold; set",
    ),
    (int, lambda: threading.Lock(), "type", "value: Input should be a valid integer"),
    (int, lambda: SECRET, "type", "value: Input should be a valid integer"),
    (Literal["a"], lambda: SECRET, "type", "value: Input should be 'a'"),
    (Point, lambda: {"x": 1}, "type", "value is of class dict and would come back as Point"),
    (Point, lambda: Point3(x=1), "type", "value is of class Point3 and would come back as Point; return the declared"),
    (Point, lambda: Renamed(x=1), "type", "value is of class Renamed and would come back as Point"),
    (list[Point], lambda: [Point(x=1), Point3(x=1)], "type", "value[1] is of class Point3"),
    (dict[str, Point], lambda: {"a": Point3(x=1)}, "type", "value.a is of class Point3"),
    (Box[Point], lambda: Box[Point](content=Point3(x=1)), "type", "value.content is of class Point3"),
    (Optional[Point], lambda: Point3(x=1), "type", "value is of class Point3"),
    (Point | Card, lambda: Point3(x=1), "type", "value is of class Point3"),
    (list[Point | Card], lambda: [Point3(x=1)], "type", "value[0] is of class Point3"),
    (Pair, lambda: Triple(1), "type", "value is of class Triple and would come back as Pair"),
    (list[Pair], lambda: [Triple(1)], "type", "value[0] is of class Triple"),
    (Row, lambda: {"key": "a", "value": 1, "more": SECRET}, "type", "value.more would be lost"),
    (list[Point | Spot], lambda: [Spot(x=1)], "type", "value[0] is of class Spot and would come back as Point"),
    (list[str | dt.date], lambda: [dt.date(2020, 1, 1)], "type", "value[0] is of class date"),
    (list[dt.date | str], lambda: ["2020-01-01"], "type", "value[0] is of class str"),
    (Point, lambda: Point.model_construct(x="5"), "type", "value.x is of class str and would come back as int"),
    (Point, lambda: Point.model_construct(x=SECRET), "type", "value.x: Input should be a valid integer"),
    (Point, lambda: Point.model_construct(), "type", "value.x: Field required"),
    (list[Point], lambda: [Point.model_construct(x=1, y=None)], "type", "value[0].y: Input should be a valid number"),
    (Annotated[int, Field(gt=0)], lambda: -1, "type", "value: Input should be greater than 0"),
    (list[complex | Decimal], lambda: [Decimal(0)], "type", "value[0] is of class Decimal and would come back as"),
    (Hidden, lambda: Hidden(name="a", password=SECRET), "type", "value.password would come back with another value"),
    (Open, lambda: Open.model_validate({"name": "a", "at": dt.date.max}), "type", "value.at is of class date"),
    (Holey, lambda: Holey(when=1.5), "type", "value.when would come back with another value"),
    (Lying, lambda: LyingMore(x=1), "type", "value is of class LyingMore and would come back as Lying"),
    (list[Lying], lambda: [LyingMore(x=1)], "type", "value[0] is of class LyingMore"),
    (deque[int], lambda: deque([1], maxlen=3), "type", "value"),  # older pydantic refuses every deque
    (dt.time, lambda: dt.time(1, 2, tzinfo=BERLIN), "type", "value would come back with another value"),
    (dt.date, lambda: dt.datetime(2020, 1, 1, 5), "type", "value: Input should be a valid date"),  # noqa: DTZ001
    (dict[tuple[int, int], str], lambda: {(1, 2): "a"}, "type", "value"),
    (Literal[Color.RED], lambda: Color.RED, "type", "value: Input should be"),  # pydantic reads no enum's literals
    (Exploding, lambda: 13, "type", "its validation raised KeyError"),
    (Annotated[int, PlainSerializer(_explode)], lambda: 13, "serialization", "calling function `_explode`: KeyError"),
]


@pytest.mark.parametrize(
    ("form", "make", "kind", "reason"), REFUSED, ids=[str(number) for number in range(len(REFUSED))]
)
def test_what_would_be_altered_is_refused(form: object, make: Callable[[], object], kind: str, reason: str) -> None:
    """By the path of the first such place, and without the value, which may be a secret."""
    refused = refusal(form, make())
    assert reason in refused.reason
    assert refused.kind == kind


def test_an_open_file_is_refused(tmp_path: pathlib.Path) -> None:
    """It is not read either way."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    with path.open(encoding="utf-8") as file:
        assert "value.anything is of class TextIOWrapper" in refusal(Holder, Holder(anything=file)).reason
        assert "Input should be a valid string" in refusal(str, file).reason


def test_a_coroutine_is_refused() -> None:
    """A body that forgot to await."""
    value = coroutine()
    assert "Input should be a valid integer" in refusal(int, value).reason
    assert "is a coroutine that JSON cannot hold" in refusal(Holder, Holder(anything=value)).reason
    value.close()


@pytest.mark.parametrize(
    ("form", "value", "back"),
    [
        (int, True, 1),
        (int, Size.SMALL, 1),
        (int | None, True, 1),
        (list[int], [True], [1]),
        (float, 1, 1.0),
        (float, False, 0.0),
        (list[float], [1], [1.0]),
        (complex, 1.5, 1.5 + 0j),
        (str, Word.YES, "yes"),
        (set[int], frozenset({1}), {1}),
        (dict[str, int], Counter("a"), {"a": 1}),
        (tuple[int, str], Named(1, "a"), (1, "a")),
    ],
)
def test_what_a_type_checker_lets_pass_takes_the_declared_class(form: object, value: object, back: object) -> None:
    """A bool for an int, an int for a float, a subclass that adds nothing: equal, also from the store."""
    assert same(roundtrip(form, value), back)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (int, 3.0),
        (int, "3"),
        (int, Decimal(3)),
        (int | None, 3.0),
        (int | str, 3.0),
        (list[int], [1, 2.0]),
        (dict[str, int], {"a": 3.0}),
        (tuple[int, int], (1, 2.0)),
        (bool, 1),
        (bool, 0.0),
        (float, Decimal("0.5")),
        (Decimal, 0.5),
        (Decimal, 3),
        (Word, "yes"),
        (Size, 1),
        (Point, Point.model_construct(x=3.0)),
        (list[Point], [Point.model_construct(x=3.0)]),
        (Pair, Pair(3.0, [1])),  # type: ignore[arg-type]  # that is what is tested
    ],
)
def test_what_is_equal_and_of_another_class_is_refused(form: object, value: object) -> None:
    """3.0 is no int, though pydantic would make one of it and Python calls the two equal."""
    assert refusal(form, value).kind == "type"


class Spoken(BaseModel):
    """Its number is a text in JSON, for readers that have no numbers of such a size."""

    number: Annotated[int, PlainSerializer(str)]


def test_a_serialiser_may_write_a_number_as_a_text() -> None:
    """What comes back is the same all the same."""
    assert codec_for(Spoken).encode(Spoken(number=2**70)).data == b'{"number":"1180591620717411303424"}'
    assert same(roundtrip(Spoken, Spoken(number=2**70)), Spoken(number=2**70))


def test_json_that_a_person_wrote_may_be_converted() -> None:
    """JSON has one kind of number."""
    assert same(codec_for(int).parse(b"3.0"), 3)
    assert same(codec_for(list[int]).parse(b'["3"]'), [3])


def test_an_instant_keeps_its_digits_and_offset_and_loses_the_name_of_its_zone() -> None:
    """Also in the hour that a change of the clocks repeats or leaves out, where Python calls them unequal."""
    for hour, fold in ((1, 0), (2, 0), (2, 1), (3, 0)):
        for month, day in ((10, 27), (3, 31)):
            value = dt.datetime(2024, month, day, hour, 30, tzinfo=BERLIN, fold=fold)
            back = roundtrip(dt.datetime, value)
            assert isinstance(back, dt.datetime)
            assert back.isoformat() == value.isoformat()
            assert back.timestamp() == value.timestamp()


@pytest.mark.parametrize("type_", [dt.datetime, list[dt.datetime], Visit, dt.datetime | int])
def test_the_second_of_two_equal_hours_is_refused(type_: object) -> None:
    """JSON has no place for the fold of a time without a zone, and `==` does not tell it."""
    second = dt.datetime(2024, 10, 27, 2, 30, fold=1)  # noqa: DTZ001  # that is what is tested
    values: dict[object, object] = {list[dt.datetime]: [second], Visit: Visit(at=second)}
    assert "would come back with another value" in refusal(type_, values.get(type_, second)).reason
    first = second.replace(fold=0)
    values = {list[dt.datetime]: [first], Visit: Visit(at=first)}
    value = values.get(type_, first)
    assert roundtrip(type_, value) == value


def test_a_private_attribute_that_was_set_is_refused() -> None:
    """It would be lost; one that the model sets by its fields comes back with them."""
    value = Marked(name="a")
    assert roundtrip(Marked, value) == value
    value._mark = 9
    assert refusal(Marked, value).reason == "value._mark is a private attribute and would be lost; make it a field"
    assert "value[0]._mark" in refusal(list[Marked], [value]).reason
    del value._length
    value._mark = 0
    assert "value._length" in refusal(Marked, value).reason


def test_what_a_factory_made_is_no_part_of_the_data() -> None:
    """A cache may be filled; it is empty when the value comes back."""
    value = Private(name="a")
    value._cache.append(1)
    back = roundtrip(Private, value)
    assert isinstance(back, Private)
    assert (back.name, back._cache) == ("a", [])


def test_a_class_whose_comparison_raises_is_compared_by_its_fields() -> None:
    """A user's __eq__ may raise anything."""
    back = roundtrip(Raising, Raising(x=1))
    assert isinstance(back, Raising)
    assert back.x == 1
    assert "value.x is of class str" in refusal(Raising, Raising.model_construct(x="5")).reason


def test_a_validator_that_raises_anything_refuses_the_value() -> None:
    """Not only when the value is made: when it is read back and checked, too."""
    codec = codec_for(Exploding)
    attempts: list[Callable[[], object]] = [
        lambda: codec.decode(b"13"),
        lambda: codec.parse(b"13"),
        lambda: codec.check(13),
    ]
    for attempt in attempts:
        with pytest.raises(ValueRefusedError):
            attempt()
    assert codec.decode(b"12") == 12


@pytest.mark.parametrize("form", [Point | Spot, Union[Point, Spot], Alias, Optional[Union[Point, Spot]]])
def test_models_of_one_shape_come_back_as_themselves_at_the_top(form: object) -> None:
    """The record says which member made the value; also under a name of its own."""
    for value in (Point(x=1), Spot(x=1)):
        assert same(roundtrip(form, value), value)
    arms = [codec_for(form).encode(value).arm for value in (Point(x=1), Spot(x=1))]
    assert arms == [0, 1]


UNIONS: list[tuple[object, object, int]] = [
    (int | str, 1, 0),
    (int | str, "1", 1),
    (str | int, 1, 1),
    (dt.date | str, "2020-01-01", 1),
    (str | dt.date, dt.date(2020, 1, 1), 1),
    (float | int, 1, 1),
    (int | None, None, 1),
    (list[int] | list[str], ["1"], 1),
    (list[Point] | list[Spot], [Spot(x=1)], 1),
    (Point | dict[str, int], {"x": 1}, 1),
    (Annotated[int, Field(gt=5)] | Annotated[int, Field(lt=5)], 3, 1),
    (Word | str, "yes", 1),
    (bytes | str, "YQ==", 1),
]


@pytest.mark.parametrize(("form", "value", "arm"), UNIONS)
def test_a_union_says_which_member_made_the_value(form: object, value: object, arm: int) -> None:
    """The member of the value's own class; else the first that takes it as it is."""
    assert codec_for(form).encode(value).arm == arm
    assert same(roundtrip(form, value), value)


def test_no_member_of_a_union_takes_the_value() -> None:
    """The refusal is that of the first member, or the one that says more than 'another type'."""
    assert refusal(Point | Card, Cash(cents=1)).kind == "type"
    assert refusal(Point | Card, Point(x=1, y=math.nan)).reason.startswith("value.y is NaN")
    assert refusal(Card | Point, Point(x=1, y=math.nan)).reason.startswith("value.y is NaN")


@pytest.mark.parametrize("arm", [-2, -1, 2, 99])
def test_a_stored_member_that_the_union_does_not_have_is_refused(arm: int) -> None:
    """A damaged record, or another type than it was written with."""
    with pytest.raises(ValueRefusedError, match=f"member {arm} is not one of 2"):
        codec_for(int | str).decode(b"1", arm)


def test_the_order_of_a_union_is_that_of_the_annotation() -> None:
    """`A | B` equals `B | A`, but their codecs are two: which comes first decides what is stored."""
    assert codec_for(Spot | Point).encode(Spot(x=1)).arm == 0
    assert codec_for(Point | Spot).encode(Spot(x=1)).arm == 1
    assert codec_for(list[Spot | Point]).encode([Spot(x=1)]).copy == [Spot(x=1)]
    refusal(list[Point | Spot], [Spot(x=1)])
    assert codec_for(Point | Spot) is codec_for(Point | Spot)


def test_a_value_larger_than_the_limit_is_refused_by_its_size() -> None:
    """The limit counts bytes of JSON; the value of just that size passes."""
    assert codec_for(str).encode("abc", 5).data == b'"abc"'
    refused = refusal(str, "abcd", 5)
    assert (refused.kind, refused.reason) == ("size", "its JSON has 6 bytes, more than 5")
    assert refusal(str | int, "abcd", 5).kind == "size"


def test_a_message_stays_one_short_line_whatever_the_keys_are() -> None:
    """Keys come from outside: line breaks, kilobytes, control characters."""
    reason = refusal(dict[str, int], {"a\nb\x1b[31m" + "k" * 10_000: "x"}).reason
    assert reason.startswith(r"value['a\nb\x1b[31mkkk")
    assert len(reason) < 200
    with pytest.raises(ValueRefusedError) as caught:
        codec_for(dict[str, int]).decode(b'{"' + b"k" * 10_000 + b'": "x"}')
    assert len(str(caught.value)) < 200


def test_every_reading_gives_a_value_of_its_own() -> None:
    """What one consumer changes no other sees."""
    codec = codec_for(list[Point])
    encoded = codec.encode([Point(x=1)])
    first = codec.decode(encoded.data)
    assert isinstance(first, list)
    first.append(Point(x=2))
    assert codec.decode(encoded.data) == [Point(x=1)]
    assert encoded.copy == [Point(x=1)]
    assert encoded.copy is not first


def test_what_a_person_wrote_may_use_aliases_and_names() -> None:
    """Stored JSON uses the names alone."""
    codec = codec_for(Aliased)
    assert codec.parse(b'{"Width": 3}') == codec.parse(b'{"width": 3}') == Aliased(Width=3)
    assert codec.encode(Aliased(Width=3)).data == b'{"width":3}'
    with pytest.raises(ValueRefusedError, match=r"value\.width: Field required"):
        codec.decode(b'{"Width": 3}')


@pytest.mark.parametrize("data", [b"", b"{", b"nope", b'"1', b"\xff", b"[" * 10_000])
def test_json_that_is_none_is_refused(data: bytes) -> None:
    """Never another exception."""
    for form in (int, int | str, JsonValue, Point):
        with pytest.raises(ValueRefusedError):
            codec_for(form).parse(data)
        with pytest.raises(ValueRefusedError):
            codec_for(form).decode(data)


def test_check_gives_a_value_of_the_consumers_type() -> None:
    """Where producer and consumer declare other types that fit."""
    assert codec_for(float).check(1) == 1.0
    assert codec_for(Point | None).check(None) is None
    with pytest.raises(ValueRefusedError, match="value: Input should be a valid integer"):
        codec_for(int).check(SECRET)


@pytest.mark.parametrize("form", [Thing, list[Thing], Callable[[int], int], type(threading.Lock())])
def test_a_type_that_is_no_data_is_told_at_once(form: object) -> None:
    """When the codec is made, not when a value comes."""
    with pytest.raises(UnsupportedTypeError) as caught:
        codec_for(form)
    assert "\n" not in caught.value.reason


def test_unhashable_metadata_is_no_obstacle() -> None:
    """Annotated may hold anything."""
    form = Annotated[int, {"unit": "cm"}]
    assert codec_for(form).encode(1).data == b"1"


def test_codecs_are_made_once() -> None:
    """Also None and its class are one."""
    assert codec_for(list[Point]) is codec_for(list[Point])
    assert codec_for(None) is codec_for(type(None))
    assert isinstance(codec_for(int), Codec)


def test_a_default_is_stored_under_the_steps_type_where_it_fits() -> None:
    """Else under its own class, and the record says so."""
    own = codec_for(int | str)
    assert default_codec(own, "a") == (own, Encoded(b'"a"', 1, "a"))
    codec, encoded = default_codec(codec_for(int), None)
    assert (codec.type_form, encoded) == (type(None), Encoded(b"null", DEFAULT_ARM, None))
    with pytest.raises(UnsupportedTypeError):
        default_codec(codec_for(int), Thing())


def test_a_reference_is_assembled_from_the_json_it_names() -> None:
    """Without decoding; None where a part is not there."""
    held = {"a": b"1", "b": b'{"x": 2}', "@input": b'"i"'}
    assert assemble("a", held.get) == b"1"
    assert assemble(["a", ["b", "@input"], []], held.get) == b'[1,[{"x": 2},"i"],[]]'
    assert assemble(["a", ["gone"]], held.get) is None
    assert assemble({"no": "reference"}, held.get) is None
    assert paths_of(["a", ["b", "@input"], []]) == ["a", "b", "@input"]
    assert paths_of(None) == []


def test_the_list_of_many_items_is_read_once() -> None:
    """So all items of a map are read in a time that grows with them, not with their square."""
    asked: list[str] = []

    def lookup(path: str) -> bytes:
        asked.append(path)
        return b'[1,null,{"a":[2]}]'

    items = [{"item": number, "of": "fetch"} for number in range(3)]
    assert assemble([items, {"item": 0, "of": {"item": 2, "of": "fetch"}}], lookup) is None
    assert assemble([items, "x"], lookup) == b'[[1,null,{"a":[2]}],[1,null,{"a":[2]}]]'
    assert asked == ["fetch", "fetch", "x"]
    assert assemble({"item": 3, "of": "fetch"}, lookup) is None


def test_union_members_are_those_of_the_top_alone() -> None:
    """In order; none for other types."""
    assert union_members(Point | None) == (Point, type(None))
    assert union_members(Alias) == (Point, Spot)
    assert union_members(list[int | str]) == ()


def test_a_checksum_tells_any_other_bytes() -> None:
    """CRC-32, as in zlib."""
    assert checksum(b"123456789") == 0xCBF43926
    assert checksum(b"") == 0


# ---------------------------------------------------------------- random values of random types

ZONES = st.none() | st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=45))])
LEAVES: list[tuple[object, st.SearchStrategy[Any]]] = [
    (int, st.integers()),
    (float, st.floats(allow_nan=False, allow_infinity=False)),
    (str, st.text(max_size=8)),
    (bool, st.booleans()),
    (None, st.none()),
    (bytes, st.binary(max_size=8)),
    (complex, st.complex_numbers(allow_nan=False, allow_infinity=False)),
    (Decimal, st.decimals(allow_nan=False, allow_infinity=False)),
    (uuid.UUID, st.uuids()),
    (dt.datetime, st.datetimes(timezones=ZONES).map(lambda at: at.replace(fold=0))),
    (dt.date, st.dates()),
    (dt.time, st.times(timezones=ZONES).map(lambda at: at.replace(fold=0))),
    (dt.timedelta, st.timedeltas()),
    (Color, st.sampled_from(Color)),
    (Literal["a", "b"], st.sampled_from(["a", "b"])),
    (Named, st.builds(Named, st.integers(), st.text(max_size=4))),
    (Pair, st.builds(Pair, st.integers(), st.lists(st.integers(), max_size=2))),
    (Point, st.builds(Point, x=st.integers(), y=st.floats(allow_nan=False, allow_infinity=False))),
    (Tree, st.builds(Tree, value=st.integers(), children=st.lists(st.builds(Tree, value=st.integers()), max_size=2))),
]
KEYS = [leaf for leaf in LEAVES if leaf[0] in (int, str, bool, uuid.UUID, dt.date, Color)]


@st.composite
def typed_values(draw: st.DrawFn, depth: int = 3) -> tuple[object, object]:
    """A type without unions below its top, and a value of it."""
    kinds = ["leaf", "list", "tuple", "tuple...", "dict", "set", "frozenset", "box", "optional"]
    kind = draw(st.sampled_from(kinds)) if depth else "leaf"
    if kind == "leaf":
        form, values = draw(st.sampled_from(LEAVES))
        return form, draw(values)
    key_form, keys = draw(st.sampled_from(KEYS))
    items = draw(st.lists(keys, min_size=1, max_size=3))
    form, value = draw(typed_values(depth - 1))
    other, more = draw(typed_values(depth - 1))
    box: Any = Box.__class_getitem__(form)
    made: dict[str, tuple[Any, object]] = {
        "set": (set.__class_getitem__(key_form), set(items)),
        "frozenset": (frozenset.__class_getitem__(key_form), frozenset(items)),
        "list": (list.__class_getitem__(form), [value] * draw(st.integers(0, 2))),
        "tuple...": (tuple.__class_getitem__((form, ...)), (value,) * draw(st.integers(0, 2))),
        "dict": (dict.__class_getitem__((key_form, form)), {items[0]: value}),
        "tuple": (tuple.__class_getitem__((form, other)), (value, more)),
        "box": (box, box(content=value)),
        "optional": (Optional[form], draw(st.sampled_from([value, None]))),
    }
    return made["tuple" if kind == "optional" and depth < 3 else kind]


@given(typed_values())
@settings(max_examples=300, deadline=None)
def test_any_value_of_a_supported_type_comes_back_as_it_was(typed: tuple[object, object]) -> None:
    """Equal, of the same classes all through, and never refused."""
    form, value = typed
    assert same(roundtrip(form, value), value)


@given(st.lists(st.sampled_from(LEAVES), min_size=2, max_size=3), st.data())
@settings(max_examples=200, deadline=None)
def test_a_value_in_a_nested_union_comes_back_as_it_was_or_is_refused(
    leaves: list[tuple[object, st.SearchStrategy[Any]]], data: st.DataObject
) -> None:
    """Where JSON cannot tell the members apart, nobody guesses; at the top the record tells."""
    union: Any = Union[tuple(form for form, _ in leaves)]
    value = data.draw(st.one_of(*(values for _, values in leaves)))
    assert same(roundtrip(union, value), value)
    try:
        back = roundtrip(list[union], [value])
    except ValueRefusedError:
        return
    assert same(back, [value])
