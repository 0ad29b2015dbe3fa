"""Which of very many recorded inputs are measured."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, strategies as st

from gorkflow.bench.samples import stratify


class Candidate(NamedTuple):
    """An input, by what it is chosen by."""

    size_bytes: int
    seconds: float


CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(0, 10_000), st.floats(0, 100, allow_nan=False)), min_size=1, max_size=200
)


@given(CANDIDATES, st.integers(1, 50))
def test_the_slowest_is_always_among_them(candidates: list[Candidate], count: int) -> None:
    """And never more are chosen than asked for, each of them once, in the order in which they were found."""
    chosen = stratify(candidates, count)
    assert max(one.seconds for one in candidates) in {one.seconds for one in chosen}
    assert len(chosen) == min(count, len(candidates))
    places = iter(candidates)
    assert all(any(one is other for other in places) for one in chosen)


@given(CANDIDATES, st.integers(0, 50), st.integers(0, 5))
def test_the_same_candidates_give_the_same_choice(candidates: list[Candidate], count: int, seed: int) -> None:
    """A bench that is repeated measures the same inputs."""
    assert stratify(candidates, count, seed=seed) == stratify(candidates, count, seed=seed)


def test_every_size_and_every_duration_is_there() -> None:
    """Of ten thousand inputs, nearly all of them small and quick, the large and the slow ones are in a choice of 40."""
    candidates = [Candidate(10, 0.001)] * 7_000
    candidates += [Candidate(10_000 + number, 0.001) for number in range(2_500)]
    candidates += [Candidate(10, 1.0 + number / 1000) for number in range(500)]
    chosen = stratify(candidates, 40)
    assert len([one for one in chosen if one.size_bytes >= 10_000]) >= 8
    assert len([one for one in chosen if one.seconds >= 1.0]) >= 2
    assert len([one for one in chosen if one == Candidate(10, 0.001)]) >= 20


def test_none_is_chosen_where_none_is_wanted() -> None:
    """Only whether inputs fit is asked then."""
    assert stratify([Candidate(1, 1.0)], 0) == []
