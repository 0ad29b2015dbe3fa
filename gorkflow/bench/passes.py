"""A step's body called with all inputs of a corpus, one after the other, in this process."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gorkflow.bench.exporting import samples_in
from gorkflow.bench.inputs import arguments_of
from gorkflow.bench.replaying import ReplayContext
from gorkflow.errors import BenchError

if TYPE_CHECKING:
    from gorkflow.bench.samples import Sample
    from gorkflow.core.step import AnyStep

Arguments = list[list[object]]


def samples_for(step: AnyStep, corpus: Path | str | Sequence[Sample]) -> list[Sample]:
    """The inputs of a step: those that are given, or those of a file.

    Raises:
        BenchError: there are none, or the file cannot be read.
    """
    if not isinstance(corpus, Path | str):
        found = list(corpus)
    else:
        found = [one for one in samples_in(Path(corpus)) if one.step.rpartition("/")[2] == step.id]
    if not found:
        raise BenchError(f"the corpus has no input of step {step.id!r}")
    return found


class Passes:
    """Calls the body; `with` closes the event loop that an `async def` has run on."""

    def __init__(self, step: AnyStep, samples: Sequence[Sample], resources: Sequence[object]) -> None:
        self._step = step
        self._samples = samples
        self._resources = resources
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._runner.close()

    def __len__(self) -> int:
        """How many inputs a pass has."""
        return len(self._samples)

    def arguments(self) -> tuple[tuple[Arguments], dict[str, object]]:
        """What `run` takes: values that no pass before has seen.

        Raises:
            UnfitInputError: an input does not fit the step's types any more.
        """
        return ([self._of(sample) for sample in self._samples],), {}

    def run(self, arguments: Arguments) -> None:
        """One pass."""
        handler = self._step.handler
        if self._step.signature.is_async:
            self._runner.run(self._awaited(arguments))
            return
        for one in arguments:
            handler(*one)

    async def _awaited(self, arguments: Arguments) -> None:
        for one in arguments:
            output = self._step.handler(*one)
            if inspect.isawaitable(output):
                await output

    def _of(self, sample: Sample) -> list[object]:
        step = self._step
        values = arguments_of(step, sample.values, sample.members)
        if not step.signature.takes_context:
            return values
        context = ReplayContext(
            sample.run_id,
            sample.path,
            sample.attempt,
            state=dict(sample.state),
            outputs=sample.outputs,
            resources=self._resources,
            reads_only=step.options.pure,
            is_cached=step.options.cache_seconds is not None,
        )
        return [context, *values]
