"""Another revision beside the user's own files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gorkflow import BenchError
from gorkflow.bench.revisions import checked_out
from gorkflow.bench.workers import Place, Variant


def git(folder: Path, *words: str) -> str:
    """What it prints."""
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(
        ["git", *author, *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose file `shop/flow.py` says 2, and said 1 in the revision before."""
    top = tmp_path / "top"
    (top / "shop").mkdir(parents=True)
    git(top, "init", "-q")
    for number in (1, 2):
        (top / "shop" / "flow.py").write_text(f"NUMBER = {number}\n", encoding="utf-8")
        git(top, "add", ".")
        git(top, "commit", "-q", "-m", str(number))
    return top


def here(folder: Path, *path: Path) -> Variant:
    """The code of that folder."""
    return Variant("the code", Place("flow", "flow"), tuple(map(str, path)), str(folder))


def trees(repository: Path) -> int:
    """How many working trees git knows."""
    return len(git(repository, "worktree", "list").splitlines())


def test_what_lies_in_the_repository_is_that_of_the_revision(repository: Path, tmp_path: Path) -> None:
    """Path and folder lead there; what lies outside, or what the revision has not, stays what it is."""
    shop = repository / "shop"
    (repository / ".venv").mkdir()
    outside = tmp_path / "elsewhere"
    with checked_out("HEAD~1", here(shop, shop, repository / ".venv", outside)) as before:
        first, second, third = map(Path, before.path)
        assert (first / "flow.py").read_text(encoding="utf-8") == "NUMBER = 1\n"
        assert Path(before.folder) == first
        assert (second, third) == (repository / ".venv", outside)
        assert before.root is not None
        assert first == Path(before.root) / "shop"
        assert before.name.startswith("revision HEAD~1 (")
        assert trees(repository) == 2
    assert (shop / "flow.py").read_text(encoding="utf-8") == "NUMBER = 2\n"
    assert (trees(repository), first.exists()) == (1, False)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_it_is_removed_whatever_happens(repository: Path, error: type[BaseException]) -> None:
    """Also files that were made in it."""
    tree = Path()
    with pytest.raises(error), checked_out("HEAD", here(repository, repository)) as before:  # noqa: PT012 - it is raised in the block
        tree = Path(before.folder)
        (tree / "made.txt").write_text("x", encoding="utf-8")
        raise error
    assert (trees(repository), tree.parent.exists()) == (1, False)
    assert git(repository, "status", "--porcelain") == ""


def test_uncommitted_changes_stay_as_they_are(repository: Path) -> None:
    """Staged or not."""
    flow = repository / "shop" / "flow.py"
    flow.write_text("NUMBER = 3\n", encoding="utf-8")
    git(repository, "add", ".")
    flow.write_text("NUMBER = 4\n", encoding="utf-8")
    before = git(repository, "status", "--porcelain")
    with checked_out("HEAD", here(repository, repository)):
        pass
    assert git(repository, "status", "--porcelain") == before == "MM shop/flow.py"


@pytest.mark.parametrize("revision", ["nothing", "--help", "HEAD:shop", "", "HEAD; rm -rf .", "@{99}"])
def test_an_unknown_revision_is_told(repository: Path, revision: str) -> None:
    """Nothing is checked out; and no option of git's is one."""
    with pytest.raises(BenchError, match="there is no revision"), checked_out(revision, here(repository, repository)):
        pytest.fail("there is something")
    assert trees(repository) == 1


def test_a_folder_without_a_repository_is_told(tmp_path: Path) -> None:
    """With what git says."""
    with pytest.raises(BenchError, match="not a git repository"), checked_out("HEAD", here(tmp_path, tmp_path)):
        pytest.fail("there is something")


def test_a_machine_without_git_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what needs it."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent / "nothing"))
    with pytest.raises(BenchError, match="needs git"), checked_out("HEAD", here(repository, repository)):
        pytest.fail("there is something")
