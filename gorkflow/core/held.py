"""Values that a run holds: stored, put together of others, or one of the items of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from gorkflow.core.plan_nodes import NOTHING, Binding
from gorkflow.core.values import Codec, Encoded

_GONE = object()


class Held:
    """A stored value with the copy that nobody else holds yet."""

    __slots__ = ("_copy", "arm", "codec", "data")

    def __init__(self, codec: Codec, data: bytes, arm: int, copy: object = _GONE) -> None:
        self.codec = codec
        self.data = data
        self.arm = arm
        self._copy = copy

    @classmethod
    def of(cls, codec: Codec, encoded: Encoded) -> Held:
        """A value just encoded."""
        return cls(codec, encoded.data, encoded.arm, encoded.copy)

    def take(self) -> object:
        """A value that no other consumer sees: the copy the first time, decoded afresh later.

        Raises:
            ValueRefusedError: the stored JSON does not fit the type.
        """
        copy = self._copy
        if copy is _GONE:
            copy = self.codec.decode(self.data, self.arm if self.arm >= 0 else 0)
            if self.codec.is_immutable:
                self._copy = copy
        elif not self.codec.is_immutable:
            self._copy = _GONE
        return copy

    def fresh(self) -> object:
        """A value that nobody else has, decoded afresh."""
        return self.codec.decode(self.data, self.arm if self.arm >= 0 else 0)

    def forget_copy(self) -> None:
        """Keep the JSON alone."""
        self._copy = _GONE


class HeldParts:
    """A tuple or list of values that are held by themselves."""

    __slots__ = ("_is_list", "members")

    def __init__(self, members: Sequence[Kept], *, is_list: bool) -> None:
        self.members = members
        self._is_list = is_list

    def take(self) -> object:
        """See `Held`."""
        parts = [member.take() for member in self.members]
        return parts if self._is_list else tuple(parts)

    def fresh(self) -> object:
        """See `Held`."""
        parts = [member.fresh() for member in self.members]
        return parts if self._is_list else tuple(parts)


class HeldItem:
    """An item of a list that was taken apart. Its JSON is made when its value is taken."""

    __slots__ = ("_arm", "_codec", "_data", "_value")

    def __init__(self, codec: Codec, value: object) -> None:
        self._codec = codec
        self._value = value
        self._data: bytes | None = None
        self._arm = 0

    def take(self) -> object:
        """See `Held`."""
        value = self._value
        if value is _GONE:
            return self.fresh()
        if not self._codec.is_immutable:
            self._data, self._arm = self._codec.dump(value)
            self._value = _GONE
        return value

    def fresh(self) -> object:
        """See `Held`."""
        if self._data is None:
            self._data, self._arm = self._codec.dump(self._value)
        return self._codec.decode(self._data, self._arm)


Kept = Held | HeldParts | HeldItem


class Passed(NamedTuple):
    """The output of a skipped step that passes its input on.

    Attributes:
        binding: its input.
        reference: where the value is held, never in another step that passes it on: chains stay one link long.
    """

    binding: Binding
    reference: str | None


NOT_TAKEN: Final = Passed(Binding(NOTHING), None)
"""Of a step in an arm that its decision did not take."""
