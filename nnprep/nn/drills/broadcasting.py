"""Questions about shapes: broadcasting, products and chains of layers; does it raise?"""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.layer_chain import chain
from nnprep.nn.drills.matmul import product
from nnprep.nn.drills.question import Answer, Question, question, spelled
from nnprep.nn.formulas.output_sizes import broadcast_shapes

Shape = tuple[int, ...]
CLASH = "aligned at the right, two sizes differ and neither is 1: it raises"


def broadcasting(rng: Random, level: Level) -> Question:
    """Ask which shape comes out, or whether the operation raises."""
    kinds = {
        Level.EASY: (element_wise,),
        Level.MEDIUM: (element_wise, product, chain),
        Level.HARD: (element_wise, product, reduced, chain, chain),
    }
    return rng.choice(kinds[level])(rng, level)


def element_wise(rng: Random, level: Level) -> Question:
    """Ask for the shape of an element-wise operation."""
    first, second = pair(rng, level)
    sign = rng.choice(("-", "+", "*", "=="))
    answer = broadcast_shapes(first, second)
    return question(
        "broadcasting",
        level,
        "Which shape comes out, or does it raise?",
        answer,
        broadcast_formula(first, second, answer),
        broadcast_slips(first, second, answer),
        code=f"{spelled(first)} {sign} {spelled(second)}",
        what="element-wise",
        first=first,
        second=second,
        sign=sign,
    )


def pair(rng: Random, level: Level) -> tuple[Shape, Shape]:
    """Return two shapes that a program might really combine."""
    m, n, k = rng.sample((2, 3, 4, 5, 6, 8), 3)
    pairs: list[tuple[Shape, Shape]] = [
        ((m, 1), (m,)), ((m, n), (n,)), ((m, n), (m,)), ((m, n), (m, 1)), ((m, n), (1, n)), ((m,), (m, 1)),
        ((m, m), (m,)), ((m, n), ()),
    ]  # fmt: skip
    if level is not Level.EASY:
        pairs += [
            ((k, 1, m), (n, 1)), ((k, m, n), (m, n)), ((k, m, n), (k, n)), ((k, m, n), (k, 1, 1)), ((m, 1), (1, n)),
            ((k, m, n), (m, 1)), ((k, m, n), (k, m)),
        ]  # fmt: skip
    if level is Level.HARD:
        pairs += [
            ((k, m, 1, n), (m, n, 1)),
            ((1, m, n, 1), (k, 1, 1, m)),
            ((k, m, n), (m, k, 1)),
            ((k, 1), (m, n)),
        ]
    first, second = rng.choice(pairs)
    return (first, second) if rng.random() < 0.7 else (second, first)


def broadcast_formula(first: Shape, second: Shape, answer: Answer) -> str:
    """Return the rule with these shapes put in."""
    length = max(len(first), len(second))
    left, right = ([1] * (length - len(s)) + list(s) for s in (first, second))
    rows = ", ".join(f"{a}|{b}" for a, b in zip(left, right, strict=True)) or "two scalars"
    verdict = f"-> {spelled(answer)}" if answer is not None else "-> raises"
    return f"aligned at the right, sizes equal or 1: {rows} {verdict}"


def broadcast_slips(first: Shape, second: Shape, answer: Answer) -> list[tuple[Answer, str]]:
    """Return what one gets from other rules."""
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    missing = len(longer) - len(shorter)
    at_left = broadcast_shapes(longer, (*shorter, *[1] * missing)) if missing else None
    slips: list[tuple[Answer, str]] = []
    if at_left is not None:
        slips.append((at_left, "you aligned the shapes at the left; NumPy aligns at the right"))
    if answer is None:
        right = (*[1] * missing, *shorter)
        slips += [
            (first, CLASH),
            (second, CLASH),
            (
                tuple(max(a, b) for a, b in zip(longer, right, strict=True)),
                "a size only stretches if it is 1",
            ),
        ]
        return slips
    slips.append((None, "it broadcasts, silently: sizes of 1 stretch, missing axes are added at the left"))
    if {len(first), len(second)} == {1, 2} and longer[1] == 1 and longer[0] == shorter[0]:
        slips.append((shorter, "(m,1) and (m,) make (m,m), not (m,)"))
    if longer != answer:
        slips.append((longer, "sizes of 1 stretch in both"))
    if missing:
        slips.append((shorter, "the result has as many axes as the longer shape"))
    else:
        slips.append((shorter, "sizes of 1 stretch in both"))
    slips.append(
        ((*first, *second), "you put the axes of both one after the other, as an outer product does")
    )
    slips.append((longer[1:], "no axis vanishes in an element-wise operation"))
    return slips


def reduced(rng: Random, level: Level) -> Question:
    """Ask for the shape after centring with a mean along an axis, with or without keepdims."""
    m, n = rng.sample((3, 4, 5, 6, 8), 2)
    axis, keep = rng.choice((0, 1)), rng.random() < 0.5
    shape: Shape = (m, n)
    mean: Shape = tuple(1 if i == axis else s for i, s in enumerate(shape) if keep or i != axis)
    answer = broadcast_shapes(shape, mean)
    kept = ", keepdims=True" if keep else ""
    return question(
        "broadcasting",
        level,
        f"X has shape {spelled(shape)}. Which shape comes out, or does it raise?",
        answer,
        f"the mean has shape {spelled(mean)}: {broadcast_formula(shape, mean, answer)}",
        [
            (None, "it broadcasts"),
            (shape, "without keepdims the mean's axis is gone, and the rest does not fit"),
            (mean, "that is the mean's shape"),
            ((n, m), "nothing is transposed"),
        ],
        code=f"X - X.mean(axis={axis}{kept})",
        what="centred",
        shape=shape,
        axis=axis,
        keepdims=keep,
    )
