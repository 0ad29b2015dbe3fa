"""A way to a server that loses requests and answers when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from enum import Enum
from types import TracebackType
from typing import Any

import httpx


class Fault(Enum):
    """What becomes of one request."""

    NONE = "it is answered"
    LOSE_REQUEST = "the connection ends before the server sees it"
    LOSE_ANSWER = "the server carries it out, and the connection ends before the answer"
    ERROR_502 = "the server carries it out, and the answer is an error of a proxy"


class Proxy:
    """Speaks as much HTTP as our client does: one request after the other on a connection, with lengths.

    Attributes:
        faults: of the requests to come, one each; none when it is empty.
        requests: the bodies that came, without those of lost requests.
    """

    def __init__(self, port: int) -> None:
        headers = {"Content-Type": "application/json"}
        self._there = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60)
        self.faults: deque[Fault] = deque()
        self.requests: list[Any] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.url = ""

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._there.aclose()

    @property
    def batches(self) -> list[list[str]]:
        """The statements of each request that wrote, in order."""
        found: list[list[str]] = []
        for body in self.requests:
            texts = {one["sql_id"]: one["sql"] for one in body["requests"] if one["type"] == "store_sql"}
            found += [
                [texts[step["stmt"]["sql_id"]] for step in one["batch"]["steps"]]
                for one in body["requests"]
                if one["type"] == "batch"
            ]
        return found

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(OSError, httpx.HTTPError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._one(reader, writer):
                    pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await _message(reader)
        fault = self.faults.popleft() if self.faults else Fault.NONE
        if fault is Fault.LOSE_REQUEST:
            return False
        body = request.partition(b"\r\n\r\n")[2]
        self.requests.append(json.loads(body))
        answer = await self._there.post("/v2/pipeline", content=body)
        if fault is Fault.LOSE_ANSWER:
            return False
        status, content = (502, b"oops") if fault is Fault.ERROR_502 else (answer.status_code, answer.content)
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(content)) + content)
        await writer.drain()
        return True


async def _message(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    return head + await reader.readexactly(length)
