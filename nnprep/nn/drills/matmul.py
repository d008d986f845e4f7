"""Questions about the shape of a matrix product: vectors, matrices, batches; does it raise?"""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import RAISES, Answer, Question, question, spelled
from nnprep.nn.formulas.output_sizes import broadcast_shapes

Shape = tuple[int, ...]
Slips = list[tuple[Answer, str]]
VECTOR = "a vector's axis disappears: no axis of 1 is left"
TRANSPOSED = "that's first.T @ second; nothing is transposed for you"


def product(rng: Random, level: Level) -> Question:
    """Ask for the shape of a matrix product."""
    m, n, k, b = rng.sample((2, 3, 4, 5, 6, 7), 4)
    pairs: list[tuple[Shape, Shape]] = [
        ((m, n), (n, k)), ((m, n), (m, k)), ((m, n), (n,)), ((n,), (n, k)), ((m, n), (m,)),
    ]  # fmt: skip
    if level is Level.HARD:
        pairs += [
            ((b, m, n), (n, k)), ((b, m, n), (b, n, k)), ((b, 1, m, n), (k, n, m)), ((b, m, n), (k, n, m)),
        ]  # fmt: skip
    first, second = rng.choice(pairs)
    answer = product_shape(first, second)
    if first[-1] != inner_of(second):
        slips = clashing_inner(first, second)
    elif answer is None:
        slips = clashing_batch(first, second)
    else:
        slips = working(first, second, answer)
    return question(
        RAISES,
        answer,
        product_formula(first, second, answer),
        slips,
        code=f"{spelled(first)} @ {spelled(second)}",
        facts={"what": "matmul", "first": first, "second": second},
    )


def inner_of(second: Shape) -> int:
    """Return the size that is summed over in the second factor: the last but one, or a vector's only one."""
    return second[-2] if len(second) > 1 else second[0]


def product_shape(first: Shape, second: Shape) -> Shape | None:
    """Return the shape of first @ second by NumPy's rule, or None if it raises."""
    batch = broadcast_shapes(first[:-2], second[:-2])
    if batch is None or first[-1] != inner_of(second):
        return None
    columns = second[-1:] if len(second) > 1 else ()
    return (*batch, *first[-2:-1], *columns)


def product_formula(first: Shape, second: Shape, answer: Shape | None) -> str:
    """Return the rule with these shapes put in, naming what doesn't fit."""
    inner = inner_of(second)
    if first[-1] != inner:
        return f"inner sizes {first[-1]} and {inner} differ: raises"
    agree = f"inner sizes {first[-1]} and {inner} agree"
    if len(first) < 3 and len(second) < 3:
        return f"{agree}: {spelled(answer)}"
    batches = f"batch axes {spelled(first[:-2])} and {spelled(second[:-2])}"
    return f"{agree}, {batches} {'do not: raises' if answer is None else f'broadcast: {spelled(answer)}'}"


def clashing_inner(first: Shape, second: Shape) -> Slips:
    """Return wrong answers for inner sizes that differ: (m,n) @ (m,k) or (m,n) @ (m,)."""
    m, n = first
    columns = second[1:]
    which = "last but one" if columns else "only one"
    rule = f"the inner sizes {n} and {m} differ: the last of the first, the {which} of the second"
    return [((m, *columns), rule), ((n, *columns), TRANSPOSED)]


def clashing_batch(first: Shape, second: Shape) -> Slips:
    """Return wrong answers for inner sizes that agree and batch axes that don't."""
    (b, m, _), (k, _, columns) = first, second
    rule = f"the inner sizes agree, but the batch axes {b} and {k} differ and neither is 1"
    return [
        ((b, m, columns), rule),
        ((k, m, columns), rule),
        ((b, k, m, columns), "batch axes are matched, not combined: they differ and neither is 1"),
    ]


def working(first: Shape, second: Shape, answer: Shape) -> Slips:
    """Return wrong answers for a product that works."""
    batched = len(first) > 2 or len(second) > 2
    agree = "the inner sizes agree and the batch axes broadcast" if batched else "the inner sizes agree"
    slips: Slips = [(None, f"{agree}, so it doesn't raise")]
    element_wise = broadcast_shapes(first, second)
    if element_wise is not None:
        slips.append((element_wise, "that's the element-wise product"))
    if len(second) == 1:
        return [*slips, ((first[0], 1), VECTOR), (second, "the rows come from the first")]
    if len(first) == 1:
        return [*slips, ((1, second[1]), VECTOR), (first, "the columns come from the second")]
    slips += [
        ((*answer[:-1], first[-1]), "the last axis comes from the second"),
        ((*answer[:-2], second[-2], answer[-1]), "the rows come from the first"),
    ]
    if not batched:
        return [*slips, ((second[1], first[0]), "rows come from the first, columns from the second")]
    slips.append((answer[-2:], "the batch axes stay"))
    if len(first) == 3 and len(second) == 3:
        slips.append(((first[0], *answer), "batch axes are matched, not combined"))
    if len(first) == 4:
        slips.append(((*first[:2], *answer[-2:]), "a batch axis of 1 stretches"))
    return slips
