"""By how much the memory of this process grows, at its highest: asked of Linux, told of no other system."""

from __future__ import annotations

_UNIT = 1024


class Peak:
    """From its making on."""

    def __init__(self) -> None:
        self._before: int | None = None
        try:
            with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
                file.write("5")  # the highest so far is forgotten
            self._before = _status("VmRSS")
        except OSError:
            pass

    def grown(self) -> int | None:
        """Bytes; None where the system does not tell."""
        highest = None if self._before is None else _status("VmHWM")
        return None if self._before is None or highest is None else max(0, highest - self._before)


def _status(name: str) -> int | None:
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(f"{name}:"):
                    return int(line.split()[1]) * _UNIT
    except (OSError, ValueError, IndexError):
        pass
    return None
