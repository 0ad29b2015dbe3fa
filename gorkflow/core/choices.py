"""How a decision takes one of its arms: by a condition, by a key, by the type of the value.

A chooser is asked once in the life of a run; the label of the arm is recorded, and never asked for again.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from types import FunctionType, MethodType
from typing import Any, Literal, NewType, get_args, get_origin

from typing_extensions import is_typeddict

from gorkflow.core.error_text import shown, type_name
from gorkflow.core.forms import describe, is_union, normalised

ChoiceKind = Literal["branch", "switch", "cases"]
DEFAULT_LABEL = "default"


class WrongAnswerError(Exception):
    """The user's function answered what no arm stands for; the text says what."""


class Chooser(ABC):
    """Which arm a value takes.

    Attributes:
        kind: what made the decision.
        labels: of the arms, in order, each once: what is recorded and drawn.
        question: the name of the user's function, for drawings; empty without one.
    """

    __slots__ = ("kind", "labels", "question")

    def __init__(self, kind: ChoiceKind, labels: Sequence[str], question: str = "") -> None:
        self.kind: ChoiceKind = kind
        self.labels = tuple(labels)
        self.question = question

    @abstractmethod
    def arm_of(self, value: object) -> int:
        """The number of the arm.

        Raises:
            WrongAnswerError: there is none.
            Exception: whatever the user's function raises.
        """


def label_bytes(chooser: Chooser, arm: int) -> bytes:
    """The label of an arm as it is recorded."""
    return json.dumps(chooser.labels[arm]).encode()


def arm_taken(chooser: Chooser, output: bytes | None) -> int | None:
    """The arm whose label was recorded; None where there is none of it."""
    try:
        return chooser.labels.index(json.loads(output or b"null"))
    except ValueError:
        return None


class ByCondition(Chooser):
    """Two arms: where the condition holds, and where not."""

    __slots__ = ("_condition",)

    def __init__(self, condition: Callable[[Any], bool]) -> None:
        super().__init__("branch", ("then", "otherwise"), name_of(condition))
        self._condition = condition

    def arm_of(self, value: object) -> int:
        """See `Chooser`."""
        answer: object = self._condition(value)
        if answer is True:
            return 0
        if answer is False:
            return 1
        raise WrongAnswerError(f"its condition gave {type_name(type(answer))} instead of a bool")


class ByKey(Chooser):
    """An arm for each key, and at the end the default."""

    __slots__ = ("_arms", "_key_of")

    def __init__(self, key_of: Callable[[Any], Hashable], keys: Sequence[Hashable]) -> None:
        super().__init__("switch", (*(shown(key) for key in keys), DEFAULT_LABEL), name_of(key_of))
        self._key_of = key_of
        self._arms = {(type(key), key): number for number, key in enumerate(keys)}

    def arm_of(self, value: object) -> int:
        """See `Chooser`. True is no key 1."""
        key = self._key_of(value)
        try:
            return self._arms.get((type(key), key), len(self._arms))
        except TypeError as error:
            raise WrongAnswerError(f"its key is a {type_name(type(key))}, which cannot be hashed") from error


class ByType(Chooser):
    """An arm for each type; of several that a value has, the most special one.

    Attributes:
        forms: the types, an arm each.
    """

    __slots__ = ("_arms", "forms")

    def __init__(self, forms: Sequence[object]) -> None:
        super().__init__("cases", [describe(form) for form in forms])
        self.forms = tuple(forms)
        self._arms = {class_: number for number, form in enumerate(forms) for class_ in classes_of(form)}

    def arm_of(self, value: object) -> int:
        """See `Chooser`."""
        arm = self.arm_of_class(type(value))
        if arm is None:
            raise WrongAnswerError(f"no case takes a {type_name(type(value))}")
        return arm

    def arm_of_class(self, class_: type[object]) -> int | None:
        """The arm for values of that class itself; None without one."""
        return next((self._arms[one] for one in class_.__mro__ if one in self._arms), None)


def name_of(function: Callable[..., object]) -> str:
    """What a drawing calls the function; empty where it has no name of its own."""
    name = function.__name__ if isinstance(function, FunctionType | MethodType) else "<lambda>"
    return "" if name == "<lambda>" else name


def classes_of(form: object) -> list[type[object]]:
    """The classes whose instances are values of a type form; a member of a union that has none is left out."""
    plain = normalised(form)
    while isinstance(plain, NewType):
        plain = normalised(plain.__supertype__)
    if is_union(plain):
        return [class_ for member in get_args(plain) for class_ in classes_of(member)]
    if get_origin(plain) is Literal:
        values: tuple[object, ...] = get_args(plain)
        return list(dict.fromkeys(map(type, values)))
    origin = dict if isinstance(plain, type) and is_typeddict(plain) else get_origin(plain) or plain
    return [origin] if isinstance(origin, type) else []
