import cmath
from dataclasses import dataclass


@dataclass
class Cosine:
    high: float
    low: float
    start: int
    end: int

    def __call__(self, step):
        if step >= self.end:
            return self.low
        turn = cmath.exp(1j * cmath.pi * (step - self.start) / (self.end - self.start))
        return (self.high + self.low + (self.high - self.low) * turn.real) / 2


@dataclass
class Warmup:
    peak: float
    steps: int
    after: Cosine

    def __call__(self, step):
        return self.peak - self.peak * (self.steps - step - 1) / self.steps if step < self.steps else self.after(step)


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    return Warmup(base_lr, warmup, Cosine(base_lr, min_lr, warmup, total))(step)
