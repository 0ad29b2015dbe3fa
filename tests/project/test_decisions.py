"""Records of decisions are numbered without gaps and have their five parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.blocks import ROOT

PAGES = sorted((ROOT / "docs" / "adr").glob("*.md"))
PARTS = ["Context", "Decision", "Consequences", "Alternatives"]
STATUS = re.compile(r"^Status: (proposed|accepted|superseded by \d{4}), \d{4}-\d{2}-\d{2}\.$", re.M)


def test_decisions_are_numbered_without_gaps() -> None:
    """0001, 0002, ... with a name behind each."""
    numbers = [page.name.partition("-")[0] for page in PAGES]
    assert numbers == [f"{number:04}" for number in range(1, len(PAGES) + 1)]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_decision_has_its_parts(page: Path) -> None:
    """A status with its date, then the four headings in order."""
    text = page.read_text(encoding="utf-8")
    assert STATUS.search(text) is not None
    assert [title for title in re.findall(r"^## (.+)$", text, re.M) if title in PARTS] == PARTS
