"""One log line per event."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gorkflow import Event, LogContext, LoggingObserver, RetryPolicy, RunFailedError, SettingError, step, workflow
from gorkflow.core.current import BODY
from gorkflow.core.events import EventType
from gorkflow.core.log_fields import RUN_ID, STEP_ID
from gorkflow.observers.logging import LOGGER
from tests.conftest import OpenEngine, on_memory
from tests.runtime.test_logs import Kept, handling

FIELDS = {
    "event", "seq", "run_id", "workflow_id", "step_id", "attempt", "duration_seconds", "queued_seconds", "error_code",
    "error_type", "error_message",
}  # fmt: skip
PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


@pytest.fixture
def kept() -> Iterator[Kept]:
    """What the observers' logger logs, whatever its level."""
    logger = logging.getLogger(LOGGER)
    before = logger.level
    logger.setLevel(1)
    with handling(logger) as handler:
        yield handler
    logger.setLevel(before)


def fields_of(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in PLAIN}


def event(type_: EventType, **fields: object) -> Event:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Event.model_validate({"run_id": "r", "seq": 7, "at": at, "type": type_, "workflow_id": "w", **fields})


@on_memory
async def test_a_run_is_told_of_in_lines(kept: Kept, open_engine: OpenEngine) -> None:
    """One per event, with fields that say the same to a machine, levels by what it means."""

    @step(retry=RetryPolicy(2, delay=0))
    async def refuse(value: int) -> int:
        raise ValueError("no")

    engine = await open_engine(observers=[LoggingObserver()])
    with pytest.raises(RunFailedError) as caught:
        await engine.run(workflow("w").then(refuse).build(), 1)
    run_id = caught.value.run_id
    told = [(record.levelname, record.getMessage().partition(f"run {run_id} of w: ")[2]) for record in kept.records]
    assert [(level, text.partition(" (")[0].partition(":")[0]) for level, text in told] == [
        ("INFO", "created"),
        ("INFO", "started"),
        ("DEBUG", "step refuse started"),
        ("WARNING", "step refuse failed and will be retried"),
        ("DEBUG", "step refuse started"),
        ("ERROR", "step refuse failed for good"),
        ("ERROR", "failed"),
    ]
    assert told[5][1].endswith(" s): [execution] ValueError: no")
    fields = fields_of(kept.records[5])
    assert set(fields) == FIELDS - {"queued_seconds"}
    assert (fields["event"], fields["run_id"], fields["workflow_id"]) == ("StepFailed", run_id, "w")
    assert (fields["step_id"], fields["attempt"], fields["error_code"]) == ("refuse", 2, "execution")
    assert set(fields_of(kept.records[0])) == {"event", "seq", "run_id", "workflow_id"}


@pytest.mark.parametrize("type_", EventType)
def test_every_event_has_its_line(kept: Kept, type_: EventType) -> None:
    """Also with data that is not there."""
    LoggingObserver().on_event(event(type_, data={"error": {}, "arm": "x", "signal": "s"}))
    (record,) = kept.records
    assert record.getMessage().startswith("run r of w: ")
    assert fields_of(record).keys() <= FIELDS


def test_control_characters_are_escaped(kept: Kept) -> None:
    """A forged second line, an escape sequence and half a surrogate pair stay text, in the fields as well."""
    error = {"code": "execution", "type": "X\r", "message": "a\nERROR all is lost\x1b[2J\u2028\u202e\ud800"}
    LoggingObserver().on_event(event(EventType.RUN_FAILED, data={"error": error}))
    (record,) = kept.records
    texts = [record.getMessage(), *map(str, fields_of(record).values())]
    assert [text for text in texts if not text.isprintable()] == []
    assert fields_of(record)["error_message"] == r"a\nERROR all is lost\x1b[2J\u2028\u202e\ud800"


def test_field_names_are_those_of_log_lines_of_bodies() -> None:
    """And none is one of a record's own."""
    record = logging.makeLogRecord({})
    token = BODY.set(("run-1", "price"))
    LogContext().filter(record)
    BODY.reset(token)
    assert fields_of(record) == {RUN_ID: "run-1", STEP_ID: "price"}
    assert {RUN_ID, STEP_ID} <= FIELDS
    assert FIELDS.isdisjoint(PLAIN)


def test_fields_of_the_application_stay(kept: Kept) -> None:
    """A record factory may put anything on a record; `extra` would raise where both have a name."""
    factory = logging.getLogRecordFactory()

    def make(*args: object, **kwargs: object) -> logging.LogRecord:
        record = factory(*args, **kwargs)
        record.__dict__["event"] = "mine"
        return record

    logging.setLogRecordFactory(make)
    try:
        LoggingObserver().on_event(event(EventType.RUN_STARTED))
    finally:
        logging.setLogRecordFactory(factory)
    assert [record.__dict__["event"] for record in kept.records] == ["mine"]


def test_a_line_that_nobody_wants_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The level is asked for first."""
    made: list[object] = []
    monkeypatch.setattr("gorkflow.observers.logging._line", made.append)
    logger = logging.getLogger("nobody.listens")
    logger.setLevel(logging.WARNING)
    LoggingObserver(logger).on_event(event(EventType.STEP_COMPLETED))
    assert made == []


def test_levels_are_chosen(kept: Kept) -> None:
    """By name of the event; a failure that is tolerated warns, unless the user says otherwise."""
    tolerated = event(EventType.STEP_FAILED, data={"tolerated": True})
    LoggingObserver(levels={"StepCompleted": logging.INFO}).on_event(event(EventType.STEP_COMPLETED))
    LoggingObserver().on_event(tolerated)
    LoggingObserver(levels={"StepFailed": logging.CRITICAL}).on_event(tolerated)
    assert [record.levelname for record in kept.records] == ["INFO", "WARNING", "CRITICAL"]


def test_levels_that_cannot_be_are_refused() -> None:
    """With the names that there are."""
    with pytest.raises(SettingError, match="there is no event 'StepDone'; the events are RunCreated, "):
        LoggingObserver(levels={"StepDone": 10})
    with pytest.raises(SettingError, match="StepFailed has level 'INFO'; give a number"):
        LoggingObserver(levels={"StepFailed": "INFO"})  # type: ignore[dict-item]  # that is what is tested
