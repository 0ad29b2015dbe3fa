"""Named queries and what they promise of rows and statuses."""

from __future__ import annotations

import ast
import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import gorkflow.sql
from gorkflow.core.records import DefinitionRow, EngineRow, EventRow, GivenRow, InboxRow, RunRow, StateRow, StepRow
from gorkflow.core.run import RunStatus
from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.sql.queries import load_queries

TOPICS = ("connection", "listing", "ownership", "reads", "writes")


@pytest.fixture
def schema() -> Iterator[sqlite3.Connection]:
    """An empty database of the newest version."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in load_migrations("sqlite"):
            for statement in statements(migration.sql):
                connection.execute(statement)
        yield connection


def test_names_are_unique_and_no_query_is_empty() -> None:
    """Over all files, so that a name says which query is meant."""
    names = [name for topic in TOPICS for name in load_queries("sqlite", topic)]
    assert sorted(set(names)) == sorted(names)
    assert all(query.strip() for topic in TOPICS for query in load_queries("sqlite", topic).values())


def test_no_query_is_left_over() -> None:
    """Each is asked for by its name somewhere in the package; an f-string asks for all names that it may make."""
    folder = Path(gorkflow.sql.__file__).parent
    nodes = [
        node
        for place in (folder, folder.with_name("stores"), folder.with_name("cli"))
        for path in place.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    asked = {node.value for node in nodes if isinstance(node, ast.Constant)}
    keys = [node.slice for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.JoinedStr)]
    made = re.compile("|".join(map(_pattern_of, keys)))
    topics = [(path.parent.name, path.stem) for path in folder.glob("*/*.sql") if not path.stem[0].isdigit()]
    assert len(topics) > 8
    names = {name for dialect, topic in topics for name in load_queries(dialect, topic)}
    assert sorted(name for name in names - asked if not made.fullmatch(name)) == []


def _pattern_of(key: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in key.values)


@pytest.mark.parametrize("topic", ["ownership", "reads", "writes"])
def test_every_query_fits_the_schema(topic: str, schema: sqlite3.Connection) -> None:
    """Each compiles against the newest schema."""
    for name, query in load_queries("sqlite", topic).items():
        assert schema.execute(f"EXPLAIN {query}", [None] * query.count("?")).fetchall(), name


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("select_run", RunRow),
        ("select_executions", StepRow),
        ("select_execution", StepRow),
        ("select_state", StateRow),
        ("select_given", GivenRow),
        ("select_definition", DefinitionRow),
        ("select_events", EventRow),
        ("select_inbox", InboxRow),
    ],
)
def test_a_query_selects_the_fields_of_its_row(
    name: str, row: type[tuple[object, ...]], schema: sqlite3.Connection
) -> None:
    """In the row's order, since rows are made by position."""
    query = load_queries("sqlite", "reads")[name]
    cursor = schema.execute(query, [0] * query.count("?"))
    assert tuple(column[0] for column in cursor.description) == getattr(row, "_fields", None)


def test_engines_and_lists_select_the_fields_of_their_rows(schema: sqlite3.Connection) -> None:
    """The same for the queries of other files."""
    listing = load_queries("sqlite", "listing")
    cursor = schema.execute(f"{listing['list_head']} {listing['list_tail']}", [1])
    assert tuple(column[0] for column in cursor.description) == RunRow._fields
    cursor = schema.execute(load_queries("sqlite", "ownership")["select_engines"])
    assert tuple(column[0] for column in cursor.description) == EngineRow._fields


def test_the_open_statuses_are_those_that_are_not_final() -> None:
    """Wherever SQL lists them: the index, and each query that is to use it."""
    expected = {status.value for status in RunStatus if not status.is_final}
    texts = [migration.sql for migration in load_migrations("sqlite")]
    texts += [query for topic in TOPICS for query in load_queries("sqlite", topic).values()]
    lists = [found for text in texts for found in re.findall(r"status IN \(('[^)]*)\)", text)]
    assert len(lists) > 3
    assert [set(re.findall(r"'(\w+)'", found)) for found in lists] == [expected] * len(lists)
