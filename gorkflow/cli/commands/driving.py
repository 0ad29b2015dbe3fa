"""What makes runs go: started, resumed, retried, forked, migrated, cancelled, given signals."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import Invocation, RunArgument, WorkflowArgument, command, complete_run, complete_step
from gorkflow.cli.exits import ExitCode


@command(allows_extra=True)  # so that an input without --input is told what it lacks
def run(
    at: Invocation,
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
) -> ExitCode:
    """Start a run, wait for it, and print its output as JSON."""
    from gorkflow.cli import inputs, running

    inputs.refuse_extra(at.extra, workflow)
    request = running.Request(workflow, input, inputs.parse_tags(tags or ()), key, run_timeout)
    return running.run(at.target, request, as_json=at.as_json)


@command()
def resume(
    at: Invocation,
    run: Annotated[
        str | None,
        typer.Argument(metavar="[RUN]", help="A run's id, or its first 8 or more.", autocompletion=complete_run),
    ] = None,
) -> ExitCode:
    """Go on with the runs that no living process drives. All of them, or one; waits for their end."""
    from gorkflow.cli import resuming

    return resuming.resume(at.target, run, as_json=at.as_json)


@command()
def retry(at: Invocation, run: RunArgument) -> ExitCode:
    """Go on with a FAILED or CANCELLED run from where it failed. Waits for its end."""
    from gorkflow.cli import going_on

    return going_on.retry(at.target, run, as_json=at.as_json)


@command()
def fork(
    at: Invocation,
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
) -> ExitCode:
    """Make a new run that keeps what does not depend on a step. Waits for its end."""
    from gorkflow.cli import going_on

    return going_on.fork(at.target, run, from_step, input, as_json=at.as_json)


@command()
def migrate(at: Invocation, run: RunArgument) -> ExitCode:
    """Take an open run over to the code of today, as a SUSPENDED one. Waits for its end."""
    from gorkflow.cli import going_on

    return going_on.migrate(at.target, run, as_json=at.as_json)


@command()
def cancel(at: Invocation, run: RunArgument) -> ExitCode:
    """Cancel a run, wherever it is driven."""
    from gorkflow.cli import going_on

    return going_on.cancel(at.target, run, as_json=at.as_json)


@command()
def signal(
    at: Invocation,
    run: RunArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the signal, as its workflow calls it.")],
    payload: Annotated[str, typer.Argument(metavar="JSON|@FILE|-", help="Its payload: JSON, a file of it, or stdin.")],
    signal_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="However often it is sent, it is one signal.")
    ] = None,
) -> ExitCode:
    """Give a run a signal that it waits for, now or later. Wherever it is driven."""
    from gorkflow.cli import signalling

    return signalling.send(at.target, run, name, payload, signal_id, as_json=at.as_json)
