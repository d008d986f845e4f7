"""Hidden checks of `multiclass`."""

import numpy as np

from nnprep.checks import (
    ASSIGNED,
    assignable,
    away_from_kinks,
    directions,
    drawn_cases,
    given,
    he_output_spread,
    he_parameters,
    he_spread,
    held,
    inputs_kept,
    kind_of_numbers,
    layer_sizes,
    median,
    narrow_labels,
    near,
    network,
    normal_tails,
    own_slopes,
    part,
    plain_arrays,
    premise,
    quiet_methods,
    redraw,
    relu_pre_activations,
    repeatable_seed,
    separate_layers,
    style,
    trains_as_assigned,
    vectorized,
    weights_of,
)

# Beside a row of small logits: rows whose exponentials overflow, vanish, and are nearly equal. No number of the last
# column is high, so that one maximum for everything shows there too.
LARGE = np.array([[1000, 0, -1000], [1000, 900, 0], [-1000, -900, -1000], [1000, 999, 0], [2.0, -1.0, 0.5]])


def drawn(rng, sizes, m):
    """Inputs, labels of as many classes as fit into m rows, and the parameters of a network."""
    y = rng.permutation(np.arange(m) % sizes[-1])
    return rng.standard_normal((m, sizes[0])), y, *he_parameters(rng, sizes)


def any_network(rng, sizes, m):
    """Inputs, labels, other labels for them, and the parameters of a network."""
    X, _, W, b = drawn(rng, sizes, m)
    return X, *rng.integers(0, sizes[-1], size=(2, m)), W, b


def any_training(rng, sizes, m):
    """The same, with a learning rate and a number of steps."""
    return (
        *any_network(rng, sizes, m),
        float(rng.uniform(0.01, 0.2)),
        int(rng.integers(3, 6) if m < 10 else 2),
    )


SIZES = {"often": False, "sizes": layer_sizes(inputs=(1, 7), outputs=(2, 9)), "m": (1, 9, 40)}
WITH_LABELS = {"labels": (1, 2), "changing": (), "small": 1, **SIZES}


def check_layers(f, rng):
    """for each layer a weight matrix and a row of zero biases, of its own network only"""
    return separate_layers(f.SoftmaxMLP, [4, 6, 5, 3], [5, 2, 3])


def check_spread(f, rng):
    """every layer's weights have He's spread, and no two units start out the same"""
    he_spread(f.SoftmaxMLP, [40, 60, 400, 4], int(rng.integers(10**6)), limits=(0.075, 0.06, 0.09))


def check_seed(f, rng):
    """a seed repeats its weights, and another seed or layer gets different ones"""
    repeatable_seed(f.SoftmaxMLP, [6, 6, 6, 4], int(rng.integers(1, 10**6)))


@part("one-hot")
def check_one_hot(f, rng):
    """one 1 in each row, in the column of its label, even for a single row"""
    given(batch_size=6, classes=4)
    net, y = f.SoftmaxMLP([2, 6, 4]), rng.permutation(np.array([0, 1, 2, 3, 1, 3]))
    return {
        "of six rows": net.one_hot(y),
        "of six other labels": net.one_hot((y + 1) % 4),
        "of one row": net.one_hot(y[:1]),
    }


@part("one-hot")
def check_missing_top_class(f, rng):
    """labels that lack the highest class"""
    given(batch_size=6, classes=5)
    return f.SoftmaxMLP([2, 5]).one_hot(rng.permutation(np.array([0, 1, 2, 3, 1, 3])))


@part("one-hot")
def check_missing_middle_class(f, rng):
    """labels that lack a class in the middle"""
    given(batch_size=4, classes=4)
    return f.SoftmaxMLP([2, 4]).one_hot(rng.permutation(np.array([0, 3, 1, 3])))


def one_hot(f, y, classes):
    return f.SoftmaxMLP([2, 3, classes]).one_hot(y)


check_any_one_hot = drawn_cases(
    one_hot,
    lambda rng, m, classes: (rng.integers(0, classes, size=m), classes),
    labels=(0,),
    changing=(),
    part="one-hot",
    m=(1, 9, 90),
    classes=(2, 9, 60),
)


check_narrow_one_hot = narrow_labels(
    lambda f, y: one_hot(f, y, 5), lambda rng: (rng.integers(5, size=300),), part="one-hot"
)


@part("one-hot")
def check_float_labels(f, rng):
    """labels that are whole numbers of type float"""
    given(batch_size=4, classes=3)
    return f.SoftmaxMLP([2, 3]).one_hot(rng.permutation(np.array([0.0, 2.0, 1.0, 2.0])))


@premise(ASSIGNED)
@part("forward")
def check_assigned(f, rng):
    """W and b can be assigned, and forward uses them"""
    X, _, W, b = drawn(rng, [3, 5, 4], m=5)
    assignable(network(f.SoftmaxMLP, W, b), X, [0.3 - w for w in W], [0.3 - bias for bias in b])


@part("forward")
def check_forward(f, rng):
    """probabilities of four classes, one hidden layer"""
    given(batch_size=6, classes=4)
    X, _, W, b = drawn(rng, [3, 5, 4], m=6)
    return network(f.SoftmaxMLP, W, b).forward(X)


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, _, W, b = drawn(rng, [3, 4, 3], m=1)
    return network(f.SoftmaxMLP, W, b).forward(X)


def forward(f, X, y, others, W, b):
    return network(f.SoftmaxMLP, W, b).forward(X)


check_any_forward = drawn_cases(forward, any_network, small=1, part="forward", **SIZES)


@part("forward")
def check_rows(f, rng):
    """every row sums to 1, without a hidden layer and with two"""
    flat, deep = drawn(rng, [3, 4], m=5), drawn(rng, [3, 4, 4, 4], m=4)
    for name, (X, _, W, b) in (("without hidden layers", flat), ("with two hidden layers", deep)):
        P = network(f.SoftmaxMLP, W, b).forward(X)
        near(f"sums of the rows, {name}", np.sum(P, axis=1), np.ones(len(X)))
        near(f"the first row alone, {name}", network(f.SoftmaxMLP, W, b).forward(X[:1]), P[:1])


@part("forward")
def check_large_logits(f, rng):
    """probabilities for logits of 1000 and -1000, next to smaller ones"""
    return network(f.SoftmaxMLP, [np.eye(3)], [np.zeros((1, 3))]).forward(LARGE)


@part("loss")
def check_loss(f, rng):
    """the mean loss of 7 rows, six classes, labels as integers and as floats, and of another batch"""
    given(batch_size=7, classes=6)
    X, y, W, b = drawn(rng, [3, 5, 6], m=7)
    net = network(f.SoftmaxMLP, W, b)
    return {
        "with integer labels": net.loss(X, y),
        "with float labels": net.loss(X, y.astype(float)),
        "of another batch": net.loss(X[::-1] + 1, y),
    }


def two_losses(f, X, y, others, W, b):
    """The loss of a batch, and of the same X with other labels."""
    net = network(f.SoftmaxMLP, W, b)
    return {"loss": net.loss(X, y), "of other labels": net.loss(X, others)}


check_any_loss = drawn_cases(two_losses, any_network, part="loss", **WITH_LABELS)


def many_rows(rng):
    """Inputs, parameters and labels of more rows than a byte counts."""
    X, y, W, b = drawn(rng, [2, 4], m=300)
    return X, W, b, y


check_narrow_loss = narrow_labels(
    lambda f, X, W, b, y: network(f.SoftmaxMLP, W, b).loss(X, y), many_rows, part="loss"
)


@part("loss")
def check_confident(f, rng):
    """the loss of confidently wrong answers (logits in the hundreds), and next to small logits"""

    def loss(X, y):
        """Return the loss of a network of its own, because a loss that is kept from an earlier batch isn't capped."""
        return network(f.SoftmaxMLP, [np.eye(3)], [np.zeros((1, 3))]).loss(X, np.array(y))

    large = loss(LARGE[:3], [1, 1, 0])  # 1000, 100 and 100
    small, between = (loss(np.array([[lead, 0.0, 0.0]]), [1]) for lead in (60.0, 900.0))
    # A ratio, because a capped loss is the same for both, whatever the cap.
    with np.errstate(all="ignore"):
        near("the loss at logits up to 1000, divided by that at 60 and 0", np.divide(large, small), 20 / 3)
        near("the loss at logits of 900 and 0, divided by that at 60 and 0", np.divide(between, small), 15.0)
    return {"of a confident row next to an unsure one": loss(LARGE[::4], [0, 2])}


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, four classes, batch of 6"""
    given(batch_size=6, classes=4)
    X, y, W, b = drawn(rng, [3, 5, 4], m=6)
    net = network(f.SoftmaxMLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_square(f, rng):
    """as many rows as inputs, units and classes, where a wrong shape still fits; labels as floats"""
    X, y, W, b = drawn(rng, [4, 4, 4, 4], m=4)
    net = network(f.SoftmaxMLP, W, b)
    net.forward(X)
    return net.gradients(X, y.astype(float))


def two_gradients(f, X, y, others, W, b):
    """The gradients of a batch, and of the same X with other labels."""
    net = network(f.SoftmaxMLP, W, b)
    return {"gradients": net.gradients(X, y), "of other labels": net.gradients(X, others)}


check_any_gradients = drawn_cases(two_gradients, any_network, part="gradients", **WITH_LABELS)


check_narrow_gradients = narrow_labels(
    lambda f, X, W, b, y: network(f.SoftmaxMLP, W, b).gradients(X, y), many_rows, part="gradients"
)


@part("gradients")
def check_many_classes(f, rng):
    """twenty classes, five rows"""
    given(batch_size=5, classes=20)
    X, y, W, b = drawn(rng, [3, 5, 20], m=5)
    net = network(f.SoftmaxMLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_two_classes(f, rng):
    """two classes, no hidden layer"""
    given(batch_size=5, classes=2)
    X, y, W, b = drawn(rng, [3, 2], m=5)
    net = network(f.SoftmaxMLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=1)
    net = network(f.SoftmaxMLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 3], m=5), lambda net: relu_pre_activations(net[0], *net[2:])[:-1]
    )
    along = directions(rng, [*W, *b], count=1)
    own_slopes(network(f.SoftmaxMLP, W, b), X, y, W, b, along)


@part("gradients")
def check_other_batch(f, rng):
    """the gradients of this batch, twice, after a forward pass on another one, and with other weights"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 4, 3], m=7)
    other = rng.standard_normal((7, 3))
    net = network(f.SoftmaxMLP, W, b)
    net.forward(other)
    gW, gb = net.gradients(X, y)
    results = {"gW": gW, "gb": gb, "the second time": net.gradients(X, y), "W afterwards": net.W}
    this = held(net, X)
    net.gradients(this, y)
    net.W = [2 * w for w in W]
    return results | {"of the same array, with other weights": net.gradients(this, y)}


@part("training")
def check_made(f, rng):
    """layers of equal size keep arrays of their own"""
    X, y, _, _ = drawn(rng, [4, 4, 4, 4], m=5)
    trains_as_assigned(f.SoftmaxMLP, [4, 4, 4, 4], X, y, lr=0.5)


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=7)
    net = network(f.SoftmaxMLP, W, b, lr=0.5)
    net.train_step(X, y)
    return weights_of(net)


def steps(f, X, y, others, W, b, lr, count):
    """Steps on a batch, with its labels and with others in turn."""
    net = network(f.SoftmaxMLP, W, b, lr=lr)
    f.each(net.train_step, [[X, others if step % 2 else y] for step in range(count)])
    return weights_of(net)


check_any_steps = drawn_cases(steps, any_training, part="training", **WITH_LABELS)


@part("training")
def check_training(f, rng):
    """the loss after each of six training steps with the default learning rate"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [2, 5, 3], m=7)
    net = network(f.SoftmaxMLP, W, b)
    losses = []
    for _ in range(6):
        net.train_step(X, y)
        losses.append(net.loss(X, y))
    return losses


@part("predict")
def check_predict(f, rng):
    """the most likely class of each row, of shape (m,), even for a single row"""
    given(batch_size=12, classes=4)
    X, W, b = redraw(lambda: telling(rng), lambda draw: draw is not None)
    net = network(f.SoftmaxMLP, W, b)
    return {
        "of twelve rows": net.predict(X),
        "of the same rows, again": net.predict(X),
        "of the last row, then the others": net.predict(np.roll(X, 1, axis=0)),
        "of one row": net.predict(X[:1]),
    }


def predictions(f, X, y, others, W, b):
    return network(f.SoftmaxMLP, W, b).predict(X)


check_any_predictions = drawn_cases(predictions, any_network, small=1, part="predict", **SIZES)


def telling(rng):
    """Twelve rows, shuffled, and the network; None if there aren't three of each kind that a wrong rule gets wrong:
    no logit above zero; no class above one half; the third or fourth class above it; the first class.
    """
    W, b = he_parameters(rng, [3, 5, 4])
    X = rng.standard_normal((200, 3))
    order = rng.permutation(12)
    Z = relu_pre_activations(X, W, b)[-1]
    shift = median(Z.max(axis=1))
    Z, b[-1] = Z - shift, b[-1] - shift
    P = np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)
    top, clear = np.argmax(Z, axis=1), np.ptp(np.sort(Z, axis=1)[:, -2:], axis=1) > 0.01
    kinds = (
        (Z.max(axis=1) < -0.01) & (top > 0),
        (P.max(axis=1) < 0.49) & (top > 0),
        (P.max(axis=1) > 0.51) & (top > 1),
        top == 0,
    )
    rows = np.concatenate([np.flatnonzero(kind & clear)[:3] for kind in kinds])
    return (X[rows[order]], W, b) if len(rows) == 12 and len(set(top[rows])) > 2 else None


@style
def check_output_spread(f, rng):
    """the output layer's weights have He's spread too"""
    he_output_spread(f.SoftmaxMLP, [2, 400, 4], int(rng.integers(10**6)), limit=0.09)


@style
def check_tails(f, rng):
    """the weights are normal draws"""
    normal_tails(f.SoftmaxMLP, [40, 100, 4], int(rng.integers(10**6)))


@style
@part("one-hot")
def check_entries(f, rng):
    """the entries of one_hot are numbers"""
    entries = f.SoftmaxMLP([2, 3]).one_hot(rng.permutation(np.array([0, 1, 2, 1])))
    kind = kind_of_numbers(entries, "others")
    near("the entries", "numbers" if kind in ("integers", "floats") else kind, "numbers")


@style
@part("predict")
def check_labels(f, rng):
    """labels are an array of integers, not floats"""
    X, _, W, b = drawn(rng, [3, 4, 3], m=8)
    labels = network(f.SoftmaxMLP, W, b).predict(X)
    near("the labels", kind_of_numbers(labels), "integers")
    near("what predict returns", type(labels).__name__, "ndarray")


@style
@part("gradients")
def check_overflow(f, rng):
    """no overflow when logits are 2000 apart"""
    net = network(f.SoftmaxMLP, [np.array([[1000.0, -1000.0]])], [np.zeros((1, 2))])
    X, y = np.array([[1.0], [-1.0]]), np.array([1, 0])
    quiet_methods(f, net, X, y)


def all_methods(f, X, y):
    net = f.SoftmaxMLP([3, 4, 3])
    net.one_hot(y)
    net.forward(X)
    net.loss(X, y)
    net.gradients(X, y)
    net.train_step(X, y)
    net.predict(X)


check_kinds = plain_arrays(all_methods, lambda rng: drawn(rng, [3, 4, 3], 6)[:2], part="predict")
check_inputs_kept = inputs_kept(all_methods, lambda rng: drawn(rng, [3, 4, 3], 6)[:2], part="predict")


def many_gradients(f, X, y, W, b):
    network(f.SoftmaxMLP, W, b).gradients(X, y)


check_large = vectorized(many_gradients, lambda rng: drawn(rng, [8, 8, 3], 1050), part="gradients")
