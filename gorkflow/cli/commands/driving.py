"""What makes runs go: started, resumed, retried, forked, migrated, cancelled, given signals."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import (
    AppOption,
    JsonOption,
    RunArgument,
    StoreOption,
    WorkflowArgument,
    app,
    complete_run,
    complete_step,
    finish,
    target_of,
)
from gorkflow.cli.exits import reported


@app.command(context_settings={"allow_extra_args": True})  # so that an input without --input is told what it lacks
def run(
    context: typer.Context,
    workflow: WorkflowArgument,
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

        inputs.refuse_extra(context.args, workflow)
        request = running.Request(workflow, input, inputs.parse_tags(tags or ()), key, run_timeout)
        finish(running.run(target_of(context, store, apps), request, as_json=as_json))


@app.command()
def resume(
    context: typer.Context,
    run: Annotated[
        str | None,
        typer.Argument(metavar="[RUN]", help="A run's id, or its first 8 or more.", autocompletion=complete_run),
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Go on with the runs that no living process drives. All of them, or one; waits for their end."""
    with reported():
        from gorkflow.cli import resuming

        finish(resuming.resume(target_of(context, store, apps), run, as_json=as_json))


@app.command()
def retry(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Go on with a FAILED or CANCELLED run from where it failed. Waits for its end."""
    with reported():
        from gorkflow.cli import going_on

        finish(going_on.retry(target_of(context, store, apps), run, as_json=as_json))


@app.command()
def fork(
    context: typer.Context,
    run: RunArgument,
    from_step: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="STEP",
            help="Path of the step from which on all runs again.",
            autocompletion=complete_step,
        ),
    ],
    input: Annotated[
        str | None, typer.Option("--input", metavar="JSON|@FILE|-", help="Another input for that step.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Make a new run that keeps what does not depend on a step. Waits for its end."""
    with reported():
        from gorkflow.cli import going_on

        finish(going_on.fork(target_of(context, store, apps), run, from_step, input, as_json=as_json))


@app.command()
def migrate(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Take an open run over to the code of today, as a SUSPENDED one. Waits for its end."""
    with reported():
        from gorkflow.cli import going_on

        finish(going_on.migrate(target_of(context, store, apps), run, as_json=as_json))


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

        finish(going_on.cancel(target_of(context, store, apps), run, as_json=as_json))


@app.command()
def signal(
    context: typer.Context,
    run: RunArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the signal, as its workflow calls it.")],
    payload: Annotated[str, typer.Argument(metavar="JSON|@FILE|-", help="Its payload: JSON, a file of it, or stdin.")],
    signal_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="However often it is sent, it is one signal.")
    ] = None,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Give a run a signal that it waits for, now or later. Wherever it is driven."""
    with reported():
        from gorkflow.cli import signalling

        target = target_of(context, store, apps)
        finish(signalling.send(target, run, name, payload, signal_id, as_json=as_json))
