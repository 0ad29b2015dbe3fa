"""A server of libSQL, as the tests of its store have it."""

from __future__ import annotations

from tests.stores.libsql.conftest import module_server, program, proxy, server

__all__ = ["module_server", "program", "proxy", "server"]
