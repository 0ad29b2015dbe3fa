"""The layout: nothing overlaps, everything is there, whatever the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings, strategies as st

from gorkflow.core.drawing.layout import Layout, PlacedCluster, Rect, Stroke, layout_of
from gorkflow.core.drawing.picture import Box, Cluster, ClusterKind, Edge, Picture, Shape
from gorkflow.core.drawing.shapes import Measure
from tests.core.drawing.pictures import nested, pictures

ANY = st.one_of(pictures(), nested())
NEAR = 0.01


def chain(count: int) -> Picture:
    boxes = [Box(f"n{number}", "", Shape.BOX, ("s",)) for number in range(count)]
    return Picture("w", boxes, [], [Edge(f"n{one}", f"n{one + 1}", "int", False) for one in range(count - 1)])


def fan(count: int, *, cluster: bool = False) -> Picture:
    """From one to many to one."""
    boxes = [Box(f"n{number}", "", Shape.BOX, ("step",)) for number in range(count + 2)]
    last = f"n{count + 1}"
    edges = [Edge("n0", f"n{number}", "int", False) for number in range(1, count + 1)]
    edges += [Edge(f"n{number}", last, "int", False) for number in range(1, count + 1)]
    return Picture("w", boxes, [], edges)


def is_apart(one: Rect, other: Rect) -> bool:
    return (
        one.x + one.width <= other.x + NEAR
        or other.x + other.width <= one.x + NEAR
        or one.y + one.height <= other.y + NEAR
        or other.y + other.height <= one.y + NEAR
    )


def is_within(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x <= inner.x + NEAR
        and outer.y <= inner.y + NEAR
        and inner.x + inner.width <= outer.x + outer.width + NEAR
        and inner.y + inner.height <= outer.y + outer.height + NEAR
    )


def around(picture: Picture) -> dict[str, set[str]]:
    """For each box all clusters that it stands in."""
    parents = {cluster.key: cluster.parent for cluster in picture.clusters}
    found: dict[str, set[str]] = {}
    for box in picture.boxes:
        cluster, keys = box.cluster, set[str]()
        while cluster is not None:
            keys.add(cluster)
            cluster = parents[cluster]
        found[box.key] = keys
    return found


def points_on(stroke: Stroke) -> Iterator[tuple[float, float]]:
    """Many points along a stroke, as it is drawn."""
    if len(stroke.points) == 2:
        (x, top), (_, bottom) = stroke.points
        yield from ((x, top + (bottom - top) * step / 40) for step in range(41))
        return
    (x, leave), (_, turn), (end, arrive), (_, reach) = stroke.points
    middle = (turn + arrive) / 2
    for step in range(41):
        t = step / 40
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield x, leave + (turn - leave) * t
        yield a * x + b * x + c * end + d * end, a * turn + b * middle + c * middle + d * arrive
        yield end, arrive + (reach - arrive) * t


def is_over(stroke: Stroke, rects: Sequence[Rect]) -> bool:
    """Whether the stroke goes over one of them, more than along its border."""
    return any(
        one.x + 1 < x < one.x + one.width - 1 and one.y + 1 < y < one.y + one.height - 1
        for x, y in points_on(stroke)
        for one in rects
    )


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_boxes_and_labels_are_inside_the_picture_and_apart(picture: Picture) -> None:
    """No two of them overlap, in whatever rows and clusters they stand."""
    layout = layout_of(picture, Measure())
    assert set(layout.boxes) == {box.key for box in picture.boxes}
    rects = [*layout.boxes.values(), *(label.rect for label in layout.labels), *(one.header for one in layout.clusters)]
    whole = Rect(0, 0, *layout.size)
    assert [rect for rect in rects if not is_within(rect, whole)] == []
    assert [pair for pair in combinations(rects, 2) if not is_apart(*pair)] == []


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_a_cluster_has_its_boxes_in_it_and_no_others(picture: Picture) -> None:
    """A cluster may be drawn in parts; each of its boxes is inside one, and no box of others touches any."""
    layout = layout_of(picture, Measure())
    for key, clusters in around(picture).items():
        rect = layout.boxes[key]
        assert {one.key for one in layout.clusters if is_within(rect, one.rect)} == clusters
        assert [one for one in layout.clusters if one.key not in clusters and not is_apart(rect, one.rect)] == []


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_clusters_are_nested_or_apart(picture: Picture) -> None:
    """Their borders never cross, and what is inside another one is of it."""
    layout = layout_of(picture, Measure())
    parents = {cluster.key: cluster.parent for cluster in picture.clusters}

    def is_inside(inner: PlacedCluster, outer: PlacedCluster) -> bool:
        key = parents[inner.key]
        while key is not None and key != outer.key:
            key = parents[key]
        return key is not None and is_within(inner.rect, outer.rect)

    for one, other in combinations(layout.clusters, 2):
        assert is_apart(one.rect, other.rect) or is_inside(one, other) or is_inside(other, one)


@settings(max_examples=60, deadline=None)
@given(nested())
def test_a_workflow_inside_is_one_cluster(picture: Picture) -> None:
    """What is entered at one place and left at one is never drawn in parts."""
    keys = [one.key for one in layout_of(picture, Measure()).clusters]
    assert sorted(keys) == sorted({key for keys in around(picture).values() for key in keys})


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_every_edge_is_a_line_from_its_box_to_the_other(picture: Picture) -> None:
    """Without a gap but where it goes through a label or the header of a cluster, and never over another box."""
    layout = layout_of(picture, Measure())
    assert len(layout.ways) == len(picture.edges)
    for edge, way in zip(picture.edges, layout.ways, strict=True):
        strokes = [layout.strokes[number] for number in way]
        assert all(stroke.is_dashed == edge.is_dashed for stroke in strokes)
        assert gaps(edge, strokes, layout) == []


def gaps(edge: Edge, strokes: Sequence[Stroke], layout: Layout) -> list[object]:
    """Where the line is broken."""
    start, end = layout.boxes[edge.start], layout.boxes[edge.end]
    found: list[object] = []
    at = (start.x + start.width / 2, start.y + start.height)
    bridges = [label.rect for label in layout.labels if label.is_arm] + [one.header for one in layout.clusters]
    for stroke in strokes:
        (x, top), (_, bottom) = stroke.points[0], stroke.points[-1]
        is_trunk = len(stroke.points) == 2
        through = [rect.height for rect in bridges if abs(rect.y - at[1]) < NEAR and rect.x <= x <= rect.x + rect.width]
        is_joined = abs(x - at[0]) < NEAR and (
            abs(top - at[1]) < NEAR
            or (is_trunk and top - NEAR <= at[1] <= bottom + NEAR)
            or any(abs(at[1] + height - top) < NEAR for height in through)
        )
        found += [] if is_joined else [(at, stroke)]
        at = stroke.points[-1]
        if is_trunk:  # it may be left above its end
            following = strokes[strokes.index(stroke) + 1 :]
            at = following[0].points[0] if following and following[0].points[0][0] == x else at
    return found + ([] if abs(at[0] - end.x - end.width / 2) < NEAR and abs(at[1] - end.y) < NEAR else [at])


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_no_line_goes_over_a_box_or_a_type(picture: Picture) -> None:
    """Lines turn between the rows alone."""
    layout = layout_of(picture, Measure())
    rects = [*layout.boxes.values(), *(label.rect for label in layout.labels)]
    assert [stroke for stroke in layout.strokes if is_over(stroke, rects)] == []


def test_a_chain_is_straight() -> None:
    """Also where the boxes have different widths."""
    lines = [("a",), ("a_rather_long_name",), ("b",)]
    boxes = [Box(f"n{number}", "", Shape.BOX, line) for number, line in enumerate(lines)]
    layout = layout_of(Picture("w", boxes, [], [Edge("n0", "n1", "", False), Edge("n1", "n2", "", False)]), Measure())
    assert len({rect.x + rect.width / 2 for rect in layout.boxes.values()}) == 1
    assert [layout.boxes[f"n{number}"].y for number in range(3)] == sorted(rect.y for rect in layout.boxes.values())


def test_a_diamond_is_symmetrical() -> None:
    """One comes to stand in the middle above its three, and the join in the middle below."""
    layout = layout_of(fan(3), Measure())
    middles = [rect.x + rect.width / 2 for rect in (layout.boxes[f"n{number}"] for number in range(5))]
    assert abs(middles[0] - middles[2]) < 0.5
    assert abs(middles[4] - middles[2]) < 0.5
    assert abs(middles[1] + middles[3] - 2 * middles[2]) < 0.5


def test_a_wide_fan_is_broken_into_rows() -> None:
    """A hundred boxes side by side would be a picture that nobody can read; all are still there, and apart."""
    layout = layout_of(fan(100), Measure())
    assert layout.size[0] < 2000
    assert len(layout.boxes) == 102
    assert all(is_apart(one, other) for one, other in combinations(layout.boxes.values(), 2))


def test_boxes_that_fit_stay_in_one_row() -> None:
    """Ten of them do."""
    layout = layout_of(fan(10), Measure())
    assert len({layout.boxes[f"n{number}"].y for number in range(1, 11)}) == 1


def test_two_clusters_of_one_name_are_drawn_apart() -> None:
    """The way leads out of the first, over a box, and into the second: one frame would have that box in it."""
    boxes = [Box(key, key, Shape.BOX, (key,), None if key == "c" else "g0") for key in "abcde"]
    edges = [Edge(one, other, "", False) for one, other in pairwise("abcde")]
    picture = Picture("w", boxes, [Cluster("g0", "ship", ClusterKind.WORKFLOW)], edges)
    layout = layout_of(picture, Measure())
    inside = [{key for key, rect in layout.boxes.items() if is_within(rect, one.rect)} for one in layout.clusters]
    assert inside == [{"a", "b"}, {"d", "e"}]


def test_a_cluster_that_goes_round_a_box_is_drawn_box_by_box() -> None:
    """There is no other way to keep the box out of it."""
    boxes = [Box(key, key, Shape.BOX, (key,), None if key == "b" else "g0") for key in "abc"]
    clusters = [Cluster("g0", "ship", ClusterKind.WORKFLOW)]
    edges = [Edge("a", "b", "", False), Edge("b", "c", "", False), Edge("a", "c", "", False)]
    layout = layout_of(Picture("w", boxes, clusters, edges), Measure())
    assert [one.key for one in layout.clusters] == ["g0", "g0"]
    assert all(is_apart(one.rect, layout.boxes["b"]) for one in layout.clusters)


def test_taps_stand_at_the_side() -> None:
    """The main way stays straight; a tap is to the right of it."""
    boxes = [Box(key, key, Shape.BOX, (key,)) for key in "atb"]
    picture = Picture("w", boxes, [], [Edge("a", "t", "int", True), Edge("a", "b", "int", False)])
    rects = layout_of(picture, Measure()).boxes
    assert rects["a"].x == rects["b"].x < rects["t"].x


def test_a_tap_does_not_push_the_main_way_aside() -> None:
    """It gives way itself: what stands above two stays in the middle of them."""
    boxes = [Box(key, key, Shape.BOX, (key * 9,)) for key in "abtlr"]
    edges = [Edge("a", "b", "", False), Edge("a", "t", "", True), Edge("b", "l", "", False), Edge("b", "r", "", False)]
    rects = layout_of(Picture("w", boxes, [], edges), Measure()).boxes
    at = {key: rect.x + rect.width / 2 for key, rect in rects.items()}
    assert abs(at["b"] - (at["l"] + at["r"]) / 2) < 5


def test_ten_thousand_boxes_are_laid_out() -> None:
    """In a chain, in a fan, one cluster in another: without a limit of recursion."""
    assert len(layout_of(chain(10_000), Measure()).boxes) == 10_000
    assert len(layout_of(fan(5_000), Measure()).boxes) == 5_002
    deep = [Cluster(f"g{one}", "c", ClusterKind.WORKFLOW, f"g{one - 1}" if one else None) for one in range(1_500)]
    boxes = [Box(f"n{one}", "", Shape.BOX, ("s",), f"g{one}") for one in range(1_500)]
    edges = [Edge(f"n{one}", f"n{one + 1}", "", False) for one in range(1_499)]
    assert len(layout_of(Picture("w", boxes, deep, edges), Measure()).clusters) == 1_500


def test_where_room_ends_long_lines_go_behind_boxes() -> None:
    """Every box of 600 leads to all those behind it, in part: there is no room for so many lines, but all are drawn."""
    boxes = [Box(f"n{number}", "", Shape.BOX, ("s",)) for number in range(600)]
    edges = [Edge(f"n{one}", f"n{one + 1}", "", False) for one in range(599)]
    edges += [Edge(f"n{one}", f"n{599 - one}", "", False) for one in range(290)]
    layout = layout_of(Picture("w", boxes, [], edges), Measure())
    ways = [[layout.strokes[number] for number in way] for way in layout.ways]
    assert [gaps(edge, way, layout) for edge, way in zip(edges, ways, strict=True)] == [[]] * len(edges)
    rects = list(layout.boxes.values())
    trunks = [stroke for stroke in layout.strokes if len(stroke.points) == 2]
    assert len(trunks) > 200
    assert 0 < len([stroke for stroke in trunks if is_over(stroke, rects)]) < len(trunks)
