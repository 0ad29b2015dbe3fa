"""The commands. What they do is imported when one of them runs: `--help` costs typer and no more."""

from gorkflow.cli.app import app
from gorkflow.cli.commands import benching, designing, driving, keeping, looking, watching

__all__ = ["app", "benching", "designing", "driving", "keeping", "looking", "watching"]

_MODULES = (driving, looking, watching, designing, benching, keeping)  # in the order in which `--help` lists them
_ORDER = [module.__name__ for module in _MODULES]
app.registered_commands.sort(key=lambda command: _ORDER.index(getattr(command.callback, "__module__", "")))
