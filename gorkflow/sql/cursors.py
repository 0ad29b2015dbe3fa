"""Cursors of pages: where a listing that runs from newest to oldest goes on."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from typing import NamedTuple

from gorkflow.errors import InputError

__all__ = ["Place", "decode_cursor", "encode_cursor"]

_PREFIX = "c1"


class Place(NamedTuple):
    """The last run of a page: the next page begins with the first run that is older."""

    created_at: float
    run_id: str


def encode_cursor(place: Place) -> str:
    """The place as opaque text of URL-safe characters."""
    body = json.dumps([place.created_at, place.run_id]).encode()
    sealed = zlib.crc32(body).to_bytes(4, "big") + body
    return _PREFIX + base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def decode_cursor(cursor: str) -> Place:
    """The place that `encode_cursor` was given.

    Raises:
        InputError: the text was not made by `encode_cursor`.
    """
    try:
        place = _read(cursor)
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise _refusal(cursor) from error
    if place is None:
        raise _refusal(cursor)
    return place


def _read(cursor: str) -> Place | None:
    encoded = cursor.removeprefix(_PREFIX).encode("ascii")
    sealed = base64.b64decode(encoded + b"=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    seal, body = sealed[:4], sealed[4:]
    if not cursor.startswith(_PREFIX) or seal != zlib.crc32(body).to_bytes(4, "big"):
        return None
    created_at, run_id = json.loads(body)
    is_place = isinstance(created_at, float | int) and math.isfinite(created_at) and isinstance(run_id, str)
    return Place(float(created_at), run_id) if is_place else None


def _refusal(cursor: str) -> InputError:
    return InputError(
        f"cursor {cursor[:80]!r} is not one that list_runs gave; pass next_cursor of the page before, or none"
    )
