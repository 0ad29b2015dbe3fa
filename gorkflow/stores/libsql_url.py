"""URLs of servers of libSQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from gorkflow.errors import StoreUrlError
from gorkflow.stores.libsql_http import Endpoint, Secret

__all__ = ["endpoint_of"]

_TOKEN, _TLS = "authToken", "tls"
_HOST = re.compile(r"[A-Za-z0-9._~%:\[\]-]+")
_SCHEMES: Mapping[str, str | None] = {"libsql": None, "http": "http", "https": "https"}
_KNOWN = "libsql://host[:port]?authToken=..., with &tls=0 for no TLS, or http(s)://host[:port]"


class _Options(NamedTuple):
    token: str | None
    tls: str | None


def endpoint_of(url: str, token: str | None = None) -> Endpoint:
    """The server that a URL names.

    Args:
        url: `libsql://`, `http://` or `https://`.
        token: for where the URL has none.

    Raises:
        StoreUrlError: there is no host, or what follows is not understood. The text has nothing of the options.
    """
    if not url.isprintable() or " " in url:  # urlsplit would leave some of it out
        raise _refusal("libsql://...", "it has spaces or line ends in it")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _refusal("libsql://...", "the host or the port is no such thing") from error
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if parts.scheme not in _SCHEMES or not host or not _HOST.fullmatch(parts.netloc.rpartition("@")[2]):
        raise _refusal(shown, "there is no host in it")
    if "@" in parts.netloc or parts.fragment:
        raise _refusal(shown, "it has a user, a password or a fragment; a token goes into authToken")
    options = _options_of(parts.query, shown)
    scheme = _SCHEMES[parts.scheme] or ("http" if options.tls == "0" else "https")
    if _SCHEMES[parts.scheme] and options.tls is not None:
        raise _refusal(shown, "tls is for libsql:// alone; http:// has none, https:// has it")
    authority = f"[{host}]" if ":" in host else host
    place = authority if port is None else f"{authority}:{port}"
    secret = options.token or token
    if secret is not None and not (secret.isascii() and secret.isprintable()):
        raise _refusal(shown, "the token has characters that no token has; look for a line end in it")
    path = parts.path.rstrip("/")
    return Endpoint(f"{parts.scheme}://{place}{path}", f"{scheme}://{place}{path}", Secret(secret) if secret else None)


def _options_of(query: str, shown: str) -> _Options:
    try:
        given = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    except ValueError as error:
        raise _refusal(shown, "its options are not of the form name=value") from error
    options = dict(given)
    unknown = sorted(set(options) - {_TOKEN, _TLS})
    if unknown or len(options) != len(given):
        raise _refusal(shown, "it has options other than authToken and tls, or one of them twice")
    if options.get(_TLS) not in {None, "0", "1"}:
        raise _refusal(shown, "tls is 0 or 1")
    return _Options(options.get(_TOKEN) or None, options.get(_TLS))


def _refusal(shown: str, why: str) -> StoreUrlError:
    return StoreUrlError(f"store URL {shown[:200]!r} names no server: {why}; use {_KNOWN}")
