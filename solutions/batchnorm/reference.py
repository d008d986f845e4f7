import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        # A sample must not depend on its batch, which may hold just one.
        xhat = (x - running_mean) / np.sqrt(running_var + eps)  # (m, D)
        return gamma * xhat + beta, running_mean, running_var, None
    m = x.shape[0]
    mean = x.mean(axis=0)  # (D,)
    centered = x - mean  # (m, D)
    # The variance of centered values: E[x²] - E[x]² would cancel.
    var = (centered**2).mean(axis=0)  # (D,)
    # With eps inside the root, a constant feature divides by sqrt(eps), not by 0.
    std = np.sqrt(var + eps)  # (D,)
    xhat = centered / std  # (m, D)
    out = gamma * xhat + beta  # (m, D)
    # The batch is a sample of what comes at inference, so the running variance
    # takes the unbiased estimate; one sample has none.
    unbiased = var * m / max(m - 1, 1)
    running_mean = (1 - momentum) * running_mean + momentum * mean
    running_var = (1 - momentum) * running_var + momentum * unbiased
    return out, running_mean, running_var, (xhat, gamma, std)


def batchnorm_backward(dout, cache):
    xhat, gamma, std = cache
    # All samples share gamma and beta, so their gradients sum over the batch.
    dgamma = (dout * xhat).sum(axis=0)  # (D,)
    dbeta = dout.sum(axis=0)  # (D,)
    dxhat = dout * gamma  # (m, D)
    # x reaches xhat on three paths: directly, through the mean and through
    # the variance. The last two remove from dxhat its mean and its part along
    # xhat, the directions in which moving a column changes nothing.
    via_mean = dxhat.mean(axis=0)  # (D,)
    via_var = xhat * (dxhat * xhat).mean(axis=0)  # (m, D)
    dx = (dxhat - via_mean - via_var) / std  # (m, D)
    return dx, dgamma, dbeta
