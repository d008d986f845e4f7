"""How the arguments of a function are drawn: the sizes with their ranges, and a line or two for each argument."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from nnprep.named_tuple import NamedTuple
from nnprep.proposal.arguments import Parameter, Shape
from nnprep.proposal.constraints import AtMost, Constraint, MultipleOf, is_number
from nnprep.proposal.reference import TaskFunction

ROWS, OTHERS, NUMBERS = (1, 9, 200), (1, 7, 30), (1, 5, 12)
"""The sizes that are drawn: of the first axis, of others, and whole numbers that are no sizes."""
LIMITS = (1, 9, 500)
"""The sizes that whole numbers stay below: on some processors NumPy's partition sorts up to 256 numbers fully."""
TAKEN = {
    *("target", "draw", "labels", "types", "changing", "item", "kept", "often", "small", "part", "title"),
    *("rng", "f"),
}
"""Names that a size can't have in `drawn_cases`."""
ARRAYS = ("array", "labels", "signs", "bits", "mask", "")
CLASSES = ("K", "C", "V", "n_classes", "num_classes", "classes", "vocab_size", "vocabulary")
"""What the number of classes is called."""
POSITIVE = {"var", "variance", "sigma", "std", "scale", "weights_of_classes"}
PROBABILITIES = {"p", "q", "probs", "probabilities"}
LOW = {"low", "lower", "minimum", "lo", "a_min", "min_value"}
ZERO_IS_USUAL = {"padding", "pad", "gap"}
"""Whole numbers that may well be 0."""


class Draw(NamedTuple):
    """The arguments of one function, as code."""

    names: tuple[str, ...]
    """The arguments that are passed, in order."""
    sizes: dict[str, tuple[int, int, int]]
    """The parameters of the drawing function: lowest, highest, and highest of the large case."""
    lines: tuple[str, ...]
    required: int
    """How many arguments come before the first that has a default."""
    room: dict[str, int]
    """Sizes that leave room for the defaults of whole numbers: `k` of 5 needs an `n` of 5."""

    def small(self, size: str, number: int) -> int:
        """Return a size in the fixed case: they all differ, if they may."""
        low, high, _ = self.sizes[size]
        return max(low, min(high, (4, 3, 2, 5)[number % 4]))


def passed(function: TaskFunction) -> list[Parameter]:
    """Return the parameters that checks pass: those up to the last that needs a value, since they go by position."""
    rows = list(function.parameters)
    while rows and not rows[-1].passed:
        rows.pop()
    return rows


def draw_of(function: TaskFunction) -> Draw:
    """Return how the arguments of a function are drawn."""
    return Drawing(function).draw()


class Drawing:
    """Works out one function's draw; each constraint is kept by one line, or is marked TODO."""

    def __init__(self, function: TaskFunction) -> None:
        self.arguments = passed(function)
        self.kinds = {each.name: each.kind for each in self.arguments}
        names = {*self.kinds, *(dim for each in self.arguments for dim in self.dims(each))}
        self.constraints = [each for each in function.constraints if names_in(each) <= names]
        self.handled: set[Constraint] = set()
        self.axes = list(
            dict.fromkeys(
                dim
                for each in self.arguments
                if each.kind in ARRAYS
                for dim in self.dims(each)
                if not dim.isdigit()
            )
        )
        self.bounded = [
            each.name
            for each in self.arguments
            if each.kind == "int" and each.name not in self.axes and self.upper(each.name)
        ]
        """Whole numbers that are drawn by the function, since they depend on a size."""
        self.factors = {
            self.size_name(each.number): f"{each.number}_per_{each.divisor}"
            for each in self.constraints
            if isinstance(each, MultipleOf) and all(self.is_size(term) for term in each)
        }
        """Sizes that are a multiple of another one -> what is drawn instead."""

    def dims(self, parameter: Parameter) -> Shape:
        """Return the shape of an argument; (m, n) where nothing says another one, (m,) for labels."""
        if not parameter.passed or parameter.kind not in ARRAYS:
            return ()
        return parameter.shape or (("m", "n") if parameter.kind in ("array", "") else ("m",))

    def size_name(self, dim: str) -> str:
        """Return what the drawing function calls a size: no array's name, and none that `drawn_cases` uses."""
        taken = dim in TAKEN or (dim in self.kinds and self.kinds[dim] != "int")
        return dim if dim.isdigit() or not taken else f"n_{dim}"

    def draw(self) -> Draw:
        """Return sizes and lines."""
        sizes: dict[str, tuple[int, int, int]] = {}
        limits = {each.high for name in self.bounded for each in self.upper(name)}
        for number, dim in enumerate(self.axes):
            usual = LIMITS if dim in limits else OTHERS if number else ROWS
            sizes[self.size_name(dim)] = self.within(dim, usual)
        for each in self.arguments:
            if each.kind == "int" and each.name not in (*self.axes, *self.bounded):
                sizes[self.size_name(each.name)] = self.within(each.name, self.numbers(each))
        sizes = {self.factors.get(name, name): each for name, each in sizes.items()}
        lines = [*self.size_lines(), *(line for each in self.in_order() for line in self.lines(each))]
        lines += [f"# TODO: keep {said(each)} here" for each in self.constraints if each not in self.handled]
        required = sum(not each.default for each in self.arguments)
        names = tuple(variable(each.name) for each in self.arguments)
        return Draw(names, sizes, tuple(lines), required, self.room(sizes))

    def room(self, sizes: Container[str]) -> dict[str, int]:
        """Return sizes that leave room for the defaults of whole numbers, which are sizes or stay below one."""
        room: dict[str, int] = {}
        for each in self.arguments:
            if not each.default or each.kind != "int":
                continue
            default = int(each.default)
            needs = [(self.size_name(bound.high), default + bound.strict) for bound in self.upper(each.name)]
            for size, low in [(self.size_name(each.name), default), *needs]:
                if size in sizes:
                    room[size] = max(low, room.get(size, low))
        return room

    def in_order(self) -> list[Parameter]:
        """Return the arguments, whole numbers first: each after those that it stays below."""
        return sorted(self.arguments, key=lambda each: (each.kind != "int", self.depth(each.name)))

    def depth(self, name: str, seen: tuple[str, ...] = ()) -> int:
        """Return how many whole numbers have to be drawn before one."""
        above = [
            each.high for each in self.upper(name) if each.high in self.bounded and each.high not in seen
        ]
        return 1 + max(self.depth(each, (*seen, name)) for each in above) if above else 0

    def numbers(self, parameter: Parameter) -> tuple[int, int, int]:
        """Return the range of a whole number that is no size, around its default if it has one."""
        if not parameter.default:
            return (0 if parameter.name in ZERO_IS_USUAL else 1, *NUMBERS[1:])
        default = int(parameter.default)
        return (min(default, 1), default + 3, default + 6) if default < 5 else (1, default, 2 * default)

    def within(self, name: str, sizes: tuple[int, int, int]) -> tuple[int, int, int]:
        """Return a range of sizes that keeps the bounds that are numbers, and leaves room below strict ones."""
        low, high, top = sizes
        lows = [low]
        for each in self.constraints:
            if not isinstance(each, AtMost):
                continue
            if each.high == name and is_number(each.low):
                lows.append(int(float(each.low)) + each.strict)
                # 0 is allowed where it's said.
                low = min(low, lows[-1]) if float(each.low) == 0 and name in self.kinds else low
                self.handled.add(each)
            elif each.low == name and is_number(each.high):
                end = int(float(each.high)) - each.strict
                high, top = min(high, end), min(top, end)
                self.handled.add(each)
            elif each.high == name and each.low in self.bounded:
                lows.append(self.lowest(each.low) + each.strict)
        low = max([low, *lows[1:]])
        return low, max(low, high), max(low, high, top)

    def upper(self, name: str) -> list[AtMost]:
        """Return the constraints that keep a number below a size or another whole number."""
        return [
            each
            for each in self.constraints
            if isinstance(each, AtMost)
            and each.low == name
            and (each.high in self.axes or self.kinds.get(each.high) == "int")
        ]

    def size_lines(self) -> Iterator[str]:
        """Yield a line for each constraint between two sizes."""
        done = set()
        for each in sorted(self.constraints, key=lambda each: isinstance(each, AtMost)):
            low, high = (self.size_name(term) for term in each[:2])
            if not all(self.is_size(term) for term in each[:2]) or low in done:
                continue
            self.handled.add(each)
            if isinstance(each, MultipleOf):
                done.add(low)
                yield f"{low} = {high} * {self.factors[low]}"
            elif each.high in self.axes and each.low not in self.axes:
                yield f"{low} = min({low}, {high}{' - 1' if each.strict else ''})  # {said(each)}"
            else:
                yield f"{high} = max({high}, {low}{' + 1' if each.strict else ''})  # {said(each)}"

    def is_size(self, term: str) -> bool:
        """Return whether a term is the name of a size or of a whole number that is drawn like one."""
        return term not in self.bounded and (term in self.axes or self.kinds.get(term) == "int")

    def lines(self, parameter: Parameter) -> Iterator[str]:
        """Yield the lines that draw one argument."""
        name = parameter.name
        if not parameter.passed:
            yield f"{name} = {parameter.default}  # TODO: its default; draw other values, or confirm this one"
        elif parameter.kind == "int":
            yield from self.whole_number(name)
        elif parameter.kind == "other":
            yield f"{variable(name)} = None  # TODO: draw it; lists, dictionaries and objects are not guessed"
        elif parameter.kind == "bool":
            yield f"{name} = bool(rng.integers(0, 2))"
        elif parameter.kind == "float":
            yield from self.number(parameter)
        else:
            yield from self.array(parameter)

    def whole_number(self, name: str) -> Iterator[str]:
        """Yield the line that draws a whole number below a size; others are sizes themselves."""
        if name in self.bounded:
            low = self.lowest(name)
            uppers = self.upper(name)
            self.handled |= {*uppers}
            ends = [f"{self.size_name(each.high)}{'' if each.strict else ' + 1'}" for each in uppers]
            end = ends[0] if len(ends) == 1 else f"min({', '.join(ends)})"
            yield f"{name} = int(rng.integers({low}, {end}))  # {' and '.join(map(said, uppers))}"
            self.handled |= {*self.lows(name)}
        elif self.size_name(name) != name:
            yield f"{name} = {self.size_name(name)}"

    def lowest(self, name: str) -> int:
        """Return the lowest value of a whole number: 1 where nothing else is said."""
        return max((int(float(each.low)) + each.strict for each in self.lows(name)), default=1)

    def lows(self, name: str) -> list[AtMost]:
        """Return the constraints that keep a number, or those of an array, above a number."""
        rows = [each for each in self.constraints if isinstance(each, AtMost)]
        return [each for each in rows if each.high == name and is_number(each.low)]

    def highs(self, name: str) -> list[AtMost]:
        """Return the constraints that keep them below a number."""
        rows = [each for each in self.constraints if isinstance(each, AtMost)]
        return [each for each in rows if each.low == name and is_number(each.high)]

    def number(self, parameter: Parameter) -> Iterator[str]:
        """Yield the line that draws a number; above another argument, if that is asked for."""
        name = parameter.name
        low, high = 0.5, 2.0
        if parameter.default:
            default = float(parameter.default)
            low, high = (
                min(default / 2, default * 2),
                max(default / 2, default * 2, default or 0.5),
            )
        elif name in PROBABILITIES or name.startswith(("prob", "dropout", "keep")):
            low, high = 0.1, 0.9
        elif name in LOW:
            low, high = -1.0, -0.1
        low, high = self.limits(name, low, high)
        for each in self.constraints:
            if isinstance(each, AtMost) and each.high == name and self.drawn_before(each.low, name):
                self.handled.add(each)
                yield f"{name} = {each.low} + float(rng.uniform({low:g}, {high:g}))  # {said(each)}"
                return
        bottom = self.allowed_end(name)
        if bottom is None:
            yield f"{name} = float(rng.uniform({low:g}, {high:g}))"
            return
        # The end itself is a case of its own, and so is what lies between it and the usual values.
        between = f"rng.uniform({bottom:g}, {low:g}), " if low > bottom else ""
        ends = f"{bottom:g}, {between}rng.uniform({low:g}, {high:g})"
        yield f"{name} = float(rng.choice([{ends}]))  # {bottom:g} <= {name}"

    def allowed_end(self, name: str) -> float | None:
        """Return the lowest value of a number if it may have it, and has no highest one."""
        end = max(((float(each.low), each.strict) for each in self.lows(name)), default=(0.0, True))
        return None if self.highs(name) or end[1] else end[0]

    def drawn_before(self, term: str, name: str) -> bool:
        """Return whether a number is drawn before another one."""
        order = [each.name for each in self.arguments if each.kind == "float"]
        return term in order and order.index(term) < order.index(name)

    def limits(self, name: str, low: float, high: float) -> tuple[float, float]:
        """Return a range inside of the bounds that are numbers."""
        lows, highs = self.lows(name), self.highs(name)
        self.handled |= {*lows, *highs}
        bottom = float(lows[-1].low) if lows else None
        top = float(highs[-1].high) if highs else None
        if bottom is not None and top is not None:
            edge = (top - bottom) / 20
            return bottom + edge, top - edge
        if bottom is not None and low <= bottom:
            return bottom + 0.1, max(high, bottom + 2.0)
        if top is not None and high >= top:
            return min(low, top - 2.0), top - 0.1
        return low, high

    def array(self, parameter: Parameter) -> Iterator[str]:
        """Yield the lines that draw an array."""
        name = parameter.name
        dims = [self.size_name(dim) for dim in self.dims(parameter)]
        shape = f"({', '.join(dims)}{',' if len(dims) == 1 else ''})"
        guess = (
            ""
            if parameter.shape
            else "  # TODO: its docstring names no shape like (m, n), so this is a guess"
        )
        if parameter.kind == "labels":
            yield from self.labels(parameter, shape, guess)
        elif parameter.kind == "signs":
            yield f"{name} = rng.choice([-1, 1], size={shape}){guess}"
        elif parameter.kind == "bits":
            yield f"{name} = rng.integers(0, 2, size={shape}){guess}"
        elif parameter.kind == "mask":
            yield f"{name} = rng.integers(0, 2, size={shape}).astype(bool){guess}"
        elif "one-hot" in parameter.marks and len(dims) > 1:
            yield f"{name} = np.eye({dims[-1]})[rng.integers(0, {dims[-1]}, size=({', '.join(dims[:-1])},))]"
        elif parameter.marks & {"sums", "column-sums"}:
            self.limits(name, 0.05, 1)
            axis = 0 if "column-sums" in parameter.marks else -1
            yield f"{name} = rng.uniform(0.05, 1, size={shape}){guess}"
            yield f"{name} /= {name}.sum(axis={axis}, keepdims=True)"
        else:
            yield f"{name} = {self.numbers_in(parameter, shape)}{guess}"

    def numbers_in(self, parameter: Parameter, shape: str) -> str:
        """Return the code that draws an array of numbers."""
        name = parameter.name
        if self.lows(name) or self.highs(name):
            low, high = self.limits(name, -2.0, 2.0)
            code = f"rng.uniform({low:g}, {high:g}, size={shape})"
        elif name in PROBABILITIES:
            code = f"rng.uniform(0.05, 0.95, size={shape})"
        elif name in POSITIVE:
            code = f"rng.uniform(0.5, 2.0, size={shape})"
        else:
            code = f"rng.normal(size={shape})"
        return f"np.sort({code})" if "sorted" in parameter.marks else code

    def labels(self, parameter: Parameter, shape: str, guess: str) -> Iterator[str]:
        """Yield the line that draws classes: below what is said, else below the last size of another array."""
        name = parameter.name
        bounds = [each for each in self.constraints if isinstance(each, AtMost) and each.low == name]
        self.handled |= {each for each in self.constraints if isinstance(each, AtMost) and name in each[:2]}
        own = set(self.dims(parameter))
        named = [each for each in CLASSES if each in self.kinds or each in self.axes]
        others = [self.dims(each)[-1] for each in self.arguments if each.kind == "array"]
        summed = {dim for each in self.arguments if each.kind == "array" for dim in self.dims(each)[:-1]}
        # The inputs of a layer are what it sums over: X is (m, d) and W is (d, c), so there are c classes.
        others = sorted((dim for dim in others if dim not in own), key=lambda dim: dim in summed)
        whole = [each for each in self.kinds if self.kinds[each] == "int" and each not in own]
        if bounds:
            each = bounds[0]
            high = f"{self.size_name(each.high)}{'' if each.strict else ' + 1'}"
        elif named or others or whole:
            high = self.size_name([*named, *others, *whole][0])
        else:
            high, guess = "3", guess or "  # TODO: how many classes are there?"
        yield f"{name} = rng.integers(0, {high}, size={shape}){guess}"


def variable(name: str) -> str:
    """Return what the drawing function calls an argument: its own `rng` draws the others."""
    return "generator" if name == "rng" else name


def names_in(constraint: Sequence[object]) -> set[str]:
    """Return the names in a constraint."""
    return {str(term) for term in constraint[:2] if not is_number(str(term))}


def said(constraint: Constraint) -> str:
    """Return a constraint in words."""
    if isinstance(constraint, MultipleOf):
        return f"{constraint.number} is a multiple of {constraint.divisor}"
    return f"{constraint.low} {'<' if constraint.strict else '<='} {constraint.high}"
