"""The reference of events, metrics, spans and log fields is that of the code.

That every field of every event's data is on the page, `tests.conftest.Database.check` looks at, after each test that
has run workflows.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import JsonValue

from gorkflow import Event
from gorkflow.core.events import EventType
from gorkflow.observers.logging import _fields
from gorkflow.observers.metrics import BUCKETS, FAMILIES
from gorkflow.observers.otel_spans import ATTRIBUTES
from tests.project.blocks import ROOT
from tests.project.events_page import PAGE, codes, keys_by_event, table


def test_every_event_is_listed() -> None:
    """One row per type, in the order of the enumeration."""
    assert list(keys_by_event()) == [str(event) for event in EventType]


def test_every_field_is_explained() -> None:
    """Once, and none that no event has; each stands in the code."""
    explained = [codes(name)[0] for name, _, _ in table("Field | Type | Meaning")]
    assert len(explained) == len(set(explained))
    assert set(explained) == {key for keys in keys_by_event().values() for key in keys}
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "gorkflow" / "core").glob("*.py"))
    assert [key for key in explained if f'"{key}"' not in source] == []


def test_every_metric_is_listed() -> None:
    """With kind, labels and what Prometheus shows of it."""
    listed = [(codes(name)[0], kind, tuple(codes(labels)), text) for name, kind, labels, text in table("Metric")]
    assert listed == [tuple(family) for family in FAMILIES]
    assert f"histograms, in seconds: {', '.join(f'{bound:g}' for bound in BUCKETS)}." in PAGE.read_text("utf-8")


def test_every_attribute_of_a_span_is_listed() -> None:
    """In order."""
    assert [codes(name)[0] for name, _, _ in table("Attribute")] == list(ATTRIBUTES)


def test_every_log_field_is_listed() -> None:
    """As an event has them that has everything."""
    data: dict[str, JsonValue] = {"error": {"code": "execution"}, "started_at": 1, "ended_at": 2, "queued": 0.5}
    at = datetime(2026, 11, 21, tzinfo=UTC)
    whole = Event(
        run_id="r", seq=1, at=at, type=EventType.STEP_FAILED, step_id="s", attempt=1, data=data, workflow_id="w"
    )
    assert [codes(name)[0] for name, _ in table("Field | Meaning")] == list(_fields(whole))
