"""The reference of events, read as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache

from gorkflow.core.records import EventRow
from tests.project.blocks import ROOT

PAGE = ROOT / "docs" / "reference" / "events.md"


def table(heading: str) -> list[list[str]]:
    """The rows of the table with that heading, or with a heading that begins so; cells as they stand there."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    rows: list[list[str]] = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def codes(cell: str) -> list[str]:
    """What stands in a cell as code."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def keys_by_event() -> dict[str, frozenset[str]]:
    """The data that each event may have."""
    return {codes(name)[0]: frozenset(codes(data)) for name, _, data in table("Event")}


def undocumented(events: Iterable[EventRow]) -> set[tuple[str, str]]:
    """Types of events, each with something that it carries and the page does not name."""
    return {
        (event.type, key)
        for event in events
        if event.data != "{}"
        for key in json.loads(event.data)
        if key not in keys_by_event()[event.type]
    }
