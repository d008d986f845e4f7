"""Hidden checks of `minibatches`. Shuffled epochs are judged by what holds in any order of draws."""

from typing import NamedTuple

import numpy as np

from nnprep.checks import IteratorItems, drawn_cases, given, inputs_kept, near, style

PAIRS = "as pairs (X_batch, y_batch)"
ROWS = 36
"""So many that chance neither keeps their order nor neighbors together."""
EPOCHS = 70


class Epoch(NamedTuple):
    """What an epoch consists of: sizes of batches, and which samples and which labels come, in order."""

    sizes: list[int]
    rows: list[int]
    labels: list[int]


def data(rng, n, *width):
    """Rows and labels that all differ, so that each is recognized; neither is sorted."""
    return rng.standard_normal((n, *(width or (3,)))), rng.permutation(np.arange(n)) + 10


def seed(rng):
    return int(rng.integers(1, 1_000_000))


def form(batches):
    """What kind of value came, in words."""
    if not isinstance(batches, list | tuple):
        return f"as a value of type {type(batches).__name__}"
    if not all(isinstance(batch, list | tuple) and len(batch) == 2 for batch in batches):
        return "as something other than pairs"
    lengths = [(np.shape(X)[:1], np.shape(y)[:1]) for X, y in batches]
    if any(() in pair for pair in lengths):
        return "as pairs of single samples"
    return PAIRS if all(a == b for a, b in lengths) else "as pairs of different lengths"


def places(known, batches):
    """Where the rows of some batches stand in an array; -1 for a row that isn't in it."""
    at = {row.tobytes(): number for number, row in enumerate(np.ascontiguousarray(known, dtype=float))}
    rows = [row for batch in batches for row in np.ascontiguousarray(batch, dtype=float)]
    return [at.get(row.tobytes(), -1) for row in rows]


def refuse(found, wanted):
    """End a check if samples come in a form that nothing else can be said about."""
    if found != wanted:
        near("samples come", found, wanted)
        raise ValueError(found)


def epoch(f, X, y, *rest, **flags):
    """Go through one epoch."""
    return epoch_of(X, y, f.minibatches(X, y, *rest, **flags))


def epoch_of(X, y, batches):
    """Say what the batches of one epoch hold."""
    refuse(form(batches), PAIRS)
    sizes = [len(y_batch) for _, y_batch in batches]
    return Epoch(sizes, places(X, [X for X, _ in batches]), places(y, [y for _, y in batches]))


def coverage(rows, n):
    """How often the samples come, in words."""
    seen = np.bincount([row for row in rows if row >= 0], minlength=n)
    if -1 in rows:
        return "rows that aren't in the data"
    if (seen == 1).all():
        return "once"
    return (
        "some never" + (", some repeatedly" if (seen > 1).any() else "")
        if (seen == 0).any()
        else "some repeatedly"
    )


def arrangement(numbers, size):
    """How the samples of an epoch are arranged, in words; `size` is that of a batch."""
    steps = np.diff(numbers)
    if (steps > 0).all():
        return "in their own order"
    if (steps < 0).all():
        return "backward"
    if np.mean(np.abs(steps) == 1) > 0.5:
        return "whole blocks in random order"
    blocks = [np.asarray(numbers[k : k + size]) // size for k in range(0, len(numbers) - size + 1, size)]
    if len(blocks) > 1 and size > 1 and all((block == block[0]).all() for block in blocks):
        return "random inside of blocks only"
    return "random"


def observe(seen, n, size):
    """Observe what holds of every shuffled epoch without drop_last."""
    near("sizes of the batches", sorted(seen.sizes, reverse=True), sizes(n, size))
    near("how often each sample comes", coverage(seen.rows, n), "once")
    own = seen.rows == seen.labels
    near("labels", "those of the rows" if own else "those of other rows", "those of the rows")
    if coverage(seen.rows, n) == "once":
        near("order of the rows", arrangement(seen.rows, size), "random")
    if coverage(seen.labels, n) == "once":
        near("order of the labels", arrangement(seen.labels, size), "random")


def sizes(n, size):
    return [size] * (n // size) + ([n % size] if n % size else [])


def unshuffled(f, X, y, batch_size, drop_last=False):
    return f.minibatches(X, y, batch_size, f.generator(1), shuffle=False, drop_last=drop_last)


def in_order(f, X, y, batch_size, drop_last=False):
    """The batches of an epoch without shuffling, by number."""
    batches = unshuffled(f, X, y, batch_size, drop_last)
    refuse(form(batches), PAIRS)
    for number, known in enumerate((X, y)):
        rows = places(known, [batch[number] for batch in batches])
        refuse("in their own order" if rows == sorted(rows) else "in another order", "in their own order")
    return {f"batch {k + 1}": {"X": X_batch, "y": y_batch} for k, (X_batch, y_batch) in enumerate(batches)}


def check_in_order(f, rng):
    """shuffle=False: 10 samples in batches of 3"""
    return in_order(f, *data(rng, 10), 3)


def check_divisible(f, rng):
    """shuffle=False: 12 samples in batches of 4, none of them empty"""
    return in_order(f, *data(rng, 12), 4)


def check_shuffled(f, rng):
    """36 samples in shuffled batches of 6: each comes once, with its own label"""
    given(batch_size=6)
    X, y = data(rng, ROWS)
    observe(epoch(f, X, y, 6, f.generator(seed(rng))), ROWS, 6)


def check_smaller_last(f, rng):
    """38 samples in shuffled batches of 7, the last one smaller"""
    given(batch_size=7)
    X, y = data(rng, 38)
    seen = epoch(f, X, y, 7, f.generator(seed(rng)))
    observe(seen, 38, 7)
    near("size of the last batch", seen.sizes[-1], 3)


def check_one_by_one(f, rng):
    """shuffled batches of one"""
    given(batch_size=1)
    X, y = data(rng, ROWS)
    observe(epoch(f, X, y, 1, f.generator(seed(rng))), ROWS, 1)


def check_whole(f, rng):
    """a batch as large as the data set"""
    given(batch_size=ROWS)
    X, y = data(rng, ROWS)
    observe(epoch(f, X, y, ROWS, f.generator(seed(rng))), ROWS, ROWS)


def check_too_large(f, rng):
    """batch_size larger than the data set: one batch with all samples, or none with drop_last"""
    X, y = data(rng, ROWS)
    generator = f.generator(seed(rng))
    observe(epoch(f, X, y, 100, generator), ROWS, 100)
    near("sizes with drop_last", epoch(f, X, y, 100, generator, drop_last=True).sizes, [])


def check_drop_last(f, rng):
    """drop_last=True, shuffled and not"""
    X, y = data(rng, 38)
    seen = epoch(f, X, y, 7, f.generator(seed(rng)), drop_last=True)
    near("sizes of the batches", seen.sizes, [7] * 5)
    near("how often samples come", coverage(seen.rows, 38), "some never")
    near(
        "labels",
        "those of the rows" if seen.rows == seen.labels else "those of other rows",
        "those of the rows",
    )
    return in_order(f, X[:10], y[:10], 3, drop_last=True)


def check_drop_last_divisible(f, rng):
    """drop_last=True with nothing to drop"""
    return in_order(f, *data(rng, 12), 4, drop_last=True)


def check_dropped_samples(f, rng):
    """drop_last=True: over twelve epochs every sample comes"""
    X, y = data(rng, 9)
    generator = f.generator(seed(rng))
    seen = {row for _ in range(12) for row in epoch(f, X, y, 4, generator, drop_last=True).rows}
    near("samples that never come", 9 - len(seen), 0)


def check_seeds(f, rng):
    """the same seed gives the same epoch, and the next call or another seed a different one"""
    (X, y), number = data(rng, ROWS), seed(rng)
    first, again, other = f.generator(number), f.generator(number), f.generator(number + 1)
    wanted = epoch(f, X, y, 6, first).rows
    for name, generator, same in (
        ("a generator with the same seed", again, "the same epoch"),
        ("the next call with one generator", first, "another epoch"),
        ("a generator with another seed", other, "another epoch"),
    ):
        rows = epoch(f, X, y, 6, generator).rows
        near(name, "the same epoch" if rows == wanted else "another epoch", same)


def check_many_epochs(f, rng):
    """70 epochs: every sample is equally likely at every position"""
    (X, y), generator = data(rng, 6), f.generator(seed(rng))
    seen = [epoch_of(X, y, batches) for batches in f.several(EPOCHS, "minibatches", X, y, 3, generator)]
    near("epochs with each sample once", sum(coverage(each.rows, 6) == "once" for each in seen), EPOCHS)
    near("epochs with the labels of the rows", sum(each.rows == each.labels for each in seen), EPOCHS)
    alike = all(each.rows == seen[0].rows for each in seen)
    near("the epochs", "all the same" if alike else "of different orders", "of different orders")
    if not alike and all(len(each.rows) == 6 for each in seen):
        near(
            "mean row number at each of the 6 places",
            np.mean([each.rows for each in seen], axis=0),
            np.full(6, 2.5),
            0.45,
        )


def check_by_name(f, rng):
    """all arguments by name, samples with several axes"""
    width = rng.integers(2, 5, size=2).tolist()
    X, y = data(rng, ROWS, *width)
    size = int(rng.integers(5, 8))
    seen = epoch(f, X=X, y=y, batch_size=size, rng=f.generator(seed(rng)), shuffle=True, drop_last=False)
    observe(seen, ROWS, size)
    given(batch_size=size)


def any_data(rng, n, width, batch_size):
    """Samples with one axis or two after the first, and labels of integers of every type."""
    X, y = data(rng, n, *((width,) if rng.random() < 0.5 else (width, 2)))
    return X, y, batch_size, bool(rng.random() < 0.5)


check_drawn = drawn_cases(
    in_order, any_data, labels=(1,), changing=(1, 3), n=(5, 12, 90), width=(1, 5), batch_size=(1, 5)
)


def shuffled(f, X, y):
    return f.minibatches(X, y, 3, f.generator(1))


check_inputs = inputs_kept(shuffled, lambda rng: data(rng, 8))


@style
def check_iterator(f, rng):
    """batches come one by one, from an iterator"""
    batches = unshuffled(f, *data(rng, 7), 3)
    near(
        "what is returned",
        "an iterator" if isinstance(batches, IteratorItems) else "all batches at once",
        "an iterator",
    )


@style
def check_dtypes(f, rng):
    """batches have the dtypes of the arrays"""
    X, y = data(rng, 7)
    for X_batch, y_batch in unshuffled(f, X.astype(np.float32), y, 4):
        near("X", str(getattr(X_batch, "dtype", type(X_batch).__name__)), "float32")
        near("y", str(getattr(y_batch, "dtype", type(y_batch).__name__)), "int64")
