"""Mermaid and DOT: valid whatever the names and texts are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from gorkflow.core.decorator import step
from gorkflow.core.run import StepExecution, StepStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from tests.project.blocks import ROOT, blocks_of, environment


class Order(BaseModel):
    id: int


class Quote(BaseModel):
    total: float


@step
def fetch(id: int) -> Order:
    return Order(id=id)


@step(name='the "best" price', description="a <b> & #1\nsecond `line` \\", tags={"team": "core"})
def price(order: Order) -> Quote:
    return Quote(total=1)


@step
def grow(order: Order) -> Order:
    return order


@step
def tick() -> int:
    return 1


def everything() -> Workflow[int, Any]:
    inner = workflow("in-ner").then(grow.named("end")).then(price.named("graph")).build()
    order = workflow("w-1").then(fetch).tap(tick)
    conditional = order.then_if(lambda _: True, price, default=None)
    return conditional.join(order.then(inner)).build()


def test_a_mermaid_flowchart() -> None:
    """Steps, a condition, a tap, a workflow inside as a subgraph, types on the edges along which values go."""
    assert everything().to_mermaid() == (
        "flowchart TD\n"
        '  input(["int"])\n'
        '  n0["fetch"]\n'
        '  n1["tick<br/>tap"]\n'
        '  n2{{"the #quot;best#quot; price<br/>a #lt;b#gt; #amp; #35;1 second #96;line#96; \\<br/>if its condition '
        'holds<br/>team: core"}}\n'
        '  output(["tuple[Quote | None, Quote]"])\n'
        '  subgraph g0["in-ner"]\n'
        '    n3["end"]\n'
        '    n4["the #quot;best#quot; price<br/>a #lt;b#gt; #amp; #35;1 second #96;line#96; \\<br/>team: core"]\n'
        "  end\n"
        '  input -->|"int"| n0\n'
        "  n0 -.-> n1\n"
        '  n0 -->|"Order"| n2\n'
        '  n0 -->|"Order"| n3\n'
        '  n3 -->|"Order"| n4\n'
        '  n2 -->|"Quote | None"| output\n'
        '  n4 -->|"Quote"| output\n'
    )


def test_a_dot_digraph() -> None:
    """Strings are quoted, clusters numbered."""
    drawn = everything().to_dot()
    assert drawn.startswith('digraph "w-1" {\n')
    assert drawn.endswith("}\n")
    assert (
        '  n2 [label="the \\"best\\" price\\na <b> & #1 second `line` \\\\\\nif its condition holds\\nteam: core"'
        in drawn
    )
    assert '  subgraph cluster_g0 {\n    label="in-ner";\n' in drawn
    assert "  n0 -> n1 [style=dashed];\n" in drawn
    assert '  n0 -> n2 [label="Order"];\n' in drawn


def test_every_quoted_string_of_a_drawing_is_closed() -> None:
    """No text of the user's can end a label early."""
    for line in everything().to_mermaid().splitlines():
        assert line.count('"') % 2 == 0
        assert "`" not in line
    unescaped = re.compile(r'(?<!\\)(?:\\\\)*"')
    for line in everything().to_dot().splitlines():
        assert len(unescaped.findall(line)) % 2 == 0


def test_no_text_is_an_order_to_mermaid() -> None:
    """It would read what stands between `%%{` and `}%%` as its settings, in a label as well."""
    named = Step("a", tick.handler, name='%%{init: {"theme": "dark"}}%%')
    assert "%%" not in workflow("w").then(named).build().to_mermaid()


def test_an_entity_in_a_name_is_drawn_as_it_was_written() -> None:
    """Graphviz would read it."""
    named = Step("a", tick.handler, name="a &lt; b & c")
    assert 'label="a &amp;lt; b & c"' in workflow("w").then(named).build().to_dot()


def test_statuses_are_classes_in_mermaid_and_attributes_in_dot() -> None:
    """With the word in the label, so that nothing is said by a colour alone."""
    built = workflow("w").then(tick).build()
    record = StepExecution(run_id="r", step_id="tick", attempt=2, status=StepStatus.FAILED, duration_seconds=1.25)
    mermaid = built.to_mermaid(executions=[record])
    assert '  n0["tick<br/>failed, attempt 2, 1.2 s"]\n' in mermaid
    assert "  class n0 failed\n" in mermaid
    dot = built.to_dot(executions=[record])
    assert 'n0 [label="tick\\nfailed, attempt 2, 1.2 s", style="rounded,filled", color="#d55e00"' in dot


def test_a_map_is_a_cluster_in_dot() -> None:
    """Its status colours the cluster."""
    built = workflow("w", list[int]).map(Step("grow", _grown)).build()
    record = StepExecution(run_id="r", step_id="@map-1", attempt=0, status=StepStatus.RUNNING)
    dot = built.to_dot(executions=[record])
    assert '    label="map grow\\nrunning";\n    style="rounded,filled";\n    color="#0072b2";\n' in dot
    assert '    n0 [label="grow\\npending"' in dot


def _grown(value: int) -> int:
    return value


def test_a_drawing_without_readers_of_the_input() -> None:
    """The first step still stands behind the input, though no value goes there."""
    assert "  input --> n0\n" in workflow("w").then(tick).build().to_mermaid()


def test_the_input_may_be_part_of_the_output() -> None:
    """A join of the input and a step."""
    start = workflow("w", int)
    drawn = start.join(start.then(fetch)).build().to_mermaid()
    assert '  input -->|"int"| output\n' in drawn


def test_the_page_on_drawings_shows_what_its_program_prints(tmp_path: Path) -> None:
    """As a Mermaid block, which a forge draws."""
    blocks = blocks_of(ROOT / "docs" / "how-to" / "draw-a-workflow.md")
    program = next(block.text for block in blocks if block.language == "python")
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(tmp_path) | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.rstrip() == next(block.text for block in blocks if block.language == "mermaid").rstrip()
