"""The commands. What they do is imported when one of them runs: `--help` costs typer and no more."""

from gorkflow.cli.app import app
from gorkflow.cli.commands import designing, driving, keeping, looking

__all__ = ["app", "designing", "driving", "keeping", "looking"]
