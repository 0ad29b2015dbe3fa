"""The commands and their options. What they do is imported when one of them runs: `--help` costs typer and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gorkflow.cli.exits import reported
from gorkflow.cli.options import Flags, Target

if TYPE_CHECKING:
    from gorkflow.cli.exits import ExitCode

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich is not imported for it
)

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Where the runs are, for example sqlite:///runs.db. Default: GORKFLOW_STORE, or sqlite:///gorkflow.db.",
    ),
]
AppOption = Annotated[
    list[str] | None,
    typer.Option(
        "--app",
        metavar="MODULE[:NAME]",
        help="A module with workflows, or a path such as shop.py; may be given again. Default: GORKFLOW_APP.",
    ),
]
RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run's id, or its first 8 or more characters.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


@app.callback()
def gorkflow(context: typer.Context, store: StoreOption = None, apps: AppOption = None) -> None:
    """Start, resume and look at durable workflows.

    Results go to stdout, all else to stderr. Exit codes: 0 ok, 1 the run failed, 2 usage, 3 incompatible, 4 not found,
    130 interrupted.
    """
    context.obj = Flags(store, tuple(apps or ()))


@app.command()
def run(
    context: typer.Context,
    workflow: Annotated[
        str, typer.Argument(metavar="MODULE:WORKFLOW", help="Such as shop:checkout, shop.py:checkout.")
    ],
    input: Annotated[
        str | None, typer.Option("--input", metavar="JSON|@FILE|-", help="The input: JSON, a file of it, or stdin.")
    ] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", metavar="NAME=VALUE", help="May be given again.")] = None,
    key: Annotated[
        str | None, typer.Option("--key", help="Idempotency key: the same key and input give the same run.")
    ] = None,
    run_timeout: Annotated[
        float | None, typer.Option("--run-timeout", metavar="SECONDS", help="Of the whole run, over restarts.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Start a run, wait for it, and print its output as JSON."""
    with reported():
        from gorkflow.cli import inputs, running

        request = running.Request(workflow, input, inputs.parse_tags(tags or ()), key, run_timeout)
        _finish(running.run(_target(context, store, apps), request, as_json=as_json))


@app.command()
def resume(
    context: typer.Context,
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="A run's id, or its first 8 or more.")] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Go on with the runs that no living process drives, or with one of them, and wait for their end."""
    with reported():
        from gorkflow.cli import resuming

        _finish(resuming.resume(_target(context, store, apps), run, as_json=as_json))


@app.command()
def retry(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Go on from the failed and cancelled steps of a run that FAILED or was CANCELLED, and wait for its end."""
    with reported():
        from gorkflow.cli import going_on

        _finish(going_on.retry(_target(context, store, apps), run, as_json=as_json))


@app.command()
def fork(
    context: typer.Context,
    run: RunArgument,
    from_step: Annotated[
        str, typer.Option("--from", metavar="STEP", help="Path of the step from which on all runs again.")
    ],
    input: Annotated[
        str | None, typer.Option("--input", metavar="JSON|@FILE|-", help="Another input for that step.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Make a new run that keeps what does not depend on a step, and wait for its end."""
    with reported():
        from gorkflow.cli import going_on

        _finish(going_on.fork(_target(context, store, apps), run, from_step, input, as_json=as_json))


@app.command()
def migrate(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Take an open run, such as a SUSPENDED one, over to the code of today, and wait for its end."""
    with reported():
        from gorkflow.cli import going_on

        _finish(going_on.migrate(_target(context, store, apps), run, as_json=as_json))


@app.command()
def cancel(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Cancel a run, wherever it is driven."""
    with reported():
        from gorkflow.cli import going_on

        _finish(going_on.cancel(_target(context, store, apps), run, as_json=as_json))


@app.command()
def show(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Print a run with its steps. Changes nothing."""
    with reported():
        from gorkflow.cli import showing

        _finish(showing.show(_target(context, store, apps), run, as_json=as_json))


@app.command()
def prune(
    context: typer.Context,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Since the run's end, such as 30d, 12h, 90m or 2w.")
    ],
    statuses: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATUS", help="COMPLETED, FAILED or CANCELLED; may be given again."),
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Remove runs that ended long ago, with everything of them, and cached outputs whose time is over."""
    with reported():
        from gorkflow.cli import keeping

        _finish(keeping.prune(_target(context, store, apps), older_than, statuses or (), as_json=as_json))


@app.command()
def backup(
    context: typer.Context,
    destination: Annotated[str, typer.Argument(metavar="DEST", help="A new file; nothing is overwritten.")],
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Copy the store, as it is at one moment, to a new file; also while engines write."""
    with reported():
        from gorkflow.cli import keeping

        _finish(keeping.backup(_target(context, store, apps), destination, as_json=as_json))


@app.command()
def doctor(
    context: typer.Context,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Look for damage in the store: the file, its tables, every record. Changes nothing; code 1 where it finds some."""
    with reported():
        from gorkflow.cli import keeping

        _finish(keeping.doctor(_target(context, store, apps), as_json=as_json))


def _target(context: typer.Context, store: str | None, apps: list[str] | None) -> Target:
    before = context.obj if isinstance(context.obj, Flags) else Flags()
    return Target.of(before | Flags(store, tuple(apps or ())))


def _finish(code: ExitCode) -> None:
    if code:
        raise typer.Exit(code)
