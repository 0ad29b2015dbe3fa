"""How SQLite carries out the queries whose cost must not grow with the number of finished runs."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import gorkflow.sql
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.sql.cursors import Place, encode_cursor
from gorkflow.sql.listing import count_query, list_query
from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.sql.queries import load_queries


@pytest.fixture(scope="module")
def full() -> Iterator[sqlite3.Connection]:
    """A database of many finished and few open runs, with the statistics that a planner without ANALYZE has: none."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in load_migrations("sqlite"):
            for statement in statements(migration.sql):
                connection.execute(statement)
        yield connection


def _plan(connection: sqlite3.Connection, sql: str, *parameters: object, **named: object) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", named or parameters)]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("next_owner", ("",)),
        ("next_workflow", (None, "", "")),
        ("next_workflow", ("engine", "", "")),
        ("oldest_open", (None, "w", "1", 10)),
        ("owns_open_run", ("engine",)),
    ],
)
def test_a_claim_looks_at_open_runs_only(full: sqlite3.Connection, name: str, parameters: tuple[object, ...]) -> None:
    """Every step of it searches the index of open runs, and finds them already in order."""
    plan = _plan(full, load_queries("sqlite", "ownership")[name], *parameters)
    assert len(plan) == 1
    assert plan[0].startswith("SEARCH runs USING INDEX runs_open (owner"), plan


def test_runs_at_rest_are_found_by_their_time(full: sqlite3.Connection) -> None:
    """However many there are: by workflow, then by the instant that they wake at, in order."""
    (leap,) = _plan(full, load_queries("sqlite", "ownership")["next_due_workflow"], "", "")
    assert leap.startswith("SEARCH runs USING INDEX runs_due ((workflow_id,workflow_version)>"), leap
    (due,) = _plan(full, load_queries("sqlite", "ownership")["earliest_due"], "w", "1", 5.0, 10)
    assert due.startswith("SEARCH runs USING INDEX runs_due (workflow_id=? AND workflow_version=? AND wake_at"), due
    plan = _plan(full, load_queries("sqlite", "reads")["select_next_wake"], "[]")
    searches = [step for step in plan if "runs" in step]
    assert len(searches) == 1
    assert "INDEX runs_due (workflow_id=? AND workflow_version=?" in searches[0], plan


def test_the_inbox_is_read_from_the_last_message_on(full: sqlite3.Connection) -> None:
    """Neither those that were read nor those that were consumed are looked at."""
    plan = _plan(full, load_queries("sqlite", "reads")["select_inbox"], "engine-1", 5)
    assert not any(step.startswith("SCAN inbox") for step in plan), plan
    assert any("inbox USING INDEX inbox_new (ordinal>?)" in step for step in plan), plan


def test_what_is_pruned_is_read_from_its_index(full: sqlite3.Connection) -> None:
    """In order, one status at a time: nothing else is looked at, nothing is sorted."""
    plan = _plan(full, load_queries("sqlite", "writes")["select_ended"], "FAILED", 1.0, 100)
    assert plan == ["SEARCH runs USING INDEX runs_ended (status=? AND completed_at<?)"]


def test_a_cached_output_is_found_by_its_key(full: sqlite3.Connection) -> None:
    """However many there are."""
    (plan,) = _plan(full, load_queries("sqlite", "reads")["select_cached"], "key", 1.0)
    assert plan.startswith("SEARCH step_cache USING INDEX"), plan
    assert "(key=?)" in plan, plan


def test_cached_outputs_are_removed_by_the_index_of_their_time(full: sqlite3.Connection) -> None:
    """Those to come are not looked at, and nothing is sorted."""
    plan = _plan(full, load_queries("sqlite", "writes")["delete_cached"], 1.0, 100)
    assert any("USING COVERING INDEX step_cache_by_expiry (expires_at<?)" in step for step in plan), plan
    assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in plan), plan


@pytest.mark.parametrize("part", ["executions", "events", "state", "messages", "input", "run"])
def test_what_a_run_has_is_removed_by_its_id(full: sqlite3.Connection, part: str) -> None:
    """Each table has it at the front of its key."""
    (plan,) = _plan(full, load_queries("sqlite", "writes")[f"delete_{part}"], "run-1")
    assert plan.startswith("SEARCH"), plan
    assert "run_id=?" in plan, plan


@pytest.mark.parametrize(
    ("topic", "name", "count"),
    [
        ("writes", "update_run_in_place", 15),
        ("writes", "update_run", 15),
        ("ownership", "open_run", 1),
        ("ownership", "take_run", 2),
        ("reads", "select_run", 1),
        ("reads", "select_executions", 1),
        ("reads", "select_events", 3),
        ("reads", "select_state", 1),
        ("reads", "select_snapshot", 5),
        ("reads", "select_given", 1),
        ("reads", "select_definition", 1),
        ("writes", "redefine_run", 5),
        ("writes", "consume_messages", 1),
        ("reads", "select_messages", 1),
        ("writes", "wake_for", 3),
        ("writes", "wake_for_unseen", 3),
    ],
)
def test_a_run_is_found_by_its_id(full: sqlite3.Connection, topic: str, name: str, count: int) -> None:
    """Nothing is read from end to end, but for the index of waiting messages."""
    plan = _plan(full, load_queries("sqlite", topic)[name], *[None] * count)
    scans = [step for step in plan if step.startswith("SCAN") and "inbox_waiting" not in step]
    assert scans == []


@pytest.mark.parametrize(
    ("filter", "index"),
    [
        (RunFilter(), "runs_by_age"),
        (RunFilter(created_after=datetime(2026, 1, 1, tzinfo=UTC)), "runs_by_age"),
        (RunFilter(status=RunStatus.FAILED), "runs_by_status"),
        (RunFilter(workflow_id="w"), "runs_by_workflow"),
        (RunFilter(resource_id="r"), "runs_by_resource"),
    ],
)
def test_a_page_is_read_in_order_from_an_index(full: sqlite3.Connection, filter: RunFilter, index: str) -> None:
    """First and later pages: nothing is sorted, and reading ends with the page."""
    query = list_query("sqlite", filter)
    later = filter.model_copy(update={"cursor": _cursor()})
    for sql, parameters in (query, list_query("sqlite", later)):
        plan = _plan(full, sql, *parameters)
        assert any(f" USING INDEX {index}" in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_runs_of_a_tag_are_found_by_the_tag(full: sqlite3.Connection) -> None:
    """Not by reading the tags of every run."""
    query = list_query("sqlite", RunFilter(tags={"team": "a"}))
    plan = _plan(full, query.sql, *query.parameters)
    assert any("run_tags USING PRIMARY KEY (key=? AND value=?" in step for step in plan), plan


def test_what_is_due_is_read_in_order_from_its_index(full: sqlite3.Connection) -> None:
    """From the place on: schedules before it, and those without a next time, are not looked at, and nothing is sorted.

    Each engine asks every few seconds.
    """
    plan = _plan(full, load_queries("sqlite", "schedules")["select_due"], 1.0, "m", '[["w", "1"]]', 100)
    assert plan[0] == "SEARCH schedules USING INDEX schedules_due ((next_at,schedule_id)>(?,?))"
    assert not any("TEMP B-TREE" in step or "SCAN schedules" in step for step in plan), plan


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("select_schedule", 1),
        ("select_schedules", 2),
        ("update_schedule", 20),
        ("has_schedule", 19),
        ("delete_schedule", 1),
    ],
)
def test_a_schedule_is_found_by_its_id(full: sqlite3.Connection, name: str, count: int) -> None:
    """And a page of them, in order."""
    (plan,) = _plan(full, load_queries("sqlite", "schedules")[name], *[None] * count)
    assert plan.startswith("SEARCH schedules USING INDEX sqlite_autoindex_schedules_1 (schedule_id"), plan


def test_counting_reads_one_index(full: sqlite3.Connection) -> None:
    """In the order of statuses."""
    query = count_query("sqlite", RunFilter())
    plan = _plan(full, query.sql, *query.parameters)
    assert plan == ["SCAN runs USING COVERING INDEX runs_by_status"]


NEVER_READ_WHOLE = {
    "runs", "run_inputs", "run_tags", "step_executions", "events", "run_state", "step_inputs", "inbox", "step_cache",
    "schedules", "definitions",
}  # fmt: skip
"""All tables but that of engines, which are few."""

READ_WHOLE = {
    "orphans_run_inputs", "orphans_run_tags", "orphans_step_executions", "orphans_events", "orphans_run_state",
    "orphans_step_inputs", "orphans_inbox",  # a doctor looks at everything
    "delete_tags_of_run", "delete_tags_of_damaged",  # of a run whose own list of tags is damaged
}  # fmt: skip
"""Queries that read a table from end to end, and why they may."""


def _named() -> dict[str, str]:
    """Every query of every file of the package that has a plan, by dialect, topic and name; not the parts of lists."""
    folder = Path(gorkflow.sql.__file__).parent
    files = [path for path in sorted(folder.glob("*/*.sql")) if not path.stem[0].isdigit() and path.stem != "listing"]
    return {
        f"{path.parent.name} {path.stem} {name}": query
        for path in files
        for name, query in load_queries(path.parent.name, path.stem).items()
        if query.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"))
    }


@pytest.mark.parametrize("name", _named())
def test_no_query_reads_a_whole_table(full: sqlite3.Connection, name: str) -> None:
    """Nor a whole index of one: of runs, steps and events there may be millions."""
    query = _named()[name]
    plan = _plan(full, query, *[None] * query.count("?"), **dict.fromkeys(re.findall(r":(\w+)", query)))
    assert (_scanned(query, plan) != set()) == (name.split()[-1] in READ_WHOLE)


def _scanned(query: str, plan: list[str]) -> set[str]:
    """The tables that a plan reads from end to end, under whatever name the query has for them."""
    aliases = dict(re.findall(r"\b(?:FROM|JOIN) (\w+) AS (\w+)", query))
    names = {alias: table for table, alias in aliases.items()}
    words = [step.split() for step in plan if step.startswith("SCAN")]
    return {names.get(word[1], word[1]) for word in words} & NEVER_READ_WHOLE


def test_a_scan_is_found(full: sqlite3.Connection) -> None:
    """Also under another name, and of an index."""
    for query in (
        "SELECT 1 FROM runs AS r WHERE total = 1",
        "SELECT count(*) FROM runs",
        "DELETE FROM runs WHERE total = 1",
    ):
        assert _scanned(query, _plan(full, query)) == {"runs"}
    query = "SELECT 1 FROM runs WHERE run_id = ''"
    assert _scanned(query, _plan(full, query)) == set()


FILTERS: dict[str, object] = {
    "workflow_id": "w",
    "version": "1",
    "status": RunStatus.FAILED,
    "resource_id": "r",
    "tags": {"team": "a"},
    "created_after": datetime(2026, 1, 1, tzinfo=UTC),
    "cursor": encode_cursor(Place(1.0, "run")),
}


@pytest.mark.parametrize("number", range(2 ** len(FILTERS)))
def test_a_page_of_any_filter_is_searched_for(full: sqlite3.Connection, number: int) -> None:
    """However filters are combined.

    Only where a filter asks for nothing that has an index is one read from its end on, until the page is full.
    """
    chosen = {name: value for place, (name, value) in enumerate(FILTERS.items()) if number >> place & 1}
    several = [chosen, {**chosen, "status": [RunStatus.FAILED, RunStatus.PENDING]}] if "status" in chosen else [chosen]
    for filter in several:
        query = list_query("sqlite", RunFilter.model_validate(filter))
        scans = [step for step in _plan(full, query.sql, *query.parameters) if step.startswith("SCAN runs")]
        has_no_index = not chosen.keys() - {"version"}
        assert all("INDEX runs_by_age" in scan for scan in scans), scans
        assert len(scans) == (1 if has_no_index else 0)


@pytest.mark.parametrize(
    ("filter", "index"),
    [
        (
            RunFilter(workflow_id="w", status=RunStatus.FAILED),
            "runs_by_workflow_and_status (workflow_id=? AND status=?)",
        ),
        (RunFilter(workflow_id="w", version="1"), "runs_by_workflow (workflow_id=?)"),
        (RunFilter(version="1"), "runs_by_age"),
    ],
)
def test_what_is_rare_is_found_in_an_index_alone(full: sqlite3.Connection, filter: RunFilter, index: str) -> None:
    """Without a look at the runs that it passes over."""
    query = list_query("sqlite", filter)
    plan = _plan(full, query.sql, *query.parameters)
    assert any(step.endswith(f"INDEX {index}") for step in plan), plan


def test_counting_by_workflow_reads_its_part_of_one_index(full: sqlite3.Connection) -> None:
    """In the order of statuses."""
    query = count_query("sqlite", RunFilter(workflow_id="w"))
    plan = _plan(full, query.sql, *query.parameters)
    assert plan == ["SEARCH runs USING COVERING INDEX runs_by_workflow_and_status (workflow_id=?)"]


def _cursor() -> str:
    return encode_cursor(Place(1.0, "run"))
