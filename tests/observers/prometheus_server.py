"""The real Prometheus, for a test: found, fetched from Debian where it is not, started, asked, stopped.

    python tests/observers/prometheus_server.py FOLDER

puts it into a folder and prints its path; that needs apt-get and dpkg, and nobody's rights.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

BINARY, REQUIRED = "GORKFLOW_PROMETHEUS", "GORKFLOW_REQUIRE_PROMETHEUS"
_START_SECONDS = 60.0


class NoServerError(Exception):
    """There is no server to be had here; the text says why."""


def find() -> Path:
    """The program: that which GORKFLOW_PROMETHEUS names, one in PATH, or that in the user's cache, put there."""
    if named := os.environ.get(BINARY):
        if not os.access(named, os.X_OK):
            raise NoServerError(f"{BINARY} names {named!r}, which is no program")
        return Path(named)
    if found := shutil.which("prometheus"):
        return Path(found)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return install(cache / "gorkflow" / "prometheus")


def install(folder: Path) -> Path:
    """The program in that folder, out of Debian's package where it is missing: apt checks the signatures."""
    program = folder / "prometheus"
    if os.access(program, os.X_OK):
        return program
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise NoServerError("Prometheus is neither in PATH nor to be had from Debian: there is no apt-get here")
    folder.mkdir(parents=True, exist_ok=True)
    # Under another name first: several test processes may do this at once.
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        _download(Path(draft))
        (package,) = Path(draft).glob("prometheus_*.deb")
        _call("dpkg-deb", "-x", package.name, "unpacked", folder=Path(draft))
        (Path(draft) / "unpacked" / "usr" / "bin" / "prometheus").replace(program)
    return program


def _download(folder: Path) -> None:
    """Debian's package, with an index of our own: the machine's may be missing, and is another user's."""
    (folder / "lists" / "partial").mkdir(parents=True)
    (folder / "cache" / "archives" / "partial").mkdir(parents=True)
    options = [
        *("-o", f"Dir::State::lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}"),
        *("-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-q"),
    ]
    _call("apt-get", *options, "update", folder=folder)
    _call("apt-get", *options, "download", "prometheus", folder=folder)


def _call(*command: str, folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoServerError(f"Prometheus cannot be fetched: {error}") from error
    if done.returncode != 0:
        raise NoServerError(f"Prometheus cannot be fetched: {' '.join(command)}: {done.stderr.strip()[-500:]}")


class Server:
    """One that scrapes a target on this machine several times a second, with data of its own."""

    def __init__(self, program: Path, folder: Path, port: int, target: int) -> None:
        self._program = program
        self._folder = folder
        self._port = port
        self._target = target
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        config = self._folder / "prometheus.yml"
        config.write_text(
            "global: {scrape_interval: 200ms, scrape_timeout: 200ms}\n"
            f"scrape_configs: [{{job_name: gorkflow, static_configs: [{{targets: ['127.0.0.1:{self._target}']}}]}}]\n",
            encoding="utf-8",
        )
        command = [
            str(self._program),
            f"--config.file={config}",
            f"--storage.tsdb.path={self._folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self._port}",
        ]
        with (self._folder / "prometheus.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        give_up_at = time.monotonic() + _START_SECONDS
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self._url}/-/ready", timeout=1):
                return
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError((self._folder / "prometheus.log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, and wait for its end."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def ask(self, expression: str) -> dict[tuple[tuple[str, str], ...], float]:
        """What an expression is now, by labels without those of the target."""
        query = urllib.parse.urlencode({"query": expression})
        with urllib.request.urlopen(f"{self._url}/api/v1/query?{query}", timeout=10) as answer:
            results = json.load(answer)["data"]["result"]
        own = {"__name__", "job", "instance"}
        return {
            tuple(sorted((name, text) for name, text in one["metric"].items() if name not in own)): float(
                one["value"][1]
            )
            for one in results
        }

    def health(self) -> list[tuple[str, str]]:
        """Health and last error of each target."""
        with urllib.request.urlopen(f"{self._url}/api/v1/targets", timeout=10) as answer:
            targets = json.load(answer)["data"]["activeTargets"]
        return [(target["health"], target["lastError"]) for target in targets]

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._port}"


if __name__ == "__main__":
    print(install(Path(sys.argv[1])))
