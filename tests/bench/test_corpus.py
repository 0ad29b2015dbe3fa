"""Recorded inputs, put together from what the store holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from gorkflow import Engine, StepNotFoundError, step, workflow
from gorkflow.bench.corpus import Corpus
from gorkflow.bench.inputs import arguments_of
from gorkflow.bench.samples import Sample
from tests.bench import shop
from tests.bench.recording import corpus_of, executions_of, recorded


def samples_of(corpus: Corpus) -> list[Sample]:
    """All of them."""
    return [sample for one in corpus.steps.values() for sample in one.samples]


@pytest.mark.parametrize(
    ("flow", "inputs"), [(shop.orders, [12, 21, 0]), (shop.outer, [6, 0]), (shop.texts, [None])], ids=str
)
def test_every_recorded_input_is_found(tmp_path: Path, flow: object, inputs: Sequence[int]) -> None:
    """Of maps, loops, joins, arms and child workflows: the same JSON as the step's record shows."""
    assert isinstance(flow, type(shop.orders))
    url = recorded(tmp_path, flow, inputs, [shop.Bank(3)])
    corpus = corpus_of(url, flow, sample=1000)
    known = {(one.run_id, one.step_id): one for one in executions_of(url, flow.id) if one.status == "COMPLETED"}
    found = {(sample.run_id, sample.path): sample for sample in samples_of(corpus)}
    assert {place for place in known if not place[1].rpartition("/")[2].startswith("@")} == set(found)
    for place, sample in found.items():
        values = [json.loads(value) for value in sample.values]
        takes = len(flow.steps[sample.step].signature.parameters)
        assert values == ([] if takes == 0 else [known[place].input] if takes == 1 else known[place].input)
        assert sample.seconds == pytest.approx(known[place].duration_seconds)
    assert [one.unfit for one in corpus.steps.values() if one.unfit] == []
    assert corpus.runs == len(inputs)


def test_a_value_is_of_the_member_of_the_union_that_made_it(tmp_path: Path) -> None:
    """Two models of one shape, in another order where they are taken than where they are given."""
    url = recorded(tmp_path, shop.orders, [8, 12])  # lists of 2 and 3
    samples = corpus_of(url, shop.orders, ["pay"]).steps["pay"].samples
    taken = {type(arguments_of(shop.pay, one.values, one.members)[0]) for one in samples}
    assert taken == {shop.Card, shop.Cash}


def test_state_and_outputs_are_those_of_the_time(tmp_path: Path) -> None:
    """Of a step with a context: what was written before it, and the steps that it may ask for."""
    url = recorded(tmp_path, shop.orders, [12])
    corpus = corpus_of(url, shop.orders, ["convert", "set_rate", "pay"])
    [convert] = corpus.steps["convert"].samples
    [set_rate] = corpus.steps["set_rate"].samples
    [pay] = corpus.steps["pay"].samples
    assert {key: data[1:] for key, data in convert.state.items()} == {"rate": b"2.5"}  # behind the union's member
    assert set_rate.state == {}
    assert convert.outputs["load"].data == b"[0,1,2]"
    assert not any(path.startswith("price[") for path in convert.outputs)
    assert (pay.state, pay.outputs) == ({}, {})  # without a context it sees neither


def test_an_input_that_a_fork_gave_is_found(tmp_path: Path) -> None:
    """It is stored by itself."""

    async def fork(engine: Engine, runs: Sequence[str]) -> None:
        forked = await engine.fork(runs[0], from_step="glue", input=(7, "forked"))
        await engine.handle(forked, shop.texts).result()

    url = recorded(tmp_path, shop.texts, [None], [shop.Bank(3)], fork)
    samples = corpus_of(url, shop.texts, ["glue"]).steps["glue"].samples
    assert {one.values for one in samples} == {(b"7", b'"forked"'), (b"5", b'"hello"')}


@step(pure=True)
def weigh(grams: int) -> int:
    return grams


@step(pure=True)
def label(grams: int) -> str:
    return str(grams)


@step(pure=True)
def weigh_text(grams: int) -> str:
    return f"{grams} g"


BEFORE = workflow("post").then(weigh).then(label).build()


def test_what_does_not_fit_any_more_is_told_with_its_reason(tmp_path: Path) -> None:
    """Under another parameter type, under another number of parameters, and under a type that refuses some values."""
    url = recorded(tmp_path, BEFORE, [1, 2, 3])
    retyped = workflow("post").then(weigh_text.named("weigh")).then(shop.shout.named("label")).build()
    corpus = corpus_of(url, retyped)
    assert [len(corpus.steps[name].samples) for name in ("weigh", "label")] == [3, 0]
    label_corpus = corpus.steps["label"]
    assert (label_corpus.found, len(label_corpus.unfit)) == (3, 3)
    one = label_corpus.unfit[0]
    assert one.path == "label"
    assert one.reason.startswith("parameter 'text': ")
    assert len({other.run_id for other in label_corpus.unfit}) == 3


def test_another_number_of_parameters_does_not_fit(tmp_path: Path) -> None:
    """It is a reason and no crash; so is a value where there was none."""
    url = recorded(tmp_path, BEFORE, [1])
    wider = (
        workflow("post")
        .then(weigh.named("weight"))
        .then(shop.split_number.named("weigh"))
        .then(shop.glue.named("label"))
    )
    [unfit] = corpus_of(url, wider.build()).steps["label"].unfit
    assert unfit.reason == "what was recorded is no list of 2 values"


def test_an_unknown_step_lists_those_that_exist(tmp_path: Path) -> None:
    """Before anything is read."""
    url = recorded(tmp_path, BEFORE, [1])
    with pytest.raises(StepNotFoundError, match="its steps are weigh, label"):
        corpus_of(url, BEFORE, ["lable"])


def test_nothing_recorded_is_an_empty_corpus(tmp_path: Path) -> None:
    """Of every step there is a word."""
    corpus = corpus_of(recorded(tmp_path, BEFORE, []), BEFORE)
    assert (corpus.runs, {name: one.found for name, one in corpus.steps.items()}) == (0, {"weigh": 0, "label": 0})


def test_no_more_runs_are_read_than_asked_for(tmp_path: Path) -> None:
    """The newest; and it is told that there were more."""
    url = recorded(tmp_path, BEFORE, [1, 2, 3])
    corpus = corpus_of(url, BEFORE, most_runs=2)
    assert (corpus.runs, corpus.left_out) == (2, True)
    assert sorted(one.values[0] for one in corpus.steps["weigh"].samples) == [b"2", b"3"]
    assert not corpus_of(url, BEFORE, most_runs=3).left_out


def test_the_choice_is_made_of_all_runs(tmp_path: Path) -> None:
    """At most as many as asked for, and the same every time."""
    url = recorded(tmp_path, BEFORE, list(range(30)))
    first, second = (corpus_of(url, BEFORE, ["weigh"], sample=5).steps["weigh"] for _ in range(2))
    assert (len(first.samples), first.found) == (5, 30)
    assert first == second


def test_a_damaged_input_is_told_and_left_out(tmp_path: Path) -> None:
    """The other inputs are measured all the same."""
    url = recorded(tmp_path, BEFORE, [1, 2])
    with sqlite3.connect(tmp_path / "runs.db") as database:
        changed = database.execute(
            "UPDATE step_executions SET output = CAST('99' AS BLOB) "
            "WHERE step_id = 'weigh' AND run_id = (SELECT min(run_id) FROM runs)"
        )
        assert changed.rowcount == 1
    database.close()
    label_corpus = corpus_of(url, BEFORE, ["label"]).steps["label"]
    assert (len(label_corpus.samples), len(label_corpus.unfit)) == (1, 1)
    assert "checksum" in label_corpus.unfit[0].reason
