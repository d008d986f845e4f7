"""A judged submission as a screen: what passes, what does not and by how much, and the mistake by its name."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nnprep.content.exercises import Severity
from nnprep.grading.report import Diagnosis, Finding, Outcome, Report, Status
from nnprep.screens.exercises import next_line
from nnprep.screens.terminal import is_ascii

STYLES = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.CRASHED: "red",
    Status.TIMED_OUT: "red",
    Status.NOT_ATTEMPTED: "dim",
    Status.NOT_JUDGED: "yellow",
}
OPEN = 3
"""How many failed checks are shown with their findings, where the mistake has no name; with a name, one is enough."""


def report_screen(
    report: Report, *, notes: Sequence[str] = (), next_steps: Sequence[str] = ()
) -> RenderableType:
    """The whole report of one submission."""
    lines: list[RenderableType] = [headline(report), Text()]
    if report.trouble:
        lines += trouble_lines(report)
    lines += part_lines(report)
    lines += diagnosis_lines(report)
    lines += raised_next_lines(report)
    if report.printed:
        lines += [
            Text("Your code printed:", style="dim"),
            indented(Text(report.printed.rstrip(), style="dim")),
            Text(),
        ]
    lines += [Text(note) for note in notes]
    if next_steps:
        lines.append(next_line(*next_steps))
    return Group(*lines)


def headline(report: Report) -> Text:
    """One line: exercise, verdict, score, seed and time."""
    dot = "*" if is_ascii() else "·"
    passed, total = report.score
    status = report.status
    verdict = status.value.replace("-", " ")
    if total and not report.trouble:
        score = f"{passed} of {total} core checks pass"
        if status is Status.PASSED:
            score = f"all {total} core checks pass"
    else:
        score = ""
    text = Text.assemble((report.exercise.id, "bold"), "   ", (verdict, STYLES[status] + " bold"))
    if score:
        text.append(f" {dot} {score}")
    text.append(f"   seed {report.seed} {dot} {report.seconds:.1f} s", style="dim")
    return text


def trouble_lines(report: Report) -> list[RenderableType]:
    """Why the file could not be run at all."""
    lines: list[RenderableType] = [Text(f"{report.file}: {report.trouble}")]
    lines += [indented(Text(line, style="dim")) for line in report.trouble_lines]
    return [*lines, Text()]


def part_lines(report: Report) -> list[RenderableType]:
    """Core checks, grouped by part where there are several."""
    lines: list[RenderableType] = []
    shown = 0
    several = len(report.exercise.parts) > 1
    most = 1 if report.diagnosis else OPEN
    for part in report.exercise.parts:
        outcomes = [o for o in report.core if o.part == part.id]
        if not outcomes:
            continue
        if several:
            status = report.parts[part.id]
            lines.append(
                Text.assemble((part.title, "bold"), "  ", (status.value.replace("-", " "), STYLES[status]))
            )
        if all(o.status is Status.NOT_ATTEMPTED for o in outcomes):
            lines.append(indented(Text(outcomes[0].message, style="dim"), 4))
            continue
        for outcome in outcomes:
            failed = outcome.status is not Status.PASSED
            lines += outcome_lines(outcome, opened=failed and shown < most)
            shown += failed
    return [*lines, Text()] if lines else []


def outcome_lines(outcome: Outcome, *, opened: bool) -> list[RenderableType]:
    """One check: its line, and under it what was found."""
    lines: list[RenderableType] = [
        indented(Text.assemble((mark(outcome.status), STYLES[outcome.status]), " ", outcome.title), 2)
    ]
    if not opened:
        return lines
    if outcome.findings:
        lines += [indented(line, 6) for line in finding_lines(outcome.findings)]
    elif outcome.message:
        lines.append(indented(Text(outcome.message), 6))
    lines += [indented(Text(frame, style="dim"), 6) for frame in outcome.frames]
    return lines


def mark(status: Status) -> str:
    """The sign in front of a check: passed, failed, or not judged at all."""
    signs = {Status.PASSED: "✓", Status.NOT_ATTEMPTED: "·", Status.NOT_JUDGED: "?"}
    plain = {Status.PASSED: "+", Status.NOT_ATTEMPTED: ".", Status.NOT_JUDGED: "?"}
    return plain.get(status, "x") if is_ascii() else signs.get(status, "✗")


def finding_lines(findings: Sequence[Finding]) -> list[Text]:
    """Wrong values first, one on a line; the right ones together on the last."""
    wrong = [f for f in findings if not f.right]
    right = " ".join(f.label for f in findings if f.right and f.label)
    heads = [f"{f.label} {f.shape}".strip() for f in wrong]
    width = min(max(map(len, [*heads, right]), default=0), 28)
    lines = [Text(f"{head:{width}}  {f.text}".strip()) for head, f in zip(heads, wrong, strict=True)]
    if right:
        lines.append(Text(f"{right:{width}}  right", style="dim"))
    return lines


def diagnosis_lines(report: Report) -> list[RenderableType]:
    """The mistake by its name, or what was measured where none fits."""
    lines: list[RenderableType] = []
    if len(report.diagnosis) > 1:
        lines.append(Text(f"{len(report.diagnosis)} explanations fit equally well:", style="bold"))
    for diagnosis in report.diagnosis:
        for say in diagnosis.say:
            heading, rest = first_sentence(say)
            lines.append(Text(heading, style="bold"))
            if rest:
                lines.append(Text(rest))
        lines += [Text(evidence(diagnosis, report), style="dim"), Text()]
    if not report.diagnosis and report.failing:
        for symptom in report.symptoms:
            lines.append(Text(symptom))
        if report.symptoms:
            lines.append(Text())
    return lines


def evidence(diagnosis: Diagnosis, report: Report) -> str:
    """What the diagnosis rests on, no more than was measured."""
    ids = " and ".join(diagnosis.mistakes)
    many = len(diagnosis.mistakes) > 1
    what = (
        "everything your code returned"
        if diagnosis.everything
        else "what your code returned in every core check"
    )
    together = "together they reproduce" if many else "it reproduces"
    return f"(Known mistake{'s' if many else ''} {ids}: {together} {what}.)"


def raised_next_lines(report: Report) -> list[RenderableType]:
    """What robust and style checks saw; it never changes the verdict."""
    told = worth_raising(report)
    if not told:
        return []
    lines: list[RenderableType] = [Text(RAISED_NEXT)]
    for outcome in told:
        kind = "robustness" if outcome.severity is Severity.ROBUST else "style"
        lines.append(indented(Text.assemble((f"{kind}: ", "yellow"), outcome.title), 2))
        findings = [f for f in outcome.findings if not f.right]
        if findings and not report.diagnosis:
            lines += [indented(line, 6) for line in finding_lines(findings[:3])]
        elif outcome.message and not report.diagnosis:
            lines.append(indented(Text(outcome.message), 6))
    return [*lines, Text()]


def worth_raising(report: Report) -> list[Outcome]:
    """Leave out what is only a consequence of a core mistake."""
    if not report.failing:
        return list(report.raised_next) if report.status is Status.PASSED else []
    if report.diagnosis:
        explained = all(diagnosis.everything for diagnosis in report.diagnosis)
        return [] if explained else list(report.raised_next)
    return [o for o in report.raised_next if o.severity is Severity.STYLE]


def first_sentence(text: str) -> tuple[str, str]:
    """Split off the first sentence; a full stop inside a number or a name does not end it."""
    head, found, rest = text.partition(". ")
    return (head, rest) if found else (text.rstrip("."), "")


def indented(content: RenderableType, by: int = 4) -> Padding:
    """Indent a line, and the lines into which it wraps."""
    return Padding(content, (0, 0, 0, by), expand=False)


RAISED_NEXT = "An interviewer would raise next, though it does not change the verdict:"
