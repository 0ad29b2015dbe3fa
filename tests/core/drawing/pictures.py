"""Random pictures for the tests of drawings."""

from __future__ import annotations

from hypothesis import strategies as st

from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Edge, Picture, Shape

NAMES = st.sampled_from(["a", "price", "validate_the_address_of_the_customer", "x" * 200, "長い名前のステップ", "w w"])
LABELS = st.sampled_from(["", "int", "Order", "dict[str, list[tuple[Quote | None, Stock]]]"])


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any graph without cycles, its boxes in any clusters: also in such as lead out of themselves and back."""
    clusters: list[Cluster] = []
    for number in range(draw(st.integers(0, 5))):
        parent = draw(st.sampled_from([None, *(one.key for one in clusters)]))
        kind = draw(st.sampled_from(ClusterKind))
        clusters.append(Cluster(f"g{number}", draw(NAMES), kind, parent))
    keys = [None, *(one.key for one in clusters)]
    boxes: list[Box] = []
    edges: dict[Edge, None] = {}
    for number in range(draw(st.integers(1, 24))):
        lines = (draw(NAMES), *draw(st.lists(NAMES, max_size=2)))
        shape = draw(st.sampled_from(Shape))
        boxes.append(Box(f"n{number}", f"p{number}", shape, lines, draw(st.sampled_from(keys))))
        if number:
            for start in draw(st.sets(st.integers(0, number - 1), max_size=4)):
                edges[Edge(f"n{start}", f"n{number}", draw(LABELS), draw(st.booleans()))] = None
    return Picture("w", boxes, clusters, list(edges))


@st.composite
def nested(draw: st.DrawFn) -> Picture:
    """As of workflows in workflows: each cluster is entered at one place and left at one, as part of a line or fan."""
    boxes: list[Box] = [Box("n0", "", Shape.OVAL, ("int",))]
    clusters: list[Cluster] = []
    edges: dict[Edge, None] = {}

    def part(start: list[str], cluster: str | None, depth: int) -> list[str]:
        form = draw(st.sampled_from(["box", "line", "fan", "cluster"] if depth else ["box"]))
        if form == "box":
            key = f"n{len(boxes)}"
            boxes.append(Box(key, key, draw(st.sampled_from(Shape)), (draw(NAMES),), cluster))
            edges.update({Edge(one, key, draw(LABELS), draw(st.booleans())): None for one in start})
            return [key]
        if form == "fan":
            return [end for _ in range(draw(st.integers(2, 4))) for end in part(start, cluster, depth - 1)]
        if form == "cluster":
            clusters.append(Cluster(f"g{len(clusters)}", draw(NAMES), draw(st.sampled_from(ClusterKind)), cluster))
            cluster = clusters[-1].key
        for _ in range(draw(st.integers(1, 3))):
            start = part(start, cluster, depth - 1)
        return start

    part(["n0"], None, 4)
    return Picture("w", boxes, clusters, list(edges))
