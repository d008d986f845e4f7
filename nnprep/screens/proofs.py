"""What lint proved: the summary, the confusion table of known mistakes, and both as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nnprep.proving.exercise_proof import ExerciseProof, Row
from nnprep.proving.lint import Verdict
from nnprep.screens.terminal import is_ascii


def proof_screen(verdict: Verdict) -> RenderableType:
    """What was proved, or how many faults there are."""
    dot = "*" if is_ascii() else "·"
    lines: list[RenderableType] = []
    if verdict.faults:
        count = len(verdict.faults)
        where = len({fault.path for fault in verdict.faults})
        files = f"{where} file{'s' if where != 1 else ''}"
        lines += [Text(), Text(f"{count} fault{'s' if count != 1 else ''} in {files}", style="bold red")]
    else:
        lines.append(Text.assemble(("No fault found. ", "bold green"), "What was proved:"))
    faulty = {fault.message.partition(":")[0] for fault in verdict.faults}
    cards = [card for card in verdict.cards if card.id not in faulty]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column()
    if cards:
        points = [point for card in cards for point in card.key_points]
        cues = sum(len(point.cues) for point in points)
        must = sum(point.must for point in points)
        numbers = sum(len(card.proof) for card in cards)
        sources = sum(len(card.sources) for card in cards)
        links = sum(len(card.see) + len(card.practise) for card in cards)
        traps = sum(card.trap is not None for card in cards)
        grid.add_row(
            plural(len(cards), "card"), f"{plural(traps, 'trap')} among them, lengths and counts kept"
        )
        grid.add_row(
            plural(len(points), "key point"),
            f"each in its card's own answer, heard by {cues} cues; {must} must be said, and neither the question nor "
            "a tempting answer says them",
        )
        grid.add_row(plural(numbers, "number"), "each computed, and as it stands in its card")
        grid.add_row(plural(links, "link"), "each leads to a card, an exercise or a drill")
        grid.add_row(plural(sources, "source"), "each in a form that can be looked up")
    lines.append(grid)
    proved = [proof for proof in verdict.exercises if not proof.flaws]
    if proved:
        seeds = "seed 1" if verdict.seeds == 1 else f"seeds 1 to {verdict.seeds}"
        lines.append(
            Text(
                f"{plural(len(proved), 'exercise')}, {seeds}: the stub is unsolved, the reference passes, each mistake "
                "is caught at its severity and called by its name, each check has caught something"
            )
        )
        table = Table.grid(padding=(0, 2))
        for _ in range(4):
            table.add_column(no_wrap=True)
        for proof in proved:
            told = [plural(proof.checks, "check"), plural(len(proof.rows), "mistake")]
            spoiled = (
                f"{dot} {plural(proof.saboteurs, 'check')} proved by a saboteur" if proof.saboteurs else ""
            )
            table.add_row(f"  {proof.exercise.id}", *told, spoiled)
        lines.append(table)
    return Group(*lines)


def proof_table(verdict: Verdict) -> RenderableType:
    """Each known mistake: at which severity it was caught, by how many checks, and what it was called."""
    yes, no = ("+", "x") if is_ascii() else ("✓", "✗")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("exercise", "mistake", "severity", "caught by", "called"):
        table.add_column(name, no_wrap=name != "called", justify="right" if name == "caught by" else "left")
    for proof in verdict.exercises:
        for row in proof.rows:
            good = row.exact and row.caught_at is row.severity
            called = "its name" if row.exact else " or ".join(" + ".join(names) for names in row.named)
            table.add_row(
                proof.exercise.id,
                row.mistake,
                row.severity.value,
                plural(len(row.checks), "check"),
                Text(f"{yes if good else no} {called or 'nothing'}", style="green" if good else "red"),
            )
    return table


def proof_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as one JSON object."""
    return {
        "schema": "nnprep.lint/1",
        "clean": not verdict.faults,
        "roots": [str(root) for root in verdict.roots],
        "seeds": verdict.seeds,
        "faults": [
            {"file": str(each.path), "line": each.line, "column": each.column, "message": each.message}
            for each in verdict.faults
        ],
        "cards": [card.id for card in verdict.cards],
        "exercises": [exercise_json(proof) for proof in verdict.exercises],
    }


def exercise_json(proof: ExerciseProof) -> dict[str, Any]:
    """What was proved of one exercise."""
    return {
        "exercise": proof.exercise.id,
        "checks": proof.checks,
        "saboteurs": proof.saboteurs,
        "mistakes": [row_json(row) for row in proof.rows],
    }


def row_json(row: Row) -> dict[str, Any]:
    """What became of one mistake."""
    return {
        "mistake": row.mistake,
        "same_as": list(row.spellings),
        "severity": row.severity.value,
        "caught_at": row.caught_at.value if row.caught_at else None,
        "checks": list(row.checks),
        "called": [list(names) for names in row.named],
    }


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: 1 card, 54 cards, 1,340 cues."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
