def beam_search(next_logprobs, width, max_len, eos):
    beams = [([], 0.0)]
    for _ in range(max_len):
        candidates = []
        for tokens, score in beams:
            if tokens[-1:] == [eos]:
                # Finished: it competes unchanged, and has to defend its place.
                candidates.append((tokens, score))
                continue
            # Any of its extensions may be among the best, not only the first.
            for token, logp in enumerate(next_logprobs(tokens)):
                candidates.append(([*tokens, token], score + float(logp)))
        # Sums, not products: a product of many probabilities underflows.
        candidates.sort(key=lambda each: (-each[1], each[0]))
        beams = candidates[:width]
        if all(tokens[-1] == eos for tokens, _ in beams):
            break
    return beams
