"""What an author writes a `checks.py` with: everything that it imports besides NumPy is in `__all__`.

A check is a function of `f` and `rng` whose name starts with `check_`. It draws all its numbers from `rng` before it
calls `f`, and returns values, which are compared with what the same function returns for the reference; or it makes
observations with `near` and `absent`. The first line of its docstring is the line that the learner sees.

    @part("gradient")
    def check_gradient(f, rng):
        \"\"\"the gradient of a batch of four\"\"\"
        given(batch_size=4)
        return f.gradient(rng.standard_normal((4, 3)), rng.standard_normal((4, 3)))

- Marks: `part`, `robust`, `style`, `tolerance`, `returns`, `premise`.
- Observations: `near`, `absent`, `given`.
- Values: `opaque`, `attribute`, `held`, `summed`, `warnings_in`, `kind_of_numbers`, `IteratorItems`. A call raises
  `Raised` if the learner's code raises an exception.
- Several at once, as one request, which costs less: `read` reads attributes (`read((net, "W"), (net, "b"))`),
  `f.several(100, "dropout", x, p, rng=generator)` makes equal calls, and `f.each(cache.step, [[x] for x in X])` calls a
  method with each of these arguments.
- Ready-made checks: `inputs_kept`, `no_warnings`, `same_twice`, `rows_independent`, `order_irrelevant`,
  `keeps_float32`, `float32_values`, `any_order`, `narrow_labels`, `plain_arrays`, `vectorized`.
- Drawn cases: `drawn_cases`, one line for each part: sizes, layouts, types and order that nobody can foresee.
- Finite differences: `directions`, `slopes_agree`, `central_difference`.
- Draws: `redraw`, `away_from_kinks`, `median`, `with_extremes`.
- Networks with lists `W` and `b`: `he_parameters`, `layer_sizes`, `relu_pre_activations`, `network`, `assignable` (and
  `ASSIGNED`), `separate_layers`, `trains_as_assigned`, `he_spread`, `he_output_spread`, `normal_tails`,
  `repeatable_seed`, `own_slopes`, `starts_at_rest`, `quiet_methods`, `weights_of`.
"""

from nnprep.checks.api import part, premise, returns, robust, style, tolerance
from nnprep.checks.compare import opaque
from nnprep.checks.drawn_cases import drawn_cases
from nnprep.checks.draws import away_from_kinks, median, redraw, with_extremes
from nnprep.checks.finite_differences import central_difference, directions, slopes_agree
from nnprep.checks.networks import (
    ASSIGNED,
    assignable,
    he_output_spread,
    he_parameters,
    he_spread,
    held,
    kind_of_numbers,
    layer_sizes,
    network,
    normal_tails,
    own_slopes,
    quiet_methods,
    relu_pre_activations,
    repeatable_seed,
    separate_layers,
    starts_at_rest,
    trains_as_assigned,
    weights_of,
)
from nnprep.checks.observations import absent, given, near
from nnprep.checks.ready_made import (
    any_order,
    float32_values,
    inputs_kept,
    keeps_float32,
    narrow_labels,
    no_warnings,
    order_irrelevant,
    plain_arrays,
    rows_independent,
    same_twice,
    vectorized,
    warnings_in,
)
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.handles import attribute, read, summed
from nnprep.sandbox.wire.format import IteratorItems

__all__ = [
    "ASSIGNED",
    "IteratorItems",
    "Raised",
    "absent",
    "any_order",
    "assignable",
    "attribute",
    "away_from_kinks",
    "central_difference",
    "directions",
    "drawn_cases",
    "float32_values",
    "given",
    "he_output_spread",
    "he_parameters",
    "he_spread",
    "held",
    "inputs_kept",
    "keeps_float32",
    "kind_of_numbers",
    "layer_sizes",
    "median",
    "narrow_labels",
    "near",
    "network",
    "no_warnings",
    "normal_tails",
    "opaque",
    "order_irrelevant",
    "own_slopes",
    "part",
    "plain_arrays",
    "premise",
    "quiet_methods",
    "read",
    "redraw",
    "relu_pre_activations",
    "repeatable_seed",
    "returns",
    "robust",
    "rows_independent",
    "same_twice",
    "separate_layers",
    "slopes_agree",
    "starts_at_rest",
    "style",
    "summed",
    "tolerance",
    "trains_as_assigned",
    "vectorized",
    "warnings_in",
    "weights_of",
    "with_extremes",
]
