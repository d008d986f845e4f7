"""What doctor found, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nnprep.doctor.doctor import Health, interpreter
from nnprep.learner.repair import Repaired
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


def health_page(health: Health, paper: Paper) -> list[Line]:
    """Lay out versions, places, protections, the self-test and what they add up to."""
    return [
        *section("versions", [*health.versions.items(), ("runs as", interpreter())], paper),
        *section("content", content_rows(health), paper),
        *section("history", history_rows(health), paper),
        *section("around your code", list(health.isolation.items()) or [("not known", NOT_RUN)], paper),
        *section("self-test", trial_rows(health), paper),
        *conclusion(health, paper),
    ]


def section(heading: str, rows: Sequence[tuple[str, str]], paper: Paper) -> list[Line]:
    """Return a heading and its facts."""
    return [*paper.paragraph(heading, Style.STRONG, indent=""), *table(rows, paper, wraps=True), Line()]


def content_rows(health: Health) -> list[tuple[str, str]]:
    """Say where content is, and what is wrong with it."""
    rows = [
        (
            "your own" if number else "built in",
            f"{root.path} · {counted(root.cards, 'card')}, {counted(root.exercises, 'exercise')}",
        )
        for number, root in enumerate(health.content)
    ]
    return rows + [("✗ fault", str(fault)) for fault in health.faults]


def history_rows(health: Health) -> list[tuple[str, str]]:
    """Say where the history is and whether it is sound."""
    if health.history_fault is not None:
        return [("✗ broken", health.history_fault)]
    if health.unsaved is not None:
        return [("✗ locked", health.unsaved)]
    state = "none yet" if health.events is None else "sound"
    return [
        (
            state,
            f"{health.history}"
            + (f" · {counted(health.events, 'event')}" if health.events is not None else ""),
        )
    ]


def trial_rows(health: Health) -> list[tuple[str, str]]:
    """Say how each submission of the self-test was judged."""
    rows = []
    for trial in health.trials:
        told = trial.found if trial.well else f"{trial.found}; it should be {trial.wanted}"
        rows.append((f"{'✓' if trial.well else '✗'} {trial.name}", f"{told} · {trial.seconds:.1f} s"))
    return rows or [("✗ none", "there is no exercise to try")]


def conclusion(health: Health, paper: Paper) -> list[Line]:
    """Say in one sentence whether all is well, and what to type next where it is not."""
    if health.well:
        weak = ", ".join(
            name for name, found in health.isolation.items() if found.startswith(("open", "half open"))
        )
        said = f"Everything works. {WEAK.format(weak=weak)}" if weak else "Everything works."
        return paper.paragraph(said, Style.STRONG if weak else Style.GOOD, indent="")
    steps = ["nnprep doctor --repair"] if health.history_fault is not None else []
    steps += ["nnprep lint"] if health.faults else []
    lines = paper.paragraph("Something is wrong.", Style.BAD, indent="")
    for number, step in enumerate(steps):
        lines += paper.paragraph(
            step, Style.ACCENT, first="         " if number else "  next   ", indent="         "
        )
    return lines


def repaired_page(repaired: Repaired | None, paper: Paper) -> list[Line]:
    """Say what a repair did."""
    if repaired is None:
        return [*paper.paragraph("The history is sound; nothing was changed.", indent=""), Line()]
    said = [f"The broken history is kept as {repaired.moved}." if repaired.moved else "The history was gone."]
    said += [
        f"The backup of {repaired.restored} took its place."
        if repaired.restored
        else "No good backup was found."
    ]
    if repaired.rescued:
        said += [f"{counted(repaired.rescued, 'event')} more came out of the broken file."]
    said += [f"The history holds {counted(repaired.events, 'event')} now."]
    return [*paper.paragraph(" ".join(said), indent=""), Line()]


def repaired_json(repaired: Repaired | None) -> dict[str, Any] | None:
    """Return what a repair did as a JSON object; None where the history was sound."""
    if repaired is None:
        return None
    return {
        "moved": str(repaired.moved) if repaired.moved else None,
        "restored": repaired.restored.isoformat() if repaired.restored else None,
        "rescued": repaired.rescued,
        "events": repaired.events,
    }


def backups_page(found: Sequence[tuple[date, Path, int | None]], paper: Paper) -> list[Line]:
    """List the backups: day, file, and how many events it holds (None: it is broken)."""
    if not found:
        return paper.paragraph("There is no backup yet: the first answer of a day makes one.", indent="")
    rows = [
        (f"{day:%Y-%m-%d}", f"{'broken' if events is None else counted(events, 'event')} · {copy}")
        for day, copy, events in found
    ]
    return [
        *table(rows, paper, wraps=True),
        Line(),
        *paper.paragraph(BRING_BACK, indent=""),
    ]


def counted(number: int, thing: str) -> str:
    """Return a number with its thing, `1 card` or `2 cards`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def health_json(health: Health) -> dict[str, Any]:
    """Return all that was found as one JSON object."""
    return {
        "schema": "nnprep.doctor/1",
        "well": health.well,
        "versions": dict(health.versions),
        "content": [
            {"path": str(root.path), "cards": root.cards, "exercises": root.exercises}
            for root in health.content
        ],
        "faults": [str(fault) for fault in health.faults],
        "history": {
            "path": str(health.history),
            "events": health.events,
            "fault": health.history_fault,
            "unsaved": health.unsaved,
        },
        "isolation": dict(health.isolation),
        "self_test": [
            {"name": each.name, "well": each.well, "found": each.found, "seconds": round(each.seconds, 3)}
            for each in health.trials
        ],
    }


BRING_BACK = (
    "`nnprep history import FILE` adds what one of them holds and the history does not; nothing is replaced."
)
NOT_RUN = "no submission could be run"
WEAK = "This system cannot close off everything ({weak}): run only code that you trust that far."
