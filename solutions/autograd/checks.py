"""Hidden checks of `autograd`."""

from nnprep.checks import drawn_cases, near, part, read, robust, summed, tolerance

DEPTH = 3000
FEW, MANY = 10, 50
"""Doublings: 2**10 paths can be walked one by one, 2**50 can't."""


def numbers(rng, count):
    """Numbers between 0.5 and 1.5, of both signs; the first is positive."""
    drawn = (0.5 + rng.random(count)) * rng.choice([-1.0, 1.0], size=count)
    return [abs(float(drawn[0])), *map(float, drawn[1:])]


def inputs(f, given):
    return [f.Value(x) for x in given]


def data_of(values):
    """The data of values by name."""
    return dict(zip(values, read(*((value, "data") for value in values.values())), strict=True))


def slopes(out, /, **values):
    """The data of a result, and the gradients of some values after its backward pass."""
    out.backward()
    data, *grads = read((out, "data"), *((value, "grad") for value in values.values()))
    return {"data": data, **{f"grad of {name}": grad for name, grad in zip(values, grads, strict=True)}}


# The values of operations.


@part("values")
def check_input(f, rng):
    """an input: its data, and a grad of 0"""
    a = f.Value(numbers(rng, 1)[0])
    return {"data": a.data, "grad": a.grad}


@part("values")
def check_operations(f, rng):
    """a + b, a - b, a * b, a / b and -a"""
    a, b = inputs(f, numbers(rng, 2))
    made = {"a + b": a + b, "a - b": a - b, "a * b": a * b, "a / b": a / b, "-b": -b}
    return data_of(made)


@part("values")
def check_numbers_right(f, rng):
    """a plain number on the right"""
    a, (c, d) = f.Value(numbers(rng, 1)[0]), numbers(rng, 2)
    made = {f"a + {c:.3g}": a + c, f"a - {c:.3g}": a - c, f"a * {d:.3g}": a * d, f"a / {d:.3g}": a / d}
    return data_of(made | {"a + 1": a + 1})


@part("values")
def check_numbers_left(f, rng):
    """a plain number on the left"""
    a, (c, d) = f.Value(numbers(rng, 1)[0]), numbers(rng, 2)
    made = {f"{c:.3g} + a": c + a, f"{c:.3g} - a": c - a, f"{d:.3g} * a": d * a, f"{d:.3g} / a": d / a}
    return data_of(made | {"1 - a": 1 - a})


@part("values")
def check_functions(f, rng):
    """powers, tanh, relu and exp, of both signs and of 0"""
    given = {"a": (a := numbers(rng, 1)[0]), "-a": -a, "0": 0.0}
    found = {}
    for name, x in given.items():
        value = f.Value(x)
        found |= {
            f"tanh({name})": value.tanh(),
            f"relu({name})": value.relu(),
            f"exp({name})": value.exp(),
            f"({name}) ** 3": value**3,
        }
    return data_of(found | {f"a ** {n}": f.Value(a) ** n for n in (0.5, -1)})


@part("values")
def check_operands_kept(f, rng):
    """operations don't change their operands"""
    a, b = inputs(f, numbers(rng, 2))
    for value in (a + b, a * b, a - b, a / b, a.relu(), (a**2).tanh(), b.exp()):
        near("kind of result", "the operand itself" if value in (a, b) else "a new value", "a new value")
    return {"a": a.data, "b": b.data}


# The backward pass.


@part("backward")
def check_sum_of_product(f, rng):
    """a * b + c"""
    a, b, c = inputs(f, numbers(rng, 3))
    out = a * b + c
    return slopes(out, a=a, b=b, c=c, out=out)


@part("backward")
def check_twice_in_one(f, rng):
    """a + a, and b * b"""
    a, b = inputs(f, numbers(rng, 2))
    return {"a + a": slopes(a + a, a=a), "b * b": slopes(b * b, b=b)}


@part("backward")
def check_differences(f, rng):
    """a - b, -a and a / b"""
    found = {}
    for name in ("a - b", "a / b", "-a * b"):
        a, b = inputs(f, numbers(rng, 2))
        out = a - b if name == "a - b" else a / b if name == "a / b" else -a * b
        found[name] = slopes(out, a=a, b=b)
    return found


@part("backward")
def check_constants(f, rng):
    """numbers on either side"""
    a, b = inputs(f, numbers(rng, 2))
    c, d = numbers(rng, 2)
    right = slopes((a + c) * d - 2 + a / c, a=a)
    left = slopes((c + b) - (d - b) * (1 - b) + d / b + 2 * b, b=b)
    return {"on the right": right, "on the left": left}


@part("backward")
def check_power_slopes(f, rng):
    """powers: 3, 2, 0.5 and -2"""
    a, b = inputs(f, numbers(rng, 2))
    found = {f"a ** {n}": slopes(a**n, a=a) for n in (3, 0.5, -2, 1)}
    return found | {"b ** 2": slopes(b**2, b=b), "3 * b ** 3": slopes(3 * b**3, b=b)}


@part("backward")
def check_function_slopes(f, rng):
    """tanh and exp, in the middle of a product"""
    a, b = inputs(f, numbers(rng, 2))
    return {"3 * tanh(a)": slopes(3 * a.tanh(), a=a), "3 * exp(b)": slopes(3 * b.exp(), b=b)}


@part("backward")
def check_functions_of_one(f, rng):
    """all functions of one value, added up in two orders"""
    a, b = inputs(f, numbers(rng, 2))
    out = a.tanh() + a.exp() + a.relu() + a**3 + a * b
    other = b * a + a**3 + a.relu() + a.exp() + a.tanh()
    return {"in one order": slopes(out, a=a, b=b), "in the other": slopes(other, a=a, b=b)}


@part("backward")
def check_relu(f, rng):
    """relu: above 0, below, and at 0 itself"""
    size = numbers(rng, 1)[0]
    found = {}
    for name, x in (("above 0", size), ("below 0", -size), ("at 0", 0.0)):
        a = f.Value(x)
        found[name] = slopes(a.relu() * 3, a=a)
        found[f"{name}, a negative gradient"] = slopes(a.relu() * -2, a=a)
    return found


@part("backward")
def check_diamond(f, rng):
    """a diamond: two paths from a to the result"""
    a, b = inputs(f, numbers(rng, 2))
    c = a * b
    d, e = c.tanh(), c * a
    return slopes(d * e, a=a, b=b, c=c, d=d, e=e)


@part("backward")
def check_skip(f, rng):
    """a path that skips several operations, used early and late"""
    a, b = inputs(f, numbers(rng, 2))
    early, late = {}, {}
    for found, turned in ((early, False), (late, True)):
        c = a * b
        d = c.tanh()
        e = d * d + 1
        out = e * c if turned else c * e
        out = out + d * a if turned else a * d + out
        found |= slopes(out, a=a, b=b, c=c, d=d, e=e)
    return {"skipped first": early, "skipped last": late}


@part("backward")
def check_late_reuse(f, rng):
    """a value that is used again at the very end"""
    a, b = inputs(f, numbers(rng, 2))
    c = a + b
    d = c * b
    e = (d + c).tanh()
    out = e.exp() * d + c * e
    return slopes(out, a=a, b=b, c=c, d=d, e=e)


@part("backward")
def check_other_values(f, rng):
    """a value that doesn't affect the result"""
    a, b = inputs(f, numbers(rng, 2))
    unused, beside = a * b, f.Value(1.0)
    found = slopes(a * 2 + b, a=a, b=b)
    return found | {"grad of an input that isn't used": beside.grad, "grad of another result": unused.grad}


@part("backward")
def check_again(f, rng):
    """backward called again, and from another result"""
    a, b = inputs(f, numbers(rng, 2))
    c = a * b
    out, other = c * a + b, c.tanh() - a
    first = slopes(out, a=a, b=b, c=c)
    return {
        "once": first,
        "again": slopes(out, a=a, b=b, c=c),
        "another result": slopes(other, a=a, b=b, c=c),
    }


@part("backward")
def check_middle(f, rng):
    """backward from a value in the middle"""
    a, b = inputs(f, numbers(rng, 2))
    c = a * b + a
    out = c.tanh() * b
    return {"from the middle": slopes(c, a=a, b=b, c=c), "from the end": slopes(out, a=a, b=b, c=c)}


@part("backward")
def check_deep(f, rng):
    """a sum of 3,000 numbers, one after another"""
    a, b = inputs(f, numbers(rng, 2))
    return slopes(summed([a] * DEPTH + [b * a]), a=a, b=b)


# Graphs that are drawn. Each step stays between -2 and 2 if its operands do.

STEPS = (
    lambda a, b: (a + b) / 2,
    lambda a, b: 0.5 * (a - b),
    lambda a, b: a * b / 2,
    lambda a, b: (1 - a) / 1.5,
    lambda a, b: -(a**2) / 2,
    lambda a, b: a**3 * 0.25,
    lambda a, b: a.tanh(),
    lambda a, b: 0.25 * b.exp(),
    lambda a, b: a.relu() + b / 4 - 0.5,
    lambda a, b: 1 / (a**2 + 1),
    lambda a, b: a / (1 + b * b),
    lambda a, b: (2 + a * a) ** -0.5,
)


def drawn_program(rng, length):
    """Four inputs, and steps: which one, and on which earlier values."""
    steps = [
        (int(rng.integers(len(STEPS))), *rng.integers(0, 4 + done, size=2).tolist()) for done in range(length)
    ]
    return 2 * rng.random(4) - 1, steps


def run(f, given, steps):
    """Every value of a drawn graph, and its result."""
    values = [f.Value(float(x)) for x in given]
    for step, first, second in steps:
        values.append(STEPS[step](values[first], values[second]))
    return values, values[-1] * values[0] + values[-2]


def drawn_data(f, given, steps):
    values, out = run(f, given, steps)
    return read(*((value, "data") for value in (*values[-6:], out)))


def drawn_slopes(f, given, steps):
    values, out = run(f, given, steps)
    out.backward()
    return read(*((value, "grad") for value in values[:8]))


check_drawn_data = drawn_cases(
    drawn_data,
    drawn_program,
    changing=(0,),
    part="values",
    length=(1, 5, 14),
    small=1,
    title="graphs of random operations: their values",
)
check_drawn_slopes = drawn_cases(
    drawn_slopes,
    drawn_program,
    changing=(0,),
    part="backward",
    length=(1, 5, 20),
    small=1,
    title="graphs of random operations: their gradients",
)


@part("values")
@robust
@tolerance(rtol=1e-9, atol=1e-12)
def check_large(f, rng):
    """tanh of 1,000 and of -1,000"""
    size = 1000.0 + float(rng.random())
    return [f.Value(size).tanh().data, f.Value(-size).tanh().data]


@part("backward")
@robust
def check_power_at_zero(f, rng):
    """the slope of a ** 2 and a ** 3 at 0"""
    found = {}
    for n in (2, 3):
        a = f.Value(0.0)
        found[f"a ** {n}"] = slopes(a**n * numbers(rng, 1)[0], a=a)
    return found


# The last one, because code that walks every path is stopped there.


@part("backward")
def check_doublings(f, rng):
    """x = x + x, 10 times and 50 times"""
    x = y = f.Value(numbers(rng, 1)[0])
    for done in range(1, MANY + 1):
        y = y + y
        if done in (FEW, MANY):
            y.backward()
            grad = x.grad
            near(f"grad of x after {done} doublings", grad, 2.0**done)
            if grad != 2.0**done:
                return  # what walks every path would take years for the rest
            f.branch()
