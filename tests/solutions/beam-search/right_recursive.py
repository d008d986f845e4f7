# A recursive round, and scores added up anew from the parts.
def beam_search(next_logprobs, width, max_len, eos):
    def finished(parts):
        return bool(parts) and parts[-1][0] == eos

    def total(parts):
        return sum(logp for _, logp in parts)

    def go(beams, left):
        if left == 0 or all(finished(parts) for parts in beams):
            return beams
        pool = []
        for parts in beams:
            if finished(parts):
                pool.append(parts)
                continue
            logps = next_logprobs([token for token, _ in parts])
            pool.extend([*parts, (token, float(logps[token]))] for token in range(len(logps)))
        pool.sort(key=lambda parts: [token for token, _ in parts])
        pool.sort(key=total, reverse=True)  # stable, so that ties stay in order
        return go(pool[:width], left - 1)

    return [([token for token, _ in parts], total(parts)) for parts in go([[]], max_len)]
