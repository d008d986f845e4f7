"""Drills: questions, typed answers, named mistakes, levels and streaks."""

from __future__ import annotations

import math
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.content.cards import Level
from nnprep.errors import UnknownNameError
from nnprep.nn.drills.answer import UnreadableAnswerError, read_answer
from nnprep.nn.drills.drill import CLIMB, FAMILIES, Drill, choices, generate
from nnprep.nn.drills.mlp import mlp_parameters
from nnprep.nn.drills.question import (
    Answer,
    Question,
    same,
    slip_of,
    spelled,
)

QUESTION = mlp_parameters([10, 64, 3])


def test_mistakes_of_the_example() -> None:
    """The wrong counts that people get for 10-64-3, each with its mistake."""
    found = {slip.answer: slip.says for slip in QUESTION.slips}

    assert QUESTION.answer == 899
    assert QUESTION.formula == "(10 + 1)·64 + (64 + 1)·3 = 899"
    assert {832, 909, 906, 834, 1923, 704, 929, 1798} == set(found)
    assert found[832] == "you forgot the biases"


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=60)
@given(level=st.sampled_from(list(Level)), seed=st.integers(0, 2**32))
def test_questions_are_well_made(family: str, level: Level, seed: int) -> None:
    """Each question has at least two mistakes, all different from each other and from the answer."""
    question = generate(family, level, Random(seed))
    answers = [question.answer, *(slip.answer for slip in question.slips)]

    assert len(question.slips) >= 2
    assert question == generate(family, level, Random(seed))
    assert question.ask.endswith(("?", ".", ")"))
    for place, one in enumerate(answers):
        assert not any(same(one, other, question.tolerance) for other in answers[place + 1 :])


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=40)
@given(level=st.sampled_from(list(Level)), seed=st.integers(0, 2**32))
def test_shown_answers_can_be_typed(family: str, level: Level, seed: int) -> None:
    """An answer can be typed as it is shown."""
    question = generate(family, level, Random(seed))
    for answer in (question.answer, *(slip.answer for slip in question.slips)):
        typed = read_answer(question, spelled(answer))
        tolerance = question.tolerance or (1e-3 if isinstance(answer, float) else 0)
        assert same(typed, answer, tolerance), (answer, typed)


@pytest.mark.parametrize("family", FAMILIES)
def test_formula_is_the_answer(family: str) -> None:
    """The printed formula evaluates to the answer."""
    for seed in range(150):
        question = generate(family, list(Level)[seed % 3], Random(seed))
        if isinstance(question.answer, tuple) or question.answer is None:
            continue
        formula = re.sub(r" \(z = .*?\)", "", question.formula).partition(";")[0].rpartition(": ")[2]
        printed = formula.rpartition(" = ")[0].rpartition(" = ")[2] or formula
        for sign, plain in ((",", ""), ("·", "*"), ("−", "-"), ("²", "**2"), ("⌊", "floor("), ("⌋", ")")):
            printed = printed.replace(sign, plain)
        printed = re.sub(r"√(\d+)", r"sqrt(\1)", printed).replace("√", "sqrt")
        value = eval(printed, {"floor": math.floor, "sqrt": math.sqrt})
        assert value == pytest.approx(question.answer, rel=2e-5, abs=1e-6), question


@pytest.mark.parametrize("family", FAMILIES)
def test_formula_leads_to_the_answer(family: str) -> None:
    """The formula with the numbers put in contains the answer."""
    for seed in range(60):
        question = generate(family, list(Level)[seed % 3], Random(seed))
        formula = question.formula.replace(",", "")
        assert any(form in formula for form in written(question.answer)), question


def written(answer: Answer) -> list[str]:
    """Return how an answer may be written in a formula, without commas."""
    forms = [spelled(answer)]
    if isinstance(answer, float):
        forms += [f"{answer:.6g}", f"{answer:.6f}"]
    return [form.replace(",", "") for form in forms]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("899", 899), ("1,798", 1798), ("1_798", 1798), ("10*64 + 64 + 64*3 + 3", 899), ("(10+1)·64 + 65×3", 899),
        ("2^10", 1024), ("sqrt(16)", 4), ("√2·√2", 2.0000000000000004), ("√3·√(2/8)", 3**0.5 / 2), ("√ 16", 4),
        ("128²", 16384), ("2¹⁰", 1024), ("4·2·128²·64", 8388608), ("10x64", 640), ("32×64 + 1", 2049),
        ("32 x 64", 2048), ("½", 0.5), ("½·10", 5), ("3 + ½", 3.5), ("(1+2)x3", 9), ("1,234,567", 1234567),
        ("sqrt(1,024)", 32), ("899 parameters", 899), ("10x64 params", 640), ("53,248 FLOPs", 53248), ("= 899", 899),
        ("1.5e-3", 0.0015), ("√(2/8)", 0.5), ("-3", -3), ("−3", -3), ("1e3", 1000), ("7//2", 3),
    ],
)  # fmt: skip
def test_numbers_may_be_expressions(text: str, value: float) -> None:
    """A number may be typed as an expression, as one would say it aloud."""
    assert read_answer(QUESTION, text) == value


@pytest.mark.parametrize(
    "text",
    [
        "ten",
        "1/0",
        "9**9**9",
        "__import__('os')",
        "1j",
        "[1]",
        "nan",
        "1e400",
        "x" * 5000,
        "(" * 500,
        "sqrt()",
        "1 if 1 else 2",
        "1or 2",
        "2(3)",
        "T²",
        "",
    ],
)
def test_unreadable_answer_is_refused(text: str) -> None:
    """Anything but a number is refused at once, however long it would take to compute."""
    with pytest.raises(UnreadableAnswerError):
        read_answer(QUESTION, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,5", "A comma only separates thousands"),
        ("12,34", "A comma only separates thousands"),
        ("1234,567", "A comma only separates thousands"),
        ("sqrt(1,2)", "A comma only separates thousands"),
        ("64 64", "Those are two numbers"),
        ("10*64 64", "Those are two numbers"),
        ("2½", "could be meant as a product"),
        ("16 bytes", "The question doesn't ask for bytes."),
    ],
)
def test_ambiguous_answer_is_refused(text: str, says: str) -> None:
    """A text that could mean two answers is refused with one sentence, never guessed."""
    with pytest.raises(UnreadableAnswerError, match=says) as error:
        read_answer(QUESTION, text)

    assert str(error.value).count(".") <= 3  # a decimal point or two, and one full stop


def test_bytes_may_have_their_unit() -> None:
    """If bytes are asked for, B, MB and so on may follow the number."""
    asked = generate("memory", Level.EASY, Random(0))

    assert [read_answer(asked, text) for text in ("16 B", "16bytes", "1.6 kB", "2 MB", "1 KiB")] == [
        16, 16, 1600, 2_000_000, 1024,
    ]  # fmt: skip


def shape_question() -> Question:
    """Return a question whose answer is a shape."""
    return next(
        question
        for question in (generate("broadcasting", Level.EASY, Random(seed)) for seed in range(50))
        if isinstance(question.answer, tuple)
    )


def test_shape_may_be_typed_in_several_ways() -> None:
    """A shape may have commas, crosses or spaces; `raises` is an answer too."""
    asked = shape_question()

    assert {read_answer(asked, text) for text in ("(5,3)", "5, 3", "5x3", "5×3", "5 3", "[5, 3]")} == {(5, 3)}
    assert read_answer(asked, "(5,)") == (5,)
    assert read_answer(asked, "raises") is read_answer(asked, "it raises") is None
    with pytest.raises(UnreadableAnswerError):
        read_answer(asked, "five")


def test_levels_follow_the_answers() -> None:
    """Three right answers in a row raise the level, a wrong one lowers it, and streaks are counted."""
    drill = Drill(["mlp"], seed=1)
    for _ in range(CLIMB):
        asked = drill.next()
        assert drill.answer(asked, asked.answer, 1.0).right
    risen = drill.level
    missed = drill.answer(drill.next(), -1, 1.0)

    assert (risen, drill.level) == (Level.MEDIUM, Level.EASY)
    assert (missed.right, missed.slip) == (False, None)
    assert (drill.streak, drill.best) == (0, CLIMB)


def test_fixed_level_stays() -> None:
    """A fixed level stays, whatever the answers."""
    drill = Drill([], seed=1, level=Level.HARD)
    for _ in range(5):
        assert drill.next().level is Level.HARD
        drill.answer(drill.next(), "", 1.0)

    assert drill.level is Level.HARD


def test_mistake_is_named() -> None:
    """A wrong answer from a known mistake names the mistake."""
    slip = slip_of(QUESTION, 832)

    assert slip is not None
    assert slip.says == "you forgot the biases"
    assert slip_of(QUESTION, 833) is None


def test_same_seed_asks_the_same() -> None:
    """The same seed repeats a drill; another seed asks other questions."""
    first, again, other = (
        [Drill([], seed=seed).next().ask, Drill(["conv"], seed=seed).next().ask] for seed in (4, 4, 5)
    )

    assert first == again
    assert first != other


def test_choices_hold_the_answer_once() -> None:
    """Multiple choice offers the answer and three mistakes, without repeating one."""
    for seed in range(30):
        asked = generate("mlp", Level.EASY, Random(seed))
        options = choices(asked, Random(seed))
        assert options.count(asked.answer) == 1
        assert len(options) == len(set(options)) == 4


def test_unknown_family() -> None:
    """The error for an unknown family lists the valid names."""
    with pytest.raises(UnknownNameError, match=r"no drill called 'mpl'\. Valid names: mlp"):
        Drill(["mpl"], seed=0)
