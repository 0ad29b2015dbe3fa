"""Whether the values of a workflow come back from the store as what they were, found before a run does."""

from __future__ import annotations

import cmath
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any, NamedTuple

from typing_extensions import TypeIs

from gorkflow.core.durations import count_of
from gorkflow.core.error_text import shown, type_name
from gorkflow.core.forms import describe
from gorkflow.core.graph import AnyNode, LoopNode, MapNode, WaitNode, steps_in
from gorkflow.core.roundtrip import leaves_of
from gorkflow.core.signals import AnySignal, is_signal
from gorkflow.core.step import AnyStep, Step
from gorkflow.core.types import assignable
from gorkflow.core.values import Codec, ValueRefusedError, codec_for
from gorkflow.core.workflow import Workflow
from gorkflow.errors import StepNotFoundError

__all__ = ["RoundTripProblem", "assert_round_trip", "check_round_trip"]

Samples = Mapping[AnyStep | AnySignal | str, Iterable[object]]
INPUT = "@input"
EXAMPLES = 25


class RoundTripProblem(NamedTuple):
    """A value that would not come back, or values of which nothing is known.

    Attributes:
        place: "@input", the path of the step that gives the value, or "@signal approval".
        value: the smallest that was found; None where nothing was checked.
        reason: why, with the path to the field that differs; or why nothing was checked.
    """

    place: str
    value: object
    reason: str


class _Place(NamedTuple):
    """Where values of a workflow come from."""

    name: str
    codec: Codec
    consumers: tuple[tuple[str, Codec], ...]  # that declare another type, with their paths


def check_round_trip(
    workflow: Workflow[Any, Any], samples: Samples | None = None, *, examples: int = EXAMPLES
) -> list[RoundTripProblem]:
    """Write and read values of every type that a run of the workflow stores, without running any body.

    Its input, the output of each step and the payload of each signal that it waits for; a value must come back equal,
    be taken by the steps behind it that declare another type, and give the same JSON once more. Values are the samples
    or, where there are none for a place, made by hypothesis if that is installed and can make some of the type. Numbers
    that JSON does not have (NaN, infinity) are not made: gorkflow refuses them, as a sample too.

    Args:
        samples: values by what gives them: a step, its path, "@input" for the run's input, or a signal.
        examples: how many values hypothesis makes for each place; 0 for none.

    Returns:
        One for each place at which something is wrong, or nothing was checked; none if all is well.

    Raises:
        StepNotFoundError: there are samples for something that the workflow does not have.
        SettingError: `examples` is no number of values.
    """
    count_of(examples, "examples", least=0)
    places = {place.name: place for place in _places(workflow)}
    given = _by_name(workflow, places, samples or {})
    found = (_problem(place, given.get(place.name, ()), examples) for place in places.values())
    return [problem for problem in found if problem is not None]


def assert_round_trip(
    workflow: Workflow[Any, Any], samples: Samples | None = None, *, examples: int = EXAMPLES
) -> None:
    """As `check_round_trip`, for a test.

    Raises:
        AssertionError: it found something; the text has a line for each.
        StepNotFoundError: there are samples for something that the workflow does not have.
    """
    problems = check_round_trip(workflow, samples, examples=examples)
    if problems:
        lines = (f"{place}: {reason}{_of(value)}" for place, value, reason in problems)
        raise AssertionError("\n".join((f"values of workflow {workflow.id!r} do not come back:", *lines)))


def _of(value: object) -> str:
    return "" if value is None else f" (of {shown(value)})"


def _places(workflow: Workflow[Any, Any]) -> Iterator[_Place]:
    steps = dict(steps_in(workflow.nodes))
    takers = [(path, form) for path, node in steps.items() for form in node.step.signature.parameters]

    def place(name: str, form: object) -> _Place:
        others = ((path, wanted) for path, wanted in takers if wanted != form and assignable(form, wanted))
        return _Place(name, codec_for(form), tuple((path, codec_for(wanted)) for path, wanted in others))

    if workflow.input_type is not object:  # else no step reads it
        yield place(INPUT, workflow.input_type)
    for path, node in steps.items():
        yield place(path, node.step.signature.output)
    for signal in _signals_in(workflow.nodes):
        yield place(_name_of(signal), signal.codec.type_form)


def _signals_in(nodes: Iterable[AnyNode]) -> Iterator[AnySignal]:
    for node in nodes:
        if isinstance(node, WaitNode):
            yield node.signal
        elif isinstance(node, MapNode | LoopNode):
            yield from _signals_in(node.body.nodes)


def _name_of(signal: AnySignal) -> str:
    return f"@signal {signal.name}"


def _by_name(
    workflow: Workflow[Any, Any], places: Mapping[str, _Place], samples: Samples
) -> Mapping[str, list[object]]:
    given: dict[str, list[object]] = {}
    for key, values in samples.items():
        names = [name for name in places if name in _names_of(workflow, key)]
        if not names:
            msg = f"workflow {workflow.id!r} has no {shown(key)}; samples are for one of {', '.join(places)}"
            raise StepNotFoundError(msg)
        several = list(values)
        for name in names:
            given.setdefault(name, []).extend(several)
    return given


def _names_of(workflow: Workflow[Any, Any], key: object) -> set[str]:
    """The places that a key stands for: of a step all at which it is, copies under other ids not among them."""
    if is_signal(key):
        return {_name_of(key)}
    if _is_step(key):
        steps = workflow.steps.items()
        return {path for path, one in steps if one.signature is key.signature and one.id == key.id}
    return {key} if isinstance(key, str) else set()


def _is_step(value: object) -> TypeIs[AnyStep]:
    return isinstance(value, Step)


def _problem(place: _Place, samples: Iterable[object], examples: int) -> RoundTripProblem | None:
    values = list(samples)
    if values:
        found = ((value, _refusal(place, value)) for value in values)
        bad = next(((value, reason) for value, reason in found if reason is not None), None)
    elif examples == 0:
        return RoundTripProblem(place.name, None, "nothing was checked, there are no samples of it")
    else:
        try:
            bad = _smallest(place, examples)
        except _NoneMadeError as error:
            type_ = describe(place.codec.type_form)
            return RoundTripProblem(place.name, None, f"nothing was checked, {error}; give samples of {type_}")
    return None if bad is None else RoundTripProblem(place.name, *bad)


def _refusal(place: _Place, value: object) -> str | None:
    """Why the value would not come back; None if it would."""
    try:
        encoded = place.codec.encode(value)
        copy = place.codec.decode(encoded.data, encoded.arm)
        again = place.codec.encode(copy)
    except ValueRefusedError as refused:
        return refused.reason
    if again.arm != encoded.arm or not place.codec.is_same(encoded.data, again.data, encoded.arm):
        return "value comes back equal, but is written in another way the second time"
    for path, wanted in place.consumers:
        try:
            wanted.check(place.codec.decode(encoded.data, encoded.arm))
        except ValueRefusedError as refused:
            return f"step {path!r} does not take it: {refused.reason}"
    return None


class _NoneMadeError(Exception):
    """No value could be made; the text says why."""


class _FoundError(Exception):
    """A value that hypothesis has made is refused."""

    def __init__(self, value: object, reason: str) -> None:
        super().__init__(reason)
        self.bad = value, reason


def _smallest(place: _Place, examples: int) -> tuple[object, str] | None:
    """A made value that would not come back, as small as can be, and why; None where all would."""
    made = 0

    def judge(value: object) -> None:
        nonlocal made
        made += 1
        reason = _refusal(place, value)
        if reason is not None:
            raise _FoundError(value, reason)

    try:
        _with_examples(place.codec, judge, examples)
    except _FoundError as found:
        return found.bad
    except ImportError:
        raise _NoneMadeError("hypothesis is not installed") from None
    except Exception as error:
        if made:
            raise
        raise _NoneMadeError(f"hypothesis can make none ({type_name(type(error))})") from error
    return None


def _with_examples(codec: Codec, judge: Callable[[object], None], examples: int) -> None:
    from hypothesis import HealthCheck, assume, given, settings, strategies  # an extra of the test's environment

    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=slow)
    @given(strategies.from_type(codec.type_form))  # type: ignore[arg-type]  # pyright: ignore - any type form, not only classes
    def judge_each(value: object) -> None:
        try:
            codec.check(value)
        except ValueRefusedError:
            assume(False)  # it is none of the type, by a rule that hypothesis does not know
        assume(not any(map(_is_odd, leaves_of(value))))
        judge(value)

    judge_each()


def _is_odd(leaf: object) -> bool:
    """JSON does not have it, and hardly any program either: to find it in every type would be no news."""
    if isinstance(leaf, float | complex):
        return not cmath.isfinite(leaf)
    return isinstance(leaf, datetime | time) and leaf.tzinfo is None and leaf.fold == 1
