"""A judged submission as a screen: what passes, what does not and by how much, and the mistake by its name."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.content.exercises import Severity
from nnprep.grading.report import Finding, Outcome, Report, Scope, Status
from nnprep.screens.check.diagnosis import diagnosis_lines
from nnprep.terminal.layout import Line, Paper, Style, width_of

OPEN = 3
"""How many failed checks are shown with their findings, where the mistake has no name; with a name, one is enough."""
MOST = 5
"""How many wrong values of one check are shown."""
PRINTED = 8
"""How many of the last lines that a submission printed are shown."""


def report_lines(
    report: Report, paper: Paper, *, notes: Sequence[str] = (), next_steps: Sequence[str] = ()
) -> list[Line]:
    """The whole report of one submission."""
    lines = [*headline(report, paper), Line()]
    if report.trouble:
        lines += trouble_lines(report, paper)
    lines += printed_lines(report, paper)
    lines += part_lines(report, paper)
    lines += diagnosis_lines(report, paper)
    lines += raised_next_lines(report, paper)
    for note in notes:
        depth = " " * (len(note) - len(note.lstrip()))
        lines += paper.paragraph(note, indent=depth)
    return lines + next_lines(next_steps, paper)


def printed_lines(report: Report, paper: Paper) -> list[Line]:
    """What the submission printed, before the verdict, which should stay in sight."""
    rows = report.printed.rstrip().split("\n") if report.printed.strip() else []
    if not rows:
        return []
    left = f", the last {PRINTED} of {len(rows)} lines" if len(rows) > PRINTED else ""
    lines = paper.paragraph(f"Your code printed{left}:", Style.FAINT, indent="")
    for row in rows[-PRINTED:]:
        lines += paper.verbatim(row[:200], indent="    ")
    return [*lines, Line()]


def next_lines(commands: Sequence[str], paper: Paper) -> list[Line]:
    """The commands that can be typed next, one on a line."""
    heads = ("next   ", *["       "] * (len(commands) - 1))[: len(commands)]
    lines: list[Line] = []
    for head, command in zip(heads, commands, strict=True):
        rows = paper.paragraph(command, Style.ACCENT, indent="       ", first=head)
        command_there, *note = command.split("   ", 1)
        if note and len(rows) == 1:
            rows = [
                Line(((head, Style.PLAIN), (command_there, Style.ACCENT), (f"   {note[0]}", Style.FAINT)))
            ]
        lines += rows
    return lines


def headline(report: Report, paper: Paper) -> list[Line]:
    """Exercise, verdict, score, seed and time; on one row where there is room."""
    passed, total = report.score
    score = f"{passed} of {total} core checks pass"
    if report.status is Status.PASSED:
        score = f"all {total} core checks pass"
    dot = "|" if paper.ascii else "·"
    verdict = (worded(report.status), style_of(report.status))
    below: list[Line] = []
    if report.unfinished:
        verdict = ("unfinished", Style.ACCENT)
        below = paper.paragraph("Nothing that you wrote is wrong so far.", indent="")
    spans = [(f"{report.exercise.id}   ", Style.STRONG), verdict]
    if total and not report.trouble:
        spans.append((f" {dot} {score}", Style.PLAIN))
    end = f"seed {report.seed} {dot} {report.seconds:.1f} s"
    if sum(width_of(text) for text, _ in spans) + 3 + len(end) <= paper.room:
        return [Line((*spans, (f"   {end}", Style.FAINT))), *below]
    rest = paper.paragraph(f"{score} {dot} {end}" if total else end, indent="")
    return [Line(tuple(spans[:2])), *rest, *below]


def worded(status: Status) -> str:
    return status.value.replace("-", " ")


def style_of(status: Status) -> Style:
    if status is Status.PASSED:
        return Style.GOOD
    return Style.FAINT if status is Status.NOT_ATTEMPTED else Style.BAD


def trouble_lines(report: Report, paper: Paper) -> list[Line]:
    """Why the file could not be run at all."""
    about = "" if report.faults else f"{report.file}: "
    lines = paper.paragraph(f"{about}{report.trouble}", indent="")
    for line in report.trouble_lines:
        lines += paper.verbatim(line, indent="    ")
    return [*lines, Line()]


def part_lines(report: Report, paper: Paper) -> list[Line]:
    """Core checks, grouped by part where there are several."""
    lines: list[Line] = []
    shown: set[str] = set()
    shown_empty: set[str] = set()
    several = len(report.exercise.parts) > 1
    most = 1 if report.diagnosis else OPEN
    for part in report.exercise.parts:
        outcomes = [o for o in report.core if o.part == part.id]
        if not outcomes:
            continue
        if several:
            status = report.parts[part.id]
            title = paper.spelled(part.title)
            lines.append(Line(((f"{title}  ", Style.STRONG), (worded(status), style_of(status)))))
        if all(o.status is Status.NOT_ATTEMPTED for o in outcomes):
            if outcomes[0].message not in shown_empty:
                lines += paper.paragraph(outcomes[0].message, Style.FAINT, indent="    ")
            shown_empty.add(outcomes[0].message)
            continue
        for outcome in outcomes:
            kind = likeness(outcome)
            opened = outcome.status is not Status.PASSED and kind not in shown and len(shown) < most
            lines += outcome_lines(outcome, paper, opened=opened)
            shown |= {kind} if opened else set()
    return [*lines, Line()] if lines else []


def likeness(outcome: Outcome) -> str:
    """What an outcome says, without its numbers: of those that say the same, one is shown in full."""
    return "".join(sign for sign in outcome.message if not sign.isdigit())


def outcome_lines(outcome: Outcome, paper: Paper, *, opened: bool) -> list[Line]:
    """One check: its line, and under it what was found."""
    first, *more = paper.paragraph(outcome.title, indent="    ", first="")
    sign = f"  {mark(outcome.status, paper)} "
    lines = [Line(((sign, style_of(outcome.status)), (first.text, Style.PLAIN))), *more]
    if not opened:
        return lines
    if outcome.findings:
        lines += finding_lines(outcome.findings, paper)
    elif outcome.message:
        lines += paper.paragraph(outcome.message, indent="      ")
    for frame in outcome.frames:
        lines += paper.paragraph(frame, Style.FAINT, indent="      ")
    return lines


def mark(status: Status, paper: Paper) -> str:
    """The sign in front of a check: passed, failed, or not judged at all."""
    plain = {Status.PASSED: "+", Status.NOT_ATTEMPTED: ".", Status.NOT_JUDGED: "?"}
    signs = {Status.PASSED: "✓", Status.NOT_ATTEMPTED: "·", Status.NOT_JUDGED: "?"}
    return plain.get(status, "x") if paper.ascii else signs.get(status, "✗")


def finding_lines(findings: Sequence[Finding], paper: Paper) -> list[Line]:
    """Wrong values first, one on a line; the right ones together on the last."""
    wrong = [f for f in findings if not f.right]
    right = " ".join(f.label for f in findings if f.right and f.label)
    heads = [f"{f.label} {f.shape}".strip() for f in wrong[:MOST]]
    widest = min(28, paper.room // 3)
    width = max((len(head) for head in [*heads, right] if len(head) <= widest), default=0)
    lines: list[Line] = []
    for head, f in zip(heads, wrong[:MOST], strict=True):
        if len(head) > width:
            lines += paper.paragraph(head, indent="      ")
            lines += paper.paragraph(f.text, indent=" " * 8)
        else:
            first = f"      {head:{width}}  " if head else "      "
            lines += paper.paragraph(f.text, indent=" " * len(first), first=paper.spelled(first))
    if len(wrong) > MOST:
        lines += paper.paragraph(f"and {len(wrong) - MOST} more", Style.FAINT, indent="      ")
    if right:
        lines += paper.paragraph(f"{right:{width}}  right", Style.FAINT, indent="      ")
    return lines


def raised_next_lines(report: Report, paper: Paper) -> list[Line]:
    """What robust and style checks saw; it never changes the verdict."""
    told = worth_raising(report)
    if not told:
        return []
    lines = paper.paragraph(RAISED_NEXT, indent="")
    for outcome in told:
        kind = "robustness" if outcome.severity is Severity.ROBUST else "style"
        lines += paper.paragraph(outcome.title, indent="    ", first=f"  {kind}: ")
        findings = [f for f in outcome.findings if not f.right]
        if report.diagnosis:
            continue
        if findings:
            lines += finding_lines(findings[:3], paper)
        elif outcome.message:
            lines += paper.paragraph(outcome.message, indent="      ")
    return [*lines, Line()]


def worth_raising(report: Report) -> list[Outcome]:
    """Leave out what is only a consequence of a core mistake."""
    if not report.failing:
        return list(report.raised_next) if report.status is Status.PASSED else []
    if report.diagnosis:
        explained = all(diagnosis.scope is Scope.EVERYTHING for diagnosis in report.diagnosis)
        return [] if explained else list(report.raised_next)
    return [o for o in report.raised_next if o.severity is Severity.STYLE and o.status is Status.FAILED]


RAISED_NEXT = "An interviewer would raise next, though it does not change the verdict:"
