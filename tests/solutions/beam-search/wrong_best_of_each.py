# expect: greedy-per-beam
import numpy as np


def beam_search(next_logprobs, width, max_len, eos):
    beams = [([], 0.0)]
    for _ in range(max_len):
        new = []
        for seq, score in beams:
            if seq and seq[-1] == eos:
                new.append((seq, score))
            else:
                logp = np.asarray(next_logprobs(seq))
                t = int(np.argmax(logp))
                new.append((seq + [t], score + logp[t]))
        beams = sorted(new, key=lambda b: (-b[1], b[0]))[:width]
        if all(seq[-1] == eos for seq, _ in beams):
            break
    return beams
