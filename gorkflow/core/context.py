"""What a body may know and do while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gorkflow.core.error_text import shown
from gorkflow.core.ids import step_id_of
from gorkflow.core.narrowing import is_class
from gorkflow.core.state import RunState
from gorkflow.core.values import MAX_BYTES
from gorkflow.errors import ContextError, ResourceNotFoundError

if TYPE_CHECKING:
    from gorkflow.core.step import Step

T = TypeVar("T")

__all__ = ["ContextHost", "RunState", "StepContext"]


class ContextHost(Protocol):
    """What a context asks of whoever runs the body: the engine, a worker process, or a test."""

    def resource(self, type_: type[T], /) -> T:
        """The resource of that type."""
        ...

    def output_of(self, path: str, step_id: str, /) -> object:
        """The output of a declared ancestor of the step at `path`."""
        ...

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        """Live progress of a body; not stored."""
        ...


class StepContext:
    """What a body may know and do; usable in async, thread and process bodies alike, until the body returns.

    Attributes:
        run_id: the run.
        step_id: path of the step in the run.
        attempt: from 1, rising over restarts and retries.
        idempotency_key: run id and path, the same for all attempts: give it to other services, so that a repeated
            call has one effect.
    """

    __slots__ = ("_host", "_is_cached", "_is_cancelled", "_is_over", "_state", "attempt", "run_id", "step_id")

    def __init__(
        self,
        run_id: str,
        step_id: str,
        attempt: int,
        *,
        state: dict[str, bytes],
        host: ContextHost,
        reads_only: bool = False,
        is_cached: bool = False,
        is_cancelled: Callable[[], bool] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.run_id = run_id
        self.step_id = step_id
        self.attempt = attempt
        self._host = host
        self._is_cached = is_cached
        self._is_over = False
        self._is_cancelled = is_cancelled
        self._state = RunState(
            state,
            self._guard,
            is_writable=not reads_only,
            is_readable=not is_cached,
            is_item="[" in step_id,
            max_bytes=max_bytes,
        )

    @property
    def idempotency_key(self) -> str:
        """Run id and path: the same for all attempts of this step in this run."""
        return f"{self.run_id}/{self.step_id}"

    @property
    def cancelled(self) -> bool:
        """Whether the run was cancelled or the attempt timed out: a thread body should return when it sees this."""
        return self._is_over or (self._is_cancelled is not None and self._is_cancelled())

    @property
    def state(self) -> RunState:
        """The run's typed state."""
        return self._state

    def progress(self, done: float, total: float | None = None) -> None:
        """Tell how far the body is. Not stored, and no event: the table of `gorkflow run` shows it while the body runs.

        So does any observer that has `on_progress` (`gorkflow.ports.ProgressObserver`).
        """
        self._guard()
        self._host.progress(self.step_id, done, total)

    def resource(self, type_: type[T], /) -> T:
        """The resource of that type given to `connect(resources=...)`.

        Raises:
            ResourceNotFoundError: there is none.
        """
        self._guard()
        if not is_class(type_):  # a caller without a type checker may give anything
            msg = f"resource() takes the class of a resource, not {shown(type_)}"
            raise ResourceNotFoundError(msg)
        return self._host.resource(type_)

    def output_of(self, step: Step[Any, T], /) -> T:
        """The output of a step before this one in the graph.

        Raises:
            StepNotFoundError: the step is no ancestor of this one.
            ContextError: this step has `cache=`.
        """
        self._guard_output()
        output: T = self._host.output_of(self.step_id, step_id_of(step, self.run_id))  # type: ignore[assignment]  # decoded as the step's own output type
        return output

    def end(self) -> dict[str, bytes | None]:
        """The attempt is over: its state writes; from now on every use raises ContextError."""
        self._is_over = True
        return self._state.writes

    def _guard_output(self) -> None:
        self._guard()
        if self._is_cached:
            msg = (
                f"step {self.step_id!r} has cache= and reads another step's output, which its cached output does not "
                "depend on; take the value as a parameter, or leave cache= out"
            )
            raise ContextError(msg)

    def _guard(self) -> None:
        if self._is_over:
            msg = (
                f"the context of step {self.step_id!r} of run {self.run_id} was used after its attempt; "
                "use it only inside the body"
            )
            raise ContextError(msg)
