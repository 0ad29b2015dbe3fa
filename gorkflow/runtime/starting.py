"""The options of one run, checked before anything is stored."""

from __future__ import annotations

from typing import get_args

from gorkflow.core.creation import StartOptions
from gorkflow.core.error_text import shown
from gorkflow.core.handle import OnFailure
from gorkflow.core.narrowing import is_mapping
from gorkflow.errors import SettingError

MAX_TEXT = 500
MAX_TAGS = 100
_MODES = get_args(OnFailure)


def checked_start(options: StartOptions) -> StartOptions:
    """The options themselves.

    Raises:
        SettingError: one of them will not do.
    """
    if options.idempotency_key is not None:
        _check_text("idempotency_key", options.idempotency_key)
    if options.resource_id is not None:
        _check_text("resource_id", options.resource_id)
    if options.on_failure not in _MODES:
        msg = f"on_failure must be 'drain', 'cancel' or 'continue', not {shown(options.on_failure)}"
        raise SettingError(msg)
    _check_tags(options.tags)
    return options


def _check_tags(tags: object) -> None:
    if not is_mapping(tags):  # a caller without a type checker may give anything
        msg = f"tags must be a mapping of str to str, not {shown(tags)}"
        raise SettingError(msg)
    if len(tags) > MAX_TAGS:
        msg = f"a run has at most {MAX_TAGS} tags, not {len(tags)}"
        raise SettingError(msg)
    for name, value in tags.items():
        _check_text("the name of a tag", name)
        _check_text(f"the tag {shown(name)}", value)


def _check_text(what: str, value: object) -> None:
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_TEXT or "\x00" in value:
        msg = f"{what} must be a text of 1 to {MAX_TEXT} characters without NUL, not {shown(value)}"
        raise SettingError(msg)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        msg = f"{what} has characters that are no text: {shown(value)}"
        raise SettingError(msg) from error
