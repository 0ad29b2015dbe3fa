"""A corpus as a file: one line of JSON for each input, to be measured elsewhere."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pydantic import Base64Bytes, BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic_core import from_json, to_json

from gorkflow.bench.corpus import DEFAULT_SAMPLE, Corpus, StepCorpus, UnfitInput, wanted_steps
from gorkflow.bench.inputs import UnfitInputError, arguments_of
from gorkflow.bench.redacting import Redactor
from gorkflow.bench.samples import Sample, StoredOutput, stratify
from gorkflow.core.values import codec_for
from gorkflow.errors import BenchError

if TYPE_CHECKING:
    from gorkflow.core.step import AnyStep
    from gorkflow.core.workflow import Workflow

FORM: Final = 1


class _Head(BaseModel):
    """The first line.

    Attributes:
        gorkflow_corpus: the form of the file.
    """

    model_config = ConfigDict(extra="forbid")

    gorkflow_corpus: Literal[1]
    workflow_id: str
    is_redacted: bool


class _Output(BaseModel):
    model_config = ConfigDict(extra="forbid")

    value: JsonValue
    is_default: bool
    member: str | None


class _Line(BaseModel):
    """Every other line; the names are those of `Sample`.

    Attributes:
        state: as it is stored, in base64: what a body finds under a key is not JSON alone.
    """

    model_config = ConfigDict(extra="forbid")

    step: str
    run_id: str
    path: str
    attempt: int
    seconds: float
    completed_at: float
    members: tuple[str | None, ...]
    values: tuple[JsonValue, ...]
    state: dict[str, Base64Bytes] = {}
    outputs: dict[str, _Output] = {}


class Exported(NamedTuple):
    """What was written.

    Attributes:
        inputs: how many.
        left_out: inputs that do not fit their types once they are redacted.
        without_context: steps whose state and earlier outputs were left out, as nothing tells their types.
    """

    inputs: int
    left_out: Sequence[UnfitInput]
    without_context: Sequence[str]


def write_corpus(path: Path, corpus: Corpus, workflow: Workflow[Any, Any], *, redact: bool = False) -> Exported:
    """Write the samples of a corpus to a file that only its owner can read; one that is there is written over.

    Args:
        path: the file.
        corpus: what was recorded.
        workflow: of the corpus, as the code has it now.
        redact: write no text and no number of the user's: see `gorkflow.bench.redacting`.

    Raises:
        BenchError: the file cannot be written.
    """
    head = _Head(gorkflow_corpus=FORM, workflow_id=workflow.id, is_redacted=redact)
    lines = [head.model_dump_json().encode()]
    left_out: list[UnfitInput] = []
    without: dict[str, None] = {}
    runs: dict[str, str] = {}
    for sample in _samples(corpus):
        if redact:
            step = workflow.steps[sample.step]
            if sample.state or sample.outputs:
                without[sample.step] = None
            name = runs.setdefault(sample.run_id, f"run-{len(runs) + 1}")
            safe = _redacted(step, replace(sample, run_id=name, completed_at=0.0, state={}, outputs={}))
            if isinstance(safe, str):
                left_out.append(UnfitInput(sample.run_id, sample.path, safe))
                continue
            sample = safe
        lines.append(_line_of(sample))
    _write(path, b"".join(line + b"\n" for line in lines))
    return Exported(len(lines) - 1, left_out, list(without))


def read_corpus_file(
    path: Path,
    workflow: Workflow[Any, Any],
    *,
    steps: Collection[str] = (),
    sample: int = DEFAULT_SAMPLE,
    seed: int = 0,
) -> Corpus:
    """Read what `write_corpus` has written; every input is validated against the types that the code declares now.

    Args:
        path: the file.
        workflow: that it is of.
        steps: as of `read_corpus`.
        sample: the same.
        seed: the same.

    Raises:
        BenchError: the file cannot be read, or is no corpus of that workflow.
        StepNotFoundError: the workflow has no such step.
    """
    wanted = wanted_steps(workflow, steps)
    fit: dict[str, list[Sample]] = {name: [] for name in wanted}
    unfit: dict[str, list[UnfitInput]] = {name: [] for name in wanted}
    runs: set[str] = set()
    for one in _read(path, workflow.id):
        if one.step not in wanted:
            continue
        runs.add(one.run_id)
        try:
            arguments_of(wanted[one.step], one.values, one.members)
        except UnfitInputError as error:
            unfit[one.step].append(UnfitInput(one.run_id, one.path, str(error)))
        else:
            fit[one.step].append(one)
    corpora = {
        name: StepCorpus(name, len(fit[name]) + len(unfit[name]), stratify(fit[name], sample, seed=seed), unfit[name])
        for name in wanted
    }
    return Corpus(len(runs), False, corpora)


def _samples(corpus: Corpus) -> Iterator[Sample]:
    for step in corpus.steps.values():
        yield from step.samples


def _redacted(step: AnyStep, sample: Sample) -> Sample | str:
    """The sample without what it says; or why it does not fit so."""
    values: list[bytes] = []
    for form, data in zip(step.signature.parameters, sample.values, strict=True):
        value: JsonValue = from_json(data)
        safe = Redactor(codec_for(form).json_schema("serialization")).redacted(value)
        values.append(to_json(safe, inf_nan_mode="constants"))
    made = replace(sample, values=tuple(values))
    try:
        arguments_of(step, made.values, made.members)
    except UnfitInputError as error:
        return str(error)
    return made


def _line_of(sample: Sample) -> bytes:
    """The values are written as they are stored: no number of them is read and written anew."""
    facts = {
        name: getattr(sample, name)
        for name in ("step", "run_id", "path", "attempt", "seconds", "completed_at", "members")
    }
    state = b",".join(_named(key, b'"' + b64encode(data) + b'"') for key, data in sample.state.items())
    outputs = b",".join(_named(path, _output(one)) for path, one in sample.outputs.items())
    parts = (b",".join(sample.values), state, outputs)
    return to_json(facts)[:-1] + b',"values":[%b],"state":{%b},"outputs":{%b}}' % parts


def _output(one: StoredOutput) -> bytes:
    return b'{"value":%b,"is_default":%b,"member":%b}' % (one.data, to_json(one.is_default), to_json(one.member))


def _named(name: str, data: bytes) -> bytes:
    return json.dumps(name).encode() + b":" + data


def samples_in(path: Path) -> Iterator[Sample]:
    """The inputs of all steps that a file has, as they were written.

    Raises:
        BenchError: the file cannot be read, or is no corpus.
    """
    return _read(path, None)


def _read(path: Path, workflow_id: str | None) -> Iterator[Sample]:
    try:
        with path.open("rb") as file:
            head = _Head.model_validate_json(file.readline())
            if workflow_id is not None and head.workflow_id != workflow_id:
                message = f"{path} is a corpus of workflow {head.workflow_id!r}, not of {workflow_id!r}"
                raise BenchError(message)
            for line in file:
                yield _sample_of(_Line.model_validate_json(line))
    except OSError as error:
        raise BenchError(f"the corpus {path} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        reason = f"{error.error_count()} problems, the first: {error.errors()[0]['msg']}"
        raise BenchError(f"{path} is no corpus that --export has written: {reason}") from error


def _sample_of(line: _Line) -> Sample:
    return Sample(
        run_id=line.run_id,
        step=line.step,
        path=line.path,
        values=tuple(map(_json, line.values)),
        members=line.members,
        seconds=line.seconds,
        attempt=line.attempt,
        completed_at=line.completed_at,
        state=dict(line.state),
        outputs={
            path: StoredOutput(_json(one.value), one.is_default, one.member) for path, one in line.outputs.items()
        },
    )


def _json(value: JsonValue) -> bytes:
    return to_json(value, inf_nan_mode="constants")


def _write(path: Path, data: bytes) -> None:
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise BenchError(f"the corpus cannot be written to {path} ({error.strerror})") from error
