"""What the outputs of a step with `cache=` are kept by: everything that tells one call of its body from another.

The key is a SHA-256 over the workflow's id and version, the step's path in it, the hash of its code, the types that it
takes and gives, and its input. So only the same step of the same workflow finds an output again: what a body uses
besides (functions that it calls, values in a closure, a file) is not seen, and a step of the same name elsewhere may
use something else. Whoever changes that raises the version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gorkflow.core.body_code import code_hash
from gorkflow.core.canonical import canonical, is_ordered
from gorkflow.core.fingerprint import digest_of
from gorkflow.core.values import Codec, Encoded, codec_for

if TYPE_CHECKING:
    from gorkflow.core.step import AnyStep
    from gorkflow.core.workflow import Workflow

_FORM: Final = 1  # of the key: raised when it is made in another way


@dataclass(slots=True, frozen=True, eq=False)
class Caching:
    """How the outputs of one step are kept.

    Attributes:
        seconds: how long one of them is given again.
        is_ordered: the JSON of its input tells equal inputs by itself, so that a key is made at once.
    """

    seconds: float
    is_ordered: bool
    _definition: bytes  # hash of all but the input
    _parameters: tuple[Codec, ...]

    def encode(self, values: Sequence[object]) -> tuple[Encoded, ...]:
        """The values of one call under the types of the parameters.

        Raises:
            ValueRefusedError: JSON does not hold all of one of them.
        """
        return tuple(codec.encode(value) for codec, value in zip(self._parameters, values, strict=True))

    def key(self, values: Sequence[object], encoded: Sequence[Encoded]) -> str:
        """The key of that call, in hex.

        Raises:
            ValueError: a value is nested too deep.
        """
        digest = hashlib.sha256(self._definition)
        for value, (data, arm, _) in zip(values, encoded, strict=True):
            text = data if self.is_ordered else canonical(value, data)
            digest.update(f"{arm},{len(text)}:".encode())
            digest.update(text)
        return digest.hexdigest()


def caching_of(workflow: Workflow[Any, Any], name: str, step: AnyStep) -> Caching | None:
    """How the outputs of a step are kept; None where they are not.

    Args:
        name: its path without the marks of items and turns, which all share what is kept.
    """
    seconds = step.options.cache_seconds
    if seconds is None:
        return None
    signature = step.signature
    parts = [
        _FORM,
        workflow.id,
        workflow.version,
        name,
        code_hash(step.handler),
        [digest_of(form, "validation") for form in signature.parameters],
        digest_of(signature.output, "serialization"),
    ]
    return Caching(
        seconds=seconds,
        is_ordered=all(map(is_ordered, signature.parameters)),
        _definition=hashlib.sha256(json.dumps(parts).encode()).digest(),
        _parameters=tuple(map(codec_for, signature.parameters)),
    )
