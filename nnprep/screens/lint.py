"""What lint proved: the summary, the confusion table of known mistakes, and both as JSON."""

from __future__ import annotations

from typing import Any

from nnprep.lint.exercise_proof import ExerciseProof, Row
from nnprep.lint.lint import Verdict
from nnprep.terminal.layout import Line, Paper, Style, plural
from nnprep.terminal.tables import table


def proof_page(verdict: Verdict, paper: Paper) -> list[Line]:
    """Return the number of errors, then what was proved."""
    lines: list[Line] = []
    if verdict.faults:
        files = plural(len({fault.path for fault in verdict.faults}), "file")
        lines += [
            Line(),
            *paper.paragraph(f"{plural(len(verdict.faults), 'error')} in {files}", Style.BAD, indent=""),
        ]
    else:
        lines += paper.paragraph("No errors found. What was proved:", Style.GOOD, indent="")
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
    """Return what was proved of the cards without errors."""
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
    """Return each known mistake: where it was caught, by how many checks, and how it was diagnosed."""
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
                diagnosis(row),
            )
            for row in proof.rows
        ]
        lines += table(rows, paper, header=("mistake", "caught as", "checks", "diagnosed"), right=(2,))
        lines.append(Line())
    return lines


def diagnosis(row: Row) -> str:
    """Return the names that the diagnosis gave a mistake."""
    if row.exact:
        return "✓ by name"
    names = " or ".join(" with ".join(names) for names in row.named)
    return f"✗ {names or 'not at all'}"


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
    """Return how one mistake was caught and diagnosed."""
    return {
        "mistake": row.mistake,
        "same_as": list(row.spellings),
        "severity": row.severity.value,
        "caught_at": row.caught_at.value if row.caught_at else None,
        "checks": list(row.checks),
        "called": [list(names) for names in row.named],
    }


CARDS_SAY = "lengths and counts are within limits, ids are unique"
POINTS_SAY = (
    "each is heard in its card's own answer ({cues} cues in all); {must} are required, and neither the question nor a "
    "tempting answer contains them"
)
NUMBERS_SAY = "each was computed and equals what its card says"
LINKS_SAY = "each leads to a card, an exercise or a drill"
SOURCES_SAY = "each is in a form that can be looked up"
EXERCISES_SAY = (
    "the stub is unsolved, the reference passes, each mistake is caught at its severity and diagnosed by name, each "
    "check catches something, each part has three hints, no file is stray"
)
