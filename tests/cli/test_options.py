"""What a command is told, and what it shows of it."""

from __future__ import annotations

import pytest

from gorkflow.cli.options import Target
from gorkflow.config import Config


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:///runs.db", "sqlite:///runs.db"),
        ("libsql://db.example.org?authToken=hush", "libsql://db.example.org"),
        ("libsql://h:1?authToken=hush&tls=0", "libsql://h:1?tls=0"),
        ("https://hush:hush@h/?authToken=hush", "https://h/"),
    ],
)
def test_a_command_to_be_copied_has_no_token(url: str, shown: str) -> None:
    """It stays in the environment, or is for the user to add; all else is there."""
    target = Target(url, ("shop",), Config())
    assert target.shown_store == shown
    assert target.command("show", "x").replace("'", "") == f"gorkflow --app shop --store {shown} show x"
