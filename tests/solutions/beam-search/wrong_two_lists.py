# expect: finished-set-aside
def beam_search(next_logprobs, width, max_len, eos):
    key = lambda h: (-h[1], h[0])  # noqa: E731
    alive, complete = [([], 0.0)], []
    step = 0
    while alive and step < max_len:
        step += 1
        offers = [(s + [t], v + lp) for s, v in alive for t, lp in enumerate(next_logprobs(s))]
        offers.sort(key=key)
        for position, offer in enumerate(offers):
            if offer[0][-1] == eos and position < width:
                complete.append(offer)
        alive = [offer for offer in offers if offer[0][-1] != eos][:width]
    return sorted(complete + alive, key=key)[:width]
