"""The rules for each card by itself, beyond its format."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import date

from nnprep.answers.key_points import listen
from nnprep.content.cards import Card, Source
from nnprep.content.yaml.locations import Step
from nnprep.errors import plural
from nnprep.lint.numbers import is_shown, proof_fault
from nnprep.named_tuple import NamedTuple


class Breach(NamedTuple):
    """One violation of a rule."""

    steps: tuple[Step, ...]
    """The field, as a path from the card."""
    message: str
    text: str = ""
    """The words in the field that violate it; empty for the whole field."""


Rule = Callable[[Card], Iterator[Breach]]


def breaches(card: Card) -> Iterator[Breach]:
    """Yield every violation in a card."""
    for rule in RULES:
        yield from rule(card)


def lengths(card: Card) -> Iterator[Breach]:
    """Answers can be said in the time there is; questions and formulas fit a terminal."""
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
            message = f"this formula has {columns} columns; at most {FORMULA_COLUMNS} fit a narrow terminal"
            yield Breach(("answer",), message, line.strip())
    asked = [card.question] + ([card.trap.claim] if card.trap else [])
    lines = sum(len(textwrap.wrap(text, QUESTION_COLUMNS)) for text in asked)
    if lines > QUESTION_LINES:
        message = f"{lines} lines at {QUESTION_COLUMNS} columns; {QUESTION_LINES} leave room for the rest of the screen"
        yield Breach(("question",), message)


def sentences(card: Card) -> Iterator[Breach]:
    """What is said aloud is said in short sentences, without semicolons and hardly any colons."""
    for field, text in said_aloud(card):
        for sentence in SENTENCE.findall(text):
            if len(sentence.split()) > SENTENCE_WORDS:
                message = f"a sentence of {len(sentence.split())} words; at most {SENTENCE_WORDS} fit into one breath"
                yield Breach((field,), message, sentence)
        if ";" in text:
            yield Breach((field,), "a semicolon; nobody says one, so end the sentence", in_context(";", text))
        if len(COLON.findall(text)) > COLONS:
            message = f"{len(COLON.findall(text))} colons; end the sentence, or say “so”, “because” or “like”"
            yield Breach((field,), message, COLON.findall(text)[COLONS])


def spoken_words(card: Card) -> Iterator[Breach]:
    """The quick answer has a contraction or an I, and no answer a formula that can't be said aloud."""
    if not (CONTRACTION.search(card.quick_answer) or FIRST_PERSON.search(card.quick_answer)):
        message = "no contraction and no “I”; say it to an interviewer, as in “it's”, “doesn't” or “I'd”"
        yield Breach(("quick_answer",), message)
    for field, text in said_aloud(card):
        formula = field in SPOKEN_ANSWERS and FORMULA.search(text)
        if formula:
            message = (
                f"`{formula.group()}` can't be said aloud: say it in words, and write it in the full answer"
            )
            yield Breach((field,), message, formula.group())


def stock_phrases(card: Card) -> Iterator[Breach]:
    """No phrase that every card could begin with."""
    for field, text in (*said_aloud(card), ("answer", card.answer)):
        for phrase in STOCK_PHRASE.finditer(text):
            message = f"“{phrase.group()}” is a stock phrase: say what is the case here"
            yield Breach((field,), message, phrase.group())


def said_aloud(card: Card) -> list[tuple[str, str]]:
    """Return the texts that somebody says in an interview, with the names of their fields."""
    texts = [("question", card.question), ("quick_answer", card.quick_answer)]
    if card.trap:
        trap = card.trap
        texts += [("claim", trap.claim), ("tempting", trap.tempting), ("why_wrong", trap.why_wrong)]
    return texts


def in_context(sign: str, text: str) -> str:
    """Return the word that a sign is in: the sign itself may stand in the field's name or in a cue before."""
    return next(word for word in text.split() if sign in word)


def counts(card: Card) -> Iterator[Breach]:
    """There is enough of everything, and no wording twice."""
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
        yield Breach(("key_points",), "no key point is a `must`: which one does an answer fail without?")
    before = {card.question.casefold()}
    for field, wordings in (("phrasings", card.phrasings), ("narrower", card.narrower)):
        for number, wording in enumerate(wordings):
            if wording.casefold() in before:
                yield Breach((field, number), "duplicate wording")
            before.add(wording.casefold())


def cues(card: Card) -> Iterator[Breach]:
    """Each key point can be recognized, first of all in the card's own answers."""
    quick, full = (
        {heard.point for heard in listen(text, card) if not heard.negated}
        for text in (card.quick_answer, card.answer)
    )
    for number, point in enumerate(card.key_points):
        if len(set(point.cues)) < CUES:
            message = f"{plural(len(set(point.cues)), 'cue')}; a key point has at least {CUES}"
            yield Breach(("key_points", number, "cues"), message)
        if point.must and number not in quick:
            message = f"the quick answer doesn't make this point, a `must`: {point.say}"
            yield Breach(("key_points", number), message)
        if number not in quick | full:
            message = f"neither the quick nor the full answer makes this point: {point.say}"
            yield Breach(("key_points", number), message)


def hollow_answers(card: Card) -> Iterator[Breach]:
    """The tempting answer, a wrong statement and the repeated question don't tick a `must`."""
    # A question ticks nothing, so it is tested as a statement.
    hollow: list[tuple[tuple[Step, ...], str, str]] = [
        (("question",), card.question.replace("?", "."), "the question itself"),
        *((("wrong", number), text, "a wrong statement") for number, text in enumerate(card.wrong)),
    ]
    if card.trap:
        hollow.append((("tempting",), card.trap.tempting, "the tempting answer"))
    for steps, text, what in hollow:
        for heard in listen(text, card):
            if card.key_points[heard.point].must and not heard.negated:
                message = f"{what} ticks key point {heard.point + 1}, a `must`, with “{heard.quote}”: narrow its cues"
                yield Breach(steps, message, heard.quote)


def proofs(card: Card) -> Iterator[Breach]:
    """Every number of `proof` is in the card and is what its call computes."""
    for number, proof in enumerate(card.proof):
        if not is_shown(proof.shown, card):
            yield Breach(("proof", number, "shown"), f"`{proof.shown}` is not in the card's text")
        fault = proof_fault(proof.shown, proof.call)
        if fault:
            yield Breach(("proof", number, "call"), fault)


def sources(card: Card) -> Iterator[Breach]:
    """Sources are well-formed and can be looked up."""
    for number, source in enumerate(card.sources):
        for field, message in source_faults(source):
            yield Breach(("sources", number, field), message)


def source_faults(source: Source) -> Iterator[tuple[str, str]]:
    """Yield each invalid field of a source, and what's wrong with it."""
    if not FIRST_YEAR <= source.year <= date.today().year:
        yield "year", f"{source.year} is not a possible year: {FIRST_YEAR} to {date.today().year}"
    if source.arxiv and not ARXIV.fullmatch(source.arxiv):
        yield "arxiv", f"`{source.arxiv}` is not an arXiv id such as 1502.01852 or cs/0102003"
    if source.doi and not DOI.fullmatch(source.doi):
        yield "doi", f"`{source.doi}` is not a DOI: write it as 10.… without https://doi.org/"
    if source.url and not URL.fullmatch(source.url):
        yield "url", f"`{source.url}` is not a web address: it begins with https://"
    if not (source.venue or source.arxiv or source.doi or source.url):
        yield "title", "this can't be looked up: add a venue, an arXiv id, a DOI or a url"


def prose(answer: str) -> str:
    """Return an answer without its formulas."""
    return "\n".join(line for line in answer.split("\n") if not line.startswith(" " * INDENT))


def formulas(answer: str) -> list[str]:
    """Return the formula lines of an answer, with their indentation."""
    return [line for line in answer.split("\n") if line.startswith(" " * INDENT)]


MANY = 1000
QUICK_WORDS, ANSWER_WORDS = (45, 75), (120, 250)
SENTENCE_WORDS, COLONS = 25, 1
SENTENCE = re.compile(r"\S.*?(?:[.?!][\"”)]*(?=\s)|$)", re.S)
COLON = re.compile(r"\S+:(?=\s)")
"""A colon between words, not that of a ratio or a time."""
CONTRACTION = re.compile(
    r"n['’]t\b|\w['’](?:re|ve|ll|d|m)\b|\b(?:it|that|there|here|what|who|let|nothing|everything)['’]s\b", re.I
)
"""Only where an `'s` can't be a possessive."""
FIRST_PERSON = re.compile(r"\b(?:I|we|me|my|us|our)\b")
SPOKEN_ANSWERS = ("quick_answer", "tempting", "why_wrong")
"""A question or a claim may quote code."""
FORMULA = re.compile(r"\S*(?:[=^√∑Σ∏∫∂²³ᵀ·×⊙≤≥<>|{}→←≈*]|\d/|\w\()\S*")
STOCK_PHRASE = re.compile(
    r"\btempts\b|\btempting because\b|\bhence the trap\b|\bworth noting\b|\bimportant to note\b|\bin conclusion\b"
    r"|\bneedless to say\b|\bcrucial role\b|\bdelves?\b|\bit should be noted\b",
    re.I,
)
PHRASINGS, KEY_POINTS, FOLLOW_UPS, SOURCES, CUES = (3, MANY), (4, 6), (2, 3), (1, MANY), 2
INDENT, FORMULA_COLUMNS = 4, 72
QUESTION_COLUMNS, QUESTION_LINES = 76, 14
"""Before the answer is shown, a card fits 80 x 24: its head and the keys take ten lines."""
FIRST_YEAR = 1600
ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
DOI = re.compile(r"10\.\d{4,9}/\S+")
URL = re.compile(r"https?://[^\s/]+\.\S+")
RULES: tuple[Rule, ...] = (
    lengths,
    sentences,
    spoken_words,
    stock_phrases,
    counts,
    cues,
    hollow_answers,
    proofs,
    sources,
)
