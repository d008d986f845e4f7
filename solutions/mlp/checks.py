"""Hidden checks of `mlp`."""

from itertools import pairwise

import numpy as np

from nnprep.grading.checking import given, near, part, robust, style
from nnprep.grading.gradients import away_from_kinks, directions, slopes_agree
from nnprep.grading.ready_made import inputs_kept, no_warnings

# XOR from weights with which the reference learns it in 30 epochs, with no hidden pre-activation nearer to zero than
# 0.01 on the way: nearer, two right programs could take different sides of the kink.
XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = np.array([0, 1, 1, 0])
XOR_W = [np.array([[-0.1, 0.7, -0.1], [0.9, -1.1, 1.1]]), np.array([[0.4], [-0.2], [-0.3]])]
XOR_B = [np.array([[-0.1, 0.2, 0.3]]), np.array([[0.1]])]
KINDS = {"i": "integers", "u": "integers", "f": "floats", "b": "truth values"}


def parameters(rng, sizes):
    """Weights and non-zero biases, one array for each layer."""
    W = [rng.standard_normal(pair) * np.sqrt(2 / pair[0]) for pair in pairwise(sizes)]
    b = [0.3 * rng.standard_normal((1, n_out)) for n_out in sizes[1:]]
    return W, b


def batch(rng, m, n_in):
    """Inputs, and integer labels of both classes where there are at least two rows."""
    return rng.standard_normal((m, n_in)), rng.permutation(np.arange(1, m + 1) % 2)


def drawn(rng, sizes, m):
    """A batch and the parameters of a network for it."""
    X, y = batch(rng, m, sizes[0])
    return X, y, *parameters(rng, sizes)


def network(f, W, b, **settings):
    """The learner's network with these parameters."""
    net = f.MLP([len(W[0]), *(w.shape[1] for w in W)], **settings)
    net.W, net.b = W, b
    return net


def hidden(X, W, b):
    """All pre-activations."""
    Z = []
    for w, bias in zip(W, b, strict=True):
        Z.append((np.maximum(Z[-1], 0) if Z else X) @ w + bias)
    return Z


def equal_share(a, b):
    """The share of entries that two arrays have in common."""
    return float(np.mean(np.asarray(a) == np.asarray(b))) if np.shape(a) == np.shape(b) else 0.0


def check_layers(f, rng):
    """one weight matrix and one row of zero biases for each layer"""
    net = f.MLP([4, 6, 3, 1])
    W, b = net.W, net.b
    near("share of the biases that start at zero", np.mean([np.all(bias == 0) for bias in b]), 1.0)
    return {"shape of W": [str(np.shape(w)) for w in W], "shape of b": [str(np.shape(bias)) for bias in b]}


def check_spread(f, rng):
    """hidden weights spread as He says, and no two units start alike"""
    W = f.MLP([150, 260, 1], seed=int(rng.integers(10**6))).W[0]
    near("standard deviation of W[0], as a share of sqrt(2/150)", np.std(W) / np.sqrt(2 / 150), 1.0, 0.02)
    near("share of W[0] above zero", np.mean(W > 0), 0.5, 0.02)
    near("different hidden units", len({column.tobytes() for column in W.T}), 260)


def check_seed(f, rng):
    """a seed repeats its weights, another differs, and so do layers"""
    seed = int(rng.integers(1, 10**6))
    first, again = f.MLP([6, 6, 6, 1], seed=seed).W, f.MLP([6, 6, 6, 1], seed=seed).W
    other = f.MLP([6, 6, 6, 1], seed=seed + 1).W
    near("weights that a second network of the same seed shares", equal_share(first[0], again[0]), 1.0)
    near("weights that a network of another seed shares", equal_share(first[0], other[0]), 0.0)
    near("weights that W[0] and W[1] share", equal_share(first[0], first[1]), 0.0)


@part("forward")
def check_forward(f, rng):
    """probabilities of a network with one hidden layer"""
    given(batch_size=5)
    X, _, W, b = drawn(rng, [3, 4, 1], m=5)
    return network(f, W, b).forward(X)


@part("forward")
def check_depths(f, rng):
    """no hidden layer, and two of them"""
    given(batch_size=5)
    flat, deep = drawn(rng, [3, 1], m=5), drawn(rng, [3, 5, 5, 1], m=5)
    return {
        "without hidden layers": network(f, *flat[2:]).forward(flat[0]),
        "with two hidden layers": network(f, *deep[2:]).forward(deep[0]),
    }


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, _, W, b = drawn(rng, [3, 4, 1], m=1)
    return network(f, W, b).forward(X)


@part("loss")
def check_loss(f, rng):
    """the mean loss of 6 rows, labels as (m,) and as (m, 1)"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [3, 4, 1], m=6)
    net = network(f, W, b)
    return {"with y (m,)": net.loss(X, y), "with y (m, 1)": net.loss(X, y.reshape(-1, 1).astype(float))}


@part("loss")
def check_confident(f, rng):
    """the loss of wrong answers that are as good as certain (logits ±1200)"""
    # The tolerance is wide because all that is asked is whether the loss was capped.
    net = network(f, [np.array([[1200.0]])], [np.zeros((1, 1))])
    near("mean loss of both rows", net.loss(np.array([[1.0], [-1.0]]), np.array([0, 1])), 1200.0, 0.55)


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, batch of 5"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_deep(f, rng):
    """two hidden layers of the same width, batch of 6, labels as (m, 1)"""
    given(batch_size=6)
    X, y, W, b = drawn(rng, [3, 5, 5, 1], m=6)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y.reshape(-1, 1).astype(float))


@part("gradients")
def check_gradients_narrow(f, rng):
    """no hidden layer, and a single hidden unit"""
    given(batch_size=5)
    flat, thin = drawn(rng, [3, 1], m=5), drawn(rng, [2, 1, 1], m=5)
    results = {}
    for name, (X, y, W, b) in (("without hidden layers", flat), ("one hidden unit", thin)):
        net = network(f, W, b)
        net.forward(X)
        results[name] = net.gradients(X, y)
    return results


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1)
    X, y, W, b = drawn(rng, [3, 4, 1], m=1)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 1], m=5), lambda net: hidden(net[0], *net[2:])[:-1]
    )
    along = directions(rng, [*W, *b], count=2)
    net = network(f, W, b)
    net.forward(X)
    gW, gb = net.gradients(X, y)

    def loss(moved):
        net.W, net.b = moved[:2], moved[2:]
        return net.loss(X, y)

    slopes_agree("the loss", loss, [*W, *b], [*gW, *gb], along)


@part("gradients")
def check_other_batch(f, rng):
    """the gradients of this batch, after a forward pass of another one"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    other = batch(rng, 5, 3)[0]
    net = network(f, W, b)
    net.forward(other)
    return net.gradients(X, y)


@part("step")
def check_step(f, rng):
    """one step without momentum"""
    W, b = parameters(rng, [3, 4, 1])
    gW, gb = parameters(rng, [3, 4, 1])
    net = network(f, W, b, lr=0.3)
    net.step(gW, gb)
    return {"W": net.W, "b": net.b}


@part("step")
def check_momentum(f, rng):
    """three steps of momentum 0.9 along a constant gradient, over lr·g"""
    W, b = parameters(rng, [2, 3, 1])
    gW, gb = [1 + rng.random(w.shape) for w in W], [1 + rng.random(bias.shape) for bias in b]
    net = network(f, W, b, lr=0.3, momentum=0.9)
    moves = {}
    for number in (1, 2, 3):
        net.step(gW, gb)
        after, bias_after = net.W, net.b
        moves[f"move {number} of W[0]"] = (after[0] - W[0]) / (0.3 * gW[0])
        moves[f"move {number} of b[0]"] = (bias_after[0] - b[0]) / (0.3 * gb[0])
        W, b = after, bias_after
    return moves


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=5)
    X, y, W, b = drawn(rng, [3, 4, 1], m=5)
    net = network(f, W, b, lr=0.5)
    net.train_step(X, y)
    return {"W": net.W, "b": net.b}


@part("training")
def check_fit(f, rng):
    """30 epochs on XOR from given weights: losses and final weights"""
    given(batch_size=4)
    net = network(f, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    return {"history": net.fit(XOR_X, XOR_Y, 30), "W": net.W, "b": net.b}


@part("predict")
def check_predict(f, rng):
    """labels 0 and 1 of shape (m,)"""
    given(batch_size=8)
    # Rows on either side of the threshold must not coincide, as two rows without an active unit do.
    X, _, W, b = away_from_kinks(lambda: drawn(rng, [3, 4, 1], m=8), lambda net: [gap(net)])
    logits = np.sort(hidden(X, W, b)[-1], axis=None)
    # Half of the rows lie on either side, one of them so near that a threshold of 0.5 for logits is wrong.
    b[-1] = b[-1] - logits[4] + min(0.25, (logits[4] - logits[3]) / 2)
    return network(f, W, b).predict(X)


def gap(net):
    """How far the two middle logits of 8 rows are apart."""
    logits = np.sort(hidden(net[0], *net[2:])[-1], axis=None)
    return logits[4:5] - logits[3:4]


@robust
@part("training")
def check_fit_again(f, rng):
    """a second fit goes on where the first one stopped"""
    given(batch_size=4)
    net = network(f, XOR_W, XOR_B, lr=0.5, momentum=0.9)
    net.fit(XOR_X, XOR_Y, 3)
    return {"history": net.fit(XOR_X, XOR_Y, 3), "W": net.W, "b": net.b}


@robust
@part("gradients")
def check_integers(f, rng):
    """integer inputs"""
    given(batch_size=5)
    W, b = parameters(rng, [3, 4, 1])
    X, y = rng.integers(-3, 4, size=(5, 3)), np.array([0, 1, 1, 0, 1])
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@style
@part("predict")
def check_labels(f, rng):
    """labels are integers, not floats or truth values"""
    X, _, W, b = drawn(rng, [3, 4, 1], m=8)
    labels = network(f, W, b).predict(X)
    near("the labels", KINDS.get(np.asarray(labels).dtype.kind, "no numbers"), "integers")


def saturated(f, X, y):
    net = network(
        f, [1200.0 * np.ones((2, 3)), np.ones((3, 1))], [np.zeros((1, 3)), np.full((1, 1), -1200.0)]
    )
    net.forward(X)
    net.loss(X, y)
    net.gradients(X, y)


def all_methods(f, X, y):
    net = f.MLP([3, 4, 1], momentum=0.9)
    net.forward(X)
    net.loss(X, y)
    net.step(*net.gradients(X, y))
    net.train_step(X, y)
    net.fit(X, y, 2)
    net.predict(X)


check_overflow = no_warnings(
    saturated,
    lambda rng: (np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([0, 1])),
    part="gradients",
    title="no overflow where the logits are in the thousands",
)
check_inputs_kept = inputs_kept(all_methods, lambda rng: batch(rng, 5, 3), part="predict")
