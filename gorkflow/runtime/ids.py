"""Ids of runs and engines: UUID version 7 (RFC 9562): 48 bits of milliseconds, then random ones. They sort by time."""

from __future__ import annotations

import os


def run_id(now: float) -> str:
    """A new id; `now` in seconds since the epoch."""
    time = f"{int(now * 1000) & 0xFFFF_FFFF_FFFF:012x}"
    noise = os.urandom(10)
    digits = noise.hex()
    variant = "89ab"[noise[9] & 3]
    return f"{time[:8]}-{time[8:]}-7{digits[:3]}-{variant}{digits[3:6]}-{digits[6:18]}"
