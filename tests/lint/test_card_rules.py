"""Each rule for cards finds its own error, at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import nnprep.lint as lint_package
from nnprep.content.library import find_card
from nnprep.lint import card_rules, exercise_proof, links
from nnprep.lint.lint import lint


def broken(root: Path, old: str, new: str) -> list[str]:
    """Break the example card and return what lint says, with the line's text in place of its number."""
    path = root / "questions" / "losses.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return messages(path)


def messages(path: Path) -> list[str]:
    """Return what lint says about a topic file."""
    rows = path.read_text(encoding="utf-8").split("\n")
    faults = lint(path, seeds=1).faults
    return [f"{rows[fault.line - 1][fault.column - 1 :]} <- {fault.message}" for fault in faults]


def test_the_example_keeps_every_rule(root: Path) -> None:
    """The example that contributors copy is valid."""
    result = lint(root / "questions")

    assert result.faults == ()
    assert [card.id for card in result.cards] == ["loss-before-training"]


FORMAT = "format"
"""Stands for the format in cases that the reader reports."""
CASES = [
    (
        "lengths",
        "No. Before training",
        "No. " + "And so on. " * 20 + "Before training",
        ">-",
        "words; the quick",
    ),
    (
        "lengths",
        "one class dominates.",
        "one class dominates. " + "and more " * 60,
        "|",
        "the answer has 120 to 250",
    ),
    ("lengths", "ln 10 = 2.3026", "ln 10 = 2.3026" + " = 2.3026" * 6, "L = -ln(1/K)", "at most 72"),
    (
        "lengths",
        "question: A fresh",
        "question: " + "Well, then. " * 100 + "A fresh",
        "Well",
        "leave room",
    ),
    (
        "sentences",
        "So I'd look at the\n    scale",
        "So I'd look" + " and look" * 20 + " at the\n    scale",
        "So I'd look and",
        "a sentence of 59 words",
    ),
    (
        "sentences",
        "A loss of 9 means large wrong",
        "A loss of 9 " + "of nine " * 10 + "means large wrong",
        "A loss of 9 of nine",
        "a sentence of 31 words",
    ),
    (
        "sentences",
        "it shouldn't believe anything. A loss",
        "it shouldn't believe anything; a loss",
        "anything; a loss",
        "a semicolon",
    ),
    (
        "sentences",
        "No. Before training,",
        "No: first: before training,",
        "first:",
        "2 colons",
    ),
    (
        "spoken_words",
        "I'd look at the\n    scale of the last layer, at inputs that aren't scaled",
        "look at the\n    scale of the last layer and the inputs",
        ">-",
        "no contraction",
    ),
    ("spoken_words", "is the log of ten", "is -ln(1/10)", "-ln(1/10)", "can't be said aloud"),
    (
        "stock_phrases",
        "The network hasn't",
        "It tempts because it's easy. The network hasn't",
        "tempts because",
        "stock phrase",
    ),
    (
        "stock_phrases",
        "A network that has seen nothing",
        "It is worth noting that a network that has seen nothing",
        "worth noting",
        "stock phrase",
    ),
    (
        "counts",
        "    - How can one number tell you that a network starts badly?\n",
        "",
        "- Which",
        "at least 3",
    ),
    (
        "counts",
        "- How can one number tell you that a network starts badly?",
        "- Which cross-entropy should a ten-class network show before training?",
        "Which",
        "duplicate wording",
    ),
    (
        "counts",
        "- What is the cross-entropy of an even guess?",
        "- How can one number tell you that a network starts badly?",
        "How can one",
        "duplicate wording",
    ),
    (
        "cues",
        "cues: [large & wrong, confident & wrong, overconfident]",
        "cues: [large & wrong]",
        "[large",
        "at least 2",
    ),
    (
        "cues",
        "- say: A much larger loss means large scores that are wrong.\n"
        "      cues: [large & wrong, confident & wrong, overconfident]",
        "- say: Colossal bits are gigantic.\n      cues: [gigantic, colossal]",
        "say:",
        "neither",
    ),
    (
        "cues",
        "is the log of ten, about 2.3. A",
        "is known. A",
        "say: The cross-entropy of an even",
        "the quick answer doesn't make this point",
    ),
    (
        "hollow_answers",
        "tempting: Any value will do",
        "tempting: An even guess, any value will do",
        "even",
        "tempting answer",
    ),
    (
        "hollow_answers",
        "balanced classes reports",
        "equally likely classes reports",
        "equally likely",
        "the question itself",
    ),
    (
        "hollow_answers",
        "- A high first loss only means",
        "- Equally likely classes only mean",
        "Equally likely",
        "a wrong statement",
    ),
    ("proofs", '{shown: "2.3026"', '{shown: "2.3027"', '"2.3027"', "is not in the card's text"),
    ("proofs", "call: initial_loss(10)", "call: initial_loss(11)", "initial_loss(11)", "is 2.397"),
    ("proofs", "call: initial_loss(10)", "call: inital_loss(10)", "inital_loss(10)", "initial_loss"),
    ("sources", "year: 1948", "year: 2948", "2948", "not a possible year"),
    ("sources", "doi: 10.1002", "doi: https://doi.org/10.1002", "https", "not a DOI"),
    ("sources", "doi: 10.1002/j.1538-7305.1948.tb01338.x", 'arxiv: "48.1"', '"48.1"', "not an arXiv id"),
    (
        "sources",
        "doi: 10.1002/j.1538-7305.1948.tb01338.x",
        "url: shannon",
        "shannon",
        "not a web address",
    ),
    ("sources", ", doi: 10.1002/j.1538-7305.1948.tb01338.x", "", "A math", "can't be looked up"),
    ("see_links", "see: []", "see: [zero-weight]", "zero-weight", "`zero-weights`"),
    (
        "see_links",
        "see: []",
        "see: [loss-before-training]",
        "loss-before-training",
        "doesn't link to itself",
    ),
    ("practice_links", "practise: []", "practise: [bakprop]", "bakprop", "`backprop`"),
    ("practice_links", "practise: []", "practise: [drill mpl]", "drill mpl", "`mlp`"),
    ("reserved_ids", "id: loss-before-training ", "id: losses ", "losses", "a topic of `nnprep explain`"),
    ("format", "id: loss-before-training ", "id: zero-weights ", "", "duplicate id"),
    (
        "reserved_ids",
        "kind: trap",
        "aliases: [losses]\n  kind: trap",
        "losses",
        "a topic of `nnprep explain`",
    ),
    ("see_links", "see: []", "see: [batch-normalization]", "batch", "link to `batch-normalisation`"),
    (
        "repeated_questions",
        "- How can one number tell you that a network starts badly?",
        f"- {find_card('zero-weights').question}",
        find_card("zero-weights").question,
        "the card `zero-weights` asks the same question",
    ),
]


@pytest.mark.parametrize(("rule", "old", "new", "place", "said"), CASES)
def test_a_broken_rule_is_found_at_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, rule: str, old: str, new: str, place: str, said: str
) -> None:
    """The error points at the field, or the words in it, that break the rule; no other rule reports it."""
    found = broken(root, old, new)
    without(rule, monkeypatch)
    without_rule = messages(root / "questions" / "losses.yaml")

    assert any(row.startswith(place) and said in row for row in found), found
    assert rule == FORMAT or not any(said in row for row in without_rule)


def without(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove a rule."""
    for module in (card_rules, links):
        monkeypatch.setattr(module, "RULES", tuple(each for each in module.RULES if each.__name__ != rule))


def test_every_rule_is_documented_and_has_a_case() -> None:
    """The package lists each rule by the name of its function, and each is broken by a case above."""
    rules = {rule.__name__ for rule in (*card_rules.RULES, *links.RULES)}
    documented = set(re.findall(r"^- `(\w+)`", lint_package.__doc__ or "", re.M))

    assert {case[0] for case in CASES} - {FORMAT} == rules
    assert rules <= documented
    assert all(
        any(hasattr(module, name) for module in (card_rules, links, exercise_proof)) for name in documented
    )


def test_the_same_question_under_two_ids_is_found(root: Path) -> None:
    """Case, spaces and punctuation don't make it another question."""
    path = root / "questions" / "losses.yaml"
    text = path.read_text(encoding="utf-8")
    copy = text.replace("id: loss-before-training", "id: another").replace(
        "A fresh classifier", "a FRESH  classifier"
    )
    path.write_text(text + copy, encoding="utf-8")

    found = messages(path)

    assert len(found) == 1
    assert "another: the card `loss-before-training` asks the same question" in found[0]


def test_a_narrower_question_of_two_cards_is_found(root: Path) -> None:
    """What is asked about a part of a card leads to that card only."""
    narrower = find_card("zero-weights").narrower[0]
    wording = "How can one number tell you that a network starts badly?"
    found = broken(root, wording, narrower)

    assert any("the card `zero-weights` asks the same question" in each for each in found), found


def test_a_card_without_a_must_is_found(root: Path) -> None:
    """Without a `must`, no answer could fail."""
    path = root / "questions" / "losses.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("must: true", "must: false"), encoding="utf-8")

    (fault,) = lint(path).faults

    assert "no key point is a `must`" in fault.message


def test_errors_of_format_and_rules_are_reported_together(root: Path) -> None:
    """A format error in one file doesn't hide a broken rule in another."""
    (root / "questions" / "basics.yaml").write_text("- id: 5\n")
    found = broken(root, "year: 1948", "year: 2948")
    everywhere = [fault.message for fault in lint(root / "questions").faults]

    assert len(found) == 1
    assert any("doesn't read `5` as text" in message for message in everywhere)
    assert any("not a possible year" in message for message in everywhere)
