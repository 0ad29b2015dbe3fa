"""branch, switch and cases as they are defined: what is refused, what is drawn, what a fingerprint says of them."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal, NewType

import pytest
from pydantic import BaseModel
from typing_extensions import TypedDict

from gorkflow.core.builder import WorkflowBuilder
from gorkflow.core.cases import Case, case, cases
from gorkflow.core.choices import ByKey, ByType, WrongAnswerError
from gorkflow.core.decorator import step
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.errors import DefinitionError


class Card(BaseModel):
    number: str


class GoldCard(Card):
    bonus: int


class Cash(BaseModel):
    amount: int


class Cheque(BaseModel):
    bank: str


class Coin(BaseModel):
    amount: int


class First(TypedDict):
    a: int


class Second(TypedDict):
    b: int


class Colour(Enum):
    red = "red"


EMPTY: Any = []
UserId = NewType("UserId", int)


def taking(form: Any, id: str = "takes") -> Step[Any, str]:
    """A step that takes values of that type."""

    def body(value: Any) -> str:
        return str(value)

    body.__annotations__ = {"value": form, "return": str}
    return Step(id, body)


def giving(form: Any) -> Step[Any, Any]:
    def body(value: int) -> Any:
        return value

    body.__annotations__ = {"value": int, "return": form}
    return Step("gives", body)


def problems_of(position: WorkflowBuilder[Any, Any]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        position.build()
    return list(caught.value.problems)


def sorted_out(form: Any, *forms: Any) -> WorkflowBuilder[Any, Any]:
    """A step that gives the form, and a case for each of the others."""
    at: Any = workflow("w", int).then(giving(form))
    members: Any = [taking(one, f"takes-{number}") for number, one in enumerate(forms)]
    position: WorkflowBuilder[Any, Any] = at.then(cases(*members))
    return position


@pytest.mark.parametrize(
    ("form", "forms"),
    [
        (Card | Cash, (Card, Cash)),
        (Card | Cash, (Cash, Card)),
        (Card | GoldCard, (Card, GoldCard)),
        (Card | Cash | Cheque, (Card | Cheque, Cash)),
        (Card | None, (Card, None)),
        (int | str | list[int], (int, list[int], str)),
        (Card | First, (First, Card)),
        (Literal["a"] | int, (int, Literal["a"])),
        (Colour | str, (Colour, str)),
        (UserId | str, (UserId, str)),
        (bool | int, (bool, int)),
    ],
)
def test_cases_that_fit(form: Any, forms: Any) -> None:
    """Each type has its case, and each case its type."""
    assert sorted_out(form, *forms).build().output_type is str


@pytest.mark.parametrize(
    ("form", "forms", "expected"),
    [
        (Card | Cash | Cheque, (Card, Cash), "@cases-1: Cheque may come, and no case takes it (Card, Cash); add one"),
        (Card | None, (Card, Cash), "@cases-1: None may come, and no case takes it (Card, Cash); add one"),
        (Card, (Card, Cash), "@cases-1: the case for Cash is never taken, because Card comes; remove it"),
        (
            list[int] | Card, (list[int], list[str], Card),
            "@cases-1: values of list[int] and list[str] cannot be told apart by their class; make one case of the "
            "two, or give them classes of their own",
        ),
        (
            First | Second, (First, Second),
            "@cases-1: values of First and Second cannot be told apart by their class; make one case of the two, or "
            "give them classes of their own",
        ),
        (Cash | Coin, (Cash, Coin), "@cases-1: Cash and Coin have the same fields, so JSON does not tell which"),
        (Card | Cash, (Card, Card, Cash), "@cases-1: values of Card and Card cannot be told apart by their class"),
        (Card | Cash, (Card | Cash, Cash), "values of Card | Cash and Cash cannot be told apart by their class"),
    ],
)  # fmt: skip
def test_cases_that_do_not(form: Any, forms: Any, expected: str) -> None:
    """With the types that are missing, too many, or alike."""
    assert any(expected in problem for problem in problems_of(sorted_out(form, *forms)))


def test_of_two_classes_the_nearer_counts() -> None:
    """Whatever the order of the cases."""
    chooser = ByType((Card, GoldCard, Cash | None))
    values = (Card(number="1"), GoldCard(number="1", bonus=2), Cash(amount=1), None)
    assert [chooser.arm_of(value) for value in values] == [0, 1, 2, 2]
    with pytest.raises(WrongAnswerError, match="no case takes a int"):
        chooser.arm_of(3)


def test_keys_are_compared_with_their_types() -> None:
    """1, 1.0 and True are three; what cannot be hashed has no arm."""
    keys = ByKey(lambda value: value, [1, True, 1.0, "1"])
    assert [keys.arm_of(value) for value in (1, True, 1.0, "1", 2)] == [0, 1, 2, 3, 4]
    assert keys.labels == ("1", "True", "1.0", "'1'", "default")
    with pytest.raises(WrongAnswerError, match="its key is a list, which cannot be hashed"):
        keys.arm_of([])


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        ([], "switch() needs at least one case(key, step)"),
        ([taking(int)], "switch() got Step('takes', int -> str); give it case(key, step)"),
        ([case(1, taking(int)), case(1, taking(int))], "two cases have the key 1; remove one"),
        ([Case(EMPTY, taking(int))], "the key [] of a case cannot be hashed; use an enum, a str or an int"),
    ],
)
def test_a_switch_of_wrong_arms(arms: list[Any], expected: str) -> None:
    """Said where it is written."""
    at: Any = workflow("w", int)
    with pytest.raises(DefinitionError) as caught:
        at.switch(lambda value: value, *arms, default=taking(int, "other"))
    assert list(caught.value.problems) == [expected]


def test_what_is_no_function_or_no_step() -> None:
    """Said where it is written, for callers without a type checker."""
    at: Any = workflow("w", int)

    async def waits(value: int) -> bool:
        return True

    for wrong in (True, None, waits):
        with pytest.raises(DefinitionError, match=r"branch\(\): the condition must be a plain function"):
            at.branch(wrong, then=taking(int, "a"), otherwise=taking(int, "b"))
        with pytest.raises(DefinitionError, match=r"switch\(\): the function must be a plain function"):
            at.switch(wrong, case(1, taking(int, "a")), default=taking(int, "b"))
    with pytest.raises(DefinitionError, match=r"branch\(\) got the plain function"):
        at.branch(bool, then=str, otherwise=taking(int))
    with pytest.raises(DefinitionError, match="needs at least two steps"):
        cases(*[taking(int)])
    with pytest.raises(DefinitionError, match="not supported"):
        cases(taking(int), taking(str)).or_none()
    with pytest.raises(DefinitionError, match="is invalid"):
        cases(taking(int), taking(str)).named("a/b")


def test_arms_take_what_is_there() -> None:
    """An arm of another type is named, with both types."""
    at = workflow("w").then(giving(Card))
    wrong: Any = taking(int, "wrong")
    assert problems_of(at.branch(bool, then=taking(Card, "right"), otherwise=wrong)) == [
        "step 'wrong' takes int, but 'gives' before it gives Card; change one of the two, or put a step between them "
        "that takes Card and gives int"
    ]


def test_two_arms_may_not_share_an_id() -> None:
    at = workflow("w", int)
    assert (
        "the step id 'takes' is used 2 times"
        in problems_of(at.branch(bool, then=taking(int), otherwise=taking(int)))[0]
    )


def test_the_type_of_the_position_is_the_union() -> None:
    """Of what the arms give; a workflow decided by a union takes it as its input."""

    @step
    def number(value: int) -> int:
        return value

    built = workflow("w", int).branch(bool, then=number, otherwise=taking(int)).build()
    assert built.output_type == int | str
    assert workflow("w").then(cases(taking(Card, "a"), taking(Cash, "b"))).build().input_type == Card | Cash


def test_decisions_are_numbered_in_order_of_definition() -> None:
    """By their kinds; they are in the graph and not among the steps."""
    inner = workflow("inner", int).branch(bool, then=taking(int, "a"), otherwise=taking(int, "b")).build()
    at = workflow("w", int).then(inner).branch(bool, then=taking(str, "c"), otherwise=taking(str, "d"))
    built = at.branch(bool, then=taking(str, "e"), otherwise=taking(str, "f")).build()
    assert [node.path for node in built.nodes if node.path not in built.steps] == [
        "inner/@branch-1", "@branch-1", "@branch-2",
    ]  # fmt: skip
    assert list(built.steps) == ["inner/a", "inner/b", "c", "d", "e", "f"]
    assert built.graph.nodes["inner/@branch-1"]["kind"] == "branch"
    assert built.graph.nodes["inner/@branch-1"]["step"] is None
    assert repr(built) == "Workflow('w', int -> str, 6 steps)"


def test_a_drawing_has_the_labels_of_the_arms() -> None:
    """On the edges behind the diamond; the value itself is drawn to the decision alone."""
    at: Any = workflow("w", int).then(giving(int))
    built = at.switch(lambda value: value, case(1, taking(int, "a")), default=taking(int, "b")).build()
    assert [line.strip() for line in built.to_mermaid().splitlines() if "--" in line] == [
        'input -->|"int"| n0',
        'n0 -->|"int"| n1',
        'n1 -->|"1"| n2',
        'n1 -->|"default"| n3',
        'n2 -->|"str"| output',
        'n3 -->|"str"| output',
    ]
    assert 'n1{"@switch-1"}' in built.to_mermaid()
    assert 'n1 [label="@switch-1", shape=diamond];' in built.to_dot()


def test_arms_are_part_of_the_fingerprint() -> None:
    """Their labels and their order are; a condition's source is not."""

    def one(key: object, word: str) -> str:
        at: Any = workflow("w", int)
        return str(at.switch(len, case(key, taking(int, word)), default=taking(int, "other")).build().fingerprint)

    assert one("a", "x") == one("a", "x")
    assert len({one("a", "x"), one("b", "x"), one("a", "y")}) == 3
