"""Proves one exercise: the stub is unsolved, the reference passes, every mistake is caught and named."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nnprep.checks.api import Check, line_of, load_checks
from nnprep.content.edits import EditError, edited
from nnprep.content.exercises import CHECKS, MISTAKES, REFERENCE, STUB, TASK, Exercise, Mistake, Severity
from nnprep.content.roots import near, read_plain
from nnprep.content.text_files import read_python
from nnprep.content.trusted_code import bounded, fault_at
from nnprep.errors import ContentError, Fault, plural
from nnprep.grading.report import Status
from nnprep.grading.signatures import functions_of
from nnprep.lint.bench import Bench, SeedRun
from nnprep.lint.mutants import MUTANTS, mutated
from nnprep.lint.placeholders import is_proposed
from nnprep.lint.saboteurs import undetected
from nnprep.sandbox.failures import BrokenFile, Misbehaved, Raised
from nnprep.sandbox.functions import RESERVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the confusion table: a known mistake and what became of it."""

    mistake: str
    spellings: tuple[str, ...]
    severity: Severity
    slip: tuple[int, Severity | None] | None
    """A seed with which it isn't caught at its severity, and where it's caught then; None if there is no such seed."""
    checks: tuple[str, ...]
    """Which checks caught it with the first seed."""
    named: tuple[tuple[str, ...], ...]
    """The diagnosis with the first seed: one set of mistakes, or several that fit equally well."""

    @property
    def caught_at(self) -> Severity | None:
        """Where it was caught, with the seed of the slip if there is one."""
        return self.severity if self.slip is None else self.slip[1]

    @property
    def exact(self) -> bool:
        """Whether the diagnosis named it and no other."""
        return self.named == ((self.mistake,),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseProof:
    """What was proved of one exercise."""

    exercise: Exercise
    checks: int = 0
    rows: tuple[Row, ...] = ()
    mutants: int = 0
    """How many checks catch no known mistake with the first seed, but a mutant."""
    faults: tuple[Fault, ...]


def prove(exercise: Exercise, mistakes: Sequence[Mistake], seeds: Sequence[int]) -> ExerciseProof:
    """Run the stub, the reference, every mistake and the mutants through every check, with every seed."""
    sources, faults = read_sources(exercise)
    faults += name_faults(exercise)
    if REFERENCE in sources:
        faults += edit_faults(exercise, sources[REFERENCE], mistakes)
    bench: Bench | None = None
    if REFERENCE in sources and CHECKS in sources:
        bench, more = set_up(exercise, sources[REFERENCE], seeds)
        faults += more
    if bench is None:
        return ExerciseProof(exercise=exercise, faults=tuple(faults))
    try:
        failing = [*reference_faults(bench)]
        if STUB in sources:
            faults += contract_faults(exercise, sources[STUB], sources[REFERENCE])
            faults += stub_faults(bench, sources[STUB], reference_fails=bool(failing))
        doubts = [*failing, *part_faults(bench)]
        if not doubts:
            faults += foreseeable_faults(bench, sources.get(STUB, ""))
        proof = (
            ExerciseProof(exercise=exercise, faults=tuple(doubts)) if doubts else proof_of(bench, mistakes)
        )
    except ContentError as error:  # a check loops endlessly or exits
        proof = ExerciseProof(exercise=exercise, faults=error.faults)
    return replace(proof, checks=len(bench.checks), faults=(*faults, *proof.faults))


def proof_of(bench: Bench, mistakes: Sequence[Mistake]) -> ExerciseProof:
    """Run every mistake, and mutants for the checks that catch none."""
    faults: list[Fault] = []
    runs: dict[str, list[SeedRun]] = {}
    for mistake in mistakes:
        try:
            runs[mistake.id] = bench.run_mistake(mistake)
        except EditError:
            continue  # reported by edit_faults
        except Misbehaved as error:
            faults.append(fault_in(bench.exercise, mistake, f"{mistake.id} can't be run: {error}"))
        except ContentError:
            faults.append(fault_in(bench.exercise, mistake, f"{mistake.id} exits or loops endlessly"))
    usable = [mistake for mistake in mistakes if mistake.id in runs]
    rows = [row_of(bench, mistake, runs[mistake.id], usable) for mistake in usable]
    for mistake, row in zip(usable, rows, strict=True):
        faults += mistake_faults(bench, mistake, row)
    idle = {check.name for check in bench.checks} - {name for row in rows for name in row.checks}
    useless = list(idle_check_faults(bench, idle, usable)) if len(usable) == len(mistakes) else []
    return ExerciseProof(
        exercise=bench.exercise,
        rows=tuple(rows),
        mutants=len(idle) - len(useless),
        faults=(*faults, *useless),
    )


def read_sources(exercise: Exercise) -> tuple[dict[str, str], list[Fault]]:
    """Return the Python files of an exercise that are valid, by name, and an error for each other one."""
    sources: dict[str, str] = {}
    faults: list[Fault] = []
    for path in (exercise.folder / STUB, exercise.solution / REFERENCE, exercise.solution / CHECKS):
        try:
            sources[path.name] = read_python(path)
        except ContentError as error:
            faults += error.faults
    return sources, faults


def edit_faults(exercise: Exercise, reference: str, mistakes: Sequence[Mistake]) -> Iterator[Fault]:
    """The edits of every mistake fit the reference."""
    for mistake in mistakes:
        try:
            edited(reference, mistake.edits)
        except EditError as error:
            yield fault_in(exercise, mistake, f"{mistake.id}: {error}")


def set_up(exercise: Exercise, reference: str, seeds: Sequence[int]) -> tuple[Bench | None, list[Fault]]:
    """The reference and the checks can be run; return them, or an error for each that can't."""
    faults: list[Fault] = []
    checks: tuple[Check, ...] = ()
    try:
        with bounded(exercise.solution):
            checks = load_checks(exercise)
    except ContentError as error:
        faults += error.faults
    try:
        bench = Bench(exercise, seeds, reference, checks)
    except BrokenFile as error:
        message = f"can't be run: {error}"
        faults.append(Fault(near(exercise.solution / REFERENCE), error.line or 1, 1, message))
    except ContentError as error:
        faults += error.faults
    return (None, faults) if faults else (bench, [])


def name_faults(exercise: Exercise) -> Iterator[Fault]:
    """No function has a name that `f` uses itself: a check couldn't call it."""
    for name in dict.fromkeys(function.name.split(".")[0] for function in exercise.functions):
        if name in RESERVED:
            message = f"`f.{name}` has another meaning in checks: rename the function"
            yield Fault(near(exercise.folder / TASK), 1, 1, message)


def reference_faults(bench: Bench) -> Iterator[Fault]:
    """The reference passes every check of every severity, and does so again when it is run again."""
    again = bench.run(bench.reference)
    runs = [*again, *(bench.compare(bench.expected[seed], seed) for seed in bench.seeds[len(again) :])]
    guessed, unsuited = is_proposed(bench.exercise.solution / CHECKS), set()
    for check in bench.checks:
        failing = [(run, each) for run in runs for each in run.failing if each.check == check.name]
        if failing:
            run, outcome = failing[0]
            error = run.traces[check.name].error
            if guessed and error is not None:
                if check.part not in unsuited:
                    yield unsuited_fault(bench, check, error)
                unsuited.add(check.part)
                continue
            more = f" and {plural(len(failing) - 1, 'more seed')}" if len(failing) > 1 else ""
            message = f"the reference fails “{check.title}” with seed {run.seed}{more}: {outcome.message}"
            yield reference_fault(bench, check, run, message)


def reference_fault(bench: Bench, check: Check, run: SeedRun, message: str) -> Fault:
    """Return an error at the line of the reference or the check that raised; else where the check is defined."""
    trace, solution = run.traces[check.name], bench.exercise.solution
    if isinstance(trace.error, Raised) and trace.error.frames:
        return Fault(near(solution / REFERENCE), trace.error.frames[-1].line, 1, message)
    if trace.broken is not None:
        return fault_at(trace.broken.__traceback__, solution, message)
    return Fault(near(solution / CHECKS), line_of(solution / CHECKS, check), 1, message)


def unsuited_fault(bench: Bench, check: Check, error: Exception) -> Fault:
    """Return an error at a proposed case in which the reference raises an exception: the case was a guess."""
    path = bench.exercise.solution / CHECKS
    message = UNSUITED.format(title=check.title, error=raised_in(error))
    return Fault(near(path), line_of(path, check), 1, message)


def raised_in(error: Exception) -> str:
    """Return an exception of the reference with its line, if that's known."""
    frames = error.frames if isinstance(error, Raised) else ()
    return f"{error}, in line {frames[-1].line} of {REFERENCE}" if frames else str(error)


def stub_faults(bench: Bench, stub: str, *, reference_fails: bool) -> Iterator[Fault]:
    """The stub begins with its mark, can be run and is not attempted in every check that could be judged."""
    path = near(bench.exercise.folder / STUB)
    mark = f"# nnprep: {bench.exercise.id}"
    if stub.split("\n")[0].strip() != mark:
        yield Fault(path, 1, 1, f"the first line is not `{mark}`")
    try:
        outcomes = bench.run(stub, 1)[0].outcomes
    except BrokenFile as error:
        yield Fault(path, error.line or 1, 1, f"the stub can't be run: {error}")
        return
    fine = {Status.NOT_ATTEMPTED, Status.NOT_JUDGED} if reference_fails else {Status.NOT_ATTEMPTED}
    solved = [outcome for outcome in outcomes if outcome.status not in fine]
    if solved:
        more = f" and {plural(len(solved) - 1, 'more check')}" if len(solved) > 1 else ""
        message = f"the unedited stub is “{solved[0].status}” in “{solved[0].title}”{more}; it should be not-attempted"
        yield Fault(path, 1, 1, message)


def contract_faults(exercise: Exercise, stub: str, reference: str) -> Iterator[Fault]:
    """The functions of the reference take what those of the stub take, and their docstrings don't say other things."""
    asked, path = dict(functions_of(ast.parse(stub).body)), near(exercise.solution / REFERENCE)
    for name, function in functions_of(ast.parse(reference).body):
        if name not in asked:
            continue
        theirs, ours = (ast.unparse(strip_annotations(each)) for each in (asked[name], function))
        if not f"{ours}, ".startswith(f"{theirs}, "):  # it may have more, which only itself passes
            message = f"{name}({ours}) takes other arguments than in the stub: {name}({theirs})"
            yield Fault(path, function.lineno, function.col_offset + 1, message)
        said = ast.get_docstring(function)
        if said and " ".join(said.split()) != " ".join((ast.get_docstring(asked[name]) or "").split()):
            message = f"the docstring of {name} differs from the stub's: copy that one, or delete this one"
            yield Fault(path, function.body[0].lineno, function.body[0].col_offset + 1, message)


def strip_annotations(function: ast.FunctionDef) -> ast.arguments:
    """Return the parameters of a function without their types."""
    parameters = copy.deepcopy(function.args)
    for each in ast.walk(parameters):
        if isinstance(each, ast.arg):
            each.annotation = None
    return parameters


def part_faults(bench: Bench) -> Iterator[Fault]:
    """A core check judges every part."""
    judged = {check.part for check in bench.checks if check.severity is Severity.CORE}
    for part in bench.exercise.parts:
        if part.id not in judged:
            message = f"no core check judges the part `{part.id}`"
            yield Fault(near(bench.exercise.folder / TASK), 1, 1, message)


def foreseeable_faults(bench: Bench, stub: str) -> Iterator[Fault]:
    """No file passes that is right only for what can be read in the checks."""
    path = bench.exercise.solution / CHECKS
    rows = read_plain(path).split("\n")
    for saboteur in undetected(bench, stub):
        line = next((number for number, row in enumerate(rows, 1) if "drawn_cases(" in row), 1)
        message = f"a file that is {saboteur.right} passes: {saboteur.cure}"
        yield Fault(near(path), line if "in `drawn_cases`" in saboteur.cure else 1, 1, message)


def row_of(bench: Bench, mistake: Mistake, runs: Sequence[SeedRun], usable: Sequence[Mistake]) -> Row:
    """Return where a mistake was caught and what the diagnosis called it."""
    return Row(
        mistake=mistake.id,
        spellings=mistake.spellings,
        severity=mistake.severity,
        slip=bench.slip(mistake, runs),
        checks=tuple(dict.fromkeys(outcome.check for run in runs for outcome in run.failing)),
        named=bench.diagnose(runs[0], usable) if runs[0].failing else (),
    )


def mistake_faults(bench: Bench, mistake: Mistake, row: Row) -> Iterator[Fault]:
    """A mistake is caught at its severity with every seed, and the diagnosis names it and no other."""
    if row.slip is not None:
        seed, caught_at = row.slip
        catcher = f"a {caught_at} check catches it" if caught_at else "no check catches it"
        message = f"{mistake.id} is a {mistake.severity} mistake, but {catcher} with seed {seed}"
        yield fault_in(bench.exercise, mistake, message)
    elif not row.exact:
        if len(row.named) > 1 and (mistake.id,) in row.named:
            names = " and ".join(" with ".join(names) for names in row.named)
            message = f"{names} are indistinguishable: add a check, or write `same_as`"
        else:
            names = " or ".join(" with ".join(names) for names in row.named) or "no known mistake"
            message = f"the diagnosis of {mistake.id} is {names}: add a check"
        yield fault_in(bench.exercise, mistake, message)


def idle_check_faults(bench: Bench, idle: set[str], mistakes: Sequence[Mistake]) -> Iterator[Fault]:
    """Every check that no known mistake fails catches a mutant, a ready-made check one of its own kind.

    Or it catches a mistake with another of the first seeds.
    """
    left = [check for check in bench.checks if check.name in idle]
    for mutant in MUTANTS:
        tried = [check for check in left if is_for(mutant, check)]
        caught = bench.caught_by(mutated(bench.reference, mutant), tried)
        left = [check for check in left if check.name not in caught]
    for mistake in mistakes:
        caught = bench.caught_by(edited(bench.reference, mistake.edits), left)
        left = [check for check in left if check.name not in caught]
    for check in left:
        path = bench.exercise.solution / CHECKS
        message = f"{function_of(check)} catches nothing: every known mistake passes it"
        yield Fault(near(path), line_of(path, check), 1, message)


def is_for(mutant: str, check: Check) -> bool:
    """Return whether a mutant shows that a check catches something: one of its kind, or any if it has no kind."""
    kind = ready_made_kind(check)
    if kind in MUTANTS:
        return kind == mutant
    return bool(kind) or check.severity is not Severity.CORE


def ready_made_kind(check: Check) -> str:
    """Return which ready-made check this is, such as `same_twice`; empty if it's written by hand."""
    code = check.run.__code__  # type: ignore[attr-defined, unused-ignore]
    return str(code.co_qualname.split(".")[0]) if Path(code.co_filename).stem == "ready_made" else ""


def fault_in(exercise: Exercise, mistake: Mistake, message: str) -> Fault:
    """Return an error at a mistake."""
    return Fault(near(exercise.solution / MISTAKES), mistake.line, 1, message)


def function_of(check: Check) -> str:
    """Return the name of a check in checks.py."""
    return f"check_{check.name.replace('-', '_')}"


UNSUITED = (
    "the proposed case “{title}” doesn't suit the reference ({error}): change what is drawn for it, or describe its"
    " arguments in the docstring and propose the exercise anew"
)
