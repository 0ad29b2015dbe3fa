"""`gorkflow runs`: a page of runs, newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from rich.text import Text

from gorkflow.cli.columns import in_columns, width_of_stdout
from gorkflow.cli.documents import run_fields
from gorkflow.cli.escaping import printable
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.inputs import parse_instant, parse_statuses, parse_tags
from gorkflow.cli.lookup import reading
from gorkflow.cli.options import DEFAULT_LIMIT, MIN_PREFIX
from gorkflow.cli.owners import NOBODY, left_alone
from gorkflow.cli.reports import console, say
from gorkflow.cli.resting import TAIL, Rest, rest_of
from gorkflow.cli.schemas import ListedRun, RunsDocument, print_document
from gorkflow.cli.usual_times import UsualTimes
from gorkflow.cli.wording import STYLES, duration, reason
from gorkflow.core.run import RunFilter, RunStatus, WorkflowRun
from gorkflow.runtime.clock import SystemClock
from gorkflow.runtime.reading import read_listed

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.composition import Engine
    from gorkflow.ports import StoreReads

ID_TO_THE_MILLISECOND: Final = 13  # characters of an id that hold the instant of its creation
ID_WITH_NOISE: Final = 23  # with 24 random bits besides
_NEIGHBOURS: Final = 100
_ENOUGH: Final = 10_000
_COLUMNS: Final = ("run", "workflow", "version", "status", "created", "duration")
# Columns that are left out, and whether durations are compared: the first that the terminal has room for.
_SHAPES: Final[Sequence[tuple[frozenset[str], bool]]] = (
    (frozenset(), True),
    (frozenset({"version"}), True),
    (frozenset({"version"}), False),
    (frozenset({"version", "created"}), False),
)
_TO_THE_RIGHT: Final = frozenset({"created"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of `gorkflow runs`, as they were given."""

    workflow: str | None = None
    version: str | None = None
    statuses: Sequence[str] = ()
    tags: Sequence[str] = ()
    resource: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None

    def filter(self, now: datetime) -> RunFilter:
        """As the store takes it.

        Raises:
            UsageError, SettingError: one of them will not do.
        """
        return RunFilter(
            workflow_id=self.workflow,
            version=self.version,
            status=parse_statuses(self.statuses, tuple(RunStatus)) or None,
            tags=parse_tags(self.tags),
            resource_id=self.resource,
            created_after=None if self.since is None else parse_instant(self.since, "--since", now),
            created_before=None if self.until is None else parse_instant(self.until, "--until", now),
            limit=self.limit,
            cursor=self.cursor,
        )

    def words(self, cursor: str) -> list[str]:
        """The command that shows the next page."""
        given = [
            ("--workflow", self.workflow),
            ("--version", self.version),
            *(("--status", status) for status in self.statuses),
            *(("--tag", tag) for tag in self.tags),
            ("--resource", self.resource),
            ("--since", self.since),
            ("--until", self.until),
            ("--limit", str(self.limit) if self.limit != DEFAULT_LIMIT else None),
            ("--cursor", cursor),
        ]
        return ["runs", *(word for name, value in given if value is not None for word in (name, value))]


@dataclass(frozen=True, slots=True)
class Listed:
    """A run of the page.

    Attributes:
        seconds: from its start to its end, or until now; None where it has not started.
        median: of the recent COMPLETED runs of its workflow; None where those are too few to compare with.
        is_left_alone: it should be at work, and nobody alive drives it.
    """

    run: WorkflowRun
    rest: Rest | None
    seconds: float | None
    median: float | None
    is_left_alone: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of runs.

    Attributes:
        id_length: so many characters of an id tell its run from all others.
        more: runs on the pages to come; at least so many where it is not exact.
    """

    items: Sequence[Listed]
    next_cursor: str | None
    id_length: int
    more: int
    is_exact: bool


def runs(target: Target, wanted: Wanted, *, as_json: bool) -> ExitCode:
    """Print a page of runs; opens the store for reading only and imports nothing of the user's.

    Raises:
        UsageError, SettingError, InputError: one of the options will not do.
        StoreError: the store cannot be read.
    """
    now = datetime.fromtimestamp(SystemClock().now(), UTC)
    listing = asyncio.run(_read(target, wanted.filter(now), now, as_json=as_json))
    if as_json:
        print_document(_document(listing))
        return ExitCode.OK
    _print(listing, now)
    if not listing.items:
        say(f"no run in {target.shown_store}" + (" is as wanted" if wanted != Wanted() else ""))
    if listing.next_cursor is not None:
        more = f"{'' if listing.is_exact else 'more than '}{listing.more:,} more"
        say(f"{more}; the next page: {target.command(*wanted.words(listing.next_cursor), apps=())}")
    return ExitCode.OK


async def _read(target: Target, filter: RunFilter, now: datetime, *, as_json: bool) -> Listing:
    async with reading(target) as (engine, store):
        alone: frozenset[str] = frozenset()
        if as_json:
            page = await engine.list_runs(filter)
            found, next_cursor = list(page.items), page.next_cursor
        else:
            rows = await store.list_runs(filter)
            found, next_cursor = list(map(read_listed, rows.items)), rows.next_cursor
            alone = await left_alone(store, rows.items)
        usual = UsualTimes(store)
        rests = await asyncio.gather(*(_rest(store, run) for run in found))
        items = [
            await _listed(usual, run, rest, now, run.run_id in alone) for run, rest in zip(found, rests, strict=True)
        ]
        if as_json or not found:
            return Listing(items, next_cursor, 0, 0, is_exact=True)
        more, is_exact = await _count_older(engine, filter, found) if next_cursor is not None else (0, True)
        return Listing(items, next_cursor, await _id_length(store, found), more, is_exact)


async def _rest(store: StoreReads, run: WorkflowRun) -> Rest | None:
    return await rest_of(store, run.run_id, tail=TAIL) if run.status is RunStatus.WAITING else None


async def _listed(usual: UsualTimes, run: WorkflowRun, rest: Rest | None, now: datetime, is_left_alone: bool) -> Listed:
    seconds = None
    if run.started_at is not None:
        seconds = max(0.0, ((run.completed_at or now) - run.started_at).total_seconds())
    return Listed(run, rest, seconds, await usual.of(run.workflow_id), is_left_alone)


async def _id_length(store: StoreReads, found: Sequence[WorkflowRun]) -> int:
    """How many characters tell the runs apart, also from those beside them that the filter has left out."""
    slack = timedelta(seconds=2)
    around = RunFilter(
        created_after=found[-1].created_at - slack, created_before=found[0].created_at + slack, limit=_NEIGHBOURS
    )
    beside = await store.list_runs(around)
    ids = {run.run_id for run in found} | {row.run_id for row in beside.items}
    least = ID_TO_THE_MILLISECOND if beside.next_cursor is None else ID_WITH_NOISE
    longest = max(map(len, ids))
    lengths = (length for length in range(least, longest) if len({id_[:length] for id_ in ids}) == len(ids))
    return max(MIN_PREFIX, next(lengths, longest))


async def _count_older(engine: Engine, filter: RunFilter, found: Sequence[WorkflowRun]) -> tuple[int, bool]:
    """How many runs there are behind the page; where they are very many, a part of them and False."""
    first = filter.created_after or datetime.fromtimestamp(0, UTC)
    end = found[-1].created_at - timedelta(microseconds=1)  # its own record may be rounded up
    width = max(timedelta(seconds=1), found[0].created_at - end) * 20
    total = 0
    while total < _ENOUGH and end > first:
        start = max(end - min(width, end - first), first)
        span = filter.model_copy(update={"created_after": start, "created_before": end, "cursor": None})
        total += sum((await engine.count_runs(span)).values())
        end, width = start, width * 100
    return total, end <= first


def _print(listing: Listing, now: datetime) -> None:
    if not listing.items:
        return
    width, out = width_of_stdout(), console()
    head, *lines = _fitting(listing, now, width)
    out.print(head, soft_wrap=True)
    for item, line in zip(listing.items, lines, strict=True):
        detail = _detail(item, now)
        for text in [line, Text(f"  {detail}", "dim")] if detail else [line]:
            if width is not None:
                text.truncate(width, overflow="ellipsis")
            out.print(text, soft_wrap=True)


def _fitting(listing: Listing, now: datetime, width: int | None) -> list[Text]:
    """The table with as much as there is room for."""
    tables = (_table(listing, now, left_out, has_median=has_median) for left_out, has_median in _SHAPES)
    table = next(tables)
    while width is not None and max(line.cell_len for line in table) > width:
        smaller = next(tables, None)
        if smaller is None:
            break
        table = smaller
    return table


def _table(listing: Listing, now: datetime, left_out: frozenset[str], *, has_median: bool) -> list[Text]:
    names = [name for name in _COLUMNS if name not in left_out]
    cells = [_cells(item, listing.id_length, now, has_median=has_median) for item in listing.items]
    rows = [names, *([row[name] for name in names] for row in cells)]
    styles = [["bold"] * len(names)]
    styles += [[_style(item.run, name) for name in names] for item in listing.items]
    return in_columns(rows, styles, {place for place, name in enumerate(names) if name in _TO_THE_RIGHT})


def _style(run: WorkflowRun, column: str) -> str:
    return STYLES.get(run.status, "") if column == "status" else ""


def _cells(item: Listed, id_length: int, now: datetime, *, has_median: bool) -> Mapping[str, str]:
    run = item.run
    progress = "" if run.status.is_final else f" {run.progress:.0%}"
    return {
        "run": printable(run.run_id[:id_length]),
        "workflow": printable(run.workflow_id),
        "version": printable(run.workflow_version),
        "status": f"{run.status}{progress}",
        "created": _age(now - run.created_at),
        "duration": _took(item, has_median=has_median),
    }


def _took(item: Listed, *, has_median: bool) -> str:
    if item.seconds is None:
        return ""
    text = duration(item.seconds)
    if not has_median or not item.median or item.run.status is RunStatus.WAITING:
        return text
    return f"{text}  ({item.seconds / item.median:.1f}x median)"


def _detail(item: Listed, now: datetime) -> str:
    """Why a run is as it is, in one line; empty where there is nothing to say."""
    run = item.run
    if item.is_left_alone:
        return f"{NOBODY}: gorkflow resume"
    if item.rest is not None:
        return printable(item.rest.told(now.timestamp()))
    if run.error is None:
        return ""
    at = "" if run.error.step_id is None else f"{run.error.step_id}: "
    return printable(f"{at}{reason(run.error)}")


def _age(age: timedelta) -> str:
    """How long ago, to be read at a glance: "5 s ago", "3 min ago", "2 d ago"."""
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def _document(listing: Listing) -> RunsDocument:
    items = [
        ListedRun(**run_fields(item.run, item.rest), duration_seconds=item.seconds, median_seconds=item.median)
        for item in listing.items
    ]
    return RunsDocument(items=items, next_cursor=listing.next_cursor)
