"""The pytest plugin, in runs of pytest of its own: with pytest-asyncio in both modes, with anyio, and with neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.blocks import ROOT

SHARED = """
from datetime import timedelta
from pathlib import Path

import pytest

from gorkflow import InputError, RetryPolicy, step, workflow
from gorkflow.testing import mock_step


@step(retry=RetryPolicy(3, delay=60))
async def load(order_id: int) -> int:
    return order_id + 1


@step
def price(cents: int) -> int:
    return cents


shop = workflow("shop").then(load).sleep(timedelta(days=30)).then(price).build()
"""
ASYNC_TESTS = """

MARK
async def test_no_time_is_lost(gorkflow_engine, gorkflow_clock):
    before = gorkflow_clock.now()
    with mock_step(load, side_effect=(TimeoutError(), 7)):
        assert await shop.run(1, on=gorkflow_engine) == 7
    assert gorkflow_clock.now() - before > 30 * 86400


MARK
async def test_crashes(gorkflow_crashes):
    assert {crash.result for crash in await gorkflow_crashes(shop, 1)} == {2}


class TestOnAFile:
    @pytest.fixture
    def gorkflow_url(self, gorkflow_sqlite_url):
        return gorkflow_sqlite_url

    @pytest.fixture
    def gorkflow_options(self):
        return {"workflows": [shop], "max_payload_bytes": 4}

    MARK
    async def test_the_file_is_there(self, gorkflow_engine, tmp_path):
        assert await shop.run(1, on=gorkflow_engine) == 2
        assert (tmp_path / "gorkflow.db").exists()

    MARK
    async def test_the_options_count(self, gorkflow_engine):
        with pytest.raises(InputError, match="JSON has 5 bytes"):
            await shop.run(12345, on=gorkflow_engine)
"""
SYNC_TESTS = """

def test_a_run(gorkflow_runner):
    assert gorkflow_runner.run(shop, 1).output == 2
"""
ASYNCIO = ["-p", "pytest_asyncio.plugin", "-o", "asyncio_default_fixture_loop_scope=function", "-o"]


def pytest_says(folder: Path, *options: str, plugin: str = "gorkflow.testing.plugin") -> str:
    """What a run of pytest in that folder prints, with the plugins that are named alone; warnings are errors."""
    chosen = ["-p", plugin] if plugin else []
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen, *options],
        cwd=folder,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


def put(folder: Path, tests: str, mark: str) -> None:
    """Write the tests, each marked so."""
    (folder / "test_shop.py").write_text(SHARED + tests.replace("MARK", mark), encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "mark"),
    [
        ([*ASYNCIO, "asyncio_mode=strict"], "@pytest.mark.asyncio"),
        ([*ASYNCIO, "asyncio_mode=auto"], ""),
        (["-p", "anyio.pytest_plugin", "-p", "backend"], "@pytest.mark.anyio"),
        (["-p", "anyio.pytest_plugin", "-p", "backend", *ASYNCIO, "asyncio_mode=strict"], "@pytest.mark.anyio"),
    ],
    ids=["asyncio strict", "asyncio auto", "anyio", "anyio beside asyncio"],
)
def test_an_open_engine_by_every_plugin_that_runs_async_tests(tmp_path: Path, options: list[str], mark: str) -> None:
    """With a clock that skips a month, in memory and on a file; options and URL by fixtures of the test's own."""
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    (tmp_path / "backend.py").write_text(
        "import pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n", encoding="utf-8"
    )
    put(tmp_path, ASYNC_TESTS + SYNC_TESTS, mark)
    said = pytest_says(tmp_path, *options)
    assert "5 passed" in said, said


def test_without_a_plugin_for_async_tests_there_is_the_runner(tmp_path: Path) -> None:
    """Which needs none; and the engine says what it needs."""
    asks = "\n\ndef test_an_engine(gorkflow_engine):\n    raise AssertionError\n"
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    put(tmp_path, SYNC_TESTS + asks, "")
    said = pytest_says(tmp_path)
    assert "1 passed, 1 error" in said, said
    assert "gorkflow_engine lives on the test's event loop: install pytest-asyncio" in said


def test_the_engine_is_no_engine_for_trio(tmp_path: Path) -> None:
    """Which anyio would run the test on, unless it is told otherwise."""
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    (tmp_path / "backend.py").write_text(
        "import pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n\n"
        "@pytest.fixture\ndef anyio_backend_name():\n    return 'trio'\n",
        encoding="utf-8",
    )
    put(tmp_path, "\n\nMARK\nasync def test_it(gorkflow_engine):\n    raise AssertionError\n", "@pytest.mark.anyio")
    said = pytest_says(tmp_path, "-p", "anyio.pytest_plugin", "-p", "backend")
    assert "1 error" in said, said
    assert "engines run on asyncio, not on trio; override the fixture anyio_backend" in said


def test_pytest_runs_without_it(tmp_path: Path) -> None:
    """Not asked for, it is not there."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text("def test_it(gorkflow_runner): ...\n", encoding="utf-8")
    assert "fixture 'gorkflow_runner' not found" in pytest_says(tmp_path, plugin="")


def test_the_fixtures_say_what_they_are(tmp_path: Path) -> None:
    """`pytest --fixtures` lists them."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text("def test_it(): ...\n", encoding="utf-8")
    said = pytest_says(tmp_path, "--fixtures")
    for name in ("clock", "options", "url", "sqlite_url", "engine", "runner", "crashes"):
        assert f"gorkflow_{name} -- " in said


def test_pytest_pays_nothing_for_it_before_a_fixture_is_used() -> None:
    """Everybody who has gorkflow installed imports it with every run of pytest."""
    program = (
        "import sys, pytest; before = set(sys.modules); import gorkflow.testing.plugin\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("gorkflow")} == {
        "gorkflow", "gorkflow.lazy_names", "gorkflow.testing", "gorkflow.testing.plugin"
    }  # fmt: skip
    assert loaded.isdisjoint({"pydantic", "networkx", "sqlite3", "hypothesis", "pytest_asyncio", "typing_extensions"})


def test_what_a_store_is_compared_with_is_shown(tmp_path: Path) -> None:
    """The conformance suite's assertions are rewritten, without a line in conftest.py."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "import gorkflow.testing.conformance_writes as writes\n\n"
        "def test_it():\n    assert type(writes.__loader__).__name__ == 'AssertionRewritingHook'\n",
        encoding="utf-8",
    )
    said = pytest_says(tmp_path)
    assert "1 passed" in said, said
