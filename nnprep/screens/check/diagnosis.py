"""The mistake by its name, and the evidence for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from nnprep.checks.networks import STILL
from nnprep.content.exercises import Severity
from nnprep.errors import joined
from nnprep.grading.report import Diagnosis, Report, Scope, Status, named_parts
from nnprep.sandbox.failures import is_arithmetic
from nnprep.terminal.layout import Line, Paper, Style


def diagnosis_lines(report: Report, paper: Paper) -> list[Line]:
    """Return the mistakes by name, by part if a part has its own; without any, the symptoms."""
    symptoms = measured(report, paper)
    lines = [*symptoms] if only_lesser(report) else []
    told: dict[tuple[tuple[Scope, tuple[str, ...]], ...], str] = {}
    for part in dict.fromkeys(diagnosis.part for diagnosis in report.diagnosis):
        fitting = [diagnosis for diagnosis in report.diagnosis if diagnosis.part == part]
        title = next((each.title for each in report.exercise.parts if each.id == part), "")
        earlier = told.setdefault(tuple((each.scope, each.say) for each in fitting), title)
        if earlier != title:
            lines += [
                *paper.paragraph(f"In “{title}”: the same mistake as in “{earlier}”.", indent=""),
                Line(),
            ]
            continue
        if title and len(report.exercise.parts) > 1:
            lines += paper.paragraph(f"In “{title}”:", indent="")
        if len(fitting) > 1:
            lines += [
                *paper.paragraph(f"{len(fitting)} explanations fit equally well:", Style.STRONG, indent=""),
                Line(),
            ]
        errors = of_errors(report, part, fitting)
        lines += paper.paragraph(errors, indent="") if errors == PLAIN_PYTHON else []
        for number, diagnosis in enumerate(fitting):
            lines += [*paper.paragraph("or", indent=""), Line()] if number else []
            lines += explanation(diagnosis, paper, counted=bool(report.failing))
        lines += [*paper.paragraph(errors, indent=""), Line()] if errors not in ("", PLAIN_PYTHON) else []
    for consequence in report.blocked:
        lines += [*paper.paragraph(consequence, indent=""), Line()]
    lines += unexplained(report, paper) if report.diagnosis else []
    return lines if only_lesser(report) else [*lines, *symptoms]


def measured(report: Report, paper: Paper) -> list[Line]:
    """Return what was measured of a submission that fails."""
    if not report.failing or not report.symptoms:
        return []
    return [*(line for each in report.symptoms for line in paper.paragraph(each, indent="")), Line()]


def only_lesser(report: Report) -> bool:
    """Return whether a submission fails of what was measured, and no mistake counts that has a name."""
    known = [each.severity for each in report.diagnosis]
    return bool(report.failing and report.symptoms and known) and Severity.CORE not in known


def of_errors(report: Report, part: str, fitting: Sequence[Diagnosis]) -> str:
    """Return what is to be said of the errors that a part's code raises; empty if there is nothing."""
    wrong = [outcome for outcome in report.failing if part in ("", outcome.part)]
    said = " ".join(say for each in fitting for say in each.say)
    if any(is_arithmetic(outcome.message) for outcome in wrong):
        return "" if "Error" in said else PLAIN_PYTHON
    if Scope.OWN in {each.scope for each in fitting} or {each.status for each in wrong} != {Status.CRASHED}:
        return ""
    if len(fitting) > 1:
        return SAME_ERRORS.format("any one of these mistakes")
    return SAME_ERRORS.format("these mistakes" if len(fitting[0].say) > 1 else "this mistake")


def explanation(diagnosis: Diagnosis, paper: Paper, *, counted: bool) -> list[Line]:
    """Return what an interviewer would say, and the evidence for it; `counted` if the submission fails."""
    likeness = LIKENESS.get(diagnosis.scope)
    lines = paper.paragraph(likeness, indent="") if likeness else []
    for say, severity in zip_longest(diagnosis.say, diagnosis.severities, fillvalue=diagnosis.severity):
        heading, rest = first_sentence(say)
        if counted and severity is not Severity.CORE:
            rest = f"{rest} {NOT_COUNTED}".lstrip()
        lines += paper.paragraph(heading, Style.STRONG, indent="")
        lines += [*(paper.paragraph(rest, indent="") if rest else []), Line()]
    lines[-1:] = [*paper.paragraph(evidence(diagnosis), Style.FAINT, indent=""), Line()]
    return lines


def evidence(diagnosis: Diagnosis) -> str:
    """Return the evidence for a diagnosis, claiming no more than was measured."""
    what = EVIDENCE[diagnosis.scope].replace("check,", "check of this part," if diagnosis.part else "check,")
    what += ", beside what's named above" * diagnosis.beside
    known = [mistake for mistake in diagnosis.mistakes if not mistake.startswith(DERIVED)]
    if len(known) < len(diagnosis.mistakes):
        several = len(diagnosis.mistakes) - len(known) > 1
        changes = "these changes" if several else "this change"
        if known:
            count = len(diagnosis.mistakes)
            changes = "both mistakes" if count == 2 else f"all {count} mistakes"
            those = KNOWN_ONE if len(known) == 1 else KNOWN_ONES
            what = f"{what}; {joined(known)} {those}"
        elif any(OR in say for say in diagnosis.say):
            changes = "either change"
        return f"(A right solution with {changes} reproduces {what}.)"
    if len(known) > 1:
        return (
            f"(Known mistakes {joined(known)}: together they reproduce {what}. Each is described as if it were the "
            "only one.)"
        )
    return f"(Known mistake {known[0]}: it reproduces {what}.)"


def unexplained(report: Report, paper: Paper) -> list[Line]:
    """Return which failing parts none of the named mistakes explains."""
    named = named_parts(report.diagnosis)
    if "" in named:
        return []
    parts = [part for part in report.exercise.parts if part.id not in named]
    reached = report.parts
    statuses = {part: status for part in parts if (status := reached.get(part.id)) in WRONG}
    told = {o.part for o in report.failing for f in o.findings if f.label == STILL and not f.right}
    statuses = {part: status for part, status in statuses.items() if report.symptoms or part.id not in told}
    if not statuses:
        return []
    wrong = [f"“{part.title}”" for part in statuses]
    crashed = Status.CRASHED in statuses.values()
    said = PARTLY if report.symptoms else UNNAMED if crashed else UNCLEAR
    text = said.format(parts=joined(wrong))
    return [*paper.paragraph(text, indent=""), Line()]


def first_sentence(text: str) -> tuple[str, str]:
    """Split off the first sentence; a period inside a number or a name doesn't end it."""
    head, stop, rest = text.partition(". ")
    return (head, rest) if stop else (text.rstrip("."), "")


DERIVED = "derived:"
"""How the ids of mistakes begin that nobody wrote down."""
KNOWN_ONE = "is a known one, described as if it were the only one"
KNOWN_ONES = "are known ones, each described as if it were the only one"
OR = ", or as if "
"""What stands between two derived mistakes that explain the same."""
UNCLEAR = "nnprep couldn't tell from what your code returned why checks of {parts} fail."
UNNAMED = "nnprep couldn't name the mistake in {parts}."
"""Said where errors are shown, which may tell enough."""
PARTLY = "nnprep found no known mistake that explains all that fails in {parts}."
"""Said beside measurements, which may name one that explains some of it."""
NOT_COUNTED = "This one isn't counted against you."
PLAIN_PYTHON = (
    "Where NumPy returns inf or nan, the math module and plain Python numbers raise an error, as here:"
)
SAME_ERRORS = "A solution that is right but for {} fails with errors of the same types as your code."
LIKENESS = {
    Scope.ROUGHLY: "Apart from small differences and nan, your code acts as if it had this mistake:",
    Scope.ALONE: "In this part, though not everywhere, your code acts as if it had this mistake:",
    Scope.FAILING: (
        "This explains what fails in this part. With this mistake, a right solution would fail checks that your code "
        "passes."
    ),
}
WRONG = (Status.FAILED, Status.CRASHED)
EVIDENCE = {
    Scope.EVERYTHING: "everything your code returned",
    Scope.CORE: "what your code returned in every core check",
    Scope.PART: "what your code returned in every core check of this part",
    Scope.OWN: "what your code returned in the core checks of this part that use no unexplained part",
    Scope.ROUGHLY: "what your code returned in every core check, but for small differences and nan",
    Scope.BUT_NAN: "what your code returned in every core check, if inf and nan count as the same",
    Scope.ALONE: "what your code returned in every core check of this part",
    Scope.FAILING: "what your code returned in every core check of this part",
}
