"""The steps and how they are wired."""

from __future__ import annotations

import csv
from pathlib import Path

from pydantic import ValidationError

from examples.penguins import document, picture
from examples.penguins.files import replace
from examples.penguins.measures import describe
from examples.penguins.models import Comparison, Group, Penguin, Rejection, Report, Request, Species, Survey
from examples.penguins.rehearsal import rehearse
from gorkflow import RetryPolicy, Step, StepContext, step, workflow

HEADER_LINES = 1


@step(id="read-rows", retry=RetryPolicy(3, delay=0.2, retry_on=(OSError,)))
def read_rows(ctx: StepContext, request: Request) -> list[dict[str, str]]:
    """Every row as text, column by column; a disk that hiccups is asked again."""
    rehearse(ctx)
    with request.source.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    _say(ctx, f"{len(rows)} rows in {request.source.name}")
    return rows


@step(id="check-rows")
def check_rows(ctx: StepContext, rows: list[dict[str, str]]) -> Survey:
    """Sorts the rows into penguins and rejections: bad data is a result here, not a failure."""
    rehearse(ctx)
    penguins: list[Penguin] = []
    rejected: list[Rejection] = []
    for line, row in enumerate(rows, start=1 + HEADER_LINES):
        try:
            penguins.append(Penguin.model_validate(row))
        except ValidationError as error:
            rejected.append(Rejection(line=line, reasons=_reasons(error)))
    _say(ctx, f"{len(penguins)} penguins, {len(rejected)} rows set aside")
    return Survey(penguins=penguins, rejected=rejected)


def describe_species(species: Species) -> Step[Survey, Group]:
    """One step per species; the three run side by side."""

    @step(id=f"describe-{species.lower()}")
    def describe_one(ctx: StepContext, survey: Survey) -> Group:
        rehearse(ctx)
        group = describe(species, [penguin for penguin in survey.penguins if penguin.species is species])
        _say(ctx, f"{group.count} penguins, mean mass {group.body_mass_g.mean:.0f} g")
        return group

    return describe_one


@step(id="compare")
def compare(ctx: StepContext, survey: Survey, groups: list[Group]) -> Comparison:
    """The species beside all penguins together."""
    rehearse(ctx)
    comparison = Comparison(groups=groups, together=describe("All", survey.penguins))
    _say(ctx, "the trend turns within each species" if comparison.trend_turns else "one trend for all")
    return comparison


@step(id="draw-picture", timeout=30)
def draw_picture(ctx: StepContext, request: Request, survey: Survey, comparison: Comparison) -> Path:
    """The SVG, in the folder asked for."""
    rehearse(ctx)
    path = replace(request.out / "penguins.svg", picture.draw(survey.penguins, comparison))
    _say(ctx, str(path))
    return path


@step(id="write-report")
def write_report(ctx: StepContext, request: Request, survey: Survey, comparison: Comparison, drawn: Path) -> Report:
    """The Markdown beside the picture."""
    rehearse(ctx)
    path = replace(request.out / "report.md", document.compose(survey, comparison, drawn))
    _say(ctx, str(path))
    return Report(report=path, picture=drawn, penguins=len(survey.penguins), rejected=len(survey.rejected))


def _reasons(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(str(part) for part in problem['loc'])}: "
        + ("not measured" if problem["type"] == "missing" else problem["msg"])
        for problem in error.errors()
    ]


def _say(ctx: StepContext, text: str) -> None:
    print(f"  {ctx.step_id:<18} {text}\n", end="", flush=True)  # in one piece: other steps print at the same time


_request = workflow("penguins", Request)
_survey = _request.then(read_rows).then(check_rows)
_groups = _survey.parallel_all([describe_species(species) for species in Species])
_comparison = _survey.join(_groups).then(compare)
_picture = _request.join(_survey, _comparison).then(draw_picture)
penguins = _request.join(_survey, _comparison, _picture).then(write_report).build()
