"""Numbered migrations."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3

from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_file import APPLICATION_ID

# A shipped migration never changes. Before the first release a change of 0001 is recorded here as well.
SHIPPED = {1: "ac427ff8e6c8b0e019543cebb9672fe402a9da7b3a01bb4d2bb5e9d4fddf2c31"}


def test_numbers_run_from_one_without_gaps() -> None:
    """The number of the last one is the version of the schema."""
    assert [migration.number for migration in load_migrations("sqlite")] == list(range(1, len(SHIPPED) + 1))


def test_shipped_migrations_do_not_change() -> None:
    """Byte by byte."""
    digests = {
        migration.number: hashlib.sha256(migration.sql.encode()).hexdigest() for migration in load_migrations("sqlite")
    }
    assert digests == SHIPPED


def test_each_migration_records_its_number() -> None:
    """So that a file knows its version, and that it is of gorkflow."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in load_migrations("sqlite"):
            for statement in statements(migration.sql):
                connection.execute(statement)
            assert connection.execute("PRAGMA user_version").fetchone() == (migration.number,)
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_script_falls_apart_into_statements() -> None:
    """Semicolons in text, comments and triggers end nothing."""
    script = """
-- a comment; with a semicolon
INSERT INTO a VALUES ('x;
y');
CREATE TRIGGER t AFTER INSERT ON a BEGIN
    SELECT 1;
    SELECT 2;
END;
SELECT 3
-- the end
"""
    assert [statement.strip().splitlines()[-1] for statement in statements(script)] == ["y');", "END;", "-- the end"]
    assert list(statements("-- nothing;\n\n")) == []


def test_the_usual_commit_touches_no_index() -> None:
    """What it sets of a run is in none: an index named in SET costs every step of a chain."""
    statement = load_queries("sqlite", "writes")["update_run_in_place"]
    changed = set(re.findall(r"(\w+) = \?", statement.partition("WHERE")[0]))
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for migration in load_migrations("sqlite"):
            connection.executescript(migration.sql)
        names = [row[1] for row in connection.execute("PRAGMA index_list(runs)")]
        columns = [row[2] for name in names for row in connection.execute(f"PRAGMA index_info('{name}')")]
    assert "completed_at" in columns
    assert len(changed) == 8
    assert changed.isdisjoint(columns)
