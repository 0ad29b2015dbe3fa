"""What every program of this folder shares: the models of the shop, and the notes from which the facts are read.

A program runs in a folder of its own, with this module beside it and nothing else of the repository. The models are
dataclasses of the standard library, which check nothing: what is found was found by the peer.
"""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BODIES = Path("bodies.txt")
KILL = Path("kill")
"""While this file is there, the next body named in it dies by SIGKILL, and takes the file with it."""


@dataclass(frozen=True)
class Order:
    """What `load` gives."""

    id: int
    cents: int


@dataclass(frozen=True)
class Priced:
    """What `price` gives."""

    id: int
    total: int


def enter(body: str) -> None:
    """Note that the body has begun; die here if that is asked for."""
    with BODIES.open("a", encoding="utf-8") as file:
        file.write(f"{body}\n")
    if KILL.exists() and KILL.read_text(encoding="utf-8") == body:
        KILL.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def untyped(value: Any) -> Any:
    """A value whose type no checker can know, such as comes out of JSON or a driver."""
    return value


def say_built() -> None:
    """The workflow is defined, wired and open; nothing has been asked of it yet."""
    print(json.dumps({"built": True}), flush=True)


def say_result(result: object) -> None:
    """What the program ended with."""
    print(json.dumps({"result": result}), flush=True)
