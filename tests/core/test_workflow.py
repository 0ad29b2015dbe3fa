"""Workflows: what they show, their fingerprint and schemas, and how they are started."""

from __future__ import annotations

import os
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import networkx
import pytest
from pydantic import BaseModel, Field

from gorkflow.core.builder import WorkflowBuilder
from gorkflow.core.context import StepContext
from gorkflow.core.decorator import step
from gorkflow.core.durations import NO_TIMEOUT
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow

ROOT = Path(__file__).parent.parent.parent


class Order(BaseModel):
    """An order."""

    id: int


class Quote(BaseModel):
    total: Annotated[float, Field(ge=0, description="with tax")]


class Size(Enum):
    small = 1
    large = 2


@step
def price(order: Order) -> Quote:
    return Quote(total=1)


@step
def check(order: Order) -> Size:
    return Size.small


@step
def decide(quote: Quote, size: Size) -> bool:
    return True


@step
def grow(order: Order) -> Order:
    return order


def diamond() -> Workflow[Order, bool]:
    return workflow("diamond", version="3").then(grow).parallel(price, check).then(decide).build()


class Recorder:
    """An engine that only writes down what it is asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, object, object, dict[str, object]]] = []

    async def run(self, workflow: object, input: object, /, **options: object) -> str:
        self.calls.append(("run", workflow, input, options))
        return "output"

    async def start(self, workflow: object, input: object, /, **options: object) -> str:
        self.calls.append(("start", workflow, input, options))
        return "handle"


async def test_run_and_start_go_to_the_engine() -> None:
    """With every option, and the defaults where none is given."""
    engine: Any = Recorder()
    built, order = diamond(), Order(id=1)
    assert await built.run(order, on=engine) == "output"  # type: ignore[comparison-overlap]  # the recorder's answer
    given: dict[str, Any] = {
        "idempotency_key": "k",
        "tags": {"a": "b"},
        "resource_id": "r",
        "run_timeout": 3,
        "on_failure": "cancel",
    }
    assert await built.start(order, on=engine, **given) == "handle"  # type: ignore[comparison-overlap]  # as above
    default: dict[str, Any] = {
        "idempotency_key": None, "tags": {}, "resource_id": None, "run_timeout": None, "on_failure": "drain",
    }  # fmt: skip
    assert engine.calls == [("run", built, order, default), ("start", built, order, given)]


def test_a_workflow_shows_what_it_is() -> None:
    """Id, version, types, steps."""
    built = diamond()
    assert (built.id, built.version, built.input_type, built.output_type) == ("diamond", "3", Order, bool)
    assert repr(built) == "Workflow('diamond', Order -> bool, 4 steps)"
    assert dict(built.steps) == {"grow": grow, "price": price, "check": check, "decide": decide}
    assert built.compiled is None


def test_settings_are_kept_for_the_engine() -> None:
    """In seconds; None inherits."""
    built = workflow("w", name="W", description="d", retry=RetryPolicy(2), timeout=2, run_timeout=NO_TIMEOUT)
    kept = built.then(price).build()
    assert (kept.name, kept.description, kept.retry) == ("W", "d", RetryPolicy(2))
    assert (kept.timeout_seconds, kept.run_timeout_seconds) == (2.0, float("inf"))
    default = diamond()
    assert (default.retry, default.timeout_seconds, default.run_timeout_seconds) == (None, None, None)


def test_the_graph_is_networkx_s() -> None:
    """Nodes are paths with kind, step and types; it is made once."""
    built = diamond()
    graph = built.graph
    assert isinstance(graph, networkx.DiGraph)
    assert graph is built.graph
    assert set(graph.edges) == {("grow", "price"), ("grow", "check"), ("price", "decide"), ("check", "decide")}
    assert graph.nodes["decide"] == {
        "kind": "step",
        "step": decide,
        "input_type": tuple[Quote, Size],
        "output_type": bool,
    }
    assert next(iter(networkx.topological_sort(graph))) == "grow"
    conditional = workflow("w").then(grow).then_if(lambda _: True, grow.named("again")).tap(price).build().graph
    assert [conditional.nodes[path]["kind"] for path in conditional] == ["step", "then_if", "tap"]


def test_schemas_are_those_of_the_types() -> None:
    """JSON Schema of input and output."""
    built = workflow("w").parallel(price, check).build()
    assert built.input_schema()["properties"] == {"id": {"title": "Id", "type": "integer"}}
    assert built.output_schema()["type"] == "array"


def test_the_fingerprint_is_that_of_structure_and_types() -> None:
    """Not of ids of the workflow, versions, settings, texts or conditions."""
    first = diamond().fingerprint
    again = workflow("other", version="9", retry=RetryPolicy(2), description="d").then(grow)
    tuned = Step("price", price.handler, timeout=3, description="d", tags={"a": "b"}, pure=True)
    assert again.parallel(tuned, check).then(decide).build().fingerprint == first
    assert len(first) == 64


def test_the_fingerprint_tells_definitions_apart() -> None:
    """Each change of structure or types gives another."""

    class Other(BaseModel):
        total: Annotated[float, Field(ge=1)]

    def cheaper(order: Order) -> Other:
        return Other(total=1)

    start = workflow("w", Order).then(grow)
    built: list[WorkflowBuilder[Any, Any]] = [
        start.then(price),
        start.then(check),
        start.then(price.named("p")),
        start.then(price.or_none()),
        start.then(Step("price", cheaper)),
        start.tap(price),
        start.parallel(price, check),
        start.parallel(check, price),
        start.parallel_all([price]),
        start.then_if(lambda _: True, price, default=None),
        start.then(workflow("in").then(price).build()),
        start.join(start.then(price)),
        start.then(price).join(start),
        workflow("w", Order | None).then(step(id="grow")(lenient)).then(price),
    ]
    assert len({one.build().fingerprint for one in built}) == len(built)


def test_the_order_of_a_union_counts() -> None:
    """The store keeps which member made a value by its place, although A | B equals B | A for Python."""

    def one(value: Order) -> Order | Quote:
        return value

    def other(value: Order) -> Quote | Order:
        return value

    assert len({workflow("w").then(Step("s", body)).build().fingerprint for body in (one, other)}) == 2


def lenient(order: Order | None) -> Order:
    return order or Order(id=1)


def test_docstrings_and_descriptions_do_not_count() -> None:
    """They are for people: a run goes on after one is corrected."""

    def variant(text: str) -> str:
        class Model(BaseModel):
            field: int = Field(description=text, title=text, examples=[1], default=3)

        Model.__doc__ = text

        def body(value: Model) -> Model:
            return value

        return workflow("w").then(Step("s", body)).build().fingerprint

    assert variant("one text") == variant("another")


def test_a_field_named_title_counts() -> None:
    """Only the schema's own texts are left out, not the user's fields of these names."""

    class With(BaseModel):
        title: str
        description: int

    class Without(BaseModel):
        name: str

    def first(value: With) -> int:
        return 1

    def second(value: Without) -> int:
        return 1

    fingerprints = {workflow("w").then(Step("s", body)).build().fingerprint for body in (first, second)}
    assert len(fingerprints) == 2


PROGRAM = """
from enum import Enum
from typing import Annotated
from pydantic import BaseModel, Field
from gorkflow.core.decorator import step
from gorkflow.core.start import workflow

class Size(Enum):
    small = 1
class Order(BaseModel):
    id: int
    tags: set[str]
    size: Size | None = None
    amount: Annotated[float, Field(gt=0)] = 1.5

@step
def one(order: Order) -> dict[str, list[Order]]: ...
@step
def two(orders: dict[str, list[Order]]) -> tuple[int, str | None]: ...

print(workflow("w").then(one).then(two).build().fingerprint)
"""


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    """Whatever the seed of hashes; the value is fixed here, so that a release cannot change it unseen."""
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "42")
    }
    assert found == {"8e99ec75ccc7d1a794d731166419c50d301c54ffe66da7ac0993c0a3c41ab037"}


@pytest.mark.parametrize("used", [(price,), (price, check)], ids=len)
def test_the_count_of_steps_is_written_in_english(used: tuple[Any, ...]) -> None:
    """One step, two steps."""
    position: Any = workflow("w", Order)
    built = position.parallel(*used).build()
    assert repr(built).endswith(", 1 step)" if len(used) == 1 else ", 2 steps)")


def test_contexts_are_no_part_of_the_fingerprint() -> None:
    """A body may begin to use one in the middle of a run."""

    def with_context(ctx: StepContext, order: Order) -> Quote:
        return Quote(total=1)

    fingerprints = {
        workflow("w").then(one).build().fingerprint for one in (price, Step("price", with_context))
    }  # fmt: skip
    assert len(fingerprints) == 1
