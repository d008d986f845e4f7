"""The roll of a class: who handed in what, and what was left over; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from nnprep.cohort.finding.archive import Archive
from nnprep.cohort.finding.entries import Entry, Leftover
from nnprep.cohort.finding.folder import folder_entries
from nnprep.cohort.finding.gradescope_people import LARGEST, NAME, people
from nnprep.cohort.finding.names import Layout, Owner, folder_owner, named_exercise, owner_of
from nnprep.cohort.finding.notebook import notebook_code
from nnprep.cohort.submission import Submission
from nnprep.errors import UsageError, plural, shown
from nnprep.named_tuple import NamedTuple
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import MARK
from nnprep.sandbox.limits import Limits


class Candidate(NamedTuple):
    """A file that may be somebody's submission."""

    entry: Entry
    owner: Owner
    exercise: str
    note: str = ""


class Roll(NamedTuple):
    """Who handed in what."""

    candidates: tuple[Candidate, ...]
    """What is judged: one file for each submitter and exercise, sorted by both."""
    leftovers: tuple[Leftover, ...]
    """What isn't, sorted by place."""
    empty: tuple[str, ...]
    """Submitters without a file that could be judged."""
    doubtful: tuple[str, ...]
    """Sentences about submitters who may be one person."""

    def submissions(self) -> Iterator[Submission]:
        """Yield what is judged; reads zip members and notebooks one by one. Raises UsageError."""
        for each in self.candidates:
            entry = each.entry
            code, note = code_of(entry)
            notes = " ".join(filter(None, (each.note, note)))
            yield Submission(each.owner.submitter, each.exercise, entry.path, code, notes)


LARGEST_NOTEBOOK = 16 << 20
"""Bytes of a notebook, which holds its pictures too."""
SOURCE = Limits().source


def call_the_roll(
    places: Sequence[Path],
    known: Mapping[str, str],
    exercise: str | None,
    open_zips: ExitStack,
    *,
    one_submitter: bool = False,
) -> Roll:
    """Return who handed in what below these folders and in these zip files.

    `known` are the names of all exercises with their ids; `exercise` is what every file is judged as, whatever it says.
    With `one_submitter`, each place is what one of them handed in, and has their name. Zip files stay open as long as
    `open_zips`. Raises UsageError for a place that can't be read.
    """
    candidates: list[Candidate] = []
    leftovers: list[Leftover] = []
    silent: set[str] = set()
    for place in places:
        entries, others = entries_of(place, open_zips)
        leftovers += others
        if one_submitter:
            entries = [each for each in entries if not each.folder]
            silent.add(place.resolve().name)
        names = names_of_people(entries)
        folders = {entry.parts[0] for entry in entries if entry.folder and len(entry.parts) == 1}
        for entry in entries:
            if entry.folder:
                continue
            owner = owner_of(entry.parts, known) if entry.name != NAME else None
            if one_submitter:
                owner = Owner(place.resolve().name, Layout.FOLDER, entry.name)
            if owner is not None and owner.layout is not Layout.FLAT:
                folders.discard(entry.parts[0])
                silent.add(renamed(owner, names).submitter)
            candidate = candidate_of(entry, owner, known, exercise, names)
            if isinstance(candidate, Candidate):
                candidates.append(candidate)
            else:
                leftovers.append(candidate)
        silent |= {renamed(folder_owner(each), names).submitter for each in folders}
    chosen, more = one_for_each(candidates, exercise, known)
    return Roll(
        candidates=tuple(sorted(chosen, key=lambda each: (each.owner.submitter, each.exercise))),
        leftovers=tuple(sorted([*leftovers, *more])),
        empty=tuple(sorted(silent - {each.owner.submitter for each in candidates})),
        doubtful=tuple(twins(sorted({each.owner.submitter for each in chosen}))),
    )


def entries_of(place: Path, open_zips: ExitStack) -> tuple[list[Entry], list[Leftover]]:
    """Return what is in a folder or a zip file, or a file by itself; raises UsageError."""
    if place.is_dir():
        all_entries = list(folder_entries(place))
    elif place.suffix.casefold() == ".zip":
        archive = Archive(place)
        open_zips.callback(archive.close)
        all_entries = list(archive.entries())
    elif place.exists():
        all_entries = [Entry((place.name,), place)]
    else:
        raise UsageError(
            f"There is no folder or zip file {shown(str(place))}.", next_step="nnprep grade --help"
        )
    entries = [each for each in all_entries if isinstance(each, Entry)]
    if place.suffix.casefold() == ".zip":
        entries = below_the_only_folder(entries, place.stem)
    return entries, [each for each in all_entries if isinstance(each, Leftover)]


def below_the_only_folder(entries: list[Entry], stem: str) -> list[Entry]:
    """Return entries without the folder around all of them: zipping `hw1/` gives `hw1/ana/…`.

    Only if there are several folders in it, or it has the zip file's name: otherwise it may be a submitter's.
    """
    tops = {entry.parts[0] for entry in entries}
    inside = {
        entry.parts[1] for entry in entries if len(entry.parts) > 2 or (entry.folder and len(entry.parts) > 1)
    }
    if len(tops) != 1 or any(len(entry.parts) < 2 and not entry.folder for entry in entries):
        return entries
    if len(inside) < 2 and tops != {stem}:
        return entries
    return [entry._replace(parts=entry.parts[1:]) for entry in entries if len(entry.parts) > 1]


def names_of_people(entries: Iterable[Entry]) -> dict[str, str]:
    """Return who is behind each folder of a Gradescope export; nobody if it doesn't say so or can't be read."""
    names: dict[str, str] = {}
    for entry in entries:
        if entry.name == NAME and not entry.folder:
            with suppress(UsageError):  # the folders' own names remain
                names |= people(contents(entry, LARGEST).decode(errors="replace").splitlines())
    return names


def renamed(owner: Owner, names: Mapping[str, str]) -> Owner:
    """Return an owner with the name of the people behind it; the number stays, since names recur."""
    if owner.layout is not Layout.GRADESCOPE or owner.submitter not in names:
        return owner
    number = owner.submitter.removeprefix("submission_")
    return owner._replace(submitter=f"{names[owner.submitter]}_{number}")


def candidate_of(
    entry: Entry, owner: Owner | None, known: Mapping[str, str], forced: str | None, names: Mapping[str, str]
) -> Candidate | Leftover:
    """Return a file as somebody's submission, or why it isn't one."""
    place = str(entry.path)
    stem, suffix = split(owner.file if owner else entry.name)
    if entry.name == NAME:
        return Leftover(place, "names the submitters")
    if suffix not in SUFFIXES:
        return Leftover(
            place, INNER_ARCHIVE if suffix in ARCHIVES else "is neither a .py file nor a notebook"
        )
    try:
        said, exercise = first_look(entry, stem, known, forced)
    except UsageError as error:
        return Leftover(place, reason_in(error.sentence, place))
    if owner is None and said:  # its first line says what it is, so its name can only be a person's
        owner = Owner(stem, Layout.FLAT, entry.name)
    if owner is None:
        return Leftover(place, NOBODY)
    if exercise is None:
        return Leftover(place, NO_EXERCISE)
    return Candidate(entry, renamed(owner, names), exercise, LATE if owner.late else "")


def first_look(
    entry: Entry, stem: str, known: Mapping[str, str], forced: str | None
) -> tuple[bool, str | None]:
    """Return whether a file says itself which exercise it is, and the exercise; reads what must be unpacked.

    Raises UsageError if it can't be read.
    """
    code = code_of(entry)[0]
    head = (contents(entry, SOURCE) if code is None else code)[:HEAD]
    mark = next(filter(None, (MARK.match(line.strip()) for line in head.splitlines()[:MARK_LINES])), None)
    said = named_exercise(mark[1].decode(), known) if mark else None
    return said is not None, forced or said or named_exercise(stem, known)


def code_of(entry: Entry) -> tuple[bytes | None, str]:
    """Return the code of a zip member or a notebook, and a note; None for a file that is read as it is."""
    if split(entry.name)[1] == NOTEBOOK_SUFFIX:
        notebook = notebook_code(contents(entry, LARGEST_NOTEBOOK), str(entry.path))
        if len(notebook.code) > SOURCE:
            raise UsageError(f"{shown(str(entry.path))} has more than {SOURCE >> 20} MiB of code.")
        return notebook.code, notebook.note
    return (None if entry.archive is None else contents(entry, SOURCE)), ""


def contents(entry: Entry, largest: int) -> bytes:
    """Return the bytes of a file or a member; raises UsageError."""
    if entry.archive is None:
        return read_source(entry.path, largest, "nnprep grade --help")
    return entry.archive.read(entry.member, largest)


def one_for_each(
    candidates: Sequence[Candidate], forced: str | None, known: Mapping[str, str]
) -> tuple[list[Candidate], list[Leftover]]:
    """Return the candidates who are the only one of their submitter for an exercise, and the others.

    With --exercise, a file that is called as the exercise is the submission; the others came along.
    """
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for each in candidates:
        groups.setdefault((each.owner.submitter, each.exercise), []).append(each)
    chosen: list[Candidate] = []
    left: list[Leftover] = []
    for (submitter, exercise), group in groups.items():
        named = [each for each in group if forced and is_named(each, exercise, known)]
        counting = named or group
        if len(counting) == 1:
            chosen += counting
            others = [each for each in group if each not in counting]
            left += [Leftover(str(each.entry.path), "came along with the submission") for each in others]
            continue
        names = ", ".join(shown(each.owner.file) for each in counting[:4]) + (
            ", …" if len(counting) > 4 else ""
        )
        reason = f"is one of {len(counting)} files of {shown(submitter)} for {exercise} ({names}): keep one"
        left += [Leftover(str(each.entry.path), reason) for each in group]
    return chosen, left


def is_named(candidate: Candidate, exercise: str, known: Mapping[str, str]) -> bool:
    """Return whether the submitter called a file as the exercise."""
    stem, _ = split(candidate.owner.file)
    return named_exercise(stem, known) == exercise


def twins(submitters: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each group of submitters whose names differ only in their numbers or their spelling."""
    alike: dict[str, list[str]] = {}
    for each in submitters:
        name = unicodedata.normalize("NFKC", each.rpartition("_")[0] if NUMBERED.fullmatch(each) else each)
        alike.setdefault(" ".join(name.casefold().replace("_", " ").split()), []).append(each)
    for group in alike.values():
        if len(group) > 1:
            names = ", ".join(map(shown, group[:4])) + (", …" if len(group) > 4 else "")
            yield f"{names} are judged as {plural(len(group), 'submitter')}: are they one person?"


def split(name: str) -> tuple[str, str]:
    """Return stem and suffix of a file's name, the suffix in lower case."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, f".{suffix.casefold()}") if dot and stem else (name, "")


def reason_in(sentence: str, place: str) -> str:
    """Return what a sentence says about a place, without the place."""
    return sentence.removeprefix(shown(place)).strip().rstrip(".")


NOTEBOOK_SUFFIX = ".ipynb"
SUFFIXES = {".py", NOTEBOOK_SUFFIX}
ARCHIVES = {".zip", ".tar", ".gz", ".tgz", ".rar", ".7z", ".bz2", ".xz"}
HEAD = 4096
"""Bytes at the beginning of a file in which it may say which exercise it is."""
MARK_LINES = 12
"""Lines in which it may: of a notebook, what only IPython understands may come before."""
NUMBERED = re.compile(r".+_\d+")
INNER_ARCHIVE = "is an archive inside another: unpack it, or grade it separately"
NOBODY = "doesn't say whose it is: call it NAME_EXERCISE.py, or put it into a folder NAME/"
NO_EXERCISE = "doesn't say which exercise it is: name it with --exercise"
LATE = "The platform marks it as late."
