"""Arms that are given by themselves: `case` of a switch, and `cases`, chosen by the type of the value."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final, Generic, Never, TypeVar, overload

from typing_extensions import TypeIs

from gorkflow.core.error_text import shown
from gorkflow.core.ids import id_problem
from gorkflow.core.runnable import Runnable, TIn_contra, TOut_co
from gorkflow.errors import DefinitionError

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
G = TypeVar("G")
H = TypeVar("H")
P = TypeVar("P")
Q = TypeVar("Q")
R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
W = TypeVar("W")


class Case(Generic[K, TIn_contra, TOut_co]):
    """An arm of a switch: what runs where the key is this one. Made by `case`."""

    __slots__ = ("key", "runs")

    def __init__(self, key: K, runs: Runnable[TIn_contra, TOut_co], /) -> None:
        """Use `case(...)`."""
        self.key: Final = key
        self.runs: Final = runs


def case(key: K, runs: Runnable[A, B], /) -> Case[K, A, B]:
    """An arm of a switch.

    Args:
        key: compared with what the switch's function gives, type included: True is no 1.
        runs: a step or a workflow.
    """
    return Case(key, runs)


class Cases(Runnable[TIn_contra, TOut_co]):
    """Several steps or workflows, of which the one runs that takes the type of the value. Made by `cases`.

    Attributes:
        members: in the order given.
    """

    def __init__(self, id: str, members: tuple[Runnable[Never, object], ...]) -> None:
        """Use `cases(...)`."""
        problem = id_problem("id of cases()", id)
        if problem is not None:
            raise DefinitionError(problem)
        self._id: Final = id
        self.members: Final = members

    @property
    def id(self) -> str:
        """What stands before the paths of its items and turns; not part of other paths."""
        return self._id

    def named(self, id: str, /) -> Cases[TIn_contra, TOut_co]:
        """A copy under another id."""
        return Cases(id, self.members)

    def or_none(self) -> Runnable[TIn_contra, TOut_co | None]:
        """Not supported.

        Raises:
            DefinitionError: always.
        """
        raise DefinitionError(_no_tolerance("or_none()"))

    def or_else(self, default: U, /) -> Runnable[TIn_contra, TOut_co | U]:
        """Not supported.

        Raises:
            DefinitionError: always.
        """
        raise DefinitionError(_no_tolerance("or_else()"))


@overload
def cases(a: Runnable[A, P], b: Runnable[B, Q], /) -> Runnable[A | B, P | Q]: ...
@overload
def cases(a: Runnable[A, P], b: Runnable[B, Q], c: Runnable[C, R], /) -> Runnable[A | B | C, P | Q | R]: ...
@overload
def cases(
    a: Runnable[A, P], b: Runnable[B, Q], c: Runnable[C, R], d: Runnable[D, S], /
) -> Runnable[A | B | C | D, P | Q | R | S]: ...
@overload
def cases(
    a: Runnable[A, P], b: Runnable[B, Q], c: Runnable[C, R], d: Runnable[D, S], e: Runnable[E, T], /
) -> Runnable[A | B | C | D | E, P | Q | R | S | T]: ...
@overload
def cases(
    a: Runnable[A, P], b: Runnable[B, Q], c: Runnable[C, R], d: Runnable[D, S], e: Runnable[E, T], f: Runnable[F, U], /
) -> Runnable[A | B | C | D | E | F, P | Q | R | S | T | U]: ...
@overload
def cases(
    a: Runnable[A, P],
    b: Runnable[B, Q],
    c: Runnable[C, R],
    d: Runnable[D, S],
    e: Runnable[E, T],
    f: Runnable[F, U],
    g: Runnable[G, V],
    /,
) -> Runnable[A | B | C | D | E | F | G, P | Q | R | S | T | U | V]: ...
@overload
def cases(
    a: Runnable[A, P],
    b: Runnable[B, Q],
    c: Runnable[C, R],
    d: Runnable[D, S],
    e: Runnable[E, T],
    f: Runnable[F, U],
    g: Runnable[G, V],
    h: Runnable[H, W],
    /,
) -> Runnable[A | B | C | D | E | F | G | H, P | Q | R | S | T | U | V | W]: ...
def cases(*runs: Runnable[Any, Any]) -> Runnable[Any, Any]:
    """One of several steps or workflows: the one that takes the type of the value.

    Every type that may come must have its case, and every case a type that may come; `build()` checks both. Of two
    classes of which one is derived from the other, a value goes to the nearest.

    Raises:
        DefinitionError: fewer than two.
    """
    if len(runs) < 2:  # one of two, or more
        raise DefinitionError("cases() needs at least two steps; use .then(step) for one")
    return Cases("cases", runs)


def keys_of(arms: Sequence[object], subject: str) -> list[Hashable]:
    """The keys of the arms of a switch.

    Raises:
        DefinitionError: there is none, something else than a `case`, or a key that is there twice or cannot be hashed.
    """
    keys: list[Hashable] = []
    problems: list[str] = [] if arms else ["switch() needs at least one case(key, step)"]
    for arm in arms:
        if not _is_case(arm):
            problems.append(f"switch() got {shown(arm)}; give it case(key, step)")
            continue
        try:
            hash(arm.key)
        except TypeError:
            problems.append(f"the key {shown(arm.key)} of a case cannot be hashed; use an enum, a str or an int")
            continue
        if any(type(key) is type(arm.key) and key == arm.key for key in keys):
            problems.append(f"two cases have the key {shown(arm.key)}; remove one")
        keys.append(arm.key)
    if problems:
        raise DefinitionError(problems, subject=subject)
    return keys


def _is_case(value: object) -> TypeIs[Case[Hashable, Never, object]]:
    return isinstance(value, Case)


def _no_tolerance(method: str) -> str:
    return f"{method} is not supported for cases(); call it on the steps inside"
