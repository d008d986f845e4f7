# expect: no-rank-division
def lora_forward(x, W, A, B, alpha):
    return x.dot(W) + alpha * x.dot(A).dot(B)


def lora_backward(dout, x, W, A, B, alpha):
    g = alpha * dout
    dh = g.dot(B.T)
    return dout.dot(W.T) + dh.dot(A.T), x.T.dot(dh), x.dot(A).T.dot(g)


def merge(W, A, B, alpha):
    return W + alpha * A.dot(B)
