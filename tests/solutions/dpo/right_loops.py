# One pair at a time, with math and a branch on the sign.
import math


def softplus(t):
    return t + math.log1p(math.exp(-t)) if t > 0 else math.log1p(math.exp(t))


def sigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    return math.exp(t) / (1 + math.exp(t))


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    losses, d_w, d_l = [], [], []
    m = len(pi_w)
    for a, b, c, d in zip(pi_w, pi_l, ref_w, ref_l):
        z = beta * (a - b - c + d)
        losses.append(softplus(-z))
        d_w.append(-beta * sigmoid(-z) / m)
        d_l.append(beta * sigmoid(-z) / m)
    return sum(losses) / m, d_w, d_l
