"""Requests to a server of libSQL: one pipeline each, with time-outs, without retries; the token goes nowhere else."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import NamedTuple

import httpx

from gorkflow.errors import StoreConnectionError, StoreUnsupportedError
from gorkflow.stores.libsql_errors import CallError, Fate, http_failure, without_frames
from gorkflow.stores.libsql_hrana import (
    Answer,
    Fault,
    Pipeline,
    ProtocolError,
    Statement,
    Step,
    answers_of,
    fault_of,
    pipeline_of,
)

__all__ = ["BeatingClient", "Client", "Endpoint", "Secret"]

_PATH = "v2/pipeline"
_OK = 200
_HEADERS = {"Content-Type": "application/json"}
# A server ends an idle transaction after 5 s, one client after the other: a request that waits longer than this for its
# answer waits for a server that hangs.
_ANSWER_SECONDS = 30.0
_CONNECT_SECONDS = 5.0
# One that writes, and a few that read. More make no server faster, and sqld stalls under many that write.
_CONNECTIONS = 8
_LIMITS = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class Secret:
    """A text that does not show: neither printed, nor in a traceback with local variables."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Secret('***')"

    def reveal(self) -> str:
        """The text itself, to be sent and forgotten."""
        return self._text


class Endpoint(NamedTuple):
    """Where a server is.

    Attributes:
        url: as it was given, without options; for messages.
        base: http or https URL, without options.
    """

    url: str
    base: str
    token: Secret | None

    @property
    def name(self) -> str:
        """What messages call the store."""
        return f"libSQL store {self.url!r}"


class _Bearer(httpx.Auth):
    """Sends the token with every request."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request


class _Nobody(httpx.Auth):
    """Sends nothing, also where a .netrc has something for the host."""


class Client:
    """Asks a server from the engine's loop."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        timeout = httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS)
        self._http = httpx.AsyncClient(
            base_url=endpoint.base, auth=_auth(endpoint), headers=_HEADERS, timeout=timeout, limits=_LIMITS
        )

    async def ask(self, *requests: Statement | Sequence[Step]) -> list[list[Answer]]:
        """What each request was answered, on a stream of its own that is closed with the last one.

        Raises:
            CallError: there was no answer, or none that can be used; for statements it is in their answers.
        """
        answers, _ = await self.go_on(pipeline_of(requests))
        return answers

    async def go_on(self, pipeline: Pipeline) -> tuple[list[list[Answer]], str | None]:
        """As `ask`, on a stream that may be gone on with, and its baton."""
        endpoint = self._endpoint
        if self._http.is_closed:  # which httpx would report as a mistake of ours
            raise CallError(StoreConnectionError(f"{endpoint.name} was closed meanwhile; open it again"))
        try:
            response = await self._http.post(_PATH, content=pipeline.body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _transport_failure(endpoint, error) from without_frames(error)
        return _answers(endpoint, pipeline, response)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


class BeatingClient:
    """Asks a server from a thread; for one caller at a time."""

    def __init__(self, endpoint: Endpoint, timeout_seconds: float) -> None:
        self._endpoint = endpoint
        self._http = httpx.Client(
            base_url=endpoint.base, auth=_auth(endpoint), headers=_HEADERS, timeout=timeout_seconds, limits=_LIMITS
        )

    def ask(self, statement: Statement) -> Answer:
        """See `Client.ask`."""
        pipeline = pipeline_of([statement])
        try:
            response = self._http.post(_PATH, content=pipeline.body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _transport_failure(self._endpoint, error) from without_frames(error)
        ((answer,),), _ = _answers(self._endpoint, pipeline, response)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _auth(endpoint: Endpoint) -> httpx.Auth:
    return _Nobody() if endpoint.token is None else _Bearer(endpoint.token)


def _answers(endpoint: Endpoint, pipeline: Pipeline, response: httpx.Response) -> tuple[list[list[Answer]], str | None]:
    if response.status_code != _OK:
        raise http_failure(endpoint.name, response.status_code, _said(endpoint, response))
    try:
        return answers_of(pipeline, response.content)
    except ProtocolError as error:
        text = f"no libSQL server answers there (Hrana over HTTP, version 2); give another URL ({error})"
        raise CallError(StoreUnsupportedError(f"{endpoint.name}: {text}"), fate=Fate.UNKNOWN) from error


def _said(endpoint: Endpoint, response: httpx.Response) -> Fault:
    """What an answer says of its failure: on one line, and without the token, should a proxy have echoed it."""
    token = None if endpoint.token is None else endpoint.token.reveal()
    try:
        fault = fault_of(response.json(), hidden=token)
    except ValueError:
        fault = fault_of(response.text, hidden=token)
    return Fault(fault.code, "".join(one if one.isprintable() else " " for one in fault.message))


def _transport_failure(endpoint: Endpoint, error: Exception) -> CallError:
    reason = f"({type(error).__name__}: {error})"
    if isinstance(error, _NOT_SENT):
        text = "the server cannot be reached; check that it runs, and the host and port of the URL"
        return CallError(StoreConnectionError(f"{endpoint.name}: {text} {reason}"), is_passing=True)
    text = "the connection was lost before the answer came; whether it was carried out is unknown"
    error_ = StoreConnectionError(f"{endpoint.name}: {text} {reason}")
    return CallError(error_, fate=Fate.UNKNOWN, is_passing=True)
