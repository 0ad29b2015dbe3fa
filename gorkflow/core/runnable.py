"""What can stand in a graph."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

TIn_contra = TypeVar("TIn_contra", contravariant=True)
TOut_co = TypeVar("TOut_co", covariant=True)
U = TypeVar("U")


class Runnable(ABC, Generic[TIn_contra, TOut_co]):
    """What can stand in a graph: a Step or a Workflow."""

    @property
    @abstractmethod
    def id(self) -> str:
        """The id, unique in the graph it stands in."""

    @abstractmethod
    def named(self, id: str, /) -> Runnable[TIn_contra, TOut_co]:
        """A copy under another id, needed to use one thing twice in a graph."""

    @abstractmethod
    def or_none(self) -> Runnable[TIn_contra, TOut_co | None]:
        """A copy whose failure gives None to its consumers, after its retries are used up; the run goes on."""

    @abstractmethod
    def or_else(self, default: U, /) -> Runnable[TIn_contra, TOut_co | U]:
        """As `or_none`, with a default of one's own."""
