"""What doctor says of a sound store: the SQLite in use, the file's mode, the room that is left."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow.stores.sqlite_advice import LEAST_FREE_BYTES, advice_on
from gorkflow.stores.sqlite_file import log_of
from gorkflow.testing.conformance_stage import creation_of
from tests.stores.conftest import OpenStore

SOUND = (3, 51, 3)


@pytest.fixture(autouse=True)
def sound_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this Python is linked with."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", SOUND)


class Usage(NamedTuple):
    """As shutil.disk_usage gives it."""

    total: int
    used: int
    free: int


async def test_there_is_nothing_to_say_of_a_store_as_gorkflow_leaves_it(path: Path, open_store: OpenStore) -> None:
    """Open and closed."""
    store = await open_store()
    await store.create(creation_of())
    assert list(advice_on(path)) == []
    await store.close()
    assert list(advice_on(path)) == []


@pytest.mark.parametrize(
    ("version", "parts"),
    [
        ((3, 51, 3), []), ((3, 52, 0), []), ((3, 60, 1), []), ((4, 0, 0), []),
        ((3, 50, 7), []), ((3, 50, 9), []), ((3, 44, 6), []),
        ((3, 51, 2), ["WAL-reset"]), ((3, 50, 6), ["WAL-reset"]), ((3, 49, 2), ["WAL-reset"]),
        ((3, 44, 5), ["WAL-reset"]), ((3, 45, 0), ["WAL-reset"]), ((3, 40, 1), ["WAL-reset"]),
        ((3, 37, 2), ["WAL-reset"]), ((3, 37, 1), ["WAL-reset", "savepoint"]), ((3, 37, 0), ["WAL-reset", "savepoint"]),
        ((3, 34, 1), ["older than 3.37.0", "WAL-reset"]), ((3, 35, 0), ["older than 3.37.0", "WAL-reset", "savepoint"]),
    ],
)  # fmt: skip
async def test_releases_with_defects_are_named(
    path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], parts: list[str]
) -> None:
    """By their numbers, with the releases that mend them: of two older series there are such, too."""
    await (await open_store()).close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    found = list(advice_on(path))
    assert [next(part for part in parts if part in one.problem) for one in found] == parts
    text = ".".join(map(str, version))
    assert all(one.kind == "sqlite" and one.problem.startswith(f"SQLite {text} ") for one in found)
    remedies = [one.remedy for one in found if "WAL-reset" in one.problem]
    assert remedies == ["use a Python that is linked with SQLite 3.51.3 or newer, or with 3.50.7 or 3.44.6"] * len(
        remedies
    )


async def test_a_file_in_another_mode_is_told_of(path: Path, open_store: OpenStore) -> None:
    """Some program has switched it; the next engine switches it back."""
    await (await open_store()).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    (found,) = advice_on(path)
    assert (found.kind, "'delete'" in found.problem) == ("journal", True)
    await (await open_store("engine-2")).close()
    assert list(advice_on(path)) == []


async def test_little_room_is_told_of(path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a copy of the store and its log takes, and some more."""
    store = await open_store()
    await store.create(creation_of())
    size_bytes = path.stat().st_size + log_of(path).stat().st_size  # noqa: ASYNC240  # nobody else is on this loop
    for free_bytes, kinds in ((size_bytes + LEAST_FREE_BYTES, []), (size_bytes + LEAST_FREE_BYTES - 1, ["disk"])):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free_bytes: Usage(10**12, 10**12 - free, free))
        found = list(advice_on(path))
        assert [str(one.kind) for one in found] == kinds
        assert all(f"{free_bytes:,} bytes are free" in one.problem for one in found)


async def test_where_the_system_does_not_tell_nothing_is_said(
    path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of the volume, nor of a file that SQLite cannot read: of that the examination tells."""
    await (await open_store()).close()

    def refuse(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    path.write_bytes(b"x" * 8192)  # noqa: ASYNC240  # as above
    assert list(advice_on(path)) == []
