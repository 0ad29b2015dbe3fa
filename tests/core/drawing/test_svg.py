"""SVG: valid, harmless and the same every time, whatever the names are; text stays in its box."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core.drawing.lettering import printable, shortened, width_of, wrapped
from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Edge, Mark, Picture, Shape
from gorkflow.core.drawing.shapes import Measure, letters_of
from gorkflow.core.drawing.svg import svg_of
from gorkflow.core.run import StepStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from tests.core.drawing.pictures import nested
from tests.project.blocks import ROOT

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = {"svg", "title", "g", "path", "rect", "polygon", "circle", "text"}
HOSTILE = [
    "</text><script>alert(1)</script>",
    '" onload="x',
    "a\x00\x1b[31mb\ud800",
    "&amp;&#0;]]>",
    "\u202eedoc",
    "\ufffe",
]


def same(value: int) -> int:
    return value


def drawn(name: str) -> Picture:
    """The text in every place that a user's text can come to."""
    boxes = [Box(f"n{number}", name, shape, (name, name), "g0") for number, shape in enumerate(Shape)]
    edges = [Edge("n0", "n1", name, False), Edge("n1", "n2", name, True), Edge("n1", "n3", f"{name}2", False)]
    return Picture(name, boxes, [Cluster("g0", name, ClusterKind.LOOP)], edges)


def checked(text: str) -> ET.Element:
    """The document, if it is one that does nothing but show."""
    root = ET.fromstring(text.encode())  # noqa: S314  it is our own text that is tested
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in PLAIN
        assert not any(name.startswith("on") or "href" in name or name == "style" for name in element.attrib)
        assert not any("url(" in value for value in element.attrib.values())
    return root


@settings(deadline=None)
@given(st.one_of(st.text(st.characters(), min_size=1, max_size=30), st.sampled_from(HOSTILE)))
def test_no_text_breaks_the_document(name: str) -> None:
    """It parses, has no elements or attributes but ours, and shows the text."""
    root = checked(svg_of(drawn(name)))
    about = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert any(printable(name) in text for text in about) or not printable(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_of_steps_are_text(name: str) -> None:
    """From the definition to the document."""
    built = workflow("w", int).then(Step("a", same, name=name, description=name, tags={"k": name})).build()
    root = checked(built.to_svg())
    shown = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert printable(name)[:5] in shown


@settings(deadline=None)
@given(nested())
def test_every_box_and_edge_is_in_the_document(picture: Picture) -> None:
    """A title for each box, an arrowhead for each that a line comes to."""
    root = checked(svg_of(picture))
    shapes = [
        one
        for one in root.iter(f"{SVG}g")
        if one.find(f"{SVG}rect") is not None or one.find(f"{SVG}polygon") is not None
    ]
    assert len([one for one in shapes if one.find(f"{SVG}title") is not None]) >= len(picture.boxes)
    heads = [path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("stroke") is None]
    assert sum(one.count("M") for one in heads) >= len({edge.end for edge in picture.edges})


def test_a_picture_is_the_same_every_time() -> None:
    """In another process, with another seed of hashes, too: it can be kept in a repository."""
    program = (
        "from gorkflow import step, workflow\n"
        "def same(value: int) -> int: return value\n"
        "from gorkflow import Step\n"
        "at = workflow('w', int).then(Step('a', same))\n"
        "ends = [at.then(Step(f's{n}', same)) for n in range(40)]\n"
        "print(at.join(*ends[:8]).build().to_svg(), at.tap(ends and Step('t', same)).build().to_svg())\n"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1
    assert b"<svg" in texts.pop()


def test_arms_types_and_titles_are_shown() -> None:
    """An arm's label once, a type once below the box that gives it, a cluster's title in its header."""
    inner = workflow("inner", int).then(Step("x", same)).then(Step("y", same)).build()
    built = workflow("w", int).branch(lambda value: value > 1, then=inner, otherwise=Step("z", same)).build()
    texts = [element.text for element in checked(built.to_svg()).iter(f"{SVG}text")]
    assert sorted(map(str, texts)) == sorted(
        ["int", "@branch-1", "then", "otherwise", "inner", "x", "int", "y", "int", "z", "int", "int"]
    )


def test_taps_are_dashed() -> None:
    """And nothing else is."""
    built = workflow("w", int).then(Step("a", same)).build()
    assert "stroke-dasharray" not in built.to_svg()
    tapped = workflow("w", int).then(Step("a", same)).tap(Step("t", same)).build()
    assert tapped.to_svg().count("stroke-dasharray") == 1


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("name", ["a", "W" * 60, "長い名前" * 9, "the quick brown fox " * 30])
def test_text_fits_into_its_box(shape: Shape, name: str) -> None:
    """Every line, at its height in the shape, is narrower than the shape is there."""
    box = Box("n0", "p", shape, (name, name, name), None, Mark(StepStatus.FAILED, "failed, attempt 12, 10 h 59 min"))
    size, lines = Measure().box(box), letters_of(box)
    y = (size.height - sum(line.height for line in lines)) / 2
    for line in lines:
        farther = max(abs(y - size.height / 2), abs(y + line.height - size.height / 2))
        room = {
            Shape.DIAMOND: size.width * (1 - farther / (size.height / 2)),
            Shape.HEXAGON: size.width - 28,
        }.get(shape, size.width)
        assert line.width <= room
        y += line.height


# Widths of the letters from the space on in DejaVu Sans, one of the widest fonts in use, in thousandths of its size.
WIDE = """
318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838
838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989 685 611
685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592
818 592 592 525 636 337 636 838
"""


def test_letters_are_taken_to_be_as_wide_as_those_of_a_wide_font() -> None:
    """But not much wider: boxes would be too large."""
    for number, width in enumerate(WIDE.split()):
        assert int(width) <= 1000 * width_of(chr(32 + number), 1.0) <= int(width) + 110


def test_what_is_too_long_loses_its_middle() -> None:
    """Names differ at their ends."""
    short = shortened("process_customer_" + "x" * 100 + "_batch_17", 13, 200)
    assert re.fullmatch(r"process_cust\w+\u2026\w*batch_17", short)
    assert width_of(short, 13) <= 200
    assert shortened("price", 13, 200) == "price"


@given(st.text(max_size=300), st.integers(1, 4))
def test_wrapped_lines_are_no_wider_than_the_limit(text: str, count: int) -> None:
    """And no more than wanted."""
    lines = list(wrapped(text, 11, 120, count))
    assert len(lines) <= count
    assert all(width_of(line, 11) <= 120 for line in lines)
    assert bool(lines) == bool(text.split())


def test_wrapped_text_loses_no_word_where_there_is_room() -> None:
    """Words stay whole and in order."""
    text = "Looks the address up in the register of the post office"
    assert " ".join(wrapped(text, 11, 160, 9)) == text


def bundle(**chosen: Any) -> dict[str, str]:
    built = workflow("w", int).then(Step("a", same)).build()
    return built._repr_mimebundle_(**chosen)


def test_a_notebook_gets_the_picture_and_the_text() -> None:
    """And can choose."""
    assert set(bundle()) == {"image/svg+xml", "text/plain"}
    assert bundle()["image/svg+xml"].startswith("<svg ")
    assert bundle()["text/plain"] == "Workflow('w', int -> int, 1 step)"
    assert set(bundle(include=["text/plain", "text/html"])) == {"text/plain"}
    assert set(bundle(exclude={"text/plain"})) == {"image/svg+xml"}
    assert bundle(include=["text/plain"], exclude=["text/plain"]) == {}
    assert json.loads(json.dumps(bundle())) == bundle()


def test_a_notebook_gets_no_picture_of_thousands_of_steps() -> None:
    """Looking at a workflow must not hold it up; `to_svg` draws it."""
    steps = [Step(f"s{number}", same) for number in range(2_001)]
    built = workflow("w", int).parallel_all(steps).build()
    assert set(built._repr_mimebundle_()) == {"text/plain"}
