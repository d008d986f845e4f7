"""A judged submission as a screen: what passes, what fails and by how much, and the mistake by its name."""

from __future__ import annotations

from collections.abc import Container, Sequence

from nnprep.content.exercises import Part, Severity
from nnprep.errors import joined, plural
from nnprep.grading.report import BARE, Finding, Outcome, Report, Scope, Status, named_parts
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple
from nnprep.screens.check.diagnosis import diagnosis_lines
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style, width_of


class Detail(NamedTuple):
    """How much of a report is shown."""

    folded: bool = True
    """Whether a part that passes is one row."""
    passing: bool = True
    """Whether the checks that pass are listed in a part that doesn't; otherwise they are counted."""
    failing: bool = True
    """Whether all checks that fail are listed; otherwise those that say nothing new are counted."""
    opened: int = 3
    """How many failed checks are shown with their findings; if the mistake has a name, one is enough."""
    values: int = 5
    """How many wrong values of one check are shown."""
    raised: int = 99
    """How much of what an interviewer might ask is listed below a failure; unless `failing`, only titles."""
    together: bool = False
    """Whether the parts that pass share a row."""


FAILING_PARTS = Detail()
FAILURES = FAILING_PARTS._replace(passing=False)
EVERYTHING = Detail(folded=False)
BRIEF = FAILURES._replace(failing=False, raised=3)
BRIEFER = (
    FAILURES,
    BRIEF,
    BRIEF._replace(values=2),
    BRIEF._replace(values=2, opened=2, raised=1),
    BRIEF._replace(values=2, opened=1, raised=1, together=True),
    BRIEF._replace(values=1, opened=1, raised=1, together=True),
    BRIEF._replace(values=1, opened=1, raised=0, together=True),
)
"""Ever less, for a report that is too long."""
NARROW = 50
"""Columns below which what is wrong with a value goes on below its name, instead of beside it."""
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
    detail: Detail = FAILING_PARTS,
    listing: str = "",
    debug: bool = False,
) -> list[Line]:
    """Return the report of one submission, the verdict last: a long report must not scroll it away.

    `listing` is the command that lists what the `detail` leaves out; `debug` says that it's a debugging exercise.
    """
    lines = trouble_lines(report, paper) if report.trouble else []
    lines += printed_lines(report, paper)
    lines += part_lines(report, paper, detail, listing)
    remarks = [diagnosis_lines(report, paper), raised_next_lines(report, paper, detail, listing)]
    # Below a pass, a mistake is only what an interviewer might ask about, so that is said first.
    lines += [line for each in (remarks if report.failing else reversed(remarks)) for line in each]
    for note in notes:
        depth = " " * (len(note) - len(note.lstrip()))
        lines += paper.paragraph(note, indent=depth)
    lines += [Line()] if notes else []
    lines += headline(report, paper, debug=debug)
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


def headline(report: Report, paper: Paper, *, debug: bool) -> list[Line]:
    """Return exercise, verdict, score, seed and time; on one row if there is room."""
    passed, total = report.score
    score = f"{passed} of {total} core checks pass"
    if report.status is Status.PASSED:
        score = f"all {total} core checks pass"
    verdict = (worded(report.status), style_of(report.status))
    below: list[Line] = []
    if report.unfinished:
        verdict = ("unfinished", Style.ACCENT)
        below = paper.paragraph("No core check fails so far.", indent="")
    name = f"debugging {report.exercise.id}" if debug else report.exercise.id
    spans = [(f"{name}   ", Style.STRONG), verdict]
    if total and not report.trouble:
        spans.append((f" {paper.dot} {score}", Style.PLAIN))
    end = f"seed {report.seed} {paper.dot} {report.seconds:.1f} s"
    if sum(width_of(text) for text, _ in spans) + 3 + len(end) <= paper.room:
        return [Line((*spans, (f"   {end}", Style.FAINT))), *below]
    facts = [f"seed {report.seed}", f"{report.seconds:.1f} s"]
    rest = paper.joined([score, *facts] if total else facts, Style.PLAIN, indent="")
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


def part_lines(report: Report, paper: Paper, detail: Detail, listing: str) -> list[Line]:
    """Return the core checks, grouped by part if there are several; a part that passes is one row."""
    lines: list[Line] = []
    empty: set[str] = set()
    core, statuses = report.core, report.parts  # added up once
    opened = opened_checks(report, detail.opened)
    alike = same_error(report, opened) if detail.folded else {}
    hidden = hidden_checks(report, {*opened, *alike}, detail)
    among = [p.id for p in report.exercise.parts if any(o.part == p.id and o.check in hidden for o in core)]
    fine = [part for part in report.exercise.parts if statuses.get(part.id) is Status.PASSED]
    for part in report.exercise.parts:
        outcomes = [o for o in core if o.part == part.id and o.check not in hidden]
        folded = part in fine and detail.folded
        if part.id not in statuses or (folded and detail.together and part in fine[1:]):
            continue
        if len(report.exercise.parts) > 1:
            parts = fine if folded and detail.together else [part]
            lines += part_heading(report, parts, paper, counting=folded or not detail.passing)
        if folded:
            continue
        if statuses[part.id] is Status.NOT_ATTEMPTED:
            message = outcomes[0].message
            lines += [] if message in empty else paper.paragraph(message, Style.FAINT, indent="    ")
            empty.add(message)
            continue
        for outcome in outcomes:
            if outcome.status is Status.PASSED and not detail.passing:
                continue
            if outcome.check not in alike:
                lines += outcome_lines(outcome, paper, most=detail.values if outcome.check in opened else 0)
            elif outcome.check == alike[outcome.check][0]:
                before = [o for o in core[: core.index(outcome)] if o.check in opened and o.frames]
                above = bool(before) and {likeness(o) for o in before} == {likeness(outcome)}
                text = (SAME_ERROR if above else OTHER_ERRORS).format(count=len(alike[outcome.check]))
                lines += marked(outcome.status, text, paper)
        if part.id in among[-1:]:
            lines += hidden_line(len(hidden), len(among), listing, paper)
    return [*lines, Line()] if lines else []


def hidden_line(count: int, parts: int, listing: str, paper: Paper) -> list[Line]:
    """Return the row below the last part of which failed checks are only counted."""
    where = f" in {parts} parts" if parts > 1 else ""
    return marked(Status.FAILED, f"{count} more checks{where} don't pass{listing and f': {listing}'}", paper)


def part_heading(report: Report, parts: Sequence[Part], paper: Paper, *, counting: bool) -> list[Line]:
    """Return the row above the checks of a part, or of several that pass; with `counting`, how many do if it fits."""
    status = report.parts[parts[0].id]
    statuses = [o.status for o in report.core if o.part in {part.id for part in parts}]
    count = plural(len(statuses), "check")
    if status is not Status.PASSED:
        count = f"{statuses.count(Status.PASSED)} of {count} pass"
    count = f" {paper.dot} {count}"
    *above, last = paper.paragraph(", ".join(part.title for part in parts), Style.STRONG, indent="")
    verdict = (worded(status), style_of(status))
    if {*statuses} == {Status.PASSED, Status.NOT_ATTEMPTED}:
        verdict = ("unfinished", Style.ACCENT)
    spans = [*last.spans[1:], ("  ", Style.PLAIN), verdict]
    room = paper.room - sum(width_of(text) for text, _ in spans)
    if room < 0:
        return [*above, last, Line((("    ", Style.PLAIN), spans[-1]))]
    if counting and status is not Status.NOT_ATTEMPTED and width_of(count) <= room:
        spans.append((count, Style.FAINT))
    return [*above, Line(tuple(spans))]


def hidden_checks(report: Report, kept: Container[str], detail: Detail) -> set[str]:
    """Return the failed checks that are counted instead of listed; a single one isn't worth a count."""
    rest = {o.check for o in report.failing if o.check not in kept} if not detail.failing else set()
    statuses = report.parts
    rest -= {o.check for o in report.failing if statuses[o.part] is Status.NOT_ATTEMPTED}
    return rest if len(rest) > 1 else set()


def same_error(report: Report, opened: Container[str]) -> dict[str, list[str]]:
    """Return the checks that crash as one that is shown with its error does -> all such checks of their part.

    A single one is no group.
    """
    seen = {likeness(each) for each in report.failing if each.frames and each.check in opened}
    groups: dict[tuple[str, str], list[str]] = {}
    for each in report.failing:
        if each.frames and likeness(each) in seen and each.check not in opened:
            groups.setdefault((each.part, likeness(each)), []).append(each.check)
    return {check: group for group in groups.values() if len(group) > 1 for check in group}


def opened_checks(report: Report, most: int) -> set[str]:
    """Return the failed checks that are shown with their findings.

    Those are the first few of different kinds, the first of each part that no diagnosis explains, and every new crash
    unless only one check is wanted. Of the few, the last is one that finds a wrong shape, or what isn't finite, if the
    others don't. If all failures follow from one check, that one is enough.
    """
    if report.premise:
        return {report.premise}
    named = named_parts(report.diagnosis)
    order = list(report.parts)
    explained = {part for part in order if part in named or "" in named}
    crashes = most > 1
    failing = sorted(report.failing, key=lambda each: order.index(each.part))
    most = 1 if all(outcome.part in explained for outcome in failing) else most
    opened: set[str] = set()
    kinds: set[str] = set()
    parts: set[str] = set()
    signs: set[str] = set()
    every = {sign for each in failing if each.part not in explained for sign in signs_in(each)}
    for outcome in failing:
        kind, own = likeness(outcome), signs_in(outcome)
        rest = every - signs
        few = most - bool(opened and rest and not own & rest)
        is_new = (kind not in kinds or own & rest) and (len(opened) < few or (crashes and outcome.frames))
        if is_new or outcome.part not in explained | parts:
            opened.add(outcome.check)
            kinds.add(kind)
            parts.add(outcome.part)
            signs |= own
    return opened


def signs_in(outcome: Outcome) -> set[str]:
    """Return which kinds of what is wrong a check found."""
    return {sign_of(each) for each in outcome.findings if not each.right}


def sign_of(found: Finding) -> str:
    """Return what kind of thing is wrong with a value: its shape, that it isn't finite, or its numbers."""
    if OF_SHAPE.search(found.text):
        return "shape"
    return "finite" if NOT_FINITE.search(found.text) else "numbers"


def likeness(outcome: Outcome) -> str:
    """Return an outcome's message without its numbers, and the line that raised it.

    Of outcomes that say the same, one is shown in full.
    """
    return "".join(sign for sign in outcome.message if not sign.isdigit()) + "".join(outcome.frames[-1:])


def outcome_lines(outcome: Outcome, paper: Paper, *, most: int) -> list[Line]:
    """Return the line of one check, and below it at most so many wrong values; with 0, no findings at all."""
    lines = marked(outcome.status, outcome.title, paper)
    if not most:
        return lines
    if outcome.findings:
        lines += finding_lines(outcome.findings, paper, most)
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


def finding_lines(findings: Sequence[Finding], paper: Paper, most: int) -> list[Line]:
    """Return at most so many wrong values, one on a line, then the others together on the last.

    Those that only show two values side by side are left out before those that say what is wrong, unless they're the
    first of their kind.
    """
    wrong = [f for f in findings if not f.right]
    if len(wrong) > most > 0:
        order = sorted(range(len(wrong)), key=lambda place: bool(BARE.match(wrong[place].text)))
        leading = {sign_of(wrong[place]): place for place in reversed(order)}
        shown = sorted(order, key=lambda place: place not in leading.values())[:most]
        wrong = [wrong[place] for place in sorted(shown)] + [
            each for place, each in enumerate(wrong) if place not in shown
        ]
    more = len(wrong) - most
    if more == 1 and most > 1:
        most, more = most + 1, 0
    labels = list(dict.fromkeys(f.label for f in findings if f.right and f.label))
    right = ("; " if any(", " in label for label in labels) else ", ").join(labels)
    if len(labels) > MOST_RIGHT or (len(labels) > 1 and len(right) > paper.room):
        right = f"{len(labels)} other values"
    heads = [f"{f.label} {f.shape}".strip() for f in wrong[:most]]
    widest = min(28, paper.room // 3)
    width = max((len(head) for head in heads if len(head) <= widest), default=0)
    lines: list[Line] = []
    for head, f in zip(heads, wrong[:most], strict=True):
        if head and paper.room < NARROW:
            lines += paper.paragraph(f"{head} {f.text}", indent=" " * 8, first=" " * 6)
        elif len(head) > width:
            lines += paper.paragraph(head, indent="      ")
            lines += paper.paragraph(f.text, indent=" " * 8)
        else:
            first = f"      {head:{width}}  " if head else "      "
            lines += paper.paragraph(f.text, indent=" " * len(first), first=paper.spelled(first))
    if more > 0:
        rest = f"and {more} more" + (f"; right: {right}" if right else "")
        lines += paper.paragraph(rest, Style.FAINT, indent="      ")
    elif right:
        lines += paper.paragraph(f"right: {right}", Style.FAINT, indent="      ")
    return lines


def raised_next_lines(report: Report, paper: Paper, detail: Detail, listing: str) -> list[Line]:
    """Return what robust and style checks found, less of it below a failure; it never changes the verdict."""
    outcomes = with_one_of_dtypes(worth_raising(report), report) if detail.folded else worth_raising(report)
    one = sum(outcome.check == OF_DTYPES for outcome in outcomes)
    listed = outcomes[: max(detail.raised, one)] if report.failing else outcomes
    if report.failing and outcomes and not listed:
        text = UNLISTED.format(plural(len(outcomes), "remark")) + (
            listing and f" {listing} shows {'it' if len(outcomes) == 1 else 'them'}."
        )
        return [*paper.paragraph(text, indent=""), Line()]
    lines = paper.paragraph(RAISED_NEXT, indent="") if outcomes else []
    for outcome in listed:
        kind = "robustness" if outcome.severity is Severity.ROBUST else "style"
        lines += paper.paragraph(f"{kind}: {outcome.title}", indent="    ", first="  ")
        findings = [f for f in outcome.findings if not f.right]
        brief = report.diagnosis or (report.failing and not detail.failing)
        if brief and not is_of_dtype(outcome) and not is_apart(outcome):
            continue
        if findings:
            lines += finding_lines(findings, paper, 3)
        elif outcome.message:
            lines += paper.paragraph(outcome.message, indent="      ")
    if len(listed) < len(outcomes):
        lines += paper.paragraph(f"and {len(outcomes) - len(listed)} more", Style.FAINT, indent="  ")
    return [*lines, Line()] if lines else []


def worth_raising(report: Report) -> list[Outcome]:
    """Return the robust and style outcomes that are not merely consequences of a core mistake; dtypes come first.

    Beside failed core checks, one that ended in an error has measured nothing of its own, and one that compares finite
    values of the same part finds them wrong in any case. What mistakes are known to reproduce every value doesn't tell
    whose arrays code writes into, or how often it loops.
    """
    if not report.failing:
        return list(report.raised_next) if report.status is Status.PASSED else []
    measured = [o for o in report.raised_next if o.status is Status.FAILED]
    if report.diagnosis:
        whole = all(diagnosis.scope is Scope.EVERYTHING for diagnosis in report.diagnosis)
        explained = {check for diagnosis in report.diagnosis for check in diagnosis.explains}
        wrong = {o.part for o in report.failing}
        own = [o for o in measured if o.severity is Severity.STYLE or o.part not in wrong or tells_kind(o)]
        rest = [o for o in own if is_apart(o) or not (whole or o.check in explained)]
        return sorted(rest, key=lambda outcome: not is_of_dtype(outcome))
    # A result that is too large to be compared, for one, says nothing of loops.
    return [o for o in measured if o.severity is Severity.STYLE and (o.findings or is_apart(o))]


def with_one_of_dtypes(outcomes: Sequence[Outcome], report: Report) -> list[Outcome]:
    """Return outcomes with those that only find float64 for float32, if there are several, as one sentence in front."""
    found = [o for o in outcomes if widened(o)]
    if len(found) < 2:
        return list(outcomes)
    names = list(dict.fromkeys(name for outcome in found for name in widened(outcome)))
    every = {function.name for function in report.exercise.functions} <= set(names)
    title = f"{'all functions' if every else joined(names)} return float64 for float32"
    together = found[0]._replace(check=OF_DTYPES, title=title, findings=(), message="")
    return [together, *(o for o in outcomes if o not in found)]


def widened(outcome: Outcome) -> list[str]:
    """Return the functions that return float64 for float32, if a check found nothing else; otherwise none."""
    wrong = [f for f in outcome.findings if not f.right]
    if not all(f.text == WIDENED and f.label.endswith(FOR_FLOAT32) for f in wrong):
        return []
    return [f.label.removesuffix(FOR_FLOAT32) for f in wrong]


def tells_kind(outcome: Outcome) -> bool:
    """Return whether a check found another dtype, or what isn't finite: a wrong value alone may come from elsewhere."""
    texts = [f.text for f in outcome.findings if not f.right]
    return is_of_dtype(outcome) or is_apart(outcome) or any(NOT_FINITE.search(text) for text in texts)


def is_apart(outcome: Outcome) -> bool:
    """Return whether a check found something that no mistake is compared in."""
    return outcome.check in SPOILED or COUNTED in outcome.message


def is_of_dtype(outcome: Outcome) -> bool:
    """Return whether a check found nothing but another dtype."""
    wrong = [f.text for f in outcome.findings if not f.right]
    return bool(wrong) and all(DTYPE.search(text) for text in wrong)


WIDENED = "float64, should be float32"
FOR_FLOAT32 = " of float32"
OF_DTYPES = "dtypes of several functions"
"""What stands for the checks of several functions."""
NOT_FINITE = late_pattern(r"\b(is|are) (minus )?(infinite|infinity|nan)\b|\bnan in \b")
"""How a finding tells that a value is infinite or nan."""
OF_SHAPE = late_pattern(r"\bshape \(")
"""How a finding tells that a shape is wrong."""
DTYPE = late_pattern(r"should be (float|int)\d+($|\. )")
"""How a finding ends that is about a dtype."""
SPOILED = ("assigned-arrays", "earlier-results-of-methods")
"""Checks of what calls changed."""
COUNTED = "Vectorize:"
"""What is said of code that runs too many lines."""
SAME_ERROR = "{count} more checks raise errors of the same kind"
OTHER_ERRORS = "{count} more checks raise errors of a kind that is shown above or below"
UNLISTED = "Not counted against you: {} on robustness or style."
RAISED_NEXT = "Not counted against you, but an interviewer might ask:"
