"""The judgements on the screen, question by question, for the learner to correct."""

from __future__ import annotations

from nnprep.interview.judgements import follow_up_share, is_named, point_judgement
from nnprep.interview.kinds import COUNTING, Manner, Status
from nnprep.interview.progress import Answer, Place
from nnprep.interview.session import Session, reviewable
from nnprep.terminal.layout import Line, Paper, Style

LETTERS = "abcdefgh"
SHARES = {None: "nobody can tell", 0.0: "not answered", 0.5: "half", 1.0: "answered"}
WORDS = {
    Status.ADDED: "you say so",
    Status.WITHDRAWN: "not meant, you say",
    Status.GRANTED: "found by a model",
    Status.DENIED: "seems denied",
}


def judgement_lines(session: Session, place: tuple[int, int], paper: Paper) -> list[Line]:
    """Return one question, what was said to it, and which of its points were heard."""
    progress = session.progress
    part, number = place
    item, said = progress.agenda.item(place), progress.said_to(part, number)
    count = len(reviewable(progress))
    lines = [
        *paper.joined(
            [f"what was heard, {session.reviewing + 1} of {count}", f"question {part + 1}.{number + 1}"]
        ),
        Line(),
        *paper.paragraph(item.asked, Style.STRONG),
        *answer_lines(said[0], paper),
        Line(),
    ]
    if item.guess:
        named = is_named(progress, part)
        mark = "✓" if named else "·"
        say = progress.agenda.slots[part].items[0].task
        text = say.mistake_say if say is not None else ""
        note = "" if named is not None else " (nnprep can't tell whether you meant it)"
        lines += paper.paragraph(f"{text}{note}", first=f" 1 {mark} ", indent="     ")
    for n, point in enumerate(item.points):
        judgement = point_judgement(progress, part, number, n)
        counts = judgement.status in COUNTING
        notes = ["required" if point.must else "", WORDS.get(judgement.status, "")]
        notes += ["after a nudge" if judgement.nudged else ""]
        quote = f" “{judgement.quote}”" if judgement.quote else ""
        note = ", ".join(each for each in notes if each)
        lines += paper.paragraph(
            f"{point.say}{f' ({note})' if note else ''}{quote}",
            Style.GOOD if counts else Style.PLAIN,
            first=f" {n + 1} {'✓' if counts else '·'} ",
            indent="     ",
        )
    for letter, answer in zip(LETTERS, said[1:], strict=False):
        lines += follow_up_lines(session, letter, answer, paper)
    if item.points:
        lines += [
            Line(),
            *paper.paragraph(item.model_answer, Style.FAINT, first=" Answer  ", indent="         "),
        ]
    return [*lines, Line()]


def answer_lines(answer: Answer, paper: Paper) -> list[Line]:
    """Return what was said."""
    if answer.manner is not Manner.TYPED:
        how = "You said it aloud: tick what you said." if answer.manner is Manner.ALOUD else "You skipped it."
        return paper.paragraph(how, Style.ACCENT)
    lines: list[Line] = []
    for number, text in enumerate(answer.said.splitlines()):
        first = " You    " if number == 0 else None
        lines += paper.paragraph(text, Style.ACCENT, first=first, indent="        ")
    return lines


def follow_up_lines(session: Session, letter: str, answer: Answer, paper: Paper) -> list[Line]:
    """Return one follow-up with its answer, and how much of it counts."""
    share = follow_up_share(session.progress, Place(*answer.place))
    how = SHARES.get(share, f"{share or 0:.0%}")
    lines = [Line(), *paper.paragraph(f"{answer.asked} ({how})", first=f" {letter} · ", indent="     ")]
    lines += answer_lines(answer, paper)
    return lines + paper.paragraph(answer.model_answer, Style.FAINT, first=" Answer  ", indent="         ")


def judgement_keys(session: Session, place: tuple[int, int], paper: Paper, onward: str = "") -> list[Line]:
    """Return what can be done about these judgements; `onward` is the key that leads on, instead of to the next."""
    progress = session.progress
    item, said = progress.agenda.item(place), progress.said_to(*place)
    points = 1 if item.guess else len(item.points)
    change = ["1 change it" if points == 1 else f"1-{points} change a point"]
    if len(said) > 1:
        last = LETTERS[len(said) - 2]
        change.append(f"{'a' if last == 'a' else f'a-{last}'} not, half, all")
    following = "enter next" if session.reviewing + 1 < len(reviewable(progress)) else "enter report"
    lines = paper.paragraph("Did I hear you right? The numbers follow what you correct.", Style.STRONG)
    return lines + paper.joined([*change, onward or following, "b back", "d done", "q quit"], Style.PLAIN)
