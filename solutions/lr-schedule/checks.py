"""Hidden checks of `lr-schedule`."""

from nnprep.checks import drawn_cases, near, robust, same_twice


def rates(f, steps, *settings):
    """The rates of some steps, by step."""
    return {f"step {step}": f.lr_at(step, *settings) for step in steps}


def rate(rng):
    return round(0.05 + float(rng.random()), 3)


def check_schedule(f, rng):
    """warmup 4 of 12 steps, down to 0"""
    return rates(f, range(13), rate(rng), 4, 12)


def check_floor(f, rng):
    """the same, down to a fifth of base_lr"""
    base_lr = rate(rng)
    return rates(f, range(13), base_lr, 4, 12, base_lr / 5)


def check_after_total(f, rng):
    """steps beyond total, with and without a floor"""
    base_lr, steps = rate(rng), (12, 13, 16, 20, 21, 28, 500)
    floor = rates(f, steps, base_lr, 4, 12, base_lr / 10)
    return {"min_lr = base_lr / 10": floor, "no min_lr": rates(f, steps, base_lr, 4, 12)}


def check_no_warmup(f, rng):
    """no warmup"""
    return rates(f, range(9), rate(rng), 0, 8)


def check_short_warmup(f, rng):
    """warmup of a single step"""
    return rates(f, range(9), rate(rng), 1, 8, 0.01)


def check_long_warmup(f, rng):
    """warmup until one step before total"""
    return rates(f, range(10), rate(rng), 7, 8, 0.02)


def check_only_warmup(f, rng):
    """warmup = total, on both sides of the end"""
    return rates(f, (0, 1, 2, 3, 4, 6, 7, 30), rate(rng), 5, 5, 0.02)


def check_peak(f, rng):
    """the phases meet: the highest rate is base_lr, and no step jumps"""
    base_lr = rate(rng)
    seen = [float(f.lr_at(step, base_lr, 10, 60, base_lr / 4)) for step in range(70)]
    near("highest rate, as a share of base_lr", max(seen) / base_lr, 1.0)
    near("last rate of warmup, as a share of base_lr", seen[9] / base_lr, 1.0)
    near("first rate after warmup, as a share of base_lr", seen[10] / base_lr, 1.0)
    near("lowest rate after warmup, as a share of base_lr", min(seen[10:]) / base_lr, 0.25)


def check_constant(f, rng):
    """min_lr = base_lr: constant after warmup"""
    base_lr = rate(rng)
    return rates(f, range(9), base_lr, 3, 8, base_lr)


def check_large(f, rng):
    """100,000 steps"""
    steps = [0, 1999, 2000, *sorted(rng.integers(2001, 100_000, size=4).tolist()), 99_999, 100_000]
    return rates(f, steps, 3e-4, 2000, 100_000, 1e-5)


def drawn_step(rng, total):
    """The arguments of one call, of either phase or beyond."""
    warmup = int(rng.integers(0, total))
    step = int(rng.integers(0, total + total // 2 + 2))
    base_lr = rate(rng)
    return step, base_lr, warmup, total, base_lr * float(rng.random())


def several(f, steps, base_lr, warmup, total, min_lr):
    return rates(f, steps, base_lr, warmup, total, min_lr)


def drawn_steps(rng, total):
    """A few steps of each phase and beyond."""
    _, base_lr, _, _, min_lr = drawn_step(rng, total)
    warmup = int(rng.integers(1, total))
    phases = (0, warmup), (warmup, total), (total, 2 * total)
    steps = [int(step) for low, high in phases for step in rng.integers(low, high, size=2)]
    return steps, base_lr, warmup, total, min_lr


check_drawn = drawn_cases("lr_at", drawn_step, changing=(0,), total=(2, 40, 5000))
check_drawn_steps = drawn_cases(
    several,
    drawn_steps,
    changing=(0, 1, 4),
    total=(2, 40, 5000),
    title="steps of each phase, with new random schedules",
)
check_repeat = same_twice("lr_at", lambda rng: drawn_step(rng, 20))


@robust
def check_end_of_warmup(f, rng):
    """warmup = total, at step total itself"""
    return f.lr_at(5, rate(rng), 5, 5, 0.02)


@robust
def check_integers(f, rng):
    """a base_lr of 1, as an integer"""
    return rates(f, range(int(rng.integers(9, 14))), 1, 3, 8)
