"""Graphs as plain lists of ids: what makes them invalid, and their order. The builder cannot write most of these."""

from __future__ import annotations

import networkx
from hypothesis import given, strategies as st

from gorkflow.core.graph_checks import graph_problems, topological_order


def problems(*dependencies: tuple[str, list[str]], ends: list[str]) -> list[str]:
    return graph_problems(dependencies, ends)


def test_a_valid_graph_has_no_problems() -> None:
    """A diamond."""
    assert problems(("a", []), ("b", ["a"]), ("c", ["a"]), ("d", ["b", "c"]), ends=["d"]) == []


def test_an_empty_graph_is_refused() -> None:
    """With the remedy."""
    assert problems(ends=[]) == ["it has no steps; add one with .then(step)"]


def test_a_cycle_is_named_with_its_path() -> None:
    """What only leads there or away is not part of it."""
    found = problems(("a", []), ("b", ["a", "d"]), ("c", ["b"]), ("d", ["c"]), ("e", ["d"]), ends=["e"])
    assert found == ["a cycle: 'b' -> 'c' -> 'd' -> 'b'; remove one of these edges"]


def test_each_cycle_is_named() -> None:
    """A step after itself is one too."""
    found = problems(("a", ["a"]), ("b", ["c"]), ("c", ["b"]), ends=["a", "c"])
    assert found == [
        "a cycle: 'a' -> 'a'; remove one of these edges",
        "a cycle: 'b' -> 'c' -> 'b'; remove one of these edges",
    ]


def test_a_large_cycle_is_shown_shortened() -> None:
    """And found without recursion."""
    count = 20_000
    ring = [(f"s{index}", [f"s{(index - 1) % count}"]) for index in range(count)]
    (found,) = graph_problems(ring, ["s0"])
    assert found.startswith("a cycle: 's0' -> 's1' -> 's2'")
    assert len(found) < 300


def test_an_unknown_dependency_is_refused() -> None:
    """With both ids."""
    assert problems(("a", ["b"]), ends=["a"]) == [
        "step 'a' comes after 'b', which is not in the graph; define it or correct the name"
    ]
    assert problems(("a", []), ends=["a", "b"]) == ["'b' is wanted as an output, but is not in the graph"]


def test_a_step_that_leads_nowhere_is_refused() -> None:
    """It would never be waited for."""
    assert problems(("a", []), ("b", ["a"]), ("c", ["a"]), ends=["b"]) == [
        "step 'c' leads to no output; connect it, or add it with .tap(step)"
    ]


def test_a_duplicate_id_is_refused_and_makes_no_cycle() -> None:
    """a -> b -> a again is two steps of one name, not a ring."""
    assert problems(("a", []), ("b", ["a"]), ("a", ["b"]), ends=["a"]) == [
        "the step id 'a' is used 2 times; give the others ids of their own with .named('...')",
    ]


def test_invalid_ids_are_refused() -> None:
    """Each part of a path is an id."""
    found = problems(("a\0", []), ("b/c d", ["a\0"]), ("b/c", ["b/c d"]), ends=["b/c"])
    assert found == [
        "step id 'a\\x00' is invalid; use only letters, digits, '_', '-', '.'",
        "step id 'c d' is invalid; use only letters, digits, '_', '-', '.'",
    ]
    (found_long,) = problems(("x" * 1_000_000, []), ends=["x" * 1_000_000])
    assert len(found_long) < 200


def test_all_problems_are_reported_at_once() -> None:
    """Six kinds in one graph."""
    found = problems(
        ("a", []), ("a", []), ("b c", ["a"]), ("d", ["e"]), ("e", ["d", "nowhere"]), ("f", []), ends=["b c", "d", "x"]
    )  # fmt: skip
    assert len(found) == 6


def test_order_follows_the_edges_and_then_the_definition() -> None:
    """Ties go in the order given."""
    order = topological_order([("d", ["b"]), ("c", []), ("a", []), ("b", ["a"])])
    assert order == ["c", "a", "b", "d"]


@st.composite
def dags(draw: st.DrawFn) -> list[tuple[str, list[str]]]:
    """Random acyclic graphs, defined in random order."""
    count = draw(st.integers(1, 12))
    edges = [
        (f"s{later}", sorted(draw(st.sets(st.integers(0, later - 1), max_size=4))) if later else [])
        for later in range(count)
    ]
    return draw(st.permutations([(id, [f"s{before}" for before in befores]) for id, befores in edges]))


@given(dags())
def test_the_order_of_a_random_graph_is_that_of_networkx(dependencies: list[tuple[str, list[str]]]) -> None:
    """Lexicographic by the place of definition: the independent implementation gives the same."""
    place = {id: index for index, (id, _) in enumerate(dependencies)}
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(place)
    graph.add_edges_from((before, id) for id, befores in dependencies for before in befores)
    expected = list(networkx.lexicographical_topological_sort(graph, key=place.__getitem__))
    assert topological_order(dependencies) == expected


@given(dags(), st.data())
def test_an_added_edge_backwards_is_found_as_a_cycle(
    dependencies: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """Exactly where networkx sees one."""
    ids = [one for one, _ in dependencies]
    id, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    changed = [(one, [*before, other] if one == id else before) for one, before in dependencies]
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((before, one) for one, before_all in changed for before in before_all)
    found = [text for text in graph_problems(changed, ids) if text.startswith("a cycle")]
    assert bool(found) == (not networkx.is_directed_acyclic_graph(graph))
