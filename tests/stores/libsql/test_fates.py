"""What is told of a write that failed for good: that it was not made, or that nobody knows. Needs no server."""

from __future__ import annotations

from collections import deque

import pytest

from gorkflow.errors import StoreAuthenticationError, StoreConnectionError
from gorkflow.stores.libsql_errors import CallError, Fate
from gorkflow.stores.libsql_hrana import Statement
from gorkflow.stores.libsql_http import Client, Endpoint
from gorkflow.stores.libsql_writer import Writer

NOWHERE = Endpoint("libsql://127.0.0.1:1", "http://127.0.0.1:1", None)  # where nobody listens
NOTHING = Statement("SELECT 1", "[]", wants_rows=False)


class FailingClient(Client):
    """Every request fails as it is told to; the last failure stays."""

    def __init__(self, *failures: CallError) -> None:
        super().__init__(NOWHERE)
        self._failures = deque(failures)

    async def ask(self, *requests: object) -> list[object]:  # type: ignore[override]  # it gives nothing
        raise self._failures.popleft() if len(self._failures) > 1 else self._failures[0]


def refused() -> CallError:
    return CallError(StoreConnectionError("refused"), is_passing=True)


def lost() -> CallError:
    return CallError(StoreConnectionError("lost"), fate=Fate.UNKNOWN, is_passing=True)


def unauthenticated() -> CallError:
    return CallError(StoreAuthenticationError("401"))


async def told(client: Client, patience_seconds: float) -> StoreConnectionError:
    """The error of one write."""
    writer = Writer("store", client, patience_seconds)
    try:
        with pytest.raises(StoreConnectionError) as caught:
            await writer.submit([NOTHING])
        return caught.value
    finally:
        await writer.close()
        await client.close()


@pytest.mark.parametrize(
    ("failures", "is_unknown"),
    [
        pytest.param([refused()], False, id="refused"),
        pytest.param([unauthenticated()], False, id="unauthenticated"),
        pytest.param([lost()], True, id="lost"),
        pytest.param([lost(), refused()], True, id="lost-refused"),
        pytest.param([lost(), unauthenticated()], True, id="lost-unauthenticated"),
        pytest.param([refused(), lost()], True, id="refused-lost"),
    ],
)
async def test_whether_it_may_be_written(failures: list[CallError], is_unknown: bool) -> None:
    """Once an answer was lost nobody knows, whatever the last attempt says."""
    error = await told(FailingClient(*failures), patience_seconds=0.1 * (len(failures) - 1))
    assert error.is_unknown is is_unknown
    assert str(error) == str(failures[-1].error)


async def test_a_server_that_is_not_there_has_written_nothing() -> None:
    """By a real connection."""
    assert (await told(Client(NOWHERE), patience_seconds=0)).is_unknown is False
