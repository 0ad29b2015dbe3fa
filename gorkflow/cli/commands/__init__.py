"""The commands. What they do is imported when one of them runs: `--help` costs typer and no more."""

from gorkflow.cli.app import app
from gorkflow.cli.commands import driving, keeping, looking, watching

__all__ = ["app", "driving", "keeping", "looking", "watching"]
