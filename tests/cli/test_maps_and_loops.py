"""The commands on a workflow with a map and loops."""

from __future__ import annotations

import pytest

from tests.cli.conftest import STORE, Folder

TREE = """
from pathlib import Path

from gorkflow import step, workflow


@step
async def count_up(to: int) -> list[int]:
    return list(range(to))


@step
async def weigh(value: int) -> int:
    if value == 2 and not Path("mended").exists():
        raise ValueError("too heavy")
    return value


@step
async def pack(grams: int) -> int:
    return grams


@step
async def total(values: list[int]) -> int:
    return sum(values)


@step
async def grow(value: int) -> int:
    return value + 1


parcel = workflow("parcel").then(weigh).then(pack).build()
growing = workflow("tree").then(count_up).map(parcel, concurrency=1).then(total).repeat(2, grow).build()
"""
AT_TREE = ("--app", "tree", "--store", STORE)


@pytest.fixture
def tree(folder: Folder) -> Folder:
    """With the module `tree`, in which the third item fails as long as there is no file `mended`."""
    folder.write("tree.py", TREE)
    return folder


@pytest.fixture
def failed(tree: Folder) -> str:
    """A run of three items that failed at the third, which is mended by now."""
    run_id = tree.run_id("tree:growing", "--input", "3")
    tree.write("mended", "")
    return run_id


def told(err: str) -> list[str]:
    """What the lines on stderr say, without times."""
    return [line.split(" ", 1)[1].partition(" after")[0] for line in err.splitlines()[1:]]


def test_items_and_turns_are_told_by_their_paths(tree: Folder) -> None:
    """At the start of a map, and at the end of it and of a loop, how many there were."""
    tree.write("mended", "")
    done = tree.gorkflow("run", "tree:growing", "--input", "1", "--store", STORE)
    assert (done.code, done.out) == (0, "2\n")
    assert told(done.err) == [
        "run started",
        "count_up started",
        "count_up completed",
        "@map-1 started: 1 item",
        "parcel[0]/weigh started",
        "parcel[0]/weigh completed",
        "parcel[0]/pack started",
        "parcel[0]/pack completed",
        "@map-1 completed",
        "total started",
        "total completed",
        "grow#1 started",
        "grow#1 completed",
        "grow#2 started",
        "grow#2 completed",
        "@repeat-1 completed",
        "run completed",
    ]
    [of_map] = [line for line in done.err.splitlines() if "@map-1 completed" in line]
    [of_loop] = [line for line in done.err.splitlines() if "@repeat-1" in line]
    assert (of_map.rpartition(": ")[2], of_loop.rpartition(": ")[2]) == ("1 item", "2 turns")


def test_a_failed_item_is_shown_and_retried(tree: Folder, failed: str) -> None:
    """Its path is in the error; a retry keeps the others."""
    shown = tree.gorkflow("show", failed, "--store", STORE, "--items")
    assert "error       step parcel[2]/weigh, attempt 1: [execution] ValueError: too heavy" in shown.out
    table = shown.out.split("\n\n")[1]
    rows = [line.split()[:3] for line in table.splitlines() if line.startswith(("parcel", "@"))]
    assert rows == [
        ["parcel[0]/weigh", "COMPLETED", "1"],
        ["parcel[0]/pack", "COMPLETED", "1"],
        ["parcel[1]/weigh", "COMPLETED", "1"],
        ["parcel[1]/pack", "COMPLETED", "1"],
        ["parcel[2]/weigh", "FAILED", "1"],
    ]
    done = tree.gorkflow(*AT_TREE, "retry", failed)
    assert (done.code, done.out.splitlines()[1:]) == (
        0,
        [
            "  kept: count_up, parcel[0]/weigh, parcel[0]/pack, parcel[1]/weigh, parcel[1]/pack",
            "  ran: parcel[2]/weigh (attempt 2), parcel[2]/pack, @map-1, total, grow#1, grow#2, @repeat-1",
        ],
    )


@pytest.mark.parametrize("from_step", ["@map-1", "parcel", "parcel[1]/pack", "parcel/pack"])
def test_a_fork_does_a_map_anew_whole(tree: Folder, failed: str, from_step: str) -> None:
    """Whichever part of it is named."""
    done = tree.gorkflow(*AT_TREE, "fork", failed, "--from", from_step)
    parcels = [f"parcel[{item}]/{inner}" for item in range(3) for inner in ("weigh", "pack")]
    assert done.code == 0
    ran = [*parcels, "@map-1", "total", "grow#1", "grow#2", "@repeat-1"]
    assert done.out.splitlines()[1:] == ["  kept: count_up", f"  ran: {', '.join(ran)}"]


@pytest.mark.parametrize("from_step", ["@repeat-1", "grow", "grow#2"])
def test_a_fork_does_a_loop_anew_from_its_first_turn(tree: Folder, failed: str, from_step: str) -> None:
    """Also where a later one is named."""
    assert tree.gorkflow(*AT_TREE, "retry", failed).code == 0
    done = tree.gorkflow(*AT_TREE, "fork", failed, "--from", from_step)
    parcels = [f"parcel[{item}]/{inner}" for item in range(3) for inner in ("weigh", "pack")]
    assert done.code == 0
    assert done.out.splitlines()[1:] == [
        f"  kept: {', '.join(['count_up', *parcels, '@map-1', 'total'])}",
        "  ran: grow#1, grow#2, @repeat-1",
    ]


@pytest.mark.parametrize(
    ("from_step", "text"),
    [
        (
            "@map-1",
            "the map '@map-1' with workflow 'parcel' is forked as a whole and takes no other input; fork from it",
        ),
        ("parcel[1]/weigh", "the map '@map-1' with workflow 'parcel' is forked as a whole"),
        ("parcel/weigh", "the map '@map-1' with workflow 'parcel' is forked as a whole"),
        ("grow#1", "the loop '@repeat-1' with step 'grow' is forked as a whole and takes no other input"),
        ("grow", "the loop '@repeat-1' with step 'grow' is forked as a whole"),
    ],
)
def test_a_fork_gives_no_input_to_a_part_of_a_map_or_loop(tree: Folder, failed: str, from_step: str, text: str) -> None:
    """One line says why, and no run is made."""
    done = tree.gorkflow(*AT_TREE, "fork", failed, "--from", from_step, "--input", "1")
    assert (done.code, done.complains(text)) == (2, True), done.err


def test_very_many_items_are_told_together(tree: Folder) -> None:
    """As soon as they are more than a line has room for: how many were kept and ran, and what was not as usual."""
    run_id = tree.run_id("tree:growing", "--input", "30")
    failed = tree.gorkflow(*AT_TREE, "retry", run_id)
    assert failed.out.splitlines()[1:] == [
        "  kept: count_up, parcel[0]/weigh, parcel[0]/pack, parcel[1]/weigh, parcel[1]/pack",
        "  ran: parcel[2]/weigh FAILED (attempt 2)",
    ]
    tree.write("mended", "")
    done = tree.gorkflow(*AT_TREE, "retry", run_id)
    assert done.out.splitlines()[1:] == [
        "  kept: count_up, parcel[0]/weigh, parcel[0]/pack, parcel[1]/weigh, parcel[1]/pack",
        "  ran: parcel/weigh x 28 (1 again), parcel/pack x 28, @map-1, total, grow x 2, @repeat-1",
    ]
    forked = tree.gorkflow(*AT_TREE, "fork", run_id, "--from", "grow")
    assert forked.out.splitlines()[1] == "  kept: count_up, parcel/weigh x 30, parcel/pack x 30, @map-1, total"
