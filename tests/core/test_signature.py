"""What is read from the annotations of a body, and what is refused."""

from __future__ import annotations

import asyncio
import collections
import functools
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

import pytest
from pydantic import BaseModel, Field, JsonValue, Secret, SecretBytes, SecretStr
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict

from gorkflow.core import signature
from gorkflow.core.context import StepContext
from gorkflow.core.signature import Signature
from gorkflow.errors import DefinitionError

T = TypeVar("T")


class Order(BaseModel):
    id: int


class Quote(BaseModel):
    total: float


class Box(BaseModel, Generic[T]):
    content: T


class Kind(Enum):
    card = "card"


@dataclass
class Point:
    x: float


@pydantic_dataclass
class Checked:
    x: float


class Address(TypedDict):
    street: str


class Pair(NamedTuple):
    left: int
    right: str


class Login(BaseModel):
    password: SecretStr


class Nested(BaseModel):
    logins: list[Login]


class Locked:
    """A class that pydantic knows nothing of."""

    lock: threading.Lock


def read(handler: Callable[..., object]) -> Signature:
    return Signature(handler, "step 'x'")


def refusal(handler: Callable[..., object]) -> str:
    with pytest.raises(DefinitionError) as caught:
        read(handler)
    return str(caught.value)


def one(order: Order) -> Quote:
    return Quote(total=1)


async def several(ctx: StepContext, order: Order, quote: Quote) -> list[int]:
    return []


def nothing() -> None:
    return None


def only_context(ctx: StepContext) -> int:
    return 1


class Body:
    def __call__(self, order: Order) -> Quote:
        return Quote(total=1)

    def method(self, order: Order) -> Quote:
        return Quote(total=1)

    async def awaited(self, order: Order) -> Quote:
        return Quote(total=1)

    @staticmethod
    def static(order: Order) -> Quote:
        return Quote(total=1)


def test_one_value_and_a_result() -> None:
    """The common body."""
    found = read(one)
    assert (found.takes_context, found.is_async, found.spread) == (False, False, False)
    assert (found.parameters, found.parameter_names, found.output, found.input) == ((Order,), ("order",), Quote, Order)


def test_a_context_and_several_values() -> None:
    """The bound tuple is spread over the values; the context is none of them."""
    found = read(several)
    assert (found.takes_context, found.is_async, found.spread) == (True, True, True)
    assert (found.parameters, found.parameter_names) == ((Order, Quote), ("order", "quote"))
    assert (found.output, found.input) == (list[int], tuple[Order, Quote])


def test_no_value_at_all() -> None:
    """Such a step follows anything; None is the type of a body that gives nothing."""
    assert (read(nothing).parameters, read(nothing).output, read(nothing).input) == ((), type(None), object)
    assert (read(only_context).takes_context, read(only_context).parameters) == (True, ())
    assert [read(body).takes_value for body in (nothing, only_context, one)] == [False, False, True]


def test_a_context_imported_for_type_checking_only_is_known() -> None:
    """Linters like to move the import there."""

    def renamed(ctx: StepContext, order: Order) -> int:
        return 1

    renamed.__annotations__["ctx"] = "gorkflow.StepContext"
    assert read(renamed).takes_context


@pytest.mark.parametrize(
    "form",
    [
        int,
        None,
        str | None,
        list[Order],
        dict[str, list[int]],
        tuple[int, str],
        tuple[int, ...],
        tuple[()],
        set[int],
        frozenset[str],
        Point,
        Checked,
        Address,
        Pair,
        Kind,
        Order | Quote,
        Literal["a", "b"],
        Box[int],
        JsonValue,
        bytes,
        collections.deque[int],
        Annotated[int, Field(gt=0)],
    ],
    ids=str,
)
def test_types_that_come_back_from_json_may_stand_on_both_sides(form: Any) -> None:
    """Metadata of Annotated is kept."""

    def body(value: int) -> int:
        return value

    body.__annotations__.update({"value": form, "return": form})
    expected = type(None) if form is None else form
    assert (read(body).parameters, read(body).output) == ((expected,), expected)


def test_local_classes_are_found_where_they_are_defined() -> None:
    """Also by the fields of other local classes, although the annotations are text."""

    class Line(BaseModel):
        price: float

    class Cart(BaseModel):
        lines: list[Line]

    @dataclass
    class Parcel:
        cart: Cart
        weight: Weight

    class Weight(NamedTuple):
        grams: int

    class Label(TypedDict):
        parcel: Parcel

    def pack(cart: Cart, label: Label) -> Parcel:
        return Parcel(cart, Weight(1))

    assert (read(pack).parameters, read(pack).output) == ((Cart, Label), Parcel)


def test_a_local_class_hides_one_of_the_module() -> None:
    """As it does for Python."""

    class Order(BaseModel):
        other: str

    def body(order: Order) -> int:
        return 1

    assert read(body).parameters == (Order,)


def test_a_body_of_a_factory_keeps_its_own_names() -> None:
    """They are looked up in the closure once the factory is left."""

    def factory() -> Callable[..., object]:
        class Hidden(BaseModel):
            x: int

        def body(value: Hidden) -> int:
            return Hidden(x=1).x

        return body

    assert [getattr(form, "__name__", None) for form in read(factory()).parameters] == ["Hidden"]


def test_a_name_defined_later_is_found_later() -> None:
    """At the next look, and not before."""

    def body(value: Later) -> Later:
        return value

    found = read(body)
    assert (found.pending_name(), found.takes_value, found.count) == ("Later", True, 1)
    with pytest.raises(DefinitionError, match=r"step 'x': the name 'Later' in its annotations is not defined; define"):
        _ = found.parameters

    class Later(BaseModel):
        x: int

    assert found.pending_name() is None
    assert (found.parameters, found.output) == ((Later,), Later)


def test_a_model_that_is_completed_later_is_pending_too() -> None:
    """Its field refers to a class below."""

    class First(BaseModel):
        second: Second

    def body(value: First) -> int:
        return 1

    found = read(body)
    assert found.pending_name() == "Second"

    class Second(BaseModel):
        x: int

    found.resolve()
    assert found.parameters == (First,)


def test_bodies_that_are_no_plain_functions() -> None:
    """Methods, instances with __call__, partials and wrapped functions are read as what is called."""

    @functools.wraps(one)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return one(*args, **kwargs)

    for body in (Body(), Body().method, Body.static, wrapped):
        assert (read(body).parameters, read(body).output, read(body).is_async) == ((Order,), Quote, False)
    assert read(Body().awaited).is_async


def test_bound_arguments_of_a_partial_are_no_parameters() -> None:
    """Neither those by position nor those by name."""

    def add(a: int, b: int, c: int) -> int:
        return a + b + c

    async def later(a: int, b: str) -> int:
        return a

    assert read(functools.partial(add, 1)).parameter_names == ("b", "c")
    assert read(functools.partial(add, c=1)).parameter_names == ("a", "b")
    assert read(functools.partial(later, 1)).is_async
    assert "'c' is keyword-only" in refusal(functools.partial(add, b=1))


def test_a_function_that_gives_an_awaitable_is_awaited() -> None:
    """As for the type checkers, which see no difference."""

    def body(order: Order) -> Awaitable[Quote]:
        return asyncio.sleep(0, Quote(total=1))

    def other(order: Order) -> Coroutine[Any, Any, Quote]:
        return asyncio.sleep(0, Quote(total=1))

    for handler in (body, other):
        assert (read(handler).is_async, read(handler).output) == (True, Quote)


REFUSED_RESULTS = [
    (Any, "result: Any says nothing about the value; name its type"),
    (object, "result: object says nothing"),
    (BaseModel, "result: BaseModel says nothing"),
    (list[BaseModel], "BaseModel says nothing"),
    (
        list[Any],
        "result: Any says nothing about the value; name its type (pydantic.JsonValue for any JSON), as part of",
    ),
    (dict[str, object], "object says nothing"),
    (int | Any, "Any says nothing"),
    (list, "list does not say what it holds; write for example list[int]"),
    (dict, "dict does not say what it holds; write for example dict[str, int]"),
    (Sequence[int], "Sequence[int] is abstract and does not say which class comes back from the store; use list"),
    (
        Mapping[str, int],
        "Mapping[str, int] is abstract and does not say which class comes back from the store; use dict",
    ),
    (list[Sequence[int]], "Sequence[int] is abstract"),
    (Iterable[int], "Iterable[int] is abstract and can be read only once; use list"),
    (T, "the type variable T is not bound; name a type"),
    (list[T], "the type variable T is not bound"),  # type: ignore[valid-type]  # that it is refused is tested
    (Box, "Box has the unbound type variable T; write for example Box[int]"),
    (SecretStr, "SecretStr would be stored as stars; pass a reference and let the body look it up"),
    (SecretBytes, "SecretBytes would be stored as stars"),
    (Secret[int], "would be stored as stars"),
    (Login, "SecretStr in Login.password would be stored as stars"),
    (list[Nested], "SecretStr in Nested.logins.password would be stored as stars"),
    (Locked, "Locked cannot be stored as JSON and come back"),
    (Callable[[], int], "cannot be stored as JSON and come back"),
    (type[int], "cannot be stored as JSON and come back"),
    (3, "the annotation 3 is a value and no type"),
]


@pytest.mark.parametrize(("form", "text"), REFUSED_RESULTS, ids=lambda value: str(value)[:40])
def test_results_that_would_not_come_back_are_refused(form: object, text: str) -> None:
    """The message names the step, the place and the remedy."""

    def body(value: int) -> int:
        return value

    body.__annotations__["return"] = form
    assert text in refusal(body)
    assert refusal(body).startswith("step 'x': result: ")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (object, "parameter 'value': object says nothing"),
        (BaseModel, "parameter 'value': BaseModel says nothing"),
        (Any, "parameter 'value': Any says nothing"),
        (list[Any], "Any says nothing"),
        (Iterator[int], "Iterator[int] is abstract and can be read only once; use list"),
        (T, "the type variable T is not bound"),
        (Login, "SecretStr in Login.password"),
        (Locked, "Locked cannot be stored as JSON"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_parameters_that_could_not_be_bound_are_refused(form: object, text: str) -> None:
    """The message names the parameter."""

    def body(value: int) -> int:
        return value

    body.__annotations__["value"] = form
    assert text in refusal(body)


def test_an_abstract_parameter_takes_concrete_values() -> None:
    """Only what is given must be concrete."""

    def body(numbers: Sequence[int], by_name: Mapping[str, int]) -> int:
        return len(numbers) + len(by_name)

    assert read(body).parameters == (Sequence[int], Mapping[str, int])


def test_shapes_that_no_step_can_have_are_refused() -> None:
    """Each parameter with its reason, all at once."""

    def shapes(a, b: int = 1, *c: int, d: int, **e: int):  # type: ignore[no-untyped-def]  # that is what is tested
        return a

    with pytest.raises(DefinitionError) as caught:
        read(shapes)
    assert list(caught.value.problems) == [
        "parameter 'a' has no annotation; write `a: SomeType`",
        "parameter 'b' has a default, but every parameter is filled from the graph; remove the default",
        "parameter '*c' takes any number of values; name each parameter",
        "parameter 'd' is keyword-only; values are passed by position, so remove the `*` before it",
        "parameter '**e' takes any number of values; name each parameter",
        "the result has no annotation; write `-> SomeType` (`-> None` for a body that gives nothing)",
    ]


def test_bodies_that_are_no_functions_are_refused() -> None:
    """Classes, values, lambdas, generators, builtins and unbound methods."""

    def generator(order: Order) -> Iterator[int]:
        yield 1

    async def async_generator(order: Order) -> AsyncIterator[int]:
        yield 1

    def unbound(self, order: Order) -> int:  # type: ignore[no-untyped-def]  # as methods are written
        return 1

    class Yields:
        def __call__(self, order: Order) -> Iterator[int]:
            yield 1

    assert "must be a function, not the class Order" in refusal(Order)
    assert "must be a function, not a int" in refusal(3)  # type: ignore[arg-type]  # that is what is tested
    assert "a lambda has no annotations" in refusal(lambda value: value)
    for body in (generator, async_generator, Yields()):
        assert "is a generator; return a list instead of using yield" in refusal(body)
    assert "parameter 'self' is that of a method" in refusal(unbound)
    assert "no annotation" in refusal(len)
    assert "cannot be read" in refusal(dict.fromkeys) or "no annotation" in refusal(dict.fromkeys)


def test_text_that_is_no_type_is_refused() -> None:
    """With the reason."""

    def body(value: int) -> int:
        return value

    body.__annotations__["value"] = "int ["
    assert "parameter 'value': the annotation 'int [' is no type" in refusal(body)
    body.__annotations__["value"] = "3"
    assert "the annotation '3' is a value and no type" in refusal(body)


Late = Order


async def quoted(value: Late) -> Quote:
    """A body whose annotation is a name that may come to stand for something else."""
    return Quote(total=value.id)


async def qualified(value: collections.Counter[str]) -> Quote:
    """One with an attribute in its annotation."""
    return Quote(total=len(value))


def test_a_body_that_is_used_again_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of steps may be made of one function."""
    assert Signature(quoted, "step 'a'").parameters == (Order,)
    monkeypatch.setattr(signature, "_types_of", None)
    again = Signature(quoted, "step 'b'")
    assert (again.parameters, again.output, again.is_async) == ((Order,), Quote, True)


@pytest.mark.parametrize("other", [Point, "Order | None"])
def test_a_name_that_stands_for_something_else_by_then_is_looked_up_again(
    other: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a cell of a notebook is run again. So is another annotation."""
    assert Signature(quoted, "step 'a'").parameters == (Order,)
    if isinstance(other, str):
        monkeypatch.setitem(quoted.__annotations__, "value", other)
        assert Signature(quoted, "step 'a'").parameters == (Order | None,)
    else:
        monkeypatch.setitem(globals(), "Late", other)
        assert Signature(quoted, "step 'a'").parameters == (other,)
    monkeypatch.undo()
    assert Signature(quoted, "step 'a'").parameters == (Order,)


def test_a_name_that_is_gone_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Although it was there the last time."""
    Signature(quoted, "step 'a'")
    monkeypatch.delitem(globals(), "Late")
    assert Signature(quoted, "step 'a'").pending_name() == "Late"


def test_what_has_more_than_names_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attributes may change, and nobody would see it."""
    Signature(qualified, "step 'a'")
    monkeypatch.setattr(collections, "Counter", dict)
    monkeypatch.setitem(qualified.__annotations__, "value", "collections.Counter[str, int]")
    assert Signature(qualified, "step 'a'").parameters == (dict[str, int],)


def test_functions_of_functions_are_not_kept() -> None:
    """What their types hold could keep them alive for ever."""

    class Local(BaseModel):
        x: int

    async def body(value: Local) -> Local:
        return value

    Signature(body, "step 'a'")
    assert body not in signature._readings
