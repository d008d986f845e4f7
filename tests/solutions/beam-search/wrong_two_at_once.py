# expect: ascending + one-step-short
def beam_search(next_logprobs, width, max_len, eos):
    beams = [([], 0.0)]
    for _ in range(1, max_len):
        pool = []
        for tokens, score in beams:
            if tokens and tokens[-1] == eos:
                pool.append((tokens, score))
            else:
                pool += [(tokens + [t], score + lp) for t, lp in enumerate(next_logprobs(tokens))]
        pool.sort(key=lambda h: (-h[1], h[0]))
        beams = pool[:width]
        if all(tokens[-1] == eos for tokens, _ in beams):
            break
    beams.reverse()
    return beams
