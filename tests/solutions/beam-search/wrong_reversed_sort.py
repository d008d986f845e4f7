# expect: tie-larger-token
def beam_search(next_logprobs, width, max_len, eos):
    beams = [(0.0, [])]
    while not all(tokens and (tokens[-1] == eos or len(tokens) == max_len) for _, tokens in beams):
        offers = []
        for score, tokens in beams:
            if tokens and tokens[-1] == eos:
                offers.append((score, tokens))
            else:
                offers += [(score + lp, tokens + [t]) for t, lp in enumerate(next_logprobs(tokens))]
        beams = sorted(offers, reverse=True)[:width]
    return [(tokens, score) for score, tokens in beams]
