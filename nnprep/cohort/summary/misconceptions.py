"""What a class gets wrong, by frequency: each known mistake, and with it its variants in single places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from nnprep.cohort.record import Record
from nnprep.cohort.summary.names import MOST, Names
from nnprep.named_tuple import NamedTuple

DERIVED = "derived:"
"""How the ids of mistakes begin that nobody wrote down; they are told apart by what is said of them."""


class Made(NamedTuple):
    """A mistake that somebody made."""

    id: str
    say: str


class Misconception(NamedTuple):
    """A mistake, who made it, and its variants."""

    id: str
    say: str
    """What an interviewer would say; the first sentence is the heading."""
    submitters: Names
    """Who made it or one of its variants."""
    variants: tuple[Misconception, ...] = ()
    """The same in one place only, such as `no-mean-dW2` of `no-mean`; the most frequent first."""

    @property
    def heading(self) -> str:
        """What is wrong, one sentence without a full stop."""
        return heading_of(self.say)

    @property
    def shares(self) -> list[str]:
        """How many made each variant: `12 in dW2 only` where its id ends with a place, else `3 as ID`."""
        return [f"{each.submitters.size:,} {self.place_of(each)}" for each in self.variants]

    def place_of(self, variant: Misconception) -> str:
        """Return where a variant is, or its id."""
        end = variant.id.removeprefix(f"{self.id}-")
        return f"in {end} only" if PLACE.fullmatch(end) else f"as {variant.id}"


PLACE = re.compile(r"d?[A-Za-z]{1,2}\d*|layer\d+")
"""Ends of ids that name an array or a layer."""


def heading_of(say: str) -> str:
    """Return the first sentence, without its full stop; a period inside a number or a name doesn't end it."""
    return say.partition(". ")[0].rstrip(".")


def mistakes_of(record: Record) -> dict[Made, str]:
    """Return the mistakes that explain a record, with their severity: of explanations that fit equally well, the first.

    Who passes can have made some that don't decide. Of mistakes that were made together, each has the gravest severity.
    """
    made: dict[Made, str] = {}
    for part in dict.fromkeys(mistake.part for mistake in record.diagnosis):
        fitting = [mistake for mistake in record.diagnosis if mistake.part == part]
        first = min(mistake.group for mistake in fitting)
        made |= {Made(each.id, each.say): each.severity for each in fitting if each.group == first}
    return made


def misconceptions(made: Mapping[Made, Names]) -> tuple[Misconception, ...]:
    """Return the mistakes of a class, the most frequent first; a variant stands with the mistake that it is of.

    Only where somebody made that mistake itself: otherwise each variant stands for itself.
    """
    ids = {each.id for each in made if not each.id.startswith(DERIVED)}
    heads: list[Misconception] = []
    variants: dict[str, list[Misconception]] = {}
    for (id, say), names in made.items():
        root = root_of(id, ids)
        if root == id:
            heads.append(Misconception(id, say, names))
        else:
            variants.setdefault(root, []).append(Misconception(id, say, names))
    whole = sorted((with_variants(each, variants.get(each.id, [])) for each in heads), key=frequency)
    return merged(whole)


def merged(made: Iterable[Misconception]) -> tuple[Misconception, ...]:
    """Return mistakes of which those with the same heading are one: several ways to make it have ids of their own."""
    by_heading: dict[str, Misconception] = {}
    for each in made:
        first = by_heading.setdefault(each.heading, each)
        if first is not each:
            names = with_variants(first, [each]).submitters
            by_heading[each.heading] = first._replace(
                submitters=names, variants=(*first.variants, *each.variants)
            )
    return tuple(sorted(by_heading.values(), key=frequency))


def with_variants(root: Misconception, variants: Iterable[Misconception]) -> Misconception:
    """Return a mistake together with its variants."""
    several = tuple(sorted(variants, key=frequency))
    every = [root.submitters, *(each.submitters for each in several)]
    first = tuple(name for names in every for name in names.first)[:MOST]
    return root._replace(submitters=Names(sum(names.size for names in every), first), variants=several)


def frequency(each: Misconception) -> tuple[int, str, str]:
    return (-each.submitters.size, each.id, each.say)


def root_of(id: str, ids: Set[str]) -> str:
    """Return the shortest of `ids` that an id begins with, as whole words; itself if there is none."""
    pieces = id.split("-")
    return next((head for n in range(1, len(pieces)) if (head := "-".join(pieces[:n])) in ids), id)
