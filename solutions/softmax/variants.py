"""How people write `softmax_cross_entropy`: a right solution, with what they compute instead in each place."""

import numpy as np

from nnprep.checks.choices import GUARD, either, instead


def softmax_cross_entropy(logits, y):
    rows, (m, classes) = np.arange(len(logits)), logits.shape
    # What people mix up most comes first, since the search goes from place to place.
    log = either(
        None,
        "the loss took the log of a probability that can be stored as 0",
        np.log,
        "one-hot labels were multiplied by logs of probabilities that can be stored as 0",
        lambda p: (np.log(p) * one_hot).sum(axis=1, keepdims=True) + np.zeros_like(p),
        "{} were added to each probability in the loss",
        lambda p: np.log(p + GUARD),
        "probabilities were clipped to between {0} and 1 - {0} in the loss",
        lambda p: np.log(np.clip(p, GUARD, 1 - GUARD)),
        "probabilities below {} were raised to it in the loss",
        lambda p: np.log(np.maximum(p, GUARD)),
        "the loss took the log of p + 1e-12",
        lambda p: np.log(p + 1e-12),
        "the loss took the log of p + 1e-15",
        lambda p: np.log(p + 1e-15),
        "the loss took the log of p + 1e-20",
        lambda p: np.log(p + 1e-20),
        "the loss took the log of p + 1e-9",
        lambda p: np.log(p + 1e-9),
        "the loss took the log of p + 1e-8",
        lambda p: np.log(p + 1e-8),
        "the loss took the log of p + 1e-10",
        lambda p: np.log(p + 1e-10),
        "the loss took the log of p + 1e-7",
        lambda p: np.log(p + 1e-7),
        "the loss took the log of p clipped to between 1e-12 and 1 - 1e-12",
        lambda p: np.log(np.clip(p, 1e-12, 1 - 1e-12)),
        "the loss took the log of p clipped to between 1e-15 and 1 - 1e-15",
        lambda p: np.log(np.clip(p, 1e-15, 1 - 1e-15)),
        "the loss took the log of p clipped to between 1e-7 and 1 - 1e-7",
        lambda p: np.log(np.clip(p, 1e-7, 1 - 1e-7)),
        "the loss took the log of p clipped to between 1e-8 and 1 - 1e-8",
        lambda p: np.log(np.clip(p, 1e-8, 1 - 1e-8)),
        "the loss took the log of the larger of p and 1e-12",
        lambda p: np.log(np.maximum(p, 1e-12)),
        "the loss took the log of the larger of p and 1e-15",
        lambda p: np.log(np.maximum(p, 1e-15)),
        "the smallest normal float were the least probability in the loss",
        lambda p: np.log(np.maximum(p, np.finfo(float).tiny)),
    )
    losses_of = either(
        lambda: -log_probs[at],
        "the loss were half the squared error of the probabilities",
        lambda: ((probs - one_hot) ** 2).sum(axis=1) / 2,
        "the loss were the squared error of the probabilities",
        lambda: ((probs - one_hot) ** 2).sum(axis=1),
        "the loss were a binary cross-entropy summed over all classes",
        lambda: -np.where(one_hot == 1, log_probs, (log or np.log)(1 - probs)).sum(axis=1),
        "the loss were a binary cross-entropy with 0 times the log of 0 for sure classes",
        lambda: -(one_hot * log_probs + (1 - one_hot) * (log or np.log)(1 - probs)).sum(axis=1),
        "the loss had the probability of the label without its logarithm",
        lambda: -probs[rows, y],
        "the loss were 1 - p of the label",
        lambda: 1 - probs[rows, y],
        "the loss were the absolute error of the probabilities",
        lambda: np.abs(probs - one_hot).sum(axis=1),
        "the loss were that of the most probable class instead of the label's",
        lambda: -log_probs.max(axis=1),
    )
    reduced = either(
        lambda losses: losses.mean(),
        "the loss were summed over the rows instead of averaged",
        lambda losses: losses.sum(),
        "the loss were averaged over all entries and not only over the rows",
        lambda losses: losses.sum() / (m * classes),
        "the loss were one number per row",
        lambda losses: losses,
        "the loss were divided by m twice",
        lambda losses: losses.mean() / m,
        "the loss were divided by the number of classes instead of m",
        lambda losses: losses.sum() / classes,
        "the loss were divided by 2m",
        lambda losses: losses.mean() / 2,
        "the loss were that of the last row divided by m",
        lambda losses: losses[-1] / m,
    )
    error_of = either(
        lambda: probs - one_hot,
        "the error were multiplied by the slope p(1 - p)",
        lambda: (probs - one_hot) * probs * (1 - probs),
        "the -1 at the label were missing in the gradient",
        lambda: probs,
        "the gradient were that with respect to the probabilities with -1/p at the label",
        lambda: -one_hot / probs,
        "only the label's class got a gradient",
        lambda: (probs - one_hot) * one_hot,
        "the gradient were that of the squared error through the whole softmax",
        lambda: 2 * probs * (probs - one_hot - ((probs - one_hot) * probs).sum(axis=1, keepdims=True)),
        "the gradient were that of half the squared error through the whole softmax",
        lambda: probs * (probs - one_hot - ((probs - one_hot) * probs).sum(axis=1, keepdims=True)),
        "the slope -1/p at the label were multiplied by the Jacobian of the softmax",
        lambda: probs * (-one_hot / probs + (one_hot / probs * probs).sum(axis=1, keepdims=True)),
        "the gradient were that of a binary cross-entropy with respect to the probabilities",
        lambda: (probs - one_hot) / (probs * (1 - probs)),
        "the gradient had the logits in place of the probabilities",
        lambda: logits - one_hot,
        "the gradient had exponentials in place of probabilities",
        lambda: exps - one_hot,
        "the gradient were just minus one-hot",
        lambda: -one_hot,
        "the gradient had only the signs of the errors",
        lambda: np.sign(probs - one_hot),
    )
    shares = either(
        m,
        "the gradient weren't divided by m",
        1,
        "the gradient were divided by all entries m·K",
        m * classes,
        "the gradient were doubled",
        m / 2,
        "the gradient were doubled and not divided by m",
        0.5,
        "the gradient were divided by m twice",
        m**2,
        "the gradient were divided by the number of classes instead of m",
        classes,
        "the gradient were doubled and divided by all entries m·K",
        m * classes / 2,
    )
    loss_sign = either(1, "the loss had the opposite sign", -1)
    error_sign = either(1, "the gradient had the opposite sign", -1)
    down = instead("the softmax ran down each column instead of along each row")
    totals_of = either(
        lambda exps: exps.sum(axis=axis, keepdims=True),
        "one softmax ran over the whole batch",
        lambda exps: np.exp(logits.max() - shift) * np.exp(logits - logits.max()).sum(),
        "the exponentials were divided by the sum of the whole batch",
        lambda exps: exps.sum(),
        "the exponentials were divided by the sums of the columns",
        lambda exps: exps.sum(axis=0),
        "1e-8 were added to the sum of the exponentials",
        lambda exps: exps.sum(axis=axis, keepdims=True) + 1e-8,
        "1e-8 were added to the sum of exponentials that one shift for the whole batch made small",
        lambda exps: exps.sum(axis=axis, keepdims=True) + 1e-8 * np.exp(logits.max() - shift),
        "1e-8 were added to the sum of exponentials of logits as they are",
        lambda exps: exps.sum(axis=axis, keepdims=True) + 1e-8 * np.exp(-shift),
    )
    given = y.astype(int)
    y = either(y, "labels started at 1", given - 1)
    at = either((rows, y), "every row counted at the labels of all rows", (slice(None), y))
    base = either(
        lambda loss: loss,
        "the logarithm were in base 2",
        lambda loss: loss / np.log(2),
        "the logarithm were in base 10",
        lambda loss: loss / np.log(10),
        "the loss were rounded to 4 decimals",
        lambda loss: np.round(loss, 4),
    )
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    logits = either(
        logits,
        "the logits were clipped to ±500",
        np.clip(logits, -500, 500),
        "the logits were clipped to ±100",
        np.clip(logits, -100, 100),
        "the logits were clipped to ±700",
        np.clip(logits, -700, 700),
        "the logits were clipped to ±50",
        np.clip(logits, -50, 50),
    )
    shift = either(
        logits.max(axis=1, keepdims=True),
        "no maximum were subtracted from the logits",
        logits.dtype.type(0),
        "the maximum of the whole batch were subtracted from all logits",
        logits.max(),
        "the maximum of each column were subtracted",
        logits.max(axis=0),
        "the mean of each row were subtracted instead of its maximum",
        logits.mean(axis=1, keepdims=True),
        "the mean of the whole batch were subtracted from all logits",
        logits.mean(),
        "the minimum of each row were subtracted instead of its maximum",
        logits.min(axis=1, keepdims=True),
        "the largest absolute value of each row were subtracted instead of its maximum",
        np.abs(logits).max(axis=1, keepdims=True),
    )
    axis = 0 if down else 1
    # One number for all logits cancels down the columns as well.
    shift = logits.max(axis=0) if down and np.ndim(shift) else shift
    shifted = logits - shift
    exps = either(
        np.exp(shifted),
        "the maximum were subtracted from the exponentials instead of the logits",
        np.exp(logits) - shift,
    )
    totals = totals_of(exps)
    probs = either(
        exps / totals,
        "probabilities were clipped to between {0} and 1 - {0} in the loss and in the gradient",
        np.clip(exps / totals, GUARD, 1 - GUARD),
        "{} were added to each probability in the loss and in the gradient",
        exps / totals + GUARD,
    )
    one_hot = np.zeros_like(probs)
    if instead("the gradient had its target one class before the label and none for class 0"):
        one_hot[:] = np.arange(probs.shape[1]) == given[:, np.newaxis] - 1
    else:
        one_hot[at] = 1
    log_probs = log(probs) if log else shifted - np.log(totals)
    if instead("no maximum were subtracted in the softmax of the gradient"):
        probs = np.exp(logits) / np.exp(logits).sum(axis=axis, keepdims=True)
    loss = base(loss_sign * reduced(losses_of()))
    dlogits = error_sign * error_of() / shares
    return loss if np.ndim(loss) else float(loss), dlogits
