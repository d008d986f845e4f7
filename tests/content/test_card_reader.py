"""A topic file becomes cards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnprep.content.cards import Card, Kind, Level, as_facts
from nnprep.content.yaml.card_reader import read_cards

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
SENTENCE = (
    st.lists(WORDS, min_size=1, max_size=6)
    .map(" ".join)
    # PyYAML writes 08 without quotes, as the text that it is to YAML 1.1; read strictly, it needs them.
    .filter(lambda text: not re.fullmatch(r"[-+]?0[0-9_]+", text))
)


def written(card: Card) -> dict[str, Any]:
    """Return a card as its author would write it."""
    fields: dict[str, Any] = as_facts(card)
    trap = fields.pop("trap") or {}
    del fields["path"], fields["line"]
    for source in fields["sources"]:
        for field in [field for field, value in source.items() if value == ""]:
            del source[field]
    return fields | trap


def test_the_example_reads_as_a_trap_with_everything(root: Path) -> None:
    """Every field of the contributor's example arrives, in its type."""
    cards, faults = read_cards(root / "questions" / "losses.yaml")

    assert faults == []
    (card,) = cards
    assert (card.id, card.kind, card.level, card.line) == ("loss-before-training", Kind.TRAP, Level.EASY, 1)
    assert card.trap is not None
    assert card.trap.verdict is False
    assert [point.must for point in card.key_points] == [True, True, False, False]
    assert "\n\n    L = -ln(1/K) = ln K " in card.answer
    assert card.sources[0].year == 1948
    assert card.proof[0].call == "initial_loss(10)"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=SENTENCE,
    cues=st.lists(SENTENCE, min_size=1, max_size=4),
    answer=SENTENCE,
    seconds=st.integers(1, 999),
)
def test_a_card_survives_being_written_and_read_again(
    root: Path, question: str, cues: list[str], answer: str, seconds: int
) -> None:
    """A card that PyYAML writes and we read again is the same card, whatever its texts contain."""
    path = root / "questions" / "losses.yaml"
    body = written(read_cards(path)[0][0]) if path.exists() else {}
    body |= {"question": question, "answer": answer, "target_seconds": seconds}
    body["key_points"][0]["cues"] = cues
    copy = root / "copy" / "losses.yaml"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(yaml.safe_dump([body], allow_unicode=True), encoding="utf-8")

    cards, faults = read_cards(copy)

    assert faults == []
    assert written(cards[0]) == body


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("kind: trap", "kind: trick", "trick", "expected one of question, trap"),
        ("level: easy", "level: eazy", "eazy", "expected one of easy"),
        ("topic: losses", "topic: loses ", "id: loss", "losses.yaml"),
        ("verdict: false", "verdict: perhaps", "perhaps", "true or false"),
        ("  tempting: Any", "  # tempting: Any", "id: loss", "`tempting` is missing in a trap"),
        ("must: true", "must: yes", "yes", "true or false"),
        ("cues: [even,", "cues: [on,", "on, uniform", "quotes"),
        ("year: 1948", "year: then", "then, title", "positive whole number"),
        ("id: loss-before", "id: Loss-before", "Loss-before", "not a valid id"),
        ("kind: trap", "kind: question", "id: loss", "only for traps"),
        ("  wrong:", "  wrongs:", "wrongs:", "nearest valid ones are `wrong`"),
    ],
)
def test_an_invalid_field_is_reported_at_its_place(
    root: Path, old: str, new: str, place: str, said: str
) -> None:
    """Each kind of error is reported at its place, and the card is skipped."""
    path = root / "questions" / "losses.yaml"
    before = path.read_text(encoding="utf-8")
    assert old in before
    broken = before.replace(old, new, 1)
    path.write_text(broken, encoding="utf-8")
    start = broken.index(place)

    cards, faults = read_cards(path)

    assert cards == []
    assert (faults[0].line, faults[0].column) == (
        broken.count("\n", 0, start) + 1,
        start - broken.rfind("\n", 0, start),
    )
    assert said in faults[0].message
