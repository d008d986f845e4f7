"""A point said in the card's own words is heard, and what denies it is not."""

from __future__ import annotations

from nnprep.answers.key_points import listen
from nnprep.content.library import load_cards


def test_a_point_in_the_cards_own_words_needs_no_cue() -> None:
    """Every built-in point is heard when it is said as the card says it, and not when that is denied."""
    for card in load_cards():
        for number, point in enumerate(card.key_points):
            heard = {one.point for one in listen(point.say, card)}

            assert number in heard, (card.id, point.say)


def test_own_words_do_not_count_when_they_are_denied() -> None:
    """A sentence with the same words that denies them does not say the point."""
    card = next(card for card in load_cards() if card.id == "double-softmax")
    mute = card._replace(key_points=tuple(point._replace(cues=("xyzzy",)) for point in card.key_points))
    number, say = next((i, p.say) for i, p in enumerate(card.key_points) if "itself" in p.say)

    assert number in {heard.point for heard in listen(f"I think this: {say}", mute)}
    assert number not in {heard.point for heard in listen(f"It is not true that {say}", mute)}
    assert number not in {heard.point for heard in listen(card.question, mute)}
