# expect: eos-ignored
import heapq


def beam_search(next_logprobs, width, max_len, eos):
    beams = [(0.0, [])]
    for _ in range(max_len):
        pool = []
        for minus, tokens in beams:
            for t, lp in enumerate(next_logprobs(tokens)):
                pool.append((minus - lp, tokens + [t]))
        beams = heapq.nsmallest(width, pool)
        if all(tokens[-1] == eos for _, tokens in beams):
            break
    return [(tokens, -minus) for minus, tokens in beams]
