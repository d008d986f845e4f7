"""One matrix of scores for each round, as batched implementations have it."""

import numpy as np


def beam_search(next_logprobs, width, max_len, eos):
    tokens, scores = [[]], np.zeros(1)
    for step in range(max_len):
        open_rows = [row for row, seq in enumerate(tokens) if not seq or seq[-1] != eos]
        if not open_rows:
            break
        closed_rows = [row for row in range(len(tokens)) if row not in open_rows]
        logp = np.array([next_logprobs(tokens[row]) for row in open_rows])
        V = logp.shape[1]
        grown = (scores[open_rows, None] + logp).ravel()
        everything = np.concatenate([grown, scores[closed_rows]])
        names = [tokens[open_rows[k // V]] + [k % V] for k in range(grown.size)]
        names += [tokens[row] for row in closed_rows]
        order = sorted(range(everything.size), key=lambda k: (-everything[k], names[k]))[:width]
        tokens, scores = [names[k] for k in order], everything[order]
    return [[seq, score] for seq, score in zip(tokens, scores)]
