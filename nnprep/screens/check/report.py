"""A judged submission as a screen: what passes, what fails and by how much, and the mistake by its name."""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import StrEnum

from nnprep.content.exercises import Severity
from nnprep.errors import plural
from nnprep.grading.report import Finding, Outcome, Report, Scope, Status
from nnprep.screens.check.diagnosis import diagnosis_lines
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style, width_of


class Show(StrEnum):
    """Which core checks a report shows."""

    EVERYTHING = "everything"
    FAILING = "failing"
    """All of the parts that don't pass."""
    OPEN = "open"
    """Only those that don't pass, to fit a window."""
    BRIEF = "brief"
    """Only those that are shown with their findings; the others are counted, to fit a small window."""


OPEN = 3
"""How many failed checks are shown with their findings; if the mistake has a name, one is enough."""
MOST = 5
"""How many wrong values of one check are shown."""
MOST_RIGHT = 12
"""How many right values of one check are named."""
PRINTED = 8
"""How many of the last lines that a submission printed are shown."""


def report_lines(
    report: Report,
    paper: Paper,
    *,
    notes: Sequence[str] = (),
    next_steps: Sequence[str] = (),
    clock: str = "",
    show: Show = Show.FAILING,
) -> list[Line]:
    """Return the report of one submission, the verdict last: a long report must not scroll it away."""
    lines = trouble_lines(report, paper) if report.trouble else []
    lines += printed_lines(report, paper)
    lines += part_lines(report, paper, show)
    lines += diagnosis_lines(report, paper)
    lines += raised_next_lines(report, paper)
    for note in notes:
        depth = " " * (len(note) - len(note.lstrip()))
        lines += paper.paragraph(note, indent=depth)
    lines += [Line()] if notes else []
    lines += headline(report, paper)
    lines += paper.paragraph(clock, Style.FAINT, indent="") if clock else []
    return lines + next_lines(next_steps, paper)


def printed_lines(report: Report, paper: Paper) -> list[Line]:
    """Return the end of what the submission printed; above the verdict, which should stay in view."""
    rows = report.printed.rstrip().split("\n") if report.printed.strip() else []
    if not rows:
        return []
    part = f" (last {PRINTED} of {len(rows)} lines)" if len(rows) > PRINTED else ""
    lines = paper.paragraph(f"Your code printed{part}:", Style.FAINT, indent="")
    for row in rows[-PRINTED:]:
        lines += paper.verbatim(row[:200], indent="    ")
    return [*lines, Line()]


def headline(report: Report, paper: Paper) -> list[Line]:
    """Return exercise, verdict, score, seed and time; on one row if there is room."""
    passed, total = report.score
    score = f"{passed} of {total} core checks pass"
    if report.status is Status.PASSED:
        score = f"all {total} core checks pass"
    verdict = (worded(report.status), style_of(report.status))
    below: list[Line] = []
    if report.unfinished:
        verdict = ("unfinished", Style.ACCENT)
        below = paper.paragraph("Nothing you wrote is wrong so far.", indent="")
    spans = [(f"{report.exercise.id}   ", Style.STRONG), verdict]
    if total and not report.trouble:
        spans.append((f" {paper.dot} {score}", Style.PLAIN))
    end = f"seed {report.seed} {paper.dot} {report.seconds:.1f} s"
    if sum(width_of(text) for text, _ in spans) + 3 + len(end) <= paper.room:
        return [Line((*spans, (f"   {end}", Style.FAINT))), *below]
    rest = paper.paragraph(f"{score} {paper.dot} {end}" if total else end, indent="")
    return [Line(tuple(spans[:2])), *rest, *below]


def worded(status: Status) -> str:
    return status.value.replace("-", " ")


def style_of(status: Status) -> Style:
    if status is Status.PASSED:
        return Style.GOOD
    return Style.FAINT if status is Status.NOT_ATTEMPTED else Style.BAD


def trouble_lines(report: Report, paper: Paper) -> list[Line]:
    """Return why the file couldn't be run at all."""
    about = "" if report.faults else f"{report.file}: "
    lines = paper.paragraph(f"{about}{report.trouble}", indent="")
    for line in report.trouble_lines:
        lines += paper.verbatim(line, indent="    ")
    return [*lines, Line()]


def part_lines(report: Report, paper: Paper, show: Show) -> list[Line]:
    """Return the core checks, grouped by part if there are several; a part that passes is one line."""
    lines: list[Line] = []
    empty: set[str] = set()
    several = len(report.exercise.parts) > 1
    opened = opened_checks(report)
    for part in report.exercise.parts:
        outcomes = [o for o in report.core if o.part == part.id]
        if not outcomes:
            continue
        status = report.parts[part.id]
        folded = status is Status.PASSED and show is not Show.EVERYTHING
        if several:
            count = f" {paper.dot} {plural(len(outcomes), 'check')}" if folded else ""
            title = paper.spelled(part.title)
            spans = ((f"{title}  ", Style.STRONG), (worded(status), style_of(status)), (count, Style.FAINT))
            lines.append(Line(tuple(span for span in spans if span[0])))
        if folded:
            continue
        if show is Show.OPEN:
            outcomes = [o for o in outcomes if o.status is not Status.PASSED]
        if all(o.status is Status.NOT_ATTEMPTED for o in outcomes):
            message = outcomes[0].message
            lines += [] if message in empty else paper.paragraph(message, Style.FAINT, indent="    ")
            empty.add(message)
            continue
        alike = set() if show is Show.EVERYTHING else same_error(outcomes, report, opened)
        if show is Show.BRIEF:
            outcomes, counted = told_apart(outcomes, opened | alike)
        for outcome in outcomes:
            if outcome.check not in alike:
                lines += outcome_lines(outcome, paper, opened=outcome.check in opened)
            elif outcome.check == next(each.check for each in outcomes if each.check in alike):
                lines += marked(outcome.status, SAME_ERROR.format(count=len(alike)), paper)
        if show is Show.BRIEF:
            lines += counts(counted, paper)
    return [*lines, Line()] if lines else []


def told_apart(outcomes: Sequence[Outcome], kept: Container[str]) -> tuple[list[Outcome], list[Outcome]]:
    """Return the outcomes to list, and those to count; a single failure isn't worth a count."""
    rest = [each for each in outcomes if each.check not in kept]
    wrong = [each for each in rest if each.status is not Status.PASSED]
    alone = wrong if len(wrong) == 1 else []
    return [each for each in outcomes if each.check in kept or each in alone], [
        each for each in rest if each not in alone
    ]


def counts(outcomes: Sequence[Outcome], paper: Paper) -> list[Line]:
    """Return how many checks fail and how many pass, a row each, and how to see them."""
    passed = sum(each.status is Status.PASSED for each in outcomes)
    failed = len(outcomes) - passed
    rows = [
        (Status.FAILED, f"{failed} more checks don't pass; --all lists them" if failed else ""),
        (Status.PASSED, f"{plural(passed, 'check')} {'passes' if passed == 1 else 'pass'}" if passed else ""),
    ]
    return [line for status, text in rows if text for line in marked(status, text, paper)]


def same_error(outcomes: Sequence[Outcome], report: Report, opened: Container[str]) -> set[str]:
    """Return the checks of a part that crash as one that is shown with its error does; a single one is no group."""
    seen = {likeness(each) for each in report.failing if each.frames and each.check in opened}
    alike = {each.check for each in outcomes if each.frames and likeness(each) in seen}
    alike -= {check for check in alike if check in opened}
    return alike if len(alike) > 1 else set()


def opened_checks(report: Report) -> set[str]:
    """Return the failed checks that are shown with their findings.

    Those are the first few of different kinds, the first of each part that no diagnosis explains, and every new crash.
    If all failures follow from one check, that one is enough.
    """
    if report.premise:
        return {report.premise}
    named = {part for each in report.diagnosis for part in (each.part, *each.consequences)}
    explained = {part for part in report.parts if part in named or "" in named}
    most = 1 if all(outcome.part in explained for outcome in report.failing) else OPEN
    opened: set[str] = set()
    kinds: set[str] = set()
    parts: set[str] = set()
    order = list(report.parts)
    for outcome in sorted(report.failing, key=lambda each: order.index(each.part)):
        kind = likeness(outcome)
        is_new = kind not in kinds and (len(opened) < most or outcome.frames)
        if is_new or outcome.part not in explained | parts:
            opened.add(outcome.check)
            kinds.add(kind)
            parts.add(outcome.part)
    return opened


def likeness(outcome: Outcome) -> str:
    """Return an outcome's message without its numbers, and the line that raised it.

    Of outcomes that say the same, one is shown in full.
    """
    return "".join(sign for sign in outcome.message if not sign.isdigit()) + "".join(outcome.frames[-1:])


def outcome_lines(outcome: Outcome, paper: Paper, *, opened: bool) -> list[Line]:
    """Return the line of one check; with `opened`, its findings below."""
    lines = marked(outcome.status, outcome.title, paper)
    if not opened:
        return lines
    if outcome.findings:
        lines += finding_lines(outcome.findings, paper)
    elif outcome.message:
        lines += paper.paragraph(outcome.message, indent="      ")
    for frame in outcome.frames:
        lines += paper.paragraph(frame, Style.FAINT, indent="      ")
    return lines


def marked(status: Status, text: str, paper: Paper) -> list[Line]:
    """Return a text with the sign of a status before it."""
    first, *more = paper.paragraph(text, indent="    ", first="")
    sign = (f"  {mark(status, paper)} ", style_of(status))
    return [Line((sign, (first.text, Style.PLAIN))), *more]


def mark(status: Status, paper: Paper) -> str:
    """Return the sign before a check: passed, failed, not attempted, or not judged."""
    plain = {Status.PASSED: "+", Status.NOT_ATTEMPTED: ".", Status.NOT_JUDGED: "?"}
    signs = {Status.PASSED: "✓", Status.NOT_ATTEMPTED: "·", Status.NOT_JUDGED: "?"}
    return plain.get(status, "x") if paper.ascii else signs.get(status, "✗")


def finding_lines(findings: Sequence[Finding], paper: Paper) -> list[Line]:
    """Return wrong values, one on a line, then the right ones together on the last."""
    wrong = [f for f in findings if not f.right]
    labels = [f.label for f in findings if f.right and f.label]
    right = " ".join(labels)
    if len(labels) > MOST_RIGHT or (len(labels) > 1 and len(right) > paper.room):
        right = f"{len(labels)} other values"
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
    """Return what robust and style checks found; it never changes the verdict."""
    outcomes = worth_raising(report)
    lines = paper.paragraph(RAISED_NEXT, indent="") if outcomes else []
    for outcome in outcomes:
        kind = "robustness" if outcome.severity is Severity.ROBUST else "style"
        lines += paper.paragraph(f"{kind}: {outcome.title}", indent="    ", first="  ")
        findings = [f for f in outcome.findings if not f.right]
        if report.diagnosis:
            continue
        if findings:
            lines += finding_lines(findings[:3], paper)
        elif outcome.message:
            lines += paper.paragraph(outcome.message, indent="      ")
    return [*lines, Line()] if lines else []


def worth_raising(report: Report) -> list[Outcome]:
    """Return the robust and style outcomes that are not merely consequences of a core mistake."""
    if not report.failing:
        return list(report.raised_next) if report.status is Status.PASSED else []
    if report.diagnosis:
        explained = all(diagnosis.scope is Scope.EVERYTHING for diagnosis in report.diagnosis)
        return [] if explained else list(report.raised_next)
    return [o for o in report.raised_next if o.severity is Severity.STYLE and o.status is Status.FAILED]


SAME_ERROR = "{count} more checks raise the same error"
RAISED_NEXT = "Not counted against you, but an interviewer might ask:"
