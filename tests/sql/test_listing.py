"""Queries that are put together from a filter."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, strategies as st

from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.sql.cursors import Place, encode_cursor
from gorkflow.sql.listing import count_query, list_query

TEXTS = st.none() | st.text()
FILTERS = st.builds(
    RunFilter,
    workflow_id=TEXTS,
    version=TEXTS,
    status=st.none() | st.sampled_from(RunStatus) | st.lists(st.sampled_from(RunStatus)),
    tags=st.dictionaries(st.text(), st.text(), max_size=4),
    resource_id=TEXTS,
    created_after=st.none() | st.datetimes(timezones=st.just(UTC)),
    created_before=st.none() | st.datetimes(timezones=st.just(UTC)),
    limit=st.integers(1, 1000),
    cursor=st.none() | st.builds(Place, st.floats(0, 1e10), st.text()).map(encode_cursor),
)


@given(FILTERS)
def test_values_are_parameters(filter: RunFilter) -> None:
    """The text of a query depends on which conditions there are, never on what they say; each has its parameters."""
    for query in (list_query("sqlite", filter), count_query("sqlite", filter)):
        assert query.sql.count("?") == len(query.parameters)
    calm = RunFilter(
        workflow_id=None if filter.workflow_id is None else "w",
        version=None if filter.version is None else "1",
        status=filter.status,
        tags={f"t{number}": "x" for number in range(len(filter.tags))},
        resource_id=None if filter.resource_id is None else "r",
        created_after=None if filter.created_after is None else datetime(2026, 1, 1, tzinfo=UTC),
        created_before=None if filter.created_before is None else datetime(2026, 1, 1, tzinfo=UTC),
        cursor=None if filter.cursor is None else encode_cursor(Place(1.0, "run")),
    )
    assert list_query("sqlite", filter).sql == list_query("sqlite", calm).sql
    assert count_query("sqlite", filter).sql == count_query("sqlite", calm).sql
