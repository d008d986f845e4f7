"""Names that lint holds cards against, and the commands that own them."""

from __future__ import annotations

from nnprep.cli.explain.topics import TOPICS
from nnprep.lint.links import RESERVED


def test_reserved_ids_are_the_topics_of_explain() -> None:
    """A card may not be called like a topic: `nnprep explain` would show the topic."""
    assert set(TOPICS) == RESERVED
