"""The report of an interview as Markdown, in which nothing that the learner wrote can be taken for markup."""

from __future__ import annotations

import re

from nnprep.errors import printable
from nnprep.interview.kinds import Manner, PartKind
from nnprep.interview.report import Code, FollowUp, Part, Question, Report
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

FIRST_LINE = "<!-- nnprep interview report -->"
"""Begins every report, so that nnprep replaces only its own."""
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$])")


def markdown_of(report: Report) -> str:
    """Return the whole report as Markdown."""
    lines = [FIRST_LINE, "", f"# {escaped(title_of(report).capitalize())}", ""]
    facts = [date_of(report), f"{duration(report.seconds)} of {report.minutes} min", f"seed {report.seed}"]
    lines += [escaped(" · ".join(facts)), "", f"**{escaped(result_of(report))}**", ""]
    lines += ["| Dimension | of 100 | Evidence |", "|---|---:|---|"]
    for score in report.scorecard:
        evidence = "<br>".join(
            f"{each.question or f'part {each.part}'}: {escaped(each.sentence)} {each.earned:g} of {each.of:g}"
            for each in score.evidence
        )
        number = "–" if score.number is None else str(score.number)
        lines.append(f"| {NAMES[score.dimension]} | {number} | {evidence or 'none'} |")
    lines += ["", *(f"- {escaped(sentence)}" for sentence in report.summary), "", "## Next", ""]
    lines += [f"- `{step.command}`: {escaped(step.why)}" for step in report.next_steps]
    for part in report.parts:
        lines += ["", *part_lines(part)]
    return "\n".join(lines) + "\n"


def part_lines(part: Part) -> list[str]:
    """Return one part."""
    paused = f", {duration(part.paused_seconds)} paused" if part.paused_seconds else ""
    time = f"{duration(part.seconds)} of {duration(part.target_seconds)}{paused}"
    lines = [f"## {part.number}. {escaped(part.title)}", "", time]
    for question in part.questions:
        lines += ["", *question_lines(question, plain=part.kind is PartKind.QUESTIONS)]
    return lines if part.code is None else [*lines, "", *code_lines(part.code)]


def question_lines(question: Question, *, plain: bool) -> list[str]:
    """Return one question with its answer; `plain` leaves out what a question without an answer doesn't have."""
    lines = [f"### {question.number} {escaped(question.asked)}", ""]
    lines += [*fenced(question.code), ""] if question.code else []
    lines += quoted(question.manner, question.said)
    if plain:
        return lines
    if question.right is not None:
        lines += ["", "Right." if question.right else escaped(f"Wrong. {question.remark}")]
    lines += [""] if question.points else []
    for point in question.points:
        mark, word = MARKS[point.status]
        notes = ["required" if point.must else "", word, "after a nudge" if point.nudged else ""]
        text = ", ".join(each for each in notes if each)
        quote = f" “{point.quote}”" if point.quote else ""
        note = f" ({text})" if text else ""
        lines.append(f"- {mark} {escaped(point.say + note + quote)}")
    if question.manner is not Manner.UNANSWERED:
        lines += ["", f"*Answer:* {escaped(question.model_answer)}"]
    for follow_up in question.follow_ups:
        lines += ["", *follow_up_lines(follow_up)]
    return [*lines, *(row for each in question.comments for row in ("", f"*A model says:* {escaped(each)}"))]


def follow_up_lines(follow_up: FollowUp) -> list[str]:
    """Return one follow-up with its answer."""
    share = share_word(follow_up.earned)
    note = f" ({follow_up.kind}{f', {share}' if share else ''})"
    lines = [f"**{escaped(follow_up.asked)}**{escaped(note)}", "", *quoted(follow_up.manner, follow_up.said)]
    lines += ["", escaped(follow_up.remark)] if follow_up.remark else []
    return [*lines, "", f"*Answer:* {escaped(follow_up.model_answer)}"]


def code_lines(code: Code) -> list[str]:
    """Return the code of a task and what was found in it."""
    lines = [escaped(code.task), ""]
    total = f", {code.passed} of {code.total} hidden checks" if code.total else ""
    lines += [f"**{escaped(code.status.replace('-', ' '))}**{total}"]
    for finding in code.findings:
        where = f" (lines {finding.lines[0]} to {finding.lines[-1]})" if finding.lines else ""
        lines += ["", escaped(" ".join(finding.sentences) + where)]
    failing = [each for each in code.checks if each.severity == "core" and each.status != "passed"]
    lines += [""] if failing else []
    lines += [f"- {escaped(f'{each.title}: {each.message or each.status}')}" for each in failing]
    lines += [row for note in code.notes for row in ("", escaped(note))]
    if code.mistake:
        lines += ["", f"*The mistake:* {escaped(code.mistake)}"]
        lines += ["", f"*You:* {escaped(code.guess)}"] if code.guess else []
    lines += ["", "Your code:", "", *fenced(code.source, "python")] if code.source else []
    return [*lines, "", "A solution:", "", *fenced(code.solution, "python")] if code.solution else lines


def quoted(manner: Manner, said: str) -> list[str]:
    """Return what was said as a quotation."""
    if manner is not Manner.TYPED:
        return [f"> {escaped(HOW[manner])}"]
    return [f"> {escaped(row)}" for row in said.splitlines()]


def escaped(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return MARKUP.sub(r"\\\1", " ".join(printable(text, keep="", instead=" ").split()))


def fenced(text: str, language: str = "") -> list[str]:
    """Return a text as a block of code that nothing in it can end."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *printable(text, keep="\n\t").rstrip("\n").split("\n"), fence]
