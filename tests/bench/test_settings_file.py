"""The change of gorkflow.toml: in the file's own form, as a diff, written whole or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gorkflow import RetryPolicy, SettingError
from gorkflow.bench.advice import Advice, Confidence, Setting, Verdict
from gorkflow.bench.evidence import Evidence, evidence_for, read_evidence
from gorkflow.bench.settings_file import Change, changed_text, edit_of
from gorkflow.config import read_config

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
EVIDENCE = Evidence(
    value=2.6, samples=300, confidence=Confidence.LOW, measured_at=AT, machine="here", prediction={"timed_out": 0.001}
)
TABLES = """[steps.price.evidence]
workflow = "checkout"

[steps.price.evidence.timeout]
value = 2.6
samples = 300
confidence = "low"
measured_at = 2026-01-02T03:04:05Z
machine = "here"
prediction = {timed_out = 0.001}
"""


def change(value: float | RetryPolicy = 2.6, *, step: str = "price", is_shared: bool = False) -> Change:
    """Of a time-out, a retry, or a concurrency."""
    setting = Setting.RETRY if isinstance(value, RetryPolicy) else Setting.TIMEOUT
    return Change("checkout", step, setting, value, EVIDENCE, is_shared)


FORMS = [
    "",
    '# head\napp = "shop"  # mine\n\n[steps.price] # why\ntimeout = 5 # long\n\n# before\n[workflows.x]\ntimeout = 3\n',
    'steps = {price = {timeout = 5}}  # c\napp = "x"\n',
    "[steps]\nprice = {timeout = 5}\nload = {timeout = 1}\n",
    'steps.price.timeout = 5\nsteps.price.concurrency = 2\napp = "x"\n',
    "[steps]\nprice.timeout = 5\nload.timeout = 3\n[workflows.a]\ntimeout = 3\n",
    "[workflows.checkout.steps.price]\ntimeout = 5\n[workflows.checkout.steps.z]\ntimeout = 1\n",
    "[steps.a]\ntimeout = 1\n[workflows.b]\ntimeout = 2\n[steps.c]\ntimeout = 4\n[workflows.c]\ntimeout = 2\n",
    "[steps.a]\ntimeout = 1\n[workflows.b]\ntimeout = 2\n[steps.price]\ntimeout = 4\n[workflows.c]\ntimeout = 2\n",
    'app = "x"',
    'app = "x"\r\n\r\n[steps.price]  # crlf\r\ntimeout = 3\r\n',
    "[steps.'price']\ntimeout = 3\n",
    "workflows = {checkout = {timeout = 3}}\n",
    "workflows.checkout.steps.price.timeout = 3\n",
    "[steps.price]\nretry = {max_attempts = 9, delay = 2} # patient\n[steps.price.evidence]\nnote = 'mine'\n",
    '[steps.price]\nretry = "none"\n',
    "[steps.price.retry]\nmax_attempts = 9\ndelay = 2\n",
]
CHANGES: list[list[Change]] = [
    [change()],
    [change(RetryPolicy(4))],
    [change(RetryPolicy(1))],
    [change(), change(RetryPolicy(4))],
    [change(step="ship/pack", is_shared=True)],
]


@pytest.mark.parametrize("changes", CHANGES, ids=["timeout", "retry", "no retry", "both", "shared"])
@pytest.mark.parametrize("text", FORMS)
def test_a_file_of_any_form_says_what_was_changed_and_all_else_as_before(
    text: str, changes: Sequence[Change], tmp_path: Path
) -> None:
    """No comment and no line is lost but those of the values; a second change of the same leaves it as it is."""
    after = changed_text(text, changes, "gorkflow.toml")
    path = tmp_path / "gorkflow.toml"
    path.write_bytes(after.encode())
    found = read_config({}, tmp_path)
    for one in changes:
        section = found.section_of("checkout", one.step)
        evidence = read_evidence(section.evidence or {}, "evidence")
        value = 2.6 if one.setting is Setting.TIMEOUT else 2.0  # attempts are whole
        assert evidence[one.setting] == EVIDENCE.model_copy(update={"value": value})
        if isinstance(one.value, RetryPolicy):
            assert (section.retry or {})["max_attempts"] == one.value.max_attempts
        else:
            assert section.timeout_seconds == one.value
    comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert [comment for comment in comments if comment not in after] == []
    assert len(set(text.splitlines()) - set(after.splitlines())) <= 3
    assert ("\r\n" in after, after.count("\n") == after.count("\r\n")) == ("\r" in text, "\r" in text)
    assert changed_text(after, changes, "gorkflow.toml") == after


def test_what_is_written_is_what_a_person_would_have_written() -> None:
    """Tables of their own, and a comment stays beside its value."""
    text = "# ours\n[steps.price]\ntimeout = 5  # long\nconcurrency = 8\n"
    assert changed_text(text, [change()], "x") == (
        "# ours\n[steps.price]\ntimeout = 2.6  # long\nconcurrency = 8\n\n" + TABLES
    )
    assert changed_text("", [change()], "x") == "[steps.price]\ntimeout = 2.6\n\n" + TABLES


def test_a_retry_that_is_there_keeps_its_waits() -> None:
    """Only the number of attempts is another; a new one has those of the policy that was in force."""
    before = "[steps.price]\nretry = {max_attempts = 9, delay = 2}\n"
    data = tomllib.loads(changed_text(before, [change(RetryPolicy(4, delay=7))], "x"))
    assert data["steps"]["price"]["retry"] == {"max_attempts": 4, "delay": 2}
    data = tomllib.loads(changed_text("", [change(RetryPolicy(4, delay=7))], "x"))
    assert RetryPolicy(**data["steps"]["price"]["retry"]) == RetryPolicy(4, delay=7)


@pytest.mark.parametrize(
    ("text", "step", "is_shared", "place"),
    [
        ("", "price", False, "steps.price"),
        ("", "price", True, "workflows.checkout.steps.price"),
        ("", "ship/pack", False, 'steps."ship/pack"'),
        ("[steps.pack]\ntimeout = 3\n", "ship/pack", False, "steps.pack"),
        ("[steps.pack]\nconcurrency = 3\n", "ship/pack", False, 'steps."ship/pack"'),
        ("[steps.pack]\ntimeout = 3\n", "ship/pack", True, 'workflows.checkout.steps."ship/pack"'),
        ("[workflows.checkout.steps.price]\ntimeout = 3\n", "price", False, "workflows.checkout.steps.price"),
        ("[workflows.checkout.steps.price]\nconcurrency = 3\n", "price", False, "steps.price"),
        ("[workflows.other.steps.price]\ntimeout = 3\n", "price", False, "steps.price"),
    ],
)
def test_a_value_is_changed_where_it_is_said(text: str, step: str, is_shared: bool, place: str) -> None:
    """The nearest table that says it; a new one is about every workflow, unless other steps have that id."""
    after = changed_text(text, [change(step=step, is_shared=is_shared)], "x")
    assert f"[{place}]\ntimeout = 2.6\n" in after


def test_a_diff_is_shown_and_nothing_written(tmp_path: Path) -> None:
    """Until it is told to."""
    path = tmp_path / "gorkflow.toml"
    path.write_text('app = "x"')
    edit = edit_of(path, [change()])
    head, _, body = edit.diff.partition("@@\n")
    assert head.startswith(f"--- {path}\n+++ {path}\n@@ -1 ")
    assert body.startswith('-app = "x"\n\\ No newline at end of file\n+app = "x"\n+[steps.price]\n+timeout = 2.6\n')
    assert path.read_text() == 'app = "x"'
    edit.write()
    assert path.read_text() == 'app = "x"\n[steps.price]\ntimeout = 2.6\n\n' + TABLES
    assert edit_of(path, [change()]).diff == ""


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    """With the rights of any new file."""
    (tmp_path / "other").touch()
    path = tmp_path / "gorkflow.toml"
    edit_of(path, [change()]).write()
    assert path.read_text() == "[steps.price]\ntimeout = 2.6\n\n" + TABLES
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(one.name for one in tmp_path.iterdir()) == ["gorkflow.toml", "other"]


def test_a_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    """It is replaced by another one of the same name; a link still leads to it."""
    real, link = tmp_path / "real.toml", tmp_path / "gorkflow.toml"
    real.write_text("")
    real.chmod(0o640)
    link.symlink_to(real)
    edit_of(link, [change()]).write()
    assert link.is_symlink()
    assert (real.stat().st_mode & 0o777, "timeout = 2.6" in real.read_text()) == (0o640, True)


def test_a_file_that_nobody_may_write_is_left_alone(tmp_path: Path) -> None:
    """Though its folder would let it be replaced."""
    path = tmp_path / "gorkflow.toml"
    path.write_text("")
    path.chmod(0o444)
    with pytest.raises(SettingError, match="is read-only; make it writable"):
        edit_of(path, [change()]).write()
    assert path.read_text() == ""


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What was shown is not what would be written."""
    path = tmp_path / "gorkflow.toml"
    edit = edit_of(path, [change()])
    path.write_text("app = 'mine'\n")
    with pytest.raises(SettingError, match="has changed meanwhile"):
        edit.write()
    assert path.read_text() == "app = 'mine'\n"


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    path = tmp_path / "missing" / "gorkflow.toml"
    with pytest.raises(SettingError, match=r"cannot be written \(No such file or directory\)"):
        edit_of(path, [change()]).write()
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_cannot_be_changed_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A key that is a value already takes no table."""
    with pytest.raises(SettingError, match=r"x has a form in which steps\.price cannot be changed"):
        changed_text("[steps]\nprice.evidence = []\n", [change()], "x")
    with pytest.raises(SettingError, match="x is not TOML"):
        changed_text("= 3", [change()], "x")
    (tmp_path / "latin.toml").write_bytes(b"app = '\xe9'")
    with pytest.raises(SettingError, match="cannot be read"):
        edit_of(tmp_path / "latin.toml", [change()])


def test_evidence_is_made_of_an_advice_that_changes_something() -> None:
    """With no more digits than are known, and where it was found."""
    advice = Advice(
        step="price",
        setting=Setting.RETRY,
        verdict=Verdict.CHANGE,
        reason="",
        value=RetryPolicy(4),
        samples=7,
        prediction={"failed": 0.0123456},
        confidence=Confidence.LOW,
    )
    evidence = evidence_for(advice, AT)
    assert (evidence.value, evidence.prediction) == (4, {"failed": 0.01235})
    assert "Python 3." in evidence.machine
    kept = Advice(step="price", setting=Setting.RETRY, verdict=Verdict.KEEP, reason="")
    with pytest.raises(ValueError, match="changes nothing"):
        evidence_for(kept, AT)


def test_evidence_that_was_mended_by_hand_names_its_mistake() -> None:
    """What somebody has written there for himself is none."""
    assert read_evidence({"note": "mine", "workflow": "checkout"}, "steps.price.evidence") == {}
    with pytest.raises(SettingError, match=r"steps\.price\.evidence\.timeout\.value: "):
        read_evidence({"timeout": {"value": "x"}}, "steps.price.evidence")
    with pytest.raises(SettingError, match=r"steps\.price\.evidence\.timeout: "):
        read_evidence({"timeout": 3}, "steps.price.evidence")
