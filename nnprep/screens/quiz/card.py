"""A card in a session: the question before the reveal, and three pages of answer after it."""

from __future__ import annotations

import math

from nnprep.content.cards import Card, Source
from nnprep.quiz.turn import Turn
from nnprep.terminal.layout import Line, Paper, Style


def front(turn: Turn, paper: Paper, heading: list[str], note: str = "") -> list[Line]:
    """Return what is shown before the reveal: heading, note, question, a trap's claim, and the hints asked for."""
    lines = [*paper.joined(heading), *(paper.paragraph(note, Style.ACCENT) if note else ()), Line()]
    lines += paper.paragraph(turn.wording, Style.STRONG)
    return lines + claim(turn, paper)


def claim(turn: Turn, paper: Paper) -> list[Line]:
    """Return a trap's claim, if the card has one, and the hints asked for."""
    lines: list[Line] = []
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
    return [
        line
        for point in turn.hinted
        for line in paper.paragraph(hint_of(point.say), first=" Hint  ", indent="       ")
    ]


def hint_of(say: str) -> str:
    """Return the first words of a key point: about a third of it, never a whole clause."""
    words = say.split()
    most = max(2, math.ceil(len(words) / 3))
    clause = next((count for count, word in enumerate(words) if word[-1] in ",;:."), len(words))
    return " ".join(words[: max(1, min(most, clause))]).rstrip(",;:.") + " …"


def back(turn: Turn, paper: Paper) -> list[Line]:
    """Return what is shown after the reveal: verdict, typed answer, the page turned to, and follow-ups."""
    card = turn.card
    lines: list[Line] = [Line()]
    if card.trap is not None:
        lines += [*verdict(turn, paper), Line()]
    if turn.typed:
        for number, text in enumerate(turn.typed.splitlines()):
            first = " You    " if number == 0 else None
            lines += paper.paragraph(text, Style.ACCENT, first=first, indent="        ")
        lines.append(Line())
    pages = (short, full, around)
    return lines + pages[turn.page](turn, paper) + follow_ups(turn, paper)


def short(turn: Turn, paper: Paper) -> list[Line]:
    """Return the first page: the short answer and the key points; for a trap, first what decides the claim."""
    card = turn.card
    if card.trap is None:
        return [*paper.paragraph(card.quick_answer), Line(), *points(turn, paper)]
    # What was asked is whether the claim is true; the question above it is answered, not graded.
    heading = paper.paragraph("The question above, answered", Style.FAINT)
    return [*points(turn, paper), Line(), *heading, *paper.paragraph(card.quick_answer)]


def verdict(turn: Turn, paper: Paper) -> list[Line]:
    """Return whether a trap's claim is true, what the learner made of it, and why it is so."""
    trap = turn.card.trap
    if trap is None:
        return []
    truth = "The claim is true." if trap.verdict else "The claim is false."
    why = paper.paragraph(trap.why_wrong)
    if turn.fell is None:
        return [*paper.paragraph(truth, Style.STRONG), *why]
    said = "You fell for it." if turn.fell else "You were right."
    return [*paper.paragraph(f"{truth} {said}", Style.BAD if turn.fell else Style.GOOD), *why]


def points(turn: Turn, paper: Paper) -> list[Line]:
    """Return the key points, numbered and ticked, with the words they were heard in; a trap's reasons are marked."""
    trap, title = turn.card.trap, points_title(turn.card)
    if trap is not None and turn.fell is not None:
        truth = "true" if trap.verdict else "false"
        title = f"Why the claim is {truth} (one reason is enough)"
        if starred(turn):
            title = f"Key points (* says why the claim is {truth}; one is enough)"
    numbers = range(len(turn.card.key_points))
    return [
        *paper.paragraph(title, Style.FAINT),
        *(line for each in numbers for line in point(turn, each, paper)),
    ]


def starred(turn: Turn) -> bool:
    """Return whether some of a judged claim's points are reasons, and others aren't."""
    return turn.fell is not None and 0 < len(turn.reasons) < len(turn.card.key_points)


def points_title(card: Card) -> str:
    """Return the heading of a card's key points."""
    return "Key points (! required)" if any(each.must for each in card.key_points) else "Key points"


def point(turn: Turn, index: int, paper: Paper) -> list[Line]:
    """Return one key point with its tick, and the words it was heard in."""
    this, ticked = turn.card.key_points[index], index in turn.ticked
    # After a verdict, nothing is required: one reason is enough, and the rest wasn't asked.
    required = this.must and turn.fell is None
    must = "!" if required else "*" if starred(turn) and index in turn.reasons else " "
    tick = " " if not turn.counted else "✓" if ticked else "✗" if required else "-"
    style = Style.GOOD if ticked else Style.BAD if turn.counted and required else Style.PLAIN
    lines = paper.paragraph(this.say, style, first=f" {tick} {index + 1}{must} ", indent="      ")
    if turn.quotes and index in turn.quotes:
        label = "heard" if ticked else "you wrote"
        lines += paper.paragraph(f"{label}: “{turn.quotes[index]}”", Style.ACCENT, indent="      ")
    return lines


def full(turn: Turn, paper: Paper) -> list[Line]:
    """Return the second page: the full answer, and a trap's tempting one."""
    card = turn.card
    lines = [*paper.paragraph("In full", Style.FAINT), *paper.prose(card.answer)]
    if card.trap is not None:
        lines += [Line(), *paper.paragraph(card.trap.tempting, first=" Tempting  ", indent="           ")]
    return lines


def around(turn: Turn, paper: Paper) -> list[Line]:
    """Return the third page: common wrong answers, sources, and what to practice."""
    card = turn.card
    lines = paper.paragraph("Often said, but wrong", Style.FAINT) if card.wrong else []
    for statement in card.wrong:
        lines += paper.paragraph(statement, first=" ✗ ", indent="   ")
    ends = [("Sources  " if not number else "", cite(source)) for number, source in enumerate(card.sources)]
    ends += [("Practice ", command) for command in map(practice, card.practise)]
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
    """Return the command that practices the same thing as a card."""
    return f"nnprep {what}" if what.startswith("drill") else f"nnprep exercise {what}"


def cite(source: Source) -> str:
    """Return a source in one line."""
    place = f"arXiv:{source.arxiv}" if source.arxiv else f"doi:{source.doi}" if source.doi else source.url
    parts = (f"{source.authors} ({source.year})", source.title, source.venue, place)
    return ". ".join(part for part in parts if part).replace("?. ", "? ")
