"""What keeps a store healthy."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import AppOption, JsonOption, StoreOption, app, complete_status, finish, target_of
from gorkflow.cli.exits import reported


@app.command()
def prune(
    context: typer.Context,
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
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Remove runs that ended long ago, with everything of them. And cached outputs whose time is over."""
    with reported():
        from gorkflow.cli import keeping

        finish(keeping.prune(target_of(context, store, apps), older_than, statuses or (), as_json=as_json))


@app.command()
def backup(
    context: typer.Context,
    destination: Annotated[str, typer.Argument(metavar="DEST", help="A new file; nothing is overwritten.")],
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Copy the store, as it is at one moment, to a new file. Also while engines write."""
    with reported():
        from gorkflow.cli import keeping

        finish(keeping.backup(target_of(context, store, apps), destination, as_json=as_json))


@app.command()
def doctor(
    context: typer.Context,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Look for damage in the store, and for runs that nobody drives. Changes nothing; code 1 where there is damage."""
    with reported():
        from gorkflow.cli import doctoring

        finish(doctoring.doctor(target_of(context, store, apps), as_json=as_json))
