# The full softmax in log space, cut to the chosen and renormalized there.
import numpy as np


def log_softmax(z):
    z = z - z.max(1)[:, None]
    return z - np.log(np.exp(z).sum(1))[:, None]


def route(x, Wg, k):
    logp = log_softmax(x.dot(Wg))
    n, E = logp.shape
    order = np.lexsort((np.broadcast_to(np.arange(E), (n, E)), -logp), axis=1)
    rank = np.empty_like(order)
    rank[np.arange(n)[:, None], order] = np.arange(E)
    chosen = rank < k
    kept = np.where(chosen, logp, -1e30)
    weights = np.where(chosen, np.exp(log_softmax(kept)), 0)
    load = chosen.sum(0) / chosen.sum()
    return [weights, (load * np.exp(logp).mean(0)).sum() * E]
