"""A card on the screen: how it is asked, its short answer and key points, and everything else it knows."""

from __future__ import annotations

import math

from nnprep.content.cards import Source
from nnprep.quiz.turn import Turn
from nnprep.terminal.layout import Line, Paper, Style


def front(turn: Turn, paper: Paper, heading: list[str], note: str = "") -> list[Line]:
    """Return what is shown before the reveal: heading and note, question, a trap's claim, the hints asked for."""
    lines = [*paper.joined(heading), *(paper.paragraph(note, Style.ACCENT) if note else ()), Line()]
    lines += paper.paragraph(turn.wording, Style.STRONG)
    if turn.card.trap is not None:
        lines += [Line(), *paper.paragraph(turn.card.trap.claim, first=" Claim  ", indent="        ")]
        if turn.verdict is not None:
            said = "true" if turn.verdict else "false"
            lines += paper.paragraph(f"You say: {said}.", indent="        ")
    if turn.hints:
        lines += [Line(), *hints(turn, paper)]
    return lines


def hints(turn: Turn, paper: Paper) -> list[Line]:
    """Return the hints asked for, one for each key point."""
    given = (paper.paragraph(hint_of(point.say), first=" Hint  ", indent="       ") for point in turn.hinted)
    return [line for lines in given for line in lines]


def hint_of(say: str) -> str:
    """Return the words that lead into a key point: about a third of it, never a whole clause."""
    words = say.split()
    most = max(2, math.ceil(len(words) / 3))
    clause = next((count for count, word in enumerate(words) if word[-1] in ",;:."), len(words))
    return " ".join(words[: max(1, min(most, clause))]).rstrip(",;:.") + " …"


def back(turn: Turn, paper: Paper) -> list[Line]:
    """Return what is shown after the reveal: verdict, typed answer, quick answer, key points, follow-ups."""
    card = turn.card
    lines: list[Line] = [Line()]
    if card.trap is not None:
        lines += [*verdict(turn, paper), Line()]
    if turn.typed:
        lines += [*paper.paragraph(turn.typed, Style.ACCENT, first=" You    ", indent="        "), Line()]
    pages = (short, full, around)
    lines += pages[turn.page](turn, paper)
    lines += follow_ups(turn, paper)
    return lines


def short(turn: Turn, paper: Paper) -> list[Line]:
    """Return the first page: the short answer and the key points."""
    if turn.card.trap is None:
        return [*paper.paragraph(turn.card.quick_answer), Line(), *points(turn, paper)]
    # The verdict above is about the claim; a "No." that follows belongs to the question.
    answer = [*paper.paragraph("To the question", Style.FAINT), *paper.paragraph(turn.card.quick_answer)]
    return [*answer, Line(), *points(turn, paper)]


def verdict(turn: Turn, paper: Paper) -> list[Line]:
    """Return whether a trap's claim is true, and whether the learner fell for it."""
    trap = turn.card.trap
    if trap is None:
        return []
    truth = "The claim is true." if trap.verdict else "The claim is false."
    if turn.fell is None:
        return paper.paragraph(truth, Style.STRONG)
    said = "You fell for it." if turn.fell else "You were right."
    return paper.paragraph(f"{truth} {said}", Style.BAD if turn.fell else Style.GOOD)


def points(turn: Turn, paper: Paper) -> list[Line]:
    """Return the key points, numbered and ticked, with the words in which they were heard."""
    title = "Key points" + (
        " (! an answer without it fails)" if any(p.must for p in turn.card.key_points) else ""
    )
    lines = paper.paragraph(title, Style.FAINT)
    return lines + [line for index in range(len(turn.card.key_points)) for line in point(turn, index, paper)]


def point(turn: Turn, index: int, paper: Paper) -> list[Line]:
    """Return one key point with its tick, and the words in which it was heard."""
    this, ticked = turn.card.key_points[index], index in turn.ticked
    must = "!" if this.must else " "
    tick = " " if not turn.counted else "✓" if ticked else "✗" if this.must else "-"
    style = Style.GOOD if ticked else Style.BAD if turn.counted and this.must else Style.PLAIN
    lines = paper.paragraph(this.say, style, first=f" {tick} {index + 1}{must} ", indent="      ")
    if turn.quotes and index in turn.quotes:
        label = "heard" if ticked else "you wrote"
        lines += paper.paragraph(f"{label}: “{turn.quotes[index]}”", Style.ACCENT, indent="      ")
    return lines


def full(turn: Turn, paper: Paper) -> list[Line]:
    """Return the second page: the full answer, and what tempts in a trap."""
    card = turn.card
    lines = [*paper.paragraph("In full", Style.FAINT), *paper.prose(card.answer)]
    if card.trap is not None:
        lines += [Line(), *paper.paragraph(card.trap.tempting, first=" Tempting  ", indent="           ")]
        lines += paper.paragraph(card.trap.why_wrong, first=" But       ", indent="           ")
    return lines


def around(turn: Turn, paper: Paper) -> list[Line]:
    """Return the third page: what is often said and wrong, where to read on and what to practise."""
    card = turn.card
    lines = paper.paragraph("Often said, and wrong", Style.FAINT) if card.wrong else []
    for statement in card.wrong:
        lines += paper.paragraph(statement, first=" ✗ ", indent="   ")
    ends = [("Sources  " if not number else "", cite(source)) for number, source in enumerate(card.sources)]
    ends += [("Practise ", command) for command in map(practice, card.practise)]
    ends += [("See also ", ", ".join(card.see))] if card.see else []
    ends += [("Card     ", f"{card.id} (nnprep explain {card.id})")]
    lines += [Line()] if lines and ends else []
    for label, text in ends:
        lines += paper.paragraph(text, Style.FAINT, first=f" {label:9} ", indent=" " * 11)
    return lines


def follow_ups(turn: Turn, paper: Paper) -> list[Line]:
    """Return the follow-ups asked for."""
    asked = range(min(len(turn.card.follow_ups), (turn.follow_ups + 1) // 2))
    return [line for number in asked for line in (Line(), *follow_up(turn, number, paper))]


def follow_up(turn: Turn, number: int, paper: Paper) -> list[Line]:
    """Return one follow-up: its question, then its answer."""
    this = turn.card.follow_ups[number]
    lines = paper.paragraph(this.question, Style.STRONG, first=" Then  ", indent="       ")
    answered = turn.follow_ups > 2 * number + 1
    return lines + (paper.paragraph(this.answer, indent="       ") if answered else [])


def practice(what: str) -> str:
    """Return the command that practises the same thing as a card."""
    return f"nnprep {what}" if what.startswith("drill") else f"nnprep exercise {what}"


def cite(source: Source) -> str:
    """Return a source in one line."""
    place = f"arXiv:{source.arxiv}" if source.arxiv else f"doi:{source.doi}" if source.doi else source.url
    parts = (f"{source.authors} ({source.year})", source.title, source.venue, place)
    return ". ".join(part for part in parts if part).replace("?. ", "? ")
