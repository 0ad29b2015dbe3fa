"""What a drawing shows, whatever it is written in: boxes in clusters, and edges between boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from gorkflow.core.run import StepStatus


class Shape(Enum):
    """The outline of a box."""

    OVAL = auto()  # the run's input and output
    BOX = auto()  # a step
    HEXAGON = auto()  # a step that may be left out
    DIAMOND = auto()  # a decision
    HOURGLASS = auto()  # a sleep, or a wait for a signal


class ClusterKind(Enum):
    """What a cluster is around."""

    WORKFLOW = auto()
    MAP = auto()
    LOOP = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """How far something is in a run.

    Attributes:
        status: of an item or turn that needs looking at, where there are several.
        text: the status as a word, with attempts and duration; of several, how many are in which.
    """

    status: StepStatus
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """One node of the picture.

    Attributes:
        key: what edges call it.
        path: in the definition; empty for the run's input and output.
        lines: what stands in it; its name first.
        cluster: the key of the innermost cluster that it stands in; None outside of all.
        mark: None in a drawing without a run, and for the run's input and output.
    """

    key: str
    path: str
    shape: Shape
    lines: tuple[str, ...]
    cluster: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A frame with a title, around boxes and other clusters.

    Attributes:
        parent: the key of the cluster that it stands in; None outside of all.
        mark: of the map or loop itself.
    """

    key: str
    title: str
    kind: ClusterKind
    parent: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """From one box to another.

    Attributes:
        label: the type of the value that goes there, or the arm of a decision; empty where no value goes.
        is_dashed: leads to a tap.
    """

    start: str
    end: str
    label: str
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it; each cluster comes behind its parent. No way along the edges leads back to where it began."""

    title: str
    boxes: Sequence[Box]
    clusters: Sequence[Cluster]
    edges: Sequence[Edge]

    def nested(self) -> Iterator[Box | Cluster | None]:
        """What stands outside of clusters, then each cluster with what stands in it and, at its end, None.

        Boxes come before the clusters beside them. Any depth of nesting.
        """
        boxes: dict[str | None, list[Box]] = {}
        clusters: dict[str | None, list[Cluster]] = {}
        for box in self.boxes:
            boxes.setdefault(box.cluster, []).append(box)
        for cluster in self.clusters:
            clusters.setdefault(cluster.parent, []).append(cluster)
        yield from boxes.get(None, ())
        todo: list[Cluster | None] = list(reversed(clusters.get(None, ())))
        while todo:
            current = todo.pop()
            yield current
            if current is not None:
                yield from boxes.get(current.key, ())
                todo.append(None)
                todo.extend(reversed(clusters.get(current.key, ())))
