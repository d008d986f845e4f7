"""What lint proved: the summary, the confusion table of known mistakes, and both as JSON."""

from __future__ import annotations

from typing import Any

from nnprep.lint.exercise_proof import ExerciseProof, Row
from nnprep.lint.lint import Verdict
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


def proof_page(verdict: Verdict, paper: Paper) -> list[Line]:
    """Lay out what was proved and, before it, how many faults there are."""
    lines: list[Line] = []
    if verdict.faults:
        files = plural(len({fault.path for fault in verdict.faults}), "file")
        lines += [
            Line(),
            *paper.paragraph(f"{plural(len(verdict.faults), 'fault')} in {files}", Style.BAD, indent=""),
        ]
    else:
        lines += paper.paragraph("No fault found. What was proved:", Style.GOOD, indent="")
    lines += card_lines(verdict, paper)
    proved = [proof for proof in verdict.exercises if not proof.flaws]
    if proved:
        seeds = "seed 1" if verdict.seeds == 1 else f"seeds 1 to {verdict.seeds}"
        rows = [
            (
                proof.exercise.id,
                plural(proof.checks, "check"),
                plural(len(proof.rows), "mistake"),
                f"{plural(proof.saboteurs, 'check')} proved by a saboteur" if proof.saboteurs else "",
            )
            for proof in proved
        ]
        lines += [
            Line(),
            *paper.paragraph(f"{plural(len(proved), 'exercise')}, {seeds}: {EXERCISES_SAY}", indent="  "),
            *table(rows, paper, indent=4, right=(1, 2)),
        ]
    return lines


def card_lines(verdict: Verdict, paper: Paper) -> list[Line]:
    """Say what was proved of the cards without a fault."""
    faulty = {fault.message.partition(":")[0] for fault in verdict.faults}
    cards = [card for card in verdict.cards if card.id not in faulty]
    if not cards:
        return []
    points = [point for card in cards for point in card.key_points]
    cues, must = sum(len(point.cues) for point in points), sum(point.must for point in points)
    traps = sum(card.trap is not None for card in cards)
    rows = [
        (plural(len(cards), "card"), f"{plural(traps, 'trap')} among them; {CARDS_SAY}"),
        (plural(len(points), "key point"), POINTS_SAY.format(cues=f"{cues:,}", must=must)),
        (plural(sum(len(card.proof) for card in cards), "number"), NUMBERS_SAY),
        (plural(sum(len(card.see) + len(card.practise) for card in cards), "link"), LINKS_SAY),
        (plural(sum(len(card.sources) for card in cards), "source"), SOURCES_SAY),
    ]
    return table(rows, paper, wraps=True)


def confusion_page(verdict: Verdict, paper: Paper) -> list[Line]:
    """Lay out each known mistake: where it was caught, by how many checks, and what it was called."""
    lines: list[Line] = []
    for proof in verdict.exercises:
        if not proof.rows:
            continue
        lines += paper.paragraph(proof.exercise.id, Style.STRONG, indent="")
        rows = [
            (
                row.mistake,
                row.caught_at.value if row.caught_at else "not caught",
                f"{len(row.checks)}",
                called(row),
            )
            for row in proof.rows
        ]
        lines += table(rows, paper, header=("mistake", "caught as", "checks", "called"), right=(2,))
        lines.append(Line())
    return lines


def called(row: Row) -> str:
    """Say what the diagnosis called a mistake."""
    if row.exact:
        return "✓ by its name"
    names = " or ".join(" with ".join(names) for names in row.named)
    return f"✗ {names or 'nothing known'}"


def proof_json(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as one JSON object."""
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
    """Return what was proved of one exercise."""
    return {
        "exercise": proof.exercise.id,
        "checks": proof.checks,
        "saboteurs": proof.saboteurs,
        "mistakes": [row_json(row) for row in proof.rows],
    }


def row_json(row: Row) -> dict[str, Any]:
    """Return what became of one mistake."""
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


CARDS_SAY = "lengths and counts are kept, every id stands once"
POINTS_SAY = (
    "each is said by its card's own answer and heard by {cues} cues; {must} must be said, and neither the question "
    "nor a tempting answer says them"
)
NUMBERS_SAY = "each is computed, and equals what stands in its card"
LINKS_SAY = "each leads to a card, an exercise or a drill"
SOURCES_SAY = "each has a form that can be looked up"
EXERCISES_SAY = (
    "the stub is unsolved, the reference passes, each mistake is caught at its severity and called by its name, each "
    "check has caught something, each part has three hints, no file is stray"
)
