"""Searches a sentence for the phrases of a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nnprep.answers.cue_parser import THERE, Element, Group, Phrase, Sort
from nnprep.answers.negation import FUNCTION_WORDS, Negation
from nnprep.answers.stemming import NUMBERS, READINGS, signs_end, stem_end
from nnprep.answers.tokens import Sentence


class Spoken(NamedTuple):
    """One sentence, ready to be searched."""

    words: Sentence
    negations: tuple[Negation, ...]
    starting: dict[str, list[int]]
    """Where words with a first letter stand."""
    ends: dict[Element, dict[int, int]]
    """What was searched already: where each element stands, and the position after it."""


def spoken_sentence(words: Sentence, denied: tuple[Negation, ...]) -> Spoken:
    """Return a sentence, ready to be searched."""
    return Spoken(words, denied, positions_of(words), {})


def positions_of(words: Sentence) -> dict[str, list[int]]:
    """Return where words with each first letter stand; a word with other readings stands under theirs too."""
    found: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        for first in {word.text[0], *(name[0] for name in READINGS.get(word.text, ()))}:
            found.setdefault(first, []).append(position)
    return found


GAP = 3
"""How many words that carry meaning may stand between two words of a cue."""
WIDEST = 10
"""How many words of any kind may."""


def matches(phrase: Phrase, sentence: Spoken) -> Iterator[tuple[int, ...]]:
    """Yield the words that a phrase consumes, from each word where it can start."""
    ends = []
    for group in phrase:
        found = ends_of(group, sentence)
        if not found:
            return
        ends.append(found)
    for start in ends[0]:
        match = matched(phrase, ends, sentence, start)
        if match is not None:
            yield match


def ends_of(group: Group, sentence: Spoken) -> dict[int, int]:
    """Return where one of a group stands in a sentence: each position where it starts, and the one after it."""
    found: dict[int, int] = {}
    for element in group:
        known = sentence.ends.get(element)
        if known is None:
            ends = ((start, element_end(element, sentence, start)) for start in starts(element, sentence))
            known = sentence.ends[element] = {start: end for start, end in ends if end}
        found = {**known, **found} if found else known
    return found


def starts(element: Element, sentence: Spoken) -> Sequence[int]:
    """Return where an element can start: the positions of words with its first letter."""
    text = element.stem or (element.signs[0] if element.signs else "")
    if text[:1].isalpha() and text not in NUMBERS:
        return sentence.starting.get(text[0], ())
    return range(len(sentence.words))


def matched(
    phrase: Phrase, ends: Sequence[dict[int, int]], sentence: Spoken, start: int
) -> tuple[int, ...] | None:
    """Return the words that a phrase consumes when it begins at `start`; None where it does not."""
    end = ends[0].get(start)
    if end is None:
        return None
    here = tuple(range(start, end))
    if len(phrase) == 1:
        return here
    for following in followers(phrase[0][0], sentence, start, end):
        match = matched(phrase[1:], ends[1:], sentence, following)
        if match is not None:
            return here + match
    return None


def element_end(element: Element, sentence: Spoken, start: int) -> int:
    """Return the position after an element that stands at `start`; 0 where it does not stand there."""
    if element.sort is Sort.STEM:
        return stem_end(element.stem, sentence.words, start)
    if element.sort is Sort.COMPOUND:
        if not sentence.words[start].text.startswith(element.stem[:3]):
            return 0
        return max(stem_end(element.stem + half, sentence.words, start) for half in element.signs)
    if element.sort is Sort.SIGNS:
        return signs_end(element.signs, sentence.words, start)
    if element.sort is Sort.THERE:
        return start + 1 if sentence.words[start].text in THERE else 0
    return next((negation.last + 1 for negation in sentence.negations if negation.first == start), 0)


def followers(element: Element, sentence: Spoken, start: int, end: int) -> Iterator[int]:
    """Yield where the next element may stand: near, in the same clause; after a negation, in its reach."""
    if element.sort is Sort.NOT:
        (negation,) = (negation for negation in sentence.negations if negation.first == start)
        yield from range(negation.start, negation.end)
        return
    gap = 0
    for position in range(end, min(end + WIDEST, len(sentence.words))):
        yield position
        word = sentence.words[position].text
        if word in PARTINGS:
            return
        gap += word == "," or (word[-1].isalnum() and word != "and" and word not in FUNCTION_WORDS)
        if gap > (0 if element.close else GAP):
            return


PARTINGS = frozenset(
    {";", ":", "--", "but", "although", "though", "whereas", "while", "however", "because", "so"}
)
"""Words and signs that a cue does not reach across."""
