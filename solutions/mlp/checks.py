"""Hidden checks of `mlp`."""

import numpy as np

from nnprep.checks import (
    ASSIGNED,
    Raised,
    assignable,
    attribute,
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
    starts_at_rest,
    style,
    trains_as_assigned,
    vectorized,
    weights_of,
)

# XOR from weights with which the reference learns it in 30 epochs, with no hidden pre-activation nearer to zero than
# 0.01 on the way: nearer, two right programs could take different sides of the kink.
XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = np.array([0, 1, 1, 0])
XOR_W = [np.array([[-0.1, 0.7, -0.1], [0.9, -1.1, 1.1]]), np.array([[0.4], [-0.2], [-0.3]])]
XOR_B = [np.array([[-0.1, 0.2, 0.3]]), np.array([[0.1]])]
# Bands of logits in which a wrong threshold shows, and how many of ten rows lie in each.
BANDS = (((-9.0, -0.6), 2), ((-0.4, -0.05), 2), ((0.05, 0.45), 3), ((0.6, 9.0), 3))


def batch(rng, m, n_in):
    """Inputs, and integer labels, of both classes if there are at least two rows."""
    return rng.standard_normal((m, n_in)), rng.permutation(np.arange(1, m + 1) % 2)


def drawn(rng, sizes, m):
    """A batch and the parameters of a network for it."""
    X, y = batch(rng, m, sizes[0])
    return X, y, *he_parameters(rng, sizes)


def any_network(rng, sizes, m):
    """A batch, its labels as (m,) or (m, 1), and the parameters of a network."""
    X, y, W, b = drawn(rng, sizes, m)
    return X, y if rng.random() < 0.5 else y.reshape(-1, 1), W, b


def any_training(rng, sizes, m):
    """The same, with settings and a number of epochs."""
    lr, momentum = float(rng.uniform(0.01, 0.2)), float(rng.uniform(0.1, 0.9))
    # A small network is trained for longer than the examples are, beyond ten epochs.
    return *drawn(rng, sizes, m), lr, momentum, int(rng.integers(11, 13) if m < 10 else rng.integers(2, 4))


def any_steps(rng, sizes, m):
    """The parameters of a network, gradients of them, settings, and a number of steps."""
    *others, _ = any_training(rng, sizes, m)[2:]
    return he_parameters(rng, sizes), *others, 3


SIZES = {"often": False, "sizes": layer_sizes(inputs=(1, 7), outputs=(1, 1)), "m": (1, 9)}


def check_layers(f, rng):
    """for each layer a weight matrix and a row of zero biases, of its own network only"""
    return separate_layers(f.MLP, [4, 6, 3, 1], [5, 2, 1])


def check_spread(f, rng):
    """every layer's weights have He's spread, and no two units start out the same"""
    he_spread(f.MLP, [40, 60, 400, 1], int(rng.integers(10**6)), limits=(0.075, 0.06, 0.18))


def check_seed(f, rng):
    """a seed repeats its weights, and another seed or layer gets different ones"""
    repeatable_seed(f.MLP, [6, 6, 6, 1], int(rng.integers(1, 10**6)))


@premise(ASSIGNED)
@part("forward")
def check_assigned(f, rng):
    """W and b can be assigned, and forward uses them"""
    X, _, W, b = drawn(rng, [3, 4, 1], m=5)
    assignable(network(f.MLP, W, b), X, [0.3 - w for w in W], [0.3 - bias for bias in b])


@part("forward")
def check_forward(f, rng):
    """probabilities of a network with one hidden layer"""
    given(batch_size=5)
    X, _, W, b = drawn(rng, [3, 4, 1], m=5)
    return network(f.MLP, W, b).forward(X)


def forward(f, X, y, W, b):
    return network(f.MLP, W, b).forward(X)


check_any_forward = drawn_cases(forward, any_network, small=1, part="forward", **SIZES)


@part("forward")
def check_depths(f, rng):
    """no hidden layer, also with logits of ±1200 and 0, and two of them"""
    given(batch_size=5)
    flat, deep = drawn(rng, [3, 1], m=5), drawn(rng, [3, 5, 5, 1], m=5)
    return {
        "without hidden layers": network(f.MLP, *flat[2:]).forward(flat[0]),
        "with two hidden layers": network(f.MLP, *deep[2:]).forward(deep[0]),
        "with logits of ±1200 and 0": sure(f).forward(np.array([[1.0], [-1.0], [0.0]])),
    }


def sure(f):
    """A network whose logit is 1200 times its only input."""
    return network(f.MLP, [np.array([[1200.0]])], [np.zeros((1, 1))])


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, _, W, b = drawn(rng, [3, 4, 1], m=1)
    return network(f.MLP, W, b).forward(X)


@part("loss")
def check_loss(f, rng):
    """the mean loss of 6 rows, labels as (m,), as (m, 1) and of type uint8, and of another batch"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [3, 4, 1], m=6)
    net = network(f.MLP, W, b)
    return {
        "with y (m,)": net.loss(X, y),
        "with y (m, 1)": net.loss(X, y.reshape(-1, 1).astype(float)),
        "with y of type uint8": net.loss(X, y.astype(np.uint8)),
        "of another batch": net.loss(X[::-1] + 1, y),
    }


@part("loss")
def check_loss_afterwards(f, rng):
    """the loss of this batch after a forward pass on another one"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [3, 4, 1], m=6)
    net = network(f.MLP, W, b)
    net.forward(X[::-1] + 1)
    return net.loss(X, y)


def two_losses(f, X, y, W, b):
    """The loss of a batch, and of the same X with the opposite labels."""
    net = network(f.MLP, W, b)
    return {"loss": net.loss(X, y), "of the opposite labels": net.loss(X, 1 - y)}


check_any_loss = drawn_cases(two_losses, any_network, labels=(1,), changing=(), small=1, part="loss", **SIZES)


@part("loss")
def check_confident(f, rng):
    """the loss of confidently wrong answers (logits ±1200, next to ±60)"""
    X, y = np.array([[1.0], [-1.0]]), np.array([0, 1])
    # A ratio, because a capped loss is the same for both, whatever the cap; of networks of their own, because a loss
    # that is kept is the same, too.
    large, between, small = (sure(f).loss(share * X, y) for share in (1.0, 0.75, 0.05))
    with np.errstate(all="ignore"):
        near("the loss at logits of ±1200, divided by that at ±60", np.divide(large, small), 20.0)
        near("the loss at logits of ±900, divided by that at ±60", np.divide(between, small), 15.0)


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, batch of 5"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f.MLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_deep(f, rng):
    """four hidden layers as wide as the input, as many rows, labels as (m, 1)"""
    X, y, W, b = drawn(rng, [5, 5, 5, 5, 5, 1], m=5)
    net = network(f.MLP, W, b)
    net.forward(X)
    return net.gradients(X, y.reshape(-1, 1).astype(float))


def two_gradients(f, X, y, W, b):
    """The gradients of a batch, and of the same X with the opposite labels."""
    net = network(f.MLP, W, b)
    return {"gradients": net.gradients(X, y), "of the opposite labels": net.gradients(X, 1 - y)}


check_any_gradients = drawn_cases(
    two_gradients, any_network, labels=(1,), changing=(), small=1, part="gradients", **SIZES
)


@part("gradients")
def check_gradients_narrow(f, rng):
    """no hidden layer, also with logits of ±60 and ±1200, and a single hidden unit"""
    given(batch_size=5)
    flat, thin = drawn(rng, [3, 1], m=5), drawn(rng, [2, 1, 1], m=5)
    X, y, b = np.array([[1.0], [-1.0], [-1.0]]), np.array([1, 1, 0]), [np.zeros((1, 1))]
    cases = {
        "without hidden layers": flat,
        "with one hidden unit": thin,
        "with logits of ±60": (X, y, [np.array([[60.0]])], b),
        "with logits of ±1200": (X, y, [np.array([[1200.0]])], b),
    }
    results = {}
    for name, (X, y, W, b) in cases.items():
        net = network(f.MLP, W, b)
        net.forward(X)
        gW, gb = net.gradients(X, y)
        results |= {f"{name}: gW": gW, f"{name}: gb": gb}
    return results


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, y, W, b = drawn(rng, [3, 4, 1], m=1)
    net = network(f.MLP, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 1], m=5), lambda net: relu_pre_activations(net[0], *net[2:])[:-1]
    )
    along = directions(rng, [*W, *b], count=1)
    own_slopes(network(f.MLP, W, b), X, y, W, b, along)


@part("gradients")
def check_other_batch(f, rng):
    """the gradients of this batch, twice, after a forward pass on another one, and with other weights"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    other = batch(rng, 5, 3)[0]
    net = network(f.MLP, W, b)
    net.forward(other)
    gW, gb = net.gradients(X, y)
    results = {"gW": gW, "gb": gb, "the second time": net.gradients(X, y), "W afterwards": net.W}
    this = held(net, X)
    net.gradients(this, y)
    net.W = [2 * w for w in W]
    return results | {"of the same array, with other weights": net.gradients(this, y)}


@part("step")
def check_step(f, rng):
    """two steps of a network with all its defaults: lr 0.1, no momentum"""
    W, b = he_parameters(rng, [3, 4, 1])
    gW, gb = he_parameters(rng, [3, 4, 1])
    net = network(f.MLP, W, b)
    net.step(gW, gb)
    net.step([2 * g for g in gW], [2 * g for g in gb])
    return weights_of(net)


@part("step")
def check_momentum(f, rng):
    """steps with momentum 0.7 along constant gradients, alternating with another network of the same shape"""
    W, b = he_parameters(rng, [3, 4, 1])
    gW, gb = [1 + rng.random(w.shape) for w in W], [1 + rng.random(bias.shape) for bias in b]
    starts_at_rest(f.MLP, W, b, gW, gb)
    net, rival = network(f.MLP, W, b, lr=0.2, momentum=0.7), network(f.MLP, W, b, lr=0.2, momentum=0.7)
    moves = {}
    for number in (1, 2, 3):
        net.step(gW, gb)
        rival.step([-3 * g for g in gW], [-3 * g for g in gb])
        after, bias_after = net.W, net.b
        for k in (0, 1):
            moves[f"move {number} of W[{k}], divided by lr·g"] = (after[k] - W[k]) / (0.2 * gW[k])
            moves[f"move {number} of b[{k}], divided by lr·g"] = (bias_after[k] - b[k]) / (0.2 * gb[k])
        W, b = after, bias_after
    return moves


def steps(f, gradients, W, b, lr, momentum, count):
    """Some steps along gradients that shrink."""
    net, (gW, gb) = network(f.MLP, W, b, lr=lr, momentum=momentum), gradients
    shares = [1 / (1 + step) for step in range(count)]
    f.each(net.step, [[[g * share for g in gW], [g * share for g in gb]] for share in shares])
    return weights_of(net)


check_any_steps = drawn_cases(steps, any_steps, small=1, part="step", **SIZES)


@part("step")
def check_same_gradients(f, rng):
    """three steps along the same lists of gradients"""
    sizes = [3, 3, 3, 1]  # two layers of equal size, which must not share a velocity
    W, b = he_parameters(rng, sizes)
    gW, gb = he_parameters(rng, sizes)
    net = network(f.MLP, W, b, lr=0.2, momentum=0.7)
    # Arguments cross as copies, so only lists that another network holds can be the same in every step.
    holder = network(f.MLP, gW, gb)
    for _ in range(3):
        net.step(attribute(holder, "W"), attribute(holder, "b"))
    return weights_of(net)


@part("step")
def check_positions(f, rng):
    """two steps with lr and momentum passed by position"""
    W, b = he_parameters(rng, [2, 1])
    gW, gb = he_parameters(rng, [2, 1])
    try:
        net = f.MLP([2, 1], 0.2, 0.7)
    except Raised:  # settings that are keyword-only are right too
        net = f.MLP([2, 1], lr=0.2, momentum=0.7)
    net.W, net.b = W, b
    f.each(net.step, [[gW, gb], [gW, gb]])
    return weights_of(net)


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f.MLP, W, b, lr=0.5)
    net.train_step(X, y)
    return weights_of(net)


@part("training")
def check_made(f, rng):
    """layers of equal size keep arrays of their own"""
    X, y = batch(rng, 5, 4)
    trains_as_assigned(f.MLP, [4, 4, 4, 1], X, y, lr=0.5)


@part("training")
def check_flat(f, rng):
    """every epoch is taken, also if the loss hardly changes or grows"""
    X, y, W, b = drawn(rng, [2, 3, 1], m=4)
    long = network(f.MLP, XOR_W, XOR_B, lr=20.0)
    return {
        "tiny steps: history": network(f.MLP, W, b, lr=1e-9).fit(X, y, 12),
        "long steps: history": long.fit(XOR_X, XOR_Y, 3),
    } | weights_of(long)


@part("training")
def check_carried(f, rng):
    """one step, one training step, and what carries over to a step along zeros"""
    given(batch_size=4)
    X, y, W, b = drawn(rng, [2, 3, 1], m=4)
    gW, gb = he_parameters(rng, [2, 3, 1])
    net = network(f.MLP, W, b, lr=0.5, momentum=0.75)
    net.step(gW, gb)
    net.train_step(X, y)
    between = {f"{name} before the last step": value for name, value in weights_of(net).items()}
    net.step([0 * g for g in gW], [0 * g for g in gb])
    return between | weights_of(net)


def fits(f, X, y, W, b, lr, momentum, epochs):
    net = network(f.MLP, W, b, lr=lr, momentum=momentum)
    return {"history": net.fit(X, y, epochs)} | weights_of(net)


check_any_fit = drawn_cases(
    fits, any_training, labels=(1,), changing=(), small=1, part="training", **{**SIZES, "m": (1, 9, 40)}
)


@part("training")
def check_fit(f, rng):
    """five epochs on XOR from given weights: losses and final weights"""
    given(batch_size=4)
    net = network(f.MLP, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    return {"history": net.fit(XOR_X, XOR_Y, 5)} | weights_of(net)


@part("training")
def check_fit_again(f, rng):
    """a second fit continues where the first one stopped, with labels as (m, 1)"""
    given(batch_size=4)
    net = network(f.MLP, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    column = XOR_Y.reshape(-1, 1).astype(float)
    net.fit(XOR_X, column, 3)
    return {"history": net.fit(XOR_X, column, 3)} | weights_of(net)


@part("predict")
def check_predict(f, rng):
    """labels 0 and 1 of shape (m,), also of a single row and with logits of ±1200"""
    given(batch_size=10)
    X, W, b = redraw(lambda: banded(rng), lambda draw: draw is not None)
    net = network(f.MLP, W, b)
    return {
        "of ten rows": net.predict(X),
        "of the same rows, again": net.predict(X),
        "of the last row, then the others": net.predict(np.roll(X, 1, axis=0)),
        "of one row": net.predict(X[:1]),
        "of two logits of ±1200": sure(f).predict(np.array([[1.0], [-1.0]])),
    }


def predictions(f, X, y, W, b):
    return network(f.MLP, W, b).predict(X)


check_any_predictions = drawn_cases(
    predictions, any_network, small=1, part="predict", **{**SIZES, "often": True}
)


def banded(rng):
    """Ten rows, shuffled, with as many logits in each band as it asks for, and the network; None if too few are."""
    W, b = he_parameters(rng, [3, 4, 1])
    X = rng.standard_normal((200, 3))
    order = rng.permutation(10)
    logits = relu_pre_activations(X, W, b)[-1].ravel()
    shift = median(logits)
    logits, b[-1] = logits - shift, b[-1] - shift
    rows = [np.flatnonzero((logits > low) & (logits < high))[:count] for (low, high), count in BANDS]
    rows = np.concatenate(rows)
    return (X[rows[order]], W, b) if len(rows) == 10 else None


@style
def check_output_spread(f, rng):
    """the output layer's weights have He's spread too"""
    he_output_spread(f.MLP, [2, 400, 1], int(rng.integers(10**6)), limit=0.18)


@style
def check_tails(f, rng):
    """the weights are normal draws"""
    normal_tails(f.MLP, [40, 100, 1], int(rng.integers(10**6)))


@style
@part("training")
def check_history(f, rng):
    """the losses of fit are a list"""
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    near("what fit returns", type(network(f.MLP, W, b).fit(X, y, 2)).__name__, "list")


@style
@part("predict")
def check_labels(f, rng):
    """labels are an array of integers, not floats, booleans or a list"""
    X, _, W, b = drawn(rng, [3, 4, 1], m=8)
    labels = network(f.MLP, W, b).predict(X)
    near("the labels", kind_of_numbers(labels), "integers")
    near("what predict returns", type(labels).__name__, "ndarray")


@style
@part("gradients")
def check_overflow(f, rng):
    """no overflow when logits are in the thousands"""
    net = network(
        f.MLP, [1200.0 * np.ones((2, 3)), np.ones((3, 1))], [np.zeros((1, 3)), np.full((1, 1), -1200.0)]
    )
    X, y = np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([0, 1])
    quiet_methods(f, net, X, y)


def steps_and_batches(rng):
    """A batch, and gradients that no answer decides: all requests are known before the code runs."""
    return *batch(rng, 5, 3), *he_parameters(rng, [3, 4, 1])


def all_methods(f, X, y, gW, gb):
    net, column = f.MLP([3, 4, 1], momentum=0.9), y.reshape(-1, 1)
    net.forward(X)
    net.loss(X, y)
    net.loss(X, column)
    net.gradients(X, y)
    net.gradients(X, column)
    net.step(gW, gb)
    net.train_step(X, y)
    net.fit(X, y, 1)
    net.fit(X, column, 1)
    net.predict(X)


def returned_arrays(f, X, y):
    net = f.MLP([3, 4, 1])
    net.forward(X)
    net.gradients(X, y)
    net.predict(X)


check_kinds = plain_arrays(returned_arrays, lambda rng: batch(rng, 5, 3), part="predict")
check_inputs_kept = inputs_kept(all_methods, steps_and_batches, part="predict")


def many_gradients(f, X, y, W, b):
    network(f.MLP, W, b).gradients(X, y)


check_large = vectorized(many_gradients, lambda rng: drawn(rng, [8, 8, 1], 1050), part="gradients")
