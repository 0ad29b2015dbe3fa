"""What tells of runs while they go on."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import Invocation, RunArgument, command
from gorkflow.cli.exits import ExitCode


@command()
def watch(at: Invocation, run: RunArgument) -> ExitCode:
    """Show a run's progress until its end, then print its output. Whichever process drives it; changes nothing."""
    from gorkflow.cli import watching

    return watching.watch(at.target, run, as_json=at.as_json)


@command(json_help="Print one JSON object per line.")
def events(
    at: Invocation,
    run: RunArgument,
    after: Annotated[int, typer.Option("--after", metavar="SEQ", min=0, help="Only events behind that one.")] = 0,
    follow: Annotated[bool, typer.Option("--follow", help="Stay until the run is over.")] = False,
) -> ExitCode:
    """Print the events of a run, one line each. Changes nothing."""
    from gorkflow.cli import watching

    return watching.events(at.target, run, after=after, follow=follow, as_json=at.as_json)
