"""A corpus as a file, with and without what its inputs say."""

from __future__ import annotations

import json
import stat
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field

from gorkflow import BenchError, step, workflow
from gorkflow.bench.exporting import read_corpus_file, write_corpus
from gorkflow.bench.redacting import Redactor
from gorkflow.core.values import codec_for
from tests.bench import shop
from tests.bench.recording import corpus_of, recorded

NAME = "Ada Lovelace <ada@example.org>, card 4929-1234"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)


class Office(Enum):
    """What the type itself lists."""

    NORTH = "north"
    SOUTH = "south"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    name: str


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    lives: int


class Customer(BaseModel):
    """Fields of many kinds."""

    name: str
    born: datetime
    number: UUID
    office: Office
    cents: Annotated[int, Field(ge=1)]
    rate: float
    pet: Annotated[Dog | Cat, Field(discriminator="kind")]
    by_city: dict[str, list[int]]
    seen: set[str]
    pair: tuple[str, int]
    next: Customer | None = None


class Picky(BaseModel):
    """Takes few texts."""

    code: Annotated[str, Field(pattern="^X[0-9]$")]


CUSTOMER = Customer(
    name=NAME,
    born=datetime.fromisoformat("1986-12-10T08:30:00+02:00"),
    number=UUID("6f7d2c6e-9f0a-4f6e-8f5f-7f1d0c2b3a49"),
    office=Office.SOUTH,
    cents=95078,
    rate=0.325,
    pet=Cat(lives=9),
    by_city={"London": [1843, 7], "Lagos": []},
    seen={"Mon", "Tue", "Wed"},
    pair=("Byron", 36),
)


@step(pure=True)
def greet(customer: Customer) -> str:
    return customer.name


@step(pure=True)
def check(code: Picky) -> str:
    return code.code


def shape(value: object) -> object:
    """What stays: the structure, and the sizes of texts and numbers."""
    if isinstance(value, dict):
        return [shape(one) for one in value.values()]
    if isinstance(value, list):
        return [shape(one) for one in value]
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bool) or value is None:
        return value
    return len(str(value)) if isinstance(value, int) else "number"  # a float is written as short as may be


@given(JSON)
def test_shape_and_sizes_stay(value: Any) -> None:  # JSON of any kind
    """Of anything, where nothing is known of the type."""
    assert shape(Redactor({}).redacted(value)) == shape(value)


@given(st.text(min_size=1))
def test_no_letter_and_no_digit_of_a_text_stays(text: str) -> None:
    """But those that would have stood there anyway."""
    safe = Redactor({"type": "string"}).redacted(text)
    assert isinstance(safe, str)
    assert set(safe) - {one for one in text if one.isascii() and not one.isalnum()} <= set("aA1\u00e9\u3042\U00010348")


def test_a_redacted_value_is_one_of_its_type_and_says_nothing() -> None:
    """What the type lists itself stays, and so do the names of fields."""
    codec = codec_for(Customer)
    stored = codec.encode(CUSTOMER).data
    safe = Redactor(codec.json_schema("serialization")).redacted(json.loads(stored))
    back = codec.decode(json.dumps(safe).encode())
    assert isinstance(back, Customer)
    assert (back.office, type(back.pet), len(back.seen), len(back.by_city)) == (Office.SOUTH, Cat, 3, 2)
    assert back.name == "Aaa Aaaaaaaa <aaa@aaaaaaa.aaa>, aaaa 1111-1111"
    text = json.dumps(safe)
    words = ("Ada", "4929", "1986", "6f7d", "95078", "325", "London", "Lagos", "1843", "Mon", "Byron", "36")
    assert [word for word in words if word in text] == []


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Every sample, with state, earlier outputs and members of unions."""
    url = recorded(tmp_path, shop.orders, [12, 21])
    corpus = corpus_of(url, shop.orders, sample=1000)
    path = tmp_path / "corpus.jsonl"
    done = write_corpus(path, corpus, shop.orders)
    read = read_corpus_file(path, shop.orders, sample=1000)
    assert {name: one.samples for name, one in read.steps.items()} == {
        name: one.samples for name, one in corpus.steps.items()
    }
    assert (done.inputs, done.left_out, done.without_context) == (
        sum(len(one.samples) for one in corpus.steps.values()),
        [],
        [],
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_redacted_file_says_nothing(tmp_path: Path) -> None:
    """No text, no number, no id of a run; of steps with a context neither state nor outputs."""
    flow = workflow("greeting").then(greet).build()
    url = recorded(tmp_path, flow, [CUSTOMER])
    path = tmp_path / "corpus.jsonl"
    done = write_corpus(path, corpus_of(url, flow), flow, redact=True)
    text = path.read_text(encoding="utf-8")
    assert (done.inputs, done.left_out) == (1, [])
    assert [word for word in ("Ada", "4929", "London", "95078", "-7") if word in text] == []
    [sample] = read_corpus_file(path, flow).steps["greet"].samples
    assert sample.run_id == "run-1"
    orders = corpus_of(recorded(tmp_path, shop.orders, [12]), shop.orders)
    assert write_corpus(path, orders, shop.orders, redact=True).without_context == ["set_rate", "convert"]


def test_what_does_not_fit_once_it_is_redacted_is_told(tmp_path: Path) -> None:
    """A pattern that only some texts have."""
    flow = workflow("checking").then(check).build()
    corpus = corpus_of(recorded(tmp_path, flow, [Picky(code="X5")]), flow)
    done = write_corpus(tmp_path / "corpus.jsonl", corpus, flow, redact=True)
    assert (done.inputs, len(done.left_out)) == (0, 1)
    assert "pattern" in done.left_out[0].reason


@pytest.mark.parametrize(
    "text", ["", "{}\n", "no JSON\n", '{"gorkflow_corpus":2,"workflow_id":"greeting","is_redacted":true}\n', "\x00\xff"]
)
def test_another_file_is_no_corpus(tmp_path: Path, text: str) -> None:
    """One line says so."""
    path = tmp_path / "corpus.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchError, match="is no corpus that --export has written"):
        read_corpus_file(path, workflow("greeting").then(greet).build())


def test_a_corpus_of_another_workflow_is_refused(tmp_path: Path) -> None:
    """Its steps may have the same names by chance."""
    url = recorded(tmp_path, shop.outer, [3])
    path = tmp_path / "corpus.jsonl"
    write_corpus(path, corpus_of(url, shop.outer), shop.outer)
    with pytest.raises(BenchError, match="'outer', not of 'totals'"):
        read_corpus_file(path, shop.totals)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """And one that cannot be written."""
    with pytest.raises(BenchError, match="cannot be read"):
        read_corpus_file(tmp_path / "none.jsonl", shop.totals)
    with pytest.raises(BenchError, match="cannot be written"):
        write_corpus(tmp_path / "none" / "corpus.jsonl", corpus_of_nothing(tmp_path), shop.totals)


def corpus_of_nothing(folder: Path) -> Any:
    """An empty one."""
    return corpus_of(recorded(folder, shop.totals, []), shop.totals)
