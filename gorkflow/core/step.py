"""Step: a typed function that can stand in a graph."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import WRAPPER_ASSIGNMENTS
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Never, Self, TypeVar, TypeVarTuple, Unpack, overload

from gorkflow.core.error_text import shown
from gorkflow.core.forms import describe, union_of
from gorkflow.core.ids import id_problem
from gorkflow.core.options import StepOptions, StepSettings, checked_options
from gorkflow.core.runnable import Runnable, TIn_contra, TOut_co
from gorkflow.core.signature import Signature
from gorkflow.core.types import assignable
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.context import StepContext

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
U = TypeVar("U")
Ts = TypeVarTuple("Ts")

RunsOn = Literal["loop", "inline", "thread", "process"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A failure of the step is tolerated: its consumers get the default."""

    default: object


class StepTypes(Generic[A, B]):
    """The types of a step, neither of which may be taken for another: see `Step.__step_types__`."""


class Step(Runnable[TIn_contra, TOut_co]):
    """A typed function under an id, with its options. Immutable.

    TIn is the type of what the step follows: the type of its one parameter, a tuple of several, `object` for none.

    Attributes:
        undo: what takes back the effects of a completed body when its run fails or is cancelled; None for nothing.
        is_renamed: it is a copy under another id, made by `named`.
    """

    undo: Step[Never, object] | None
    is_renamed: bool = False
    __name__: str
    __qualname__: str

    if TYPE_CHECKING:

        @property
        def __step_types__(self) -> StepTypes[TIn_contra, TOut_co]:
            """By it a type checker finds what a function says about "exactly this step's types", such as `mock_step`.

            A `Step[Order, Quote]` is a `Step[Order, object]` as well, so that its types alone would let anything pass.
            """
            ...

    @overload
    def __init__(
        self: Step[object, B], id: str, handler: Callable[[], Awaitable[B]], /, **options: Unpack[StepSettings]
    ) -> None: ...
    @overload
    def __init__(
        self: Step[object, B], id: str, handler: Callable[[], B], /, **options: Unpack[StepSettings]
    ) -> None: ...
    @overload
    def __init__(
        self: Step[object, B],
        id: str,
        handler: Callable[[StepContext], Awaitable[B]],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    @overload
    def __init__(
        self: Step[object, B], id: str, handler: Callable[[StepContext], B], /, **options: Unpack[StepSettings]
    ) -> None: ...
    @overload
    def __init__(
        self: Step[A, B],
        id: str,
        handler: Callable[[StepContext, A], Awaitable[B]],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    @overload
    def __init__(
        self: Step[A, B], id: str, handler: Callable[[StepContext, A], B], /, **options: Unpack[StepSettings]
    ) -> None: ...
    @overload
    def __init__(
        self: Step[A, B], id: str, handler: Callable[[A], Awaitable[B]], /, **options: Unpack[StepSettings]
    ) -> None: ...
    @overload
    def __init__(self: Step[A, B], id: str, handler: Callable[[A], B], /, **options: Unpack[StepSettings]) -> None: ...
    @overload
    def __init__(
        self: Step[tuple[A, C, *Ts], B],
        id: str,
        handler: Callable[[StepContext, A, C, *Ts], Awaitable[B]],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    @overload
    def __init__(
        self: Step[tuple[A, C, *Ts], B],
        id: str,
        handler: Callable[[StepContext, A, C, *Ts], B],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    @overload
    def __init__(
        self: Step[tuple[A, C, *Ts], B],
        id: str,
        handler: Callable[[A, C, *Ts], Awaitable[B]],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    @overload
    def __init__(
        self: Step[tuple[A, C, *Ts], B],
        id: str,
        handler: Callable[[A, C, *Ts], B],
        /,
        **options: Unpack[StepSettings],
    ) -> None: ...
    def __init__(self, id: str, handler: Callable[..., object], /, **options: Unpack[StepSettings]) -> None:
        """Make a step of a function.

        Args:
            id: letters, digits, `_ - .`, at most 200; the function's name where `@step` is used.
            handler: the body: `def` or `async def` with annotated positional parameters, at first a StepContext if
                it wants one.
            **options: see `StepSettings`.

        Raises:
            DefinitionError: the id, the shape of the function or one of its types will not do.
            SettingError: an option is out of its range.
        """
        problem = id_problem("step id", id)
        if problem is not None:
            raise DefinitionError(problem)
        subject = f"step {id!r}"
        _refuse_step(handler, subject)
        self._id: Final = id
        self._handler: Final = handler
        self._options: Final = checked_options(options, subject)
        self._signature: Final = Signature(handler, subject)
        self._tolerance: Tolerance | None = None
        self.undo = None
        check_executor(self)
        _look_like(self, handler)

    @property
    def id(self) -> str:
        """The id, unique in the graph it stands in."""
        return self._id

    @property
    def handler(self) -> Callable[..., object]:
        """The body."""
        return self._handler

    @property
    def options(self) -> StepOptions:
        """The checked options."""
        return self._options

    @property
    def signature(self) -> Signature:
        """What the body takes and gives."""
        return self._signature

    @property
    def tolerance(self) -> Tolerance | None:
        """What consumers get when the step fails for good; None where that fails the run."""
        return self._tolerance

    @property
    def output_type(self) -> object:
        """Type form of what consumers get, the default of a tolerated failure included."""
        return output_with(self._signature.output, self._tolerance)

    @property
    def runs_on(self) -> RunsOn:
        """Where the body runs: an `async def` on the event loop, a `def` in a thread unless an option says else."""
        if self._signature.is_async:
            return "loop"
        return self._options.executor or "thread"

    def named(self, id: str, /) -> Self:
        """A copy under another id, needed to use one step twice in a graph.

        Raises:
            DefinitionError: the id is invalid.
        """
        problem = id_problem("step id", id)
        if problem is not None:
            raise DefinitionError(problem)
        return self._copy(_id=id, is_renamed=True)

    def or_none(self) -> Step[TIn_contra, TOut_co | None]:
        """A copy whose failure gives None to its consumers, after its retries are used up; the run goes on.

        Raises:
            DefinitionError: it has a default already.
        """
        return self.or_else(None)

    def or_else(self, default: U, /) -> Step[TIn_contra, TOut_co | U]:
        """As `or_none`, with a default of one's own."""
        if self._tolerance is not None:
            problem = f"it has the default {shown(self._tolerance.default)} already; call or_none() or or_else() once"
            raise DefinitionError(problem, subject=f"step {self._id!r}")
        tolerant: Step[Any, Any] = self._copy(_tolerance=Tolerance(default))
        return tolerant

    def compensated_by(self: Step[A, B], undo: Step[tuple[A, B], Any], /) -> Step[A, B]:
        """A copy whose effects `undo` takes back when the run fails or is cancelled after the step has completed.

        The undo steps of a run go in reverse order of completion, with retries and time-outs of their own, and are
        resumed after a crash like any step.

        Args:
            undo: takes the step's input and its output; or nothing.

        Raises:
            DefinitionError: it is no step, or one that is compensated itself; or this one has its undo step already.
        """
        problem = None
        if not _is_step(undo):  # a caller without a type checker may give anything
            problem = f"compensated_by() takes a step of the input and the output, not {shown(undo)}"
        elif undo.undo is not None:
            problem = f"its undo step {undo.id!r} is compensated itself; give the plain step"
        elif self.undo is not None:
            problem = f"it is compensated by {self.undo.id!r} already; call compensated_by() once"
        if problem is not None:
            raise DefinitionError(problem, subject=f"step {self.id!r}")
        twin: Step[A, B] = self._copy(undo=undo)
        return twin

    def _copy(self, **changes: object) -> Self:
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), **changes)
        return twin

    def __repr__(self) -> str:
        pending = self._signature.pending_name()
        if pending is not None:
            return f"Step({self._id!r}, {pending} is not defined yet)"
        taken = ", ".join(describe(form) for form in self._signature.parameters) or "nothing"
        return f"Step({self._id!r}, {taken} -> {describe(self.output_type)})"

    if not TYPE_CHECKING:  # to a type checker only the classes below can be called

        def __call__(self, *values):
            """Call the body as the plain function it is; a body with a context cannot be called so."""
            if self._signature.takes_context:
                message = (
                    f"step {self._id!r} takes a StepContext and cannot be called directly; use "
                    f"gorkflow.testing.call({self.__name__}, ...)"
                )
                raise TypeError(message)
            return self._handler(*values)


class AsyncStep(Step[TIn_contra, TOut_co]):
    """An `async def` of one value, still callable as such."""

    if TYPE_CHECKING:

        def __call__(self, value: TIn_contra, /) -> Coroutine[object, Never, TOut_co]: ...


class SyncStep(Step[TIn_contra, TOut_co]):
    """A `def` of one value, still callable as such."""

    if TYPE_CHECKING:

        def __call__(self, value: TIn_contra, /) -> TOut_co: ...


class AsyncStepN(Step[tuple[*Ts], TOut_co], Generic[*Ts, TOut_co]):
    """An `async def` of several values, still callable as such."""

    if TYPE_CHECKING:

        def __call__(self, *values: *Ts) -> Coroutine[object, Never, TOut_co]: ...


class SyncStepN(Step[tuple[*Ts], TOut_co], Generic[*Ts, TOut_co]):
    """A `def` of several values, still callable as such."""

    if TYPE_CHECKING:

        def __call__(self, *values: *Ts) -> TOut_co: ...


class AsyncStep0(Step[object, TOut_co]):
    """An `async def` without values: it follows anything. Still callable as such."""

    if TYPE_CHECKING:

        def __call__(self) -> Coroutine[object, Never, TOut_co]: ...


class SyncStep0(Step[object, TOut_co]):
    """A `def` without values: it follows anything. Still callable as such."""

    if TYPE_CHECKING:

        def __call__(self) -> TOut_co: ...


AnyStep = Step[Never, object]
"""Every step is one of these."""


def output_with(output: object, tolerance: Tolerance | None) -> object:
    """The type form of an output or of the default that may stand for it."""
    if tolerance is None or assignable(type(tolerance.default), output):
        return output
    return union_of(output, type(tolerance.default))


def check_executor(step: AnyStep) -> None:
    """Whether the body can run where the option says; nothing is said while names in its annotations are undefined.

    Raises:
        DefinitionError: a thread or process for an `async def`, or a process for a body that cannot be imported.
    """
    executor, subject = step.options.executor, f"step {step.id!r}"
    if executor not in {"thread", "process"} or step.signature.pending_name() is not None:
        return
    if step.signature.is_async:
        problem = f"executor={executor!r} is for a `def`; an `async def` runs on the event loop: leave the option out"
        raise DefinitionError(problem, subject=subject)
    name = getattr(step.handler, "__qualname__", None)
    if executor == "process" and (name is None or "<" in name):
        problem = "executor='process' needs a function that can be imported: define it at the top of a module"
        raise DefinitionError(problem, subject=subject)


def _is_step(value: object) -> bool:
    return isinstance(value, Step)


def _refuse_step(handler: object, subject: str) -> None:
    if isinstance(handler, Step):
        problem = f"its body is the step {handler.id!r} already; call .named('...') on that for another id"
        raise DefinitionError(problem, subject=subject)


def _look_like(step: AnyStep, handler: Callable[..., object]) -> None:
    """Give the step the name and docstring of its function, as functools.update_wrapper does for a function."""
    for attribute in WRAPPER_ASSIGNMENTS:
        if attribute != "__annotations__" and hasattr(handler, attribute):
            vars(step)[attribute] = getattr(handler, attribute)
    vars(step).setdefault("__name__", step.id)
    vars(step)["__wrapped__"] = handler
