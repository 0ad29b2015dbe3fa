"""A folder with modules of a user, and the command run in it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gorkflow.cli.commands import app

STORE = "sqlite:///runs.db"

SHOP = '''
import os
import signal
import time
from pathlib import Path

from pydantic import BaseModel, Field

from gorkflow import RetryPolicy, StepContext, step, workflow


class Order(BaseModel):
    number: int = Field(alias="no")
    cents: int = 950


class Priced(BaseModel):
    total: float


class Risk(BaseModel):
    score: float


@step
async def load(order: Order) -> Order:
    print("loading", order.number)
    return order


@step
async def price(order: Order) -> Priced:
    return Priced(total=order.cents / 100)


@step
def risk(order: Order) -> Risk:
    return Risk(score=0.1)


@step
async def charge(ctx: StepContext, priced: Priced, risk: Risk) -> str:
    if "KILLED" in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"receipt {priced.total:.2f}"


checkout = workflow("checkout").then(load).parallel(price, risk).then(charge).build()


@step
async def weigh(grams: int) -> int:
    return grams


@step
def stamp(grams: int) -> str:
    """Ends some time after there is a file `go`: an engine that was told to close is closing by then."""
    while not Path("go").exists():
        time.sleep(0.01)
    time.sleep(0.4)
    return f"stamped {grams} g"


@step
async def send(letter: str) -> str:
    return f"{letter}, sent"


posting = workflow("posting").then(weigh).then(stamp).then(send).build()


@step(retry=RetryPolicy(2, delay=0, jitter=0))
def explode(number: int) -> int:
    raise ValueError(f"no {number}\\x1b[31m\\nrun 0 completed")


failing = workflow("failing").then(explode).build()


@step
async def hello() -> str:
    return "héllo \\x9b31m"


greeting = workflow("greeting").then(hello).build()
'''


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    def complains(self, *parts: str) -> bool:
        """Whether stderr is one line, an error, that has all of these."""
        lines = self.err.splitlines()
        return len(lines) == 1 and lines[0].startswith("error: ") and all(part in lines[0] for part in parts)


class Folder:
    """The user's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> None:
        """Put a file there."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, encoding="utf-8")

    def gorkflow(self, *arguments: str, stdin: str | bytes | None = None) -> Done:
        """Run the command in this process."""
        _forget(self.path)
        result = CliRunner().invoke(app, list(arguments), input=stdin, prog_name="gorkflow")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    def run_id(self, *arguments: str) -> str:
        """The id of a run that `gorkflow run` is told to make."""
        run_id: str = self.gorkflow("run", *arguments, "--store", STORE, "--json").document["run_id"]
        return run_id


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """The current folder, with the module `shop`, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith("GORKFLOW_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # modules change faster than the resolution of their times
    folder = Folder(tmp_path)
    folder.write("shop.py", SHOP)
    yield folder
    _forget(tmp_path)


def _forget(path: Path) -> None:
    """The next command is another process, as far as the user's modules go."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(str(path)):
            del sys.modules[name]
