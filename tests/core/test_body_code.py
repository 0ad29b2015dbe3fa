"""The hash of a body's code."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from gorkflow.core.body_code import code_hash

BODY = '''
def body(value: int) -> int:
    """Grow it."""
    names = {"left", "right", "middle", "end"}
    return value + 1 if str(value) in {"left", "right", "middle", "end"} else sum(value for _ in names)
'''


def made(source: str, name: str = "body") -> Callable[..., Any]:
    """The function of a piece of code."""
    scope: dict[str, Any] = {"functools": functools}
    exec(compile(source, "module.py", "exec"), scope)  # noqa: S102  code of this file
    found: Callable[..., Any] = scope[name]
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value + 1", "value + 2"),
        ("value + 1", "value - 1"),
        ('"right"', '"wrong"'),
        ("sum(", "max("),
        ("for _ in names", "for _ in names if value"),
        ("def", "async def"),
    ],
)
def test_another_body_has_another_hash(old: str, new: str) -> None:
    assert code_hash(made(BODY)) != code_hash(made(BODY.replace(old, new)))


@pytest.mark.parametrize(
    "edited",
    [
        BODY.replace("Grow it.", "Make it grow."),
        BODY.replace('    """Grow it."""\n', ""),
        BODY.replace("    names", "\n    # A comment.\n    names"),
        BODY.replace("(value: int) -> int", "(value: 'int') -> 'int'"),
    ],
)
def test_what_does_not_run_does_not_count(edited: str) -> None:
    assert code_hash(made(BODY)) == code_hash(made(edited))


def test_it_is_the_same_in_every_process() -> None:
    """Sets of constants have another order in each."""
    program = "from tests.core.test_body_code import BODY, code_hash, made; print(code_hash(made(BODY)))"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in range(1, 4)
    }
    assert found == {code_hash(made(BODY))}


def test_wrappers_count_and_so_does_what_they_wrap() -> None:
    wrapper = """
@functools.wraps(body)
def wrapped(value):
    return body(value) + 0
"""
    first, second = made(BODY + wrapper, "wrapped"), made(BODY.replace("+ 1", "+ 2") + wrapper, "wrapped")
    third = made(BODY + wrapper.replace("+ 0", "+ 3"), "wrapped")
    assert len({code_hash(first), code_hash(second), code_hash(third), code_hash(made(BODY))}) == 4


class Grows:
    """A body with settings."""

    def __call__(self, value: int) -> int:
        return value + 1

    def shrink(self, value: int) -> int:
        """The other way."""
        return value - 1


def test_every_kind_of_body_has_one() -> None:
    grows = Grows()
    assert code_hash(grows) == code_hash(Grows()) != code_hash(grows.shrink)
    assert code_hash(grows.shrink) == code_hash(Grows().shrink)
    assert code_hash(functools.partial(made(BODY))) == code_hash(made(BODY))
    assert code_hash(abs) == ""


def test_a_wrapper_of_itself_ends() -> None:
    body = made(BODY)
    body.__wrapped__ = body  # type: ignore[attr-defined]  # functions take any attribute
    assert code_hash(body)
