"""What `nnprep find` found: cards with their questions, and why each one matches."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.answers.card_search import Match
from nnprep.content.decks import in_words
from nnprep.errors import shown
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import titled


def found_lines(found: Sequence[Match], paper: Paper, *, sure: bool) -> list[Line]:
    """Return the cards, the best first; unless `sure`, a line says that none may answer what was asked."""
    lines = [] if sure else [*paper.paragraph(UNSURE, indent=""), Line()]
    for each in found:
        lines += [*hit_lines(each, paper), Line()]
    first = found[0].id
    return [*lines, *next_lines([f"nnprep explain {first}", f"nnprep quiz --ask {first}"], paper)]


def hit_lines(found: Match, paper: Paper, *, number: int | None = None) -> list[Line]:
    """Return one card: its id, its question, and why it was found."""
    text = found.text
    label = f"{number} {text.id}" if number else text.id
    kinds = f"{text.kind}, {text.level}, {in_words(text.topic)}"
    lines = [*titled(label, kinds, paper), *paper.paragraph(text.wordings[0], indent="  ")]
    return lines + paper.paragraph(reason(found), Style.FAINT, indent="  ")


def reason(found: Match) -> str:
    """Return why a card was found: the words that it shares with the question, and its nearest wording."""
    shared = ", ".join(found.shared)
    wording = found.text.wordings[found.wording]
    asked = f"; asked as “{wording}”" if found.wording else ""
    return f"about {shared}{asked}"


def instead_lines(
    name: str, found: Sequence[Match], paper: Paper, *, sure: bool, numbered: bool
) -> list[Line]:
    """Return the cards that are about a name that is neither a topic nor a card; `numbered` to choose one."""
    about = "These cards are about it:" if sure else "The closest cards:"
    lines = [*paper.paragraph(f"No topic or card is called {shown(name)}. {about}", indent=""), Line()]
    for number, each in enumerate(found, start=1):
        lines += [*hit_lines(each, paper, number=number if numbered else None), Line()]
    return lines[:-1] if numbered else [*lines, *next_lines([f"nnprep explain {found[0].id}"], paper)]


def choice_lines(found: Sequence[Match], paper: Paper) -> list[Line]:
    """Return the cards with numbers to choose one by."""
    lines = [*paper.paragraph("Several cards may answer that:", indent=""), Line()]
    for number, each in enumerate(found, start=1):
        lines += [*hit_lines(each, paper, number=number), Line()]
    return lines


UNSURE = "No card clearly answers that. The closest:"
