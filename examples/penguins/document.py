"""The report as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from examples.penguins.models import Comparison, Group, Measure, Survey


def compose(survey: Survey, comparison: Comparison, picture: Path) -> str:
    """The whole text; `picture` is linked by its name, so both files have to stay in one folder."""
    lines = [
        "# Penguins of the Palmer Archipelago",
        "",
        f"{len(survey.penguins)} rows are complete and plausible, {len(survey.rejected)} were set aside.",
        "",
        *_table(comparison),
        "",
        _finding(comparison),
        "",
        f"![Bill depth over bill length]({picture.name})",
        "",
        "## Rows set aside",
        "",
        *_rejections(survey),
    ]
    return "\n".join(lines) + "\n"


def _table(comparison: Comparison) -> Iterator[str]:
    yield "| | penguins | bill length, mm | bill depth, mm | flipper, mm | body mass, g | correlation |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for group in [*comparison.groups, comparison.together]:
        yield _row(group)


def _row(group: Group) -> str:
    cells = [
        group.name,
        str(group.count),
        _cell(group.bill_length_mm, 1),
        _cell(group.bill_depth_mm, 1),
        _cell(group.flipper_length_mm, 0),
        _cell(group.body_mass_g, 0),
        f"{group.trend.correlation:+.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _cell(measure: Measure, digits: int) -> str:
    return f"{measure.mean:.{digits}f} ± {measure.deviation:.{digits}f}"


def _finding(comparison: Comparison) -> str:
    whole = comparison.together.trend.correlation
    if comparison.trend_turns:
        return (
            f"Length and depth of the bill correlate with {whole:+.2f} over all penguins, and with the opposite sign "
            "in every single species: Simpson's paradox."
        )
    return f"Length and depth of the bill correlate with {whole:+.2f} over all penguins."


def _rejections(survey: Survey) -> Iterator[str]:
    if not survey.rejected:
        yield "None."
    for rejection in survey.rejected:
        yield f"- line {rejection.line}: {'; '.join(rejection.reasons)}"
