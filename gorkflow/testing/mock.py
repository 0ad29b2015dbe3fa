"""Another body for a step, for as long as a test wants it: in every engine of this process, in whatever graph.

with mock_step(charge, side_effect=(TimeoutError(), "rcpt_1")) as charging:
    assert await checkout.run(42, on=engine) == "rcpt_1"
assert charging.call_count == 2
"""

from __future__ import annotations

import inspect
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any, Final, Generic, NamedTuple, Protocol, Self, TypeVar, TypeVarTuple, overload

from typing_extensions import TypeIs

from gorkflow.core.context import StepContext
from gorkflow.core.error_text import shown
from gorkflow.core.live import LiveRun
from gorkflow.core.narrowing import is_list, is_tuple
from gorkflow.core.plan_nodes import PlanStep
from gorkflow.core.step import AnyStep, Step, StepTypes
from gorkflow.errors import DefinitionError, SettingError
from gorkflow.runtime import bodies
from gorkflow.runtime.attempt import Attempt
from gorkflow.runtime.kit import Kit

__all__ = ["MockCall", "StepMock", "StepOf", "mock_step"]

A = TypeVar("A")
B = TypeVar("B")
Ts = TypeVarTuple("Ts")
Raised = BaseException | type[BaseException]
_NOT_GIVEN: Final = object()


class StepOf(Protocol[A, B]):
    """A step of exactly these types."""

    @property
    def __step_types__(self) -> StepTypes[A, B]:
        """See `Step.__step_types__`."""
        ...


class MockCall(NamedTuple, Generic[A]):
    """One call of a mocked body.

    Attributes:
        step_id: path of the step in its run.
        attempt: from 1.
        input: the value that it was given; a tuple for a step of several, and () for one of none.
    """

    run_id: str
    step_id: str
    attempt: int
    input: A


class StepMock(Generic[A, B]):
    """What stands for a step's body inside its `with` block. Made by `mock_step`.

    Attributes:
        calls: in order of their begin, those of retries among them.
    """

    def __init__(self, step: Step[Any, Any], outcome: _Outcome) -> None:
        self.calls: list[MockCall[A]] = []
        self._step = step
        self._outcome = outcome

    @property
    def call_count(self) -> int:
        """How often the body was called."""
        return len(self.calls)

    @property
    def inputs(self) -> list[A]:
        """What it was given, call by call."""
        return [call.input for call in self.calls]

    def __enter__(self) -> Self:
        with _lock:
            _mocks.append(self)
            bodies.make_attempt = _make_attempt
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        with _lock:
            _mocks.remove(self)
            if not _mocks:
                bodies.make_attempt = Attempt

    def stands_for(self, step: AnyStep) -> bool:
        """Whether that step has the body: the step itself or a copy of it. A `named` copy stands for itself alone."""
        mocked = self._step
        return step.signature is mocked.signature and (step.id == mocked.id or not mocked.is_renamed)

    def stand_in(self, node: PlanStep) -> PlanStep:
        """The step as an attempt is to see it: with this body, and without what is cached of the real one."""
        outcome, runs_on = self._outcome, node.runs_on
        if outcome.is_async or runs_on == "loop":
            return replace(node, handler=self._on_loop, runs_on="loop", takes_context=True, caching=None)
        runs_on = "inline" if runs_on == "inline" else "thread"  # a function of the test is in no other process
        return replace(node, handler=self._elsewhere, runs_on=runs_on, takes_context=True, caching=None)

    async def _on_loop(self, context: StepContext, *values: object) -> object:
        output = self._elsewhere(context, *values)
        return await output if inspect.isawaitable(output) else output

    def _elsewhere(self, context: StepContext, *values: object) -> object:
        given: Any = values[0] if len(values) == 1 else values
        self.calls.append(MockCall(context.run_id, context.step_id, context.attempt, given))
        return self._outcome.give(context, values)


class _Outcome(Protocol):
    """What the calls of a mocked body come to.

    Attributes:
        is_async: it is had on the event loop, wherever the real body runs.
    """

    is_async: bool

    def give(self, context: StepContext, values: tuple[object, ...], /) -> object:
        """The output of the next call, or an awaitable of it; or it is raised."""
        ...


class _Always:
    """Every call gives the same."""

    is_async = True

    def __init__(self, outcome: object, *, is_raised: bool) -> None:
        self._outcome = outcome
        self._is_raised = is_raised

    def give(self, _: StepContext, __: tuple[object, ...], /) -> object:
        return _settled(self._outcome) if self._is_raised else self._outcome


class _InTurn:
    """Each call gives the next one; what is an exception is raised."""

    is_async = True

    def __init__(self, step: AnyStep, outcomes: Iterable[object]) -> None:
        self._outcomes = deque(outcomes)
        self._step_id = step.id
        self._count = len(self._outcomes)

    def give(self, _: StepContext, __: tuple[object, ...], /) -> object:
        try:
            outcome = self._outcomes.popleft()  # atomic: bodies of several threads may come at once
        except IndexError:
            msg = f"the mock of step {self._step_id!r} has {self._count} outcomes, and one more call came; give it more"
            raise AssertionError(msg) from None
        return _settled(outcome)


class _Called:
    """A function says what each call gives."""

    def __init__(self, step: AnyStep, function: Callable[..., object]) -> None:
        self._function = function
        self._wants_context = _wants_context(step, function)
        is_async = inspect.iscoroutinefunction
        method = getattr(function, "__call__", None)  # noqa: B004 - of an object that can be called, is this one async?
        self.is_async: bool = bool(is_async(function) or is_async(method))

    def give(self, context: StepContext, values: tuple[object, ...], /) -> object:
        return self._function(context, *values) if self._wants_context else self._function(*values)


@overload
def mock_step(step: StepOf[A, B], /, *, returns: B) -> StepMock[A, B]: ...
@overload
def mock_step(step: StepOf[A, B], /, *, raises: Raised) -> StepMock[A, B]: ...
@overload
def mock_step(step: StepOf[A, B], /, *, side_effect: tuple[B | Raised, ...]) -> StepMock[A, B]: ...
@overload
def mock_step(step: StepOf[object, B], /, *, side_effect: Callable[[], B | Awaitable[B]]) -> StepMock[object, B]: ...
@overload
def mock_step(
    step: StepOf[tuple[*Ts], B], /, *, side_effect: Callable[[*Ts], B | Awaitable[B]]
) -> StepMock[tuple[*Ts], B]: ...
@overload
def mock_step(
    step: StepOf[tuple[*Ts], B], /, *, side_effect: Callable[[StepContext, *Ts], B | Awaitable[B]]
) -> StepMock[tuple[*Ts], B]: ...
@overload
def mock_step(step: StepOf[A, B], /, *, side_effect: Callable[[A], B | Awaitable[B]]) -> StepMock[A, B]: ...
@overload
def mock_step(
    step: StepOf[object, B], /, *, side_effect: Callable[[StepContext], B | Awaitable[B]]
) -> StepMock[object, B]: ...
@overload
def mock_step(
    step: StepOf[A, B], /, *, side_effect: Callable[[StepContext, A], B | Awaitable[B]]
) -> StepMock[A, B]: ...
def mock_step(
    step: object, /, *, returns: object = _NOT_GIVEN, raises: object = _NOT_GIVEN, side_effect: object = _NOT_GIVEN
) -> StepMock[Any, Any]:
    """Another body for a step inside a `with` block, in every engine of this process.

    It stands wherever the step does, in workflows that are built as well: in maps, arms, loops, workflows inside
    workflows, and under the other ids of `named` copies; of a `named` copy it stands for that id alone. The innermost
    of several mocks counts. What it gives is validated, stored and retried as the body's own would be; it never reads
    the step's cache, nor is it kept there. Definitions and fingerprints stay as they are. Threads share it: tests that
    run beside each other in one process see each other's mocks. Calling the decorated function itself is not mocked.

    Args:
        step: the step, or a copy of it.
        returns: what every call gives.
        raises: what every call raises, an exception or its class.
        side_effect: a tuple of what the calls give one after another, exceptions among it being raised; or a function
            of the step's values, after a StepContext if it wants one. An `async def` runs on the event loop, a `def`
            where the step's own body would, but in a thread of this process in the place of another process.

    Raises:
        DefinitionError: it is no step.
        SettingError: not exactly one of the three is given, or one that will not do.
        TypeError: the function takes other values than the step.
    """
    if not _is_step(step):  # a caller without a type checker may give anything
        msg = f"mock_step() takes a step, not {shown(step)}; functions of other kinds are patched by unittest.mock"
        raise DefinitionError(msg)
    return StepMock(step, _outcome(step, returns, raises, side_effect))


def _outcome(step: AnyStep, returns: object, raises: object, side_effect: object) -> _Outcome:
    given = [one for one in (returns, raises, side_effect) if one is not _NOT_GIVEN]
    if len(given) != 1:
        msg = f"mock_step({step.id}) takes one of returns=, raises= and side_effect=, not {len(given)} of them"
        raise SettingError(msg)
    if returns is not _NOT_GIVEN:
        return _Always(returns, is_raised=False)
    if raises is not _NOT_GIVEN:
        if not (isinstance(raises, BaseException) or _is_exception_class(raises)):
            msg = f"mock_step({step.id}, raises=...) takes an exception or its class, not {shown(raises)}"
            raise SettingError(msg)
        return _Always(raises, is_raised=True)
    if is_tuple(side_effect) or is_list(side_effect):
        return _InTurn(step, side_effect)
    if callable(side_effect):
        return _Called(step, side_effect)
    msg = (
        f"mock_step({step.id}, side_effect=...) takes a function of the step's values, or a tuple of what the calls "
        f"give one after another, not {shown(side_effect)}"
    )
    raise SettingError(msg)


def _wants_context(step: AnyStep, function: Callable[..., object]) -> bool:
    """Whether it takes a context before the step's values."""
    try:
        signature = inspect.signature(function)
    except ValueError:  # of some builtins nothing is known: they take values
        return False
    values = step.signature.parameters
    for context in ((), (None,)):
        try:
            signature.bind(*context, *values)
        except TypeError:
            continue
        return bool(context)
    names = ", ".join(step.signature.parameter_names) or "nothing"
    msg = f"side_effect of step {step.id!r} is to take {names}, after a StepContext if it wants one; it has {signature}"
    raise TypeError(msg)


def _settled(outcome: object) -> object:
    """The outcome itself, or raised where it is an exception."""
    if isinstance(outcome, BaseException):
        raise outcome.with_traceback(None)  # the same one may be raised again and again
    if _is_exception_class(outcome):
        raise outcome
    return outcome


def _is_step(value: object) -> TypeIs[Step[Any, Any]]:
    return isinstance(value, Step)


def _is_exception_class(value: object) -> TypeIs[type[BaseException]]:
    return isinstance(value, type) and issubclass(value, BaseException)


_mocks: list[StepMock[Any, Any]] = []  # the innermost last
_lock = threading.Lock()


def _make_attempt(
    kit: Kit, live: LiveRun, node: PlanStep, number: int, on_stubborn: Callable[[Attempt], None]
) -> Attempt:
    for mock in reversed(_mocks):
        if mock.stands_for(node.step):
            return Attempt(kit, live, mock.stand_in(node), number, on_stubborn)
    return Attempt(kit, live, node, number, on_stubborn)
