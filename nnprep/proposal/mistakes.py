"""Known mistakes that are proposed: derived from the reference, caught by the proposed checks, and told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from nnprep.checks.api import load_checks
from nnprep.content.cards import Level
from nnprep.content.edits import EditError, layout_of, span
from nnprep.content.exercises import CHECKS, Edit, Exercise, Mistake, Severity
from nnprep.content.roots import near
from nnprep.errors import ContentError, Fault
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived
from nnprep.lint.bench import Bench
from nnprep.lint.exercise_proof import raised_in, row_of
from nnprep.lint.placeholders import SAY
from nnprep.proposal.checks import part_id
from nnprep.proposal.reference import TaskFunction
from nnprep.sandbox.failures import BrokenFile, Misbehaved

MOST = 2
"""Mistakes that are proposed for each function."""
TRIED = 24
"""Mistakes that are tried for each function."""
USUAL = (
    "argument-ignored",
    "divisor-dropped",
    "strictness",
    "condition",
    "transpose-dropped",
    "power-dropped",
    "factor-dropped",
    "term-dropped",
    "shape-reversed",
    "difference-reversed",
    "order-of-returns",
    "parentheses",
    "draw",
    "sign",
    "axis",
    "call-dropped",
    "slice",
    "function",
    "direction",
    "range",
    "elementwise",
    "matrix-dropped",
    "divisor-multiplied",
)
"""Operators that make what people write down, the surest first.

In the built-in exercises, one change in three to one in twenty of these is a known mistake, of all others one in a
thousand.
"""
FAR_FETCHED = {"error", "slope", "step-dropped", "return-dropped", "guard", "clip"}
"""Operators that explain submissions, but that nobody would write down as a mistake of this task."""
NO_MISTAKE = re.compile(r"\b(?:float|int|a conversion)\b")
"""What is about a conversion isn't about the task."""
SEEDS = (1, 2, 3)
SMALL_WORDS = {"a", "an", "the", "were", "was", "it", "its"}
LONGEST = 80
"""Characters of a change that somebody could have written."""
MOST_WORDS = 8
"""Words of an id."""


def proposed_mistakes(
    exercise: Exercise, reference: str, stub: str, functions: Sequence[TaskFunction]
) -> list[Mistake]:
    """Return mistakes that the core checks of a draft catch and that its diagnosis tells apart; runs the reference.

    Raises ContentError and BrokenFile if the reference or the checks can't be run.
    """
    bench = Bench(exercise, SEEDS, reference, load_checks(exercise))
    refuse_unsuited_cases(bench, functions)
    names = {function.name for function in functions}
    derivation = Derivation(reference, stub, {})
    chosen: list[Mistake] = []
    for function in derivation.source.functions:
        if function.split(".")[0] in names:
            suspects, ids = derivation.of_function(function), {each.id for each in chosen}
            likely = sorted(
                (each for each in suspects if each.operator in USUAL),
                key=lambda each: USUAL.index(each.operator),
            )
            chosen += usable(bench, reference, likely, ids) or usable(bench, reference, suspects, ids)
    runs = {mistake.id: bench.run_mistake(mistake) for mistake in chosen}
    return [each for each in chosen if row_of(bench, each, runs[each.id], chosen).exact]


def refuse_unsuited_cases(bench: Bench, functions: Sequence[TaskFunction]) -> None:
    """Raise ContentError if the reference raises an exception in proposed cases: the cases were guessed, not it."""
    faults = []
    for function in functions:
        for check in (each for each in bench.checks if each.part == part_id(function)):
            trace = bench.expected[SEEDS[0]][check.name]
            if trace.broken or trace.error:
                error = raised_in(trace.error) if trace.error else str(trace.broken)
                names = ", ".join(f"`{each.name}`" for each in function.parameters)
                text = UNSUITED.format(name=function.name, title=check.title, error=error, names=names)
                faults.append(Fault(near(bench.exercise.solution / CHECKS), 1, 1, text))
                break
    if faults:
        raise ContentError(faults)


def usable(bench: Bench, reference: str, suspects: Sequence[Derived], ids: set[str]) -> list[Mistake]:
    """Return the first mistakes of different operators that core checks catch with every seed."""
    chosen: list[Mistake] = []
    operators: set[str] = set()
    tried = 0
    for mistake, operator in candidates(reference, suspects, ids):
        if operator in operators or operator in FAR_FETCHED or NO_MISTAKE.search(mistake.say):
            continue
        tried += 1
        if len(chosen) == MOST or tried > TRIED:
            break
        if is_caught(bench, mistake):
            chosen.append(mistake)
            operators.add(operator)
    return chosen


def is_caught(bench: Bench, mistake: Mistake) -> bool:
    """Return whether core checks catch a mistake with every seed, by a wrong value and not by an exception."""
    try:
        runs = bench.run_mistake(mistake, len(SEEDS))
    except (EditError, Misbehaved, BrokenFile, ContentError):
        return False
    for run in runs:
        for name, trace in run.traces.items():
            before = bench.expected[run.seed][name]
            if (trace.error or trace.broken) and not (before.error or before.broken):
                return False
    return all(run.caught_at is Severity.CORE for run in runs)


def candidates(reference: str, suspects: Sequence[Derived], ids: set[str]) -> Iterator[tuple[Mistake, str]]:
    """Yield derived mistakes that are edits of single lines."""
    for suspect in suspects:
        edits = [edit_of(reference, suspect, number) for number in range(len(suspect.spans))]
        id = id_of(suspect.clause)
        if id in ids:
            id = f"{id}-in-{suspect.function.replace('.', '-').replace('_', '-').strip('-').lower()}"
        whole = [edit for edit in edits if edit is not None]
        if len(whole) == len(edits) == 1 and id not in ids and len(whole[0].to) <= LONGEST:
            say = f"{SAY}{suspect.clause}."
            yield Mistake(id, Level.MEDIUM, suspect.severity, (whole[0],), say, 1), suspect.operator


def id_of(clause: str) -> str:
    """Return what a clause says as an id: `sum-used-instead-of-mean`."""
    words = re.findall(r"[a-z0-9]+", clause.partition(",")[0].lower().replace("'", ""))
    return "-".join([word for word in words if word not in SMALL_WORDS][:MOST_WORDS]) or "unnamed"


def edit_of(reference: str, suspect: Derived, number: int) -> Edit | None:
    """Return an edit of a line that does what a derived mistake does; None if it spans several lines."""
    start, end, new = suspect.spans[number]
    for line in layout_of(reference).lines:
        first = line.start + len(line.indent)
        if first <= start and end <= first + len(line.code):
            # An edit indents its further lines itself.
            code, old, new = line.code, reference[start:end], new.replace("\n" + line.indent, "\n")
            whole = code[: start - first] + new + code[end - first :]
            pieces = [("", whole)] if not old.strip() else [(old, new), ("", whole)]
            edits = (
                Edit(code, change, to, where) for change, to in pieces for where in ("", suspect.function)
            )
            return next((edit for edit in edits if fits(reference, edit, (start, end))), None)
    return None


def fits(reference: str, edit: Edit, wanted: tuple[int, int]) -> bool:
    """Return whether an edit changes this place: only it, or the whole line that holds it."""
    try:
        place = span(reference, edit)
    except EditError:
        return False
    if edit.change:
        return (place.start, place.end) == wanted
    return place.start <= wanted[0] and wanted[1] <= place.end


def mistakes_text(mistakes: Sequence[Mistake]) -> str:
    """Return the text of a mistakes.yaml."""
    if not mistakes:
        return NONE
    return HEAD + "".join(map(entry, mistakes))


def entry(mistake: Mistake) -> str:
    """Return the lines of one mistake."""
    rows = [f"- id: {mistake.id}", f"  level: {mistake.level.value}"]
    if mistake.severity is not Severity.CORE:
        rows.append(f"  severity: {mistake.severity.value}")
    rows.append("  edits:")
    for edit in mistake.edits:
        fields = [("line", edit.line), ("change", edit.change), ("to", edit.to), ("within", edit.within)]
        lines = [
            f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in fields if text or name == "to"
        ]
        rows += [f"    {'-' if number == 0 else ' '} {line}" for number, line in enumerate(lines)]
    rows += [TO_SAY, f"  say: {json.dumps(mistake.say, ensure_ascii=False)}"]
    return "\n".join(rows) + "\n"


HEAD = """\
# Proposed from the reference. Add the mistakes that you have seen people make.
"""
TO_SAY = "  # TODO: say in your own words what is wrong, why, and what to do; then delete this line"
UNSUITED = (
    "the proposed case “{title}” doesn't suit {name} ({error}). Say more about {names} in its docstring, such as"
    ' "x, (m, n)", "k, an int, 1 <= k <= n" or "y, (m,), labels in {{-1, 1}}", and propose it again; or change what'
    " {name}_arguments draws in checks.py"
)
NONE = """\
# TODO: no mistake could be derived that the checks tell apart. Write down at least one:
# - id: sum-instead-of-mean
#   level: easy
#   edits:
#     - {line: return np.mean(x), change: np.mean, to: np.sum}
#   say: The result is a sum. The task asks for the mean.
[]
"""
