"""The report of an interview as a page of text: the scorecard first, then each part."""

from __future__ import annotations

from nnprep.interview.kinds import Manner, PartKind
from nnprep.interview.report import Code, FollowUp, Part, Point, Question, Report, Score
from nnprep.screens.interview.words import (
    HOW,
    MARKS,
    NAMES,
    date_of,
    duration,
    result_of,
    share_word,
    title_of,
)
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style

BAR = 20
"""Columns of a bar."""
WIDE = 66
"""Columns of paper from which bars are drawn."""


def summary_lines(report: Report, paper: Paper, *, scrolls: bool = False) -> list[Line]:
    """Return what the interview amounts to: the result first, or last if it's printed and may scroll away."""
    result = paper.paragraph(result_of(report), Style.STRONG)
    lines = [
        *paper.joined(
            [title_of(report), date_of(report), f"{duration(report.seconds)} of {report.minutes} min"]
        ),
        Line(),
        *([] if scrolls else [*result, Line()]),
    ]
    for score in report.scorecard:
        lines.append(score_line(score, paper))
    lines.append(Line())
    for sentence in report.summary:
        lines += paper.paragraph(sentence)
    lines += [Line(), *result] if scrolls else []
    commands = [f"{step.command}   {step.why}" for step in report.next_steps]
    return [*lines, Line(), *next_lines(commands, paper, indent=" ")]


def whole_lines(report: Report, paper: Paper) -> list[Line]:
    """Return where the rest of a report is."""
    return [Line(), *paper.paragraph(f"Everything, part by part: nnprep interview report {report.number}")]


def score_line(score: Score, paper: Paper) -> Line:
    """Return one dimension with its number and a bar."""
    name = f" {NAMES[score.dimension]:<20}"
    if score.number is None:
        return Line(((name, Style.PLAIN), (paper.spelled("  –  no evidence"), Style.FAINT)))
    full = round(BAR * score.number / 100)
    bar = paper.spelled("█" * full + "░" * (BAR - full)) if paper.width >= WIDE else ""
    style = Style.GOOD if score.number >= 75 else Style.BAD if score.number < 50 else Style.PLAIN
    return Line(((f"{name}{score.number:>3}  ", Style.PLAIN), (bar, style)))


def report_lines(report: Report, paper: Paper) -> list[Line]:
    """Return the whole report: the summary, the evidence for each number, and every part."""
    lines = [*summary_lines(report, paper), Line()]
    lines += paper.paragraph("What each score is based on", Style.STRONG)
    for score in report.scorecard:
        if score.number is None:
            continue
        lines += [Line(), *paper.paragraph(f"{NAMES[score.dimension]}: {score.number}")]
        for each in score.evidence:
            where = each.question or f"part {each.part}"
            text = f"{where}: {each.sentence} {each.earned:g} of {each.of:g}"
            lines += paper.paragraph(text, Style.FAINT, first="   ", indent="     ")
    for part in report.parts:
        lines += [Line(), *part_lines(part, paper)]
    return lines


def part_lines(part: Part, paper: Paper) -> list[Line]:
    """Return one part: what was asked, said and found."""
    paused = f"{duration(part.paused_seconds)} paused" if part.paused_seconds else ""
    time = f"{duration(part.seconds)} of {duration(part.target_seconds)}"
    lines = [*paper.paragraph(f"{part.number}. {part.title}", Style.STRONG), *paper.joined([time, paused])]
    for question in part.questions:
        lines += [Line(), *question_lines(question, paper, plain=part.kind is PartKind.QUESTIONS)]
    if part.code is not None:
        lines += [Line(), *code_lines(part.code, paper)]
    return lines


def question_lines(question: Question, paper: Paper, *, plain: bool) -> list[Line]:
    """Return one question with its answer; `plain` leaves out what a question without an answer doesn't have."""
    lines = paper.paragraph(f"{question.number} {question.asked}", Style.STRONG)
    for row in question.code.splitlines():
        lines += paper.verbatim("    " + row)
    lines += said_lines(question.manner, question.said, paper)
    if plain:
        return lines
    if question.right is not None:
        lines += paper.paragraph("Right." if question.right else f"Wrong. {question.remark}")
    for point in question.points:
        lines += point_lines(point, paper)
    target = f"{duration(question.seconds)} of {duration(question.target_seconds)}"
    lines += paper.joined([target])
    if question.manner is not Manner.UNANSWERED:
        lines += answer_lines(question.model_answer, paper)
    for follow_up in question.follow_ups:
        lines += [Line(), *follow_up_lines(follow_up, paper)]
    for comment in question.comments:
        lines += paper.paragraph(comment, first=" Model  ", indent="        ")
    return lines


def said_lines(manner: Manner, said: str, paper: Paper) -> list[Line]:
    """Return what was said, quoted."""
    if manner is not Manner.TYPED:
        return paper.paragraph(HOW[manner], Style.ACCENT)
    lines: list[Line] = []
    for number, text in enumerate(said.splitlines()):
        lines += paper.paragraph(
            text, Style.ACCENT, first=" You    " if number == 0 else None, indent="        "
        )
    return lines


def answer_lines(text: str, paper: Paper) -> list[Line]:
    """Return a model answer."""
    return paper.paragraph(text, Style.FAINT, first=" Answer  ", indent="         ")


def point_lines(point: Point, paper: Paper) -> list[Line]:
    """Return one key point and what became of it."""
    mark, note = MARKS[point.status]
    notes = ", ".join(
        each
        for each in ("required" if point.must else "", note, "after a nudge" if point.nudged else "")
        if each
    )
    quote = f" “{point.quote}”" if point.quote else ""
    style = Style.GOOD if point.counts else Style.PLAIN
    return paper.paragraph(
        f"{point.say}{f' ({notes})' if notes else ''}{quote}", style, first=f"   {mark} ", indent="     "
    )


def follow_up_lines(follow_up: FollowUp, paper: Paper) -> list[Line]:
    """Return one follow-up with its answer."""
    share = share_word(follow_up.earned)
    lines = paper.paragraph(
        f"{follow_up.asked} ({follow_up.kind}{f', {share}' if share else ''})", first=" → ", indent="   "
    )
    lines += said_lines(follow_up.manner, follow_up.said, paper)
    lines += paper.paragraph(follow_up.remark, Style.FAINT) if follow_up.remark else []
    return lines + answer_lines(follow_up.model_answer, paper)


def code_lines(code: Code, paper: Paper) -> list[Line]:
    """Return what was found in the code of a task."""
    lines = paper.paragraph(code.task)
    if code.file:
        lines += paper.paragraph(code.file, Style.ACCENT, first=" File   ", indent="        ")
    checks = f"{code.passed} of {code.total} hidden checks" if code.total else ""
    runs = f"examples run {code.smoke_runs} times" if code.smoke_runs else ""
    lines += paper.joined([code.status.replace("-", " "), checks, runs], Style.PLAIN)
    for finding in code.findings:
        where = f" (lines {finding.lines[0]} to {finding.lines[-1]})" if finding.lines else ""
        lines += paper.paragraph(" ".join(finding.sentences) + where, Style.BAD, first=" ✗ ", indent="   ")
    for check in code.checks:
        if check.severity == "core" and check.status not in ("passed", "not-attempted"):
            lines += paper.paragraph(
                f"{check.title}: {check.message or check.status}", first="   · ", indent="     "
            )
    for note in code.notes:
        lines += paper.paragraph(note)
    if code.mistake:
        lines += paper.paragraph(code.mistake, first=" The mistake  ", indent="   ")
        if code.guess:
            verdict = {
                True: "That's it.",
                False: "That isn't it.",
                None: "Is that the same? nnprep can't tell.",
            }
            lines += paper.paragraph(
                f"{code.guess} {verdict[code.named]}", Style.ACCENT, first=" You    ", indent="        "
            )
    return lines
