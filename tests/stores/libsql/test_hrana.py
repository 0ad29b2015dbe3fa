"""The protocol as text, and URLs of servers: what needs no server to be tested."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, strategies as st

from gorkflow.composition import connect, store_of, without_secrets
from gorkflow.errors import InputError, SettingError, StoreUnsupportedError, StoreUrlError
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.stores.libsql_batch import Batch, Job
from gorkflow.stores.libsql_hrana import (
    Answer,
    Fault,
    ProtocolError,
    Step,
    answers_of,
    pipeline_of,
    statement_of,
)
from gorkflow.stores.libsql_url import endpoint_of
from gorkflow.stores.sqlite import SqliteStore

VALUES = (
    st.none()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)


@given(st.lists(VALUES))
def test_values_come_back_as_they_went(values: list[str | bytes | float | None]) -> None:
    """Exactly, with their types; padding of base64 may be missing."""
    pipeline = pipeline_of([statement_of("SELECT ?", values, wants_rows=True)])
    sent = json.loads(pipeline.body)["requests"][1]["stmt"]["args"]
    for cell in sent:
        if cell["type"] == "blob":
            cell["base64"] = cell["base64"].rstrip("=")
    ok = {"type": "ok", "response": {"type": "execute", "result": {"rows": [sent]}}}
    stored = {"type": "ok", "response": {"type": "store_sql"}}
    ((answer,),), baton = answers_of(pipeline, json.dumps({"baton": "b", "results": [stored, ok, {}]}).encode())
    assert answer == Answer([values], None)
    assert [type(value) for value in (answer.rows or [[]])[0]] == [type(value) for value in values]
    assert baton == "b"


@pytest.mark.parametrize("value", ["\ud800", 2**63, -(2**63) - 1, float("nan"), float("inf"), -float("inf")])
def test_what_cannot_travel_is_refused(value: str | float) -> None:
    """Before anything is sent."""
    with pytest.raises(InputError, match="cannot be stored"):
        statement_of("SELECT ?", [value])


def test_a_text_travels_once() -> None:
    """However many statements have it; a stream that goes on gives it up again."""
    statements = [statement_of("SELECT ?", [number]) for number in range(3)]
    ending = {"type": "close"}
    kinds = [one["type"] for one in json.loads(pipeline_of(statements).body)["requests"]]
    assert kinds == ["store_sql", "execute", "execute", "execute", "close"]
    going_on = json.loads(pipeline_of(statements, baton="b", keeps_stream=True).body)
    assert going_on["baton"] == "b"
    assert going_on["requests"][-1] == {"type": "close_sql", "sql_id": 0}
    assert ending not in going_on["requests"]


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps).map(str.encode))
def test_anything_else_is_no_answer(body: bytes) -> None:
    """ProtocolError, whatever comes."""
    pipeline = pipeline_of([statement_of("SELECT 1")])
    with pytest.raises(ProtocolError):
        answers_of(pipeline, body)


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"type": "ok"},
        {"type": "ok", "response": {"type": "execute", "result": {"rows": [[{"type": "color"}]]}}},
        {"type": "ok", "response": {"type": "execute", "result": {"rows": [[{"type": "integer", "value": "x"}]]}}},
        {"type": "ok", "response": {"type": "batch", "result": {"step_results": [None], "step_errors": []}}},
    ],
)
def test_a_broken_answer_is_told(result: object) -> None:
    """Not taken for an empty one."""
    pipeline = pipeline_of([statement_of("SELECT 1")])
    with pytest.raises(ProtocolError):
        answers_of(pipeline, json.dumps({"baton": None, "results": [None, result, None]}).encode())


class TestBatch:
    """What the answers to a batch mean. Steps: BEGIN, savepoint, the statements, undo, release, COMMIT, ROLLBACK."""

    OK = Answer([], None)
    LEFT_OUT = Answer(None, None)

    def test_a_lost_transaction_is_the_failure_of_all(self) -> None:
        """What broke it is told, not what could not be ended afterwards."""
        full, none = Answer(None, Fault("SQLITE_FULL", "x")), Answer(None, Fault("", "no such savepoint"))
        answers = [self.OK, self.OK, full, none, self.LEFT_OUT, self.LEFT_OUT, none]
        assert _batch(1).failure_of(answers) == Fault("SQLITE_FULL", "x")

    def test_a_guard_that_fails_for_another_reason_is_no_refusal(self) -> None:
        """A disk that fails while the fence is looked at says nothing of the fence."""
        answers = [
            self.OK,
            self.OK,
            self.OK,
            Answer(None, Fault("SQLITE_IOERR_READ", "x")),
            self.OK,
            self.OK,
            self.OK,
            self.LEFT_OUT,
        ]
        batch = _batch(2, guard=1)
        assert batch.failure_of(answers) is None
        assert batch.reply_to(0, answers) == Fault("SQLITE_IOERR_READ", "x")
        answers[3] = Answer(None, Fault("SQLITE_UNKNOWN", "integer overflow"))
        reply = batch.reply_to(0, answers)
        assert not isinstance(reply, Fault)
        assert reply.is_refused

    def test_a_batch_refused_as_a_whole_is_a_failure(self) -> None:
        """With what the server said."""
        assert _batch(1).failure_of([Answer(None, Fault("X", "y"))]) == Fault("X", "y")
        assert _batch(1).failure_of([self.LEFT_OUT] * 7) == Fault("", "the batch was not carried out")

    def test_conditions_are_those_of_the_protocol(self) -> None:
        """Of one step, of either of two, and of one that must not have succeeded."""
        statement = statement_of("SELECT 1")
        steps = [
            Step(statement),
            Step(statement, after=0),
            Step(statement, after=0, unless=1),
            Step(statement, 1, None, 2),
        ]
        sent = json.loads(pipeline_of([steps]).body)["requests"][1]["batch"]["steps"]
        ok = [{"type": "ok", "step": number} for number in range(3)]
        assert [one.get("condition") for one in sent] == [
            None,
            {"type": "and", "conds": [ok[0]]},
            {"type": "and", "conds": [ok[0], {"type": "not", "cond": ok[1]}]},
            {"type": "and", "conds": [{"type": "or", "conds": [ok[1], ok[2]]}]},
        ]


def _batch(statements: int, guard: int | None = None) -> Batch:
    job = Job(None, [statement_of("SELECT 1")] * statements, guard)  # type: ignore[arg-type]  # nobody waits
    return Batch([job])


@pytest.mark.parametrize(
    ("url", "shown", "base", "token"),
    [
        ("libsql://db.example.org", "libsql://db.example.org", "https://db.example.org", None),
        ("libsql://h:8080?tls=0", "libsql://h:8080", "http://h:8080", None),
        ("libsql://h?authToken=s3&tls=1", "libsql://h", "https://h", "s3"),
        ("libsql://h/?authToken=a%2Bb", "libsql://h", "https://h", "a+b"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1", None),
        ("https://[::1]:9/proxy/?authToken=x", "https://[::1]:9/proxy", "https://[::1]:9/proxy", "x"),
    ],
)
def test_urls_of_servers(url: str, shown: str, base: str, token: str | None) -> None:
    """What is shown has no options."""
    endpoint = endpoint_of(url)
    assert (endpoint.url, endpoint.base) == (shown, base)
    assert (endpoint.token.reveal() if endpoint.token else None) == token
    assert store_of(url).url == shown


@pytest.mark.parametrize(
    "url",
    [
        "libsql://?authToken=hush", "http://", "http:///path?authToken=hush", "libsql://h:port?authToken=hush",
        "libsql://h:99999?authToken=hush", "libsql://hush:hush@h", "libsql://h#hush", "libsql://h?authtoken=hush",
        "libsql://h?hush", "libsql://h?tls=hush", "https://h?tls=1&authToken=hush", "libsql://h?authToken=hush&authToken=x",
        "libsql://h?authToken=hush%0A", "libsql://[::1?authToken=hush", "libsql://h h?authToken=hush",
        "https://h\n?authToken=hush",
    ],
)  # fmt: skip
def test_urls_that_are_refused_keep_their_secrets(url: str) -> None:
    """With what to write instead."""
    with pytest.raises(StoreUrlError) as caught:
        store_of(url)
    assert "hush" not in str(caught.value)
    assert "authToken" in str(caught.value)
    assert "hush" not in without_secrets(url)


def test_a_file_stays_a_file() -> None:
    """libsql:///file is the SQLite store."""
    assert isinstance(store_of("libsql:///runs.db"), SqliteStore)
    assert isinstance(store_of("libsql://runs.db"), LibsqlStore)


def test_a_payload_that_a_server_would_not_take_is_refused_at_once() -> None:
    """Or a run would be held up by it for ever."""
    connect("libsql://db.example", max_payload_bytes=4 * 1024 * 1024)
    with pytest.raises(SettingError, match=r"max_payload_bytes is at most 4194304 on libsql://db\.example"):
        connect("libsql://db.example?authToken=secret", max_payload_bytes=4 * 1024 * 1024 + 1)


def test_a_server_refuses_the_durability_of_processes() -> None:
    """It decides for itself."""
    with pytest.raises(SettingError, match="durability"):
        store_of("libsql://h", "process")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And has no traceback of imports as its text."""
    for name in [name for name in sys.modules if name.startswith("gorkflow.stores.libsql")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(StoreUnsupportedError, match=r"pip install 'gorkflow\[libsql\]'") as caught:
        store_of("libsql://h?authToken=hush")
    assert "hush" not in str(caught.value)


def test_a_token_does_not_show_in_a_store() -> None:
    """Nor in what it is made of."""
    store = LibsqlStore("libsql://h?authToken=hush")
    assert "hush" not in repr(store) + repr(vars(store))
