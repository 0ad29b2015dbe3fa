"""Bodies in worker processes, whatever they do there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gorkflow import BenchError
from gorkflow.bench.samples import Sample, StoredOutput
from gorkflow.bench.wire import Timed
from gorkflow.bench.workers import Place, Trouble, Variant, WorkerProcess

Variants = Callable[..., Variant]
Samples = Callable[..., Sample]


def called(variant: Variant, *samples: Sample, timeout_seconds: float = 60.0) -> list[Timed | Trouble]:
    """What one worker answers."""
    with WorkerProcess(variant, timeout_seconds=timeout_seconds) as worker:
        return [worker.call(one) for one in samples]


def test_a_call_is_timed_in_its_parts(variant: Variants, sample: Samples) -> None:
    """A body that prints a lot, and one that has a process of its own elsewhere."""
    for answer in called(variant(), sample("double"), sample("square"), sample("double")):
        assert isinstance(answer, Timed)
        assert min(answer.decode_seconds, answer.body_seconds, answer.encode_seconds) > 0.0
        assert answer.cpu_seconds > 0.0
        assert answer.output_bytes in {1, 2}


def test_the_same_output_has_the_same_checksum(variant: Variants, sample: Samples) -> None:
    """By it outputs that differ are told."""
    first, again, other = called(variant(), sample("double"), sample("double"), sample("double", 5))
    assert isinstance(first, Timed)
    assert isinstance(again, Timed)
    assert isinstance(other, Timed)
    assert first.checksum == again.checksum != other.checksum


def test_what_a_body_raises_is_told(variant: Variants, sample: Samples) -> None:
    """The next call finds the worker well."""
    refused, left, wrong, good = called(variant(), sample("refuse"), sample("leave"), sample("wrong"), sample("double"))
    assert refused == Trouble("raised", "ValueError: no 4\\x1b[31m")
    assert left == Trouble("raised", "SystemExit: 4")
    assert isinstance(wrong, Trouble)
    assert wrong.what == "output"
    assert isinstance(good, Timed)


@pytest.mark.parametrize(
    ("step", "reason"),
    [("die", "its process was killed by SIGKILL"), ("quit_at_once", "its process ended with code 7")],
)
def test_a_process_that_dies_is_told_and_replaced(variant: Variants, sample: Samples, step: str, reason: str) -> None:
    """Another one takes the next call."""
    died, good = called(variant(), sample(step), sample("double"))
    assert died == Trouble("died", reason)
    assert isinstance(good, Timed)


def test_a_body_that_hangs_is_killed_with_what_it_has_started(
    variant: Variants, sample: Samples, tmp_path: Path
) -> None:
    """It is told, and another process takes the next call."""
    with WorkerProcess(variant(), timeout_seconds=60.0) as worker:
        worker.facts()
        worker.timeout_seconds = 1.0
        hung = worker.call(sample("hang"))
        worker.timeout_seconds = 60.0
        good = worker.call(sample("double"))
    assert hung == Trouble("timed out", "it took longer than 1 s, and its process was killed")
    assert isinstance(good, Timed)
    until_gone([int(path.name.partition("-")[2]) for path in tmp_path.glob("*-[0-9]*")])


def until_gone(pids: list[int]) -> None:
    """Fails where one of the processes lives on; a zombie that nobody has waited for is dead."""
    deadline = time.monotonic() + 30.0
    while time.monotonic() < deadline:
        if not any(is_alive(pid) for pid in pids):
            return
        time.sleep(0.02)
    pytest.fail("a process lives on")


def is_alive(pid: int) -> bool:
    """Whether there is such a process, that is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_large_output_is_no_trouble(variant: Variants, sample: Samples) -> None:
    """50 MB, which stay in the worker; its memory is seen to grow."""
    [answer] = called(variant(), sample("swell", 50_000_000))
    assert isinstance(answer, Timed)
    assert answer.output_bytes == 50_000_002
    assert answer.peak_bytes is None or answer.peak_bytes > 50_000_000


def test_a_process_that_a_body_forks_does_not_answer(variant: Variants, sample: Samples) -> None:
    """The parent's output counts."""
    forked, good = called(variant(), sample("fork"), sample("double"))
    assert isinstance(forked, Timed)
    assert forked.output_bytes == 1
    assert isinstance(good, Timed)


def test_a_context_reads_what_was_recorded(variant: Variants, sample: Samples) -> None:
    """State, earlier outputs, run, path and attempt."""
    outputs = {"double": StoredOutput(b"8", False, None)}
    given = sample("read", path="items[3]/read", attempt=2, state={"rate": b"\x012.5"}, outputs=outputs)
    [answer] = called(variant(), given)
    assert isinstance(answer, Timed)
    assert answer.output_bytes == len('"run-1 items[3]/read 2 2.5 8"')


def test_a_context_refuses_what_was_not_recorded(variant: Variants, sample: Samples) -> None:
    """It says what is missing; a pure step cannot write."""
    without, writing, unbanked = called(variant(), sample("read"), sample("write"), sample("charge"))
    assert isinstance(without, Trouble)
    assert without.reason.startswith("gorkflow.errors.StateKeyError: ")
    assert isinstance(writing, Trouble)
    assert writing.reason.startswith("gorkflow.errors.ContextError: ")
    assert isinstance(unbanked, Trouble)
    assert "--with-fakes MODULE" in unbanked.reason


def test_an_unknown_step_and_a_wrong_input_are_told(variant: Variants, sample: Samples) -> None:
    """Neither ends the worker."""
    unknown = sample("nothing")
    wrong = Sample("run-1", "double", "double", (b'"x"',), (None,), 0.0, 1, 0.0, {}, {})
    none = Sample("run-1", "double", "double", (), (), 0.0, 1, 0.0, {}, {})
    answers = called(variant(), unknown, wrong, none)
    assert [one.what for one in answers if isinstance(one, Trouble)] == ["step", "input", "input"]


FAKES = """
from steps import Bank, charge, notify


class FreeBank(Bank):
    fee = 0


def notify_nobody(number: int) -> int:
    return number


resources = [FreeBank()]
covers = [charge]
bodies = {notify: notify_nobody}
"""


def test_fakes_stand_in_the_place_of_services(variant: Variants, sample: Samples, tmp_path: Path) -> None:
    """A resource, and another body; what they cover is known before anything is called."""
    (tmp_path / "fakes.py").write_text(FAKES, encoding="utf-8")
    with WorkerProcess(variant("fakes"), timeout_seconds=60.0) as worker:
        facts = worker.facts().steps
        assert {name for name, one in facts.items() if one.is_covered} == {"charge", "notify"}
        assert all(isinstance(worker.call(sample(step)), Timed) for step in ("charge", "notify"))
    assert not (tmp_path / "notified").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("covers = 1", "covers of fakes is to be a list"),
        ("covers = ['notify']", "are to name steps"),
        ("bodies = []", "bodies of fakes is to be a dict"),
        ("from steps import notify\nbodies = {notify: 1}", "give a function"),
        ("from steps import notify\nbodies = {notify: lambda: 1}", "is to take number"),
        ("raise RuntimeError('no')", "RuntimeError: no"),
    ],
)
def test_fakes_that_will_not_do_are_told(variant: Variants, tmp_path: Path, text: str, reason: str) -> None:
    """Before anything is called."""
    (tmp_path / "fakes.py").write_text(text, encoding="utf-8")
    with WorkerProcess(variant("fakes"), timeout_seconds=60.0) as worker, pytest.raises(BenchError, match=reason):
        worker.facts()


@pytest.mark.parametrize(
    ("module", "attribute", "reason"),
    [
        ("nowhere", "flow", "No module named 'nowhere'"),
        ("steps", "nothing", "has no attribute 'nothing'"),
        ("steps", "double", "steps:double is no workflow there"),
    ],
)
def test_a_workflow_that_cannot_be_had_is_told(variant: Variants, module: str, attribute: str, reason: str) -> None:
    """With the name of the variant."""
    code = variant()
    wrong = Variant(code.name, Place(module, attribute), code.path, code.folder)
    with WorkerProcess(wrong, timeout_seconds=60.0) as worker, pytest.raises(BenchError, match=reason):
        worker.facts()


def test_a_module_from_elsewhere_is_refused(variant: Variants, tmp_path: Path) -> None:
    """A revision whose code is not what would be measured."""
    code = variant()
    (tmp_path / "tree").mkdir()
    moved = Variant("revision 1", code.place, code.path, code.folder, root=str(tmp_path / "tree"))
    with WorkerProcess(moved, timeout_seconds=60.0) as worker, pytest.raises(BenchError, match="not from the files of"):
        worker.facts()


def test_a_folder_that_is_not_there_is_told(variant: Variants, tmp_path: Path) -> None:
    """No process can be started in it."""
    code = variant()
    lost = Variant(code.name, code.place, code.path, os.path.join(tmp_path, "nowhere"))
    with WorkerProcess(lost, timeout_seconds=60.0) as worker, pytest.raises(BenchError, match="can be started"):
        worker.facts()
