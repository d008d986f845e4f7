# heapq, generators, tuples of tokens.
import heapq


def extensions(beams, model, eos):
    for tokens, score in beams:
        if tokens and tokens[-1] == eos:
            yield tokens, score
        else:
            for token, logp in enumerate(model(list(tokens))):
                yield (*tokens, token), score + logp


def beam_search(next_logprobs, width, max_len, eos):
    beams = [((), 0.0)]
    while any(len(tokens) < max_len and tokens[-1:] != (eos,) for tokens, _ in beams):
        beams = heapq.nsmallest(width, extensions(beams, next_logprobs, eos), key=lambda c: (-c[1], c[0]))
    return beams
