# expect: unnamed
# says: count_params is what it should be plus what layers that aren't neighbors would have between them.
# nnprep: count-params
from itertools import combinations

def count_params(sizes, bias=True):
    dims = [int(d) for d in sizes]
    return sum(i * o + (o if bias else 0) for i, o in combinations(dims, 2))

def mlp_shapes(sizes, batch):
    def block(k):
        i, o = sizes[k - 1:k + 1]
        yield f"W{k}", (i, o)
        yield f"b{k}", (1, o)
        yield f"z{k}", (batch, o)
        yield f"a{k}", (batch, o)

    out = [("X", (batch, sizes[0]))]
    for k in range(1, len(sizes)):
        out.extend(block(k))
    return out
