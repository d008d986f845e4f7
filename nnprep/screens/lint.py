"""What lint proved: the summary, the confusion table of known mistakes, and both as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnprep.errors import plural
from nnprep.lint.answer_points import AnswerPoints
from nnprep.lint.derived_proof import CheckedDerivation, NamedMistakes
from nnprep.lint.exercise_proof import ExerciseProof, Row
from nnprep.lint.lint import LintResult
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


def proof_page(result: LintResult, paper: Paper) -> list[Line]:
    """Lay out how many errors there are, and what was proved."""
    lines: list[Line] = []
    if result.faults:
        files = plural(len({fault.path for fault in result.faults}), "file")
        lines += [
            Line(),
            *paper.paragraph(f"{plural(len(result.faults), 'error')} in {files}", Style.BAD, indent=""),
        ]
    else:
        lines += paper.paragraph("No errors found. What was proved:", Style.GOOD, indent="")
    lines += card_lines(result, paper)
    proved = [proof for proof in result.exercises if not proof.faults]
    if proved:
        seeds = "seed 1" if result.seeds == 1 else f"seeds 1 to {result.seeds}"
        rows = [
            (
                proof.exercise.id,
                plural(proof.checks, "check"),
                plural(len(proof.rows), "mistake"),
                f"{plural(proof.mutants, 'check')} proved by a mutant" if proof.mutants else "",
            )
            for proof in proved
        ]
        lines += [
            Line(),
            *paper.paragraph(f"{plural(len(proved), 'exercise')}, {seeds}: {EXERCISES_SAY}", indent="  "),
            *table(rows, paper, indent=4, right=(1, 2)),
        ]
    return lines


def card_lines(result: LintResult, paper: Paper) -> list[Line]:
    """Say what was proved of the cards without errors."""
    faulty = {fault.message.partition(":")[0] for fault in result.faults}
    cards = [card for card in result.cards if card.id not in faulty]
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


def confusion_page(result: LintResult, paper: Paper) -> list[Line]:
    """Lay out each known mistake: where it was caught, by how many checks, and its diagnosis."""
    lines: list[Line] = []
    for proof in result.exercises:
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
        lines += table(rows, paper, header=("mistake", "caught as", "checks", "diagnosis"), right=(2,))
        lines.append(Line())
    return lines


def diagnosis(row: Row) -> str:
    """Say how a mistake was diagnosed."""
    if row.exact:
        return "✓ correct"
    names = " or ".join(" with ".join(names) for names in row.named)
    return f"✗ {names or 'no known mistake'}"


def derived_page(results: Sequence[CheckedDerivation], paper: Paper, *, every: bool) -> list[Line]:
    """Lay out how many derived mistakes the core checks of each exercise catch, and which holes there are.

    With `every`, all that survive are listed, each with its reason.
    """
    lines: list[Line] = []
    for result in results:
        real = result.caught + result.holes
        head = (
            f"{result.exercise.id}: core checks catch {share(result.caught, real)} derived mistakes; "
            f"{result.total - real:,} others are not core mistakes"
        )
        lines += paper.paragraph(head, Style.STRONG, indent="")
        listed = [each for each in result.survivors if every or each.is_hole]
        for reason in sorted({each.reason for each in listed}):
            rows = [
                (
                    f"line {each.line}",
                    each.derived.function,
                    each.derived.id.removeprefix("derived:"),
                    each.derived.clause,
                )
                for each in listed
                if each.reason == reason
            ]
            lines += paper.paragraph(f"{reason}:", indent="  ")
            lines += table(rows, paper, indent=4, wraps=True)
        lines.append(Line())
    return lines if every else [*lines, *paper.paragraph(LIST_ALL, indent="")]


def derived_only_page(results: Sequence[NamedMistakes], paper: Paper) -> list[Line]:
    """Lay out how many known core mistakes derivation names by itself, and which it misses."""
    lines: list[Line] = []
    for result in results:
        head = f"{result.exercise.id}: derivation alone names {share(len(result.named), result.total)} core mistakes"
        lines += paper.paragraph(head, Style.STRONG, indent="")
        if result.missed:
            lines += paper.paragraph(f"Missed: {', '.join(result.missed)}", indent="  ")
        lines.append(Line())
    named, count = sum(len(each.named) for each in results), sum(each.total for each in results)
    return [*lines, *paper.paragraph(f"Together {share(named, count)}.", indent="")]


def share(part: int, whole: int) -> str:
    """Return `42 of 50 (84 %)`."""
    return f"{part:,} of {whole:,} ({100 * part // max(whole, 1)} %)"


def derived_json(results: Sequence[CheckedDerivation]) -> dict[str, Any]:
    """Return how many derived mistakes are caught as one JSON object."""
    return {
        "schema": "nnprep.derived/1",
        "exercises": [
            {
                "exercise": result.exercise.id,
                "derived": result.total,
                "caught": result.caught,
                "holes": result.holes,
                "survivors": [
                    {
                        "line": each.line,
                        "function": each.derived.function,
                        "mistake": each.derived.id,
                        "clause": each.derived.clause,
                        "reason": each.reason,
                        "hole": each.is_hole,
                    }
                    for each in result.survivors
                ],
            }
            for result in results
        ],
    }


def derived_only_json(results: Sequence[NamedMistakes]) -> dict[str, Any]:
    """Return which known mistakes derivation names as one JSON object."""
    return {
        "schema": "nnprep.derived-only/1",
        "exercises": [
            {"exercise": result.exercise.id, "named": dict(result.named), "missed": list(result.missed)}
            for result in results
        ],
    }


def answer_page(answer: AnswerPoints, paper: Paper) -> list[Line]:
    """Lay out each key point of a card: ticked, denied or not heard in an answer, and by which words."""
    rows = []
    for point, heard, cue in zip(answer.card.key_points, answer.heard, answer.proposals, strict=True):
        sign = "✗ not heard" if heard is None else "✗ denied" if heard.negated else "✓ ticked"
        said = f"{point.say}{' (required)' if point.must else ''}"
        said += f" If this answer makes it, a cue could be: {cue}" if cue else ""
        rows.append((sign, said if heard is None else f"{said} “{heard.quote}”"))
    return [
        *paper.paragraph(answer.card.id, Style.STRONG, indent=""),
        *paper.paragraph(answer.card.question, indent=""),
        Line(),
        *table(rows, paper, wraps=True),
    ]


def answer_json(answer: AnswerPoints) -> dict[str, Any]:
    """Return which key points an answer ticks as one JSON object."""
    return {
        "schema": "nnprep.answer/1",
        "card": answer.card.id,
        "points": [
            {
                "say": point.say,
                "must": point.must,
                "ticked": heard is not None and not heard.negated,
                "denied": heard is not None and heard.negated,
                "quote": heard.quote if heard else None,
                "proposed_cue": cue or None,
            }
            for point, heard, cue in zip(answer.card.key_points, answer.heard, answer.proposals, strict=True)
        ],
    }


def proof_json(result: LintResult) -> dict[str, Any]:
    """Return the result as one JSON object."""
    return {
        "schema": "nnprep.lint/1",
        "clean": not result.faults,
        "roots": [str(root) for root in result.roots],
        "seeds": result.seeds,
        "faults": [
            {"file": str(each.path), "line": each.line, "column": each.column, "message": each.message}
            for each in result.faults
        ],
        "cards": [card.id for card in result.cards],
        "exercises": [exercise_json(proof) for proof in result.exercises],
    }


def exercise_json(proof: ExerciseProof) -> dict[str, Any]:
    """Return what was proved of one exercise."""
    return {
        "exercise": proof.exercise.id,
        "checks": proof.checks,
        "saboteurs": proof.mutants,
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


LIST_ALL = (
    "Listed are wrong answers that core checks should catch. --table lists the others too, with reasons."
)
CARDS_SAY = "lengths, counts and spoken sentences are right; ids, aliases and questions are unique"
POINTS_SAY = (
    "each is made by its card's own answer; they have {cues} cues; {must} are required, and neither the question nor "
    "a tempting answer ticks one"
)
NUMBERS_SAY = "each is computed and equals the number in its card"
LINKS_SAY = "each leads to a card, an exercise or a drill"
SOURCES_SAY = "each is well-formed and can be looked up"
EXERCISES_SAY = (
    "the stub is unsolved, the reference passes, each mistake is caught at its severity and diagnosed, each check "
    "catches something, each part has three hints, there are no stray files"
)
