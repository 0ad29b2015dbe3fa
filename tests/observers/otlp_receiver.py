"""An OTLP receiver over HTTP: it decodes what an exporter sends, and keeps the spans."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1 import trace_pb2


@dataclass(frozen=True)
class Received:
    """One span, as it came over the wire; ids in hexadecimal, instants in seconds."""

    trace_id: str
    span_id: str
    parent_id: str
    name: str
    began_at: float
    ended_at: float
    is_error: bool
    status_text: str
    attributes: dict[str, object]
    events: list[tuple[str, dict[str, object]]]
    links: list[tuple[str, str]]

    @property
    def label(self) -> str:
        """Name and outcome, or status of the run: enough to tell spans of a test apart."""
        return f"{self.name} {self.attributes.get('gorkflow.outcome') or self.attributes.get('gorkflow.status')}"


@dataclass
class Receiver:
    """What has come so far."""

    port: int
    spans: list[Received] = field(default_factory=list[Received])
    lock: Lock = field(default_factory=Lock)

    @property
    def endpoint(self) -> str:
        """For an exporter."""
        return f"http://127.0.0.1:{self.port}/v1/traces"

    def take(self, body: bytes) -> None:
        """One request."""
        request = ExportTraceServiceRequest()
        request.ParseFromString(body)
        found = [
            _received(span)
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        with self.lock:
            self.spans += found

    def named(self, label: str) -> Received:
        """The one span of this label."""
        (span,) = (span for span in self.spans if span.label == label)
        return span


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(server.server_port)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


def _received(span: trace_pb2.Span) -> Received:
    return Received(
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        name=span.name,
        began_at=span.start_time_unix_nano / 1e9,
        ended_at=span.end_time_unix_nano / 1e9,
        is_error=span.status.code == trace_pb2.Status.STATUS_CODE_ERROR,
        status_text=span.status.message,
        attributes=_plain(span.attributes),
        events=[(event.name, _plain(event.attributes)) for event in span.events],
        links=[(link.trace_id.hex(), link.span_id.hex()) for link in span.links],
    )


def _plain(pairs: Iterable[KeyValue]) -> dict[str, object]:
    return {pair.key: _value(pair) for pair in pairs}


def _value(pair: KeyValue) -> object:
    kind = pair.value.WhichOneof("value")
    return None if kind is None else getattr(pair.value, kind)
