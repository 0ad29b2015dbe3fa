"""Ids of runs and engines: UUID version 7 (RFC 9562): 48 bits of milliseconds, then random ones. They sort by time."""

from __future__ import annotations

import os


def run_id(now: float) -> str:
    """A new id; `now` in seconds since the epoch."""
    milliseconds = int(now * 1000) & 0xFFFF_FFFF_FFFF
    noise = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (noise >> 68) << 64 | 0b10 << 62 | noise & ((1 << 62) - 1)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
