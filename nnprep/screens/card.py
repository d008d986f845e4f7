"""A card on the screen: how it is asked, its short answer and key points, and everything else it knows."""

from __future__ import annotations

from nnprep.content.cards import Source
from nnprep.memory.turn import Turn
from nnprep.screens.lines import Line, Paper, Style


def front(turn: Turn, paper: Paper, heading: list[str]) -> list[Line]:
    """Return what is shown before the reveal: heading, question, a trap's claim, the hints asked for."""
    lines = [*paper.joined(heading), Line(), *paper.paragraph(turn.wording, Style.STRONG)]
    if turn.card.trap is not None:
        lines += [Line(), *paper.paragraph(turn.card.trap.claim, first=" Claim  ", indent="        ")]
        if turn.verdict is not None:
            said = "true" if turn.verdict else "false"
            lines += paper.paragraph(f"You say: {said}.", indent="        ")
    if turn.hints:
        lines.append(Line())
    for point in turn.card.key_points[: turn.hints]:
        lines += paper.paragraph(hint_of(point.cues), first=" Hint  ", indent="       ")
    return lines


def hint_of(cues: tuple[str, ...]) -> str:
    """Return the first cue of a key point as a hint."""
    sides = cues[0].split(" & ") if cues else []
    words = " … ".join(" ".join(word.split("|")[0] for word in side.split()) for side in sides)
    return f"“… {words} …”"


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
    for number, point in enumerate(turn.card.key_points, start=1):
        index = number - 1
        must = "!" if point.must else " "
        tick = " " if not turn.counted else "✓" if index in turn.ticked else "✗" if point.must else "-"
        style = (
            Style.GOOD if index in turn.ticked else Style.BAD if turn.counted and point.must else Style.PLAIN
        )
        lines += paper.paragraph(point.say, style, first=f" {tick} {number}{must} ", indent="      ")
        if turn.quotes and index in turn.quotes:
            label = "heard" if index in turn.ticked else "you wrote"
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
    lines += [Line()] if lines and ends else []
    for label, text in ends:
        lines += paper.paragraph(text, Style.FAINT, first=f" {label:9} ", indent=" " * 11)
    return lines


def follow_ups(turn: Turn, paper: Paper) -> list[Line]:
    """Return the follow-ups asked for: each question, then its answer."""
    lines: list[Line] = []
    for number, follow_up in enumerate(turn.card.follow_ups):
        if turn.follow_ups > 2 * number:
            lines += [
                Line(),
                *paper.paragraph(follow_up.question, Style.STRONG, first=" Then  ", indent="       "),
            ]
        if turn.follow_ups > 2 * number + 1:
            lines += paper.paragraph(follow_up.answer, indent="       ")
    return lines


def practice(what: str) -> str:
    """Return the command that practises the same thing as a card."""
    return f"nnprep {what}" if what.startswith("drill") else f"nnprep exercise {what}"


def cite(source: Source) -> str:
    """Return a source in one line."""
    place = f"arXiv:{source.arxiv}" if source.arxiv else f"doi:{source.doi}" if source.doi else source.url
    parts = (f"{source.authors} ({source.year})", source.title, source.venue, place)
    return ". ".join(part for part in parts if part).replace("?. ", "? ")
