"""Proves one exercise: the stub is unsolved, the reference passes, every mistake is caught and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nnprep.checks.api import Check
from nnprep.content.edits import EditError
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.yaml.stubs import stub_text
from nnprep.errors import ContentError
from nnprep.grading.report import Status
from nnprep.lint.bench import Bench, Trial
from nnprep.lint.mutants import SABOTEURS, sabotaged
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.functions import RESERVED


class Flaw(NamedTuple):
    """Something that an exercise does not prove."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the confusion table: a known mistake and what became of it."""

    mistake: str
    spellings: tuple[str, ...]
    severity: Severity
    slip: tuple[int, Severity | None] | None
    """A seed under which it was caught by a graver or a lesser check, or by none; None where there is no such seed."""
    checks: tuple[str, ...]
    """Which checks caught it under some seed."""
    named: tuple[tuple[str, ...], ...]
    """What the diagnosis called it, under the first seed: one set of mistakes, or several that fit alike."""

    @property
    def caught_at(self) -> Severity | None:
        """Where it was caught, under the seed where that is not its severity if there is one."""
        return self.severity if self.slip is None else self.slip[1]

    @property
    def exact(self) -> bool:
        """Whether it was called by its name and by no other."""
        return self.named == ((self.mistake,),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseProof:
    """What was proved of one exercise."""

    exercise: Exercise
    seeds: tuple[int, ...]
    checks: int
    rows: tuple[Row, ...]
    saboteurs: int
    """How many of the ready-made checks a saboteur of their own kind had to prove."""
    flaws: tuple[Flaw, ...]


def prove(exercise: Exercise, mistakes: Sequence[Mistake], seeds: Sequence[int]) -> ExerciseProof:
    """Run the stub, the reference, every mistake and the saboteurs through every check, under every seed."""
    checks_path = exercise.solution / "checks.py"
    try:
        bench = Bench.of(exercise, seeds)
    except Exception as error:  # content can be wrong in any way, and lint is there to say so
        message = f"the reference and its checks cannot be run: {type(error).__name__}: {error}"
        return proof(exercise, seeds, 0, (), 0, [Flaw(checks_path, 1, message)])
    flaws = [*name_flaws(exercise), *reference_flaws(bench), *stub_flaws(bench), *part_flaws(bench)]
    if flaws:
        return proof(exercise, seeds, len(bench.checks), (), 0, flaws)
    trials: dict[str, list[Trial]] = {}
    for mistake in mistakes:
        found = tried_mistake(bench, mistake)
        if isinstance(found, Flaw):
            flaws.append(found)
        else:
            trials[mistake.id] = found
    usable = [mistake for mistake in mistakes if mistake.id in trials]
    rows = [row_of(bench, mistake, trials[mistake.id], usable) for mistake in usable]
    flaws += [
        flaw for mistake, row in zip(usable, rows, strict=True) for flaw in row_flaws(bench, mistake, row)
    ]
    caught = {name for row in rows for name in row.checks}
    idle = [check for check in bench.checks if check.name not in caught]
    sabotage = spoiled_checks(bench) if idle else {}
    proved_by_saboteurs = 0
    for check in idle:
        kind = ready_made_kind(check)
        catching = sabotage.get(check.name, frozenset())
        if kind in catching or (
            catching and kind not in SABOTEURS and (kind or check.severity is not Severity.CORE)
        ):
            proved_by_saboteurs += 1
        else:
            message = f"check_{check.name.replace('-', '_')} has caught nothing: no known mistake fails it"
            flaws.append(Flaw(checks_path, line_of(checks_path, check), message))
    return proof(exercise, seeds, len(bench.checks), rows, proved_by_saboteurs, flaws)


def proof(
    exercise: Exercise,
    seeds: Sequence[int],
    checks: int,
    rows: Sequence[Row],
    saboteurs: int,
    flaws: Sequence[Flaw],
) -> ExerciseProof:
    """Put a proof together."""
    return ExerciseProof(
        exercise=exercise,
        seeds=tuple(seeds),
        checks=checks,
        rows=tuple(rows),
        saboteurs=saboteurs,
        flaws=tuple(flaws),
    )


def name_flaws(exercise: Exercise) -> Iterator[Flaw]:
    """No function has a name that `f` has itself: a check could not call it."""
    for name in dict.fromkeys(function.name.split(".")[0] for function in exercise.functions):
        if name in RESERVED:
            message = f"`{name}` is what `f` calls something of its own: give the function another name"
            yield Flaw(exercise.folder / "exercise.yaml", 1, message)


def reference_flaws(bench: Bench) -> Iterator[Flaw]:
    """The reference passes every check of every severity, and twice alike."""
    path = bench.exercise.solution / "checks.py"
    again = bench.tried(bench.reference)
    trials = [*again, *(bench.trial(bench.expected[seed], seed) for seed in bench.seeds[len(again) :])]
    for check in bench.checks:
        found = [
            (trial.seed, outcome)
            for trial in trials
            for outcome in trial.failing
            if outcome.check == check.name
        ]
        if found:
            seed, outcome = found[0]
            seeds = f"seed {seed}" + (f" and {len(found) - 1} more" if len(found) > 1 else "")
            message = f"the reference does not pass “{check.title}” under {seeds}: {outcome.message}"
            yield Flaw(path, line_of(path, check), message)


def stub_flaws(bench: Bench) -> Iterator[Flaw]:
    """The stub names its exercise, can be run, and is unsolved everywhere."""
    path = bench.exercise.folder / "stub.py"
    try:
        text = stub_text(bench.exercise)
    except ContentError as error:
        yield Flaw(path, 1, error.faults[0].message)
        return
    mark = f"# nnprep: {bench.exercise.id}"
    if text.split("\n")[0].strip() != mark:
        yield Flaw(path, 1, f"the first line is not `{mark}`")
    try:
        trial = bench.tried(text)[0]
    except Misbehaved as error:
        yield Flaw(path, 1, f"the stub cannot be run: {error}")
        return
    solved = [outcome for outcome in trial.outcomes if outcome.status is not Status.NOT_ATTEMPTED]
    if solved:
        more = f" and {len(solved) - 1} more checks" if len(solved) > 1 else ""
        message = f"the untouched stub is “{solved[0].status}” in “{solved[0].title}”{more}; it should be not-attempted"
        yield Flaw(path, 1, message)


def part_flaws(bench: Bench) -> Iterator[Flaw]:
    """Every part is decided by a core check."""
    decided = {check.part for check in bench.checks if check.severity is Severity.CORE}
    for part in bench.exercise.parts:
        if part.id not in decided:
            yield Flaw(
                bench.exercise.folder / "exercise.yaml", 1, f"no core check judges the part `{part.id}`"
            )


def tried_mistake(bench: Bench, mistake: Mistake) -> list[Trial] | Flaw:
    """Make one mistake and run every check on it; a flaw where it cannot be made or run."""
    path = bench.exercise.solution / "mistakes.yaml"
    try:
        return bench.made(mistake)
    except EditError as error:
        return Flaw(path, mistake.line, f"{mistake.id}: {error}")
    except Misbehaved as error:
        return Flaw(path, mistake.line, f"{mistake.id} cannot be run: {error}")


def row_of(bench: Bench, mistake: Mistake, trials: Sequence[Trial], usable: Sequence[Mistake]) -> Row:
    """Say where a mistake was caught, and what it was called."""
    return Row(
        mistake=mistake.id,
        spellings=mistake.spellings,
        severity=mistake.severity,
        slip=bench.slip(mistake, trials),
        checks=tuple(dict.fromkeys(outcome.check for trial in trials for outcome in trial.failing)),
        named=bench.named(trials[0], usable) if trials[0].failing else (),
    )


def row_flaws(bench: Bench, mistake: Mistake, row: Row) -> Iterator[Flaw]:
    """A mistake is caught at its severity and called by its name, and by no other."""
    path = bench.exercise.solution / "mistakes.yaml"
    if row.slip is not None:
        seed, caught_at = row.slip
        found = f"by a {caught_at} check" if caught_at else "by no check"
        message = f"{mistake.id} is a {mistake.severity} mistake, but caught {found} under seed {seed}"
        yield Flaw(path, mistake.line, message)
    elif not row.exact:
        called = " or ".join(" with ".join(names) for names in row.named) or "nothing known"
        message = f"{mistake.id} is called {called}: let a check tell them apart, or say `same_as`"
        yield Flaw(path, mistake.line, message)


def spoiled_checks(bench: Bench) -> dict[str, frozenset[str]]:
    """Return which saboteurs each check catches, under some seed."""
    caught: dict[str, set[str]] = {}
    for saboteur in SABOTEURS:
        for trial in bench.tried(sabotaged(bench.reference, saboteur)):
            for outcome in trial.failing:
                caught.setdefault(outcome.check, set()).add(saboteur)
    return {check: frozenset(saboteurs) for check, saboteurs in caught.items()}


def ready_made_kind(check: Check) -> str:
    """Return which ready-made check this is, such as `same_twice`; empty for one written by hand."""
    code = check.run.__code__  # type: ignore[attr-defined, unused-ignore]
    return str(code.co_qualname.split(".")[0]) if Path(code.co_filename).stem == "ready_made" else ""


def line_of(path: Path, check: Check) -> int:
    """Return the line of checks.py in which a check is defined."""
    name = f"check_{check.name.replace('-', '_')}"
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.startswith((f"def {name}(", f"{name} =")):
            return number
    return 1
