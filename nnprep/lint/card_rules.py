"""The rules that a card must keep beyond its format, each told where it is broken."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from nnprep.answers.key_points import listen
from nnprep.content.cards import Card, Source
from nnprep.content.yaml.locations import Step
from nnprep.lint.numbers import proof_fault, stands


class Breach(NamedTuple):
    """A broken rule of one card."""

    steps: tuple[Step, ...]
    """The field, as a path from the card."""
    message: str
    text: str = ""
    """The words at fault within the field; empty for the field as a whole."""


Rule = Callable[[Card], Iterator[Breach]]


def breaches(card: Card) -> Iterator[Breach]:
    """Yield every rule that a card breaks by itself."""
    for rule in RULES:
        yield from rule(card)


def lengths(card: Card) -> Iterator[Breach]:
    """Answers are as long as what can be said and read."""
    for field, text, (least, most) in (
        ("quick_answer", card.quick_answer, QUICK_WORDS),
        ("answer", prose(card.answer), ANSWER_WORDS),
    ):
        words = len(text.split())
        if not least <= words <= most:
            yield Breach((field,), f"{words} words; the {field.replace('_', ' ')} has {least} to {most}")
    for line in formulas(card.answer):
        if len(line) > INDENT + FORMULA_COLUMNS:
            columns = len(line) - INDENT
            message = f"a formula of {columns} columns; at most {FORMULA_COLUMNS} fit a narrow terminal"
            yield Breach(("answer",), message, line.strip())
    asked = [card.question] + ([card.trap.claim] if card.trap else [])
    lines = sum(len(textwrap.wrap(text, QUESTION_COLUMNS)) for text in asked)
    if lines > QUESTION_LINES:
        message = f"{lines} lines at {QUESTION_COLUMNS} columns; {QUESTION_LINES} leave room for the rest of the screen"
        yield Breach(("question",), message)


def counts(card: Card) -> Iterator[Breach]:
    """There is enough of everything, and nothing twice."""
    for field, number, (least, most) in (
        ("phrasings", len(card.phrasings), PHRASINGS),
        ("key_points", len(card.key_points), KEY_POINTS),
        ("follow_ups", len(card.follow_ups), FOLLOW_UPS),
        ("sources", len(card.sources), SOURCES),
    ):
        if not least <= number <= most:
            wanted = f"{least} to {most}" if most < MANY else f"at least {least}"
            yield Breach((field,), f"{number} {field.replace('_', ' ')}; a card has {wanted}")
    if not any(point.must for point in card.key_points):
        yield Breach(("key_points",), "no key point is a must: which one fails an answer that lacks it?")
    stood = {card.question.casefold()}
    for field, wordings in (("phrasings", card.phrasings), ("narrower", card.narrower)):
        for number, wording in enumerate(wordings):
            if wording.casefold() in stood:
                yield Breach((field, number), "this wording stands twice")
            stood.add(wording.casefold())


def cues(card: Card) -> Iterator[Breach]:
    """Each key point can be heard, in the card's own answers first of all."""
    own = {
        heard.point
        for text in (card.quick_answer, card.answer)
        for heard in listen(text, card)
        if not heard.negated
    }
    for number, point in enumerate(card.key_points):
        if len(set(point.cues)) < CUES:
            message = f"{len(set(point.cues))} cue; people say a thing in at least {CUES} ways"
            yield Breach(("key_points", number, "cues"), message)
        if number not in own:
            message = f"neither the quick nor the full answer says this point: {point.say}"
            yield Breach(("key_points", number), message)


def hollow_answers(card: Card) -> Iterator[Breach]:
    """What is no answer is not heard as one: the tempting answer, a wrong statement, and the question said back."""
    # Who asks has said nothing, so the question is heard as a statement.
    hollow: list[tuple[tuple[Step, ...], str, str]] = [
        (("question",), card.question.replace("?", "."), "the question itself"),
        *((("wrong", number), text, "a wrong statement") for number, text in enumerate(card.wrong)),
    ]
    if card.trap:
        hollow.append((("tempting",), card.trap.tempting, "the tempting answer"))
    for steps, text, what in hollow:
        for heard in listen(text, card):
            if card.key_points[heard.point].must and not heard.negated:
                message = f"{what} is heard as the must point {heard.point + 1}, in “{heard.quote}”: sharpen its cues"
                yield Breach(steps, message, heard.quote)


def proofs(card: Card) -> Iterator[Breach]:
    """Every number of `proof` stands in the card and is what its call computes."""
    for number, proof in enumerate(card.proof):
        if not stands(proof.shown, card):
            yield Breach(("proof", number, "shown"), f"`{proof.shown}` does not stand in the card's text")
        fault = proof_fault(proof.shown, proof.call)
        if fault:
            yield Breach(("proof", number, "call"), fault)


def sources(card: Card) -> Iterator[Breach]:
    """Sources have the form of something that can be looked up."""
    for number, source in enumerate(card.sources):
        for field, message in source_faults(source):
            yield Breach(("sources", number, field), message)


def source_faults(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the field and what is wrong with it."""
    if not FIRST_YEAR <= source.year <= date.today().year:
        yield "year", f"{source.year} is no year in which this could have appeared"
    arxiv = ARXIV.fullmatch(source.arxiv)
    if source.arxiv and not arxiv:
        yield "arxiv", f"`{source.arxiv}` is no arXiv id: 1502.01852 or cs/0102003"
    if source.doi and not DOI.fullmatch(source.doi):
        yield "doi", f"`{source.doi}` is no DOI: it begins with 10. and has no https://doi.org/"
    if source.url and not URL.fullmatch(source.url):
        yield "url", f"`{source.url}` is no address: it begins with https://"
    if not (source.venue or source.arxiv or source.doi or source.url):
        yield "title", "nowhere to look it up: give a venue, an arXiv id, a DOI or an address"


def prose(answer: str) -> str:
    """Return an answer without its formulas."""
    return "\n".join(line for line in answer.split("\n") if not line.startswith(" " * INDENT))


def formulas(answer: str) -> list[str]:
    """Return the formula lines of an answer, with their indentation."""
    return [line for line in answer.split("\n") if line.startswith(" " * INDENT)]


MANY = 1000
QUICK_WORDS, ANSWER_WORDS = (40, 75), (120, 250)
PHRASINGS, KEY_POINTS, FOLLOW_UPS, SOURCES, CUES = (3, MANY), (4, 6), (2, 3), (1, MANY), 2
INDENT, FORMULA_COLUMNS = 4, 72
QUESTION_COLUMNS, QUESTION_LINES = 76, 14
"""A card fits 80 x 24 before the answer is shown: ten lines are for its head and the keys."""
FIRST_YEAR = 1600
ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
DOI = re.compile(r"10\.\d{4,9}/\S+")
URL = re.compile(r"https?://[^\s/]+\.\S+")
RULES: tuple[Rule, ...] = (lengths, counts, cues, hollow_answers, proofs, sources)
