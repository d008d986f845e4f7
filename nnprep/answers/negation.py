"""Finds what a sentence denies: its negations and how far each one reaches."""

from __future__ import annotations

from typing import NamedTuple

from nnprep.answers.tokens import ARROW, Sentence


class Negation(NamedTuple):
    """One negation of a sentence; positions count its words from 0."""

    first: int
    last: int
    """Its own words: `not`, or `instead of`."""
    start: int
    end: int
    """What it denies: the words from `start` up to, without, `end`."""
    subject: int
    """Where a denied subject begins, "random weights do not help"; `first` where the subject is not denied."""

    def covers(self, position: int) -> bool:
        """Return whether the word at this position is denied."""
        return self.start <= position < self.end or self.subject <= position < self.first


def negations(sentence: Sentence) -> tuple[Negation, ...]:
    """Return the negations of a sentence, in order.

    A verb's negation reaches to the end of its clause; `no` reaches over a few words, and `without`,
    `instead of` and their like over one noun phrase: "without activations any depth collapses" does not deny
    the collapse.
    `not only`, `why not`, the no of an answer ("no, it ...") and `no more than` deny nothing.
    """
    words = [word.text for word in sentence]
    found = []
    position = 0
    while position < len(words):
        length, reach = negation_at(words, position)
        if not length and words[position] in CLAIMS:
            subject = claim_before(words, position)
            if subject < position:
                found.append(Negation(position, position, position + 1, position + 1, subject))
        if length:
            start = position + length
            subject = subject_of(words, position, start) if reach == CLAUSE else position
            if words[position] in IDLE or (words[position] == "no" and AVAIL & set(words[start : start + 1])):
                subject = clause_start(words, position)
            found.append(Negation(position, start - 1, start, reached(words, start, reach), subject))
        position += max(length, 1)
    return tuple(found)


SUBJECT = 4
"""How near a denied verb an `and` stands that joins two subjects."""
CLAUSE, A_FEW, PHRASE, ONE = 12, 4, 3, 1
"""How many words that carry meaning a negation reaches at most."""


def negation_at(words: list[str], position: int) -> tuple[int, int]:
    """Return how many words the negation at this position has, and its reach; 0 and 0 where there is none."""
    word = words[position]
    after = words[position + 1] if position + 1 < len(words) else ""
    before = words[position - 1] if position else ""
    for phrase, reach in PHRASES:
        if words[position : position + len(phrase)] == list(phrase):
            return len(phrase), reach
    if word.startswith("fail") and after == "to":
        return 2, CLAUSE
    if word in IDLE:
        return 1, CLAUSE
    if word in CLAIMS and after in {"that", "to"}:
        return 2, CLAUSE
    if word == "no":
        aside = not after or after in INTERJECTION or (position == 0 and after in STARTS)
        bound = (
            after in {"more", "less", "greater", "fewer", "other"}
            and "than" in words[position + 2 : position + 4]
        )
        if aside or bound or after in {"matter", "doubt", "wonder"}:
            return 0, 0
        return 1, CLAUSE if after in {"need", "point"} else A_FEW
    if word == "non" and after:
        return 1, ONE
    if word in VERBAL or word.endswith("n't"):
        merely = after in {"only", "just", "merely", "simply", "solely"}
        tag = word.endswith("n't") and position + 2 == len(words) and after in STARTS
        aside = before in {"why", "or", "if", "whether"} and word == "not"
        limit = after in LIMITS or (
            after in {"more", "less"} and "than" in words[position + 2 : position + 3]
        )
        return (
            (0, 0)
            if merely or tag or aside or limit or (word == "nothing" and after == "but")
            else (1, CLAUSE)
        )
    return (1, PHRASE) if word in NOMINAL else (0, 0)


def subject_of(words: list[str], first: int, start: int) -> int:
    """Return where the subject of a denied verb begins if the verb says that nothing comes of it, else `first`."""
    verb = next((word for word in words[start : start + 4] if word not in FUNCTION_WORDS), "")
    return clause_start(words, first) if verb.startswith(VAIN) else first


def clause_start(words: list[str], first: int) -> int:
    """Return where the clause begins that a word stands in; "recall and precision" are one subject."""
    second = 0
    for position in range(first - 1, -1, -1):
        word = words[position]
        if second and is_negation(word):
            return second  # what stands before the `and` is a clause of its own
        if word == "and" and first - position < SUBJECT and words[position - 1] != ",":
            second = position + 1
        elif word in BREAKS or word in {",", "and"}:
            return position + 1
    return 0


def claim_before(words: list[str], end: int) -> int:
    """Return where a claim begins that is called wrong, "that it vanishes is a myth"; `end` where none is."""
    if end < 2 or not {"is", "are", "was", "be"} & set(words[end - 2 : end]):
        return end
    for position in range(end - 1, -1, -1):
        if words[position] in CLAIMING and (position == 0 or words[position - 1] not in {"so", "such"}):
            return position
        if words[position] in BREAKS:
            break
    return end


def denied_whole(sentence: Sentence) -> Negation:
    """Return the negation of a whole sentence: a question that is then answered with no."""
    return Negation(-1, -1, 0, len(sentence), -1)


def is_negation(word: str) -> bool:
    """Return whether a word of a cue stands for any negation."""
    return word in VERBAL or word in NOMINAL or word == "no" or word.endswith("n't")


def reached(words: list[str], start: int, reach: int) -> int:
    """Return the position after the last word that a negation starting here denies."""
    spent = 0
    for position in range(start, len(words)):
        word = words[position]
        if spent and reach <= A_FEW and word == "=":
            return position
        if word == "," and not listed(words, position):
            return position
        if position > start and (word in BREAKS or (word == "and" and reach > PHRASE)):
            return position
        if word in BREAKS and word in SIGN_BREAKS:
            return position
        if reach <= PHRASE and spent and (word in DETERMINERS or word in STARTS or word in BEING):
            return position
        if word.isalnum() and word not in FUNCTION_WORDS:
            spent += 1
            if spent > reach:
                return position
    return len(words)


def listed(words: list[str], comma: int) -> bool:
    """Return whether a comma stands within a list: `labels, losses or gradients`."""
    for word in words[comma + 1 : comma + 7]:
        if word in {"or", "nor"}:
            return True
        if word in BREAKS or word in STARTS or word == "and":
            return False
    return False


def lexicon(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


VERBAL = lexicon("""
    not never cannot neither nor none nothing nobody hardly barely scarcely rarely seldom dont
    doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent hadnt
""")
NOMINAL = lexicon("without unlike lacks lacking")
PHRASES = (
    (("instead", "of"), PHRASE),
    (("rather", "than"), PHRASE),
    (("as", "opposed", "to"), PHRASE),
    (("in", "place", "of"), PHRASE),
    (("absence", "of"), PHRASE),
    (("lack", "of"), PHRASE),
    (("far", "from"), PHRASE),
)
LIMITS = lexicon("above below exceed exceeds exceeding")
"""After `never` they give a bound and deny nothing: "never above a quarter"."""
CLAIMING = lexicon("that claim claiming saying say statement idea belief")
VAIN = (
    *(
        "help",
        "work",
        "matter",
        "suffic",
        "enough",
        "need",
        "necessar",
        "require",
        "true",
        "solv",
        "fix",
        "stop",
    ),
    *("use", "affect", "influenc", "contribut", "move"),
)
"""Verbs whose denial denies their subject."""
AVAIL = lexicon("use good better help advantage benefit remedy role influence effect impact bearing part")
"""What its subject has or is not, where `no` stands before it: "a leaky ReLU is no better"."""
IDLE = lexicon("unnecessary needless superfluous pointless irrelevant")
"""Says of its subject, or of what follows, that one can do without it."""
CLAIMS = lexicon("wrong false incorrect untrue myth misconception mistake")
SIGN_BREAKS = frozenset({";", ":", "--", ARROW})
BREAKS = SIGN_BREAKS | lexicon("""
    but although though whereas while because since however so therefore hence thus yet which where when
    if unless until then rather instead only nor except besides apart
""")
DETERMINERS = lexicon("the any a an every all each this these both")
STARTS = lexicon("""
    it they we you i one that this there the because since its each every all both he she these those
""")
BEING = lexicon("is are was were be becomes become has have can wil would does")
INTERJECTION = SIGN_BREAKS | {",", "it's", "that's", "there's", "it"}
FUNCTION_WORDS = lexicon("""
    a an the of to in on at by for with from as is are was were be been being am do does did has have
    had it its their our or your his her this that these those any some such and nor also ever even just
    very realy actualy wil can could may might must should there respect
""")
