"""What makes a graph invalid: duplicate ids, cycles, steps that lead nowhere."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from gorkflow.core.ids import path_problem, shortened

if TYPE_CHECKING:
    import networkx

_SHOWN = 20


def topological_order(dependencies: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    """Ids in topological order, ties in the order given; what is on or behind a cycle is left out.

    Args:
        dependencies: each id, once, with the ids before it. Unknown ids are not waited for.
    """
    place = {id: index for index, (id, _) in enumerate(dependencies)}
    waiting = {id: len({one for one in before if one in place}) for id, before in dependencies}
    successors: dict[str, list[str]] = {id: [] for id in place}
    for id, before in dependencies:
        for one in set(before) & place.keys():
            successors[one].append(id)
    ready = [place[id] for id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    found: list[str] = []
    while ready:
        current = dependencies[heapq.heappop(ready)][0]
        found.append(current)
        for successor in successors[current]:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                heapq.heappush(ready, place[successor])
    return found


def graph_problems(
    dependencies: Sequence[tuple[str, Collection[str]]], ends: Collection[str], names: Collection[str] | None = None
) -> list[str]:
    """Everything that makes a graph invalid, one sentence each; empty for a valid one.

    Args:
        dependencies: each id with the ids before it, in order of definition.
        ends: the ids whose outputs are wanted: of the workflow's output and of its taps.
        names: what must be there once only, where that is not the ids.
    """
    if not dependencies:
        return ["it has no steps; add one with .then(step)"]
    problems = [problem for problem in (path_problem(id) for id, _ in dependencies) if problem is not None]
    problems += _duplicates([id for id, _ in dependencies] if names is None else names)
    known = {id for id, _ in dependencies}
    problems += [
        f"step {shortened(id)} comes after {shortened(one)}, which is not in the graph; define it or correct the name"
        for id, before in dependencies
        for one in before
        if one not in known
    ]
    problems += [
        f"{shortened(end)} is wanted as an output, but is not in the graph" for end in ends if end not in known
    ]
    problems += _cycles(dependencies)
    problems += _unreachable(dependencies, ends)
    return problems


def _duplicates(names: Collection[str]) -> list[str]:
    counts = Counter(names)
    return [
        f"the step id {shortened(id)} is used {count} times; give the others ids of their own with .named('...')"
        for id, count in counts.items()
        if count > 1
    ]


def _cycles(dependencies: Sequence[tuple[str, Collection[str]]]) -> list[str]:
    """One sentence for each group of steps that wait for each other."""
    # of several with one id the first counts: the others are a problem of their own
    unique = list(dict(reversed(dependencies)).items())[::-1]
    if len(topological_order(unique)) == len(unique):
        return []
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(id for id, _ in unique)
    graph.add_edges_from((one, id) for id, before in unique for one in before)
    problems: list[str] = []
    for group in networkx.strongly_connected_components(graph):
        if len(group) > 1 or any(graph.has_edge(id, id) for id in group):
            around = _walk_around(graph, group)
            left_out = ["..."] if len(around) > _SHOWN else []
            shown = [*map(shortened, around[:_SHOWN]), *left_out, shortened(around[0])]
            problems.append(f"a cycle: {' -> '.join(shown)}; remove one of these edges")
    return sorted(problems)


def _walk_around(graph: networkx.DiGraph[str], group: Collection[str]) -> list[str]:
    """One cycle of a group of steps that wait for each other, from its alphabetically first step on."""
    place: dict[str, int] = {}
    current = min(group)
    while current not in place:
        place[current] = len(place)
        current = min(successor for successor in graph.successors(current) if successor in group)
    return list(place)[place[current] :]


def _unreachable(dependencies: Sequence[tuple[str, Collection[str]]], ends: Collection[str]) -> list[str]:
    before_of: dict[str, list[str]] = {}
    for id, before in dependencies:
        before_of.setdefault(id, []).extend(before)
    reached = set(ends)
    todo = deque(ends)
    while todo:
        for one in before_of.get(todo.popleft(), ()):
            if one not in reached:
                reached.add(one)
                todo.append(one)
    return [
        f"step {shortened(id)} leads to no output; connect it, or add it with .tap(step)"
        for id in before_of
        if id not in reached
    ]
