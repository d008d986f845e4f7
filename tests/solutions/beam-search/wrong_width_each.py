# expect: unnamed
# Every parent keeps `width` children, and only the last cut is global.
def beam_search(next_logprobs, width, max_len, eos):
    def key(h):
        return -h[1], h[0]

    beams = [([], 0.0)]
    for _ in range(max_len):
        new = []
        for tokens, score in beams:
            if tokens and tokens[-1] == eos:
                new.append((tokens, score))
                continue
            children = [(tokens + [t], score + lp) for t, lp in enumerate(next_logprobs(tokens))]
            new += sorted(children, key=key)[: max(1, width // len(beams) + 1)]
        beams = sorted(new, key=key)[:width]
        if all(tokens[-1] == eos for tokens, _ in beams):
            break
    return beams
