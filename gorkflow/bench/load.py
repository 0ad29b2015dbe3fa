"""Many calls of a body at once, in a worker process: as an engine makes them, so many at any moment."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gorkflow.bench.fakes import Body
from gorkflow.bench.inputs import arguments_of
from gorkflow.bench.wire import Level, Levelled
from gorkflow.core.error_text import encodable, text_of
from gorkflow.core.step import AnyStep
from gorkflow.core.values import codec_for
from gorkflow.runners.failure import class_name


@dataclass(frozen=True, slots=True)
class _Input:
    step: AnyStep
    body: Body
    context: Sequence[Any]
    members: Sequence[str | None]
    values: Sequence[bytes]

    def arguments(self) -> list[Any]:
        return [*self.context, *arguments_of(self.step, self.values, self.members)]

    def encode(self, output: object) -> None:
        codec_for(self.step.signature.output).encode(output)


@dataclass(slots=True)
class _Tally:
    """What the calls of one level came to; a list's `append` is one step for threads.

    Attributes:
        end: the number of the first call that is not to be made; None while that is open.
    """

    level: Level
    inputs: Sequence[_Input]
    begun: float
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    end: int | None = None
    taken: list[float] = field(default_factory=list[float])
    errors: list[str] = field(default_factory=list[str])

    def next(self) -> _Input | None:
        """The input of the next call; None where there is to be none.

        It ends between two passes over the inputs, so that every round of every level has the same work.
        """
        number = next(self.numbers)
        if self.end is None and number % len(self.inputs) == 0 and self._is_enough(number):
            self.end = number
        return None if self.end is not None and number >= self.end else self.inputs[number % len(self.inputs)]

    def _is_enough(self, calls: int) -> bool:
        return calls >= self.level.calls and time.perf_counter() - self.begun >= self.level.seconds

    def failed(self, error: BaseException) -> None:
        name = class_name(type(error)).removeprefix("builtins.")
        self.errors.append(encodable(f"{name}: {text_of(error)}"))


class Load:
    """Inputs by their groups, and the levels that are run with them."""

    def __init__(self) -> None:
        self._groups: dict[int, list[_Input]] = {}

    def add(
        self,
        group: int,
        step: AnyStep,
        body: Body,
        context: Sequence[Any],
        members: Sequence[str | None],
        values: Sequence[bytes],
    ) -> None:
        """Keep an input."""
        self._groups.setdefault(group, []).append(_Input(step, body, context, members, values))

    def run(self, level: Level) -> Levelled:
        """Call the body so often, so many at once; nothing that it does is raised from here."""
        inputs = self._groups[level.group]
        begun = time.perf_counter()
        tally = _Tally(level, inputs, begun)
        if inputs[0].body.is_async:
            asyncio.run(_on_loop(tally))
        else:
            _in_threads(tally)
        return Levelled(
            seconds=time.perf_counter() - begun,
            taken=tuple(tally.taken),
            failed=len(tally.errors),
            error=tally.errors[0] if tally.errors else "",
        )


async def _on_loop(tally: _Tally) -> None:
    async def place() -> None:
        while (one := tally.next()) is not None:
            begun = time.perf_counter()
            try:
                output = one.body.function(*one.arguments())
                one.encode(await output if inspect.isawaitable(output) else output)
            except BaseException as error:  # noqa: BLE001 - whatever a body raises is told
                tally.failed(error)
            else:
                tally.taken.append(time.perf_counter() - begun)

    await asyncio.gather(*(place() for _ in range(tally.level.at_once)))


def _in_threads(tally: _Tally) -> None:
    def place() -> None:
        while (one := tally.next()) is not None:
            begun = time.perf_counter()
            try:
                one.encode(one.body.function(*one.arguments()))
            except BaseException as error:  # noqa: BLE001 - whatever a body raises is told
                tally.failed(error)
            else:
                tally.taken.append(time.perf_counter() - begun)

    _all_at_once([place] * tally.level.at_once)


def _all_at_once(places: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=place, daemon=True) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
