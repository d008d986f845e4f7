"""docs/coverage.md says which card answers what, and misses none."""

from __future__ import annotations

from tests.coverage import PAGE, asked, built_in_cards, page


def test_page_is_current() -> None:
    """The page is what the topics and the cards make it."""
    assert page() == PAGE.read_text(encoding="utf-8"), "python -m tests.readme writes it anew"


def test_every_card_is_on_the_page() -> None:
    """No card is missing, no topic stands twice, and no card answers two topics first."""
    text = PAGE.read_text(encoding="utf-8")
    topics = asked()
    first = [each.ids[0] for each in topics]

    assert [] == [id for id in built_in_cards() if f"`{id}`" not in text]
    assert len({each.topic for each in topics}) == len(topics)
    assert len(set(first)) == len(first)


def test_most_topics_are_answered() -> None:
    """Hardly any topic is without a card."""
    cards = built_in_cards()
    missing = [each.topic for each in asked() if each.ids[0] not in cards]

    assert len(missing) <= 0.4 * len(asked()), missing
