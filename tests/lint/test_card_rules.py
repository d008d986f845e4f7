"""Each rule of a card finds its own fault, at its own place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.lint.lint import lint


def broken(root: Path, old: str, new: str) -> list[str]:
    """Break the example card and return what lint says, with the line's text in place of its number."""
    path = root / "questions" / "losses.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    rows = path.read_text(encoding="utf-8").split("\n")
    result = lint(path, seeds=1)
    return [f"{rows[fault.line - 1][fault.column - 1 :]} <- {fault.message}" for fault in result.faults]


def test_the_example_keeps_every_rule(root: Path) -> None:
    """What contributors copy is right."""
    result = lint(root / "questions")

    assert result.faults == ()
    assert [card.id for card in result.cards] == ["loss-before-training"]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "even guess is ln 10, about 2.30. A first",
            "even guess is ln 10. " + "And so on. " * 20,
            ">-",
            "words; the quick",
        ),
        (
            "one class dominates.",
            "one class dominates. " + "and more " * 60,
            "|",
            "the answer has 120 to 250",
        ),
        ("ln 10 = 2.3026", "ln 10 = 2.3026" + " = 2.3026" * 6, "L = -ln(1/K)", "at most 72"),
        ("question: A fresh", "question: " + "Well, then. " * 100 + "A fresh", "Well", "leave room"),
        ("    - How can one number tell you that a network starts badly?\n", "", "- Which", "at least 3"),
        (
            "- How can one number tell you that a network starts badly?",
            "- Which cross-entropy should a ten-class network show before training?",
            "Which",
            "duplicate wording",
        ),
        (
            "- What is the cross-entropy of an even guess?",
            "- How can one number tell you that a network starts badly?",
            "How can one",
            "duplicate wording",
        ),
        (
            "cues: [large & wrong, confident & wrong, overconfident]",
            "cues: [large & wrong]",
            "[large",
            "at least 2",
        ),
        (
            "- say: A much larger loss means large scores that are wrong.\n"
            "      cues: [large & wrong, confident & wrong, overconfident]",
            "- say: Colossal bits are gigantic.\n      cues: [gigantic, colossal]",
            "say:",
            "neither",
        ),
        (
            "tempting: Any value will do",
            "tempting: An even guess, any value will do",
            "even",
            "tempting answer",
        ),
        (
            "balanced classes reports",
            "equally likely classes reports",
            "equally likely",
            "the question itself",
        ),
        (
            "- A high first loss only means",
            "- Equally likely classes only mean",
            "Equally likely",
            "a wrong statement",
        ),
        ('{shown: "2.3026"', '{shown: "2.3027"', '"2.3027"', "is not in the card's text"),
        ("call: initial_loss(10)", "call: initial_loss(11)", "initial_loss(11)", "is 2.397"),
        ("call: initial_loss(10)", "call: inital_loss(10)", "inital_loss(10)", "initial_loss"),
        ("year: 1948", "year: 2948", "2948", "not a possible year"),
        ("doi: 10.1002", "doi: https://doi.org/10.1002", "https", "not a DOI"),
        ("doi: 10.1002/j.1538-7305.1948.tb01338.x", 'arxiv: "48.1"', '"48.1"', "not an arXiv id"),
        ("doi: 10.1002/j.1538-7305.1948.tb01338.x", "url: shannon", "shannon", "not a web address"),
        (", doi: 10.1002/j.1538-7305.1948.tb01338.x", "", "A math", "can't be looked up"),
        ("see: []", "see: [zero-weight]", "zero-weight", "`zero-weights`"),
        ("see: []", "see: [loss-before-training]", "loss-before-training", "doesn't link to itself"),
        ("practise: []", "practise: [bakprop]", "bakprop", "`backprop`"),
        ("practise: []", "practise: [drill mpl]", "drill mpl", "`mlp`"),
        ("id: loss-before-training ", "id: losses ", "losses", "a topic of `nnprep explain`"),
        ("id: loss-before-training ", "id: zero-weights ", "", "duplicate id"),
    ],
)
def test_a_broken_rule_is_found_at_its_place(root: Path, old: str, new: str, place: str, said: str) -> None:
    """The fault points at the field, or at the very words, that break the rule."""
    found = broken(root, old, new)

    assert any(row.startswith(place) and said in row for row in found), found


def test_a_card_without_a_must_is_found(root: Path) -> None:
    """Something has to fail an answer that lacks it."""
    path = root / "questions" / "losses.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("must: true", "must: false"), encoding="utf-8")

    (fault,) = lint(path).faults

    assert "no key point is a `must`" in fault.message


def test_broken_files_and_broken_rules_are_told_together(root: Path) -> None:
    """A format fault in one file does not hide a broken rule in another."""
    (root / "questions" / "basics.yaml").write_text("- id: 5\n")
    found = broken(root, "year: 1948", "year: 2948")
    everywhere = [fault.message for fault in lint(root / "questions").faults]

    assert len(found) == 1
    assert any("doesn't read `5` as text" in message for message in everywhere)
    assert any("not a possible year" in message for message in everywhere)
