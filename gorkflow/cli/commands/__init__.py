"""The commands. What they do is imported when one of them runs: `--help` costs typer and no more."""

from gorkflow.cli.app import app
from gorkflow.cli.commands import designing, driving, keeping, looking, watching

__all__ = ["app", "designing", "driving", "keeping", "looking", "watching"]

_ORDER = [module.__name__ for module in (driving, looking, watching, designing, keeping)]  # as `--help` lists them
app.registered_commands.sort(key=lambda command: _ORDER.index(getattr(command.callback, "__module__", "")))
