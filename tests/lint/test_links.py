"""The names that lint reserves are those of the commands."""

from __future__ import annotations

from nnprep.cli.explain.topics import TOPICS
from nnprep.lint.links import RESERVED


def test_reserved_ids_are_the_topics_of_explain() -> None:
    """A card can't have the name of a topic, because `nnprep explain` would show the topic."""
    assert set(TOPICS) == RESERVED
