# expect: length-normalised
def beam_search(next_logprobs, width, max_len, eos):
    beams = [{"tokens": [], "sum": 0.0}]

    def mean(beam):
        return beam["sum"] / max(1, len(beam["tokens"]))

    for _ in range(max_len):
        offers = []
        for beam in beams:
            if beam["tokens"] and beam["tokens"][-1] == eos:
                offers.append(beam)
                continue
            for token, logp in enumerate(next_logprobs(beam["tokens"])):
                offers.append({"tokens": [*beam["tokens"], token], "sum": beam["sum"] + float(logp)})
        offers.sort(key=lambda beam: (-mean(beam), beam["tokens"]))
        beams = offers[:width]
        if all(beam["tokens"][-1] == eos for beam in beams):
            break
    return [(beam["tokens"], mean(beam)) for beam in beams]
