"""Runs `nnprep grade`: finds who handed in what, has it judged, and says what became of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from nnprep.cli.grade.gradescope_kit import write_kit
from nnprep.cli.grade.progress import Progress
from nnprep.cli.grade.reports import Files as Files
from nnprep.cli.grade.reports import Records, show_class, write_nothing_found, write_reports
from nnprep.cli.grade.roll_call import roll_of, show_roll, warn_of_leftovers
from nnprep.cli.grade.rubrics import Rubrics
from nnprep.cohort.engine.class_seed import class_seed, seed_of
from nnprep.cohort.engine.cpu_budget import CpuBudget
from nnprep.cohort.engine.grading import Class, Machine, Plan
from nnprep.cohort.engine.local import LocalMachine, affordable_jobs
from nnprep.cohort.finding.roll import Candidate, Roll
from nnprep.cohort.journal import Journal, journal_name, results_folder
from nnprep.cohort.merge import merge
from nnprep.cohort.record import NOT_JUDGED, UNSURE
from nnprep.cohort.record_files import records_of
from nnprep.content.exercise_finder import find_exercise
from nnprep.errors import OWN_FAULT, UsageError, plural, shown
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.levels import refusal
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.process import WallError
from nnprep.terminal.plain import write_lines

MERGE = "merge"
HELP = "nnprep grade --help"
MOST_LEFT = 5
"""How many leftovers a submitter reads about."""


class Wishes(NamedTuple):
    """What was asked for."""

    exercise: str | None
    out: Path
    jobs: int | None
    cpu_hours: float | None
    seed: str | None
    shard: str | None
    dask: str | None
    trust: bool
    dry_run: bool
    files: Files


def run_grade(places: Sequence[Path], wishes: Wishes) -> int:
    """Grade a class, or merge the records of its shards; returns the exit code. Raises NnprepError."""
    files = wishes.files
    if files.kit is not None:
        return write_kit(files.kit, wishes.exercise, files.rubric, force=files.force)
    if not places:
        raise UsageError("Name the folder or the zip file that holds the submissions.", next_step=HELP)
    rubrics = Rubrics(files.rubric)
    files.check()
    if str(places[0]) == MERGE:
        return run_merge(places[1:], wishes, rubrics)
    shard = shard_of(wishes.shard)
    seed = None if wishes.seed is None else seed_of(wishes.seed)
    with ExitStack() as stack:
        roll = share(roll_of(places, wishes.exercise, stack, one_submitter=files.one_submitter), shard)
        if wishes.dry_run:
            return show_roll(roll)
        warn_of_leftovers(roll)
        if not roll.candidates:
            return nothing_to_judge(roll, wishes, rubrics)
        if not wishes.trust and wishes.dask is None:
            require_wall()
        budget = None if wishes.cpu_hours is None else CpuBudget(wishes.cpu_hours)
        folder = results_folder(wishes.out)
        plan = Plan(class_seed(folder) if seed is None else seed, wishes.trust, budget)
        journal = stack.enter_context(Journal(folder / journal_name(shard)))
        statuses = graded(roll, journal, plan, wishes)
        journal.finish()
    owners = {(each.exercise, each.owner.submitter) for each in roll.candidates}
    report(lambda: (each for each in records_of(journal.path) if each.owner in owners), wishes, rubrics)
    left = len(roll.candidates) - statuses.total()
    write_lines(sys.stdout, summary(statuses, journal.path, left))
    return OWN_FAULT if statuses[NOT_JUDGED] or left else 0


def nothing_to_judge(roll: Roll, wishes: Wishes, rubrics: Rubrics) -> int:
    """Say so to the one who handed it in, if results.json is wanted; raises UsageError otherwise."""
    if wishes.files.gradescope is None or wishes.exercise is None:
        shard = f" in shard {wishes.shard}" if wishes.shard else ""
        raise UsageError(NOTHING.format(shard=shard), next_step=HELP)
    id = find_exercise(wishes.exercise).id
    reasons = [f"{Path(each.place).name} {each.reason}." for each in roll.leftovers[:MOST_LEFT]]
    sentence = " ".join([NOTHING_HANDED_IN.format(file=f"{id.replace('-', '_')}.py"), *reasons])
    write_nothing_found(wishes.files, rubrics, id, sentence)
    write_lines(sys.stdout, sentence)
    return 0


def report(records: Records, wishes: Wishes, rubrics: Rubrics) -> None:
    """Show what became of a class, and write the files that are wanted. Raises UsageError."""
    show_class(records, rubrics)
    write_lines(sys.stdout, "")
    write_reports(records, wishes.files, rubrics)


def graded(roll: Roll, journal: Journal, plan: Plan, wishes: Wishes) -> Counter[str]:
    """Judge what isn't judged yet, and count the statuses; says after Ctrl-C how to go on."""
    statuses: Counter[str] = Counter()
    with Progress(sys.stderr, len(roll.candidates)) as progress, machine(wishes) as judging:
        try:
            for record in Class(journal, judging, plan).graded(roll.submissions()):
                statuses[record.status] += 1
                progress.add(passed=record.passed)
        except KeyboardInterrupt:
            progress.end()
            write_lines(sys.stderr, STOPPED.format(done=statuses.total(), all=len(roll.candidates)))
            raise
    return statuses


def machine(wishes: Wishes) -> AbstractContextManager[Machine]:
    """Return where submissions are judged. Raises UsageError if it can't be reached."""
    if wishes.dask is None:
        return LocalMachine(wishes.jobs or affordable_jobs())
    for option, value in (("--jobs", wishes.jobs), ("--cpu-hours", wishes.cpu_hours)):
        if value is not None:
            sentence = f"{option} is for this machine; on a cluster, Dask decides how much runs at once."
            raise UsageError(sentence, next_step=HELP)
    try:
        # By its name, as the table of commands does: Dask is an extra.
        cluster = import_module("nnprep.cohort.engine.dask_cluster").DaskCluster(wishes.dask)
    except ImportError:
        raise UsageError(
            "--dask needs Dask, which isn't installed.", next_step="pip install 'nnprep[dask]'"
        ) from None
    reached: AbstractContextManager[Machine] = cluster
    return reached


def share(roll: Roll, shard: tuple[int, int]) -> Roll:
    """Return one share of a class. Who joins or leaves the class moves nobody else to another share."""
    number, of = shard
    return roll._replace(candidates=tuple(each for each in roll.candidates if place(each, of) == number))


def place(candidate: Candidate, shards: int) -> int:
    """Return which shard somebody's file belongs to, counted from 1."""
    name = f"{candidate.owner.submitter}\0{candidate.exercise}".encode("utf-8", "surrogatepass")
    return int.from_bytes(sha256(name).digest()[:8]) % shards + 1


def shard_of(text: str | None) -> tuple[int, int]:
    """Return which share of how many was asked for; raises UsageError."""
    if text is None:
        return 1, 1
    number, slash, of = text.partition("/")
    digits = all(each.isascii() and each.isdigit() and len(each) < 7 for each in (number, of))
    if slash and digits and 1 <= int(number) <= int(of):
        return int(number), int(of)
    sentence = (
        f"{shown(text)} is not a shard: type which one and how many there are, such as 3/8; the first is 1."
    )
    raise UsageError(sentence, next_step=HELP)


def require_wall() -> None:
    """Raise WallError, before anything is read, if this system can't close code in completely."""
    with ChildPeer.start(b"", limits=Limits(wall_required=True)) as probe:
        try:
            probe.load()
        except WallError:
            if not probe.isolation:
                raise
            sentence = f"{refusal(probe.isolation)} If you trust every single file, use --trust."
            raise WallError(sentence, next_step="nnprep doctor") from None


def summary(statuses: Counter[str], path: Path, left: int = 0) -> str:
    """Return what became of the class; `left` submissions were not judged any more."""
    rows = [f"{plural(statuses.total(), 'submission')}: {', '.join(counted(statuses))}."]
    if statuses[UNSURE]:
        rows.append(LOOK.format(count=plural(statuses[UNSURE], "file")))
    if left:
        rows.append(USED_UP.format(count=plural(left, "submission")))
    return "\n".join([*rows, f"The records are in {path}."])


def counted(statuses: Counter[str]) -> Iterator[str]:
    """Yield each status with its number, the most frequent first."""
    for status, count in sorted(statuses.items(), key=lambda row: (-row[1], row[0])):
        yield f"{count:,} {status.replace('-', ' ')}"


def run_merge(places: Sequence[Path], wishes: Wishes, rubrics: Rubrics) -> int:
    """Put the records of shards together, show and write what came of it. Raises UsageError."""
    others: list[tuple[str, object]] = [("--exercise", wishes.exercise), ("--jobs", wishes.jobs)]
    others += [("--cpu-hours", wishes.cpu_hours), ("--seed", wishes.seed)]
    others += [("--shard", wishes.shard), ("--dask", wishes.dask), ("--trust", wishes.trust or None)]
    others += [("--dry-run", wishes.dry_run or None)]
    for option, value in others:
        if value is not None:
            raise UsageError(
                f"{option} is for judging; merge takes folders, --out and files to write.", next_step=HELP
            )
    merged = merge(places or [wishes.out], wishes.out)
    report(lambda: records_of(merged.path), wishes, rubrics)
    lines = [f"{plural(merged.records, 'record')} of {plural(merged.files, 'file')} are in {merged.path}."]
    if merged.different:
        lines.append(DIFFERENT.format(count=plural(merged.different, "submission")))
    if len(merged.seeds) > 1:
        lines.append(SEEDS)
    write_lines(sys.stdout, "\n".join(lines))
    return 0


NOTHING = (
    "There is nothing to judge{shard}. Files are called DIR/NAME/EXERCISE.py or NAME_EXERCISE.py, or are in a zip "
    "download of Canvas, Moodle or Gradescope; --exercise says what they are."
)
NOTHING_HANDED_IN = "There is no file to judge. Submit {file}."
STOPPED = "{done:,} of {all:,} are judged and saved. Run the same command again to continue."
USED_UP = "--cpu-hours are used up: {count} not judged yet. Run the same command again to continue."
LOOK = "Look at {count} yourself: whether it passes depends on the random inputs (status unsure)."
DIFFERENT = "{count} had several different records: the last one written counts."
SEEDS = "These shards were judged with different seeds. Give all shards of a class the same --out or --seed."
