# expect: eos-removed
def beam_search(next_logprobs, width, max_len, eos):
    active = [((), 0.0)]
    for _ in range(max_len):
        nxt = {}
        for tokens, score in active:
            if tokens and tokens[-1] == eos:
                nxt[tokens] = score
            else:
                for t, lp in enumerate(next_logprobs(list(tokens))):
                    nxt[tokens + (t,)] = score + lp
        active = sorted(nxt.items(), key=lambda item: (-item[1], item[0]))[:width]
        if all(tokens[-1] == eos for tokens, _ in active):
            break
    return [([t for t in tokens if t != eos], score) for tokens, score in active]
