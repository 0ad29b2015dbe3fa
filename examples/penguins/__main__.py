"""`python -m examples.penguins`: run the survey, or go on with the one that was killed."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path

from examples.penguins.models import Report, Request
from examples.penguins.pipeline import penguins
from examples.penguins.rehearsal import KILL_IN, PACE
from gorkflow import Engine, RunFilter, RunHandle, RunStatus, StepStatus, connect

DATA = Path(__file__).parent / "data" / "penguins.csv"
OPEN = (RunStatus.PENDING, RunStatus.RUNNING)


async def unfinished(engine: Engine, request: Request) -> RunHandle[Report] | None:
    """The run of the same request that a killed process left behind; None when there is none."""
    page = await engine.list_runs(RunFilter(workflow_id=penguins.id, status=OPEN))
    for run in page.items:
        if run.input == request.model_dump(mode="json"):
            return engine.handle(run.run_id, penguins)
    return None


async def survey(store: str, request: Request) -> Report:
    """Start a run, or go on with the unfinished one, once it is said which of its steps are kept."""
    async with connect(store, workflows=[penguins], recover=False) as engine:
        handle = await unfinished(engine, request)
        if handle is None:
            handle = await penguins.start(request, on=engine)
            print(f"run {handle.run_id} into {store}")
        else:
            executions = await engine.list_step_executions(handle.run_id)
            done = [execution.step_id for execution in executions if execution.status is StepStatus.COMPLETED]
            print(f"run {handle.run_id} goes on; kept: {', '.join(done) or 'nothing yet'}")
            await engine.recover()
        return await handle.result()


def main() -> None:
    """Read the arguments, run, say where the results are."""
    parser = argparse.ArgumentParser(prog="python -m examples.penguins", description=__doc__)
    parser.add_argument("--store", default="sqlite:///penguins.db", help="URL of the store (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of the results (default: %(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="the CSV file to read")
    parser.add_argument("--kill-in", metavar="STEP", help="kill this process in that step, on its first attempt")
    parser.add_argument("--pace", type=float, default=0.0, metavar="SECONDS", help="spend so long in each step")
    arguments = parser.parse_args()
    os.environ[PACE] = str(arguments.pace)
    if arguments.kill_in is not None:
        os.environ[KILL_IN] = arguments.kill_in
    request = Request(source=arguments.data.resolve(), out=arguments.out.resolve())
    report = asyncio.run(survey(arguments.store, request))
    print(f"{report.penguins} penguins, {report.rejected} rows set aside: {report.report} and {report.picture}")


if __name__ == "__main__":
    main()
