"""The fluent builder: typed positions in a graph under construction.

The types of a call are known from its receiver when the argument is read, so that an error of a type checker names
the types of both steps. Overloads differ in arity alone, so that the one that fits is the one reported.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final, Generic, TypeVar, overload

from gorkflow.core import pauses, wiring
from gorkflow.core.assembly import build
from gorkflow.core.cases import Case, keys_of
from gorkflow.core.choices import ByCondition, ByKey
from gorkflow.core.durations import Seconds, count_of
from gorkflow.core.error_text import shown
from gorkflow.core.graph import Default
from gorkflow.core.positions import Position
from gorkflow.core.runnable import Runnable, TOut_co
from gorkflow.core.signals import Signal
from gorkflow.core.workflow import TIn, Workflow
from gorkflow.errors import DefinitionError

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
R = TypeVar("R")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
G = TypeVar("G")
H = TypeVar("H")
K = TypeVar("K", bound=Hashable)


class _Missing:
    """No default was given; None is one."""


_MISSING: Final = _Missing()


class WorkflowBuilder(Generic[TIn, TOut_co]):
    """A typed position in a graph under construction. Immutable: every call gives a new position.

    A position may be continued more than once; `join` brings positions of one workflow together.
    """

    __slots__ = ("_position",)

    def __init__(self, position: Position, /) -> None:
        """Use `workflow(...)`."""
        self._position: Final = position

    def then(self, runs: Runnable[TOut_co, U], /) -> WorkflowBuilder[TIn, U]:
        """The position behind a step or a workflow that follows this one.

        Raises:
            DefinitionError: the argument is no step and no workflow.
        """
        return WorkflowBuilder(wiring.then(self._position, runs))

    def tap(self, runs: Runnable[TOut_co, object], /) -> WorkflowBuilder[TIn, TOut_co]:
        """This position, with a step beside the path: what comes next does not wait for it, the run does.

        Its failure is a failure of the run; its output is dropped.
        """
        return WorkflowBuilder(wiring.tapped(self._position, runs))

    @overload
    def sequence(self, a: Runnable[TOut_co, A], b: Runnable[A, B], /) -> WorkflowBuilder[TIn, B]: ...
    @overload
    def sequence(self, a: Runnable[TOut_co, A], b: Runnable[A, B], c: Runnable[B, C], /) -> WorkflowBuilder[TIn, C]: ...
    @overload
    def sequence(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        /,
    ) -> WorkflowBuilder[TIn, D]: ...
    @overload
    def sequence(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        /,
    ) -> WorkflowBuilder[TIn, E]: ...
    @overload
    def sequence(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        /,
    ) -> WorkflowBuilder[TIn, F]: ...
    @overload
    def sequence(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        g: Runnable[F, G],
        /,
    ) -> WorkflowBuilder[TIn, G]: ...
    @overload
    def sequence(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        g: Runnable[F, G],
        h: Runnable[G, H],
        /,
    ) -> WorkflowBuilder[TIn, H]: ...
    def sequence(self, *runs: Runnable[Any, Any]) -> WorkflowBuilder[Any, Any]:
        """As so many `then` in a row."""
        return WorkflowBuilder(in_sequence(self._position, runs))

    @overload
    def parallel(self, a: Runnable[TOut_co, A], b: Runnable[TOut_co, B], /) -> WorkflowBuilder[TIn, tuple[A, B]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        d: Runnable[TOut_co, D],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C, D]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        d: Runnable[TOut_co, D],
        e: Runnable[TOut_co, E],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C, D, E]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        d: Runnable[TOut_co, D],
        e: Runnable[TOut_co, E],
        f: Runnable[TOut_co, F],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C, D, E, F]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        d: Runnable[TOut_co, D],
        e: Runnable[TOut_co, E],
        f: Runnable[TOut_co, F],
        g: Runnable[TOut_co, G],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C, D, E, F, G]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[TOut_co, A],
        b: Runnable[TOut_co, B],
        c: Runnable[TOut_co, C],
        d: Runnable[TOut_co, D],
        e: Runnable[TOut_co, E],
        f: Runnable[TOut_co, F],
        g: Runnable[TOut_co, G],
        h: Runnable[TOut_co, H],
        /,
    ) -> WorkflowBuilder[TIn, tuple[A, B, C, D, E, F, G, H]]: ...
    def parallel(self, *runs: Runnable[Any, Any]) -> WorkflowBuilder[Any, Any]:
        """The position behind several steps that all follow this one: a tuple in the order written."""
        return WorkflowBuilder(side_by_side(self._position, runs, "parallel", "tuple"))

    def parallel_all(self, runs: Sequence[Runnable[TOut_co, A]], /) -> WorkflowBuilder[TIn, list[A]]:
        """As `parallel`, for any number of steps that give the same type: a list in the order given."""
        return WorkflowBuilder(side_by_side(self._position, runs, "parallel_all", "list"))

    @overload
    def join(self, b: WorkflowBuilder[TIn, B], /) -> WorkflowBuilder[TIn, tuple[TOut_co, B]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        d: WorkflowBuilder[TIn, D],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C, D]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        d: WorkflowBuilder[TIn, D],
        e: WorkflowBuilder[TIn, E],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C, D, E]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        d: WorkflowBuilder[TIn, D],
        e: WorkflowBuilder[TIn, E],
        f: WorkflowBuilder[TIn, F],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C, D, E, F]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        d: WorkflowBuilder[TIn, D],
        e: WorkflowBuilder[TIn, E],
        f: WorkflowBuilder[TIn, F],
        g: WorkflowBuilder[TIn, G],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C, D, E, F, G]]: ...
    @overload
    def join(
        self,
        b: WorkflowBuilder[TIn, B],
        c: WorkflowBuilder[TIn, C],
        d: WorkflowBuilder[TIn, D],
        e: WorkflowBuilder[TIn, E],
        f: WorkflowBuilder[TIn, F],
        g: WorkflowBuilder[TIn, G],
        h: WorkflowBuilder[TIn, H],
        /,
    ) -> WorkflowBuilder[TIn, tuple[TOut_co, B, C, D, E, F, G, H]]: ...
    def join(self, *others: WorkflowBuilder[Any, Any]) -> WorkflowBuilder[Any, Any]:
        """The position where this one and others of the same workflow come together: a tuple, this one first.

        Raises:
            DefinitionError: a position is of another workflow.
        """
        subject = f"workflow {self._position.root.id!r}"
        if not others:
            raise DefinitionError("join() needs at least one other position", subject=subject)
        return WorkflowBuilder(wiring.joined([self._position, *(position_of(other, subject) for other in others)]))

    @overload
    def then_if(
        self, condition: Callable[[TOut_co], bool], runs: Runnable[TOut_co, U], /, *, default: V
    ) -> WorkflowBuilder[TIn, U | V]: ...
    @overload
    def then_if(
        self: WorkflowBuilder[R, T], condition: Callable[[T], bool], runs: Runnable[T, T], /
    ) -> WorkflowBuilder[R, T]: ...
    def then_if(
        self, condition: Callable[[Any], bool], runs: Runnable[Any, Any], /, *, default: object = _MISSING
    ) -> WorkflowBuilder[Any, Any]:
        """The position behind a step that runs only where the condition holds for the value here.

        Args:
            condition: a plain function of the value; asked once, its answer is recorded.
            runs: the step or workflow.
            default: the output where the condition is false; left out, the value here is passed on, and the step
                must give its type.
        """
        kept = None if isinstance(default, _Missing) else Default(default)
        return WorkflowBuilder(wiring.conditional(self._position, condition, runs, kept))

    def branch(
        self,
        condition: Callable[[TOut_co], bool],
        /,
        *,
        then: Runnable[TOut_co, U],
        otherwise: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, U | V]:
        """The position behind one of two steps or workflows, which take the value here.

        Args:
            condition: a plain function of the value; asked once, its answer is recorded.
            then: runs where it holds.
            otherwise: runs where it does not.
        """
        chooser = ByCondition(wiring.checked_function(condition, "condition", "branch", self._position))
        return WorkflowBuilder(wiring.decided(self._position, chooser, (then, otherwise), "branch"))

    @overload
    def switch(
        self, on: Callable[[TOut_co], K], a: Case[K, TOut_co, A], /, *, default: Runnable[TOut_co, V]
    ) -> WorkflowBuilder[TIn, A | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        c: Case[K, TOut_co, C],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | C | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        c: Case[K, TOut_co, C],
        d: Case[K, TOut_co, D],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | C | D | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        c: Case[K, TOut_co, C],
        d: Case[K, TOut_co, D],
        e: Case[K, TOut_co, E],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | C | D | E | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        c: Case[K, TOut_co, C],
        d: Case[K, TOut_co, D],
        e: Case[K, TOut_co, E],
        f: Case[K, TOut_co, F],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | C | D | E | F | V]: ...
    @overload
    def switch(
        self,
        on: Callable[[TOut_co], K],
        a: Case[K, TOut_co, A],
        b: Case[K, TOut_co, B],
        c: Case[K, TOut_co, C],
        d: Case[K, TOut_co, D],
        e: Case[K, TOut_co, E],
        f: Case[K, TOut_co, F],
        g: Case[K, TOut_co, G],
        /,
        *,
        default: Runnable[TOut_co, V],
    ) -> WorkflowBuilder[TIn, A | B | C | D | E | F | G | V]: ...
    def switch(
        self, on: Callable[[Any], K], /, *arms: Case[K, Any, Any], default: Runnable[Any, Any]
    ) -> WorkflowBuilder[Any, Any]:
        """The position behind one of several steps or workflows, which take the value here.

        Args:
            on: a plain function that gives the key of a value; asked once, its answer is recorded.
            arms: made by `case(key, step)`.
            default: runs where no case has the key.

        Raises:
            DefinitionError: no case, two of one key, or a key that cannot be hashed.
        """
        key_of = wiring.checked_function(on, "function", "switch", self._position)
        chooser = ByKey(key_of, keys_of(arms, f"workflow {self._position.root.id!r}"))
        return WorkflowBuilder(
            wiring.decided(self._position, chooser, [*(arm.runs for arm in arms), default], "switch")
        )

    def map(
        self: WorkflowBuilder[R, list[T] | tuple[T, ...]],
        runs: Runnable[T, U],
        /,
        *,
        concurrency: int | None = None,
    ) -> WorkflowBuilder[R, list[U]]:
        """The position behind a step or workflow that runs for each item of the list here: the list of its outputs.

        The outputs stand in the order of the items; an empty list gives an empty one. Items run independently of each
        other, with retries, time-outs and tolerance of their own. Item 3 of `price` has the path `price[3]`.

        Args:
            runs: takes an item.
            concurrency: so many items at once in each run; None for as many as there are places.

        Raises:
            SettingError: a concurrency below one.
        """
        limit = None if concurrency is None else count_of(concurrency, "concurrency of map()")
        return WorkflowBuilder(wiring.mapped(self._position, runs, limit))

    def repeat_while(
        self: WorkflowBuilder[R, T], condition: Callable[[T], bool], body: Runnable[T, T], /, *, max_iterations: int
    ) -> WorkflowBuilder[R, T]:
        """The position behind a step or workflow that runs again and again while the condition holds for the value.

        What a turn gives, the next one takes. The second turn of `grow` has the path `grow#2`.

        Args:
            condition: a plain function of the value; asked before each turn, its answers are recorded.
            body: gives what it takes.
            max_iterations: where the condition still holds after so many turns, the run fails with LoopLimitError.

        Raises:
            SettingError: a bound below one.
        """
        limit = count_of(max_iterations, "max_iterations of repeat_while()")
        return WorkflowBuilder(wiring.repeated(self._position, body, limit, condition))

    def repeat(self: WorkflowBuilder[R, T], times: int, body: Runnable[T, T], /) -> WorkflowBuilder[R, T]:
        """The position behind so many turns of a step or workflow: what a turn gives, the next one takes.

        Raises:
            SettingError: fewer than none.
        """
        limit = count_of(times, "the number of turns of repeat()", least=0)
        return WorkflowBuilder(wiring.repeated(self._position, body, limit))

    def sleep(self, delay: Seconds, /) -> WorkflowBuilder[TIn, TOut_co]:
        """The position behind so long a time, with the value here. It passes while no process runs as well.

        Args:
            delay: at most a hundred years; 0 passes at once.

        Raises:
            SettingError: no finite duration, negative, or too long.
        """
        return WorkflowBuilder(pauses.slept(self._position, delay))

    def sleep_until(self, when: Callable[[TOut_co], datetime], /) -> WorkflowBuilder[TIn, TOut_co]:
        """The position behind an instant, with the value here.

        Args:
            when: a plain function of the value that gives a datetime with a time zone; asked once, its answer is
                recorded. What lies in the past passes at once.
        """
        return WorkflowBuilder(pauses.slept_until(self._position, when))

    @overload
    def wait_for(self, signal: Signal[T], /) -> WorkflowBuilder[TIn, T]: ...
    @overload
    def wait_for(self, signal: Signal[T], /, *, timeout: Seconds, default: V) -> WorkflowBuilder[TIn, T | V]: ...
    def wait_for(
        self, signal: Signal[Any], /, *, timeout: Seconds | None = None, default: object = _MISSING
    ) -> WorkflowBuilder[Any, Any]:
        """The position behind a signal, with its payload. What was sent before the run came here counts as well.

        Args:
            signal: each wait takes one of them, in the order of their arrival.
            timeout: how long it waits at most; left out, for as long as it takes.
            default: the value when that is over; it goes with `timeout`.

        Raises:
            SettingError: a time-out without a default or the other way round, or one that is no duration above zero.
        """
        kept = None if isinstance(default, _Missing) else Default(default)
        return WorkflowBuilder(pauses.awaited(self._position, signal, timeout, kept))

    def build(self) -> Workflow[TIn, TOut_co]:
        """The workflow whose output is this position: all that comes before it and the taps on the way.

        Raises:
            DefinitionError: it lists all problems: duplicate ids, types that do not fit, names still undefined.
        """
        return build(self._position)

    def __repr__(self) -> str:
        before = ", ".join(node.path for node in self._position.nodes()[:5]) or "the input"
        return f"WorkflowBuilder({self._position.root.id!r}, after {before})"


def position_of(builder: object, subject: str) -> Position:
    """The position that a builder holds.

    Raises:
        DefinitionError: it is no builder.
    """
    if not isinstance(builder, WorkflowBuilder):
        problem = f"join() got a {type(builder).__name__}; join takes positions, parallel() takes steps"
        raise DefinitionError(problem, subject=subject)
    found: Position = builder._position  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # this module's class
    return found


def in_sequence(position: Position, runs: Sequence[object]) -> Position:
    """The position behind the last of several steps in a row.

    Raises:
        DefinitionError: there is none.
    """
    if not runs:
        raise DefinitionError("sequence() needs at least one step", subject=f"workflow {position.root.id!r}")
    for one in runs:
        position = wiring.then(position, one, "sequence")
    return position


def side_by_side(position: Position, runs: Sequence[object], method: str, kind: str) -> Position:
    """The position behind several steps that follow the same one.

    Raises:
        DefinitionError: there is none, or it is no list.
    """
    members = list(runs) if _is_several(runs) else None
    if members is None:  # a caller without a type checker may give anything
        problem = f"{method}() takes a list of steps, not {shown(runs)}"
        raise DefinitionError(problem, subject=f"workflow {position.root.id!r}")
    if not members:
        raise DefinitionError(f"{method}() needs at least one step", subject=f"workflow {position.root.id!r}")
    return wiring.gathered(kind, position.root, wiring.parallel(position, members, method))


def _is_several(value: object) -> bool:
    return isinstance(value, Iterable)
