"""Hidden checks of `multiclass`."""

from itertools import pairwise

import numpy as np

from nnprep.grading.checking import given, near, part, robust
from nnprep.grading.gradients import away_from_kinks, directions, slopes_agree
from nnprep.grading.ready_made import inputs_kept, no_warnings


def parameters(rng, sizes):
    """Weights and non-zero biases, one array for each layer."""
    W = [rng.standard_normal(pair) * np.sqrt(2 / pair[0]) for pair in pairwise(sizes)]
    b = [0.3 * rng.standard_normal((1, n_out)) for n_out in sizes[1:]]
    return W, b


def drawn(rng, sizes, m):
    """Inputs, labels that contain as many classes as fit into m rows, and the parameters of a network."""
    y = rng.permutation(np.arange(m) % sizes[-1])
    return rng.standard_normal((m, sizes[0])), y, *parameters(rng, sizes)


def network(f, W, b, **settings):
    """The learner's network with these parameters."""
    net = f.SoftmaxMLP([len(W[0]), *(w.shape[1] for w in W)], **settings)
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
    net = f.SoftmaxMLP([4, 6, 5, 3])
    W, b = net.W, net.b
    near("share of the biases that start at zero", np.mean([np.all(bias == 0) for bias in b]), 1.0)
    return {"shape of W": [str(np.shape(w)) for w in W], "shape of b": [str(np.shape(bias)) for bias in b]}


def check_spread(f, rng):
    """hidden weights spread as He says, and no two units start alike"""
    W = f.SoftmaxMLP([150, 260, 3], seed=int(rng.integers(10**6))).W[0]
    near("standard deviation of W[0], as a share of sqrt(2/150)", np.std(W) / np.sqrt(2 / 150), 1.0, 0.02)
    near("share of W[0] above zero", np.mean(W > 0), 0.5, 0.02)
    near("different hidden units", len({column.tobytes() for column in W.T}), 260)


def check_seed(f, rng):
    """a seed repeats its weights, another differs, and so do layers"""
    seed = int(rng.integers(1, 10**6))
    first, again = f.SoftmaxMLP([6, 6, 6, 4], seed=seed).W, f.SoftmaxMLP([6, 6, 6, 4], seed=seed).W
    other = f.SoftmaxMLP([6, 6, 6, 4], seed=seed + 1).W
    near("weights that a second network of the same seed shares", equal_share(first[0], again[0]), 1.0)
    near("weights that a network of another seed shares", equal_share(first[0], other[0]), 0.0)
    near("weights that W[0] and W[1] share", equal_share(first[0], first[1]), 0.0)


@part("one-hot")
def check_one_hot(f, rng):
    """one 1 in each row, in the column of its label"""
    given(batch_size=6, classes=4)
    return f.SoftmaxMLP([2, 4]).one_hot(rng.permutation(np.array([0, 1, 2, 3, 1, 3])))


@part("one-hot")
def check_missing_top_class(f, rng):
    """labels among which the highest class does not occur"""
    given(batch_size=6, classes=5)
    return f.SoftmaxMLP([2, 5]).one_hot(rng.permutation(np.array([0, 1, 2, 3, 1, 3])))


@part("one-hot")
def check_missing_middle_class(f, rng):
    """labels among which a class in the middle does not occur"""
    given(batch_size=4, classes=4)
    return f.SoftmaxMLP([2, 4]).one_hot(rng.permutation(np.array([0, 3, 1, 3])))


@part("one-hot")
def check_float_labels(f, rng):
    """labels that are whole numbers of type float"""
    given(batch_size=4, classes=3)
    return f.SoftmaxMLP([2, 3]).one_hot(rng.permutation(np.array([0.0, 2.0, 1.0, 2.0])))


@part("forward")
def check_forward(f, rng):
    """probabilities of four classes, one hidden layer"""
    given(batch_size=6, classes=4)
    X, _, W, b = drawn(rng, [3, 5, 4], m=6)
    return network(f, W, b).forward(X)


@part("forward")
def check_forward_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, _, W, b = drawn(rng, [3, 4, 3], m=1)
    return network(f, W, b).forward(X)


@part("forward")
def check_rows(f, rng):
    """every row sums to 1, without a hidden layer and with two"""
    flat, deep = drawn(rng, [3, 4], m=5), drawn(rng, [3, 4, 4, 4], m=4)
    for name, (X, _, W, b) in (("without hidden layers", flat), ("with two hidden layers", deep)):
        P = network(f, W, b).forward(X)
        near(f"sums of the rows, {name}", np.sum(P, axis=1), np.ones(len(X)))
        near(f"the first row alone, {name}", network(f, W, b).forward(X[:1]), P[:1])


@part("forward")
def check_large_logits(f, rng):
    """probabilities where the logits are 1000 and -1000"""
    net = network(f, [1000.0 * np.array([[1.0, 0.0, -1.0]])], [np.zeros((1, 3))])
    return net.forward(np.array([[1.0], [-1.0], [0.0]]))


@part("loss")
def check_loss(f, rng):
    """the mean loss of 6 rows, four classes"""
    given(batch_size=6, classes=4)
    X, y, W, b = drawn(rng, [3, 5, 4], m=6)
    return network(f, W, b).loss(X, y)


@part("loss")
def check_confident(f, rng):
    """the loss of wrong answers that are as good as certain (logits ±1000)"""
    # The tolerance is wide because all that is asked is whether the loss was capped.
    net = network(f, [np.array([[1000.0, -1000.0]])], [np.zeros((1, 2))])
    near("mean loss of both rows", net.loss(np.array([[1.0], [-1.0]]), np.array([1, 0])), 2000.0, 0.55)


@part("gradients")
def check_gradients(f, rng):
    """one hidden layer, four classes, batch of 6"""
    given(batch_size=6, classes=4)
    X, y, W, b = drawn(rng, [3, 5, 4], m=6)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_square(f, rng):
    """as many rows as units and classes, where a wrong shape still fits"""
    X, y, W, b = drawn(rng, [3, 4, 4, 4], m=4)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_many_classes(f, rng):
    """twenty classes, five rows"""
    given(batch_size=5, classes=20)
    X, y, W, b = drawn(rng, [3, 5, 20], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_two_classes(f, rng):
    """two classes, no hidden layer"""
    given(batch_size=5, classes=2)
    X, y, W, b = drawn(rng, [3, 2], m=5)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_gradients_row(f, rng):
    """a single row"""
    given(batch_size=1, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=1)
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


@part("gradients")
def check_slopes(f, rng):
    """the gradients are the slopes of your loss"""
    X, y, W, b = away_from_kinks(
        lambda: drawn(rng, [3, 4, 3], m=5), lambda net: hidden(net[0], *net[2:])[:-1]
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
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=7)
    other = rng.standard_normal((7, 3))
    net = network(f, W, b)
    net.forward(other)
    return net.gradients(X, y)


@part("training")
def check_train_step(f, rng):
    """one training step with a large learning rate"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [3, 4, 3], m=7)
    net = network(f, W, b, lr=0.5)
    net.train_step(X, y)
    return {"W": net.W, "b": net.b}


@part("training")
def check_training(f, rng):
    """the loss after each of ten training steps"""
    given(batch_size=7, classes=3)
    X, y, W, b = drawn(rng, [2, 5, 3], m=7)
    net = network(f, W, b, lr=0.2)
    losses = []
    for _ in range(10):
        net.train_step(X, y)
        losses.append(net.loss(X, y))
    return losses


@part("predict")
def check_predict(f, rng):
    """the likeliest class of each row, of shape (m,)"""
    given(batch_size=9, classes=4)
    X = np.eye(4)[rng.permutation(np.arange(9) % 4)] + 0.1 * rng.standard_normal((9, 4))
    return network(f, [4.0 * np.eye(4), np.eye(4)], [np.zeros((1, 4)), 0.1 * np.ones((1, 4))]).predict(X)


@robust
@part("gradients")
def check_integers(f, rng):
    """integer inputs, labels of type float"""
    given(batch_size=5, classes=3)
    W, b = parameters(rng, [3, 4, 3])
    X, y = rng.integers(-3, 4, size=(5, 3)), np.array([0.0, 1.0, 2.0, 0.0, 1.0])
    net = network(f, W, b)
    net.forward(X)
    return net.gradients(X, y)


def saturated(f, X, y):
    net = network(f, [np.array([[1000.0, -1000.0]])], [np.zeros((1, 2))])
    net.forward(X)
    net.loss(X, y)
    net.gradients(X, y)


def all_methods(f, X, y):
    net = f.SoftmaxMLP([3, 4, 3])
    net.one_hot(y)
    net.forward(X)
    net.loss(X, y)
    net.gradients(X, y)
    net.train_step(X, y)
    net.predict(X)


check_overflow = no_warnings(
    saturated,
    lambda rng: (np.array([[1.0], [-1.0]]), np.array([1, 0])),
    part="gradients",
    title="no overflow where the logits are 2000 apart",
)
check_inputs_kept = inputs_kept(all_methods, lambda rng: drawn(rng, [3, 4, 3], 6)[:2], part="predict")
