"""The Hrana protocol over HTTP, version 2: statements as JSON, pipelines and batches of them, and what comes back.

Pure: what is sent is text, what came is text. Integers travel as decimal text and so are exact, blobs as base64.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from gorkflow.core.narrowing import is_mapping
from gorkflow.errors import InputError

__all__ = [
    "Answer",
    "Fault",
    "Pipeline",
    "ProtocolError",
    "Statement",
    "Step",
    "answers_of",
    "fault_of",
    "pipeline_of",
    "statement_of",
]

Value = str | bytes | float | None
Row = list[Any]
_MAX_INTEGER = 2**63 - 1
_SHOWN = 500  # characters of what the server says
_CLOSE = '{"type":"close"}'


class ProtocolError(Exception):
    """What came is no answer of this protocol."""


class Statement(NamedTuple):
    """A statement that is ready to be sent.

    Attributes:
        sql: its text, by which a pipeline sends it once only.
        arguments: JSON of the values bound to its placeholders.
        wants_rows: whether its rows are to come back.
    """

    sql: str
    arguments: str
    wants_rows: bool


class Step(NamedTuple):
    """A statement of a batch, and the condition under which it is carried out.

    Attributes:
        after: number of the step that must have succeeded; None for no condition.
        unless: number of a step that must not have succeeded, also not because it was left out.
        or_after: as `after`, where one of the two is enough.
    """

    statement: Statement
    after: int | None = None
    unless: int | None = None
    or_after: int | None = None


class Pipeline(NamedTuple):
    """The body of a request, and which of its results are those that were asked for."""

    body: bytes
    first: int
    length: int


class Fault(NamedTuple):
    """Why the server did not carry a statement out.

    Attributes:
        code: upper-case name; empty where the server gave none.
    """

    code: str
    message: str


class Answer(NamedTuple):
    """What became of one statement: rows, a fault, or, where its condition did not hold, neither."""

    rows: list[Row] | None
    fault: Fault | None

    @property
    def is_ok(self) -> bool:
        """Whether it was carried out."""
        return self.rows is not None


def statement_of(sql: str, values: Iterable[Value] = (), *, wants_rows: bool = False) -> Statement:
    """A statement with its values.

    Raises:
        InputError: a value cannot be sent: text with half a surrogate pair, a NaN, an integer of more than 64 bits.
    """
    try:
        encoded = [_encoded(value) for value in values]
        arguments = json.dumps(encoded, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        arguments.encode()
    except ValueError as error:  # of which UnicodeError is one
        msg = f"a value cannot be stored: text must be UTF-8, numbers finite, integers fit 64 bits ({error})"
        raise InputError(msg[:_SHOWN]) from error
    return Statement(sql, arguments, wants_rows)


def _encoded(value: Value) -> dict[str, object]:
    match value:
        case None:
            return {"type": "null"}
        case str():
            return {"type": "text", "value": value}
        case int():
            if abs(value) > _MAX_INTEGER:
                raise ValueError(f"an integer of {value.bit_length()} bits")
            return {"type": "integer", "value": str(int(value))}
        case float():
            return {"type": "float", "value": value}
        case bytes():
            return {"type": "blob", "base64": base64.b64encode(value).decode("ascii")}


def pipeline_of(
    requests: Sequence[Statement | Sequence[Step]], *, baton: str | None = None, keeps_stream: bool = False
) -> Pipeline:
    """Each statement alone, each list of steps as a batch, in this order on one stream.

    Args:
        requests: what is to be carried out.
        baton: of the stream that is gone on with; None for a new one.
        keeps_stream: whether the stream is gone on with afterwards, and stays open for it, a few seconds at most.
    """
    texts: dict[str, int] = {}
    parts: list[str] = []
    for request in requests:
        if isinstance(request, Statement):
            parts.append(f'{{"type":"execute","stmt":{_sent(request, texts)}}}')
        else:
            steps = ",".join(f'{{{_condition(step)}"stmt":{_sent(step.statement, texts)}}}' for step in request)
            parts.append(f'{{"type":"batch","batch":{{"steps":[{steps}]}}}}')
    # Each text travels once. A stream that is gone on with gives them up, so that their numbers are free again.
    stored = [f'{{"type":"store_sql","sql_id":{id},"sql":{json.dumps(sql)}}}' for sql, id in texts.items()]
    ends = [f'{{"type":"close_sql","sql_id":{id}}}' for id in texts.values()] if keeps_stream else [_CLOSE]
    body = f'{{"baton":{json.dumps(baton)},"requests":[{",".join([*stored, *parts, *ends])}]}}'
    return Pipeline(body.encode(), len(stored), len(parts))


def _sent(statement: Statement, texts: dict[str, int]) -> str:
    number = texts.setdefault(statement.sql, len(texts))
    return f'{{"sql_id":{number},"args":{statement.arguments},"want_rows":{json.dumps(statement.wants_rows)}}}'


def _condition(step: Step) -> str:
    conditions: list[str] = []
    if step.or_after is not None:
        conditions.append(f'{{"type":"or","conds":[{_ok(step.after)},{_ok(step.or_after)}]}}')
    elif step.after is not None:
        conditions.append(_ok(step.after))
    if step.unless is not None:
        conditions.append(f'{{"type":"not","cond":{_ok(step.unless)}}}')
    if not conditions:
        return ""
    return f'"condition":{{"type":"and","conds":[{",".join(conditions)}]}},'


def _ok(step: int | None) -> str:
    return f'{{"type":"ok","step":{step}}}'


def answers_of(pipeline: Pipeline, body: bytes) -> tuple[list[list[Answer]], str | None]:
    """What a pipeline was answered, one list for each of its requests, and the stream's baton.

    The list of a statement has one answer, that of a batch one for each step; a batch that failed as a whole has one.

    Raises:
        ProtocolError: it is no such answer.
    """
    try:
        whole = json.loads(body)
        results = whole["results"][pipeline.first : pipeline.first + pipeline.length]
        answers = [_request_answers(result) for result in results]
        baton = whole["baton"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ProtocolError(f"{type(error).__name__}: {error}"[:_SHOWN]) from error
    if len(answers) != pipeline.length:
        raise ProtocolError(f"{len(answers)} results for {pipeline.length} requests")
    return answers, baton if isinstance(baton, str) else None


def _request_answers(result: dict[str, Any]) -> list[Answer]:
    if result["type"] == "error":
        return [Answer(None, fault_of(result["error"]))]
    response = result["response"]
    if response["type"] == "execute":
        return [_answer(response["result"], None)]
    batch = response["result"]
    return [_answer(*pair) for pair in zip(batch["step_results"], batch["step_errors"], strict=True)]


def _answer(result: dict[str, Any] | None, error: object) -> Answer:
    fault = None if error is None else fault_of(error)
    return Answer(None if result is None else [[_decoded(cell) for cell in row] for row in result["rows"]], fault)


def fault_of(error: object, *, hidden: str | None = None) -> Fault:
    """An error as the server tells it, whatever it tells, but for a text that is to be hidden."""
    told = error if is_mapping(error) else {"message": error}
    texts = [str(told.get("code") or ""), str(told.get("message") or told.get("error") or "")]
    if hidden:  # before it is cut, which might leave a part of it
        texts = [text.replace(hidden, "***") for text in texts]
    code, message = (text[:_SHOWN] for text in texts)
    return Fault(code, message)


def _decoded(cell: dict[str, Any]) -> Value:
    match cell["type"]:
        case "null":
            return None
        case "text":
            return str(cell["value"])
        case "integer":
            return int(cell["value"])
        case "float":
            return float(cell["value"])
        case "blob":
            encoded: str = cell["base64"]  # servers leave the padding out
            return base64.b64decode(encoded + "=" * (-len(encoded) % 4))
        case kind:
            raise ProtocolError(f"a value of type {kind!r}")
