"""What doctor found, as a screen and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nnprep.doctor.doctor import Health, interpreter
from nnprep.errors import plural
from nnprep.learner.repair import Repaired
from nnprep.sandbox.levels import missing_features
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table

MOST_ERRORS = 20
"""Errors in content that are listed."""


def health_page(health: Health, paper: Paper) -> list[Line]:
    """Return versions, places, protections, the self-test and the conclusion."""
    return [
        *section("versions", [*health.versions.items(), ("runs as", interpreter())], paper),
        *section("content", content_rows(health), paper),
        *section("history", history_rows(health), paper),
        *section("isolation", isolation_rows(health), paper),
        *section("self-test", trial_rows(health), paper),
        *conclusion(health, paper),
    ]


def section(heading: str, rows: Sequence[tuple[str, str]], paper: Paper) -> list[Line]:
    """Return a heading and its facts."""
    return [*paper.paragraph(heading, Style.STRONG, indent=""), *table(rows, paper, wraps=True), Line()]


def content_rows(health: Health) -> list[tuple[str, str]]:
    """Say where the content is, and what's wrong with it."""
    rows = [
        (
            "your own" if number else "built in",
            f"{root.path} · {plural(root.cards, 'card')}, {plural(root.exercises, 'exercise')}",
        )
        for number, root in enumerate(health.content)
    ]
    rows += [("✗ error", str(fault)) for fault in health.faults[:MOST_ERRORS]]
    more = len(health.faults) - MOST_ERRORS
    return rows + (
        [("", f"and {plural(more, 'more error')}; nnprep lint lists them all")] if more > 0 else []
    )


def history_rows(health: Health) -> list[tuple[str, str]]:
    """Say where the history is and whether it's intact."""
    if health.history_fault is not None:
        return [("✗ damaged", health.history_fault)]
    if health.unsaved is not None:
        return [("✗ locked", health.unsaved)]
    state = "none yet" if health.events is None else "intact"
    notes = [("✗ cache", health.cache_fault)] if health.cache_fault else []
    notes += [("! dates", health.misdated)] if health.misdated else []
    return [
        (
            state,
            f"{health.history}"
            + (f" · {plural(health.events, 'event')}" if health.events is not None else ""),
        ),
        *notes,
    ]


def isolation_rows(health: Health) -> list[tuple[str, str]]:
    """Say how the submissions of the self-test were isolated, what is missing for a wall, and what that allows."""
    rows = [(name, state) for name, state in health.isolation.items() if name != "missing"]
    rows += [(f"✗ no {name}", effect) for name, effect in missing_features(health.isolation)]
    return rows or [("not known", NOT_RUN)]


def trial_rows(health: Health) -> list[tuple[str, str]]:
    """Return how each submission of the self-test was judged."""
    rows = []
    for trial in health.trials:
        verdict = trial.verdict if trial.well else f"{trial.verdict}; it should be {trial.wanted}"
        rows.append((f"{'✓' if trial.well else '✗'} {trial.name}", f"{verdict} · {trial.seconds:.1f} s"))
    return rows or [("✗ none", "there is no exercise to test with")]


def conclusion(health: Health, paper: Paper) -> list[Line]:
    """Say whether everything works, and if not, what to type next."""
    if health.well:
        weak = ", ".join(
            name for name, state in health.isolation.items() if state.startswith(("open", "half open"))
        )
        sentence = f"Everything works. {WEAK.format(weak=weak)}" if weak else "Everything works."
        return paper.paragraph(sentence, Style.STRONG if weak else Style.GOOD, indent="")
    steps = ["nnprep doctor --repair"] if health.history_fault or health.cache_fault else []
    steps += ["nnprep lint"] if health.faults else []
    return paper.paragraph("Something is wrong.", Style.BAD, indent="") + next_lines(
        steps, paper, indent="  "
    )


def repaired_page(repaired: Repaired | None, paper: Paper) -> list[Line]:
    """Return what a repair did."""
    if repaired is None:
        return [*paper.paragraph("The history is intact; nothing was changed.", indent=""), Line()]
    if repaired.only_cache:
        return [*paper.paragraph(ONLY_CACHE, indent=""), Line()]
    said = [f"The damaged history is now {repaired.moved}." if repaired.moved else "The history was missing."]
    said += [
        f"The backup of {repaired.restored} was restored."
        if repaired.restored
        else "There was no intact backup."
    ]
    if repaired.merged:
        said += [f"{plural(repaired.merged, 'more event')} came from other backups."]
    if repaired.rescued:
        said += [f"{plural(repaired.rescued, 'more event')} recovered from damaged files."]
    said += [f"The history now holds {plural(repaired.events, 'event')}."]
    return [*paper.paragraph(" ".join(said), indent=""), Line()]


def repaired_json(repaired: Repaired | None) -> dict[str, Any] | None:
    """Return what a repair did as a JSON object; None if the history was intact."""
    if repaired is None:
        return None
    return {
        "moved": str(repaired.moved) if repaired.moved else None,
        "restored": repaired.restored.isoformat() if repaired.restored else None,
        "merged": repaired.merged,
        "rescued": repaired.rescued,
        "events": repaired.events,
    }


def backups_page(backups: Sequence[tuple[date, Path, int | None]], paper: Paper) -> list[Line]:
    """List the backups: day, file, and how many events it holds (None: it's damaged)."""
    if not backups:
        return paper.paragraph("There is no backup yet; the first answer of each day makes one.", indent="")
    rows = [
        (f"{day:%Y-%m-%d}", f"{'damaged' if events is None else plural(events, 'event')} · {copy}")
        for day, copy, events in backups
    ]
    return [
        *table(rows, paper, wraps=True),
        Line(),
        *paper.paragraph(BRING_BACK, indent=""),
    ]


def health_json(health: Health) -> dict[str, Any]:
    """Return the examination as one JSON object."""
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
            "cache_fault": health.cache_fault,
            "misdated": health.misdated,
            "unsaved": health.unsaved,
        },
        "isolation": dict(health.isolation),
        "self_test": [
            {"name": each.name, "well": each.well, "found": each.verdict, "seconds": round(each.seconds, 3)}
            for each in health.trials
        ],
    }


BRING_BACK = (
    "`nnprep history import FILE` adds whatever a backup has and the history lacks. It replaces nothing."
)
ONLY_CACHE = "The history is intact. A file computed from it was wrong and was deleted."
NOT_RUN = "no submission could be run"
WEAK = "This system can't isolate everything ({weak}), so run only code that you trust."
