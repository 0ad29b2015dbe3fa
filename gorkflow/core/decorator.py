"""`@step`: makes a step of a function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar, TypeVarTuple, Unpack, overload

from gorkflow.core.durations import Seconds, Timeout
from gorkflow.core.error_text import shown
from gorkflow.core.options import NO_TAGS, Executor, StepSettings, checked_options
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.step import AnyStep, AsyncStep, AsyncStep0, AsyncStepN, Step, SyncStep, SyncStep0, SyncStepN
from gorkflow.errors import DefinitionError

if TYPE_CHECKING:
    from gorkflow.core.context import StepContext

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
Ts = TypeVarTuple("Ts")

# Why the overloads below overlap: every body that gives an Awaitable[B] also gives some B, and every parameter A may
# be a StepContext. The first that fits is the one that is meant, in the order they are written.


class StepDecorator(Protocol):
    """What `@step(...)` with options gives: it makes a step of the function below it."""

    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[], Awaitable[B]], /
    ) -> AsyncStep0[B]: ...
    @overload
    def __call__(self, handler: Callable[[], B], /) -> SyncStep0[B]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[StepContext], Awaitable[B]], /
    ) -> Step[object, B]: ...
    @overload
    def __call__(self, handler: Callable[[StepContext], B], /) -> Step[object, B]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[StepContext, A], Awaitable[B]], /
    ) -> Step[A, B]: ...
    @overload
    def __call__(self, handler: Callable[[StepContext, A], B], /) -> Step[A, B]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[A], Awaitable[B]], /
    ) -> AsyncStep[A, B]: ...
    @overload
    def __call__(self, handler: Callable[[A], B], /) -> SyncStep[A, B]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[StepContext, A, C, *Ts], Awaitable[B]], /
    ) -> Step[tuple[A, C, *Ts], B]: ...
    @overload
    def __call__(self, handler: Callable[[StepContext, A, C, *Ts], B], /) -> Step[tuple[A, C, *Ts], B]: ...
    @overload
    def __call__(  # type: ignore[overload-overlap]  # see above
        self, handler: Callable[[A, C, *Ts], Awaitable[B]], /
    ) -> AsyncStepN[A, C, *Ts, B]: ...
    @overload
    def __call__(self, handler: Callable[[A, C, *Ts], B], /) -> SyncStepN[A, C, *Ts, B]: ...


@overload
def step(handler: Callable[[], Awaitable[B]], /) -> AsyncStep0[B]: ...  # type: ignore[overload-overlap]  # see above
@overload
def step(handler: Callable[[], B], /) -> SyncStep0[B]: ...
@overload
def step(  # type: ignore[overload-overlap]  # see above
    handler: Callable[[StepContext], Awaitable[B]], /
) -> Step[object, B]: ...
@overload
def step(handler: Callable[[StepContext], B], /) -> Step[object, B]: ...
@overload
def step(  # type: ignore[overload-overlap]  # see above
    handler: Callable[[StepContext, A], Awaitable[B]], /
) -> Step[A, B]: ...
@overload
def step(handler: Callable[[StepContext, A], B], /) -> Step[A, B]: ...
@overload
def step(handler: Callable[[A], Awaitable[B]], /) -> AsyncStep[A, B]: ...  # type: ignore[overload-overlap]  # see above
@overload
def step(handler: Callable[[A], B], /) -> SyncStep[A, B]: ...
@overload
def step(  # type: ignore[overload-overlap]  # see above
    handler: Callable[[StepContext, A, C, *Ts], Awaitable[B]], /
) -> Step[tuple[A, C, *Ts], B]: ...
@overload
def step(handler: Callable[[StepContext, A, C, *Ts], B], /) -> Step[tuple[A, C, *Ts], B]: ...
@overload
def step(  # type: ignore[overload-overlap]  # see above
    handler: Callable[[A, C, *Ts], Awaitable[B]], /
) -> AsyncStepN[A, C, *Ts, B]: ...
@overload
def step(handler: Callable[[A, C, *Ts], B], /) -> SyncStepN[A, C, *Ts, B]: ...
@overload
def step(
    *,
    id: str | None = None,
    name: str | None = None,
    description: str | None = None,
    retry: RetryPolicy | None = None,
    timeout: Timeout | None = None,
    concurrency: int | None = None,
    executor: Executor | None = None,
    pure: bool = False,
    cache: Seconds | None = None,
    tags: Mapping[str, str] = NO_TAGS,
) -> StepDecorator: ...
def step(
    handler: Callable[..., object] | None = None, /, *, id: str | None = None, **options: Unpack[StepSettings]
) -> object:
    """Make a step of a function: `@step`, or `@step(...)` with options.

    Args:
        handler: the body; see `Step`.
        id: instead of the function's name.
        **options: see `StepSettings`.

    Raises:
        DefinitionError: the id, the shape of the function or one of its types will not do.
        SettingError: an option is out of its range.
    """
    if handler is not None:
        return _made(handler, id, options)
    subject = "step" if id is None else f"step {shown(id)}"
    checked_options(options, subject)  # here too, so that the traceback shows the line of the option

    def decorate(body: Callable[..., object]) -> AnyStep:
        return _made(body, id, options)

    return decorate


def _made(handler: Callable[..., object], id: str | None, options: StepSettings) -> AnyStep:
    found = id if id is not None else getattr(handler, "__name__", None)
    if found is None:
        message = f"step: {shown(handler)} has no name; write Step('some-id', body) with an annotated function"
        raise DefinitionError(message)
    if found == "<lambda>":
        message = "step: a lambda has no name and no annotations; write `def name(value: Order) -> Quote`"
        raise DefinitionError(message)
    plain: AnyStep = Step(found, handler, **options)
    return _callable_twin(plain)


def _callable_twin(plain: AnyStep) -> AnyStep:
    """The same step as an instance of the class that the type checkers infer."""
    signature = plain.signature
    if signature.pending_name() is not None or signature.takes_context:
        return plain
    kind = min(signature.count, 2)
    if signature.is_async:
        return _instance_of((AsyncStep0, AsyncStep, AsyncStepN)[kind], plain)
    return _instance_of((SyncStep0, SyncStep, SyncStepN)[kind], plain)


def _instance_of(kind: type[AnyStep], plain: AnyStep) -> AnyStep:
    twin = object.__new__(kind)
    vars(twin).update(vars(plain))
    return twin
