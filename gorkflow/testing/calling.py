"""A step's body called by itself, without an engine."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, Never, TypeVar, TypeVarTuple, overload

from gorkflow.core.context import StepContext
from gorkflow.core.error_text import shown
from gorkflow.core.state import RunState, StateKey
from gorkflow.core.step import AnyStep, AsyncStep, AsyncStep0, AsyncStepN, Step, SyncStep, SyncStep0, SyncStepN
from gorkflow.errors import DefinitionError, ResourceNotFoundError, StepNotFoundError

__all__ = ["FakeContext", "call", "call_async", "fake_context"]

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class FakeContext(StepContext):
    """A context without an engine. It stays usable after the body, so that a test reads its state.

    Attributes:
        reports: what the body told with `ctx.progress(done, total)`, in order.
        is_cancelled: what the body sees as `ctx.cancelled`; a test may set it.
    """

    __slots__ = ("is_cancelled", "reports")

    def __init__(
        self, run_id: str, step_id: str, attempt: int, *, state: dict[str, bytes], host: _FakeHost, is_pure: bool,
        is_cached: bool,
    ) -> None:  # fmt: skip
        super().__init__(
            run_id, step_id, attempt, state=state, host=host, reads_only=is_pure, is_cached=is_cached,
            is_cancelled=lambda: self.is_cancelled,
        )  # fmt: skip
        self.is_cancelled = False
        self.reports = host.reports


class _FakeHost:
    def __init__(self, resources: Sequence[object], outputs: Mapping[str, object]) -> None:
        self.reports: list[tuple[float, float | None]] = []
        self._resources = resources
        self._outputs = outputs

    def resource(self, type_: type[T], /) -> T:
        for resource in self._resources:
            if isinstance(resource, type_):
                return resource
        msg = f"no resource of type {type_.__qualname__}; give one to fake_context(resources=[...])"
        raise ResourceNotFoundError(msg)

    def output_of(self, path: str, step_id: str, /) -> object:
        if step_id not in self._outputs:
            msg = f"step {path!r} asked for the output of {step_id!r}; give it to fake_context(outputs={{...}})"
            raise StepNotFoundError(msg)
        return self._outputs[step_id]

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        self.reports.append((done, total))


def fake_context(
    *,
    run_id: str = "run-1",
    step_id: str = "step-1",
    attempt: int = 1,
    state: Mapping[StateKey[Any], object] | None = None,
    resources: Sequence[object] = (),
    outputs: Mapping[AnyStep, object] | None = None,
    is_pure: bool = False,
    is_cached: bool = False,
) -> FakeContext:
    """A context as a body gets it.

    Args:
        run_id: the run.
        step_id: path of the step in it.
        attempt: from 1.
        state: the run's state at the start of the attempt, by key.
        resources: instances that `ctx.resource(Type)` finds by their class.
        outputs: what `ctx.output_of(step)` gives.
        is_pure: whether the state may only be read.
        is_cached: whether it may not be read either, nor an output, as by a step with `cache=`.

    Raises:
        InputError: a value of the state does not fit its key's type.
    """
    stored = RunState({}, lambda: None)
    for key, value in (state or {}).items():
        stored.set(key, value)
    host = _FakeHost(resources, {step.id: output for step, output in (outputs or {}).items()})
    encoded = {name: data for name, data in stored.writes.items() if data is not None}
    return FakeContext(run_id, step_id, attempt, state=encoded, host=host, is_pure=is_pure, is_cached=is_cached)


@overload
def call(step: AsyncStep0[B], /, *, context: StepContext | None = None) -> Coroutine[object, Never, B]: ...
@overload
def call(step: SyncStep0[B], /, *, context: StepContext | None = None) -> B: ...
@overload
def call(step: AsyncStep[A, B], value: A, /, *, context: StepContext | None = None) -> Coroutine[object, Never, B]: ...
@overload
def call(step: SyncStep[A, B], value: A, /, *, context: StepContext | None = None) -> B: ...
@overload
def call(
    step: AsyncStepN[*Ts, B], /, *values: *Ts, context: StepContext | None = None
) -> Coroutine[object, Never, B]: ...
@overload
def call(step: SyncStepN[*Ts, B], /, *values: *Ts, context: StepContext | None = None) -> B: ...
@overload
def call(step: Step[object, B], /, *, context: StepContext | None = None) -> B | Coroutine[object, Never, B]: ...
@overload
def call(
    step: Step[tuple[*Ts], B], /, *values: *Ts, context: StepContext | None = None
) -> B | Coroutine[object, Never, B]: ...
@overload
def call(step: Step[A, B], value: A, /, *, context: StepContext | None = None) -> B | Coroutine[object, Never, B]: ...
def call(step: AnyStep, /, *values: object, context: StepContext | None = None) -> object:
    """Call a step's body with its values, as the plain function it is: nothing is validated, stored or retried.

    Of an `async def` it gives the coroutine. Of a step with a context type checkers cannot tell whether it is one:
    `await call_async(...)` does for both.

    Args:
        step: any step.
        *values: its values, one for each parameter besides the context.
        context: for a body that wants one; None means `fake_context()`.

    Raises:
        TypeError: the body takes other values, or no context.
    """
    return _call(step, values, context)


@overload
async def call_async(step: Step[object, B], /, *, context: StepContext | None = None) -> B: ...
@overload
async def call_async(step: Step[tuple[*Ts], B], /, *values: *Ts, context: StepContext | None = None) -> B: ...
@overload
async def call_async(step: Step[A, B], value: A, /, *, context: StepContext | None = None) -> B: ...
async def call_async(step: AnyStep, /, *values: object, context: StepContext | None = None) -> object:
    """As `call`, for any step: awaits an `async def`, and calls a `def` right here on the loop."""
    output = _call(step, values, context)
    return await output if inspect.isawaitable(output) else output


def _call(step: AnyStep, values: tuple[object, ...], context: StepContext | None) -> object:
    if not _is_step(step):  # a caller without a type checker may give anything
        msg = f"call() takes a step, not {shown(step)}; a plain function is called by itself"
        raise DefinitionError(msg)
    if step.signature.takes_context:
        return step.handler(fake_context(step_id=step.id) if context is None else context, *values)
    if context is not None:
        raise TypeError(f"step {step.id!r} takes no context; leave context= out")
    return step.handler(*values)


def _is_step(value: object) -> bool:
    return isinstance(value, Step)
