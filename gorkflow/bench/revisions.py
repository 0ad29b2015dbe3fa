"""Another revision of the user's code, checked out beside it for as long as it is measured."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from gorkflow.bench.workers import Variant
from gorkflow.errors import BenchError

_SECONDS: Final = 120.0


@contextmanager
def checked_out(revision: str, variant: Variant) -> Generator[Variant, None, None]:
    """The variant with the files of a git revision in the place of those in its folder.

    They are in a git worktree, which is removed at the end, whatever happens. What is imported from outside of the
    repository stays the same, gorkflow too; nothing is installed.

    Raises:
        BenchError: there is no git, no repository or no such revision.
    """
    top = _git(["rev-parse", "--show-toplevel"], variant.folder)
    commit = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], top, revision)
    parent = tempfile.mkdtemp(prefix="gorkflow-bench-")
    tree = os.path.join(parent, "tree")
    try:
        _git(["worktree", "add", "--detach", "--quiet", tree, commit], top)
        yield _moved(variant, Path(top), Path(tree), f"revision {revision} ({commit[:10]})")
    finally:
        _remove(top, tree, parent)


def _remove(top: str, tree: str, parent: str) -> None:
    with _undisturbed():
        with contextlib.suppress(BenchError):
            _git(["worktree", "remove", "--force", tree], top)
        shutil.rmtree(parent, ignore_errors=True)
        with contextlib.suppress(BenchError):
            _git(["worktree", "prune"], top)


@contextmanager
def _undisturbed() -> Generator[None, None, None]:
    """Meanwhile neither a second Ctrl-C nor a signal to end is heard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _moved(variant: Variant, top: Path, tree: Path, name: str) -> Variant:
    """The path and folder with what the revision has in the place of the same in the repository."""
    folder = _there(Path(variant.folder), top, tree)
    path = [_there(Path(entry), top, tree) for entry in variant.path]
    kept = [str(there if there.exists() else entry) for entry, there in zip(map(Path, variant.path), path, strict=True)]
    return replace(
        variant, name=name, path=tuple(kept), folder=str(folder if folder.exists() else tree), root=str(tree)
    )


def _there(path: Path, top: Path, tree: Path) -> Path:
    resolved = path.resolve()
    return tree / resolved.relative_to(top.resolve()) if resolved.is_relative_to(top.resolve()) else path


def _git(arguments: Sequence[str], folder: str, revision: str | None = None) -> str:
    """What git prints.

    Raises:
        BenchError: it fails; the text has its reason.
    """
    git = shutil.which("git")
    if git is None:
        raise BenchError("--against REV needs git, which is not installed")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - git, and a revision that git itself has to know
            [git, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False,
            timeout=_SECONDS, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"git {arguments[0]} took longer than {_SECONDS:g} s") from error
    if done.returncode == 0:
        return done.stdout.strip()
    if revision is not None:
        raise BenchError(f"there is no revision {revision!r} in the repository of {folder}; see: git log")
    reason = (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1]
    raise BenchError(f"git {arguments[0]} in {folder} failed: {reason}")
