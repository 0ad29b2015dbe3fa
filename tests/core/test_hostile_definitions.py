"""Whatever is given to what defines steps and workflows: it is taken, or refused by an error that helps."""

from __future__ import annotations

import types
from typing import Any

import pytest

from gorkflow import (
    DefinitionError,
    RetryPolicy,
    RunFilter,
    SettingError,
    StateKey,
    Step,
    case,
    cases,
    step,
    workflow,
)
from tests.hostile import Call, complaints


@step
async def one(value: int) -> int:
    return value


other = one.named("other")
third: Any = one.named("third")
begun: Any = workflow("begun").then(one)
listed: Any = workflow("listed", list[int])
flow = begun.build()
untyped: Any = workflow("empty")  # as callers without a type checker see it


async def _plain(value: int) -> int:
    return value


def _keywords(make: Any, *names: str) -> dict[str, Call]:
    """One call for each keyword of a function."""

    def call(name: str) -> Call:
        return lambda value: make(**{name: value})

    return {f"{make.__name__}({name}=)": call(name) for name in names}


def options(**options: Any) -> object:
    return Step("it", _plain, **options)


def defined(**options: Any) -> object:
    return workflow("it", **options).then(one).build()


def defined_by(input_type: Any) -> Any:
    return workflow("it", input_type)


OPTIONS = ("name", "description", "retry", "timeout", "concurrency", "executor", "pure", "tags")
LIMITS = ("version", "name", "description", "retry", "timeout", "run_timeout")
WAITS = ("max_attempts", "delay", "backoff", "factor", "max_delay", "jitter", "retry_on", "give_up_on")

CALLS: dict[str, Call] = {
    **_keywords(options, *OPTIONS),
    **_keywords(step, "id", *OPTIONS),
    **_keywords(defined, *LIMITS),
    **_keywords(RetryPolicy, *WAITS),
    **_keywords(RunFilter, *RunFilter.model_fields, "another"),
    "Step(id)": lambda value: Step(value, _plain),
    "Step(handler)": lambda value: Step("it", value),
    "step(handler)": step,
    "step()(handler)": lambda value: step(timeout=1)(value),
    "named": one.named,
    "Workflow.named": flow.named,
    "or_else": lambda value: workflow("it").then(one.or_else(value)).build(),
    "or_else twice": lambda value: one.or_else(value).or_else(value),
    "Workflow.or_else": flow.or_else,
    "repr of or_else": lambda value: repr(one.or_else(value)),
    "workflow(id)": workflow,
    "workflow(input)": lambda value: workflow("it", value),
    "workflow(list of input)": lambda value: defined_by(types.GenericAlias(list, value)),
    "first then": lambda value: workflow("it").then(value),
    "first sequence": lambda value: workflow("it").sequence(value, value),
    "first parallel": lambda value: workflow("it").parallel(value, value),
    "first parallel_all": lambda value: workflow("it").parallel_all(value),
    "empty join": untyped.join,
    "empty tap": untyped.tap,
    "empty then_if": lambda value: untyped.then_if(value, value, default=value),
    "empty map": lambda value: untyped.map(value, concurrency=value),
    "empty switch": lambda value: untyped.switch(value, value, default=value),
    "then": begun.then,
    "sequence": lambda value: begun.sequence(other, value),
    "parallel": lambda value: begun.parallel(other, value),
    "parallel_all": begun.parallel_all,
    "parallel_all of one": lambda value: begun.parallel_all([value]),
    "join": begun.join,
    "tap": begun.tap,
    "condition": lambda value: begun.then_if(value, other).build(),
    "conditional": lambda value: begun.then_if(bool, value).build(),
    "default": lambda value: begun.then_if(bool, other, default=value).build(),
    "branch condition": lambda value: begun.branch(value, then=other, otherwise=third).build(),
    "branch arm": lambda value: begun.branch(bool, then=value, otherwise=third).build(),
    "switch function": lambda value: begun.switch(value, case(1, other), default=third).build(),
    "switch case": lambda value: begun.switch(bool, value, default=third).build(),
    "switch default": lambda value: begun.switch(bool, case(1, other), default=value).build(),
    "case(key)": lambda value: begun.switch(bool, case(value, other), case(7, other.named("7")), default=third).build(),
    "case(step)": lambda value: begun.switch(bool, case(1, value), default=third).build(),
    "cases": lambda value: begun.then(cases(other, value)).build(),
    "map": lambda value: listed.map(value).build(),
    "map(concurrency=)": lambda value: listed.map(one, concurrency=value).build(),
    "map over": lambda value: defined_by(value).map(one).build(),
    "repeat(times)": lambda value: begun.repeat(value, other).build(),
    "repeat(step)": lambda value: begun.repeat(2, value).build(),
    "repeat_while(condition)": lambda value: begun.repeat_while(value, other, max_iterations=2).build(),
    "repeat_while(step)": lambda value: begun.repeat_while(bool, value, max_iterations=2).build(),
    "repeat_while(max_iterations=)": lambda value: begun.repeat_while(bool, other, max_iterations=value).build(),
    "StateKey(name)": lambda value: StateKey(value, int),
    "StateKey(type)": lambda value: StateKey("it", value),
    "wait_seconds": lambda value: RetryPolicy().wait_seconds(value, 0.5),
    "retries": RetryPolicy().retries,
}


@pytest.mark.parametrize("name", CALLS)
async def test_no_definition_ends_in_an_error_of_python(name: str) -> None:
    """Every value in every place; what is refused is named in one short line without control characters."""
    assert await complaints(CALLS[name]) == {}


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (untyped.build, DefinitionError, r"'empty': it is empty: give it a step by .then\(...\) before .build"),
        (lambda: untyped.join(begun), DefinitionError, r"workflow 'empty': it is empty: .* before .join\(\)"),
        (
            lambda: untyped.map(one),
            DefinitionError,
            r"'empty': .* by .then\(...\) before .map\(\), or say what it takes: workflow\('empty', TYPE\)",
        ),
        (lambda: untyped.repeat(2, one), DefinitionError, r"'empty': it is empty: .* before .repeat\(\)"),
        (lambda: begun.then(untyped), DefinitionError, "not built"),
        (lambda: begun.parallel_all(untyped), DefinitionError, r"'begun': parallel_all\(\) takes a list of steps, not"),
        (lambda: defined_by("Order"), DefinitionError, "'it': its input: 'Order' is a value and no type"),
        (lambda: defined_by([int]), DefinitionError, r"its input: \[<class 'int'>\] is a value and no type"),
        (lambda: StateKey("it", "int"), DefinitionError, "state key 'it': 'int' is a value and no type"),
        (lambda: RetryPolicy(delay=10**10), SettingError, "RetryPolicy: delay must be at most 100 years"),
        (lambda: RetryPolicy(factor=10**400), SettingError, "factor must be finite and at least 1, not 1000"),
        (lambda: workflow("it", run_timeout=1e308), SettingError, "'it': run_timeout must be at most 100 years"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_with_its_remedy(call: Any, error: type[Exception], text: str) -> None:
    """The first line says which workflow, step or option, what was given, and what to write."""
    with pytest.raises(error, match=text):
        call()
