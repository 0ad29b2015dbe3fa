"""The context of a body that is replayed: it reads what was recorded and writes nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from gorkflow.bench.inputs import decoded
from gorkflow.bench.samples import StoredOutput
from gorkflow.core.context import StepContext
from gorkflow.core.step import Step
from gorkflow.core.values import ValueRefusedError, codec_for, default_codec
from gorkflow.errors import ContextError, ResourceNotFoundError, StepNotFoundError

T = TypeVar("T")


class ReplayContext(StepContext):
    """As the body's context was when it was recorded: the same run, path, state and outputs."""

    __slots__ = ("_outputs",)

    def __init__(
        self,
        run_id: str,
        path: str,
        attempt: int,
        *,
        state: dict[str, bytes],
        outputs: Mapping[str, StoredOutput],
        resources: Sequence[object],
        reads_only: bool,
        is_cached: bool,
    ) -> None:
        super().__init__(
            run_id, path, attempt, state=state, host=_Host(resources), reads_only=reads_only, is_cached=is_cached
        )
        self._outputs = outputs

    def output_of(self, step: Step[object, T], /) -> T:
        """The output that was recorded of a step before this one.

        Raises:
            StepNotFoundError: none was recorded, or it does not fit the step's type any more.
            ContextError: this step has `cache=`.
        """
        self._guard_output()
        stored = self._recorded(step.id)
        if stored is None:
            msg = f"step {self.step_id!r} of run {self.run_id} asked for {step.id!r}, of which no output was recorded"
            raise StepNotFoundError(msg)
        try:
            output: T = _decoded(step, stored)  # type: ignore[assignment]  # by the step's own type
        except ValueRefusedError as refused:
            msg = f"the recorded output of {step.id!r} does not fit its type any more: {refused.reason}"
            raise StepNotFoundError(msg) from refused
        return output

    def _recorded(self, step_id: str) -> StoredOutput | None:
        """The nearest: in the same item, turn or child workflow first."""
        scope = self.step_id
        while scope:
            scope, _, _ = scope.rpartition("/")
            found = self._outputs.get(f"{scope}/{step_id}" if scope else step_id)
            if found is not None:
                return found
        return None


class _Host:
    def __init__(self, resources: Sequence[object]) -> None:
        self._resources = resources

    def resource(self, type_: type[T], /) -> T:
        for resource in self._resources:
            if isinstance(resource, type_):
                return resource
        msg = f"no resource of type {type_.__qualname__}; give one in resources of a module: --with-fakes MODULE"
        raise ResourceNotFoundError(msg)

    def output_of(self, path: str, step_id: str, /) -> object:
        raise ContextError(f"step {path!r} cannot see {step_id!r} from here")

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        """Nobody looks."""


def _decoded(step: Step[object, object], stored: StoredOutput) -> object:
    own = codec_for(step.signature.output)
    if not stored.is_default:
        return decoded(step.signature.output, stored.data, stored.member)
    default = None if step.tolerance is None else step.tolerance.default
    return default_codec(own, default)[0].decode(stored.data, 0)
