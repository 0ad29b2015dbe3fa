"""Which machine this is, and since when it has been up."""

from __future__ import annotations

import socket
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # Linux; shared by all containers of one machine


def host_name() -> str:
    """`name#boot`: processes with the same boot share a monotonic clock. Without it where no system tells."""
    try:
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        boot = ""
    return f"{socket.gethostname()}#{boot}" if boot else socket.gethostname()
