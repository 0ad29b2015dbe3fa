"""Servers that want a token: it opens them, and shows nowhere."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpcore
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from httpcore._backends.anyio import AnyIOStream

from gorkflow import StoreAuthenticationError, StoreConnectionError, connect, step, workflow
from gorkflow.errors import GorkflowError
from gorkflow.stores import libsql
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row
from tests.stores.libsql.sqld import Server


class Guarded(NamedTuple):
    """A server, and the key whose tokens it takes."""

    server: Server
    key: Ed25519PrivateKey

    def token(self, access: str = "rw", *, lives_seconds: float = 3600, key: Ed25519PrivateKey | None = None) -> str:
        """A JSON web token, signed."""
        claims = {"a": access, "exp": int(time.time() + lives_seconds)}
        signed = ".".join(_url_base64(json.dumps(part).encode()) for part in ({"alg": "EdDSA", "typ": "JWT"}, claims))
        return f"{signed}.{_url_base64((key or self.key).sign(signed.encode()))}"

    def url(self, token: str) -> str:
        """For `connect`."""
        return f"libsql://127.0.0.1:{self.server.port}?tls=0&authToken={token}"


@pytest.fixture(scope="module")
def guarded(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Running."""
    key = Ed25519PrivateKey.generate()
    folder = tmp_path_factory.mktemp("sqld")
    public = folder / "key.pem"
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    server = Server(program, folder, "--auth-jwt-key-file", str(public))
    server.start()
    yield Guarded(server, key)
    server.kill()


@step
async def double(value: int) -> int:
    """Twice the value."""
    return value * 2


doubling = workflow("doubling").then(double).build()


async def test_the_right_token_opens(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the URL, or in the environment; the URL's wins."""
    async with connect(guarded.url(guarded.token())) as engine:
        assert await doubling.run(21, on=engine) == 42
    monkeypatch.setenv("GORKFLOW_AUTH_TOKEN", guarded.token() + "\n")
    async with connect(guarded.server.url) as engine:
        assert await engine.count_runs() == {"COMPLETED": 1}
    monkeypatch.setenv("GORKFLOW_AUTH_TOKEN", "nonsense")
    async with connect(guarded.url(guarded.token())) as engine:
        assert await engine.count_runs() == {"COMPLETED": 1}


async def test_a_token_for_reading_reads(guarded: Guarded) -> None:
    """Writing asks for another one."""
    async with connect(guarded.url(guarded.token())):
        pass
    url = guarded.url(guarded.token("ro"))
    async with connect(url, read_only=True) as engine:
        await engine.count_runs()
    with pytest.raises(StoreAuthenticationError, match="read_only"):
        async with connect(url):
            pass


@pytest.mark.parametrize("kind", ["none", "wrong", "expired", "garbage"])
async def test_a_refused_token_shows_nowhere(
    guarded: Guarded, kind: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed, with the remedy, and no part of the token in text, repr, logs or traceback, local variables included."""
    caplog.set_level(logging.DEBUG)
    token = {
        "none": "",
        "wrong": guarded.token(key=Ed25519PrivateKey.generate()),
        "expired": guarded.token(lives_seconds=-3600),
        "garbage": "gaaarbaaage.gaaarbaaage.gaaarbaaage",
    }[kind]
    store = LibsqlStore(guarded.url(token))
    error = await _refusal(store)
    assert type(error) is StoreAuthenticationError
    assert "GORKFLOW_AUTH_TOKEN" in str(error)
    _shows_nothing(token, error, store, caplog, capsys)


async def test_a_lost_connection_does_not_show_the_token(
    guarded: Guarded,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whether nobody answers, or somebody who ends the connection after the headers were sent; nor does a beat."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(libsql, "_OPEN_PATIENCE_SECONDS", 0.05)
    token = guarded.token()

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as rude:
        for port in (1, rude.sockets[0].getsockname()[1]):
            store = LibsqlStore(f"libsql://127.0.0.1:{port}?tls=0", token=token)
            error = await _refusal(store)
            assert type(error) is StoreConnectionError
            _shows_nothing(token, error, store, caplog, capsys)
        store = LibsqlStore(guarded.url(token))
        await store.open(engine_row())
        heart = store._heart
        assert heart is not None
        heart._endpoint = heart._endpoint._replace(base=f"http://127.0.0.1:{rude.sockets[0].getsockname()[1]}")
        with pytest.raises(StoreConnectionError) as caught:
            await asyncio.to_thread(store.beat)
        _shows_nothing(token, caught.value, store, caplog, capsys)
        await store.close()


@pytest.mark.parametrize("place", [0, 470, 495, 600])
@pytest.mark.parametrize(
    "form", ["{}", '{{"message":"{}"}}', '{{"error":"x","code":"{}"}}'], ids=["text", "JSON", "code"]
)
async def test_a_proxy_that_echoes_the_token_does_not_show_it(place: int, form: str) -> None:
    """Not in part either, where what is said is cut."""
    token = "secret/+=" * 8

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        (sent,) = [line.partition(" ")[2] for line in head.splitlines() if line.startswith("Authorization: ")]
        assert token in sent
        body = form.format("p" * place + sent.replace("/", "\\/" if form != "{}" else "/")).encode()
        writer.write(b"HTTP/1.1 400 No\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(echo, "127.0.0.1", 0) as proxy:
        store = LibsqlStore(f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}", token=token)
        text = str(await _refusal(store))
    assert "HTTP 400" in text
    assert "secr" not in text


async def test_a_write_that_breaks_does_not_show_the_token(
    guarded: Guarded,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The frames of the HTTP client then hold the headers as bytes: they are not kept."""

    async def breaks(*_: object, **__: object) -> None:
        raise httpcore.WriteTimeout("too slow")

    monkeypatch.setattr(libsql, "_OPEN_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(AnyIOStream, "write", breaks)
    token = guarded.token()
    store = LibsqlStore(guarded.url(token))
    error = await _refusal(store)
    assert "too slow" in str(error)
    _shows_nothing(token, error, store, caplog, capsys)


async def test_work_does_not_show_the_token(
    guarded: Guarded, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor do the logs of the HTTP client at its most talkative."""
    caplog.set_level(logging.DEBUG)
    token = guarded.token()
    store = LibsqlStore(guarded.url(token))
    await store.open(engine_row())
    await store.create(creation_of(run_row("run-1")))
    await store.close()
    assert "HTTP Request: POST" in caplog.text
    _shows_nothing(token, RuntimeError(), store, caplog, capsys)


async def _refusal(store: LibsqlStore) -> GorkflowError:
    try:
        await store.open(engine_row())
    except GorkflowError as error:
        return error
    raise AssertionError("it was opened")


def _shows_nothing(
    token: str,
    error: BaseException,
    store: LibsqlStore,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = [
        *traceback.TracebackException.from_exception(error, capture_locals=True).format(),
        str(error), repr(error), str(error.__cause__), repr(error.__cause__), store.url, repr(store),
        repr(vars(store)), caplog.text, *capsys.readouterr(),
    ]  # fmt: skip
    # The frames of this test hold the token themselves.
    lines = [line for text in shown for line in text.splitlines() if not line.strip().startswith("token = ")]
    for part in filter(None, token.split(".")):
        assert [line for line in lines if part in line] == []


def _url_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
