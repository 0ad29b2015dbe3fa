"""What the notes and the database say of a series of lives: what was lost, changed, or done too often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from tests.faults.arena import Arena, Note
from tests.faults.shapes import AFTER, expected

Body = tuple[str, str]  # run and step


@dataclass
class Figures:
    """The figures that are asked for; all but the last three groups must be 0.

    Attributes:
        lost_runs: start() had returned, and the run is not there, or not over.
        lost_steps: a checkpoint that is gone, or a completed run without one of its steps.
        changed_checkpoints: the bytes, checksum, position or attempt of a completed step differ from before.
        again_after_use: bodies that began again after another one had begun with their output.
        again_after_checkpoint: bodies that began again though their output had been found in the database.
        twice_in_one_life: bodies that began more than once in one life.
        wrong_outputs: completed runs with another output than theirs.
        not_completed: runs that ended otherwise.
        overlapping: bodies that ran at the same time as themselves.
        returned_again: by life that was killed, bodies that had returned in it and ran again.
        run_again: by life that was killed, bodies that had begun in it and ran again.
        takeover_seconds: from opening to the first body, of lives that had runs to take over.
        details: which bodies the faults are about.
    """

    lost_runs: int = 0
    lost_steps: int = 0
    changed_checkpoints: int = 0
    again_after_use: int = 0
    again_after_checkpoint: int = 0
    twice_in_one_life: int = 0
    wrong_outputs: int = 0
    not_completed: int = 0
    overlapping: int = 0
    kills: int = 0
    runs: int = 0
    returned_again: list[int] = field(default_factory=list[int])
    run_again: list[int] = field(default_factory=list[int])
    takeover_seconds: list[float] = field(default_factory=list[float])
    details: list[str] = field(default_factory=list[str])

    def faults(self) -> dict[str, int]:
        """The figures that must be 0 and are not."""
        return {
            name: value for name, value in vars(self).items()
            if isinstance(value, int) and name not in {"kills", "runs"} and value
        }  # fmt: skip

    def add(self, other: Figures) -> None:
        """Those of another series as well."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def judge(arena: Arena, but_for: Collection[Note] = ()) -> Figures:
    """The figures of an arena in which nobody is at work any more, as if these had not been noted."""
    arena.observe()
    notes = [note for note in arena.notes() if note not in but_for]
    figures = Figures(kills=sum(child.process.returncode == -9 for child in arena.lives))
    _judge_runs(arena, notes, figures)
    _judge_checkpoints(arena, figures)
    _judge_rest(arena, notes, figures)
    _judge_bodies(arena, notes, figures)
    _judge_overlap(arena, notes, figures)
    _judge_takeover(notes, figures)
    return figures


def _judge_runs(arena: Arena, notes: list[Note], figures: Figures) -> None:
    runs = arena.runs()
    figures.runs = len(runs)
    started = {note.words[0] for note in notes if note.what == "started"}
    figures.lost_runs = len(started - set(runs))
    _, last = arena.checkpoints[-1]
    for run_id, run in runs.items():
        shape = run.flow.partition("-")[0]
        if shape not in AFTER:
            continue
        if run.status in {"PENDING", "RUNNING", "WAITING", "SUSPENDED"}:
            figures.lost_runs += 1
        elif run.status != "COMPLETED":
            figures.not_completed += 1
        else:
            figures.wrong_outputs += run.output != expected(shape, run.number)
            figures.lost_steps += sum((run_id, step) not in last for step in AFTER[shape])


def _judge_checkpoints(arena: Arena, figures: Figures) -> None:
    for (_, before), (_, after) in zip(arena.checkpoints, arena.checkpoints[1:], strict=False):
        for body, checkpoint in before.items():
            if body not in after:
                figures.lost_steps += 1
            elif after[body] != checkpoint:
                figures.changed_checkpoints += 1


def _judge_rest(arena: Arena, notes: list[Note], figures: Figures) -> None:
    """Whether bodies were left in peace once their checkpoint had been seen."""
    found_at: dict[Body, int] = {}
    for at, found in arena.checkpoints:
        for body in found:
            found_at.setdefault(body, at)
    for note in notes:
        if note.what == "begin" and note.at > found_at.get((note.words[0], note.words[1]), note.at):
            figures.again_after_checkpoint += 1
            figures.details.append(f"after its checkpoint: {note}")


def _judge_bodies(arena: Arena, notes: list[Note], figures: Figures) -> None:
    flows = {run_id: run.flow.partition("-")[0] for run_id, run in arena.runs().items()}
    begun, ended, begun_in = _bodies(notes)
    figures.twice_in_one_life = sum(count - 1 for count in begun_in.values())
    figures.details += [f"twice: {body}" for body, count in begun_in.items() if count > 1]
    for (run_id, step), beginnings in begun.items():
        users = AFTER.get(flows.get(run_id, ""), {}).get(step, [])
        uses = [at for user in users for at, _ in begun.get((run_id, user), [])]
        if uses:
            late = [(at, life) for at, life in beginnings if at > min(uses)]
            figures.again_after_use += len(late)
            figures.details += [f"after its use at {min(uses)}: {run_id} {step} {one}" for one in late]
    for child in arena.lives:
        if child.process.returncode != -9:
            continue
        again = {body for body, ones in begun.items() if any(life == child.life for _, life in ones)
                 and any(life == 0 or life > child.life for _, life in ones)}  # fmt: skip
        figures.run_again.append(len(again))
        figures.returned_again.append(sum((body, child.life) in ended for body in again))


def _bodies(
    notes: list[Note],
) -> tuple[dict[Body, list[tuple[int, int]]], set[tuple[Body, int]], Counter[tuple[Body, int]]]:
    """Beginnings of each body with their lives; who returned in which life; how often each began in a life."""
    begun: dict[Body, list[tuple[int, int]]] = defaultdict(list)
    ended: set[tuple[Body, int]] = set()
    counts: Counter[tuple[Body, int]] = Counter()
    for note in notes:
        if note.what == "begin":
            body = (note.words[0], note.words[1])
            begun[body].append((note.at, note.life))
            counts[body, note.life] += 1
        elif note.what == "end":
            ended.add(((note.words[0], note.words[1]), note.life))
    return begun, ended, counts


def _judge_overlap(arena: Arena, notes: list[Note], figures: Figures) -> None:
    died = {child.life: child.died_at for child in arena.lives}
    at_work: dict[Body, set[int]] = defaultdict(set)  # lives
    buried: set[tuple[Body, int]] = set()
    for note in notes:
        if note.what not in {"begin", "end"}:
            continue
        body = (note.words[0], note.words[1])
        if note.what == "end":
            at_work[body].discard(note.life)
            figures.overlapping += (body, note.life) in buried  # a worker that outlived its engine
            continue
        for life in at_work[body] - {note.life}:
            dead_at = died.get(life)
            if dead_at is not None and dead_at < note.at:
                buried.add((body, life))
            else:
                figures.overlapping += 1
                figures.details.append(f"beside life {life}: {note}")
        at_work[body] = {life for life in at_work[body] if (body, life) not in buried} | {note.life}


def _judge_takeover(notes: list[Note], figures: Figures) -> None:
    """Of lives that open while there are runs of a killed one and start none of their own."""
    opening = {note.life: note.at for note in notes if note.what == "opening"}
    starting = {note.life for note in notes if note.what == "started"}
    first: dict[int, int] = {}
    for note in notes:
        if note.what == "begin":
            first.setdefault(note.life, note.at)
    for life, at in first.items():
        if life in opening and life not in starting and life > 1:
            figures.takeover_seconds.append((at - opening[life]) / 1e9)


def most_at_once(notes: list[Note], life: int) -> int:
    """How many bodies were at work in that life at the same time."""
    most = inside = 0
    for note in notes:
        if note.life == life and note.what in {"begin", "end"}:
            inside += 1 if note.what == "begin" else -1
            most = max(most, inside)
    return most
