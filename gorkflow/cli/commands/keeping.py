"""What keeps a store healthy."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import Invocation, command, complete_status
from gorkflow.cli.exits import ExitCode


@command()
def prune(
    at: Invocation,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Since the run's end, such as 30d, 12h, 90m or 2w.")
    ],
    statuses: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="COMPLETED, FAILED or CANCELLED; may be given again.",
            autocompletion=complete_status,
        ),
    ] = None,
) -> ExitCode:
    """Remove runs that ended long ago, with everything of them. And cached outputs whose time is over."""
    from gorkflow.cli import keeping

    return keeping.prune(at.target, older_than, statuses or (), as_json=at.as_json)


@command()
def backup(
    at: Invocation,
    destination: Annotated[str, typer.Argument(metavar="DEST", help="A new file; nothing is overwritten.")],
) -> ExitCode:
    """Copy the store, as it is at one moment, to a new file. Also while engines write."""
    from gorkflow.cli import keeping

    return keeping.backup(at.target, destination, as_json=at.as_json)


@command()
def doctor(at: Invocation) -> ExitCode:
    """Look for damage in the store, and for runs that nobody drives. Changes nothing; code 1 where there is damage."""
    from gorkflow.cli import doctoring

    return doctoring.doctor(at.target, as_json=at.as_json)
