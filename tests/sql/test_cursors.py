"""Cursors of pages."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gorkflow.errors import InputError
from gorkflow.sql.cursors import Place, decode_cursor, encode_cursor


@given(st.floats(allow_nan=False, allow_infinity=False), st.text())
def test_a_cursor_gives_back_its_place(created_at: float, run_id: str) -> None:
    """Exactly, whatever the run is called; and it is safe in a URL."""
    cursor = encode_cursor(Place(created_at, run_id))
    assert decode_cursor(cursor) == Place(created_at, run_id)
    assert cursor.isascii()
    assert cursor.isalnum() or set("-_") & set(cursor)


@given(st.text())
def test_other_text_is_refused(text: str) -> None:
    """With a typed error that says what to do, and shows a bounded part of it."""
    with pytest.raises(InputError, match="next_cursor") as caught:
        decode_cursor(text)
    assert len(str(caught.value)) < 1_000


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    """One character of it is enough."""
    cursor = encode_cursor(Place(1.5, "run-1"))
    at = data.draw(st.integers(0, len(cursor) - 2))  # the last character has bits that mean nothing
    other = data.draw(st.sampled_from("abcXYZ019-_ ").filter(lambda character: character != cursor[at]))
    with pytest.raises(InputError):
        decode_cursor(cursor[:at] + other + cursor[at + 1 :])
