"""Drill answers against real NumPy arrays."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.content.cards import Level
from nnprep.nn.drills.drill import FAMILIES, generate
from nnprep.nn.drills.question import same
from tests.nn import real_arrays


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=60)
@given(level=st.sampled_from(list(Level)), seed=st.integers(0, 2**32))
def test_answers_are_what_arrays_say(family: str, level: Level, seed: int) -> None:
    """Making the arrays and measuring them gives the same answer."""
    question = generate(family, level, Random(seed))
    if question.facts["what"] == "chain":
        return
    measured = real_arrays.answer(question)

    assert same(measured, question.answer, question.tolerance or 1e-6), (question, measured)
